//! What each tone looks like. Colours are from the fixed part of the 256, which no palette changes: of the sixteen that every terminal lets
//! its owner choose, hardly one can be read on all the usual grounds. A test computes the contrast of every text.
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

    pub(super) fn ground(self, ground: Ground) -> Look {
        let own = match self {
            // Its own black and white, whatever the terminal's are.
            Theme::HighContrast => fg(231).bg(Color::Indexed(16)),
            Theme::Light => fg(INK),
            Theme::Dark | Theme::Mono => Look::new(),
        };
        match ground {
            Ground::Board => own,
            Ground::Selected => own.reversed(),
            Ground::Typed => own.underlined(),
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

/// Words on a light ground: a terminal's own may be too pale (Solarized).
const INK: u8 = 235;

fn fg(number: u8) -> Look {
    Look::new().fg(Color::Indexed(number))
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

    /// Words and ground of terminals as they come: xterm, VGA, Tango, Solarized.
    const DARK: [(u32, u32); 4] = [(0xe5e5e5, 0x000000), (0xaaaaaa, 0x000000), (0xd3d7cf, 0x2e3436), (0x839496, 0x002b36)];
    const LIGHT: [(u32, u32); 4] = [(0x000000, 0xffffff), (0x000000, 0xffffff), (0x2e3436, 0xeeeeec), (0x657b83, 0xfdf6e3)];

    /// The fixed part of the 256 colours: a cube of six steps, then greys.
    fn rgb(color: Option<Color>, otherwise: u32) -> u32 {
        let step = |n: u32| if n == 0 { 0 } else { 55 + 40 * n };
        match color {
            None | Some(Color::Reset) => otherwise,
            Some(Color::Indexed(n @ 232..)) => (8 + 10 * (u32::from(n) - 232)) * 0x010101,
            Some(Color::Indexed(n @ 16..)) => {
                let n = u32::from(n) - 16;
                step(n / 36) << 16 | step(n / 6 % 6) << 8 | step(n % 6)
            }
            Some(other) => panic!("{other:?} is whatever its owner made of it"),
        }
    }
    /// As WCAG 2 counts it.
    fn contrast(a: u32, b: u32) -> f64 {
        let part = |n: u32| {
            let n = f64::from(n & 255) / 255.0;
            if n <= 0.03928 { n / 12.92 } else { ((n + 0.055) / 1.055).powf(2.4) }
        };
        let light = |c: u32| 0.2126 * part(c >> 16) + 0.7152 * part(c >> 8) + 0.0722 * part(c);
        let (a, b) = (light(a) + 0.05, light(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn every_text_can_be_read_on_every_usual_ground() {
        let tones = [Tone::Plain, Tone::Dim, Tone::Name, Tone::Accent, Tone::Good, Tone::Warn, Tone::Alarm, Tone::Info];
        for (theme, grounds) in [(Theme::Dark, DARK), (Theme::Light, LIGHT), (Theme::HighContrast, DARK), (Theme::HighContrast, LIGHT)] {
            for (tone, ground) in tones.iter().flat_map(|tone| [Ground::Board, Ground::Selected, Ground::Typed].map(|it| (*tone, it))) {
                let look = theme.ink(&Ink::new("x", tone, Weight::Plain), ground);
                assert!(!look.add_modifier.contains(Modifier::DIM), "how dim is nobody's to know: {tone:?}");
                for (words, under) in grounds {
                    let ratio = contrast(rgb(look.fg, words), rgb(look.bg, under));
                    assert!(ratio >= 4.5, "{theme:?}: {tone:?} on {ground:?} over #{under:06x} has {ratio:.2}");
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
