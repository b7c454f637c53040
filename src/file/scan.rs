//! A plan's text as a tree of spans: where each value, name, comma and comment stands. Nothing is copied.
//! Knows RON's grammar and nothing of plans; brackets are kept on a stack of its own, so no text can exhaust the program's.
//! A new form of RON goes into `Scanner::value`.

use super::trouble::Trouble;

/// How deep brackets may stand in each other, as in ron.
const DEPTH_MAX: usize = 128;

/// A range of bytes. Texts are smaller than 4 GiB: `read` refuses larger ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `"text"`
    Text,
    /// `r#"text"#`
    Raw,
    /// `'c'`
    Char,
    /// `b"bytes"`
    Bytes,
    /// A number or a word: `2.5`, `Done`, `None`.
    Bare,
    /// `Task(id: "a")`, `(id: "a")`, `()`
    Record,
    /// `Some("a")`
    Tuple,
    List,
    Map,
}

/// A value and what belongs to it in what holds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub kind: Kind,
    /// A text with a backslash in it.
    pub escaped: bool,
    /// The text ended or broke before it did.
    pub cut: bool,
    /// The value, from its name on.
    pub span: Span,
    /// The field's name before the colon; empty in lists.
    pub key: Span,
    /// `Task` of `Task(…)`; empty where there is none.
    pub name: Span,
    /// Where its bracket opens.
    pub open: u32,
    /// Behind the comma that follows it; 0: none does.
    pub comma: u32,
    /// The number of the node after it and all it holds.
    pub next: u32,
}

impl Node {
    /// Where it starts, with the field's name.
    pub fn start(&self) -> usize {
        if self.key.is_empty() { self.span.start as usize } else { self.key.start as usize }
    }
}

/// Nodes in the order of the text: what a node holds follows it. The first is the whole value.
#[derive(Debug)]
pub(crate) struct Tree<'t> {
    pub text: &'t str,
    pub nodes: Vec<Node>,
    pub comments: Vec<Span>,
    /// Whether a header enables `implicit_some`.
    pub implicit_some: bool,
}

/// Something in the way, where it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub at: Span,
    pub trouble: Trouble,
}

impl<'t> Tree<'t> {
    pub fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }
    /// What a node holds, in the order of the text.
    pub fn children(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.node(node).next;
        let mut at = node + 1;
        std::iter::from_fn(move || {
            let child = (at < end).then_some(at)?;
            at = self.node(child).next;
            Some(child)
        })
    }
    pub fn slice(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }
    /// A field's name; `r#title` is `title`.
    pub fn key(&self, node: u32) -> &'t str {
        let key = self.slice(self.node(node).key);
        key.strip_prefix("r#").unwrap_or(key)
    }
    pub fn name(&self, node: u32) -> &'t str {
        let name = self.slice(self.node(node).name);
        name.strip_prefix("r#").unwrap_or(name)
    }
    pub fn field(&self, node: u32, key: &str) -> Option<u32> {
        self.children(node).find(|child| self.key(*child) == key)
    }
    /// The value inside `Some(…)`; the node itself where there is no such wrapping.
    pub fn unwrapped(&self, node: u32) -> u32 {
        let it = self.node(node);
        let wraps = it.kind == Kind::Tuple && self.name(node) == "Some" && it.next > node + 1 && self.node(node + 1).next == it.next;
        if wraps { node + 1 } else { node }
    }
    pub fn is_none(&self, node: u32) -> bool {
        self.node(node).kind == Kind::Bare && self.slice(self.node(node).span) == "None"
    }
    /// The comments that start in a range.
    pub fn comments_in(&self, from: usize, to: usize) -> &[Span] {
        let first = self.comments.partition_point(|it| (it.start as usize) < from);
        let count = self.comments[first..].partition_point(|it| (it.start as usize) < to);
        &self.comments[first..first + count]
    }
}

/// Reads a text's spans. With faults the tree holds what stands before them.
pub(crate) fn scan(text: &str) -> (Tree<'_>, Vec<Fault>) {
    let nodes = Vec::with_capacity(text.len() / 24 + 8);
    let tree = Tree { text, nodes, comments: Vec::new(), implicit_some: false };
    let cr_only = text.contains('\r') && !text.contains('\n');
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, tree, open: Vec::new(), faults: Vec::new(), cr_only };
    if let Err(fault) = scanner.plan() {
        scanner.faults.push(fault);
        scanner.cut_open_ones();
    }
    (scanner.tree, scanner.faults)
}

