//! The words of the article with everything that points at them.
//!
//! Spans overlap freely: a name stands inside a claim that stands inside an event. The text is
//! therefore cut wherever any span starts or ends, and each piece carries the list of what covers
//! it: classes for how it looks, and `data-i` with `id:role` for what it belongs to.

use std::fmt::Write as _;

use record::{ClaimId, EntityType, Reading, Span};

use super::escape::escape_into;

/// The most marks that one piece of text carries. A document can be made whose claims lie inside
/// one another a thousand deep; a page of it must not grow with the square.
const MOST_MARKS: usize = 48;

/// Something that points at words.
#[derive(Clone, Debug)]
struct Mark {
    span: Span,
    /// How it looks.
    class: &'static str,
    /// Whose words they are: `e1`, `v2`, ….
    id: String,
    /// As what.
    role: &'static str,
}

/// Writes stretches of the text, in the order of the text.
#[derive(Debug)]
pub(super) struct Marker<'a> {
    text: &'a str,
    /// The number of the section.
    number: usize,
    marks: Vec<Mark>,
    /// Where each claim's content starts, in text order: links lead there without the script.
    anchors: Vec<(u32, ClaimId)>,
    next_anchor: usize,
    next: usize,
    active: Vec<usize>,
}

impl<'a> Marker<'a> {
    pub(super) fn new(reading: &'a Reading, number: usize) -> Self {
        let mut marks = marks(reading);
        // At one place the longer mark comes first, so that the last of a piece's marks is the
        // narrowest. The sort is stable, and rows come in the reading's order.
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        let mut anchors: Vec<_> = reading
            .claims
            .iter()
            .enumerate()
            .filter_map(|(index, claim)| {
                let content = claim.content.first()?;
                Some((content.start, ClaimId(index as u32)))
            })
            .collect();
        anchors.sort_unstable();
        Self {
            text: &reading.document.text,
            number,
            marks,
            anchors,
            next_anchor: 0,
            next: 0,
            active: Vec::new(),
        }
    }

    /// Writes the words of a span with their marks. Spans must come in the order of the text;
    /// one that steps back is written without marks.
    pub(super) fn write(&mut self, page: &mut String, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let marks = &self.marks;
            self.active.retain(|mark| marks[*mark].span.end > at);
            while let Some(mark) = marks.get(self.next).filter(|mark| mark.span.start <= at) {
                if mark.span.end > at {
                    self.active.push(self.next);
                }
                self.next += 1;
            }
            let ends = self.active.iter().map(|mark| marks[*mark].span.end);
            let starts = marks.get(self.next).map(|mark| mark.span.start);
            let end = ends.chain(starts).fold(span.end, u32::min);
            self.piece(page, Span { start: at, end });
            at = end;
        }
    }

    fn piece(&mut self, page: &mut String, span: Span) {
        let covers = |mark: &&Mark| mark.span.start <= span.start && mark.span.end >= span.end;
        let covering: Vec<&Mark> = self
            .active
            .iter()
            .map(|mark| &self.marks[*mark])
            .filter(covers)
            .collect();
        // The narrowest marks are the last; they are the ones to keep.
        let covering = &covering[covering.len().saturating_sub(MOST_MARKS)..];
        if covering.is_empty() {
            escape_into(page, span.of(self.text));
            return;
        }
        let mut classes: Vec<&str> = Vec::new();
        for mark in covering {
            if !classes.contains(&mark.class) {
                classes.push(mark.class);
            }
        }
        let _ = write!(page, "<span class=\"{}\" data-i=\"", classes.join(" "));
        for (index, mark) in covering.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            let _ = write!(page, "{space}{}:{}", mark.id, mark.role);
        }
        page.push_str("\">");
        while let Some((start, id)) = self.anchors.get(self.next_anchor) {
            if *start > span.start {
                break;
            }
            // One that was passed by stands where nothing is shown, and no link can lead to it.
            if *start == span.start {
                let _ = write!(page, "<span id=\"reading-{}-{id}\"></span>", self.number);
            }
            self.next_anchor += 1;
        }
        escape_into(page, span.of(self.text));
        page.push_str("</span>");
    }
}

