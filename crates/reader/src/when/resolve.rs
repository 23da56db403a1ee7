//! Time expressions to TIMEX3 values and days.
//!
//! An expression is placed against the publication date, against the time spoken of before, or
//! against nothing when it says its own date. What cannot be placed keeps `X` for what is not
//! known and has no days; today's date stands in for nothing. When the publication date is an
//! interval, an expression is placed at both its ends: where the two agree, the value stands;
//! where not, it keeps `X` and its days span both.

use jiff::civil::Date;
use record::{DateInterval, TimeType};

use super::calendar::{
    self, Stretch, add_days, days_between, season_code, value, weekday, weekday_after,
    weekday_before, year_value,
};
use super::expression::{
    Amount, Deixis, Direction, Expression, From, Reference, Tense, Unit, What, YearOf,
};

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

impl Context {
    /// Position of the expression that the context comes from.
    pub(super) fn origin(&self) -> Option<usize> {
        self.last.map(|(index, _)| index)
    }

    /// Takes in an expression that was placed.
    pub(super) fn advance(&mut self, index: usize, expression: &Expression, placed: &Placed) {
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
            What::YearAgo => return,
            _ => {}
        }
        let Some(stretch) = placed.stretch else {
            return;
        };
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

    fn place_at(&self, expression: &Expression, now: Option<Date>) -> Placed {
        let at = At {
            resolver: self,
            expression,
            now,
        };
        let mut placed = at.place();
        if let Some(clock) = expression.clock {
            let utc = if clock.utc { "Z" } else { "" };
            let (hour, minute) = (clock.minutes / 60, clock.minutes % 60);
            placed.value = format!("{}T{hour:02}:{minute:02}{utc}", placed.value);
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
            What::YearAgo => self.year_ago(Against::Context),
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

    // ------------------------------------------------------------ years

    /// The year that the words say.
    fn year(self, year: YearOf) -> Option<(i32, Against)> {
        match year {
            YearOf::Unsaid => None,
            YearOf::Is(year) => Some((year, Against::Nothing)),
            YearOf::Shifted(by) => {
                let now = self.today()?;
                Some((i32::from(now.year()) + by, Against::Published))
            }
            YearOf::Same => {
                let (year, _) = self.resolver.context.year?;
                Some((year, Against::Context))
            }
        }
    }

    /// The day that “today” is: in a history, the day told of.
    fn today(self) -> Option<Date> {
        let told = self.resolver.context.last.map(|(_, stretch)| stretch.from);
        if self.resolver.narrative {
            told.or(self.now)
        } else {
            self.now
        }
    }

    /// The year told of, for a month or day that names none.
    fn told_year(self) -> Option<i32> {
        let (year, sentence) = self.resolver.context.year?;
        if self.resolver.narrative {
            return Some(year);
        }
        // “He fled in 1956 and came back in October.” A news page, but an old story.
        let near = self.expression.sentence == sentence;
        let old = self
            .now
            .is_some_and(|now| year + 2 <= i32::from(now.year()));
        (near && old && self.expression.tense == Tense::Past).then_some(year)
    }

    /// The one of a yearly stretch that is meant.
    fn recurring(
        self,
        year: YearOf,
        deixis: Deixis,
        of: impl Fn(i32) -> Option<Stretch>,
    ) -> Option<(Stretch, Against)> {
        if let Some((year, against)) = self.year(year) {
            return Some((of(year)?, against));
        }
        if year != YearOf::Unsaid {
            return None;
        }
        if deixis == Deixis::Bare
            && let Some(told) = self.told_year()
        {
            return Some((of(told)?, Against::Context));
        }
        let today = self.today()?;
        let this = i32::from(today.year());
        let against = if self.resolver.narrative {
            Against::Context
        } else {
            Against::Published
        };
        let found = match deixis {
            Deixis::This => of(this),
            Deixis::Last | Deixis::Previous => (this - 1..=this)
                .rev()
                .find_map(|year| of(year).filter(|stretch| stretch.to < today)),
            Deixis::Next | Deixis::Following => {
                (this..=this + 1).find_map(|year| of(year).filter(|stretch| stretch.from > today))
            }
            Deixis::Bare | Deixis::Same => (this - 1..=this + 1)
                .filter_map(of)
                .min_by_key(|stretch| self.strangeness(stretch.distance(today))),
        };
        Some((found?, against))
    }

    /// How unlikely a distance in days is, given the tense: the nearest is meant, but a past verb
    /// makes the future far and the other way round.
    fn strangeness(self, distance: i32) -> i32 {
        let strange = match self.expression.tense {
            Tense::Past if distance > 0 => 200,
            Tense::Future if distance < 0 => 200,
            Tense::Unclear if distance > 0 => 20,
            _ => 0,
        };
        distance.abs() + strange
    }

    fn recurring_value(
        self,
        found: Option<(Stretch, Against)>,
        year: YearOf,
        write: impl Fn(&str) -> String,
    ) -> Placed {
        match found {
            Some((stretch, against)) => {
                // A winter lies in three years; the middle one names it.
                let said = self.year(year).map(|(year, _)| year);
                let middle = add_days(stretch.from, days_between(stretch.from, stretch.to) / 2)
                    .unwrap_or(stretch.from);
                let year = said.unwrap_or(i32::from(middle.year()));
                placed(write(&year_value(year)), Some(stretch), against)
            }
            None => bare(TimeType::Date, &write("XXXX")),
        }
    }

    // ------------------------------------------------------------ dates

    fn day(self, year: YearOf, month: u8, day: u8, named: Option<u8>) -> Placed {
        let of = |year| {
            let date = calendar::date(year, month as i8, day as i8)?;
            Stretch::around(Unit::Day, date)
        };
        let mut found = self.recurring(year, Deixis::Bare, of);
        if let (YearOf::Unsaid, Some(named), Some(today)) = (year, named, self.now) {
            // “Monday, Dec. 5”: the weekday picks the year, where the nearest one does not fit.
            let this = i32::from(today.year());
            let fits = |stretch: &Stretch| weekday(stretch.from) == i32::from(named);
            let best = [0, -1, 1, -2, 2, -3, -4, -5]
                .into_iter()
                .filter_map(|by| of(this + by))
                .find(fits);
            if let Some(best) = best.filter(|_| !found.is_some_and(|(stretch, _)| fits(&stretch))) {
                found = Some((best, Against::Published));
            }
        }
        if let Some((stretch, against)) = found {
            return placed(value(Unit::Day, stretch.from), Some(stretch), against);
        }
        let said = self
            .year(year)
            .map_or("XXXX".to_owned(), |(year, _)| year_value(year));
        let mut open = bare(TimeType::Date, &format!("{said}-{month:02}-{day:02}"));
        // 29 February is possible in some year.
        open.impossible = calendar::date(2000, month as i8, day as i8).is_none() || said != "XXXX";
        open
    }

    fn month(self, year: YearOf, month: u8, deixis: Deixis) -> Placed {
        let found = self.recurring(year, deixis, |year| Stretch::month(year, month));
        match found {
            Some((stretch, against)) => {
                placed(value(Unit::Month, stretch.from), Some(stretch), against)
            }
            None => bare(TimeType::Date, &format!("XXXX-{month:02}")),
        }
    }

    fn decade(self, tens: i32, century_known: bool) -> Placed {
        if century_known {
            let stretch =
                calendar::date(tens * 10, 1, 1).and_then(|day| Stretch::around(Unit::Decade, day));
            return explicit(format!("{tens:03}"), stretch);
        }
        let Some(today) = self.today() else {
            return bare(TimeType::Date, &format!("XX{tens}"));
        };
        let this = i32::from(today.year()) / 10;
        let mut decade = this / 10 * 10 + tens;
        // “the nineties” in 2016 are over; “the twenties” in 2019 may be to come.
        if decade > this + 1 {
            decade -= 10;
        }
        let stretch =
            calendar::date(decade * 10, 1, 1).and_then(|day| Stretch::around(Unit::Decade, day));
        placed(format!("{decade:03}"), stretch, Against::Published)
    }

    fn quarter(self, year: YearOf, number: Option<u8>, deixis: Deixis) -> Placed {
        let write = |stretch: Option<Stretch>, against| match stretch {
            Some(stretch) => placed(value(Unit::Quarter, stretch.from), Some(stretch), against),
            None => bare(
                TimeType::Date,
                &format!("XXXX-Q{}", number.map_or("X".to_owned(), |n| n.to_string())),
            ),
        };
        if let Some((year, against)) = self.year(year) {
            let number = number.or(self.resolver.context.quarter.map(|(_, number)| number));
            return match number {
                Some(number) => write(Stretch::quarter(year, number), against),
                None => placed(year_value(year), Stretch::year(year), against),
            };
        }
        if let Some(number) = number {
            let found = match (self.today(), self.expression.tense) {
                _ if self.resolver.narrative => {
                    self.recurring(year, deixis, |year| Stretch::quarter(year, number))
                }
                // Results are told after the quarter; only “will” makes it one to come.
                (Some(today), Tense::Past | Tense::Unclear) => {
                    let this = i32::from(today.year());
                    (this - 1..=this)
                        .rev()
                        .find_map(|year| {
                            Stretch::quarter(year, number).filter(|stretch| stretch.from <= today)
                        })
                        .map(|stretch| (stretch, Against::Published))
                }
                _ => self.recurring(year, deixis, |year| Stretch::quarter(year, number)),
            };
            return match found {
                Some((stretch, against)) => write(Some(stretch), against),
                None => write(None, Against::Nothing),
            };
        }
        let context = self.resolver.context.quarter;
        if let (Deixis::Bare | Deixis::Same, Some((year, number))) = (deixis, context) {
            return write(Stretch::quarter(year, number), Against::Context);
        }
        let by = match deixis {
            Deixis::This => 0,
            Deixis::Next | Deixis::Following => 1,
            Deixis::Bare | Deixis::Last | Deixis::Previous | Deixis::Same => -1,
        };
        let day = self
            .today()
            .and_then(|today| calendar::shift(today, Unit::Quarter, by));
        write(
            day.and_then(|day| Stretch::around(Unit::Quarter, day)),
            Against::Published,
        )
    }

    fn weekday(self, number: u8, deixis: Deixis) -> Placed {
        let context = self.resolver.context.last.map(|(_, stretch)| stretch);
        let by_context = self.resolver.narrative
            || matches!(deixis, Deixis::Following | Deixis::Previous | Deixis::Same);
        let (day, against) = if by_context {
            let day = context
                .filter(|stretch| stretch.unit <= Unit::Week)
                .and_then(|stretch| match deixis {
                    Deixis::Previous | Deixis::Last => {
                        weekday_before(add_days(stretch.from, -1)?, number)
                    }
                    Deixis::Following | Deixis::Next => {
                        weekday_after(add_days(stretch.to, 1)?, number)
                    }
                    _ => weekday_after(stretch.from, number),
                });
            (day, Against::Context)
        } else {
            let day = self.now.and_then(|now| match deixis {
                Deixis::Last => weekday_before(add_days(now, -1)?, number),
                Deixis::Next => weekday_after(add_days(now, 1)?, number),
                Deixis::This if self.expression.tense != Tense::Past => weekday_after(now, number),
                _ if self.expression.tense == Tense::Future => weekday_after(now, number),
                // Newswire names days of the last week by their weekday alone.
                _ => weekday_before(now, number),
            });
            (day, Against::Published)
        };
        match day {
            Some(day) => placed(
                value(Unit::Day, day),
                Stretch::around(Unit::Day, day),
                against,
            ),
            None => bare(TimeType::Date, &format!("XXXX-WXX-{number}")),
        }
    }

    fn weekend(self, deixis: Deixis) -> Placed {
        let saturday = self.today().and_then(|today| {
            let next = weekday_after(add_days(today, -1)?, 6)?;
            let last = weekday_before(today, 6)?;
            match deixis {
                Deixis::Next | Deixis::Following => Some(next),
                Deixis::This if self.expression.tense != Tense::Past => Some(next),
                Deixis::Bare if self.expression.tense == Tense::Future => Some(next),
                Deixis::Last if weekday(today) >= 6 => add_days(last, -7),
                _ => Some(last),
            }
        });
        match saturday.and_then(|day| Some((day, add_days(day, 1)?))) {
            Some((from, to)) => {
                let stretch = Stretch {
                    from,
                    to,
                    unit: Unit::Week,
                };
                let written = format!("{}-WE", value(Unit::Week, from));
                placed(written, Some(stretch), Against::Published)
            }
            None => bare(TimeType::Date, "XXXX-WXX-WE"),
        }
    }

    // ------------------------------------------------------------ shifts

    fn shifted(self, unit: Unit, by: i32, from: From) -> Placed {
        let yearly = unit == Unit::Year && by == -1 && self.expression.span.len() > 9;
        let compares = match from {
            From::Context => true,
            From::Published => self.expression.what_is_ago(),
        };
        if yearly && compares && self.resolver.context.quarter.is_some() {
            return self.year_ago(Against::Context);
        }
        let context = self.resolver.context.last.map(|(_, stretch)| stretch);
        let (day, against) = match from {
            // Results compare with “a year earlier” than the page, whatever was named between.
            From::Context if yearly && !self.resolver.narrative && self.now.is_some() => {
                (self.now, Against::Published)
            }
            From::Published if !self.resolver.narrative => (self.now, Against::Published),
            From::Published => (self.today(), Against::Context),
            // “the year”, “the week” of a news page are its own; “the same day” is the story's.
            From::Context if by == 0 && unit >= Unit::Week && !self.resolver.narrative => {
                (self.now, Against::Published)
            }
            From::Context => match context {
                Some(stretch) if stretch.unit <= unit => (Some(stretch.from), Against::Context),
                // “a week later” after a month cannot be placed.
                Some(_) if self.resolver.narrative || by != 0 => (None, Against::Context),
                _ => (self.now, Against::Published),
            },
        };
        let day = day.and_then(|day| calendar::shift(day, unit, by));
        match day {
            Some(day) => placed(value(unit, day), Stretch::around(unit, day), against),
            None => bare(TimeType::Date, unknown(unit)),
        }
    }

    /// The quarter that is reported on, a year before; else the year before.
    fn year_ago(self, against: Against) -> Placed {
        if let Some((year, number)) = self.resolver.context.quarter {
            let stretch = Stretch::quarter(year - 1, number);
            return placed(
                format!("{}-Q{number}", year_value(year - 1)),
                stretch,
                against,
            );
        }
        match self.today() {
            Some(today) => {
                let year = i32::from(today.year()) - 1;
                placed(year_value(year), Stretch::year(year), Against::Published)
            }
            None => bare(TimeType::Date, "XXXX"),
        }
    }

    /// The day of a clock time that names none.
    fn day_of_context(self) -> Placed {
        let context = self.resolver.context.last.map(|(_, stretch)| stretch);
        let day = match context {
            Some(stretch) if stretch.unit <= Unit::Day => Some((stretch, Against::Context)),
            _ if self.resolver.narrative => None,
            _ => self
                .now
                .and_then(|now| Stretch::around(Unit::Day, now))
                .map(|stretch| (stretch, Against::Published)),
        };
        match day {
            Some((stretch, against)) => {
                placed(value(Unit::Day, stretch.from), Some(stretch), against)
            }
            None => bare(TimeType::Date, "XXXX-XX-XX"),
        }
    }

    // ------------------------------------------------------------ lengths

    fn length(self, amount: Amount, unit: Unit, direction: Option<Direction>) -> Placed {
        let mut found = bare(TimeType::Duration, &length_value(amount, unit));
        let (Some(direction), Some(now), Amount::Exactly { whole, .. }) =
            (direction, self.today(), amount)
        else {
            return found;
        };
        if unit < Unit::Day || whole > 10_000 {
            return found;
        }
        let by = match direction {
            Direction::Back => -(whole as i32),
            Direction::Ahead => whole as i32,
        };
        if let Some(other) = calendar::shift(now, unit, by) {
            found.stretch = Some(Stretch {
                from: now.min(other),
                to: now.max(other),
                unit,
            });
            found.against = Against::Published;
        }
        found
    }
}

impl Expression {
    /// Whether it counts back (“a year ago”) and does not point (“last year”): only the former
    /// compares quarters.
    fn what_is_ago(&self) -> bool {
        matches!(
            self.what,
            What::Shifted {
                from: From::Published,
                ..
            }
        ) && self.span.len() == "a year ago".len()
    }
}

fn century(number: i32) -> Placed {
    if number < 0 {
        return explicit(format!("BC{:02}", -number - 1), None);
    }
    let stretch =
        calendar::date(number * 100, 1, 1).and_then(|day| Stretch::around(Unit::Century, day));
    explicit(format!("{:02}", number - 1), stretch)
}

/// TIMEX3's value of a length.
fn length_value(amount: Amount, unit: Unit) -> String {
    let (clock, letter, times) = match unit {
        Unit::Second => ("T", 'S', 1),
        Unit::Minute => ("T", 'M', 1),
        Unit::Hour => ("T", 'H', 1),
        Unit::Day => ("", 'D', 1),
        Unit::Week => ("", 'W', 1),
        Unit::Fortnight => ("", 'W', 2),
        Unit::Month => ("", 'M', 1),
        Unit::Quarter => ("", 'M', 3),
        Unit::Year => ("", 'Y', 1),
        Unit::Decade => ("", 'Y', 10),
        Unit::Century => ("", 'Y', 100),
    };
    let Amount::Exactly { whole, half } = amount else {
        let letters = match unit {
            Unit::Decade => "DE",
            Unit::Century => "CE",
            _ => return format!("P{clock}X{letter}"),
        };
        return format!("PX{letters}");
    };
    let whole = u64::from(whole) * times;
    let smaller = match unit {
        Unit::Year => Some("6M"),
        Unit::Hour => Some("30M"),
        Unit::Minute => Some("30S"),
        Unit::Day => Some("T12H"),
        _ => None,
    };
    match (half, smaller) {
        (false, _) => format!("P{clock}{whole}{letter}"),
        (true, Some(smaller)) if whole == 0 => format!("P{clock}{smaller}"),
        (true, Some(smaller)) => format!("P{clock}{whole}{letter}{smaller}"),
        (true, None) if times > 1 => format!("P{}{letter}", whole + times / 2),
        (true, None) => format!("P{whole}.5{letter}"),
    }
}

/// A unit of which nothing is known.
fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
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
