//! The customer plan as a mail to send: a draft that a mail program opens ready to go, with the text, the page and the calendar.
//! `X-Unsent: 1` makes it a draft, and so it has no date and no message id: the program that sends it writes them.
//! Every byte follows from the plan; nothing of the machine or the clock is in it (RFC 5322, 2045-2047).

use super::{CustomerPlan, Mailbox, html::html, ics, text::text};
use crate::words;
use base64::{Engine, engine::general_purpose::STANDARD};

/// Neither quoted-printable nor base64 can hold `=_`, so no text can end a part (RFC 2045, 6.7).
const MIXED: &str = "=_handshake_mixed";
const ALTERNATIVE: &str = "=_handshake_alternative";
/// The characters a subject may have before a list of mails cuts it.
const SUBJECT_CELLS: usize = 80;
/// The octets of an encoded line, its break not counted.
const LINE_OCTETS: usize = 76;

/// The draft, lines broken by CR LF.
pub fn eml(plan: &CustomerPlan) -> String {
    let mut out = headers(plan);
    out.push_str(&format!("\r\n--{MIXED}\r\nContent-Type: multipart/alternative; boundary=\"{ALTERNATIVE}\"\r\n"));
    for (kind, body) in [("plain", text(plan)), ("html", html(plan))] {
        out.push_str(&format!("\r\n--{ALTERNATIVE}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"));
        out.push_str(&format!("Content-Transfer-Encoding: quoted-printable\r\n\r\n{}", quoted_printable(&body)));
    }
    out.push_str(&format!("\r\n--{ALTERNATIVE}--\r\n"));
    if ics::has_entries(plan) {
        out.push_str(&format!("\r\n--{MIXED}\r\nContent-Type: text/calendar; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"));
        out.push_str(&format!("Content-Disposition: attachment; filename=\"plan.ics\"\r\n\r\n{}", base64_lines(&ics::ics(plan))));
    }
    out.push_str(&format!("\r\n--{MIXED}--\r\n"));
    out
}

fn headers(plan: &CustomerPlan) -> String {
    let from = plan.sender.as_deref().and_then(Mailbox::parse);
    let mut out = String::from("X-Unsent: 1\r\n");
    if let Some(from) = from {
        out.push_str(&format!("From: {}\r\n", mailbox(&from)));
    }
    if !plan.recipients.is_empty() {
        let to: Vec<String> = plan.recipients.iter().map(mailbox).collect();
        out.push_str(&format!("To: {}\r\n", to.join(",\r\n ")));
    }
    out.push_str(&format!("Subject: {}\r\nMIME-Version: 1.0\r\n", unstructured(&subject(plan))));
    out.push_str(&format!("Content-Type: multipart/mixed; boundary=\"{MIXED}\"\r\n"));
    out
}

/// `Finance systems migration: draft of rev 2, 8 Feb - 2 changes, we need 2 things`, the title cut to keep it short.
pub(super) fn subject(plan: &CustomerPlan) -> String {
    let edition = format!("{}, {}", plan.revision.words(), words::short_date(plan.on, plan.on));
    let changes = (!plan.changed.lines.is_empty()).then(|| words::counted(plan.changed.lines.len(), "change"));
    let asks = (!plan.asks.is_empty()).then(|| format!("we need {}", words::counted(plan.asks.len(), "thing")));
    let news: Vec<String> = changes.into_iter().chain(asks).collect();
    let rest = [vec![edition], if news.is_empty() { vec![] } else { vec![news.join(", ")] }].concat().join(" - ");
    match plan.title.as_str() {
        "" => rest,
        title => format!("{}: {rest}", words::cut(title, SUBJECT_CELLS.saturating_sub(rest.len() + 2).max(SUBJECT_CELLS / 4))),
    }
}

fn mailbox(it: &Mailbox) -> String {
    match it.name() {
        "" => it.address().into(),
        name if name.is_ascii() && name.len() < LINE_OCTETS => format!("{} <{}>", quoted(name), it.address()),
        name => format!("{}\r\n <{}>", encoded_words(name), it.address()),
    }
}

fn quoted(name: &str) -> String {
    let inner: String = name.chars().flat_map(|c| matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c])).collect();
    format!("\"{inner}\"")
}

/// A header's free text on its line or, where it holds more than ASCII, as encoded words.
fn unstructured(text: &str) -> String {
    let plain = text.bytes().all(|b| (0x20..0x7f).contains(&b)) && !text.contains("=?") && text.len() <= 900;
    if plain { text.into() } else { encoded_words(text) }
}

