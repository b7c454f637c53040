//! What each tone looks like, in the sixteen colours that every terminal lets its owner choose.
//! Without colour bold, underline and reverse carry what can be carried; signs and words say it anyway.

use crate::view::{Ground, Ink, Tone, Weight};
use ratatui::style::{Color, Modifier, Style as Look};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Dark,
    Light,
    /// Bright colours, nothing dim.
    HighContrast,
    /// `NO_COLOR`: bold, underline and reverse alone.
    Mono,
}

impl Theme {
    pub const ALL: [(&'static str, Theme); 4] =
        [("dark", Theme::Dark), ("light", Theme::Light), ("high-contrast", Theme::HighContrast), ("mono", Theme::Mono)];

    /// The theme of this name.
    pub fn named(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|(it, _)| *it == name).map(|(_, theme)| theme)
    }

    /// One row a tone, one column a theme.
    fn tone(self, tone: Tone) -> Look {
        let [dark, light, high_contrast, mono] = match tone {
            Tone::Plain => [Look::new(); 4],
            Tone::Dim => [Look::new().dim(), Look::new().dim(), fg(Color::Gray), Look::new()],
            Tone::Rule => [fg(Color::DarkGray), fg(Color::Gray), fg(Color::White), Look::new()],
            Tone::Name => [Look::new().reversed(); 4],
            Tone::Accent => [fg(Color::Cyan), fg(Color::Blue), fg(Color::LightCyan), Look::new()],
            Tone::Good => [fg(Color::Green), fg(Color::Green), fg(Color::LightGreen), Look::new()],
            Tone::Warn => [fg(Color::Yellow), fg(Color::Magenta), fg(Color::LightYellow), Look::new().bold()],
            Tone::Alarm => [fg(Color::LightRed), fg(Color::Red), fg(Color::LightRed).bold(), Look::new().bold().underlined()],
            Tone::Info => [fg(Color::LightBlue), fg(Color::Blue), fg(Color::LightBlue), Look::new()],
        };
        match self {
            Theme::Dark => dark,
            Theme::Light => light,
            Theme::HighContrast => high_contrast,
            Theme::Mono => mono,
        }
    }

    pub(super) fn ground(self, ground: Ground) -> Look {
        match (ground, self) {
            (Ground::Board, _) => Look::new(),
            (Ground::Selected, _) => Look::new().reversed(),
            (Ground::Typed, _) => Look::new().underlined(),
        }
    }

    /// Under the cursor words keep their weight only: a reversed colour reads badly.
    pub(super) fn ink(self, ink: &Ink, ground: Ground) -> Look {
        let look = match ground {
            Ground::Selected => Look::new(),
            Ground::Board | Ground::Typed => self.tone(ink.tone),
        };
        let look = self.ground(ground).patch(look);
        match ink.weight {
            Weight::Bold => look.add_modifier(Modifier::BOLD),
            Weight::Plain => look,
        }
    }
}

fn fg(color: Color) -> Look {
    Look::new().fg(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_there_is_none() {
        let tones = [Tone::Plain, Tone::Dim, Tone::Rule, Tone::Name, Tone::Accent, Tone::Good, Tone::Warn, Tone::Alarm, Tone::Info];
        for tone in tones {
            for ground in [Ground::Board, Ground::Selected, Ground::Typed] {
                let look = Theme::Mono.ink(&Ink::new("x", tone, Weight::Plain), ground);
                assert_eq!((look.fg, look.bg), (None, None), "{tone:?} on {ground:?}");
                let allowed = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
                assert!(allowed.contains(look.add_modifier), "{tone:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn themes_have_names() {
        assert_eq!(Theme::named("light"), Some(Theme::Light));
        assert_eq!(Theme::named("pink"), None);
    }
}
