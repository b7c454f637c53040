//! `import`: a plan from a board of another tool. Never overwrites; says what came in, what was left out, and why.

use super::{Ended, Exit, Failure, Session, output};
use crate::{
    file,
    imports::{self, Lists, Mapping, Order, Wishes},
    shell, words,
};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Import {
    /// What kind of file it is
    format: Format,
    /// The file to read
    file: PathBuf,
    /// The plan to write; - is standard output
    #[arg(short, long, value_name = "PLAN", default_value = "plan.ron")]
    output: PathBuf,
    /// What the lists of a board are: how far work is, or what it is for
    #[arg(long, value_name = "WHAT")]
    lists: Option<What>,
    /// Which column fills which field of a card, like title=Summary,due=Target
    #[arg(long, value_name = "FIELD=HEADER", value_delimiter = ',')]
    map: Vec<String>,
    /// How dates like 6/7/2025 are read
    #[arg(long, value_name = "ORDER")]
    dates: Option<DateOrder>,
    /// A list or state that means done; may stand several times
    #[arg(long, value_name = "NAME")]
    done: Vec<String>,
    /// What the plan is called
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Trello,
    Csv,
    Markdown,
}
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum What {
    Columns,
    Outcomes,
}
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum DateOrder {
    DayFirst,
    MonthFirst,
}

pub fn run(session: &Session, args: &Import) -> Ended {
    let mut wishes = wishes(args)?;
    let text = imports::text_of(&shell::read(&args.file)?).map_err(|refusal| of_file(&args.file, &refusal.why))?;
    if args.format == Format::Trello && wishes.lists.is_none() {
        wishes.lists = asked(&text);
    }
    let mut random = fastrand::Rng::new();
    let mut random = || random.u64(..);
    let imported = match args.format {
        Format::Trello => imports::trello(&text, &wishes, &mut random),
        Format::Csv => imports::csv(&text, &wishes, &mut random),
        Format::Markdown => imports::markdown(&text, &wishes, &mut random),
    };
    let mut imported = imported.map_err(|refusal| of_file(&args.file, &refusal.why))?;
    if wishes.title.is_empty() && args.format == Format::Csv {
        imported.plan.title = args.file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    }
    let text = file::text_of(&imported.plan);
    // What could not be read again is no plan, and is not written.
    if file::read(text.as_bytes()).plan.as_ref() != Some(&imported.plan) {
        return Err(of_file(&args.file, "a plan made of it would not be readable; please report this with the file"));
    }
    let is_stdout = args.output == Path::new("-");
    if is_stdout {
        output::plan_file(&text)?;
    } else {
        shell::create(&args.output, text.as_bytes())?;
    }
    match session.json && !is_stdout {
        true => output::json(&imported.summary)?,
        false => session.say(&imported.summary.words()),
    }
    if !is_stdout {
        let path = args.output.display();
        session.say(&format!("wrote {path}: handshake check {path} says what it still needs"));
    }
    Ok(Exit::Done)
}

/// What somebody at a terminal says the lists are; elsewhere nobody is asked.
fn asked(board: &str) -> Option<Lists> {
    let names = imports::trello_lists(board)?;
    let question = format!(
        "the lists of this board are {}\n\n  c  columns: they say how far work is\n  o  outcomes: they say what work is for\n\nc or o? ",
        words::listed(&names)
    );
    match shell::ask_line(&question)?.as_str() {
        "c" | "columns" => Some(Lists::Columns),
        "o" | "outcomes" => Some(Lists::Outcomes),
        _ => None,
    }
}

fn wishes(args: &Import) -> Result<Wishes, Failure> {
    if !args.map.is_empty() && args.format != Format::Csv {
        return Err(Failure::Words("--map names columns, and only csv has those".into()));
    }
    Ok(Wishes {
        title: args.title.clone().unwrap_or_default(),
        lists: args.lists.map(|what| match what {
            What::Columns => Lists::Columns,
            What::Outcomes => Lists::Outcomes,
        }),
        done: args.done.clone(),
        mapping: Mapping::parse(&args.map)?,
        dates: args.dates.map(|order| match order {
            DateOrder::DayFirst => Order::DayFirst,
            DateOrder::MonthFirst => Order::MonthFirst,
        }),
    })
}

fn of_file(path: &Path, why: &str) -> Failure {
    Failure::Words(format!("{} was not imported: {why}", path.display()))
}
