//! Colours of one's own over a theme's: roles and colours as the config file names them. What cannot be a colour is said and left out;
//! what can hardly be read is said and used.

use super::{
    Theme,
    contrast::{READABLE, SIXTEEN, TERMINALS, contrast, nearest},
};
use crate::{
    view::Tone,
    words::{listed, nearest as nearest_word},
};
use ratatui::style::Color;

/// A colour for each role that has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Own {
    ground: Option<Color>,
    roles: [Option<Color>; ROLES.len()],
}

/// How many colours the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Any.
    True,
    /// The 256.
    Indexed,
}

/// Something to be said about a row of the config file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Which row.
    pub row: usize,
    pub what: String,
    pub why: String,
    pub fix: String,
}

const GROUND: &str = "ground";
/// The roles of words, as the config file names them.
const ROLES: [(&str, Tone); 8] = [
    ("text", Tone::Plain),
    ("dim", Tone::Dim),
    ("rule", Tone::Rule),
    ("accent", Tone::Accent),
    ("good", Tone::Good),
    ("warn", Tone::Warn),
    ("alarm", Tone::Alarm),
    ("info", Tone::Info),
];

impl Own {
    /// Roles with their colours, over a theme; and what there is to say about them, in their order.
    pub fn read(rows: &[(&str, &str)], theme: Theme, depth: Depth) -> (Own, Vec<Doubt>) {
        let (mut own, mut doubts) = (Own::default(), Vec::new());
        for (row, (role, text)) in rows.iter().enumerate() {
            let place = if *role == GROUND { Some(&mut own.ground) } else { at(role).map(|at| &mut own.roles[at]) };
            match (place, colour(text)) {
                (None, _) => doubts.push(no_role(row, role)),
                (_, Err(fix)) => doubts.push(kept(row, format!("`{text}` is no colour"), fix)),
                (Some(place), Ok(colour)) => *place = Some(shown(colour, depth)),
            }
        }
        let hardly = |(row, (role, _)): (usize, &(&str, &str))| {
            own.hardly_read(role, theme).map(|(what, fix)| Doubt { row, what, why: UNREADABLE.into(), fix })
        };
        doubts.extend(rows.iter().enumerate().filter_map(hardly));
        doubts.sort_by_key(|doubt| doubt.row);
        (own, doubts)
    }

    pub(super) fn tone(self, tone: Tone) -> Option<Color> {
        ROLES.iter().position(|(_, it)| *it == tone).and_then(|at| self.roles[at])
    }
    pub(super) fn ground(self) -> Option<Color> {
        self.ground
    }
    pub(super) fn text(self) -> Option<Color> {
        self.tone(Tone::Plain)
    }

    /// The worst that this role comes to on the usual terminals, where that is too little for words. Of the ground, the words on it.
    fn hardly_read(self, role: &str, theme: Theme) -> Option<(String, String)> {
        let tone = if role == GROUND { Tone::Plain } else { ROLES[at(role)?].1 };
        // Lines are no words; and a role that is left out says nothing.
        if tone == Tone::Rule || (role == GROUND && self.ground.is_none()) || (role != GROUND && self.tone(tone).is_none()) {
            return None;
        }
        let look = theme.look(tone, self);
        let on = TERMINALS.iter().map(|terminal| {
            let (words, ground) = if theme == Theme::Light { terminal.light } else { terminal.dark };
            let (words, ground) = (terminal.rgb(look.fg, words), terminal.rgb(look.bg, ground));
            (contrast(words, ground), ground, terminal.name)
        });
        let (ratio, ground, name) = on.min_by(|a, b| a.0.total_cmp(&b.0))?;
        let ground_is_given = look.bg.is_some();
        let where_ = if ground_is_given { format!("on #{ground:06x}") } else { format!("on the ground of {name}, #{ground:06x}") };
        let is_dark = contrast(ground, 0) < contrast(ground, 0xffffff);
        let fix = format!("take a {} one; until then it is used as it is", if is_dark { "lighter" } else { "darker" });
        (ratio < READABLE).then(|| (format!("`{role}` can hardly be read: {ratio:.1} to 1 {where_}"), fix))
    }
}

const UNREADABLE: &str = "words need 4.5 to 1";

fn at(role: &str) -> Option<usize> {
    ROLES.iter().position(|(name, _)| *name == role)
}

fn kept(row: usize, what: String, fix: String) -> Doubt {
    Doubt { row, what, why: "the default is kept".into(), fix }
}

