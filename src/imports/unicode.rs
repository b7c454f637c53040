//! The text of a file whatever way it is written down: UTF-8 or UTF-16, with a byte order mark or without.

use crate::plan::Refusal;

/// # Errors
/// When it is neither UTF-8 nor marked as UTF-16.
pub fn text_of(bytes: &[u8]) -> Result<String, Refusal> {
    let pairs = |of: fn([u8; 2]) -> u16| -> Vec<u16> { bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect() };
    let text = match bytes {
        [0xff, 0xfe, ..] => String::from_utf16(&pairs(u16::from_le_bytes)).ok(),
        [0xfe, 0xff, ..] => String::from_utf16(&pairs(u16::from_be_bytes)).ok(),
        _ => std::str::from_utf8(bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes)).ok().map(str::to_string),
    };
    text.ok_or_else(|| {
        Refusal::new("it is not written in UTF-8, so its letters cannot be told apart: save it again as UTF-8 and import that")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_with_and_without_a_mark() {
        assert_eq!(text_of(b"a\xc3\xa9").unwrap(), "aé");
        assert_eq!(text_of(b"\xef\xbb\xbfa").unwrap(), "a");
        assert_eq!(text_of(b"\xff\xfea\0\xe9\0").unwrap(), "aé");
        assert_eq!(text_of(b"\xfe\xff\0a\0\xe9").unwrap(), "aé");
        assert!(text_of(b"caf\xe9").unwrap_err().why.contains("UTF-8"));
        assert_eq!(text_of(b"").unwrap(), "");
    }
}
