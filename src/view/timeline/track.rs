//! One track of the timeline: a row of cells, each with a sign. What is put later covers what was there, so the order of the calls is who wins.
//! Knows days and signs, nothing of a plan.

use crate::{
    desk::{DayAt, Scale, Ticks},
    projection::Calendar,
    view::screen::{Ink, Tone, Weight},
};
use chrono::{Datelike, NaiveDate, Weekday};

pub struct Track<'s> {
    scale: &'s Scale,
    cells: Vec<(char, Tone, Weight)>,
}

impl<'s> Track<'s> {
    /// Days off, beginnings of months, today.
    pub fn new(scale: &'s Scale, calendar: &Calendar, today: NaiveDate) -> Track<'s> {
        Track::over(scale, today, |first, last| !first.iter_days().take_while(|day| *day <= last).any(|day| calendar.is_working(day)))
    }
    /// For words: without the days off, which would read as part of them.
    pub fn for_words(scale: &'s Scale, today: NaiveDate) -> Track<'s> {
        Track::over(scale, today, |_, _| false)
    }
    fn over(scale: &'s Scale, today: NaiveDate, is_off: impl Fn(NaiveDate, NaiveDate) -> bool) -> Track<'s> {
        let ground = |column| {
            let (first, last) = scale.days(column);
            let is_again = column > 0 && scale.days(column - 1).0 == first;
            let sign = match is_off(first, last) {
                _ if !is_again && begins(scale.parts(), first, last) => '╎',
                true => '∙',
                false => ' ',
            };
            (sign, Tone::Rule, Weight::Plain)
        };
        let mut track = Track { scale, cells: (0..scale.cells).map(ground).collect() };
        track.put(today, '│', Tone::Accent, Weight::Plain);
        track
    }

    /// A sign at a day; nothing where the day is out of sight.
    pub fn put(&mut self, day: NaiveDate, sign: char, tone: Tone, weight: Weight) {
        if let DayAt::At(column) = self.scale.spot(day)
            && let Some(cell) = self.cells.get_mut(usize::from(column))
        {
            *cell = (sign, tone, weight);
        }
    }
    /// A mark: where it is out of sight, the edge points to it.
    pub fn mark(&mut self, day: NaiveDate, sign: char, tone: Tone) {
        let edge = match self.scale.spot(day) {
            DayAt::At(_) => return self.put(day, sign, tone, Weight::Bold),
            DayAt::Before => self.cells.first_mut().map(|cell| (cell, '‹')),
            DayAt::After => self.cells.last_mut().map(|cell| (cell, '›')),
        };
        if let Some((cell, sign)) = edge {
            *cell = (sign, Tone::Accent, Weight::Bold);
        }
    }
    /// A line over both days and what lies between them; today's line is crossed, not hidden.
    pub fn line(&mut self, first: NaiveDate, last: NaiveDate, sign: char, tone: Tone) {
        let column = |day, before, after| match self.scale.spot(day) {
            DayAt::Before => before,
            DayAt::At(column) => usize::from(column),
            DayAt::After => after,
        };
        let all = self.cells.len();
        for at in column(first, 0, all)..(column(last, 0, all) + 1).min(all) {
            let sign = if self.cells[at].0 == '│' { '┼' } else { sign };
            self.cells[at] = (sign, tone, Weight::Plain);
        }
    }
    /// A few cells after a day, as far as there are any.
    pub fn tail(&mut self, day: NaiveDate, sign: char, cells: usize, tone: Tone) {
        if let DayAt::At(column) = self.scale.spot(day) {
            self.cells.iter_mut().skip(usize::from(column) + 1).take(cells).for_each(|cell| *cell = (sign, tone, Weight::Plain));
        }
    }

    pub fn inks(&self) -> Vec<Ink> {
        let mut inks = Vec::new();
        for run in self.cells.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2)) {
            let words: String = run.iter().map(|cell| cell.0).collect();
            inks.push(Ink::new(&words, run[0].1, run[0].2));
        }
        inks
    }
}

/// Whether a week, month or year begins among these days.
pub fn begins(what: Ticks, first: NaiveDate, last: NaiveDate) -> bool {
    match what {
        Ticks::Weeks => first.weekday() == Weekday::Mon || first.iso_week() != last.iso_week(),
        Ticks::Months => first.day() == 1 || (first.year(), first.month()) != (last.year(), last.month()),
        Ticks::Years => first.ordinal() == 1 || first.year() != last.year(),
    }
}

/// Words below or beside the signs of a track: each as near to its day as those before it leave room, or not at all.
pub struct Labels<'s> {
    scale: &'s Scale,
    /// First cell and words; the earlier ones had the choice.
    placed: Vec<(usize, Ink)>,
}

/// So far words may begin or end from the sign they are about.
const NEAR_CELLS: usize = 3;

impl<'s> Labels<'s> {
    pub fn new(scale: &'s Scale) -> Labels<'s> {
        Labels { scale, placed: Vec::new() }
    }
    /// Around its day, else beginning or ending there or nearby.
    pub fn around(&mut self, day: NaiveDate, words: Ink) {
        let DayAt::At(column) = self.scale.spot(day) else { return };
        let (at, cells) = (usize::from(column), words.width());
        let end = usize::from(self.scale.cells).saturating_sub(cells);
        let nearby = (0..=NEAR_CELLS).flat_map(|more| [at + more, (at + 1).saturating_sub(cells + more)]);
        let places: Vec<usize> = std::iter::once(at.saturating_sub(cells / 2).min(end)).chain(nearby).collect();
        self.first_free(&places, words);
    }
    /// After its day, else before it.
    pub fn beside(&mut self, first: NaiveDate, last: NaiveDate, words: Ink) {
        let column = |day, before| match self.scale.spot(day) {
            DayAt::At(column) => usize::from(column),
            DayAt::Before => 0,
            DayAt::After => before,
        };
        let all = usize::from(self.scale.cells);
        let (from, to) = (column(first, all), column(last, all));
        self.first_free(&[to + 2, from.saturating_sub(words.width() + 1)], words);
    }
    fn first_free(&mut self, places: &[usize], words: Ink) {
        let cells = words.width();
        let is_free = |at: &usize| {
            let apart = |(other, ink): &(usize, Ink)| at + cells < *other || other + ink.width() < *at;
            at + cells <= usize::from(self.scale.cells) && self.placed.iter().all(apart)
        };
        if let Some(at) = places.iter().copied().find(is_free) {
            self.placed.push((at, words));
        }
    }
    /// First cell and words of each.
    pub fn placed(self) -> impl Iterator<Item = (u16, Ink)> {
        self.placed.into_iter().map(|(at, words)| (at as u16, words))
    }
}
