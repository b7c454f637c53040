//! The smallest ratatui program that draws a board of so many cards and moves a highlight: what the stack itself costs.
//! `.ci/beside` runs it beside handshake. Keys: j k move, H L carry, q quits.

use crossterm::{
    cursor, execute,
    terminal::{self, EnterAlternateScreen, LeaveAlternateScreen},
};
use ratatui::{
    Frame, Terminal,
    backend::CrosstermBackend,
    layout::{Constraint, Layout},
    style::{Color, Style},
    widgets::{Block, BorderType, Borders, Paragraph},
};
use std::io::{self, Read};

const COLUMNS: [&str; 4] = ["To do", "In progress", "Review", "Done"];

struct Floor {
    cards: Vec<Vec<String>>,
    column: usize,
    row: usize,
}

impl Floor {
    fn new(cards: usize) -> Self {
        let title = |column: usize, row: usize| format!("T{row:05} card of column {column}");
        let cards = (0..4).map(|column| (0..cards / 4).map(|row| title(column, row)).collect()).collect();
        Floor { cards, column: 0, row: 0 }
    }

    fn draw(&self, frame: &mut Frame) {
        let [head, board, foot] = Layout::vertical([Constraint::Length(1), Constraint::Min(1), Constraint::Length(1)]).areas(frame.area());
        frame.render_widget(Paragraph::new("floor").style(Style::new().fg(Color::Cyan).bold()), head);
        let columns: [_; 4] = Layout::horizontal([Constraint::Ratio(1, 4); 4]).areas(board);
        for (n, area) in columns.into_iter().enumerate() {
            let title = format!("{} {}", COLUMNS[n], self.cards[n].len());
            let block = Block::default().borders(Borders::ALL).border_type(BorderType::Rounded).title(title);
            let inner = block.inner(area);
            frame.render_widget(block, area);
            let height = usize::from(inner.height);
            let top = if n == self.column { (self.row + 1).saturating_sub(height) } else { 0 };
            for (y, row) in (top..self.cards[n].len().min(top + height)).enumerate() {
                let is_here = (n, row) == (self.column, self.row);
                let style = if is_here { Style::new().bg(Color::Blue).fg(Color::White).bold() } else { Style::new().fg(Color::Gray) };
                frame.buffer_mut().set_stringn(inner.x, inner.y + y as u16, &self.cards[n][row], inner.width.into(), style);
            }
        }
        frame.render_widget(Paragraph::new(format!("{}  j/k move  H/L carry  q quit", self.row + 1)), foot);
    }

    fn carry(&mut self, to: usize) {
        if to < 4 && self.row < self.cards[self.column].len() {
            let card = self.cards[self.column].remove(self.row);
            self.cards[to].insert(0, card);
            (self.column, self.row) = (to, 0);
        }
    }

    /// Whether to go on.
    fn press(&mut self, key: u8) -> bool {
        match key {
            b'j' => self.row = (self.row + 1).min(self.cards[self.column].len().saturating_sub(1)),
            b'k' => self.row = self.row.saturating_sub(1),
            b'L' => self.carry(self.column + 1),
            b'H' => self.carry(self.column.wrapping_sub(1)),
            b'q' => return false,
            _ => {}
        }
        true
    }
}

fn main() -> io::Result<()> {
    let cards = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(160);
    let mut floor = Floor::new(cards);
    terminal::enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, cursor::Hide)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let mut typed = [0; 4096];
    let mut goes_on = true;
    while goes_on {
        terminal.draw(|frame| floor.draw(frame))?;
        // All that has come meanwhile, each key a byte.
        let count = io::stdin().read(&mut typed)?;
        goes_on = count > 0 && typed[..count].iter().all(|key| floor.press(*key));
    }
    execute!(io::stdout(), LeaveAlternateScreen, cursor::Show)?;
    terminal::disable_raw_mode()
}
