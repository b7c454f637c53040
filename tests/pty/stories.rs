//! How the board is used, each use as a person has it: keys go into a real terminal, screens come out and are compared with their pictures.
//! Nothing here calls the program. A picture is `screens/NAME.txt`; `INSTA_UPDATE=always` makes them anew.

use super::{board::Board, tui::Tui};
use std::{collections::BTreeSet, fs};

const SIZES: [(u16, u16); 2] = [(160, 48), (100, 30)];

/// A board at one size, and whose pictures it gives.
struct Story {
    board: Board,
    tui: Tui,
    name: String,
}

/// Tells a story at every size.
fn at_every_size(name: &str, tell: impl Fn(&mut Story)) {
    for (width, height) in SIZES {
        let board = Board::new();
        let tui = board.open(width, height);
        let mut story = Story { board, tui, name: format!("{name}-{width}x{height}") };
        tell(&mut story);
        story.tui.send("q");
        assert_eq!(story.tui.exit_code(), 0);
        story.tui.assert_restored();
    }
}

impl Story {
    fn keys(&mut self, keys: &str) -> &mut Story {
        self.tui.send(keys);
        self
    }
    /// The screen is the picture of this moment.
    fn looks(&mut self, moment: &str) -> &mut Story {
        self.tui.wait_for_picture(&format!("{}-{moment}", self.name));
        self
    }
    fn sees(&mut self, words: &str) -> &mut Story {
        self.tui.wait_for(words);
        self
    }
    /// A key that is seen to be understood before the next one: Esc and a letter at once would be Alt and the letter.
    fn esc(&mut self, gone: &str) -> &mut Story {
        self.tui.send("\u{1b}");
        self.tui.wait_until(&format!("end of {gone:?}"), |tui| !tui.text().contains(gone));
        self
    }
    fn in_file(&mut self, words: &str) -> &mut Story {
        let board = &self.board;
        self.tui.wait_until(&format!("{words:?} in the file"), |_| board.text().contains(words));
        self
    }
}

#[test]
fn cards_are_moved_with_the_keyboard() {
    at_every_size("moving", |story| {
        story.sees("► Penetration test");
        // To the next column; the cursor goes along.
        story.keys("L").sees("moved Penetration test to In progress").in_file("entered: \"2027-02-08\"");
        story.looks("next-column");
        // To another column by its digit, to another outcome by its letter.
        story.keys("m").sees("Move Penetration test").looks("where-to");
        story.keys("3").sees("moved Penetration test to Review");
        story.keys("mc").sees("moved Penetration test to Migrate core");
        story.keys("K").looks("another-outcome");
        // Everything is undone step by step, to the very bytes it was.
        story.keys("uuuu");
        let board = &story.board;
        story.tui.wait_until("the old bytes", |_| board.text() == handshake::example::DEMO);
        story.looks("undone");
    });
}

#[test]
fn the_customer_pane_is_opened_and_closed_and_shows_what_a_key_does_to_the_customer() {
    at_every_size("pane", |story| {
        let is_beside = story.name.contains("160x48");
        if is_beside {
            story.sees("Customer plan").keys("c");
            story.tui.wait_until("a board alone", |tui| !tui.text().contains("Customer plan"));
        }
        story.looks("off");
        story.keys("c").sees("Customer plan").looks("on");
        if !is_beside {
            story.keys("c").sees("To do");
        }
        // Another date for the milestone: told, meant and projected are seen at once.
        story.keys("kd").sees("► date").keys("\u{1}\u{b}5 mar\t\u{1}\u{b}The test came late").sees("Fri 5 Mar 2027").looks("date");
        story.keys("\r").in_file("by: \"2027-03-05\"").sees("saved").looks("moved");
        story.keys("u").sees("undone");
        let board = &story.board;
        story.tui.wait_until("the old bytes", |_| board.text() == handshake::example::DEMO);
    });
}

#[test]
fn a_meeting_gives_every_card_an_owner_and_ends_with_its_minutes() {
    at_every_size("meeting", |story| {
        story.sees("◌ 4").keys("M").sees("card 1 of 5").looks("first-card");
        // One letter takes a card and goes on; Space skips, Backspace goes back, / finds or creates somebody.
        story.keys("t").sees("card 2 of 5").keys(" ").sees("card 3 of 5").keys("\u{7f}").sees("card 2 of 5");
        story.keys("m").sees("card 3 of 5").keys("/Zoe").sees("Zoe").looks("somebody-new");
        story.keys("\r").sees("card 4 of 5").keys("r").sees("card 5 of 5").keys("d").sees("Minutes");
        story.in_file("Person(name: \"Zoe\")").looks("minutes");
        story.keys("o").sees("minutes-2027-02-08");
        let minutes =
            fs::read_dir(story.board.folder()).unwrap().map(|it| it.unwrap().path()).find(|it| it.extension().is_some_and(|it| it == "md"));
        let minutes = fs::read_to_string(minutes.expect("the minutes beside the plan")).unwrap();
        assert_eq!(minutes.matches("assigned ").count(), 5, "{minutes}");
        story.esc("Minutes since");
        story.tui.wait_until("no card without an owner", |tui| !tui.text().contains("◌ 4"));
    });
}

#[test]
fn a_stand_up_asks_each_person_then_what_moved_and_what_is_blocked() {
    at_every_size("standup", |story| {
        story.keys("f@dana").sees("filter @dana").keys("\r").sees("filter: @dana").looks("dana");
        story.keys("L").sees("moved ");
        story.esc("filter: @dana").keys("fmoved\r").sees("filter: moved").looks("moved");
        story.esc("filter: moved").keys("fblocked\r").sees("filter: blocked").looks("blocked");
        story.esc("filter: blocked").keys("]").looks("next-finding");
    });
}

#[test]
fn a_plan_is_gone_through_with_the_customer_in_the_room() {
    at_every_size("curtain", |story| {
        story.sees("To do").keys("C");
        story.tui.wait_until("the curtain", |tui| !tui.text().contains("To do"));
        story.looks("told");
        // What is pressed meanwhile does nothing; Tab shows the draft.
        story.keys("aLxj:?").keys("\t").sees("DRAFT").looks("draft");
        let text = story.tui.text();
        for word in ["To do", "Dana", "Penetration", "saved", "drifted", "unowned"] {
            assert!(!text.contains(word), "{word} on:\n{text}");
        }
        story.keys("CC").sees("► Penetration test");
        assert_eq!(story.board.text(), handshake::example::DEMO);
    });
}

#[test]
fn every_picture_of_a_story_is_of_a_moment_in_one() {
    let code = include_str!("stories.rs");
    let moments: BTreeSet<String> = code.split("looks(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_string())).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pty/screens");
    for file in fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let size = SIZES.iter().find_map(|(width, height)| Some(name.split_once(&format!("-{width}x{height}-"))?.1));
        let moment = size.and_then(|rest| rest.strip_suffix(".txt")).unwrap_or_else(|| panic!("{name} is of no size"));
        assert!(moments.contains(moment), "no story shows {name}");
    }
}
