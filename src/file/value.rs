//! A field's value from its text, judged by its kind (spec 2, Values).
//! Knows spans and kinds, no record.
//! A new kind of value: an arm of `Judge::value`, its words in `trouble`.

use super::{
    literal,
    scan::{FAULTS_MAX, Fault, Kind as Form, Span, Tree},
    trouble::Trouble,
};
use crate::plan::{DaySpan, Kind, Value, Weekdays, parse_date};
use std::borrow::Cow;

/// Reads values and notes what is wrong with them.
pub(crate) struct Judge<'r, 't> {
    pub tree: &'r Tree<'t>,
    pub faults: &'r mut Vec<Fault>,
}

impl<'t> Judge<'_, 't> {
    /// The value of a field; `None` when something is wrong with it, which is noted.
    pub fn value(&mut self, field: &'static str, kind: Kind, node: u32) -> Option<Value> {
        match kind {
            Kind::Text => self.text(field, node).map(|text| Value::Text(text.into_owned())),
            Kind::Texts => self.texts(field, node, |_, text, _| Some(text.into_owned())).map(Value::Texts),
            Kind::Spans => self.texts(field, node, Self::span).map(Value::Spans),
            Kind::Date => {
                let typed = self.written(field, node, Form::Text, "a date")?;
                let text = self.text(field, node)?;
                let date = parse_date(&text);
                self.judged(node, date.map(Value::Date), || Trouble::NotADate { field, typed: typed.into() })
            }
            Kind::Count => {
                self.number(field, node, |text| literal::count(text).map(Value::Count), |field, typed| Trouble::NotACount { field, typed })
            }
            Kind::Days => {
                self.number(field, node, |text| literal::days(text).map(Value::Days), |field, typed| Trouble::NotDays { field, typed })
            }
            Kind::Total => {
                self.number(field, node, |text| literal::total(text).map(Value::Days), |field, typed| Trouble::NotDays { field, typed })
            }
            Kind::Money => {
                self.number(field, node, |text| literal::money(text).map(Value::Money), |field, typed| Trouble::NotMoney { field, typed })
            }
            Kind::Flag => {
                let flag = match self.written(field, node, Form::Bare, "true or false")? {
                    "true" => Some(Value::Flag(true)),
                    "false" => Some(Value::Flag(false)),
                    _ => None,
                };
                self.judged(node, flag, || Trouble::WrongKind { field, found: "a word", wanted: "true or false" })
            }
            Kind::Key => self.key(node),
            Kind::Word(words) => {
                let typed = self.slice(node);
                let word = words.iter().find(|word| **word == typed.strip_prefix("r#").unwrap_or(typed));
                self.judged(node, word.map(|word| Value::Word(word)), || Trouble::NotAWord { field, typed: typed.into(), words })
            }
            Kind::Weekdays => self.weekdays(field, node),
        }
    }

    /// A text, borrowed where it has no escapes.
    pub fn text(&mut self, field: &'static str, node: u32) -> Option<Cow<'t, str>> {
        match plain_text(self.tree, node) {
            Some(Ok(text)) => Some(text),
            Some(Err((at, trouble))) => {
                self.note(Span::new(at, at + 2), trouble);
                None
            }
            None => {
                self.wrong(field, node, "a text");
                None
            }
        }
    }

    /// The texts of a list, each taken further by `each`.
    fn texts<T>(&mut self, field: &'static str, node: u32, each: impl Fn(&mut Self, Cow<'t, str>, u32) -> Option<T>) -> Option<Vec<T>> {
        self.written(field, node, Form::List, "a list of texts")?;
        let tree = self.tree;
        // Of their exact size: a large plan has many.
        let mut all = Vec::with_capacity(tree.children(node).count());
        let mut good = true;
        for child in tree.children(node) {
            match self.text(field, child).and_then(|text| each(self, text, child)) {
                Some(it) => all.push(it),
                None => good = false,
            }
        }
        good.then_some(all)
    }

    fn span(&mut self, text: Cow<'t, str>, node: u32) -> Option<DaySpan> {
        let span = DaySpan::parse(&text);
        self.judged(node, span, || Trouble::NotASpan { typed: text.into() })
    }

    fn number(
        &mut self,
        field: &'static str,
        node: u32,
        read: impl Fn(&str) -> Option<Value>,
        trouble: impl Fn(&'static str, String) -> Trouble,
    ) -> Option<Value> {
        let typed = self.slice(node);
        let value = (self.tree.node(node).kind == Form::Bare).then(|| read(typed)).flatten();
        self.judged(node, value, || trouble(field, typed.into()))
    }

    fn key(&mut self, node: u32) -> Option<Value> {
        let typed = self.slice(node);
        let inner = (self.tree.node(node).kind == Form::Char).then(|| &typed[1..typed.len() - 1]);
        let c = inner.and_then(|inner| literal::unescape(inner).ok()).and_then(|text| {
            let mut chars = text.chars();
            chars.next().filter(|c| chars.next().is_none() && (c.is_ascii_lowercase() || c.is_ascii_digit()))
        });
        self.judged(node, c.map(Value::Key), || Trouble::NotAKey { typed: typed.into() })
    }

    fn weekdays(&mut self, field: &'static str, node: u32) -> Option<Value> {
        self.written(field, node, Form::List, "a list of days")?;
        let tree = self.tree;
        let mut names: Vec<&str> = Vec::new();
        let mut good = true;
        for child in tree.children(node) {
            let name = tree.slice(tree.node(child).span);
            let known = Weekdays::NAMES.contains(&name) && !names.contains(&name);
            good &= self.judged(child, known.then_some(()), || Trouble::NotAWeekday { typed: name.into() }).is_some();
            names.push(name);
        }
        if !good { None } else { Weekdays::from_names(names).map(Value::Weekdays) }
    }

    /// The text of a node that must have this form.
    fn written(&mut self, field: &'static str, node: u32, form: Form, wanted: &'static str) -> Option<&'t str> {
        let found = self.tree.node(node).kind;
        if found == form || (form == Form::Text && found == Form::Raw) {
            return Some(self.slice(node));
        }
        match wanted {
            "a date" if found == Form::Bare => {
                let typed = self.slice(node).into();
                self.note(self.tree.node(node).span, Trouble::NotADate { field, typed });
            }
            _ => self.wrong(field, node, wanted),
        }
        None
    }

    /// Notes that a field's value is of another kind.
    pub fn wrong(&mut self, field: &'static str, node: u32, wanted: &'static str) {
        let found = match self.tree.node(node).kind {
            Form::Text | Form::Raw => "a text",
            Form::Char => "a single character",
            Form::Bytes => "bytes",
            Form::Bare => "a number or a word",
            Form::Record | Form::Taken => "a record",
            Form::Tuple => "values in brackets",
            Form::List => "a list",
            Form::Map => "a map",
        };
        self.note_at(node, Trouble::WrongKind { field, found, wanted });
    }

    fn judged<T>(&mut self, node: u32, value: Option<T>, trouble: impl FnOnce() -> Trouble) -> Option<T> {
        if value.is_none() {
            self.note_at(node, trouble());
        }
        value
    }

    /// Notes a trouble at a node's value; brackets are pointed at where they open. What the text's end cut off is no trouble of its own.
    pub fn note_at(&mut self, node: u32, trouble: Trouble) {
        let it = self.tree.node(node);
        let long = matches!(it.kind, Form::Record | Form::Tuple | Form::List | Form::Map);
        let end = if long { it.open as usize + 1 } else { it.span.end as usize };
        if !it.cut {
            self.note(Span::new(it.span.start as usize, end), trouble);
        }
    }

    pub fn note(&mut self, at: Span, trouble: Trouble) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { at, trouble });
        }
    }

    fn slice(&self, node: u32) -> &'t str {
        self.tree.slice(self.tree.node(node).span)
    }
}

/// A node's text; `None` when it is not a text, an error with its byte when an escape is bad.
pub(crate) fn plain_text<'t>(tree: &Tree<'t>, node: u32) -> Option<Result<Cow<'t, str>, (usize, Trouble)>> {
    let it = tree.node(node);
    let text = tree.slice(it.span);
    match it.kind {
        Form::Text if !text.contains('\\') => Some(Ok(Cow::Borrowed(&text[1..text.len() - 1]))),
        Form::Text => {
            let inner = literal::unescape(&text[1..text.len() - 1]);
            Some(inner.map_err(|(at, trouble)| (it.span.start as usize + 1 + at, trouble)))
        }
        Form::Raw => {
            let hashes = text[1..].bytes().take_while(|c| *c == b'#').count();
            Some(Ok(Cow::Borrowed(&text[hashes + 2..text.len() - 1 - hashes])))
        }
        Form::Char | Form::Bytes | Form::Bare | Form::Record | Form::Tuple | Form::List | Form::Map | Form::Taken => None,
    }
}
