//! Lexemes to time expressions: one pass over a sentence, longest expression first.
//!
//! Only a word that can begin an expression starts an attempt, and an attempt looks a dozen
//! lexemes ahead at most, so that the pass is linear. Nothing is placed in the calendar here.

mod dates;
mod deictic;
mod lengths;
mod quarters;
mod ranges;

use record::Span;

use super::expression::{
    Amount, Beside, Clock, Deixis, Expression, From, Modifier, Part, Reference, Tense, Unit, What,
    YearOf,
};
use super::lexeme::Lexeme;
use super::words::Word;

/// Appends the expressions of one sentence.
pub(super) fn find(lexemes: &[Lexeme], sentence: usize, expressions: &mut Vec<Expression>) {
    let grammar = Grammar { lexemes };
    let mut tense = Tense::Unclear;
    // Up to where a participle belongs to the last word that looks ahead.
    let mut ahead = 0;
    let mut index = 0;
    while index < lexemes.len() {
        match lexemes[index].word {
            // “will be named” looks ahead: the participle belongs to “will”.
            Word::PastCue | Word::Ended | Word::SaidCue if index <= ahead => {}
            Word::PastCue | Word::Ended => tense = Tense::Past,
            Word::SaidCue => tense = Tense::Told,
            Word::FutureCue => {
                tense = Tense::Future;
                ahead = index + 3;
            }
            Word::Comma | Word::Mark => ahead = 0,
            word if starts(word) => {
                if let Some(found) = grammar.expression(index) {
                    let tense = if grammar.before(index) == Word::Until {
                        Tense::Future
                    } else if tense == Tense::Unclear {
                        grammar.tense_after(found.end)
                    } else {
                        tense
                    };
                    let second = grammar.second_of_range(found);
                    let first = second.map_or(found, |(_, second)| found.before(second));
                    let expression = grammar.finish(index, first, sentence, tense);
                    expressions.push(expression);
                    index = found.end;
                    if let Some((start, second)) = second {
                        let expression = grammar.finish(start, second, sentence, tense);
                        expressions.push(expression);
                        index = second.end;
                    }
                    continue;
                }
            }
            _ => {}
        }
        index += 1;
    }
}

/// Whether an expression can begin with this word.
fn starts(word: Word) -> bool {
    !matches!(
        word,
        Word::Other
            | Word::Mark
            | Word::Comma
            | Word::FullStop
            | Word::Possessive
            | Word::Measure
            | Word::Quantity
            | Word::Of
            | Word::To
            | Word::Until
            | Word::And
            | Word::Or
            | Word::On
            | Word::Preposition
            | Word::Between
            | Word::Within
            | Word::Open
    )
}

/// An expression and where it ends.
#[derive(Clone, Copy, Debug)]
struct Found {
    what: What,
    part: Option<Part>,
    clock: Option<Clock>,
    beside: Option<Beside>,
    modifier: Option<Modifier>,
    /// One past the position of its last lexeme.
    end: usize,
}

impl Found {
    fn new(what: What, end: usize) -> Self {
        Self {
            what,
            part: None,
            clock: None,
            beside: None,
            modifier: None,
            end,
        }
    }

    fn modified(mut self, modifier: Modifier) -> Self {
        self.modifier.get_or_insert(modifier);
        self
    }

    /// Whether it names a day, so that a part of the day can stand beside it.
    fn is_day(self) -> bool {
        matches!(
            self.what,
            What::Day { .. }
                | What::Weekday { .. }
                | What::Holiday { .. }
                | What::Shifted {
                    unit: Unit::Day,
                    ..
                }
        )
    }

    /// Whether “early” or “the end of” can stand before it.
    fn has_stretch(self) -> bool {
        !matches!(
            self.what,
            What::Length { .. }
                | What::Every { .. }
                | What::EveryWeekday(_)
                | What::EveryMonth(_)
                | What::Reference(_)
        )
    }

