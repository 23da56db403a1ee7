//! When: time expressions, and the publication date that they are resolved against.
//!
//! Three steps: find the expressions of every sentence ([`grammar`]), infer the publication date
//! where the page gave none ([`published`]), place each expression in the calendar ([`resolve`]).
//! Values are TIMEX3; days are given where the words and the publication date allow, and never
//! where they do not.

mod calendar;
mod expression;
mod grammar;
mod lexeme;
mod neighbours;
mod published;
mod resolve;
mod tense;
#[cfg(test)]
mod tests;
mod words;

use record::{
    Anchor, BlockKind, DateInterval, Document, Issue, IssueCode, ReadingBuilder, Syntax, Time,
    TimeId,
};

use expression::{Expression, From, What, YearOf};
use resolve::{Against, Context, Resolver};

/// More expressions than any page of news has; the rest is left out, with an issue.
const MOST: usize = 100_000;

/// Adds the time expressions, and the publication date where the page gave none.
pub fn read(builder: &mut ReadingBuilder, syntax: &Syntax) {
    let document = &builder.reading().document;
    let (expressions, cut) = find(document, syntax);
    let inferred = published::infer(document, syntax, &expressions);
    inferred.apply(builder);
    if cut {
        builder.issue(Issue::new(IssueCode::TooMany, None));
    }
    place(builder, syntax, &expressions);
}

fn find(document: &Document, syntax: &Syntax) -> (Vec<Expression>, bool) {
    let mut expressions = Vec::new();
    let mut lexemes = Vec::new();
    for sentence in 0..syntax.sentences.len() {
        if expressions.len() > MOST {
            return (expressions, true);
        }
        lexeme::fill(&document.text, syntax.tokens_of(sentence), &mut lexemes);
        let before = expressions.len();
        grammar::find(&lexemes, sentence, &mut expressions);
        for expression in &mut expressions[before..] {
            expression.aside = tense::is_aside(syntax, sentence, expression.span);
            let weekday = matches!(expression.what, What::Weekday { .. });
            if let Some(told) =
                tense::of(&document.text, syntax, sentence, expression.span, weekday)
            {
                (expression.tense, expression.sure) = (told.tense, told.sure);
            }
        }
    }
    (expressions, false)
}

fn place(builder: &mut ReadingBuilder, syntax: &Syntax, expressions: &[Expression]) {
    let published = builder.reading().document.published.interval;
    let mut resolver = Resolver {
        now: published,
        narrative: is_narrative(expressions, published),
        context: Context::default(),
        next: None,
    };
    let mut ids: Vec<Option<TimeId>> = Vec::with_capacity(expressions.len());
    // A caption speaks of its own day; what it says does not lead over into the story.
    let mut outside: Option<(u32, Context)> = None;
    for (index, expression) in expressions.iter().enumerate() {
        let block = syntax.sentences[expression.sentence].block;
        if outside.is_some_and(|(caption, _)| caption != block) {
            if let Some((_, context)) = outside.take() {
                resolver.context = context;
            }
            resolver.now = published;
        }
        if outside.is_none() {
            let kind = builder.reading().document.blocks.get(block as usize);
            if kind.is_some_and(|block| block.kind == BlockKind::Caption) {
                outside = Some((block, resolver.context));
                resolver.context = Context::default();
                let own = own_day(syntax, &expressions[index..], block);
                resolver.now = own.or(published);
            }
        }
        resolver.next = resolver
            .narrative
            .then(|| neighbours::next_dated(syntax, &resolver, &expressions[index..]))
            .flatten();
        let placed = neighbours::place(
            &builder.reading().document.text,
            &resolver,
            expressions,
            index,
        )
        .unwrap_or_else(|| resolver.place(expression));
        let anchor = match placed.against {
            Against::Nothing => Anchor::Explicit,
            Against::Published => Anchor::Published,
            Against::Context => resolver
                .context
                .origin()
                .and_then(|origin| ids.get(origin).copied().flatten())
                .map_or(Anchor::Explicit, Anchor::Time),
        };
        if placed.impossible {
            let issue = Issue::new(IssueCode::ImpossibleDate, Some(expression.span));
            builder.issue(issue);
        }
        let time = Time {
            span: expression.span,
            kind: placed.kind,
            value: placed.value.clone(),
            modifier: expression
                .modifier
                .map(|modifier| modifier.as_str().to_owned()),
            from: placed.stretch.map(|stretch| stretch.from),
            to: placed.stretch.map(|stretch| stretch.to),
            anchor,
        };
        match builder.time(time) {
            Ok(id) => ids.push(Some(id)),
            Err(refused) => {
                builder.refuse(&refused);
                ids.push(None);
            }
        }
        resolver
            .context
            .advance(index, expression, &placed, resolver.narrative);
    }
}

/// The day that a caption dates itself to, from its own expressions.
fn own_day(syntax: &Syntax, expressions: &[Expression], block: u32) -> Option<DateInterval> {
    expressions
        .iter()
        .take(64)
        .take_while(|expression| syntax.sentences[expression.sentence].block == block)
        .find_map(|expression| match expression.what {
            What::Day {
                year: YearOf::Is(year),
                month,
                day,
                ..
            } => calendar::date(year, month as i8, day as i8).map(DateInterval::day),
            _ => None,
        })
}

/// Whether the document tells history: many dates with years long past, few that point to the
/// page's own days. There, “in October” belongs to the year told of.
fn is_narrative(expressions: &[Expression], published: Option<DateInterval>) -> bool {
    let latest = published.map_or(i32::MAX, |interval| i32::from(interval.end.year()) - 2);
    let (mut told, mut recent, mut open, mut pointing) = (0, 0, 0, 0);
    for expression in expressions {
        let year = match expression.what {
            What::Day { year, .. } | What::Month { year, .. } | What::Season { year, .. } => year,
            What::Year(year) => YearOf::Is(year),
            What::Weekday { .. }
            | What::Shifted {
                from: From::Published,
                ..
            } => {
                pointing += 1;
                continue;
            }
            _ => continue,
        };
        match year {
            YearOf::Is(year) if year <= latest => told += 1,
            YearOf::Is(_) => recent += 1,
            YearOf::Unsaid => open += 1,
            YearOf::Shifted(_) | YearOf::Same => {}
        }
    }
    let few = told >= 2 && recent == 0 && told + open >= 12 && pointing * 6 < told + open;
    let only = told >= 3 && recent == 0 && pointing == 0;
    told >= 5 && told > pointing * 3 || few || only
}
