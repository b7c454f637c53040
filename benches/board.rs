//! What a key costs on the board, from the event to the painted cells: a cursor key must not grow with the plan.
//! `cargo bench --bench board`

mod made;

use divan::{AllocProfiler, Bencher};
use handshake::{
    desk::{Chord, Event, Model, Size, update},
    paint::{Style, paint},
    view,
};
use made::{SIZES, board, today};
use ratatui::{buffer::Buffer, layout::Rect};
use std::sync::Arc;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn open(tasks: usize) -> Model {
    let mut model = Model::open(Arc::new(board(tasks)), "plan.ron", 7, today());
    update(&mut model, Event::Resized(Size { width: 160, height: 48 }), today());
    model
}

fn press(model: &mut Model, key: &str) {
    let chord: Chord = key.parse().unwrap();
    update(model, Event::Key(chord), today());
}

fn frame(model: &Model, buffer: &mut Buffer) {
    buffer.reset();
    paint(&view::screen(model, today()), &Style::default(), buffer);
}

#[divan::bench(args = SIZES)]
fn cursor_down_and_up_with_their_frames(bencher: Bencher, tasks: usize) {
    let (mut model, mut buffer) = (open(tasks), Buffer::empty(Rect::new(0, 0, 160, 48)));
    bencher.bench_local(|| {
        for key in ["j", "k"] {
            press(&mut model, key);
            frame(&model, &mut buffer);
        }
    });
}

#[divan::bench(args = SIZES)]
fn cursor_at_the_far_end(bencher: Bencher, tasks: usize) {
    let (mut model, mut buffer) = (open(tasks), Buffer::empty(Rect::new(0, 0, 160, 48)));
    press(&mut model, "G");
    bencher.bench_local(|| {
        for key in ["k", "j"] {
            press(&mut model, key);
            frame(&model, &mut buffer);
        }
    });
}

#[divan::bench(args = [1_000, 10_000])]
fn assign_and_undo_with_their_frames(bencher: Bencher, tasks: usize) {
    let (mut model, mut buffer) = (open(tasks), Buffer::empty(Rect::new(0, 0, 160, 48)));
    bencher.bench_local(|| {
        for key in ["a", "-", "u"] {
            press(&mut model, key);
            frame(&model, &mut buffer);
        }
    });
}