    /// Whether “about” or “more than” can stand before it.
    fn has_amount(self) -> bool {
        self.clock.is_some()
            || matches!(
                self.what,
                What::Length { .. }
                    | What::Shifted { .. }
                    | What::YearAgo(_)
                    | What::Year(_)
                    | What::Day { .. }
            )
    }
}

/// The lexemes of one sentence, with the rules as methods.
///
/// A rule takes the position where its words must begin and gives what it found.
#[derive(Clone, Copy)]
struct Grammar<'a> {
    lexemes: &'a [Lexeme],
}

impl Grammar<'_> {
    /// The word at a position; past the end, a mark.
    fn word(self, index: usize) -> Word {
        self.lexemes
            .get(index)
            .map_or(Word::Mark, |lexeme| lexeme.word)
    }

    /// The word before a position; a mark at the start.
    fn before(self, index: usize) -> Word {
        index
            .checked_sub(1)
            .map_or(Word::Mark, |index| self.word(index))
    }

    fn capital(self, index: usize) -> bool {
        self.lexemes.get(index).is_some_and(|lexeme| lexeme.capital)
    }

    /// `index`, or one more where a hyphen stands there.
    fn skip_hyphen(self, index: usize) -> usize {
        index + usize::from(self.word(index) == Word::Hyphen)
    }

    /// “USA Today”, “the programme This Week”: capitals in a sentence that has none elsewhere.
    fn in_title(self, index: usize) -> bool {
        let plain = |lexeme: &Lexeme| {
            !lexeme.capital && matches!(lexeme.word, Word::Other | Word::PastCue | Word::SaidCue)
        };
        let near = index.saturating_sub(5)..(index + 6).min(self.lexemes.len());
        self.capital(index)
            && index > 0
            && (self.capital(index - 1) && self.word(index - 1) == Word::Other
                || self.capital(index + 1) && matches!(self.word(index + 1), Word::Unit(..)))
            && self.lexemes[near].iter().any(plain)
    }

    fn finish(self, start: usize, found: Found, sentence: usize, tense: Tense) -> Expression {
        let (first, last) = (self.lexemes[start].span, self.lexemes[found.end - 1].span);
        Expression {
            span: Span {
                start: first.start,
                end: last.end,
            },
            what: found.what,
            part: found.part,
            clock: found.clock,
            beside: found.beside,
            aside: false,
            sure: false,
            modifier: found.modifier,
            tense,
            sentence,
        }
    }

    /// “On Friday, the council will vote”: the verb comes after.
    fn tense_after(self, from: usize) -> Tense {
        self.lexemes[from..]
            .iter()
            .take(14)
            .find_map(|lexeme| match lexeme.word {
                Word::PastCue | Word::Ended => Some(Tense::Past),
                Word::SaidCue => Some(Tense::Told),
                Word::FutureCue => Some(Tense::Future),
                _ => None,
            })
            .unwrap_or(Tense::Unclear)
    }

    fn expression(self, index: usize) -> Option<Found> {
        if let Some((modifier, next)) = self.amount_modifier(index)
            && let Some(found) = self.core(next)
            && found.has_amount()
        {
            return Some(found.modified(modifier));
        }
        self.stretched(index).or_else(|| self.core(index))
    }

    /// “more than”, “at least”, “about”.
    fn amount_modifier(self, index: usize) -> Option<(Modifier, usize)> {
        let next = self.word(index + 1);
        Some(match self.word(index) {
            Word::About => (Modifier::Approx, index + 1),
            Word::Nearly => (Modifier::Approx, index + 1),
            Word::More if next == Word::Than => (Modifier::MoreThan, index + 2),
            // “over a year”, but not “over the weekend”.
            Word::More if next != Word::The => (Modifier::MoreThan, index + 1),
            Word::Less if next == Word::Than => (Modifier::LessThan, index + 2),
            Word::Less => (Modifier::LessThan, index + 1),
            Word::At if next == Word::Least => (Modifier::EqualOrMore, index + 2),
            Word::At if next == Word::Most => (Modifier::EqualOrLess, index + 2),
            Word::Up if next == Word::To => (Modifier::EqualOrLess, index + 2),
            Word::No if next == Word::More && self.word(index + 2) == Word::Than => {
                (Modifier::EqualOrLess, index + 3)
            }
            Word::As
                if matches!(next, Word::Most | Word::Long) && self.word(index + 2) == Word::As =>
            {
                (Modifier::EqualOrLess, index + 3)
            }
            _ => return None,
        })
    }

    /// “early next year”, “the end of November”, “mid-December”, “earlier this month”.
    fn stretched(self, index: usize) -> Option<Found> {
        let start = index + usize::from(self.word(index) == Word::The);
        let (modifier, next) = match self.word(start) {
            Word::Early | Word::Earlier => (Modifier::Start, start + 1),
            Word::Late | Word::Later => (Modifier::End, start + 1),
            Word::Middle => (Modifier::Mid, start + 1),
            Word::Start => (Modifier::Start, start + 1),
            Word::End => (Modifier::End, start + 1),
            // “by year's end”, “at year-end”
            Word::Unit(unit @ (Unit::Year | Unit::Month), false)
                if matches!(
                    self.word(start + 1),
                    Word::Possessive | Word::Hyphen | Word::End
                ) =>
            {
                let end = start + 1 + usize::from(self.word(start + 1) != Word::End);
                return (self.word(end) == Word::End)
                    .then(|| Found::new(this(unit), end + 1).modified(Modifier::End));
            }
            _ => return None,
        };
        let bound = matches!(self.word(start), Word::Start | Word::End)
            || self.word(start) == Word::Middle && self.word(next) != Word::Hyphen;
        if self.word(next) == Word::Of && (bound || self.word(start) == Word::Late) {
            let season = match self.word(next + 1) {
                Word::Season(season) => Some(self.season(next + 1, season, Deixis::Bare)),
                _ => None,
            };
            let inner = season
                .or_else(|| self.core(next + 1))
                .or_else(|| self.the_unit(next + 1))?;
            return inner.has_stretch().then(|| inner.modified(modifier));
        }
        if bound && self.word(start) != Word::Middle {
            return None;
        }
        // “earlier in the year”, “late in the day”, “early on Friday”
        match self.word(next) {
            Word::Preposition if matches!(self.word(next + 1), Word::The | Word::This) => {
                let inner = self.the_unit(next + 1).or_else(|| self.core(next + 1))?;
                return inner.has_stretch().then(|| inner.modified(modifier));
            }
            Word::Preposition | Word::On => {
                let inner = self.core(next + 1)?;
                return (inner.has_stretch() && !matches!(inner.what, What::Year(_)))
                    .then(|| inner.modified(modifier));
            }
            _ => {}
        }
        let next = self.skip_hyphen(next);
        if let Word::Part(part, _) = self.word(next) {
            // “mid-afternoon yesterday”, “late night”
            let day = self.core(next + 1).filter(|day| day.is_day());
            let mut found = day.unwrap_or(Found::new(What::Within(From::Context), next + 1));
            if day.is_none() && self.word(start) != Word::Middle {
                return None;
            }
            found.part = Some(part);
            return Some(found.modified(modifier));
        }
        let inner = match self.word(next) {
            Word::ShortDecade(tens) => Some(Found::new(
                What::Decade {
                    tens: i32::from(tens) / 10,
                    century_known: false,
                },
                next + 1,
            )),
            Word::Season(season) => Some(self.season(next, season, Deixis::Bare)),
            Word::Digits(..) => self
                .year(next)
                .map(|(year, end)| Found::new(What::Year(year), end)),
            _ => self.core(next),
        }?;
        inner.has_stretch().then(|| inner.modified(modifier))
    }

    /// “the year”, “the month” in “the end of the year”.
    fn the_unit(self, index: usize) -> Option<Found> {
        if !matches!(self.word(index), Word::The | Word::This) {
            return None;
        }
        match self.word(index + 1) {
            Word::Unit(Unit::Quarter, false) => self.core(index),
            Word::Unit(unit, false) if unit >= Unit::Day => Some(Found::new(this(unit), index + 2)),
            _ => None,
        }
    }

    /// An expression without “early” or “about” before it.
    fn core(self, index: usize) -> Option<Found> {
        match self.word(index) {
            Word::The => self.after_the(index + 1),
            Word::A | Word::Number(_) | Word::Several | Word::Couple | Word::Half => {
                self.numeral(index)
            }
            Word::Digits(..) | Word::Ordinal(_) | Word::OneHalf => self.numeral(index),
            Word::Unit(unit, plural) => self.bare_unit(index, unit, plural),
            Word::Month(month, weak) => self.month(index, month, weak),
            Word::Weekday(day, short) => self.weekday(index, day, short, Deixis::Bare),
            Word::Weekdays(day) => Some(Found::new(What::EveryWeekday(day), index + 1)),
            Word::DayShift(_) | Word::Tonight if self.in_title(index) => None,
            Word::DayShift(by) => Some(self.with_part(Found::new(day(by), index + 1))),
            Word::Tonight => {
                let mut found = Found::new(day(0), index + 1);
                found.part = Some(Part::Night);
                Some(found)
            }
            Word::Part(part, false) => self.part_of(index, part),
            Word::NamedHour(_) | Word::Clock(..) => self.clock(index),
            Word::IsoDate(year, month, day) => {
                let what = What::Day {
                    year: YearOf::Is(year),
                    month,
                    day,
                    weekday: None,
                };
                Some(Found::new(what, index + 1))
            }
            Word::Decade(year) => Some(Found::new(
                What::Decade {
                    tens: year / 10,
                    century_known: true,
                },
                index + 1,
            )),
            Word::ShortDecade(tens) if self.is_digit_decade(index) => Some(Found::new(
                What::Decade {
                    tens: i32::from(tens) / 10,
                    century_known: false,
                },
                index + 1,
            )),
            // “‘60 Minutes’” is a programme.
            Word::ShortYear(_)
                if matches!(self.word(index + 1), Word::Unit(..)) && self.capital(index + 1) =>
            {
                None
            }
            Word::ShortYear(year) => Some(Found::new(What::Year(short_year(year)), index + 1)),
            Word::Season(season) => self.bare_season(index, season),
            Word::QuarterCode(_) => self.quarter(index, YearOf::Unsaid),
            Word::Fiscal => self.fiscal(index),
            // “the now-closed mill”
            Word::Present if self.word(index + 1) == Word::Hyphen => None,
            Word::Present => Some(reference(Reference::Present, index + 1)),
            Word::Right if self.word(index + 1) == Word::Present => {
                Some(reference(Reference::Present, index + 2))
            }
            Word::PastAdverb => Some(reference(Reference::Past, index + 1)),
            // “recent weeks”; “a recent ruling” says only that it has been.
            Word::Recent => matches!(self.word(index + 1), Word::Unit(_, true))
                .then(|| reference(Reference::Past, index + 2)),
            Word::Per => match self.word(index + 1) {
                Word::Unit(unit, false) => {
                    Some(Found::new(What::Every { amount: 1, unit }, index + 2))
                }
                _ => None,
            },
            Word::BeforeEaster(day) => {
                let whole = self.word(index + 1) == Word::Weekday(day, false);
                (whole && self.capital(index))
                    .then(|| self.holiday(index, Deixis::Bare))
                    .flatten()
            }
            Word::Future => matches!(self.word(index + 1), Word::Unit(_, true))
                .then(|| reference(Reference::Future, index + 2)),
            // “the daily Le Matin” is a newspaper.
            Word::Frequency(_) if self.capital(index + 1) => None,
            Word::Frequency(unit) => Some(Found::new(What::Every { amount: 1, unit }, index + 1)),
            Word::Holiday(_) | Word::DayName(_) | Word::New => self.holiday(index, Deixis::Bare),
            Word::Ad => match self.word(index + 1) {
                Word::Digits(year, 1..=4) if self.capital(index) && year > 0 => {
                    Some(Found::new(What::Year(year as i32), index + 2))
                }
                _ => None,
            },
            _ => self.deictic(index, false),
        }
    }

    /// What follows “the”, at `index`.
    fn after_the(self, index: usize) -> Option<Found> {
        match self.word(index) {
            Word::Ordinal(_) | Word::Digits(..) | Word::Number(_) => self.numeral_after_the(index),
            Word::QuarterCode(_) => self.quarter(index, YearOf::Unsaid),
            Word::Unit(unit, false) => self.unit_after_the(index, unit),
            // “over the years”, “in the days that followed”
            Word::Unit(unit, true)
                if unit >= Unit::Day
                    && self.year(index + 1).is_none()
                    && matches!(
                        self.before(index - 1),
                        Word::Preposition | Word::Between | Word::Within | Word::More
                    ) =>
            {
                Some(lengths::length(Amount::Unknown, unit, None, index + 1))
            }
            // “in the early years”
            Word::Early | Word::Late => match self.word(index + 1) {
                Word::Unit(unit, true) if unit >= Unit::Day => {
                    Some(lengths::length(Amount::Unknown, unit, None, index + 2))
                }
                _ => None,
            },
            Word::Weekend => Some(Found::new(What::Weekend(Deixis::Bare), index + 1)),
            Word::Season(season) => {
                let found = self.season(index, season, Deixis::Bare);
                // “the fall of the city” is no season.
                (!self.is_fall(index) || found.end > index + 1).then_some(found)
            }
            Word::Decade(_) => self.core(index),
            Word::ShortDecade(tens) => Some(Found::new(
                What::Decade {
                    tens: i32::from(tens) / 10,
                    century_known: false,
                },
                index + 1,
            )),
            Word::Near if self.word(index + 1) == Word::Future => {
                Some(reference(Reference::Future, index + 2))
            }
            Word::Near if self.word(index + 1) == Word::Term => {
                Some(reference(Reference::Future, index + 2))
            }
            // “for the time being”
            Word::Time if self.word(index + 1) == Word::Being => {
                Some(reference(Reference::Present, index + 2))
            }
            Word::Future => Some(reference(Reference::Future, index + 1)),
            Word::Fiscal => self.fiscal(index),
            Word::Part(part, false) => self.part_of(index, part),
            Word::Filler => self.filled_unit(index),
            Word::Holiday(_) => self.holiday(index, Deixis::Bare),
            _ => self.deictic(index, true),
        }
    }

    /// “the full year”, “the entire month”.
    fn filled_unit(self, index: usize) -> Option<Found> {
        match self.word(index + 1) {
            Word::Unit(unit, false) if unit >= Unit::Week => {
                Some(Found::new(this(unit), index + 2))
            }
            _ => None,
        }
    }

    /// Adds the part of the day that follows (“Wednesday morning”).
    fn with_part(self, mut found: Found) -> Found {
        if let Word::Part(part, plural) = self.word(found.end) {
            if plural && let What::Weekday { day, .. } = found.what {
                found.what = What::EveryWeekday(day);
            }
            found.part = Some(part);
            found.end += 1;
        }
        found
    }
}

/// The present unit, in “this week” and “the end of the year”.
fn this(unit: Unit) -> What {
    What::Shifted {
        unit,
        by: 0,
        from: From::Published,
    }
}

fn day(by: i32) -> What {
    What::Shifted {
        unit: Unit::Day,
        by,
        from: From::Published,
    }
}

fn reference(reference: Reference, end: usize) -> Found {
    Found::new(What::Reference(reference), end)
}

/// “'89”: two digits stand for the hundred years around 1990.
fn short_year(year: u8) -> i32 {
    i32::from(year) + if year < 40 { 2000 } else { 1900 }
}
