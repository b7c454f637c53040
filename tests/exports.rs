//! The exports as others get them: files that are never overwritten, bytes through a pipe, markup that holds what somebody typed as text.
#![allow(clippy::disallowed_methods)] // the real program, on real files

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const FORMATS: [&str; 8] = ["text", "markdown", "html", "eml", "ics", "svg", "pptx", "json"];
const PLANS: [&str; 6] = [
    "assets/demo.ron",
    "tests/data/finance.ron",
    "tests/hostile/33-bidi-zero-width.ron",
    "tests/hostile/34-graphemes.ron",
    "tests/hostile/35-html-markdown-injection.ron",
    "tests/hostile/36-ics-csv-injection.ron",
];

fn handshake(args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_handshake"));
    program.args(args).args(["--today", "2027-02-08"]).env_remove("HANDSHAKE_PLAN").stdin(Stdio::null()).output().unwrap()
}

fn export(verb: &str, plan: &str, format: &str) -> Vec<u8> {
    let ran = handshake(&[verb, plan, "-f", format, "-o", "-"]);
    assert_eq!(ran.status.code(), Some(0), "{plan} {format}: {}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

fn text_of(plan: &str, format: &str) -> String {
    String::from_utf8(export("customer", plan, format)).unwrap()
}

#[test]
fn a_pipe_and_a_file_get_the_same_bytes_and_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let path: PathBuf = folder.path().join(format);
        let to = path.to_str().unwrap();
        assert_eq!(handshake(&["customer", PLANS[0], "-f", format, "-o", to]).status.code(), Some(0), "{format}");
        let piped = handshake(&["customer", PLANS[0], "-f", format]).stdout;
        assert!(!piped.is_empty());
        assert_eq!(fs::read(&path).unwrap(), piped, "{format}");
        assert_eq!(export("customer", PLANS[0], format), piped, "{format}");
    }
}

#[test]
fn an_existing_file_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine");
    fs::write(&path, "mine").unwrap();
    for (verb, format) in
        FORMATS.map(|it| ("customer", it)).into_iter().chain(["text", "markdown", "csv", "json"].map(|it| ("delivery", it)))
    {
        let ran = handshake(&[verb, PLANS[0], "-f", format, "-o", path.to_str().unwrap()]);
        assert_eq!((ran.status.code(), fs::read_to_string(&path).unwrap().as_str()), (Some(2), "mine"), "{verb} {format}");
    }
}

/// Start tags with their attributes; panics where tags do not close in order.
fn tags(markup: &str) -> Vec<(String, String)> {
    let mut open: Vec<String> = Vec::new();
    let mut out = Vec::new();
    let mut rest = markup;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, tail) = after.split_once('>').expect("a tag that ends");
        rest = tail;
        let name: String = tag.trim_start_matches('/').chars().take_while(|c| !c.is_whitespace() && *c != '/').collect();
        match (tag.starts_with(['!', '?']), tag.starts_with('/'), tag.ends_with('/')) {
            (true, ..) => {}
            (_, true, _) => assert_eq!(open.pop().as_ref(), Some(&name)),
            (.., closed) => {
                if !closed {
                    open.push(name.clone());
                }
                out.push((name.clone(), tag[name.len()..].trim().trim_end_matches('/').trim().to_string()));
            }
        }
    }
    assert_eq!(open, Vec::<String>::new());
    out
}

#[test]
fn the_mails_html_is_tables_paragraphs_and_bold_with_listed_style_alone() {
    const PROPERTIES: [&str; 18] = [
        "background-color",
        "border-collapse",
        "border-top",
        "color",
        "color-scheme",
        "font-family",
        "font-size",
        "font-weight",
        "line-height",
        "margin",
        "max-width",
        "overflow-wrap",
        "padding",
        "text-align",
        "unicode-bidi",
        "vertical-align",
        "white-space",
        "width",
    ];
    for plan in PLANS {
        let html = text_of(plan, "html");
        assert!(html.is_ascii() && html.starts_with("<!doctype html>"), "{plan}");
        for (name, attributes) in tags(&html) {
            assert!(["table", "tr", "td", "p", "b", "a"].contains(&name.as_str()), "{plan}: {name}");
            if attributes.is_empty() {
                continue;
            }
            let style = attributes.strip_prefix("style=\"").and_then(|it| it.strip_suffix('"')).unwrap_or_else(|| panic!("{attributes}"));
            for declaration in style.split(';') {
                let (property, value) = declaration.split_once(':').unwrap();
                assert!(PROPERTIES.contains(&property), "{plan}: {property}");
                assert!(!value.contains("url") && !value.contains(['"', '\\', '@']), "{plan}: {value}");
            }
        }
    }
}

#[test]
fn the_slides_markup_is_its_own_whatever_the_plan_says() {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for plan in PLANS {
        names.extend(tags(&text_of(plan, "svg")).into_iter().map(|(name, _)| name));
    }
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["rect", "svg", "text", "title", "tspan"]);
}

#[test]
fn a_calendar_holds_nothing_but_its_own_properties() {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for plan in PLANS {
        let ics = text_of(plan, "ics");
        for line in ics.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()) {
            names.insert(line.split([':', ';']).next().unwrap().to_string());
        }
    }
    let expected = ["BEGIN", "DTEND", "DTSTAMP", "DTSTART", "END", "PRODID", "SEQUENCE", "SUMMARY", "UID", "VERSION"];
    assert_eq!(names.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_mail_has_the_headers_of_a_draft_and_no_other() {
    for plan in PLANS {
        let mail = text_of(plan, "eml");
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head.replace("\r\n ", " ").leak().split("\r\n").map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(names, ["X-Unsent", "Subject", "MIME-Version", "Content-Type"], "{plan}");
    }
}

#[test]
fn no_cell_of_the_table_is_a_formula() {
    for plan in PLANS {
        let csv = String::from_utf8(export("delivery", plan, "csv")).unwrap();
        let cells = csv.split("\",\"").map(|cell| cell.trim_start_matches(['"', '\n', ' ', '\t']));
        let formula = |cell: &&str| cell.starts_with(['=', '+', '-', '@', '＝']);
        assert_eq!(cells.into_iter().find(formula), None, "{plan}");
    }
    let csv = String::from_utf8(export("delivery", PLANS[5], "csv")).unwrap();
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://127.0.0.1\"\",\"\"x\"\")\"") && csv.contains("\"' =1\""), "{csv}");
}

#[test]
fn an_unknown_format_names_those_there_are() {
    let ran = handshake(&["customer", PLANS[0], "-f", "pdf"]);
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(FORMATS.iter().all(|format| said.contains(format)), "{said}");
    assert!(!Path::new("plan.pdf").exists());
}