fn no_role(row: usize, role: &str) -> Doubt {
    let names: Vec<&str> = std::iter::once(GROUND).chain(ROLES.iter().map(|(name, _)| *name)).collect();
    let fix = nearest_word(role, names.iter().copied())
        .map_or_else(|| format!("the roles are {}", listed(&names)), |it| format!("did you mean {it}?"));
    kept(row, format!("there is no role `{role}`"), fix)
}

fn shown(colour: Color, depth: Depth) -> Color {
    match (colour, depth) {
        (Color::Rgb(r, g, b), Depth::Indexed) => nearest(u32::from_be_bytes([0, r, g, b])),
        (colour, _) => colour,
    }
}

/// `#5fd7d7`, `80`, `bright-red`.
fn colour(text: &str) -> Result<Color, String> {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix('#') {
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6 && digits.bytes().all(|it| it.is_ascii_hexdigit()));
        let [_, r, g, b] = number.ok_or("write six digits of 0 to 9 and a to f, like #5fd7d7")?.to_be_bytes();
        return Ok(Color::Rgb(r, g, b));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.parse().map(Color::Indexed).map_err(|_| "the numbers of a terminal's colours go from 0 to 255".into());
    }
    let name = text.to_lowercase();
    let found = SIXTEEN.iter().find(|(it, _)| *it == name).map(|(_, colour)| *colour);
    found.ok_or_else(|| {
        let near = nearest_word(&name, SIXTEEN.iter().map(|(name, _)| *name)).map_or_else(String::new, |it| format!("did you mean {it}? "));
        format!("{near}write #rrggbb, a number from 0 to 255, or a name like red or bright-red")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rows: &[(&str, &str)], theme: Theme) -> Vec<String> {
        Own::read(rows, theme, Depth::True).1.iter().map(|it| format!("{}: {}; {}; {}", it.row, it.what, it.why, it.fix)).collect()
    }

    #[test]
    fn roles_get_their_colours_however_they_are_written() {
        let (own, doubts) =
            Own::read(&[("text", "#e0e0e0"), ("ground", "#101418"), ("accent", "80"), ("alarm", "Bright-White")], Theme::Dark, Depth::True);
        assert_eq!(doubts, []);
        assert_eq!((own.text(), own.ground()), (Some(Color::Rgb(0xe0, 0xe0, 0xe0)), Some(Color::Rgb(0x10, 0x14, 0x18))));
        assert_eq!(
            (own.tone(Tone::Accent), own.tone(Tone::Alarm), own.tone(Tone::Good)),
            (Some(Color::Indexed(80)), Some(Color::White), None)
        );
        let (own, _) = Own::read(&[("ground", "#101418")], Theme::Dark, Depth::Indexed);
        assert_eq!(own.ground(), Some(Color::Indexed(233)), "the nearest a terminal without true colour has");
    }

    #[test]
    fn what_is_no_role_or_no_colour_is_said_all_at_once_and_left_out() {
        let rows = [("alrm", "red"), ("good", "#12345"), ("warn", "300"), ("info", "rde"), ("dim", "")];
        assert_eq!(
            said(&rows, Theme::Dark),
            [
                "0: there is no role `alrm`; the default is kept; did you mean alarm?",
                "1: `#12345` is no colour; the default is kept; write six digits of 0 to 9 and a to f, like #5fd7d7",
                "2: `300` is no colour; the default is kept; the numbers of a terminal's colours go from 0 to 255",
                "3: `rde` is no colour; the default is kept; did you mean red? write #rrggbb, a number from 0 to 255, or a name like red or bright-red",
                "4: `` is no colour; the default is kept; write #rrggbb, a number from 0 to 255, or a name like red or bright-red",
            ]
        );
        assert_eq!(Own::read(&rows, Theme::Dark, Depth::True).0, Own::default());
    }

    #[test]
    fn what_can_hardly_be_read_is_said_with_its_contrast_and_used_all_the_same() {
        assert_eq!(
            said(&[("accent", "blue")], Theme::Dark),
            [
                "0: `accent` can hardly be read: 1.6 to 1 on the ground of VGA, #000000; words need 4.5 to 1; take a lighter one; until then it is used as it is"
            ]
        );
        assert_eq!(
            said(&[("ground", "#ffffff"), ("text", "#222222"), ("warn", "#ffcc00"), ("rule", "#eeeeee")], Theme::Light),
            ["2: `warn` can hardly be read: 1.5 to 1 on #ffffff; words need 4.5 to 1; take a darker one; until then it is used as it is"],
            "and lines are no words"
        );
        assert_eq!(said(&[("ground", "#777777")], Theme::Dark).len(), 1, "the words on it");
        assert_eq!(Own::read(&[("accent", "blue")], Theme::Dark, Depth::True).0.tone(Tone::Accent), Some(Color::Blue));
    }
}
