//! When a page was published, from its own words.
//!
//! Only for pages that bring no date with them. The rule is a careful editor's:
//!
//! 1. A date line (“HAMBURG, Dec. 8, 2016 (Wire) —”, or a line that is nothing but a date) is the
//!    publication date. Two that disagree, or a past event told with a later date, widen it to an
//!    interval and are noted as a conflict.
//! 2. A date line without a year takes the year of a full date that the story gives for the month
//!    before it, if the weekdays that the story names agree. No other year decides: a story of
//!    2019 that last tells of 2013 is not of 2013.
//! 3. Else a full date near the news is an anchor: one that a caption gives its picture, or one
//!    with its weekday in the first sentences. A page is not older than its latest anchor, and
//!    copy names the days of its own week by weekday alone. So the anchor, with the weekdays,
//!    gives a day: the last weekday of the shortest run that holds all that are named. “Monday,
//!    Dec. 5, 2016” under the picture, and Tuesday, Wednesday and Thursday in the story, give
//!    Thursday, Dec. 8. A picture's date alone gives the week that it begins.
//! 4. A file photograph can be years old. It is an anchor only where two more signs agree: at
//!    least two weekdays in the story, the first of them up to three days after the photograph,
//!    and a year that the story itself tells of, at most two years before it. Else it
//!    only says “not before”, which is no interval, and the date stays unknown.
//! 5. Whatever the story tells of as past is a lower bound. A bound above the anchor means that
//!    the anchor is old, and the date stays unknown.
//!
//! No other module may guess the date, and nothing here looks at a clock.

use jiff::civil::Date;
use record::{
    Basis, BlockKind, DateBasis, DateInterval, Document, Issue, IssueCode, Published,
    ReadingBuilder, Span, Syntax,
};

use super::calendar::{self, Stretch, add_days, days_between, weekday, weekday_after};
use super::expression::{Deixis, Expression, Tense, What, YearOf};

/// What the page's words say of its date.
#[derive(Debug, Default)]
pub(super) struct Inferred {
    published: Option<Published>,
    conflict: Option<Span>,
}

impl Inferred {
    /// Writes it into the document, with its issues.
    pub(super) fn apply(self, builder: &mut ReadingBuilder) {
        if let Some(span) = self.conflict {
            builder.issue(Issue::new(IssueCode::DateConflict, Some(span)));
        }
        let known = builder.reading().document.published.interval;
        match (self.published, known) {
            (Some(inferred), None) => {
                let document = builder.document_mut();
                let basis = match inferred.basis {
                    DateBasis::Dateline => Basis::Text,
                    _ => Basis::Inferred,
                };
                document.published = inferred;
                document.basis.insert("published", basis);
            }
            // A date line that the story contradicts.
            (Some(inferred), Some(known)) if known.single().is_some() => {
                builder.document_mut().published = inferred;
            }
            // A page that names its month can say the day.
            (Some(mut inferred), Some(known)) => {
                let both = inferred.interval.and_then(|day| day.intersect(known));
                if both.is_some_and(|both| both != known) {
                    inferred.interval = both;
                    let document = builder.document_mut();
                    inferred.evidence.extend(&document.published.evidence);
                    inferred.evidence.sort_unstable();
                    inferred.zone.clone_from(&document.published.zone);
                    document.published = inferred;
                    document.basis.insert("published", Basis::Inferred);
                }
            }
            (None, None) => {
                let noted = |issue: &Issue| issue.code == IssueCode::NoDate;
                if !builder.reading().issues.iter().any(noted) {
                    builder.issue(Issue::new(IssueCode::NoDate, None));
                }
            }
            (None, Some(_)) => {}
        }
    }
}

/// Reads the signs of the publication date and weighs them.
pub(super) fn infer(document: &Document, syntax: &Syntax, expressions: &[Expression]) -> Inferred {
    let published = &document.published;
    let known = published.interval.and_then(DateInterval::single);
    match (known, published.basis) {
        (None, _) => Signs::collect(document, syntax, expressions).weigh(),
        // The page's date line is one sign like any other; what the story tells may disagree.
        (Some(day), DateBasis::Dateline) => {
            let signs = Signs::collect(document, syntax, expressions);
            signs.contradict(day, &published.evidence)
        }
        (Some(_), _) => Inferred::default(),
    }
}

