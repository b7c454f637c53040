//! What `--log` writes of a session on the board: kinds of what happened, nothing of what was in it.

use super::board::Board;
use std::fs;

#[test]
fn a_log_of_the_board_tells_keys_and_saves_and_nothing_of_the_plan() {
    let board = Board::new();
    fs::write(board.folder().join("plan.ron"), include_str!("../hostile/39-leak-canaries.ron")).unwrap();
    let mut tui = board.start(120, 35, &["--log", "run.log"], &[]);
    tui.wait_for("CANARY");
    tui.send("iSecret errand\r");
    tui.wait_until("the task in the file", |_| board.text().contains("Secret errand"));
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    let log = fs::read_to_string(board.folder().join("run.log")).unwrap();
    for said in ["the board", "size 120x35", " key\n", "-> write", "-> quit", "all is saved", "ended with 0"] {
        assert!(log.contains(said), "{said}: {log}");
    }
    for secret in ["canary", "secret", "errand", "plan.ron"] {
        assert!(!log.to_lowercase().contains(secret), "{secret}: {log}");
    }
}
