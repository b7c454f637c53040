//! Words, quotes, comments and headers: what is between the brackets.
//! Each is passed over and remembered as a span; what an escape or a number means is for `literal`.

use super::{
    Kind, Span, Taker,
    brackets::{Scanned, Scanner},
    is_space, runs,
};
use crate::file::trouble::Trouble;

impl<'t, K: Taker<'t>> Scanner<'t, '_, K> {
    pub(super) fn word(&mut self) -> Option<Span> {
        let start = self.at;
        loop {
            self.at += runs::word(&self.bytes[self.at..]);
            match self.peek() {
                Some(b'#') if self.at == start + 1 && self.bytes[start] == b'r' => self.at += 1,
                Some(c) if c >= 0x80 && !self.rest().starts_with(is_space) => self.at = self.char_end(),
                Some(_) | None => break,
            }
        }
        (self.at > start).then(|| Span::new(start, self.at))
    }

    /// A text, bytes or a single character; `None` when none of them stands here.
    pub(super) fn quoted(&mut self) -> Scanned<Option<Kind>> {
        let (first, second) = (self.peek(), self.bytes.get(self.at + 1).copied());
        let (prefix, kind) = match (first, second) {
            (Some(b'"'), _) => (0, Kind::Text),
            (Some(b'\''), _) => return self.character().map(|()| Some(Kind::Char)),
            (Some(b'r'), Some(b'"' | b'#')) => return Ok(self.raw(1)?.then_some(Kind::Raw)),
            (Some(b'b'), Some(b'r')) => return Ok(self.raw(2)?.then_some(Kind::Bytes)),
            (Some(b'b'), Some(b'"' | b'\'')) => (1, Kind::Bytes),
            _ => return Ok(None),
        };
        let (start, quote) = (self.at, self.bytes[self.at + prefix]);
        let mut at = start + prefix + 1;
        loop {
            match self.bytes.get(at..).and_then(|rest| runs::plain(rest, quote)) {
                Some(length) if self.bytes[at + length] == quote => {
                    at += length;
                    break;
                }
                Some(length) => at += length + 2,
                None => return self.fault(start, start + prefix + 1, Trouble::TextOpen),
            }
        }
        self.at = at + 1;
        Ok(Some(kind))
    }

    fn character(&mut self) -> Scanned<()> {
        let start = self.at;
        // The longest is '\u{10ffff}'.
        let rest = &self.bytes[start + 1..self.bytes.len().min(start + 16)];
        let line = rest.iter().position(|c| matches!(c, b'\n' | b'\r')).unwrap_or(rest.len());
        let after = match rest.first() {
            Some(b'\\') => 2,
            _ => 1,
        };
        match rest[..line].iter().skip(after).position(|c| *c == b'\'') {
            Some(quote) => {
                self.at = start + 1 + after + quote + 1;
                Ok(())
            }
            None => self.fault(start, start + 1, Trouble::CharOpen),
        }
    }

    /// `r"…"`, `r#"…"#`, with `prefix` letters before the hashes.
    fn raw(&mut self, prefix: usize) -> Scanned<bool> {
        let hashes = self.bytes[self.at + prefix..].iter().take_while(|c| **c == b'#').count();
        let from = self.at + prefix + hashes + 1;
        if self.bytes.get(from - 1) != Some(&b'"') {
            return Ok(false);
        }
        let end = format!("\"{}", "#".repeat(hashes));
        match self.tree.text[from..].find(&end) {
            Some(length) => {
                self.at = from + length + end.len();
                Ok(true)
            }
            None => self.fault(self.at, from, Trouble::TextOpen),
        }
    }

    /// White space and comments.
    #[inline]
    pub(super) fn trivia(&mut self) -> Scanned<()> {
        match self.peek() {
            Some(b'0'..=b'\x7f' | b'"' | b'\'' | b'(' | b')' | b',') => Ok(()),
            Some(_) => self.some_trivia(),
            None => Ok(()),
        }
    }

    fn some_trivia(&mut self) -> Scanned<()> {
        loop {
            match self.peek() {
                Some(b' ') => {
                    self.at += 1;
                    if self.peek() == Some(b' ') {
                        self.at += runs::spaces(&self.bytes[self.at..]);
                    }
                }
                Some(b'\t'..=b'\r') => self.at += 1,
                Some(b'/') => self.comment()?,
                Some(c) if c >= 0x80 && self.rest().starts_with(is_space) => self.at = self.char_end(),
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Scanned<()> {
        let start = self.at;
        match self.bytes.get(start + 1) {
            Some(b'/') if self.cr_only => return self.fault(start, start + 2, Trouble::CrComment),
            Some(b'/') => {
                let rest = &self.bytes[start..];
                self.at += rest.iter().position(|c| *c == b'\n').unwrap_or(rest.len());
            }
            Some(b'*') => self.at = self.block_comment()?,
            _ => return self.fault(start, start + 1, Trouble::LoneSlash),
        }
        let end = start + self.tree.text[start..self.at].trim_end_matches('\r').len();
        self.tree.comments.push(Span::new(start, end));
        Ok(())
    }

    /// The end of a block comment; they nest, and are counted, not entered.
    fn block_comment(&self) -> Scanned<usize> {
        let (mut depth, mut at) = (0usize, self.at);
        while at + 1 < self.bytes.len() {
            match (self.bytes[at], self.bytes[at + 1]) {
                (b'/', b'*') => (depth, at) = (depth + 1, at + 2),
                (b'*', b'/') if depth == 1 => return Ok(at + 2),
                (b'*', b'/') => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
        }
        self.fault(self.at, self.at + 2, Trouble::CommentOpen)
    }

    /// `#![enable(implicit_some)]`, `#![type = "…"]`, `#![schema = "…"]`.
    pub(super) fn header(&mut self) -> Scanned<()> {
        let start = self.at;
        let fault = |it: &Self, trouble| it.fault(start, it.at.max(start + 1), trouble);
        for mark in *b"#![" {
            if self.peek() != Some(mark) {
                return fault(self, Trouble::BadHeader);
            }
            self.at += 1;
            self.trivia()?;
        }
        let word = self.word().map(|word| self.tree.slice(word));
        self.trivia()?;
        let good = match word {
            Some("enable") => self.extensions()?,
            Some("type" | "schema") if self.peek() == Some(b'=') => {
                self.at += 1;
                self.trivia()?;
                matches!(self.quoted()?, Some(Kind::Text | Kind::Raw))
            }
            _ => false,
        };
        self.trivia()?;
        if !good || self.peek() != Some(b']') {
            return fault(self, Trouble::BadHeader);
        }
        self.at += 1;
        Ok(())
    }

    fn extensions(&mut self) -> Scanned<bool> {
        if self.peek() != Some(b'(') {
            return Ok(false);
        }
        self.at += 1;
        loop {
            self.trivia()?;
            let start = self.at;
            match self.word().map(|word| self.tree.slice(word)) {
                Some("implicit_some") => self.tree.implicit_some = true,
                Some("unwrap_newtypes" | "unwrap_variant_newtypes" | "explicit_struct_names") => {}
                Some(word) => {
                    return self.fault(start, self.at, Trouble::UnknownExtension(word.into()));
                }
                None => return Ok(false),
            }
            self.trivia()?;
            let comma = self.peek() == Some(b',');
            self.at += usize::from(comma);
            self.trivia()?;
            if self.peek() == Some(b')') {
                self.at += 1;
                return Ok(true);
            }
            if !comma {
                return Ok(false);
            }
        }
    }
}