/// A day that the words say, and where.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Dated {
    day: Date,
    span: Span,
}

/// What bears on the publication date.
#[derive(Debug, Default)]
struct Signs {
    /// Full dates of date lines.
    datelines: Vec<Dated>,
    /// A date line without a year: month, day.
    open_dateline: Option<(u8, u8, Span)>,
    /// Full dates of captions, and whether the picture is from the files.
    captions: Vec<(Dated, bool)>,
    /// Full dates in the first sentences of the story.
    lead: Vec<Dated>,
    /// Starts of what the story tells as past.
    told: Vec<Dated>,
    /// Full dates anywhere else in the story.
    days: Vec<Dated>,
    /// Weekdays that the story names for what has happened: the first mention of each.
    weekdays: [Option<Span>; 7],
    /// A weekday and a date that do not belong together.
    mismatch: Option<Span>,
}

/// What kind of anchor a full date is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    /// A picture's.
    Fresh,
    /// A picture's from the files.
    Filed,
    /// The first sentences'.
    Lead,
}

/// How long before a date line the full date may lie that gives it its year.
const MONTH: i32 = 31;

/// A story's first sentences, which tell the news itself.
const LEAD: usize = 3;

impl Signs {
    fn collect(document: &Document, syntax: &Syntax, expressions: &[Expression]) -> Self {
        let mut signs = Self::default();
        let kind_of = |sentence: usize| {
            let block = syntax.sentences[sentence].block as usize;
            document.blocks.get(block)
        };
        let first_prose = (0..syntax.sentences.len())
            .find(|&sentence| kind_of(sentence).is_some_and(|block| is_prose(block.kind)))
            .unwrap_or(0);
        for expression in expressions {
            let Some(block) = kind_of(expression.sentence) else {
                continue;
            };
            match block.kind {
                BlockKind::Caption => {
                    let caption = block.span.of(&document.text);
                    signs.caption(expression, is_file(caption));
                }
                _ if is_dateline(document, block.span, block.kind, expression) => {
                    signs.dateline(expression);
                }
                // A caption that nothing sets apart: “In this Monday, Dec. 5, 2016 file photo, …”.
                _ if is_of_photograph(&document.text[expression.span.end as usize..]) => {
                    signs.caption(expression, is_file(block.span.of(&document.text)));
                }
                kind if is_prose(kind) => {
                    let lead = expression.sentence < first_prose + LEAD;
                    signs.prose(expression, lead);
                }
                _ => {}
            }
        }
        signs
    }

    fn dateline(&mut self, expression: &Expression) {
        if let Some(dated) = self.full_date(expression) {
            self.datelines.push(dated);
        } else if let What::Day {
            year: YearOf::Unsaid,
            month,
            day,
            ..
        } = expression.what
        {
            self.open_dateline
                .get_or_insert((month, day, expression.span));
        }
    }

    fn caption(&mut self, expression: &Expression, file: bool) {
        if let Some(dated) = self.full_date(expression) {
            self.captions.push((dated, file));
        }
    }

    fn prose(&mut self, expression: &Expression, lead: bool) {
        let past = expression.tense == Tense::Past;
        match expression.what {
            What::Day { weekday, .. } if expression.tense != Tense::Future => {
                if let Some(dated) = self.full_date(expression) {
                    if past {
                        self.told.push(dated);
                    }
                    if lead && weekday.is_some() {
                        self.lead.push(dated);
                    } else {
                        self.days.push(dated);
                    }
                }
            }
            What::Month {
                year: YearOf::Is(year),
                month,
                ..
            } if past => self.tell(Stretch::month(year, month), expression.span),
            What::Year(year) if past => self.tell(Stretch::year(year), expression.span),
            What::Weekday {
                day,
                deixis: Deixis::Bare,
            } if expression.tense != Tense::Future => {
                self.weekdays[usize::from(day) - 1].get_or_insert(expression.span);
            }
            _ => {}
        }
    }

    fn tell(&mut self, stretch: Option<Stretch>, span: Span) {
        if let Some(stretch) = stretch {
            let day = stretch.from;
            self.told.push(Dated { day, span });
        }
    }

