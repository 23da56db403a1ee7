//! Sources after a preposition: “according to the ministry”.

use lexicon::cues::CueKind;

use super::attribute::{Attribution, Reader};
use super::words::Class;

impl Reader<'_, '_> {
    /// “according to the ministry”
    pub(super) fn according(&mut self) {
        for at in self.low..self.high {
            let Some(hit) = self
                .words
                .cues(at, self.high)
                .find(|hit| hit.cue.kind == CueKind::Before)
            else {
                continue;
            };
            let clause_before = self
                .out
                .iter()
                .rev()
                .find(|other| other.clause.start < at)
                .map_or(self.low, |other| other.clause.end.min(at));
            let left = self.open_of(clause_before);
            let before = (at > self.low).then(|| self.class(at - 1));
            // A source at the head of a clause ends at the first comma: According to the ministry,
            // the road is closed.
            let heads = left >= at
                || matches!(
                    before,
                    Some(Class::And | Class::But | Class::That | Class::Subordinator)
                );
            let comma = (hit.end..self.high).find(|&at| self.class(at) == Class::Comma);
            let limit = match comma.filter(|_| heads) {
                Some(comma) if self.class(comma + 1) != Class::Relative => comma,
                _ => self.high,
            };
            let Some(source) = self.words.phrase_after(hit.end, limit) else {
                continue;
            };
            let mut attribution = Attribution::new(self.index, hit.cue, hit.at..hit.end);
            let mut start = at;
            let resumes = (source.end + 1 < self.high && self.class(source.end) == Class::Comma)
                .then_some(source.end + 1);
            if heads {
                let Some(from) = resumes else { continue };
                let end = self.next_following(from);
                if from >= end {
                    continue;
                }
                attribution.content.push(self.words.span(&(from..end)));
                attribution.quoted = self.class(end - 1) == Class::Quote;
            } else {
                let comma = before == Some(Class::Comma);
                if comma {
                    start = at - 1;
                }
                if left >= start {
                    continue;
                }
                attribution.content.push(self.words.span(&(left..start)));
                attribution.quoted = self.class(start - 1) == Class::Quote;
                // The road, according to the ministry, is closed.
                let split = !self.clause(left, start) && comma;
                if let Some(from) =
                    resumes.filter(|&from| split && from < self.next_following(from))
                {
                    let rest = from..self.next_following(from);
                    attribution.content.push(self.words.span(&rest));
                }
            }
            attribution.clause = start..source.end;
            attribution.source = Some(source);
            attribution.follows = true;
            attribution.confidence = 0.85;
            self.out.push(attribution);
        }
        self.out.sort_by_key(|attribution| attribution.clause.start);
    }
}
