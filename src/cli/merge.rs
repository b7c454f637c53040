//! `merge`: three versions of a plan become one, by id. Git calls it as its merge driver (spec 6).
//! Nothing is written unless all three can be read; a clash keeps both values in a file that reads.

use super::{Ended, Exit, Failure, Session, output};
use crate::{
    file::Document,
    plan::{Clash, Plan, merge_labelled},
    shell,
    words::{clean_line, listed},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

#[derive(Debug, clap::Args)]
pub struct Merge {
    /// What both began from; an empty file when they began from nothing
    base: PathBuf,
    /// One of the two that became of it; its text is kept where they agree
    ours: PathBuf,
    /// The other
    theirs: PathBuf,
    /// Where the joined plan goes; it may be one of the three. Without it, standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What a clash calls base, ours and theirs
    #[arg(long, num_args = 3, value_names = ["BASE", "OURS", "THEIRS"])]
    labels: Option<Vec<String>>,
}

const LABELS: [&str; 3] = ["base", "ours", "theirs"];

pub fn run(session: &Session, args: &Merge) -> Ended {
    let read = |path: &Path| Ok::<_, Failure>((path.to_path_buf(), shell::read(path)?));
    let texts = [read(&args.base)?, read(&args.ours)?, read(&args.theirs)?];
    let labels: Vec<&str> = args.labels.as_ref().map_or(LABELS.to_vec(), |it| it.iter().map(String::as_str).collect());
    let labels: Vec<&str> = labels.iter().zip(LABELS).map(|(it, other)| if it.is_empty() { other } else { it }).collect();
    let joined = join(texts, [labels[0], labels[1], labels[2]])?;
    match args.output.as_deref().filter(|it| *it != Path::new("-")) {
        Some(path) => shell::put(path, joined.text.as_bytes())?,
        None => output::plan_file(&joined.text)?,
    }
    Ok(told(session, &joined.clashes))
}

/// The joined plan as it is written, and what could not be decided.
pub(super) struct Joined {
    pub text: String,
    pub clashes: Vec<Clash>,
}

/// Base, ours and theirs with the paths that problems name. The text is ours, changed where the joined plan differs.
pub(super) fn join(texts: [(PathBuf, Vec<u8>); 3], labels: [&str; 3]) -> Result<Joined, Failure> {
    let [base, ours, theirs] = texts;
    let is_nothing = |text: &[u8]| text.iter().all(u8::is_ascii_whitespace);
    let open = |(path, text): (PathBuf, Vec<u8>)| Document::open(text).map_err(|problems| Failure::problems(&path, &problems));
    // Added on both sides: there is no base, and everything in both came new.
    let base = if is_nothing(&base.1) { Arc::default() } else { Arc::clone(open(base)?.plan()) };
    let (mut ours, theirs) = (open(ours)?, open(theirs)?);
    let base = if *base == Plan::default() { Arc::new(beginning(ours.plan(), theirs.plan())) } else { base };
    let (plan, clashes) = merge_labelled(&base, ours.plan(), theirs.plan(), labels);
    let saved = ours.save(&Arc::new(plan)).map_err(|error| Failure::Words(error.to_string()))?;
    Ok(Joined { text: saved.text.to_string(), clashes })
}

/// Of two plans that came from nothing: what the settings were before either said anything.
fn beginning(ours: &Plan, theirs: &Plan) -> Plan {
    let format = ours.format.min(theirs.format);
    Plan { format, ..Plan::default() }
}

/// 1 with clashes, each in a line.
pub(super) fn told(session: &Session, clashes: &[Clash]) -> Exit {
    for clash in clashes {
        let side = |it: &Arc<crate::plan::ClashSide>| format!("{} ({})", it.value.as_deref().unwrap_or("nothing"), it.label);
        let sides: Vec<String> = clash.sides.iter().map(side).collect();
        let of = if clash.field == "*" { String::new() } else { format!("{} of ", clash.field) };
        session.say(&clean_line(&format!("clash: {of}{}: {}", clash.item, listed(&sides))));
    }
    if clashes.is_empty() {
        return Exit::Done;
    }
    session.say("both sides are kept in the plan; open it and take one with ( or )");
    Exit::Clashes
}
