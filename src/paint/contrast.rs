//! How well words can be read: what a colour is on the usual terminals, and the contrast of two (WCAG 2).
//! A palette here is what its terminal comes with; what its owner made of it nobody knows.

use ratatui::style::Color;

/// Less than this is hard to read (WCAG 2, level AA).
pub const READABLE: f64 = 4.5;

/// A terminal as it comes: its sixteen colours, and words and ground of its dark and its light form.
pub struct Terminal {
    pub name: &'static str,
    pub dark: (u32, u32),
    pub light: (u32, u32),
    sixteen: [u32; 16],
}

pub const TERMINALS: [Terminal; 4] = [
    Terminal {
        name: "xterm",
        dark: (0xe5e5e5, 0x000000),
        light: (0x000000, 0xffffff),
        sixteen: [
            0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
            0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
        ],
    },
    Terminal {
        name: "VGA",
        dark: (0xaaaaaa, 0x000000),
        light: (0x000000, 0xffffff),
        sixteen: [
            0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555, 0xff5555, 0x55ff55, 0xffff55,
            0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
        ],
    },
    Terminal {
        name: "Tango",
        dark: (0xd3d7cf, 0x2e3436),
        light: (0x2e3436, 0xeeeeec),
        sixteen: [
            0x2e3436, 0xcc0000, 0x4e9a06, 0xc4a000, 0x3465a4, 0x75507b, 0x06989a, 0xd3d7cf, 0x555753, 0xef2929, 0x8ae234, 0xfce94f,
            0x729fcf, 0xad7fa8, 0x34e2e2, 0xeeeeec,
        ],
    },
    Terminal {
        name: "Solarized",
        dark: (0x839496, 0x002b36),
        light: (0x657b83, 0xfdf6e3),
        sixteen: [
            0x073642, 0xdc322f, 0x859900, 0xb58900, 0x268bd2, 0xd33682, 0x2aa198, 0xeee8d5, 0x002b36, 0xcb4b16, 0x586e75, 0x657b83,
            0x839496, 0x6c71c4, 0x93a1a1, 0xfdf6e3,
        ],
    },
];

/// The names of the sixteen, in their order.
pub const SIXTEEN: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

impl Terminal {
    /// What a colour is there; none is what the terminal has for it.
    pub fn rgb(&self, colour: Option<Color>, otherwise: u32) -> u32 {
        colour.map_or(otherwise, |colour| rgb(colour, &self.sixteen, otherwise))
    }
}

/// A colour where the sixteen are these.
pub fn rgb(colour: Color, sixteen: &[u32; 16], otherwise: u32) -> u32 {
    match colour {
        Color::Reset => otherwise,
        Color::Rgb(r, g, b) => u32::from_be_bytes([0, r, g, b]),
        Color::Indexed(n @ 16..) => fixed(n),
        Color::Indexed(n) => sixteen[usize::from(n)],
        named => ansi_number(named).map_or(otherwise, |n| sixteen[usize::from(n)]),
    }
}

/// The number of one of the sixteen: 0 to 7, and 8 to 15 for the bright ones. None for the other colours.
pub fn ansi_number(colour: Color) -> Option<u8> {
    SIXTEEN.iter().position(|(_, it)| *it == colour).map(|n| n as u8)
}

/// The fixed part of the 256 colours: a cube of six steps, then greys.
fn fixed(n: u8) -> u32 {
    let step = |n: u32| if n == 0 { 0 } else { 55 + 40 * n };
    match n {
        232.. => (8 + 10 * (u32::from(n) - 232)) * 0x010101,
        _ => {
            let n = u32::from(n) - 16;
            step(n / 36) << 16 | step(n / 6 % 6) << 8 | step(n % 6)
        }
    }
}

/// The nearest of the fixed 256, for terminals that know no other.
pub fn nearest(rgb: u32) -> Color {
    let part = |c: u32, shift: u32| (c >> shift & 255) as i64;
    let far = |n: &u8| [16, 8, 0].map(|shift| (part(rgb, shift) - part(fixed(*n), shift)).pow(2)).iter().sum::<i64>();
    Color::Indexed((16..=255).min_by_key(far).unwrap_or(16))
}

/// From 1 to 21.
pub fn contrast(a: u32, b: u32) -> f64 {
    let part = |n: u32| {
        let n = f64::from(n & 255) / 255.0;
        if n <= 0.03928 { n / 12.92 } else { ((n + 0.055) / 1.055).powf(2.4) }
    };
    let light = |c: u32| 0.2126 * part(c >> 16) + 0.7152 * part(c >> 8) + 0.0722 * part(c);
    let (a, b) = (light(a) + 0.05, light(b) + 0.05);
    a.max(b) / a.min(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_the_standard_says_and_colours_are_what_they_are_called() {
        assert_eq!(
            format!("{:.1} {:.1} {:.2}", contrast(0, 0xffffff), contrast(0x777777, 0x777777), contrast(0x777777, 0xffffff)),
            "21.0 1.0 4.48"
        );
        let [xterm, .., solarized] = &TERMINALS;
        assert_eq!((xterm.rgb(Some(Color::Red), 0), solarized.rgb(Some(Color::Indexed(1)), 0)), (0xcd0000, 0xdc322f));
        assert_eq!((xterm.rgb(Some(Color::Indexed(231)), 0), xterm.rgb(Some(Color::Rgb(1, 2, 3)), 0)), (0xffffff, 0x010203));
        assert_eq!(
            (nearest(0xff0000), nearest(0x5fd7d7), nearest(0x080808)),
            (Color::Indexed(196), Color::Indexed(80), Color::Indexed(232))
        );
    }
}