    /// The day of an expression that names day, month and year, unless it names a weekday that
    /// this day is not.
    fn full_date(&mut self, expression: &Expression) -> Option<Dated> {
        let What::Day {
            year: YearOf::Is(year),
            month,
            day,
            weekday: named,
        } = expression.what
        else {
            return None;
        };
        let day = calendar::date(year, month as i8, day as i8)?;
        if named.is_some_and(|named| i32::from(named) != weekday(day)) {
            self.mismatch.get_or_insert(expression.span);
            return None;
        }
        let span = expression.span;
        Some(Dated { day, span })
    }

    fn weigh(self) -> Inferred {
        let published = if self.datelines.is_empty() {
            self.by_open_dateline().or_else(|| self.by_anchor())
        } else {
            return self.by_dateline();
        };
        Inferred {
            published,
            conflict: self.mismatch,
        }
    }

    /// Rule 1.
    fn by_dateline(self) -> Inferred {
        let first = self.datelines[0];
        let others = self.datelines.iter().chain(&self.told).copied();
        let other = others
            .filter(|dated| {
                // A date line is never far too early: only another one can lie before it.
                let apart = days_between(first.day, dated.day);
                apart > 1 || apart < -1 && self.datelines.contains(dated)
            })
            .max_by_key(|dated| days_between(first.day, dated.day).abs());
        let day = other.map_or(first.day, |other| other.day);
        let interval = DateInterval {
            start: first.day.min(day),
            end: first.day.max(day),
        };
        let mut evidence = vec![first.span];
        evidence.extend(other.map(|dated| dated.span));
        let confidence = if other.is_some() { 0.4 } else { 0.9 };
        Inferred {
            published: Some(stated(interval, confidence, DateBasis::Dateline, evidence)),
            conflict: other.map(|dated| dated.span).or(self.mismatch),
        }
    }

    /// Rule 1, for a date line that was read with the page.
    fn contradict(mut self, day: Date, evidence: &[Span]) -> Inferred {
        let Some(&span) = evidence.first() else {
            return Inferred::default();
        };
        self.datelines.clear();
        self.datelines.push(Dated { day, span });
        let read = self.by_dateline();
        if read.conflict.is_some() {
            read
        } else {
            Inferred::default()
        }
    }

    /// Rule 2.
    fn by_open_dateline(&self) -> Option<Published> {
        let (month, day, span) = self.open_dateline?;
        let run = self.run();
        let captions = self.captions.iter().map(|(dated, _)| dated);
        let bound = captions.chain(&self.lead).chain(&self.days);
        let bound = bound.copied().max_by_key(|dated| dated.day)?;
        let year = i32::from(bound.day.year());
        let date = (year..=year + 1)
            .filter_map(|year| calendar::date(year, month as i8, day as i8))
            .find(|date| (0..=MONTH).contains(&days_between(bound.day, *date)))?;
        // The story may name the day before its date line last.
        let agrees = |last: u8| matches!((weekday(date) - i32::from(last)).rem_euclid(7), 0 | 1);
        if run.is_some_and(|(last, _)| !agrees(last)) {
            return None;
        }
        let mut evidence = vec![span, bound.span];
        evidence.extend(self.weekdays.iter().flatten());
        let confidence = if run.is_some() { 0.7 } else { 0.5 };
        let interval = DateInterval::day(date);
        Some(stated(interval, confidence, DateBasis::Inferred, evidence))
    }

