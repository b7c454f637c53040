//! What each tone looks like. Colours are from the fixed part of the 256, which no palette changes: of the sixteen that every terminal lets
//! its owner choose, hardly one can be read on all the usual grounds. A test computes the contrast of every text.
//! Without colour bold, underline and reverse carry what can be carried; signs and words say it anyway.

use super::Own;
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
        let none = Look::new();
        let [dark, light, high_contrast, mono] = match tone {
            Tone::Plain => [none, fg(INK), none, none],
            Tone::Dim => [fg(248), fg(241), none, none],
            Tone::Rule => [fg(242), fg(248), none, none],
            Tone::Name => [none.reversed(), fg(INK).reversed(), none.reversed(), none.reversed()],
            Tone::Accent => [fg(80), fg(24), fg(123), none],
            Tone::Good => [fg(114), fg(22), fg(120), none],
            Tone::Warn => [fg(179), fg(94), fg(228), none.bold()],
            Tone::Alarm => [fg(210), fg(124), fg(217).bold(), none.bold().underlined()],
            Tone::Info => [fg(111), fg(25), fg(153), none],
        };
        match self {
            Theme::Dark => dark,
            Theme::Light => light,
            Theme::HighContrast => high_contrast,
            Theme::Mono => mono,
        }
    }

    /// Words of a tone on the board.
    pub(super) fn look(self, tone: Tone, own: Own) -> Look {
        let look = self.ground(Ground::Board, own).patch(self.tone(tone));
        own.tone(tone).map_or(look, |colour| look.fg(colour))
    }

    pub(super) fn ground(self, ground: Ground, own: Own) -> Look {
        let look = match self {
            // Its own black and white, whatever the terminal's are.
            Theme::HighContrast => fg(231).bg(Color::Indexed(16)),
            Theme::Light => fg(INK),
            Theme::Dark | Theme::Mono => Look::new(),
        };
        let look = own.text().map_or(look, |colour| look.fg(colour));
        let look = own.ground().map_or(look, |colour| look.bg(colour));
        match ground {
            Ground::Board => look,
            Ground::Selected => look.reversed(),
            Ground::Typed => look.underlined(),
        }
    }

    /// Under the cursor words keep their weight only: a reversed colour reads badly.
    pub(super) fn ink(self, ink: &Ink, ground: Ground, own: Own) -> Look {
        let under = self.ground(ground, own);
        let look = match ground {
            Ground::Selected => under,
            Ground::Board | Ground::Typed => under.patch(self.look(ink.tone, own)),
        };
        match ink.weight {
            Weight::Bold => look.add_modifier(Modifier::BOLD),
            Weight::Plain => look,
        }
    }
}

/// Words on a light ground: a terminal's own may be too pale (Solarized).
const INK: u8 = 235;

fn fg(number: u8) -> Look {
    Look::new().fg(Color::Indexed(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::contrast::{READABLE, TERMINALS, contrast};

    #[test]
    fn without_colour_there_is_none() {
        let tones = [Tone::Plain, Tone::Dim, Tone::Rule, Tone::Name, Tone::Accent, Tone::Good, Tone::Warn, Tone::Alarm, Tone::Info];
        for tone in tones {
            for ground in [Ground::Board, Ground::Selected, Ground::Typed] {
                let look = Theme::Mono.ink(&Ink::new("x", tone, Weight::Plain), ground, Own::default());
                assert_eq!((look.fg, look.bg), (None, None), "{tone:?} on {ground:?}");
                let allowed = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
                assert!(allowed.contains(look.add_modifier), "{tone:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn every_text_can_be_read_on_every_usual_ground() {
        let tones = [Tone::Plain, Tone::Dim, Tone::Name, Tone::Accent, Tone::Good, Tone::Warn, Tone::Alarm, Tone::Info];
        for theme in [Theme::Dark, Theme::Light, Theme::HighContrast] {
            for (tone, ground) in tones.iter().flat_map(|tone| [Ground::Board, Ground::Selected, Ground::Typed].map(|it| (*tone, it))) {
                let look = theme.ink(&Ink::new("x", tone, Weight::Plain), ground, Own::default());
                assert!(!look.add_modifier.contains(Modifier::DIM), "how dim is nobody's to know: {tone:?}");
                for (terminal, is_dark) in TERMINALS.iter().flat_map(|it| [(it, true), (it, false)]) {
                    let (words, under) = if is_dark { terminal.dark } else { terminal.light };
                    // A theme for the other ground is chosen by nobody; the one of high contrast brings its own.
                    if (theme == Theme::Dark && !is_dark) || (theme == Theme::Light && is_dark) {
                        continue;
                    }
                    let ratio = contrast(terminal.rgb(look.fg, words), terminal.rgb(look.bg, under));
                    let name = terminal.name;
                    assert!(ratio >= READABLE, "{theme:?}: {tone:?} on {ground:?} in {name}, over #{under:06x}, has {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn themes_have_names() {
        assert_eq!(Theme::named("light"), Some(Theme::Light));
        assert_eq!(Theme::named("pink"), None);
    }
}
