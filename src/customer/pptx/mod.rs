//! The slide as a presentation of one slide: native text and shapes, so that it can be edited and pasted into another deck.
//! Its parts are the fewest that open everywhere (ECMA-376); no notes, no author, no program, no date in them.
//! The container is not compressed: the same plan gives the same bytes on every machine.

mod parts;

use super::{
    CustomerPlan,
    markup::xml,
    slide::{Ink, Paragraph, Place, Role, Run, Shape, Text, Weight, slide},
};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

/// English metric units in a point.
const EMU: f32 = 12700.0;

/// The file's bytes.
pub fn pptx(plan: &CustomerPlan) -> Vec<u8> {
    let slide = slide(plan);
    let shapes: String = slide.shapes.iter().enumerate().map(|(at, shape)| self::shape(at + 2, shape)).collect();
    let own = [("ppt/slides/slide1.xml", parts::slide(&shapes)), ("docProps/core.xml", parts::core(&xml(&slide.title)))];
    let still = parts::STILL.iter().map(|(name, text)| (*name, (*text).to_string()));
    // Written to memory: there is nothing that could fail.
    container(still.chain(own)).unwrap_or_default()
}

fn container(parts: impl Iterator<Item = (&'static str, String)>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn shape(id: usize, shape: &Shape) -> String {
    match shape {
        Shape::Bar { at, ink } => format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Line {id}\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{}{}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>",
            geometry(at),
            fill(*ink)
        ),
        Shape::Text(text) => self::text(id, text),
    }
}

fn text(id: usize, text: &Text) -> String {
    let (name, kind, holds) = match text.role {
        Role::Title => ("Title", "<p:cNvSpPr/>", "<p:nvPr><p:ph type=\"title\"/></p:nvPr>"),
        Role::Body => ("Text", "<p:cNvSpPr txBox=\"1\"/>", "<p:nvPr/>"),
    };
    let paragraphs: String = text.paragraphs.iter().map(paragraph).collect();
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name} {id}\"/>{kind}{holds}</p:nvSpPr><p:spPr>{}<a:noFill/></p:spPr>\
         <p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:noAutofit/></a:bodyPr><a:lstStyle/>\
         {paragraphs}</p:txBody></p:sp>",
        geometry(&text.at)
    )
}

fn geometry(at: &Place) -> String {
    let [x, y, width, height] = [at.x, at.y, at.width, at.height].map(|points| (points * EMU).round() as i64);
    format!(
        "<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
    )
}

fn fill(ink: Ink) -> String {
    format!("<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", ink.hex())
}

/// One paragraph: the program that shows it breaks its lines, and does so at the same places or later.
fn paragraph(paragraph: &Paragraph) -> String {
    let size = (paragraph.size * 100.0).round() as i64;
    let leading = (paragraph.leading() * 100.0).round() as i64;
    let runs: String = paragraph.lines.iter().flatten().map(|run| self::run(size, run)).collect();
    format!("<a:p><a:pPr algn=\"l\"><a:lnSpc><a:spcPts val=\"{leading}\"/></a:lnSpc></a:pPr>{runs}</a:p>")
}

fn run(size: i64, run: &Run) -> String {
    let bold = match run.weight {
        Weight::Regular => "0",
        Weight::Bold => "1",
    };
    format!(
        "<a:r><a:rPr lang=\"en-GB\" sz=\"{size}\" b=\"{bold}\" dirty=\"0\">{}<a:latin typeface=\"Arial\"/><a:cs typeface=\"Arial\"/></a:rPr><a:t>{}</a:t></a:r>",
        fill(run.ink),
        xml(&run.text)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{customer_plan, sample::*};
    use std::io::Read;

    #[test]
    fn every_part_is_there_once_and_the_same_each_time() {
        let plan = customer_plan(&finance(), day(TODAY));
        let bytes = pptx(&plan);
        assert_eq!(bytes, pptx(&plan));
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(
            names,
            [
                "[Content_Types].xml",
                "_rels/.rels",
                "ppt/presentation.xml",
                "ppt/_rels/presentation.xml.rels",
                "ppt/slides/_rels/slide1.xml.rels",
                "ppt/slideLayouts/slideLayout1.xml",
                "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
                "ppt/slideMasters/slideMaster1.xml",
                "ppt/slideMasters/_rels/slideMaster1.xml.rels",
                "ppt/theme/theme1.xml",
                "ppt/slides/slide1.xml",
                "docProps/core.xml",
            ]
        );
        let mut slide = String::new();
        zip.by_name("ppt/slides/slide1.xml").unwrap().read_to_string(&mut slide).unwrap();
        assert!(slide.contains("<a:t>Open the firewall") || slide.contains("Northwind Hosting: Open the firewall"), "{slide}");
    }
}
