//! What every type of the plan has in common: a name in the file and rows, one a field.
//! Knows no text and no screen. Reading, writing, patching, diff, merge, the card editor and exports are visitors over the rows.
//! To add a field: a line in its struct and a line in its `rows!`; the visitors follow.

use super::{DaySpan, Money, Quarters, Total, Trivia, Weekdays};
use chrono::NaiveDate;
use std::sync::Arc;

/// Items of a list are shared: a change copies only what it touches, `Arc::ptr_eq` tells what did not change,
/// and because records are `Eq`, comparing two plans does not look into what they share.
pub type List<T> = Vec<Arc<T>>;

/// One struct of the plan file.
pub trait Record: Default + Clone + Eq + Send + Sync + 'static {
    /// As the file names it: `Task`.
    const NAME: &'static str;
    /// Calls `rows` once a field, in the order in which a new item is written.
    fn rows<V: Rows<Self>>(rows: &mut V);
}

/// A record that stands in a list and has an identity there.
pub trait Item: Record {
    /// What identifies it among its like: an id, a name, or for shares all of plan, revision, day and sender.
    fn key(&self) -> String;
    fn trivia(&self) -> &Trivia;
    fn trivia_mut(&mut self) -> &mut Trivia;
    /// For types whose missing id is derived (spec 2, Identity): the kind, and the text it is derived from.
    fn derives_id(&self) -> Option<(&'static str, &str)> {
        None
    }
    fn set_id(&mut self, _id: String) {}
}

/// A field: its name in the file, its label for people, who may see it, whether a plan without it is a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    pub label: &'static str,
    pub seen_by: SeenBy,
    pub required: bool,
}

/// Who may see a field. New fields are for the delivery side until someone says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenBy {
    Delivery,
    Customer,
}

type Get<R, T> = fn(&R) -> &T;
type GetMut<R, T> = fn(&mut R) -> &mut T;

/// A visitor of the fields of `R`.
pub trait Rows<R: Record> {
    /// A single value, or a list of names.
    fn scalar<T: Scalar>(&mut self, row: Row, get: Get<R, T>, get_mut: GetMut<R, T>);
    /// A record that is always there; absent in the file when all its fields have their defaults.
    fn part<C: Record>(&mut self, row: Row, get: Get<R, C>, get_mut: GetMut<R, C>);
    /// A record that may be absent.
    fn option<C: Record>(&mut self, row: Row, get: Get<R, Option<C>>, get_mut: GetMut<R, Option<C>>);
    /// A list of records with identities.
    fn list<C: Item>(&mut self, row: Row, get: Get<R, List<C>>, get_mut: GetMut<R, List<C>>);
}

/// A field's value, apart from its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Absent,
    Text(String),
    Texts(Vec<String>),
    Date(NaiveDate),
    Spans(Vec<DaySpan>),
    Weekdays(Weekdays),
    Count(u32),
    Days(Quarters),
    Money(Money),
    Flag(bool),
    Key(char),
    Word(&'static str),
}

/// What a field holds, and so how its text is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Texts,
    Date,
    Spans,
    Weekdays,
    Count,
    /// Of one estimate.
    Days,
    /// Of estimates added up.
    Total,
    Money,
    Flag,
    Key,
    /// One of these bare words.
    Word(&'static [&'static str]),
}

/// A type that a field can have.
pub trait Scalar: Clone + PartialEq + Default + 'static {
    const KIND: Kind;
    fn value(&self) -> Value;
    /// `None` when the value is of another kind; `Absent` gives the type's default where it has one.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! scalar {
    ($type:ty, $kind:ident) => {
        impl Scalar for $type {
            const KIND: Kind = Kind::$kind;
            fn value(&self) -> Value {
                Value::$kind(self.clone())
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::$kind(it) => Some(it),
                    Value::Absent => Some(Self::default()),
                    _ => None,
                }
            }
        }
    };
}
macro_rules! optional_scalar {
    ($type:ty, $kind:ident) => {
        impl Scalar for Option<$type> {
            const KIND: Kind = Kind::$kind;
            fn value(&self) -> Value {
                self.clone().map_or(Value::Absent, Value::$kind)
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::$kind(it) => Some(Some(it)),
                    Value::Absent => Some(None),
                    _ => None,
                }
            }
        }
    };
}
scalar!(String, Text);
scalar!(Vec<String>, Texts);
scalar!(NaiveDate, Date);
scalar!(Vec<DaySpan>, Spans);
scalar!(Weekdays, Weekdays);
scalar!(u32, Count);
scalar!(Quarters, Days);
scalar!(Money, Money);
scalar!(bool, Flag);
optional_scalar!(String, Text);
optional_scalar!(NaiveDate, Date);
optional_scalar!(u32, Count);
optional_scalar!(Quarters, Days);
optional_scalar!(Money, Money);
optional_scalar!(char, Key);