/// Encoded words of at most 75 octets, a line each, no character broken (RFC 2047).
fn encoded_words(text: &str) -> String {
    const BYTES: usize = 45;
    let mut words = vec![String::new()];
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= BYTES => word.push(c),
            Some(_) | None => words.push(c.into()),
        }
    }
    words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect::<Vec<_>>().join("\r\n ")
}

/// Lines of at most 76 octets; whatever is not plain ASCII as `=XX` (RFC 2045, 6.7).
fn quoted_printable(text: &str) -> String {
    text.lines().map(|line| quoted_line(line) + "\r\n").collect()
}

fn quoted_line(line: &str) -> String {
    let bytes = line.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut octets = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let ends_in_space = at + 1 == bytes.len() && *byte == b' ';
        let piece = match byte {
            // Some relays end at a line that is a dot, and mark one that begins with `From `.
            b'.' | b'F' if at == 0 && (line == "." || line.starts_with("From ")) => format!("={byte:02X}"),
            b' '..=b'~' if *byte != b'=' && !ends_in_space => char::from(*byte).to_string(),
            byte => format!("={byte:02X}"),
        };
        // One octet stays free for the `=` of a soft break.
        if octets + piece.len() > LINE_OCTETS - 1 {
            out.push_str("=\r\n");
            octets = 0;
        }
        octets += piece.len();
        out.push_str(&piece);
    }
    out
}

fn base64_lines(text: &str) -> String {
    let encoded = STANDARD.encode(text);
    encoded.as_bytes().chunks(LINE_OCTETS).map(|line| format!("{}\r\n", String::from_utf8_lossy(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{customer_plan, sample::*};

    fn draft() -> CustomerPlan {
        customer_plan(&finance(), day(TODAY))
    }

    #[test]
    fn a_draft_has_the_headers_of_a_mail_not_yet_sent() {
        let to = [Mailbox::new("CFO", "cfo@acme.example"), Mailbox::new("Łucja \"L\" Nowak", "l@acme.example")];
        let plan = draft().with_sender("Dana <dana@handover.example>").with_recipients(to.into_iter().flatten().collect());
        let mail = eml(&plan);
        let (headers, _) = mail.split_once("\r\n\r\n").unwrap();
        assert_eq!(
            headers.replace("\r\n", "\n"),
            "\
X-Unsent: 1
From: \"Dana\" <dana@handover.example>
To: \"CFO\" <cfo@acme.example>,
 =?utf-8?B?xYF1Y2phICJMIiBOb3dhaw==?=
 <l@acme.example>
Subject: Finance systems migration: draft of rev 2, 8 Feb - 2 changes, we need 2 things
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=\"=_handshake_mixed\""
        );
    }

    #[test]
    fn without_an_address_there_is_nobody_it_comes_from_or_goes_to() {
        let mail = eml(&draft().with_sender("Dana"));
        let (headers, _) = mail.split_once("\r\n\r\n").unwrap();
        assert!(!headers.contains("From:") && !headers.contains("To:"), "{headers}");
    }

    #[test]
    fn no_text_of_a_plan_adds_a_header_or_a_part() {
        let mut plan = finance();
        plan.title = "x\r\nBcc: y@example.invalid\r\n\r\n--=_handshake_mixed\r\n".into();
        plan.customer = "\n--=_handshake_alternative--\n.\nFrom me".into();
        let mail = eml(&customer_plan(&plan, day(TODAY)).with_sender("a\r\nBcc: z@example.invalid"));
        assert!(mail.split("\r\n").all(|line| line.len() <= 998 && !line.starts_with("Bcc") && !line.contains(['\r', '\n'])), "{mail}");
        assert_eq!(mail.matches("\r\n--=_handshake_mixed").count(), 3, "{mail}");
        assert_eq!(mail.matches("\r\n--=_handshake_alternative").count(), 3, "{mail}");
    }

    #[test]
    fn quoted_lines_are_short_and_keep_every_byte() {
        assert_eq!(quoted_printable("a=b é \n"), "a=3Db =C3=A9=20\r\n");
        assert_eq!(quoted_printable(".\nFrom x"), "=2E\r\n=46rom x\r\n");
        let long = quoted_printable(&"é".repeat(100));
        assert!(long.lines().all(|line| line.len() <= 76), "{long}");
        assert_eq!(long.replace("=\r\n", ""), format!("{}\r\n", "=C3=A9".repeat(100)));
    }
}
