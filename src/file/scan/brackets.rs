//! Brackets and what stands in them: values, fields, commas.
//! One loop over a stack of open brackets; a comma that is missing is noted and passed over, anything else ends the scan.

use super::{Around, FAULTS_MAX, Fault, Kind, Node, Span, Taker, Tree, UNKEPT, values_max};
use crate::file::trouble::Trouble;

/// How deep brackets may stand in each other, as in ron.
const DEPTH_MAX: usize = 128;

/// Reads a text's spans. With faults the tree holds what stands before them.
pub(crate) fn scan(text: &str) -> (Tree<'_>, Vec<Fault>) {
    scanned(text, &mut (), text.len() / 32 + 8, values_max(text.len(), 11))
}

/// The same, but for what `taker` takes out of the tree on the way.
pub(crate) fn scan_taking<'t>(text: &'t str, taker: &mut impl Taker<'t>) -> (Tree<'t>, Vec<Fault>) {
    scanned(text, taker, 1024, values_max(text.len(), 16))
}

/// The items of a list from the one that begins at `start` on, up to the end of the list: the children of node 1, which `key` names.
/// None where anything is wrong with them.
pub(crate) fn scan_items<'t>(text: &'t str, key: Span, start: usize, taker: &mut impl Taker<'t>) -> Option<Tree<'t>> {
    let mut scanner = Scanner::new(text, taker, 1024, values_max(text.len(), 16));
    scanner.at = start;
    for (kind, key, close) in [(Kind::Record, Span::default(), b')'), (Kind::List, key, b']')] {
        let node = scanner.add(kind, key, Span::new(start, start), start as u32, start as u32).ok()?;
        scanner.open.push(Open { node, close, without_comma: None });
    }
    while let [.., open] = scanner.open.as_slice()
        && (open.node != 1 || scanner.peek() != Some(b']'))
    {
        let (node, close) = (open.node, open.close);
        scanner.entry(node, close).ok()?;
        scanner.trivia().ok()?;
    }
    scanner.cut_open_ones();
    scanner.faults.is_empty().then_some(scanner.tree)
}

fn scanned<'t>(text: &'t str, taker: &mut impl Taker<'t>, nodes: usize, values_max: usize) -> (Tree<'t>, Vec<Fault>) {
    let mut scanner = Scanner::new(text, taker, nodes, values_max);
    if let Err(fault) = scanner.plan() {
        scanner.faults.push(*fault);
        scanner.cut_open_ones();
    }
    (scanner.tree, scanner.faults)
}

/// A bracket that is not closed yet.
struct Open {
    node: u32,
    close: u8,
    /// The value after which no comma stood.
    without_comma: Option<u32>,
}

pub(super) struct Scanner<'t, 'k, K> {
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) tree: Tree<'t>,
    open: Vec<Open>,
    faults: Vec<Fault>,
    /// Lines end in CR alone.
    pub(super) cr_only: bool,
    values_max: usize,
    taker: &'k mut K,
}

/// Boxed, so that what is scanned without fault is handed on in registers.
pub(super) type Scanned<T> = Result<T, Box<Fault>>;

impl<'t, 'k, K: Taker<'t>> Scanner<'t, 'k, K> {
    fn new(text: &'t str, taker: &'k mut K, nodes: usize, values_max: usize) -> Self {
        let tree = Tree { text, nodes: Vec::with_capacity(nodes), comments: Vec::new(), implicit_some: false };
        // In this order: most texts have a line end near their start.
        let cr_only = !text.contains('\n') && text.contains('\r');
        Scanner { bytes: text.as_bytes(), at: 0, tree, open: Vec::new(), faults: Vec::new(), cr_only, values_max, taker }
    }
    pub(super) fn fault<T>(&self, start: usize, end: usize, trouble: Trouble) -> Scanned<T> {
        Err(Box::new(Fault { at: Span::new(start, end), trouble }))
    }
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
    pub(super) fn rest(&self) -> &'t str {
        self.tree.text.get(self.at..).unwrap_or("")
    }
    pub(super) fn char_end(&self) -> usize {
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
                let node = self.offer(node);
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

    /// Lets a record of a list be taken; gives the node that stands for it then.
    fn offer(&mut self, node: u32) -> u32 {
        let around = match self.open.as_slice() {
            [_, list] => Around { list: list.node, holder: None },
            [_, outer, holder, list] => Around { list: list.node, holder: Some((holder.node, outer.node)) },
            _ => return node,
        };
        let tree = &mut self.tree;
        let is_record = matches!(tree.node(node).kind, Kind::Record | Kind::Tuple);
        if !is_record || tree.node(around.list).kind != Kind::List {
            return node;
        }
        if let Some(number) = self.taker.ended(tree, around, node) {
            let before = &mut tree.nodes[node as usize - 1];
            if number == UNKEPT && (before.kind, before.open) == (Kind::Taken, UNKEPT) {
                before.span.end = self.at as u32;
                tree.nodes.truncate(node as usize);
                return node - 1;
            }
            tree.nodes.truncate(node as usize + 1);
            let taken = &mut tree.nodes[node as usize];
            (taken.kind, taken.open, taken.next) = (Kind::Taken, number, node + 1);
            let start = taken.span.start;
            let inside = tree.comments.iter().rev().take_while(|it| it.start > start).count();
            tree.comments.truncate(tree.comments.len() - inside);
        }
        node
    }

    fn note_missing_comma(&mut self) {
        let Some(before) = self.open.last().and_then(|open| open.without_comma) else { return };
        if can_start_a_value(self.bytes[self.at]) && self.faults.len() < FAULTS_MAX {
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
        if let Some((end, number)) = self.taker.known(start) {
            self.at = end;
            let node = self.add(Kind::Taken, key, Span::new(start, start), end as u32, number)?;
            return self.after_value(node);
        }
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
        let node = self.add(kind, key, named, start as u32, self.at as u32)?;
        self.open.push(Open { node, close, without_comma: None });
        self.at += 1;
        Ok(())
    }

    fn add(&mut self, kind: Kind, key: Span, name: Span, end: u32, open: u32) -> Scanned<u32> {
        let node = self.tree.nodes.len();
        if node >= self.values_max {
            return self.fault(name.start as usize, name.start as usize, Trouble::TooManyValues { most: self.values_max });
        }
        self.tree.nodes.push(Node::new(kind, key, name, end, open, node as u32));
        Ok(node as u32)
    }

    fn leaf(&mut self, kind: Kind, key: Span, start: usize) -> Scanned<()> {
        let node = self.add(kind, key, Span::new(start, start), self.at as u32, start as u32)?;
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
