//! The timeline in the place of the board: what is remembered of it, and where its rows lie. The cursor stands on outcomes there.
//! Knows cells and days, no words; desk scrolls by a `Chart`, view draws by it.

use super::{Grid, Lane, LaneKey, Layout, Model, Scale, Sight};
use crate::plan::{Deliverable, Plan, Task};
use chrono::{Days, NaiveDate};
use std::{collections::HashSet, sync::Arc};

/// Below this width a title stands over its track instead of beside it.
const BESIDE_FROM: u16 = 60;
/// From this height on the signs are explained, and the axis has two lines.
const LEGEND_FROM: u16 = 16;
const TWO_AXIS_LINES_FROM: u16 = 11;
/// Lines above the axis and below the rows.
const HEADER: u16 = 2;
const FOOTER: u16 = 2;
/// Cells for the words beside the last mark.
const AFTER_LAST: u16 = 3;
/// So much of what is past is shown where there is anything; of the future at least so much, and at most so many days.
const PAST_DAYS: [u64; 2] = [7, 28];
const AHEAD_DAYS: [u64; 2] = [28, 3 * 365];

/// What is remembered of the timeline, also while the board is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    pub shown: bool,
    /// First day and zoom, once somebody chose them; else all is in sight.
    pub chosen: Option<(NaiveDate, usize)>,
    /// Outcomes whose asks and open tasks are listed.
    pub open: HashSet<LaneKey>,
    /// Lines scrolled away above.
    pub scroll: usize,
}

/// What stands below an outcome that is opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Detail<'p> {
    Ask(&'p Arc<Deliverable>),
    Task(&'p Arc<Task>),
}

/// How the timeline is divided at this size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chart {
    /// Cells for titles, on the left; none where they stand over their tracks.
    pub gutter: u16,
    /// The first cell of the tracks.
    pub track: u16,
    pub scale: Scale,
    /// The first line of the axis, and how many it has; its rule lies below it.
    pub axis: u16,
    pub axis_lines: u16,
    /// The first line of the rows, and how many there are.
    pub top: u16,
    pub lines: u16,
    /// Lines of one outcome: track, dates below it, what is asked, an empty one; fewer where they would not all fit.
    pub row: usize,
    pub has_legend: bool,
}

impl Chart {
    pub fn of(layout: &Layout, grid: &Grid, span: (NaiveDate, NaiveDate), timeline: &Timeline) -> Chart {
        let (width, height) = (layout.board_width, layout.size.height);
        let is_beside = width >= BESIDE_FROM;
        let gutter = if is_beside { (width * 3 / 10).clamp(20, 40) } else { 0 };
        let track = gutter + 1;
        let cells = width.saturating_sub(track + 1);
        let scale = match timeline.chosen {
            Some((origin, zoom)) => Scale { origin, zoom, cells },
            None => Scale::fitting(span, cells, AFTER_LAST),
        };
        let axis_lines = if height >= TWO_AXIS_LINES_FROM { 2 } else { 1 };
        let has_legend = height >= LEGEND_FROM;
        let top = HEADER + axis_lines + 1;
        let lines = height.saturating_sub(top + FOOTER + u16::from(has_legend));
        let outcomes = rows(grid);
        let fits = |row: &usize| outcomes * row <= usize::from(lines);
        let least = if is_beside { 1 } else { 2 };
        let row = [4, 3, 2].into_iter().filter(|row| is_beside || *row < 4).find(fits).unwrap_or(least);
        Chart { gutter, track, scale, axis: HEADER, axis_lines, top, lines, row, has_legend }
    }
    pub fn is_beside(&self) -> bool {
        self.gutter > 0
    }

