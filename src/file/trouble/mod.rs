//! Everything that can be wrong with a plan's text. How each is said is in `said`, where it is in `place`.
//! A new trouble: a line here, its words in `said`, an example in tests/gallery under its name.

mod nearest;
mod said;

macro_rules! troubles {
    ($($name:ident $({ $($field:ident: $type:ty),+ $(,)? })? $(($($inner:ty),+))?),+ $(,)?) => {
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum Trouble { $($name $({ $($field: $type),+ })? $(($($inner),+))?),+ }

        #[cfg(test)]
        impl Trouble {
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name { .. } => stringify!($name)),+ }
            }
        }
    };
}

troubles! {
    // The text as a whole
    TooLarge { bytes: usize },
    NotUtf8 { byte: usize, utf16: bool },
    OnlyNul,
    Empty,
    Conflict { ours: String, base: Option<String>, theirs: String, count: usize },
    CrComment,
    TooManyTasks { count: usize },
    Newer { format: u32 },
    // RON
    TextOpen,
    CharOpen,
    CommentOpen,
    BracketOpen { open: char, at: usize },
    WrongBracket { open: char, at: usize, close: char },
    NoComma,
    NoValue { found: Option<char> },
    TooDeep,
    TooManyValues { most: usize },
    AfterTheEnd,
    BadHeader,
    UnknownExtension(String),
    LoneSlash,
    BadEscape { fix: &'static str },
    // Fields
    UnknownField { name: String, of: &'static str, known: Vec<&'static str> },
    DoubledField { name: &'static str, of: &'static str, first: usize },
    MissingField { name: &'static str, of: &'static str },
    WrongName { found: String, wanted: &'static str },
    NoFieldName { of: &'static str },
    WrongKind { field: &'static str, found: &'static str, wanted: &'static str },
    SomeOfRequired { field: &'static str },
    // Values
    NotADate { field: &'static str, typed: String },
    NotASpan { typed: String },
    NotDays { field: &'static str, typed: String },
    NotMoney { field: &'static str, typed: String },
    NotACount { field: &'static str, typed: String },
    NotAWord { field: &'static str, typed: String, words: &'static [&'static str] },
    NotAWeekday { typed: String },
    NotAKey { typed: String },
    // Identity
    EmptyId { of: &'static str },
    DoubledId { id: String, first: usize },
    EmptyName { of: &'static str },
    DoubledName { name: String, of: &'static str, first: usize },
    DoubledKey { key: char, first: usize },
    FewColumns,
}
