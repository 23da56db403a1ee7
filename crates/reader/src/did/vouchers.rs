//! Vouchers: the claims whose contents hold a trigger; none where the reporter's own voice tells.

use record::{Claim, ClaimId, Reading, Span, SpeechAct, Stance};

/// More claims than this cannot hold one sentence in text that people wrote.
const MOST_ACTIVE: usize = 32;

/// Contents of claims, swept along with the sentences.
pub(super) struct Contents {
    list: Vec<(Span, ClaimId)>,
    next: usize,
    active: Vec<(Span, ClaimId)>,
}

impl Contents {
    pub(super) fn new(reading: &Reading) -> Self {
        let mut list: Vec<_> = reading
            .claims
            .iter()
            .enumerate()
            .flat_map(|(index, claim)| {
                claim
                    .content
                    .iter()
                    .map(move |span| (*span, ClaimId(index as u32)))
            })
            .collect();
        list.sort();
        Self {
            list,
            next: 0,
            active: Vec::new(),
        }
    }

    /// Moves on to a sentence; sentences must come in text order.
    pub(super) fn advance(&mut self, sentence: Span) {
        self.active.retain(|(span, _)| span.end > sentence.start);
        while let Some(&(span, claim)) = self
            .list
            .get(self.next)
            .filter(|(span, _)| span.start < sentence.end)
        {
            self.next += 1;
            if span.end > sentence.start && self.active.len() < MOST_ACTIVE {
                self.active.push((span, claim));
            }
        }
    }

    /// The claims that hold a trigger, innermost first, without one of which it is the cue.
    pub(super) fn chain(&self, reading: &Reading, trigger: Span) -> Vec<ClaimId> {
        let mut holding: Vec<(Span, ClaimId)> = self
            .active
            .iter()
            .copied()
            .filter(|(span, claim)| {
                let cue = reading.claims[claim.index()]
                    .cue
                    .iter()
                    .any(|cue| cue.overlaps(trigger));
                span.contains(trigger) && !cue
            })
            .collect();
        holding.sort_by_key(|(span, claim)| (span.len(), *claim));
        let mut chain: Vec<ClaimId> = Vec::new();
        for (_, claim) in &holding {
            if !chain.contains(claim) {
                chain.push(*claim);
            }
        }
        if let Some(innermost) = chain.first() {
            for outer in &reading.claims[innermost.index()].within {
                if !chain.contains(outer) {
                    chain.push(*outer);
                }
            }
        }
        chain
    }
}

/// How a claim's source stands to what the claim says.
pub(super) fn stance(claim: &Claim) -> Stance {
    match (claim.act, claim.negated) {
        (SpeechAct::Deny, false) => Stance::Denies,
        (_, true) => Stance::Doubts,
        _ => Stance::Asserts,
    }
}
