//! Writes a plan as hostile hands might: comments everywhere, odd spacing, tabs, CRLF, BOM, raw strings, escapes, `Some(x)`,
//! bare structs, commas as it comes. Every choice is a throw of the dice.

use crate::plan::{Item, List, Plan, Record, Row, Rows, Scalar, Value};
use fastrand::Rng;

/// How one file is written throughout.
struct Hand {
    newline: &'static str,
    indent: &'static str,
    /// Out of ten.
    comments: u8,
    trailing: bool,
    named: bool,
    one_line: bool,
    line_comments: bool,
    somes: bool,
    number: u32,
}

pub(super) fn text(plan: &Plan, dice: &mut Rng) -> String {
    let newline = *dice.choice(&["\n", "\n", "\r\n", "\r"]).unwrap();
    let one_line = dice.u8(..8) == 0;
    let mut hand = Hand {
        newline,
        indent: dice.choice(&["    ", "  ", "\t", " "]).unwrap(),
        comments: dice.u8(..4),
        trailing: dice.bool(),
        named: dice.bool(),
        one_line,
        line_comments: newline != "\r" && !one_line,
        somes: dice.u8(..3) == 0,
        number: 0,
    };
    let bom = if dice.u8(..5) == 0 { "\u{feff}" } else { "" };
    let header = *dice.choice(&["#![enable(implicit_some)]", "", "#![enable(unwrap_newtypes,)]"]).unwrap();
    let body = record(plan, 0, &mut hand, dice);
    let between = if one_line { " " } else { newline };
    format!("{bom}{header}{between}{}{body}{}", comment(&mut hand, dice, 0), comment(&mut hand, dice, 0))
}

/// A comment or none, never one that swallows what follows.
fn comment(hand: &mut Hand, dice: &mut Rng, depth: usize) -> String {
    if dice.u8(..10) >= hand.comments {
        return String::new();
    }
    hand.number += 1;
    let (number, line) = (hand.number, line(hand, depth));
    match dice.u8(..4) {
        0 if hand.line_comments => format!(" // ~c{number} ) ] \" {line}"),
        1 if hand.line_comments => format!("{line}// ~c{number}{line}"),
        2 => format!("/* ~c{number} /* nested \" */ ( */"),
        _ => format!(" /*~c{number}*/ "),
    }
}

fn line(hand: &Hand, depth: usize) -> String {
    match hand.one_line {
        true => " ".into(),
        false => format!("{}{}", hand.newline, hand.indent.repeat(depth)),
    }
}

fn space(dice: &mut Rng) -> &'static str {
    dice.choice(&["", " ", " ", " ", "  ", "\t", "\u{200e}"]).unwrap()
}

/// Entries between brackets.
fn between(open: &str, entries: Vec<String>, close: &str, depth: usize, hand: &mut Hand, dice: &mut Rng) -> String {
    let lines = !hand.one_line && dice.u8(..3) > 0;
    let mut out = open.to_string();
    let count = entries.len();
    for (at, entry) in entries.into_iter().enumerate() {
        if lines {
            out += &line(hand, depth + 1);
            if dice.u8(..6) == 0 {
                out += &line(hand, depth + 1);
            }
        } else if at > 0 {
            out += space(dice);
        }
        out += &comment(hand, dice, depth + 1);
        out += &entry;
        out += &comment(hand, dice, depth + 1);
        if at + 1 < count || hand.trailing {
            out.push(',');
            out += &comment(hand, dice, depth + 1);
        }
    }
    if lines && count > 0 {
        out += &line(hand, depth);
    }
    out + close
}

fn record<R: Record>(it: &R, depth: usize, hand: &mut Hand, dice: &mut Rng) -> String {
    let mut fields = Fields { it, usual: R::default(), depth, hand, dice, written: Vec::new() };
    R::rows(&mut fields);
    let mut written = fields.written;
    if dice.u8(..4) == 0 {
        dice.shuffle(&mut written);
    }
    let name = if hand.named { R::NAME } else { "" };
    between(&format!("{name}("), written, ")", depth, hand, dice)
}

struct Fields<'a, R> {
    it: &'a R,
    usual: R,
    depth: usize,
    hand: &'a mut Hand,
    dice: &'a mut Rng,
    written: Vec<String>,
}

