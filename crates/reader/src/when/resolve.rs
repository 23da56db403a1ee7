//! Time expressions to TIMEX3 values and days.
//!
//! An expression is placed against the publication date, against the time spoken of before, or
//! against nothing when it says its own date. What cannot be placed keeps `X` for what is not
//! known and has no days; today's date stands in for nothing. When the publication date is an
//! interval, an expression is placed at both its ends: where the two agree, the value stands;
//! where not, it keeps `X` and its days span both.

mod dates;
mod shifts;

use jiff::civil::Date;
use record::{DateInterval, TimeType};

use super::calendar::{self, Stretch, season_code, value, year_value};
use super::expression::{Amount, Expression, Reference, Unit, What};
use dates::century;
use shifts::length_value;

/// Where an expression lies.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Placed {
    /// TIMEX3 type.
    pub(super) kind: TimeType,
    /// TIMEX3 value.
    pub(super) value: String,
    /// The days, where they can be told.
    pub(super) stretch: Option<Stretch>,
    /// What it was placed against.
    pub(super) against: Against,
    /// Whether the words name a day that the calendar does not have.
    pub(super) impossible: bool,
}

/// What an expression was placed against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Against {
    /// It says its own date, or none.
    Nothing,
    /// The publication date.
    Published,
    /// The time spoken of before.
    Context,
}

/// What was spoken of so far.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Context {
    /// The last expression that could be placed: its position in the list and its days.
    last: Option<(usize, Stretch)>,
    /// The year that the story is in, and the sentence that said so.
    year: Option<(i32, usize)>,
    /// The quarter that is reported on.
    quarter: Option<(i32, u8)>,
}

/// A story that goes forward takes no longer step without saying so in a clause of its own.
const LEAP: i32 = 366;

impl Context {
    /// Position of the expression that the context comes from.
    pub(super) fn origin(&self) -> Option<usize> {
        self.last.map(|(index, _)| index)
    }

    /// Takes in an expression that was placed.
    pub(super) fn advance(
        &mut self,
        index: usize,
        expression: &Expression,
        placed: &Placed,
        narrative: bool,
    ) {
        match expression.what {
            What::Reference(_)
            | What::Every { .. }
            | What::EveryMonth(_)
            | What::EveryWeekday(_) => {
                return;
            }
            // “the nine months” ends the talk of the quarter.
            What::Length { unit, amount, .. } => {
                if unit >= Unit::Month && amount != Amount::Unknown {
                    self.quarter = None;
                }
                return;
            }
            What::YearAgo(_) | What::MonthYearAgo => return,
            _ => {}
        }
        let Some(stretch) = placed.stretch else {
            return;
        };
        // “On 2 June they rose against the law of May 1998”: the story goes on in its own year.
        if expression.aside
            && narrative
            && let Some((_, told)) = self.last
            && (stretch.to < told.from || calendar::days_between(told.to, stretch.from) > LEAP)
        {
            return;
        }
        self.last = Some((index, stretch));
        self.year = Some((i32::from(stretch.from.year()), expression.sentence));
        match expression.what {
            What::Quarter { .. } => {
                let number = (stretch.from.month() as u8).div_ceil(3);
                self.quarter = Some((i32::from(stretch.from.year()), number));
            }
            What::Year(_) => self.quarter = None,
            What::Shifted {
                unit: Unit::Year, ..
            } => self.quarter = None,
            _ => {}
        }
    }
}

/// Places expressions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolver {
    /// The publication date, or the caption's own.
    pub(super) now: Option<DateInterval>,
    /// Whether the document tells history, so that a bare month belongs to the year told of.
    pub(super) narrative: bool,
    /// What was spoken of so far.
    pub(super) context: Context,
    /// In a history, the next date that says its year.
    pub(super) next: Option<Stretch>,
}

impl Resolver {
    /// Places one expression.
    pub(super) fn place(&self, expression: &Expression) -> Placed {
        let Some(now) = self.now else {
            return self.place_at(expression, None);
        };
        let first = self.place_at(expression, Some(now.start));
        if now.start == now.end {
            return first;
        }
        let last = self.place_at(expression, Some(now.end));
        if first.value == last.value {
            return first;
        }
        let mut open = self.place_at(expression, None);
        if let (Some(first), Some(last)) = (first.stretch, last.stretch) {
            open.stretch = Some(Stretch {
                from: first.from.min(last.from),
                to: first.to.max(last.to),
                unit: first.unit,
            });
            open.against = Against::Published;
        }
        open
    }

    /// Places “the quarter” of “the quarter ended Sept. 29” by the day that ends it.
    pub(super) fn quarter_ended(&self, end: &Expression) -> Option<Placed> {
        let end = self.place(end);
        let stretch = end.stretch.filter(|stretch| stretch.unit <= Unit::Month)?;
        // Many a firm's quarter ends on the Sunday after the last of the month, or before it.
        let inside = calendar::add_days(stretch.to, -20)?;
        Some(placed(
            value(Unit::Quarter, inside),
            Stretch::around(Unit::Quarter, inside),
            end.against,
        ))
    }