    /// Rules 3 to 5.
    fn by_anchor(&self) -> Option<Published> {
        let captions = self.captions.iter().map(|(dated, file)| {
            let sign = if *file { Sign::Filed } else { Sign::Fresh };
            (*dated, sign)
        });
        let lead = self.lead.iter().map(|dated| (*dated, Sign::Lead));
        let (anchor, sign) = captions.chain(lead).max_by_key(|(dated, _)| dated.day)?;
        let week = DateInterval {
            start: anchor.day,
            end: add_days(anchor.day, 6)?,
        };
        // Rule 5: the story tells of later things as past.
        if self.told.iter().any(|told| told.day > week.end) {
            return None;
        }
        let run = self.run().filter(|(_, days)| *days <= 4);
        let mut evidence = vec![anchor.span];
        if sign == Sign::Filed {
            let year = self.told.iter().rev().find(|told| {
                told.day <= anchor.day && days_between(told.day, anchor.day) <= 2 * 366
            })?;
            let (last, days) = run.filter(|(_, days)| *days > 0)?;
            let first = add_days(weekday_after(anchor.day, last)?, -days)?;
            if !(0..=3).contains(&days_between(anchor.day, first)) {
                return None;
            }
            evidence.push(year.span);
        }
        let Some((last, _)) = run else {
            let alone = stated(week, 0.4, DateBasis::Inferred, evidence);
            return (sign == Sign::Fresh).then_some(alone);
        };
        let mut day = weekday_after(anchor.day, last)?;
        // A past event with its own date in that week is not after the page.
        if let Some(told) = self.told.iter().map(|told| told.day).max() {
            day = day.max(told);
        }
        evidence.extend(self.weekdays.iter().flatten());
        let interval = DateInterval::day(day);
        let confidence = if sign == Sign::Fresh { 0.7 } else { 0.6 };
        Some(stated(interval, confidence, DateBasis::Inferred, evidence))
    }

    /// The shortest run of days that holds all weekdays named: its last weekday, and its length
    /// less one.
    fn run(&self) -> Option<(u8, i32)> {
        let named: Vec<i32> = (0..7)
            .filter(|&day| self.weekdays[day as usize].is_some())
            .collect();
        let back = |last: i32| {
            let spans = named.iter().map(|day| (last - day).rem_euclid(7));
            spans.max().unwrap_or(0)
        };
        let last = named.iter().copied().min_by_key(|&last| back(last))?;
        Some((last as u8 + 1, back(last)))
    }
}

fn stated(
    interval: DateInterval,
    confidence: f32,
    basis: DateBasis,
    mut evidence: Vec<Span>,
) -> Published {
    evidence.sort_unstable();
    evidence.dedup();
    Published {
        interval: Some(interval),
        zone: None,
        confidence,
        basis,
        evidence,
    }
}

fn is_prose(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph | BlockKind::List | BlockKind::Quote | BlockKind::Dateline
    )
}

/// Whether what follows a date makes it a photograph's.
fn is_of_photograph(after: &str) -> bool {
    after
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(2)
        .any(|word| ["photo", "photograph", "picture", "image"].contains(&word))
}

/// Whether a caption says that its picture is from the files.
fn is_file(caption: &str) -> bool {
    let mut words = caption.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.eq_ignore_ascii_case("file") || word.eq_ignore_ascii_case("archive"))
}

/// Whether an expression is a date line: a block of its own, or after a place at the start of a
/// paragraph and before a dash or an agency in brackets.
fn is_dateline(document: &Document, block: Span, kind: BlockKind, expression: &Expression) -> bool {
    if !matches!(expression.what, What::Day { .. }) {
        return false;
    }
    if kind == BlockKind::Dateline {
        return true;
    }
    let text = &document.text;
    let before = text[block.start as usize..expression.span.start as usize].trim();
    let after = text[expression.span.end as usize..block.end as usize].trim_start();
    if before.len() > 48 || before.contains(". ") {
        return false;
    }
    // “December 8, 2016”, “Published: 8 December 2016” on a line of its own.
    let line_after = after.lines().next().unwrap_or("").trim();
    let line_before = before.lines().last().unwrap_or("").trim();
    let announced = line_before
        .trim_end_matches([':', ' '])
        .split_whitespace()
        .all(|word| {
            ["published", "posted", "updated", "on", "date", "dated"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        });
    let alone = matches!(line_after, "" | "." | "|") || after.is_empty();
    let own_line = {
        let rest = &text[expression.span.end as usize..];
        rest.trim_start_matches([' ', '\t', '.'])
            .starts_with(['\n', '\r'])
            || rest.trim().is_empty()
    };
    if announced && alone && own_line {
        return true;
    }
    // “HAMBURG, Germany, Dec. 8 (Wire) -”
    let place = before.chars().filter(|c| c.is_uppercase()).count() >= 2
        && before.split_whitespace().next().is_some_and(|word| {
            word.chars()
                .filter(|c| c.is_alphabetic())
                .all(char::is_uppercase)
        });
    place && after.starts_with(['(', '-', '–', '—', '/'])
}