/// White space as ron has it (Pattern_White_Space).
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}

/// A bracket that is not closed yet.
struct Open {
    node: u32,
    close: u8,
    /// The value after which no comma stood.
    without_comma: Option<u32>,
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    tree: Tree<'t>,
    open: Vec<Open>,
    faults: Vec<Fault>,
    cr_only: bool,
}

type Scanned<T> = Result<T, Fault>;

impl<'t> Scanner<'t> {
    fn fault<T>(&self, start: usize, end: usize, trouble: Trouble) -> Scanned<T> {
        Err(Fault { at: Span::new(start, end), trouble })
    }
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
    fn rest(&self) -> &'t str {
        self.tree.text.get(self.at..).unwrap_or("")
    }
    fn char_end(&self) -> usize {
        self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    fn plan(&mut self) -> Scanned<()> {
        if self.rest().starts_with('\u{feff}') {
            self.at += '\u{feff}'.len_utf8();
        }
        self.trivia()?;
        while self.peek() == Some(b'#') {
            self.header()?;
            self.trivia()?;
        }
        if self.peek().is_none() {
            return self.fault(self.at, self.at, Trouble::Empty);
        }
        self.value(Span::default())?;
        while let Some(open) = self.open.last() {
            let (node, close) = (open.node, open.close);
            self.entry(node, close)?;
        }
        self.trivia()?;
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fault(self.at, self.char_end(), Trouble::AfterTheEnd),
        }
    }

    /// One value of the innermost open bracket, or its end.
    fn entry(&mut self, node: u32, close: u8) -> Scanned<()> {
        self.trivia()?;
        match self.peek() {
            None => {
                let open = self.tree.node(node).open as usize;
                self.fault(self.at, self.at, Trouble::BracketOpen { open: self.bytes[open] as char, at: open })
            }
            Some(c) if c == close => {
                self.at += 1;
                let next = self.tree.nodes.len() as u32;
                let closed = &mut self.tree.nodes[node as usize];
                (closed.span.end, closed.next) = (self.at as u32, next);
                self.open.pop();
                self.after_value(node)
            }
            Some(c @ (b')' | b']' | b'}')) => {
                let open = self.tree.node(node).open as usize;
                let trouble = Trouble::WrongBracket { open: self.bytes[open] as char, at: open, close: c as char };
                self.fault(self.at, self.at + 1, trouble)
            }
            Some(_) => {
                self.note_missing_comma();
                match close {
                    b')' => self.field(node),
                    _ => self.value(Span::default()),
                }
            }
        }
    }

    fn note_missing_comma(&mut self) {
        let Some(before) = self.open.last().and_then(|open| open.without_comma) else { return };
        if can_start_a_value(self.bytes[self.at]) {
            let end = self.tree.node(before).span.end;
            self.faults.push(Fault { at: Span { start: end, end }, trouble: Trouble::NoComma });
        }
    }

    /// A field of a record, or a value in `Some(…)`.
    fn field(&mut self, holder: u32) -> Scanned<()> {
        let start = self.at;
        let word = self.word();
        let key = match word {
            Some(word) => {
                let comments = self.tree.comments.len();
                self.trivia()?;
                if self.peek() == Some(b':') {
                    self.at += 1;
                    self.trivia()?;
                    word
                } else {
                    self.tree.comments.truncate(comments);
                    self.at = start;
                    Span::default()
                }
            }
            None => Span::default(),
        };
        let first = self.tree.nodes.len() as u32 == holder + 1;
        let holder = &mut self.tree.nodes[holder as usize];
        match (key.is_empty(), first) {
            (true, true) => holder.kind = Kind::Tuple,
            (true, false) => {}
            (false, _) => holder.kind = Kind::Record,
        }
        self.value(key)
    }

    fn value(&mut self, key: Span) -> Scanned<()> {
        let start = self.at;
        if let Some(kind) = self.quoted()? {
            return self.leaf(kind, key, start);
        }
        let name = self.word();
        let named = Span::new(start, self.at);
        if name.is_some() {
            let (end, comments) = (self.at, self.tree.comments.len());
            self.trivia()?;
            if self.peek() != Some(b'(') {
                self.tree.comments.truncate(comments);
                self.at = end;
                return self.leaf(Kind::Bare, key, start);
            }
        }
        let (kind, close) = match self.peek() {
            Some(b'(') => (Kind::Record, b')'),
            Some(b'[') => (Kind::List, b']'),
            Some(b'{') => (Kind::Map, b'}'),
            Some(_) => return self.fault(self.at, self.char_end(), Trouble::NoValue { found: self.rest().chars().next() }),
            None => return self.fault(self.at, self.at, Trouble::NoValue { found: None }),
        };
        if self.open.len() >= DEPTH_MAX {
            return self.fault(self.at, self.at + 1, Trouble::TooDeep);
        }
        let node = self.tree.nodes.len() as u32;
        self.open.push(Open { node, close, without_comma: None });
        let span = Span::new(start, start);
        let open = self.at as u32;
        self.tree.nodes.push(Node { kind, escaped: false, cut: false, span, key, name: named, open, comma: 0, next: node + 1 });
        self.at += 1;
        Ok(())
    }

    fn leaf(&mut self, kind: Kind, key: Span, start: usize) -> Scanned<()> {
        let node = self.tree.nodes.len() as u32;
        let span = Span::new(start, self.at);
        let escaped = kind == Kind::Text && self.bytes[start..self.at].contains(&b'\\');
        let name = Span::new(start, start);
        let open = start as u32;
        self.tree.nodes.push(Node { kind, escaped, cut: false, span, key, name, open, comma: 0, next: node + 1 });
        self.after_value(node)
    }

    /// The comma, where a value stands in something.
    fn after_value(&mut self, node: u32) -> Scanned<()> {
        let Some(close) = self.open.last().map(|open| open.close) else { return Ok(()) };
        if self.peek() != Some(b',') {
            self.trivia()?;
        }
        let comma = self.peek() == Some(b',');
        let colon = close == b'}' && self.peek() == Some(b':');
        if comma || colon {
            self.at += 1;
            self.tree.nodes[node as usize].comma = self.at as u32;
        }
        if let Some(open) = self.open.last_mut() {
            open.without_comma = (!comma && !colon).then_some(node);
        }
        Ok(())
    }

    fn cut_open_ones(&mut self) {
        let next = self.tree.nodes.len() as u32;
        for open in self.open.drain(..) {
            let node = &mut self.tree.nodes[open.node as usize];
            (node.cut, node.next, node.span.end) = (true, next, self.at.min(self.bytes.len()) as u32);
        }
    }
}