fn marks(reading: &Reading) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut push = |spans: &[Span], class, id: &str, role| {
        marks.extend(spans.iter().map(|span| Mark {
            span: *span,
            class,
            id: id.to_owned(),
            role,
        }));
    };
    push(
        &reading.document.published.evidence,
        "published",
        "published",
        "evidence",
    );
    for (index, issue) in reading.issues.iter().enumerate() {
        push(
            issue.span.as_slice(),
            "issue",
            &format!("i{}", index + 1),
            "issue",
        );
    }
    for (index, claim) in reading.claims.iter().enumerate() {
        let id = format!("c{}", index + 1);
        push(&claim.content, "content", &id, "content");
        push(&claim.source.spans, "source", &id, "source");
        push(&claim.cue, "cue", &id, "cue");
    }
    for (index, time) in reading.times.iter().enumerate() {
        push(&[time.span], "time", &format!("t{}", index + 1), "time");
    }
    for (index, place) in reading.places.iter().enumerate() {
        push(&[place.span], "place", &format!("p{}", index + 1), "place");
    }
    for (index, entity) in reading.entities.iter().enumerate() {
        let id = format!("e{}", index + 1);
        let class = match entity.kind {
            EntityType::Person => "entity person",
            EntityType::Place => "entity where",
            _ => "entity",
        };
        for mention in &entity.mentions {
            push(&[mention.span], class, &id, mention.form.as_str());
        }
    }
    for (index, event) in reading.events.iter().enumerate() {
        let id = format!("v{}", index + 1);
        for participant in &event.participants {
            push(
                &participant.spans,
                "participant",
                &id,
                participant.role.as_str(),
            );
        }
        if let Some(object) = &event.object {
            push(&object.spans, "object", &id, "object");
        }
        for quantity in &event.quantities {
            push(&quantity.spans, "quantity", &id, "number");
        }
        for (number, telling) in event.tellings.iter().enumerate() {
            push(&telling.trigger, "trigger", &id, "act");
            // The first telling's participants are the event's own.
            if number > 0 {
                for spans in &telling.participants {
                    push(spans, "participant", &id, "party");
                }
            }
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use record::{Document, Issue, IssueCode};

    use super::*;

    fn written(text: &str, spans: &[(u32, u32)], pieces: &[(u32, u32)]) -> String {
        let mut reading = Reading {
            document: Document {
                text: text.to_owned(),
                ..Document::default()
            },
            ..Reading::default()
        };
        for (start, end) in spans {
            let span = Span {
                start: *start,
                end: *end,
            };
            reading
                .issues
                .push(Issue::new(IssueCode::Repeated, Some(span)));
        }
        let mut page = String::new();
        let mut marker = Marker::new(&reading, 1);
        for (start, end) in pieces {
            let span = Span {
                start: *start,
                end: *end,
            };
            marker.write(&mut page, span);
            page.push('|');
        }
        page.replace("<span class=\"issue\" data-i=\"", "[")
            .replace("</span>", "]")
            .replace(":issue", "")
            .replace("\">", " ")
    }

    #[test]
    fn text_is_cut_where_spans_start_and_end() {
        for (spans, pieces, expected) in [
            (&[][..], &[(0, 6)][..], "abcdef|"),
            (&[(0, 6)], &[(0, 6)], "[i1 abcdef]|"),
            (&[(1, 3), (2, 5)], &[(0, 6)], "a[i1 b][i1 i2 c][i2 de]f|"),
            (&[(1, 2), (0, 4)], &[(0, 6)], "[i2 a][i2 i1 b][i2 cd]ef|"),
            (&[(1, 5)], &[(0, 2), (3, 6)], "a[i1 b]|[i1 de]f|"),
            (&[(2, 3)], &[(0, 2), (4, 6)], "ab|ef|"),
        ] {
            assert_eq!(written("abcdef", spans, pieces), expected, "{spans:?}");
        }
    }

    #[test]
    fn deep_nesting_stays_linear() {
        let spans: Vec<_> = (0..2000).map(|depth| (depth, 4000 - depth)).collect();
        let page = written(&"a".repeat(4000), &spans, &[(0, 4000)]);
        assert!(page.len() < 4000 * (MOST_MARKS + 2) * 7, "{}", page.len());
    }
}
