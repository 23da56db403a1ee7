//! Quarters, halves and fiscal years: “Q3 2020”, “the fiscal third quarter”, “second half of 2008”.

use super::super::expression::{Amount, Deixis, Unit, What, YearOf};
use super::super::words::Word;
use super::{Found, Grammar};

impl Grammar<'_> {
    /// “Q3 2020”, “in Q3”; “Q1” alone may be a question.
    fn quarter_code(self, index: usize, number: u8) -> Option<Found> {
        let said = self.year_after(index + 1, false);
        let placed = matches!(self.before(index), Word::Preposition | Word::The | Word::Of);
        let (year, end) = said.or(placed.then_some((YearOf::Unsaid, index + 1)))?;
        let what = What::Quarter {
            year,
            number: Some(number),
            deixis: Deixis::Bare,
        };
        self.capital(index).then(|| Found::new(what, end))
    }

    /// “third quarter”, “third-quarter”, “fourth quarter of last year”, “second half of 2008”.
    pub(super) fn quarter(self, index: usize, year: YearOf) -> Option<Found> {
        let number = match self.word(index) {
            Word::QuarterCode(number) => return self.quarter_code(index, number),
            Word::Ordinal(number @ 1..=4) => number as u8,
            Word::Latest => 4,
            _ => return None,
        };
        let mut next = self.skip_hyphen(index + 1);
        next += usize::from(self.word(next) == Word::Fiscal);
        let half = match self.word(next) {
            Word::Unit(Unit::Quarter, _) => false,
            Word::Half if number <= 2 => true,
            _ => return None,
        };
        let after = self.year_after(next + 1, false);
        let (year, end) = match year {
            YearOf::Unsaid => after.unwrap_or((year, next + 1)),
            said => (said, next + 1),
        };
        if half {
            // “the second half” alone is as often a match or a report.
            return (year != YearOf::Unsaid)
                .then(|| Found::new(What::HalfYear { year, number }, end));
        }
        let what = What::Quarter {
            year,
            number: Some(number),
            deixis: Deixis::Bare,
        };
        Some(Found::new(what, end))
    }

    /// “fiscal 1989”, “fiscal year 1989”, “fiscal first quarter”, “fiscal year”.
    pub(super) fn fiscal(self, index: usize) -> Option<Found> {
        let next = self.skip_hyphen(index + 1);
        if let Some(found) = self.quarter(next, YearOf::Unsaid) {
            return Some(found);
        }
        let year = next + usize::from(self.word(next) == Word::Unit(Unit::Year, false));
        if let Some((number, end)) = self.year(year) {
            return Some(Found::new(What::Year(number), end));
        }
        if year > next && self.word(year) == Word::Ended {
            return Some(super::lengths::length(
                Amount::whole(1),
                Unit::Year,
                None,
                year,
            ));
        }
        (year > next).then(|| Found::new(super::this(Unit::Year), year))
    }
}
