//! How the board looks here: theme, colours and signs, from options, the config file and what the environment says of the terminal.

use super::{Failure, Session, When};
use crate::{
    desk::Config,
    paint::{Depth, Glyphs, Own, Style, Theme},
    plan::{Place, Problem},
    shell::Background,
    words::{listed, nearest},
};
use std::env;

/// The look at the start, and whether the terminal may still say what suits it.
pub struct Look {
    pub style: Style,
    /// Nobody chose a theme: the background decides.
    pub is_open: bool,
}

/// The colours and signs that were asked for. `NO_COLOR` counts unless `--color`, `--theme` or the config file says otherwise (no-color.org).
///
/// # Errors
/// When there is no theme of the name given.
pub fn look(session: &Session) -> Result<Look, Failure> {
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let loaded = session.config();
    let set = loaded.config.theme.as_ref().and_then(|(name, _)| Theme::named(name));
    let chosen = match (&session.theme, session.color) {
        (Some(name), _) => Some(named(name)?),
        (None, When::Never) => Some(Theme::Mono),
        (None, When::Auto) if no_color => Some(set.unwrap_or(Theme::Mono)),
        (None, When::Auto | When::Always) => set,
    };
    let variable = env::var("COLORFGBG").ok().and_then(|value| from_colorfgbg(&value));
    let theme = chosen.unwrap_or_else(|| variable.map_or(Theme::default(), suiting));
    let own = if theme == Theme::Mono { Own::default() } else { loaded.own };
    let glyphs = if session.ascii || loaded.config.ascii { Glyphs::Ascii } else { Glyphs::Unicode };
    Ok(Look { style: Style { theme, own, glyphs }, is_open: chosen.is_none() })
}

/// The theme for a background.
pub fn suiting(background: Background) -> Theme {
    match background {
        Background::Dark => Theme::Dark,
        Background::Light => Theme::Light,
    }
}

fn named(name: &str) -> Result<Theme, Failure> {
    Theme::named(name).ok_or_else(|| {
        let names = Theme::ALL.map(|(name, _)| name);
        Failure::Words(format!("there is no theme `{name}`; the themes are {}", listed(&names)))
    })
}

/// `15;0`, `0;default;15`: the last is the background's number of the sixteen (rxvt, Konsole and others set it).
fn from_colorfgbg(value: &str) -> Option<Background> {
    match value.rsplit(';').next()?.parse::<u8>().ok()? {
        7 | 9..=15 => Some(Background::Light),
        0..=6 | 8 => Some(Background::Dark),
        16.. => None,
    }
}

/// What the config file has on looks, and everything about it that is to be said.
pub fn judged(config: &Config) -> (Own, Vec<Problem>) {
    let mut problems: Vec<Problem> = config.theme.iter().filter_map(|(name, at)| unknown_theme(name, at)).collect();
    let theme = config.theme.as_ref().and_then(|(name, _)| Theme::named(name)).unwrap_or_default();
    let rows: Vec<(&str, &str)> = config.colours.iter().map(|it| (it.role.as_str(), it.colour.as_str())).collect();
    let (own, doubts) = Own::read(&rows, theme, depth());
    problems.extend(doubts.into_iter().map(|it| Problem {
        at: config.colours[it.row].at.clone(),
        what: it.what,
        why: it.why,
        fix: it.fix,
    }));
    (own, problems)
}

fn depth() -> Depth {
    let says = |name, words: &[&str]| env::var(name).is_ok_and(|value| words.iter().any(|word| value.contains(word)));
    match says("COLORTERM", &["truecolor", "24bit"]) || says("TERM", &["direct", "kitty", "ghostty", "alacritty", "wezterm", "foot"]) {
        true => Depth::True,
        false => Depth::Indexed,
    }
}

fn unknown_theme(name: &str, at: &Place) -> Option<Problem> {
    let known: Vec<&str> = Theme::ALL.iter().map(|(name, _)| *name).collect();
    let fix = nearest(name, known.iter().copied())
        .map_or_else(|| format!("the themes are {}", listed(&known)), |it| format!("did you mean {it}?"));
    let problem = Problem { at: at.clone(), what: format!("there is no theme `{name}`"), why: "the default is kept".into(), fix };
    Theme::named(name).is_none().then_some(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_that_some_terminals_set_tells_the_background() {
        for (value, background) in [
            ("15;0", Some(Background::Dark)),
            ("0;15", Some(Background::Light)),
            ("0;default;7", Some(Background::Light)),
            ("12;8", Some(Background::Dark)),
            ("default;default", None),
            ("", None),
            ("0;231", None),
        ] {
            assert_eq!(from_colorfgbg(value), background, "{value}");
        }
    }
}
