//! Calendar dates: which year, which weekday, which quarter is meant.

use jiff::civil::Date;
use record::TimeType;

use super::super::calendar::{
    self, Stretch, add_days, days_between, value, weekday, weekday_after, weekday_before,
    year_value,
};
use super::super::expression::{Deixis, Tense, Unit, What, YearOf};
use super::{Against, At, Placed, bare, explicit, placed};

impl At<'_> {
    /// The year that the words say.
    pub(super) fn year(self, year: YearOf) -> Option<(i32, Against)> {
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
    pub(super) fn today(self) -> Option<Date> {
        let told = self.resolver.context.last.map(|(_, stretch)| stretch.from);
        if self.resolver.narrative {
            told.or(self.now)
        } else {
            self.now
        }
    }

    /// The one of a yearly stretch that is meant.
    pub(super) fn recurring(
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
        if let (true, Deixis::Bare, Some((_, told))) =
            (self.resolver.narrative, deixis, self.resolver.context.last)
        {
            let year = i32::from(told.from.year());
            // A date that lies before the last one says that the last one looked ahead.
            let next = self.resolver.next.filter(|next| next.to < told.from);
            let back = next.map_or(year, |next| i32::from(next.from.year()));
            let nearest = (year - 1..=year + 1)
                .chain((back - 1..=back + 1).filter(|_| next.is_some()))
                .filter_map(of)
                .min_by_key(|stretch| {
                    let on = next.map_or(0, |next| apart(*stretch, next));
                    apart(told, *stretch) + on
                });
            return Some((nearest?, Against::Context));
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
    pub(super) fn strangeness(self, distance: i32) -> i32 {
        let sure = self.expression.sure && !matches!(self.expression.what, What::Quarter { .. });
        let strange = match self.expression.tense {
            Tense::Past | Tense::Told if distance > 0 => 200,
            Tense::Future if distance < 0 && sure => AGAINST_VERB,
            Tense::Future if distance < 0 => 200,
            Tense::Unclear if distance > 0 => 20,
            _ => 0,
        };
        distance.abs() + strange
    }

    pub(super) fn recurring_value(
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

    pub(super) fn day(self, year: YearOf, month: u8, day: u8, named: Option<u8>) -> Placed {
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

    pub(super) fn month(self, year: YearOf, month: u8, deixis: Deixis) -> Placed {
        let found = self.recurring(year, deixis, |year| Stretch::month(year, month));
        match found {
            Some((stretch, against)) => {
                placed(value(Unit::Month, stretch.from), Some(stretch), against)
            }
            None => bare(TimeType::Date, &format!("XXXX-{month:02}")),
        }
    }

    pub(super) fn decade(self, tens: i32, century_known: bool) -> Placed {
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

    pub(super) fn quarter(self, year: YearOf, number: Option<u8>, deixis: Deixis) -> Placed {
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
                (Some(today), Tense::Past | Tense::Told | Tense::Unclear) => {
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

    pub(super) fn weekday(self, number: u8, deixis: Deixis) -> Placed {
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
                Deixis::This if !self.expression.tense.is_past() => weekday_after(now, number),
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

    pub(super) fn weekend(self, deixis: Deixis) -> Placed {
        let saturday = self.today().and_then(|today| {
            let next = weekday_after(add_days(today, -1)?, 6)?;
            let last = weekday_before(today, 6)?;
            match deixis {
                Deixis::Next | Deixis::Following => Some(next),
                Deixis::This if !self.expression.tense.is_past() => Some(next),
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
}

/// How far a stretch lies from the one told of before: a history goes forward.
fn apart(told: Stretch, next: Stretch) -> i32 {
    if next.from > told.to {
        days_between(told.to, next.from)
    } else if next.to < told.from {
        days_between(next.to, told.from) + BACKWARD
    } else {
        0
    }
}

/// More than a year: “they will meet in December”, told in January, is no month ago. A past verb
/// is weaker: plans are told in the past, and what it stands beside is often one.
const AGAINST_VERB: i32 = 400;

/// Going back is as unlikely as so many days on.
const BACKWARD: i32 = 45;

pub(super) fn century(number: i32) -> Placed {
    if number < 0 {
        return explicit(format!("BC{:02}", -number - 1), None);
    }
    let stretch =
        calendar::date(number * 100, 1, 1).and_then(|day| Stretch::around(Unit::Century, day));
    explicit(format!("{:02}", number - 1), stretch)
}
