//! Who did what to whom.
//!
//! Frames of the lexicon are found as triggers, their roles filled from the noun groups of the
//! clause, acts of speech joined to what they speak of, and what is told twice merged. A row that
//! no words support is never made; a role that no words fill stays empty.

mod arguments;
mod clauses;
mod compose;
mod confidence;
mod dates;
mod groups;
mod line;
mod merge;
mod parties;
mod places;
mod quantities;
mod rows;
mod status;
mod tagging;
#[cfg(test)]
mod tests;
mod trigger;
mod vouchers;

use lexicon::frames::{Classes, UnitKind};
use record::{ReadingBuilder, Span, Syntax, TimeType};

use crate::Knowledge;
use clauses::Clauses;
use compose::Draft;
use dates::Times;
use line::Line;
use merge::Merged;
use parties::{Cast, Mentions};
use places::Toponyms;
use rows::Rows;
use vouchers::Contents;

/// Adds the events of a document.
pub fn read(builder: &mut ReadingBuilder, syntax: &Syntax, knowledge: Knowledge<'_>) {
    let lexicon = knowledge.lexicon;
    let text = builder.reading().document.text.clone();
    places::give_countries(builder);
    let mut rows = Rows::default();
    let mut merged = Merged::default();
    {
        let reading = builder.reading();
        let mentions = Mentions::new(reading);
        let times = Times::new(reading);
        let toponyms = Toponyms::new(reading);
        let mut contents = Contents::new(reading);
        let topic = confidence::topic(&text, syntax, &lexicon.frames);
        for (index, sentence) in syntax.sentences.iter().enumerate() {
            contents.advance(sentence.span);
            let line = Line::new(&text, syntax, index, &lexicon.frames);
            let triggers = trigger::triggers(&line, &lexicon.frames);
            if triggers.is_empty() {
                continue;
            }
            let timed_tokens = timed_tokens(&line, &times, sentence.span);
            let groups = groups::groups(&line, &timed_tokens);
            let timed: Vec<bool> = groups
                .iter()
                .map(|group| timed_tokens[group.head])
                .collect();
            let clauses = Clauses::new(&line, &groups, &timed);
            let cast = Cast {
                line: &line,
                groups: &groups,
                mentions: &mentions,
                reading,
                timed: &timed,
            };
            let mut drafts: Vec<Draft<'_>> = triggers
                .iter()
                .enumerate()
                .map(|(position, trigger)| {
                    let boundary = boundary(&line, &clauses, &triggers, position);
                    let mut draft =
                        Draft::new(trigger.clone(), status::reality(&line, &clauses, trigger));
                    draft.roles = arguments::roles(&cast, &clauses, trigger, boundary);
                    draft.odd_subject = draft.roles.odd_subject;
                    draft
                })
                .collect();
            compose::compose(&line, &clauses, &groups, &mut drafts, &lexicon.ontology);
            let sentence = rows::Sentence {
                span: sentence.span,
                block: sentence.block as usize,
                line: &line,
                clauses: &clauses,
                groups: &groups,
                times: &times,
                toponyms: &toponyms,
                contents: &contents,
                topic,
            };
            for draft in drafts
                .iter()
                .filter(|draft| !draft.folded && !lays_down_rules(&line, &clauses, &groups, draft))
            {
                rows.add(reading, &sentence, draft);
            }
        }
    }
    rows.into_events(builder, syntax, lexicon, &mut merged);
    for event in merged.events {
        if let Err(refused) = builder.event(event) {
            builder.refuse(&refused);
        }
    }
}

/// Which tokens of a sentence stand in a date or a time of day.
fn timed_tokens(line: &Line<'_>, times: &Times<'_>, sentence: Span) -> Vec<bool> {
    let mut timed = vec![false; line.len()];
    for (_, time) in times.within(sentence) {
        if matches!(time.kind, TimeType::Date | TimeType::Time) {
            let first = line
                .tokens
                .partition_point(|token| token.span.end <= time.span.start);
            let end = line
                .tokens
                .partition_point(|token| token.span.start < time.span.end);
            timed[first..end.max(first)].fill(true);
        }
    }
    timed
}

/// Whether a law is the subject: what it provides for is a rule, not an act.
fn lays_down_rules(
    line: &Line<'_>,
    clauses: &Clauses,
    groups: &[groups::Group],
    draft: &Draft<'_>,
) -> bool {
    clauses
        .subject(draft.trigger.start)
        .map(|subject| groups[subject])
        .is_some_and(|subject| {
            line.classes(subject.head).any(Classes::RULE)
                && !line.tokens[subject.head].capital
                && subject.start < draft.trigger.start
        })
}

/// Where the search for a trigger's arguments ends: at the next clause with a subject of its own,
/// or at a verb that follows it in its own clause.
fn boundary(
    line: &Line<'_>,
    clauses: &Clauses,
    triggers: &[trigger::Trigger<'_>],
    position: usize,
) -> usize {
    let trigger = &triggers[position];
    let own = clauses.of(trigger.start);
    let noun = trigger.kind == UnitKind::Noun;
    let mut at = trigger.end;
    while at < line.len() {
        let clause = clauses.of(at);
        if clause != own && clauses.list[clause].start >= trigger.end {
            break;
        }
        let conjoined = at > trigger.end
            && line.tags[at] == line::Tag::Verb
            && matches!(line.tags[at - 1], line::Tag::Conjunction | line::Tag::Mark);
        // A noun's own phrases end where the verb of its clause stands: “the war in Chad drove
        // thousands into Niger”.
        let finite = noun
            && matches!(line.tags[at], line::Tag::Verb | line::Tag::Auxiliary)
            && !line.is_any(
                at,
                &[
                    "held",
                    "led",
                    "hosted",
                    "carried",
                    "conducted",
                    "launched",
                    "brokered",
                ],
            )
            && !line.lower(at).ends_with("ing");
        let aside = noun && line.is(at, ",") && line.tag(at + 1) == Some(line::Tag::Preposition);
        if conjoined || finite || aside {
            break;
        }
        at += 1;
    }
    at
}