fn can_start_a_value(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c >= 0x80 || matches!(c, b'"' | b'\'' | b'(' | b'[' | b'{' | b'_' | b'+' | b'-' | b'.')
}

/// Words, quotes, comments and headers: what is between the brackets.
impl Scanner<'_> {
    fn word(&mut self) -> Option<Span> {
        let start = self.at;
        while let Some(c) = self.peek() {
            let raw_name = c == b'#' && self.at == start + 1 && self.bytes[start] == b'r';
            if c.is_ascii_alphanumeric() || matches!(c, b'_' | b'.' | b'+' | b'-') || raw_name {
                self.at += 1;
            } else if c >= 0x80 && !self.rest().starts_with(is_space) {
                self.at = self.char_end();
            } else {
                break;
            }
        }
        (self.at > start).then(|| Span::new(start, self.at))
    }

    /// A text, bytes or a single character; `None` when none of them stands here.
    fn quoted(&mut self) -> Scanned<Option<Kind>> {
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
            match self.bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(c) if *c == quote => break,
                Some(_) => at += 1,
                None => return self.fault(start, start + prefix + 1, Trouble::TextOpen),
            }
        }
        self.at = at + 1;
        Ok(Some(kind))
    }

    fn character(&mut self) -> Scanned<()> {
        let start = self.at;
        let rest = &self.bytes[start + 1..];
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
    fn trivia(&mut self) -> Scanned<()> {
        loop {
            match self.peek() {
                Some(b'\t'..=b'\r' | b' ') => self.at += 1,
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
    fn header(&mut self) -> Scanned<()> {
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
