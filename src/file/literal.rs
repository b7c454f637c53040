//! What a text or a number of the file means: escapes are taken apart, amounts are read digit by digit.
//! Judged is the text, never a float made of it (spec 2, Values).

use super::trouble::Trouble;
use crate::plan::{Money, Quarters};
use std::borrow::Cow;

/// A text without its quotes, its escapes as what they stand for; or the byte of the bad escape, counted in `inner`.
pub(crate) fn unescape(inner: &str) -> Result<Cow<'_, str>, (usize, Trouble)> {
    let Some(mut at) = inner.find('\\') else { return Ok(Cow::Borrowed(inner)) };
    let mut out = String::with_capacity(inner.len());
    out.push_str(&inner[..at]);
    loop {
        let rest = &inner[at + 1..];
        let taken = escape(rest, &mut out).map_err(|fix| (at, Trouble::BadEscape { fix }))?;
        let rest = &rest[taken..];
        let plain = rest.find('\\').unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        if plain == rest.len() {
            return Ok(Cow::Owned(out));
        }
        at += 1 + taken + plain;
    }
}

/// Writes what the text behind a backslash stands for; gives how many bytes it took.
fn escape(rest: &str, out: &mut String) -> Result<usize, &'static str> {
    let plain = match rest.bytes().next() {
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'0') => '\0',
        Some(c @ (b'\'' | b'"' | b'\\')) => c as char,
        Some(b'x') => return bytes(rest, out),
        Some(b'u') => return code_point(rest, out),
        Some(b'\n' | b'\r') if rest.starts_with('\n') || rest.starts_with("\r\n") => {
            return Ok(rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len());
        }
        _ => return Err("write `\\\\` for a backslash"),
    };
    out.push(plain);
    Ok(1)
}

/// `u{e9}`: one to six hexadecimal digits.
fn code_point(rest: &str, out: &mut String) -> Result<usize, &'static str> {
    const FIX: &str = "write one to six hexadecimal digits, like `\\u{e9}`";
    let digits = rest.strip_prefix("u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits).ok_or(FIX)?;
    let good = (1..=6).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_hexdigit());
    let c = u32::from_str_radix(digits, 16).ok().filter(|_| good).and_then(char::from_u32).ok_or(FIX)?;
    out.push(c);
    Ok("u{}".len() + digits.len())
}

/// `x41`, and the bytes of one character in UTF-8: `xc3\xa9`.
fn bytes(rest: &str, out: &mut String) -> Result<usize, &'static str> {
    const FIX: &str = "write two hexadecimal digits, like `\\x41`, or `\\u{…}` for anything beyond ASCII";
    let mut found = [0; 4];
    let mut at = 0;
    for count in 1..=4 {
        let digits = rest.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit())).ok_or(FIX)?;
        found[count - 1] = u8::from_str_radix(digits, 16).map_err(|_| FIX)?;
        at += 3;
        if let Ok(text) = std::str::from_utf8(&found[..count]) {
            out.push_str(text);
            return Ok(at);
        }
        if !rest[at..].starts_with("\\x") {
            return Err(FIX);
        }
        at += 1;
    }
    Err(FIX)
}

/// Digits before and after the point; `_` may stand between them.
struct Digits {
    whole: u64,
    /// The first two places.
    cents: u64,
    places: usize,
    has_point: bool,
    /// Something stands behind the hundredths.
    has_more: bool,
}

/// `None` for anything but digits, `_` and one point, and for what is far too large.
fn digits(text: &str) -> Option<Digits> {
    let mut it = Digits { whole: 0, cents: 0, places: 0, has_point: false, has_more: false };
    let (mut has_digit, mut may_be_underscore) = (false, false);
    for c in text.bytes() {
        match c {
            b'0'..=b'9' if !it.has_point => it.whole = it.whole.checked_mul(10)?.checked_add(u64::from(c - b'0'))?,
            b'0'..=b'9' => {
                match it.places {
                    0 => it.cents = u64::from(c - b'0') * 10,
                    1 => it.cents += u64::from(c - b'0'),
                    _ => it.has_more |= c != b'0',
                }
                it.places += 1;
            }
            b'_' if may_be_underscore => continue,
            b'.' if !it.has_point => (it.has_point, may_be_underscore) = (true, false),
            _ => return None,
        }
        if c != b'.' {
            (has_digit, may_be_underscore) = (true, true);
        }
    }
    has_digit.then_some(it)
}

/// A number in hundredths.
fn hundredths(it: &Digits) -> Option<u64> {
    it.whole.checked_mul(100)?.checked_add(it.cents)
}

/// Working days by quarters, 0 to 9999: one estimate.
pub(crate) fn days(text: &str) -> Option<Quarters> {
    total(text).filter(|days| *days <= Quarters::MAX)
}

/// Working days by quarters: estimates added up.
pub(crate) fn total(text: &str) -> Option<Quarters> {
    let it = digits(text)?;
    let hundredths = hundredths(&it)?;
    let quarters = (hundredths.is_multiple_of(25) && !it.has_more).then_some(hundredths / 25)?;
    u32::try_from(quarters).ok().map(Quarters)
}

/// An amount with two decimals at most.
pub(crate) fn money(text: &str) -> Option<Money> {
    let it = digits(text)?;
    let hundredths = hundredths(&it)?;
    (it.places <= 2 && hundredths <= Money::MAX.0).then_some(Money(hundredths))
}

/// A whole number: digits and `_`.
pub(crate) fn count(text: &str) -> Option<u32> {
    let it = digits(text)?;
    if it.has_point { None } else { u32::try_from(it.whole).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_what_ron_says() {
        assert_eq!(unescape(r#"a\n\"\\\u{e9}\x41\xc3\xa9\0"#).unwrap(), "a\n\"\\éAé\0");
        assert_eq!(unescape("one \\\n   two").unwrap(), "one two");
        for (bad, at) in [(r"ab\q", 2), (r"\u{}", 0), (r"\u{110000}", 0), (r"\u{1234567}", 0), (r"\x4", 0), (r"\xc3", 0), ("\\\r x", 0)] {
            assert_eq!(unescape(bad).unwrap_err().0, at, "{bad}");
        }
    }

    #[test]
    fn numbers_are_digits_underscores_and_one_point() {
        assert_eq!(days("1_0.75"), Some(Quarters(43)));
        assert_eq!(days("9_999"), Some(Quarters::MAX));
        assert_eq!(
            [total("19998.25"), total("1073741823.75"), total("1073741824"), total("0.3")],
            [Some(Quarters(79_993)), Some(Quarters(u32::MAX)), None, None]
        );
        assert_eq!([money("12_500.5"), money("999_999_999_999.99")], [Some(Money(1_250_050)), Some(Money::MAX)]);
        assert_eq!([count("1_0"), count("4294967295"), count("4294967296"), count("2.0")], [Some(10), Some(u32::MAX), None, None]);
        for bad in ["NaN", "inf", "-0.0", "1e3", "0x10", "+3", "1.2.3", "_1", "", ".", "99999999999999999999999999"] {
            assert_eq!((days(bad), money(bad)), (None, None), "{bad}");
        }
        assert_eq!((days("0.3"), days("10000"), money("0.001"), money("1000000000000")), (None, None, None, None));
    }
}
