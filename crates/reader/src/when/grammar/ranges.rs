//! Two ends of a range, of which one says what holds for both: “Dec. 5-7”, “March to May 2016”.

use super::super::expression::{Deixis, What, YearOf};
use super::super::words::Word;
use super::{Found, Grammar};

impl Grammar<'_> {
    /// “Dec. 5-7”, “23 and 24 May”, “1939–45”: the second of the two.
    pub(super) fn second_of_range(self, found: Found) -> Option<(usize, Found)> {
        let joint = self.word(found.end);
        if !matches!(joint, Word::Hyphen | Word::To | Word::And | Word::Or) {
            return None;
        }
        let start = found.end + 1;
        if let (What::Day { .. }, Word::Month(..) | Word::Of) = (found.what, self.word(start + 1))
            && let Some(second) = self.day_month(start)
        {
            return Some((start, second));
        }
        if let Some(second) = self.end_with_year(found, start) {
            return Some((start, second));
        }
        match (found.what, self.word(start)) {
            (
                What::Day {
                    year, month, day, ..
                },
                Word::Digits(second @ 1..=31, 1..=2) | Word::Ordinal(second @ 1..=31),
            ) if second > u32::from(day) && found.part.is_none() => {
                let after = self.word(start + 1);
                let other = matches!(
                    after,
                    Word::Measure
                        | Word::Unit(..)
                        | Word::Month(..)
                        | Word::Am
                        | Word::Pm
                        | Word::Other
                );
                // “on Dec. 5 and 12 people died” counts people, “on Dec. 5 and 7, …” does not.
                if other && joint != Word::Hyphen {
                    return None;
                }
                // “May 5-7, 2019” gives both their year.
                let (year, end) = match year {
                    YearOf::Unsaid => self
                        .year_after(start + 1, true)
                        .unwrap_or((year, start + 1)),
                    said => (said, start + 1),
                };
                let what = What::Day {
                    year,
                    month,
                    day: second as u8,
                    weekday: None,
                };
                Some((start, Found::new(what, end)))
            }
            (What::Year(year), Word::Digits(second, 2))
                if joint == Word::Hyphen && year > 0 && second as i32 > year % 100 =>
            {
                let what = What::Year(year / 100 * 100 + second as i32);
                Some((start, Found::new(what, start + 1)))
            }
            (What::Year(year), Word::Digits(second, 3..=4))
                if joint == Word::Hyphen
                    && year > 0
                    && (year..year + 200).contains(&(second as i32)) =>
            {
                Some((start, Found::new(What::Year(second as i32), start + 1)))
            }
            _ => None,
        }
    }
}

impl Grammar<'_> {
    /// “May 2016” in “March to May 2016”, “early summer of 1994” in “the spring and early summer
    /// of 1994”: an end of the same kind that says the year of both.
    fn end_with_year(self, found: Found, start: usize) -> Option<Found> {
        let open = matches!(
            found.what,
            What::Month {
                year: YearOf::Unsaid,
                deixis: Deixis::Bare,
                ..
            } | What::Season {
                year: YearOf::Unsaid,
                deixis: Deixis::Bare,
                ..
            } | What::Day {
                year: YearOf::Unsaid,
                ..
            }
        );
        if !open {
            return None;
        }
        let second = self.expression(start)?;
        let says = match (found.what, second.what) {
            (What::Month { .. }, What::Month { year, .. })
            | (What::Season { .. }, What::Season { year, .. })
            | (What::Day { .. }, What::Day { year, .. }) => year != YearOf::Unsaid,
            _ => false,
        };
        says.then_some(second)
    }
}

impl Found {
    /// This as the first end of a range: its year is the one that the second end says.
    ///
    /// “from November to March 2016” begins in 2015.
    pub(super) fn before(mut self, second: Self) -> Self {
        let earlier = |turned: bool, year: YearOf| match year {
            YearOf::Is(year) => YearOf::Is(year - i32::from(turned)),
            YearOf::Shifted(by) => YearOf::Shifted(by - i32::from(turned)),
            other => other,
        };
        match (&mut self.what, second.what) {
            (
                What::Day {
                    year, month, day, ..
                },
                What::Day {
                    year: later,
                    month: last,
                    day: end,
                    ..
                },
            ) if *year == YearOf::Unsaid => *year = earlier((*month, *day) > (last, end), later),
            (
                What::Month { year, month, .. },
                What::Month {
                    year: later,
                    month: last,
                    ..
                },
            ) if *year == YearOf::Unsaid => *year = earlier(*month > last, later),
            (What::Season { year, .. }, What::Season { year: later, .. })
                if *year == YearOf::Unsaid =>
            {
                *year = later;
            }
            _ => {}
        }
        self
    }
}
