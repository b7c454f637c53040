//! JSON that may be shown in a terminal: what commands or reorders one is spelled as JSON spells it.

use super::shown::clean;

/// JSON whose texts hold anything, so that a program reads the same and a terminal gets no command. Such characters stand only
/// within its strings.
pub fn harmless_json(json: &str) -> String {
    let is_harmless = |c: char| c == '\n' || (' '..='~').contains(&c) || clean(c.encode_utf8(&mut [0; 4])) == *c.encode_utf8(&mut [0; 4]);
    json.chars().fold(String::with_capacity(json.len()), |mut out, c| {
        match is_harmless(c) {
            true => out.push(c),
            false => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_is_left_that_commands_a_terminal() {
        assert_eq!(harmless_json("\"a\u{9b}b\u{202e}c\u{e0041} é 日\""), "\"a\\u009bb\\u202ec\\udb40\\udc41 é 日\"");
    }
}
