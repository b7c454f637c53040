//! The customer plan as an HTML mail: tables and inline style alone, because that is what mail programs leave in.
//! Nothing is fetched, nothing runs; light or dark as the reader's screen is, with light as what old programs understand.
//! The elements and properties used here are the whole list; a test holds it.

use super::{
    CustomerPlan,
    markup::html as escaped,
    page::{Body, Mark, Page, Row, Section, Tone},
};

/// A colour on light ground and on dark.
struct Ink(&'static str, &'static str);

const TEXT: Ink = Ink("#1f2933", "#e6e9ee");
const QUIET: Ink = Ink("#52606d", "#a6b0bd");
const HEADING: Ink = Ink("#0b5394", "#7fb2ea");
const ATTENTION: Ink = Ink("#b3400a", "#ffab70");
const GOOD: Ink = Ink("#1a7f37", "#6cc784");
const GROUND: Ink = Ink("#ffffff", "#181b20");
const RULE: Ink = Ink("#d9dee4", "#3a414b");

const FONT: &str = "font-family:Segoe UI,Helvetica,Arial,sans-serif";
/// Each paragraph runs in the direction of its own text but begins below its heading, and a long word breaks before it widens the page.
const PARAGRAPH: &str = "margin:0;text-align:left;unicode-bidi:plaintext;overflow-wrap:anywhere";

/// The mail's HTML, in ASCII.
pub fn html(plan: &CustomerPlan) -> String {
    let page = Page::of(plan);
    let mut rows = vec![head(&page)];
    rows.extend(page.sections().map(section));
    if !page.closing.is_empty() {
        rows.push(closing(&page.closing));
    }
    let style = format!(
        "width:100%;max-width:600px;border-collapse:collapse;color-scheme:light dark;{FONT};font-size:14px;line-height:20px;{};{}",
        ink("color", &TEXT),
        ink("background-color", &GROUND)
    );
    format!("<!doctype html>\n<table style=\"{style}\">\n{}</table>\n", rows.concat())
}

/// The property twice: for programs that know one scheme, and for those that know two.
fn ink(property: &str, Ink(light, dark): &Ink) -> String {
    format!("{property}:{light};{property}:light-dark({light},{dark})")
}

fn band(padding: &str, rest: &str, content: &str) -> String {
    format!("<tr><td style=\"padding:{padding}{rest}\">\n{content}</td></tr>\n")
}

fn paragraph(style: &str, content: &str) -> String {
    format!("<p style=\"{PARAGRAPH};{style}\">{content}</p>\n")
}

fn head(page: &Page) -> String {
    let title = paragraph("font-size:21px;line-height:27px;font-weight:bold", &escaped(&page.title));
    let edition = paragraph(&format!("font-size:13px;line-height:19px;{}", ink("color", &QUIET)), &escaped(&page.edition));
    band("16px 20px 2px 20px", "", &(title + &edition))
}

fn section(section: &Section) -> String {
    let style = format!("font-size:15px;line-height:20px;font-weight:bold;{}", ink("color", &HEADING));
    let heading = paragraph(&style, &escaped(&section.title));
    let body = match &section.body {
        Body::Lines(lines) => lines.iter().map(|line| paragraph("padding:3px 0 0 0", &escaped(line))).collect(),
        Body::Rows(rows) => {
            let rows: String = rows.iter().map(row).collect();
            format!("<table style=\"width:100%;border-collapse:collapse\">\n{rows}</table>\n")
        }
    };
    band("12px 20px 0 20px", "", &(heading + &body))
}

fn row(row: &Row) -> String {
    let rule = format!("border-top:1px solid {0};border-top:1px solid light-dark({0},{1})", RULE.0, RULE.1);
    let first = "padding:5px 14px 5px 0;width:110px;white-space:nowrap;vertical-align:top;font-weight:bold";
    let what = paragraph("", &escaped(&row.what)).replace(";\"", "\"");
    let below = paragraph(&format!("font-size:13px;line-height:18px;{}", ink("color", &QUIET)), &below(row));
    format!(
        "<tr><td style=\"{first};{rule}\">{}</td><td style=\"padding:5px 0;vertical-align:top;{rule}\">\n{what}{below}</td></tr>\n",
        escaped(&row.date)
    )
}

fn below(row: &Row) -> String {
    let detail = Some(escaped(&row.detail)).filter(|detail| !detail.is_empty());
    let parts: Vec<String> = row.mark.as_ref().map(mark).into_iter().chain(detail).collect();
    parts.join(" &#183; ")
}

fn mark(mark: &Mark) -> String {
    let words = escaped(mark.words);
    match mark.tone {
        Tone::Plain => words,
        Tone::Attention => format!("<b style=\"{}\">{words}</b>", ink("color", &ATTENTION)),
        Tone::Good => format!("<b style=\"{}\">{words}</b>", ink("color", &GOOD)),
    }
}

fn closing(lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| paragraph("", &escaped(line)).replace(";\"", "\"")).collect();
    band("14px 20px 16px 20px", "", &lines)
}