impl Scalar for Option<Total> {
    const KIND: Kind = Kind::Total;
    fn value(&self) -> Value {
        self.map_or(Value::Absent, |total| Value::Days(Quarters(total.0)))
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Days(days) => Some(Some(Total(days.0))),
            Value::Absent => Some(None),
            _ => None,
        }
    }
}

/// An enum of bare words: `side: Customer`.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $word:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
        pub enum $name { #[default] $($(#[$vdoc])* $word),+ }
        impl $crate::plan::Scalar for $name {
            const KIND: $crate::plan::Kind = $crate::plan::Kind::Word(&[$(stringify!($word)),+]);
            fn value(&self) -> $crate::plan::Value {
                $crate::plan::Value::Word(match self { $(Self::$word => stringify!($word)),+ })
            }
            fn from_value(value: $crate::plan::Value) -> Option<Self> {
                match value {
                    $crate::plan::Value::Word(word) => [$(Self::$word),+].into_iter().find(|it| it.value() == $crate::plan::Value::Word(word)),
                    $crate::plan::Value::Absent => Some(Self::default()),
                    _ => None,
                }
            }
        }
    };
}

/// The rows of a record: `field: form "label"`, then `required` and `customer` where they hold.
macro_rules! rows {
    ($type:ident, $name:literal => $($field:ident : $form:ident $label:literal $($flag:ident)*),+ $(,)?) => {
        impl $crate::plan::Record for $type {
            const NAME: &'static str = $name;
            fn rows<V: $crate::plan::Rows<Self>>(rows: &mut V) {
                $(rows.$form(
                    const {
                        $crate::plan::Row {
                            name: stringify!($field),
                            label: $label,
                            ..$crate::plan::record::row(&[$(stringify!($flag)),*])
                        }
                    },
                    |it| &it.$field,
                    |it| &mut it.$field,
                );)+
            }
        }
    };
}

/// Identity of a list item: a field, and for derived ids its kind and the field the id comes from.
macro_rules! item {
    ($type:ident, $key:ident) => {
        impl $crate::plan::Item for $type {
            fn key(&self) -> String {
                self.$key.clone()
            }
            $crate::plan::record::trivia_of!();
        }
    };
    ($type:ident, $key:ident, $kind:literal from $text:ident) => {
        impl $crate::plan::Item for $type {
            fn key(&self) -> String {
                self.$key.clone()
            }
            fn derives_id(&self) -> Option<(&'static str, &str)> {
                Some(($kind, &self.$text))
            }
            fn set_id(&mut self, id: String) {
                self.$key = id;
            }
            $crate::plan::record::trivia_of!();
        }
    };
}
macro_rules! trivia_of {
    () => {
        fn trivia(&self) -> &$crate::plan::Trivia {
            &self.trivia
        }
        fn trivia_mut(&mut self) -> &mut $crate::plan::Trivia {
            &mut self.trivia
        }
    };
}
pub(crate) use {item, rows, trivia_of, words};

/// The flags of a row, from the words after its label.
pub(crate) const fn row(flags: &[&str]) -> Row {
    let (mut required, mut seen_by, mut at) = (false, SeenBy::Delivery, 0);
    while at < flags.len() {
        match flags[at].as_bytes() {
            b"required" => required = true,
            b"customer" => seen_by = SeenBy::Customer,
            _ => panic!("a row's flags are `required` and `customer`"),
        }
        at += 1;
    }
    Row { name: "", label: "", seen_by, required }
}
