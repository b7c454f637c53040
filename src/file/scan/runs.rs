//! Long runs of plain bytes, passed over eight at a time.
//! Knows bytes only.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Letters, digits and marks of names and numbers.
const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut c = 0;
    while c < 128 {
        table[c] = (c as u8).is_ascii_alphanumeric() || matches!(c as u8, b'_' | b'.' | b'+' | b'-');
        c += 1;
    }
    table
};

/// How many bytes stand before the first `quote` or backslash; none where there is neither.
pub(super) fn plain(bytes: &[u8], quote: u8) -> Option<usize> {
    let (quotes, slashes) = (ONES * u64::from(quote), ONES * u64::from(b'\\'));
    let mut chunks = bytes.chunks_exact(8);
    let mut at = 0;
    for chunk in &mut chunks {
        let word = chunk.try_into().map_or(0, u64::from_le_bytes);
        let found = zeros(word ^ quotes) | zeros(word ^ slashes);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    chunks.remainder().iter().position(|c| *c == quote || *c == b'\\').map(|found| at + found)
}

/// The high bit of each byte that is zero; right up to the first of them.
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// How many bytes of a word stand here.
pub(super) fn word(bytes: &[u8]) -> usize {
    bytes.iter().position(|c| !WORD[usize::from(*c)]).unwrap_or(bytes.len())
}

/// How many spaces stand here, to the next eight.
pub(super) fn spaces(bytes: &[u8]) -> usize {
    bytes.chunks_exact(8).take_while(|chunk| *chunk == b"        ").count() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_or_a_backslash_is_found_wherever_it_stands() {
        let plain_one = |bytes: &[u8]| bytes.iter().position(|c| matches!(c, b'"' | b'\\'));
        for length in 0..40 {
            for at in 0..length {
                for found in *b"\"\\\x80\xff!#" {
                    let mut bytes = vec![if at % 2 == 0 { b'a' } else { 0xa2 }; length];
                    bytes[at] = found;
                    assert_eq!(plain(&bytes, b'"'), plain_one(&bytes), "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn words_and_spaces_end_where_they_end() {
        assert_eq!((word(b"a_1.5+-x:"), word(b":"), word(b"abc")), (8, 0, 3));
        assert_eq!([spaces(b"       "), spaces(b"         x"), spaces(&[b' '; 24])], [0, 8, 24]);
    }
}
