//! An export as whoever looks closely would read it: unzipped, decoded, unfolded, without its markup. For this room's tests.

use base64::{Engine, engine::general_purpose::STANDARD};
use std::io::{Cursor, Read};

/// The bytes themselves, and every text that can be had out of them: parts of a container with their names and comments,
/// bodies out of quoted-printable and base64, encoded words, entities, calendar lines unfolded, and what is left without tags.
pub(super) fn layers(bytes: &[u8]) -> Vec<String> {
    let mut out = vec![String::from_utf8_lossy(bytes).into_owned()];
    out.extend(unzipped(bytes));
    let mut at = 0;
    while at < out.len() {
        let text = out[at].clone();
        let more = [unfolded(&text), quoted(&text), without_tags(&text)].into_iter().chain(base64_runs(&text));
        for layer in more {
            if layer != text && !out.contains(&layer) {
                out.push(layer);
            }
        }
        at += 1;
    }
    out
}

/// An export in whole words: each format taken out of its wrapping, as its reader would.
pub(super) fn readable(format: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    match format {
        "pptx" => unzipped(bytes),
        "ics" => vec![unfolded(&text)],
        "eml" => text.split("\r\n--=_handshake").map(part).collect(),
        _ => vec![text],
    }
}

/// One part of a mail, its body decoded.
fn part(part: &str) -> String {
    let (head, body) = part.split_once("\r\n\r\n").unwrap_or((part, ""));
    let words = head.split("=?utf-8?B?").skip(1).filter_map(|it| STANDARD.decode(it.split_once("?=")?.0).ok());
    let subject: String = words.map(|word| String::from_utf8(word).unwrap()).collect();
    let body = match head.contains("base64") {
        true => unfolded(&String::from_utf8(STANDARD.decode(body.replace("\r\n", "")).unwrap()).unwrap()),
        false => quoted(&unfolded(body)),
    };
    format!("{subject}\n{body}")
}

fn unzipped(bytes: &[u8]) -> Vec<String> {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut out = vec![String::from_utf8_lossy(zip.comment()).into_owned()];
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let mut text = format!("{:?} {:?} {:?}\n", part.name(), part.comment(), part.extra_data());
        part.read_to_string(&mut text).unwrap();
        out.push(text);
    }
    out
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("=\r\n", "")
}

/// `=C3=A9` as what it stands for; anything else as it is.
fn quoted(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        match (bytes[at], hex) {
            (b'=', Some(byte)) => (out.push(byte), at += 3).1,
            (byte, _) => (out.push(byte), at += 1).1,
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Every long run of base64's characters, over line breaks too, that decodes to text.
fn base64_runs(text: &str) -> Vec<String> {
    let joined = text.replace("\r\n", "");
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let runs = joined.split(|c| !is_base64(c)).chain(text.split(|c| !is_base64(c) && c != '\r' && c != '\n'));
    let decoded = runs.filter(|run| run.len() >= 12).filter_map(|run| STANDARD.decode(run.replace(['\r', '\n'], "")).ok());
    decoded.filter_map(|bytes| String::from_utf8(bytes).ok()).filter(|text| !text.contains('\0')).collect()
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    entities(&out)
}

fn entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        out.push_str(before);
        let number = after.split_once(';').and_then(|(number, tail)| Some((char::from_u32(number.parse().ok()?)?, tail)));
        (rest, _) = match number {
            Some((c, tail)) => (tail, out.push(c)),
            None => (after, out.push_str("&#")),
        };
    }
    (out + rest).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn a_word_is_found_however_it_was_wrapped() {
    let hidden = [
        format!("x =?utf-8?B?{}?=", STANDARD.encode("the canary é sings")),
        "c=61nar=79".to_string(),
        "can=\r\nary".to_string(),
        "SUMMARY:can\r\n ary".to_string(),
        "<b>can</b>ary".to_string(),
        "&#99;anary".to_string(),
        STANDARD
            .encode("BEGIN:VEVENT\r\nSUMMARY:can\r\n ary\r\n")
            .as_bytes()
            .chunks(20)
            .map(|it| String::from_utf8_lossy(it) + "\r\n")
            .collect(),
    ];
    for text in hidden {
        assert!(layers(text.as_bytes()).iter().any(|layer| layer.contains("canary")), "{text}");
    }
}
