//! Expressions that others date: those beside them, and those that follow.

use record::Syntax;

use super::calendar::Stretch;
use super::expression::{Expression, Tense, What, YearOf};
use super::resolve::{Placed, Resolver};

/// The next date, a few expressions on in this paragraph or the one after it, that says its year.
pub(super) fn next_dated(
    syntax: &Syntax,
    resolver: &Resolver,
    expressions: &[Expression],
) -> Option<Stretch> {
    let block = |expression: &Expression| syntax.sentences[expression.sentence].block;
    let (this, rest) = expressions.split_first()?;
    let says = |what: What| {
        matches!(
            what,
            What::Day {
                year: YearOf::Is(_),
                ..
            } | What::Month {
                year: YearOf::Is(_),
                ..
            }
        )
    };
    let next = rest
        .iter()
        .take(8)
        .take_while(|expression| block(expression) <= block(this) + 1)
        .find(|expression| says(expression.what))?;
    resolver.place(next).stretch
}

/// Places an expression that the one beside it dates: “the quarter ended Sept. 29”, “on 2 May, the
/// day after the vote”.
pub(super) fn place(
    text: &str,
    resolver: &Resolver,
    expressions: &[Expression],
    index: usize,
) -> Option<Placed> {
    let this = &expressions[index];
    let between = |first: &Expression, second: &Expression| {
        let gap = first.span.end as usize..second.span.start as usize;
        text.get(gap).filter(|_| first.sentence == second.sentence)
    };
    match this.what {
        What::Quarter {
            year: YearOf::Unsaid,
            number: None,
            ..
        } => {
            let next = expressions.get(index + 1)?;
            let words = between(this, next)?.trim();
            matches!(
                words,
                "ended" | "ending" | "that ended" | "ended on" | "ending on"
            )
            .then(|| resolver.quarter_ended(next))?
        }
        What::DayOfEvent(by) => {
            let origin = resolver.context.origin()?;
            let told = expressions.get(origin)?;
            let mark = between(told, this).unwrap_or_default().trim();
            if origin + 1 == index && matches!(mark, "," | "-" | "–" | "—" | "--" | "(") {
                return resolver.days_from_told(0);
            }
            // “They fought on 8 May. The day after the battle they fled”; a day that somebody
            // spoke on is not the event's.
            let near = told.sentence + 1 == this.sentence && told.tense != Tense::Told;
            near.then(|| resolver.days_from_told(by))?
        }
        _ => None,
    }
}