    /// The first line of an outcome's row, counted from that of the first.
    pub fn line_of(&self, model: &Model, lane: usize) -> usize {
        let grid = &model.sight.grid;
        let above = grid.lanes[..lane].iter().filter(|it| model.timeline.open.contains(&it.key));
        lane * self.row + above.map(|it| self.details(&model.plan, it).len()).sum::<usize>()
    }
    /// Lines of an outcome's row, with what stands below it.
    pub fn height_of(&self, model: &Model, lane: &Lane) -> usize {
        self.row + if model.timeline.open.contains(&lane.key) { self.details(&model.plan, lane).len() } else { 0 }
    }
    /// Asks and open tasks of an outcome, as many as can be seen at once with its own row.
    pub fn details<'m>(&self, plan: &Plan, lane: &'m Lane) -> Vec<Detail<'m>> {
        let Some(outcome) = &lane.outcome else { return Vec::new() };
        let asks = outcome.milestone().into_iter().flat_map(|it| &it.deliverables).map(Detail::Ask);
        let tasks = outcome.tasks.iter().filter(|task| plan.is_open(task)).map(Detail::Task);
        asks.chain(tasks).take(usize::from(self.lines).saturating_sub(self.row)).collect()
    }
}

/// Outcomes; the noise has no date and no row.
pub fn rows(grid: &Grid) -> usize {
    grid.lanes.iter().filter(|lane| lane.outcome.is_some()).count()
}

/// The first and the last day of what is told, meant, implied, likely and asked of live outcomes; today among them.
pub(super) fn marked(plan: &Plan, sight: &Sight, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let days = plan.outcomes.iter().filter(|it| it.is_live()).flat_map(|outcome| {
        let standing = sight.standing(&outcome.id);
        let three = standing.map_or([None; 3], |it| [it.told, it.meant, it.projected]);
        let asks = outcome.milestone().into_iter().flat_map(|it| &it.deliverables).map(|it| it.received.or(it.by));
        let end = sight.projection.end(&outcome.id).map(|it| it.on);
        three.into_iter().chain([end]).chain(asks).flatten()
    });
    let likely = sight.forecasts.iter().flatten().map(|it| it.p85);
    days.chain(likely).fold((today, today), |(first, last), day| (first.min(day), last.max(day)))
}

/// Of that what is shown until somebody scrolls: little of the past, so that what is ahead has the room.
pub(super) fn at_first((first, last): (NaiveDate, NaiveDate), today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let ahead = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    (first.clamp(back(PAST_DAYS[1]), back(PAST_DAYS[0])), last.clamp(ahead(AHEAD_DAYS[0]), ahead(AHEAD_DAYS[1])))
}

impl Model {
    /// How the timeline is divided now.
    pub fn chart(&self) -> Chart {
        Chart::of(&self.layout(), &self.sight.grid, self.sight.span, &self.timeline)
    }
    /// Keeps the cursor on an outcome while the timeline is shown: its cards are on the board.
    pub(super) fn keep_on_outcomes(&mut self) {
        if !self.timeline.shown {
            return;
        }
        let outcomes = rows(&self.sight.grid);
        if outcomes == 0 {
            return;
        }
        let lane = self.cursor.lane.min(outcomes - 1);
        if self.cursor.row.is_some() || lane != self.cursor.lane {
            self.cursor = super::Cursor::at(&self.sight.grid, lane, self.cursor.column, None);
        }
    }
    /// Scrolls so that the row of the cursor can be seen, with what is listed below it.
    pub(super) fn keep_row_in_view(&mut self) {
        let chart = self.chart();
        if self.is_scrolled {
            let lines = (0..rows(&self.sight.grid)).map(|at| chart.height_of(self, &self.sight.grid.lanes[at])).sum::<usize>();
            self.timeline.scroll = self.timeline.scroll.min(lines.saturating_sub(chart.lines.into()));
            return;
        }
        let Some(lane) = self.sight.grid.lanes.get(self.cursor.lane) else { return };
        let top = chart.line_of(self, self.cursor.lane);
        let bottom = top + chart.height_of(self, lane);
        let lines = usize::from(chart.lines);
        self.timeline.scroll = self.timeline.scroll.max(bottom.saturating_sub(lines)).min(top);
    }
}