    /// So many days from the day told of, where a day was.
    pub(super) fn days_from_told(&self, by: i32) -> Option<Placed> {
        let (_, told) = self.context.last?;
        let day = calendar::add_days(told.from, by).filter(|_| told.unit == Unit::Day)?;
        Some(placed(
            value(Unit::Day, day),
            Stretch::around(Unit::Day, day),
            Against::Context,
        ))
    }

    fn place_at(&self, expression: &Expression, now: Option<Date>) -> Placed {
        let at = At {
            resolver: self,
            expression,
            now,
        };
        let mut placed = at.place();
        if let Some(beside) = expression.beside {
            placed = shifts::beside(beside, &placed);
        }
        if let Some(clock) = expression.clock {
            let zone = clock.zone.map(zone_value).unwrap_or_default();
            let (hour, minute) = (clock.minutes / 60, clock.minutes % 60);
            placed.value = format!("{}T{hour:02}:{minute:02}{zone}", placed.value);
            placed.kind = TimeType::Time;
        } else if let Some(part) = expression.part {
            if placed.kind == TimeType::Set && matches!(expression.what, What::Every { .. }) {
                "XXXX-XX-XX".clone_into(&mut placed.value);
            }
            placed.value = format!("{}T{}", placed.value, part.code());
            if placed.kind != TimeType::Set {
                placed.kind = TimeType::Time;
            }
        }
        placed
    }
}

/// One expression at one publication date.
#[derive(Clone, Copy)]
struct At<'a> {
    resolver: &'a Resolver,
    expression: &'a Expression,
    now: Option<Date>,
}

impl At<'_> {
    fn place(self) -> Placed {
        match self.expression.what {
            What::Day {
                year,
                month,
                day,
                weekday,
            } => self.day(year, month, day, weekday),
            What::Month {
                year,
                month,
                deixis,
            } => self.month(year, month, deixis),
            What::Year(year) => explicit(year_value(year), Stretch::year(year)),
            What::Decade {
                tens,
                century_known,
            } => self.decade(tens, century_known),
            What::Century(number) => century(number),
            What::Season {
                year,
                season,
                deixis,
            } => {
                let found = self.recurring(year, deixis, |year| Stretch::season(year, season));
                self.recurring_value(found, year, |year| {
                    format!("{year}-{}", season_code(season))
                })
            }
            What::Quarter {
                year,
                number,
                deixis,
            } => self.quarter(year, number, deixis),
            What::HalfYear { year, number } => {
                let said = self.year(year).map(|(year, _)| year);
                let stretch = said.and_then(|year| {
                    let (first, last) = if number == 1 { (1, 6) } else { (7, 12) };
                    Some(Stretch {
                        from: Stretch::month(year, first)?.from,
                        to: Stretch::month(year, last)?.to,
                        unit: Unit::Year,
                    })
                });
                let year = said.map_or("XXXX".to_owned(), year_value);
                explicit(format!("{year}-H{number}"), stretch)
            }
            What::Weekday { day, deixis } => self.weekday(day, deixis),
            What::Weekend(deixis) => self.weekend(deixis),
            What::Shifted { unit, by, from } => self.shifted(unit, by, from),
            What::YearAgo(from) => self.year_ago(from),
            What::MonthYearAgo => self.month_year_ago(),
            What::DayOfEvent(_) => bare(TimeType::Date, "XXXX-XX-XX"),
            What::Reference(reference) => bare(
                TimeType::Date,
                match reference {
                    Reference::Present => "PRESENT_REF",
                    Reference::Past => "PAST_REF",
                    Reference::Future => "FUTURE_REF",
                },
            ),
            What::Length {
                amount,
                unit,
                direction,
            } => self.length(amount, unit, direction),
            What::Every { amount, unit } => {
                bare(TimeType::Set, &length_value(Amount::whole(amount), unit))
            }
            What::EveryWeekday(day) => bare(TimeType::Set, &format!("XXXX-WXX-{day}")),
            What::EveryMonth(month) => bare(TimeType::Set, &format!("XXXX-{month:02}")),
            What::Holiday {
                holiday,
                year,
                deixis,
            } => {
                let found = self.recurring(year, deixis, |year| {
                    Stretch::around(Unit::Day, calendar::holiday(holiday, year)?)
                });
                match found {
                    Some((stretch, against)) => {
                        placed(value(Unit::Day, stretch.from), Some(stretch), against)
                    }
                    None => bare(TimeType::Date, "XXXX-XX-XX"),
                }
            }
            What::Within(_) => self.day_of_context(),
        }
    }
}

/// What TIMEX3 adds to a clock time: `Z`, `-05`, `+05:30`.
fn zone_value(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60) {
        (0, 0) => "Z".to_owned(),
        (hours, 0) => format!("{sign}{hours:02}"),
        (hours, minutes) => format!("{sign}{hours:02}:{minutes:02}"),
    }
}

fn placed(value: String, stretch: Option<Stretch>, against: Against) -> Placed {
    Placed {
        kind: TimeType::Date,
        value,
        stretch,
        against,
        impossible: false,
    }
}

fn explicit(value: String, stretch: Option<Stretch>) -> Placed {
    placed(value, stretch, Against::Nothing)
}

fn bare(kind: TimeType, value: &str) -> Placed {
    Placed {
        kind,
        value: value.to_owned(),
        stretch: None,
        against: Against::Nothing,
        impossible: false,
    }
}
