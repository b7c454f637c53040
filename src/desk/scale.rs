//! How days lie on columns: a ruler with a first day and a zoom. The timeline scrolls by it and is drawn by it.
//! Pure arithmetic on days and cells; knows no plan and no words.
//! Another zoom is a row of `ZOOMS`.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

/// Cells that a week takes, from close to wide, as fractions: two cells a day to a year in a cell.
const ZOOMS: [(i64, i64); 12] = [(14, 1), (10, 1), (7, 1), (5, 1), (4, 1), (3, 1), (2, 1), (1, 1), (1, 2), (1, 4), (1, 13), (1, 52)];

/// The days that columns stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The first day of the first column; a Monday.
    pub origin: NaiveDate,
    /// 0 is the closest.
    pub zoom: usize,
    pub cells: u16,
}

/// Where a day lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayAt {
    Before,
    At(u16),
    After,
}

/// What a ruler is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticks {
    Weeks,
    Months,
    Years,
}

impl Scale {
    pub const WIDEST: usize = ZOOMS.len() - 1;

    /// The closest that holds both days, and so many cells more after the last for what stands beside it.
    pub fn fitting((first, last): (NaiveDate, NaiveDate), cells: u16, after: u16) -> Scale {
        let at = |zoom| Scale { origin: monday(first), zoom, cells };
        let fits = |zoom: &usize| at(*zoom).cell(last) + i64::from(after) < i64::from(cells);
        at((0..=Self::WIDEST).find(fits).unwrap_or(Self::WIDEST))
    }

    pub fn spot(&self, day: NaiveDate) -> DayAt {
        match self.cell(day) {
            ..0 => DayAt::Before,
            cell if cell < i64::from(self.cells) => DayAt::At(cell as u16),
            _ => DayAt::After,
        }
    }
    /// The first and the last day of a column. Close up two columns may stand for one day.
    pub fn days(&self, column: u16) -> (NaiveDate, NaiveDate) {
        let begun = |column: i64| self.begun_before(column);
        let (first, last) = (begun(column.into()), begun(i64::from(column) + 1) - 1);
        let date = |days| self.origin.checked_add_signed(TimeDelta::days(days)).unwrap_or(NaiveDate::MAX);
        (date(first.min(last)), date(last))
    }
    pub fn ticks(&self) -> Ticks {
        match ZOOMS[self.zoom] {
            (3.., 1) => Ticks::Weeks,
            (1.., 1 | 2 | 4) => Ticks::Months,
            _ => Ticks::Years,
        }
    }
    /// What lies between two of the thin lines across: months, or years where months would leave nothing else.
    pub fn parts(&self) -> Ticks {
        let (cells, weeks) = ZOOMS[self.zoom];
        if cells >= weeks { Ticks::Months } else { Ticks::Years }
    }
    /// Another zoom, with this day in the column where it is.
    pub fn zoomed(&self, zoom: usize, around: NaiveDate) -> Scale {
        let zoom = zoom.min(Self::WIDEST);
        let (cells, weeks) = ZOOMS[zoom];
        let before = TimeDelta::days(self.cell(around) * 7 * weeks / cells);
        Scale { origin: monday(around.checked_sub_signed(before).unwrap_or(around)), zoom, ..*self }
    }
    /// A quarter of the columns earlier (-1) or later (1), a week at least.
    pub fn scrolled(&self, step: i64) -> Scale {
        let (cells, weeks) = ZOOMS[self.zoom];
        let days = (i64::from(self.cells) * 7 * weeks / cells / 4).max(7) / 7 * 7;
        Scale { origin: self.origin.checked_add_signed(TimeDelta::days(days * step)).unwrap_or(self.origin), ..*self }
    }
    /// The day in the middle.
    pub fn middle(&self) -> NaiveDate {
        self.days(self.cells / 2).0
    }

    /// Counted from the first column; may lie on either side of those there are.
    fn cell(&self, day: NaiveDate) -> i64 {
        let (cells, weeks) = ZOOMS[self.zoom];
        ((day - self.origin).num_days() * cells).div_euclid(7 * weeks)
    }
    /// How many days have their first column before this one.
    fn begun_before(&self, column: i64) -> i64 {
        let (cells, weeks) = ZOOMS[self.zoom];
        (column * 7 * weeks + cells - 1).div_euclid(cells)
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn scale(zoom: usize) -> Scale {
        Scale { origin: day("2027-02-08"), zoom, cells: 40 }
    }

    #[test]
    fn a_day_lies_in_the_column_that_stands_for_it() {
        let at = |zoom, text| scale(zoom).spot(day(text));
        assert_eq!([at(2, "2027-02-08"), at(2, "2027-02-15"), at(2, "2027-02-07")], [DayAt::At(0), DayAt::At(7), DayAt::Before]);
        assert_eq!([at(0, "2027-02-09"), at(6, "2027-02-15"), at(7, "2027-02-21")], [DayAt::At(2), DayAt::At(2), DayAt::At(1)]);
        assert_eq!([at(8, "2027-02-21"), at(8, "2027-02-22"), at(2, "2027-03-20")], [DayAt::At(0), DayAt::At(1), DayAt::After]);
    }

    #[test]
    fn every_day_lies_in_one_of_the_days_of_its_column() {
        for zoom in 0..=Scale::WIDEST {
            let scale = scale(zoom);
            for column in 0..scale.cells {
                let (first, last) = scale.days(column);
                assert!(first <= last, "zoom {zoom} column {column}");
                for day in first.iter_days().take_while(|day| *day <= last).take(400) {
                    let DayAt::At(at) = scale.spot(day) else { panic!("zoom {zoom} column {column}: {day}") };
                    assert!(at == column || (zoom < 2 && at + 1 == column), "zoom {zoom} column {column}: {day} lies in {at}");
                }
            }
        }
    }

    #[test]
    fn the_closest_zoom_that_holds_both_ends_is_taken() {
        let zoom = |last, cells| Scale::fitting((day("2027-02-10"), day(last)), cells, 8).zoom;
        assert_eq!([zoom("2027-02-12", 40), zoom("2027-03-12", 60), zoom("2027-07-30", 70), zoom("2090-01-01", 40)], [0, 1, 6, 11]);
        assert_eq!(Scale::fitting((day("2027-02-10"), day("2027-02-12")), 40, 8).origin, day("2027-02-08"), "it begins with a week");
    }

    #[test]
    fn zooming_keeps_its_day_in_place_and_scrolling_goes_by_weeks() {
        let today = day("2027-03-10");
        let DayAt::At(before) = scale(4).spot(today) else { panic!() };
        for zoom in [2, 3, 5, 6] {
            let DayAt::At(after) = scale(4).zoomed(zoom, today).spot(today) else { panic!("zoom {zoom}") };
            assert!(before.abs_diff(after) <= 7, "zoom {zoom}: {before} and {after}");
        }
        assert_eq!(scale(2).scrolled(1).origin, day("2027-02-15"));
        assert_eq!(scale(6).scrolled(-1).origin, day("2027-01-04"));
        assert_eq!(scale(6).scrolled(1).scrolled(-1), scale(6));
    }

    #[test]
    fn ticks_follow_the_zoom() {
        let ticks = |zoom| scale(zoom).ticks();
        assert_eq!(
            [ticks(0), ticks(5), ticks(6), ticks(9), ticks(10)],
            [Ticks::Weeks, Ticks::Weeks, Ticks::Months, Ticks::Months, Ticks::Years]
        );
    }
}