impl<R: Record> Fields<'_, R> {
    fn write(&mut self, row: Row, text: String) {
        let (before, after) = (space(self.dice), space(self.dice));
        let inner = comment(self.hand, self.dice, self.depth + 1);
        let some = !row.required && (self.hand.somes || self.dice.u8(..8) == 0);
        let text = if some { format!("Some({text}{inner})") } else { format!("{inner}{text}") };
        self.written.push(format!("{}{before}:{after}{text}", row.name));
    }
    fn write_none(&mut self, row: Row) {
        if !row.required && self.dice.u8(..12) == 0 {
            self.written.push(format!("{}: None", row.name));
        }
    }
}

impl<R: Record> Rows<R> for Fields<'_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        let is_usual = get(self.it) == get(&self.usual);
        match value(&get(self.it).value(), self.depth, self.hand, self.dice) {
            Some(text) if row.required || !is_usual || (row.name != "id" && self.dice.u8(..12) == 0) => self.write(row, text),
            _ if is_usual => self.write_none(row),
            _ => {}
        }
    }
    fn part<C: Record>(&mut self, row: Row, get: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        let text = record(get(self.it), self.depth + 1, self.hand, self.dice);
        self.write(row, text);
    }
    fn option<C: Record>(&mut self, row: Row, get: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        match get(self.it) {
            Some(it) => {
                let text = record(it, self.depth + 1, self.hand, self.dice);
                self.write(row, text);
            }
            None => self.write_none(row),
        }
    }
    fn list<C: Item>(&mut self, row: Row, get: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        if get(self.it) == get(&self.usual) && self.dice.bool() {
            return;
        }
        let items = get(self.it).iter().map(|item| record(&**item, self.depth + 2, self.hand, self.dice)).collect();
        let text = between("[", items, "]", self.depth + 1, self.hand, self.dice);
        self.write(row, text);
    }
}

fn value(value: &Value, depth: usize, hand: &mut Hand, dice: &mut Rng) -> Option<String> {
    let list = |items: Vec<String>, hand: &mut Hand, dice: &mut Rng| Some(between("[", items, "]", depth + 1, hand, dice));
    match value {
        Value::Absent => None,
        Value::Text(it) => Some(string(it, dice)),
        Value::Texts(texts) => {
            let items = texts.iter().map(|it| string(it, dice)).collect();
            list(items, hand, dice)
        }
        Value::Date(date) => Some(string(&date.to_string(), dice)),
        Value::Spans(spans) => {
            let items = spans.iter().map(|span| string(&span.to_string(), dice)).collect();
            list(items, hand, dice)
        }
        Value::Weekdays(days) => {
            let mut names: Vec<String> = days.names().map(str::to_string).collect();
            dice.shuffle(&mut names);
            list(names, hand, dice)
        }
        Value::Count(count) => Some(digits(&count.to_string(), dice)),
        Value::Days(days) => Some(number(&days.to_string(), dice)),
        Value::Money(money) => Some(number(&money.to_string(), dice)),
        Value::Flag(flag) => Some(flag.to_string()),
        Value::Key(key) => Some(if dice.bool() { format!("'{key}'") } else { format!("'\\u{{{:x}}}'", *key as u32) }),
        Value::Word(word) => Some((*word).to_string()),
    }
}

/// `1_0`
fn digits(text: &str, dice: &mut Rng) -> String {
    match text.len() > 1 && dice.u8(..3) == 0 {
        true => format!("{}_{}", &text[..1], &text[1..]),
        false => text.to_string(),
    }
}

/// `2.0`
fn number(text: &str, dice: &mut Rng) -> String {
    match !text.contains('.') && dice.u8(..3) == 0 {
        true => format!("{}.0", digits(text, dice)),
        false if text.contains('.') => text.to_string(),
        false => digits(text, dice),
    }
}

fn string(text: &str, dice: &mut Rng) -> String {
    match dice.u8(..4) {
        0 if !text.contains("\"#") && !text.ends_with('"') && !text.contains('\r') => format!("r#\"{text}\"#"),
        1 => {
            let escaped: String = text.chars().map(|c| format!("\\u{{{:x}}}", c as u32)).collect();
            format!("\"{escaped}\"")
        }
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r")),
    }
}
