//! What is done by a cue that something else has found, from its head and the words after it.

use super::{Cue, CueKind, Cues};

/// Stands in a cue for any few words: “take … to task”.
pub(super) const GAP: &str = "…";

/// How many words may stand where a cue leaves room.
const LONGEST_GAP: usize = 6;

/// How many words after one that says little are looked through: “made strenuous efforts to”.
const REACH: usize = 8;

/// The head of a cue: one word in lower case.
#[derive(Clone, Copy, Debug)]
pub struct CueHead<'t> {
    /// The word as it is written; its form decides where the lemma is not in the lexicon.
    pub word: &'t str,
    /// Its dictionary form, as far as a tagger could tell.
    pub lemma: &'t str,
    /// Verb, noun, adjective or adverb, as far as a tagger could tell; anything else is
    /// [`CueKind::Apart`]. A participle after “be” may be given as an adjective: “was convinced”
    /// is another thing than “convinced us”, and where there is no such adjective the verb is found.
    pub kind: CueKind,
}

impl Cues {
    /// The cue that a head and the words after it are: of “doubled down on”, the row that has all
    /// three words rather than one that has only the first. The words of `after` are in lower case
    /// and follow the head in the cue; of a cue that is one word, they follow it in the sentence.
    /// A row of the kind of the head is preferred, but taggers err, and “alleges” is no noun.
    ///
    /// Whether the cue is negated is for the reader to see: “did not deny” finds “deny” here.
    pub fn act_of(&self, head: CueHead<'_>, after: &[&str]) -> Option<&Cue> {
        let cue = self.best(head, after)?;
        if cue.takes.light() {
            return Some(self.within(after).unwrap_or(cue));
        }
        Some(cue)
    }

    fn best(&self, head: CueHead<'_>, after: &[&str]) -> Option<&Cue> {
        let by_lemma = self.ids(head.lemma).map(|id| (id, true));
        let by_word = self.ids(head.word).map(|id| (id, false));
        let found = by_lemma.chain(by_word).filter_map(|(id, lemma)| {
            let cue = &self.rows[usize::from(id)];
            let length = matched(&cue.rest, after)?;
            let dictionary = lemma && *cue.word == *head.lemma;
            let rank = (cue.kind == head.kind, dictionary, length);
            // Of two rows for the same words the first counts.
            Some((rank, std::cmp::Reverse(id), cue))
        });
        found
            .max_by_key(|&(rank, id, _)| (rank, id))
            .map(|(_, _, cue)| cue)
    }

    /// The first cue that says more than the light word before it.
    fn within(&self, after: &[&str]) -> Option<&Cue> {
        let open = after
            .iter()
            .take(REACH)
            .take_while(|word| is_word(word) && **word != "that")
            .count();
        let cue = |at: usize| {
            let word = *after.get(at).filter(|_| at < open)?;
            let kind = match at.checked_sub(1).map(|before| after[before]) {
                Some("to" | "not") => CueKind::Verb,
                _ if word.ends_with("ing") => CueKind::Verb,
                _ => CueKind::Noun,
            };
            let lemma = word;
            self.best(CueHead { word, lemma, kind }, &after[at + 1..])
                .filter(|cue| !cue.takes.light())
                .filter(|cue| !matches!(cue.kind, CueKind::Before | CueKind::Apart))
        };
        let at = (0..open).find(|&at| cue(at).is_some())?;
        let first = cue(at)?;
        // “serious concerns”
        let noun = (first.kind == CueKind::Adjective && first.rest.is_empty())
            .then(|| cue(at + 1))
            .flatten();
        Some(
            noun.filter(|cue| cue.kind == CueKind::Noun)
                .unwrap_or(first),
        )
    }

    fn ids(&self, word: &str) -> impl Iterator<Item = u16> {
        let forms = self.forms.get(word).map_or(&[][..], Vec::as_slice);
        forms.iter().map(|&(id, _)| id)
    }
}

/// How many words of `rest` stand at the start of `words`, if all do.
fn matched(rest: &[Box<str>], words: &[&str]) -> Option<usize> {
    let Some((first, others)) = rest.split_first() else {
        return Some(0);
    };
    if **first == *GAP {
        let wordy = words
            .iter()
            .take(LONGEST_GAP)
            .take_while(|word| is_word(word));
        let most = wordy.count();
        return (0..=most).find_map(|skipped| matched(others, &words[skipped..]));
    }
    let (word, later) = words.split_first()?;
    if first.split('/').any(|either| either == *word) {
        return Some(1 + matched(others, later)?);
    }
    // “called repeatedly for”
    word.ends_with("ly").then(|| matched(rest, later)).flatten()
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use record::SpeechAct;

    use super::*;

    fn cues() -> Cues {
        let mut cues = Cues::default();
        for file in [
            (
                "cues/verbs.tsv",
                include_str!("../../../../lexicon/cues/verbs.tsv"),
            ),
            (
                "cues/nouns.tsv",
                include_str!("../../../../lexicon/cues/nouns.tsv"),
            ),
            (
                "cues/adjectives.tsv",
                include_str!("../../../../lexicon/cues/adjectives.tsv"),
            ),
            (
                "cues/phrases.tsv",
                include_str!("../../../../lexicon/cues/phrases.tsv"),
            ),
        ] {
            cues.add_file(file)
                .expect("the files of the repository parse");
        }
        cues
    }

    /// The act and the strength of a cue: its head with its lemma, and what follows.
    fn act(cues: &Cues, kind: CueKind, lemma: &str, cue: &str) -> Option<(SpeechAct, String)> {
        let words: Vec<&str> = cue.split(' ').collect();
        let word = words[0];
        cues.act_of(CueHead { word, lemma, kind }, &words[1..])
            .map(|cue| (cue.act, cue.strength.to_string()))
    }

    #[test]
    fn a_head_and_what_follows_tell_the_act() {
        use CueKind::{Adjective, Apart, Noun, Verb};
        let cues = cues();
        for (kind, lemma, cue, of, strength) in [
            (
                Verb,
                "call",
                "called it madness",
                SpeechAct::Assert,
                "states",
            ),
            (
                Verb,
                "call",
                "called repeatedly for calm",
                SpeechAct::Demand,
                "urges",
            ),
            (Verb, "rule", "ruled out talks", SpeechAct::Deny, "denies"),
            (Verb, "refuse", "refused to sign", SpeechAct::Deny, "denies"),
            (
                Verb,
                "double",
                "doubled down on the plan",
                SpeechAct::Assert,
                "claims",
            ),
            (
                Verb,
                "take",
                "took the mayor to task",
                SpeechAct::Accuse,
                "blames",
            ),
            (
                Verb,
                "cast",
                "casts yet more doubt on it",
                SpeechAct::Deny,
                "doubts",
            ),
            (
                Verb,
                "put",
                "put the cost at nine crowns",
                SpeechAct::Assert,
                "estimates",
            ),
            (Verb, "put", "put , at last", SpeechAct::Assert, "states"),
            (Verb, "like", "like to see it", SpeechAct::Demand, "wants"),
            // Taggers err.
            (Verb, "denie", "denies", SpeechAct::Deny, "denies"),
            (Noun, "allege", "alleges", SpeechAct::Accuse, "claims"),
            (
                Verb,
                "accord",
                "according to the ministry",
                SpeechAct::Assert,
                "states",
            ),
            // Words that say little.
            (
                Verb,
                "raise",
                "raised serious concerns",
                SpeechAct::Expect,
                "fears",
            ),
            (
                Verb,
                "keep",
                "keeps on demanding",
                SpeechAct::Demand,
                "demands",
            ),
            (Verb, "have", "had no plans", SpeechAct::Promise, "plans"),
            (
                Verb,
                "remain",
                "remains deeply sceptical",
                SpeechAct::Deny,
                "doubts",
            ),
            (Verb, "give", "gave", SpeechAct::Assert, "states"),
            (Noun, "tirade", "tirades", SpeechAct::Accuse, "blames"),
            (Noun, "plea", "plea for help", SpeechAct::Demand, "urges"),
            (
                Noun,
                "report",
                "reports of floods",
                SpeechAct::Assert,
                "reports",
            ),
            (Adjective, "hopeful", "hopeful", SpeechAct::Expect, "hopes"),
            (
                Adjective,
                "furious",
                "furious at the delay",
                SpeechAct::Accuse,
                "blames",
            ),
            (
                Adjective,
                "quick",
                "quick to praise",
                SpeechAct::Praise,
                "praises",
            ),
            (
                Adjective,
                "convince",
                "convinced of it",
                SpeechAct::Assert,
                "believes",
            ),
            (
                Adjective,
                "charge",
                "charged with theft",
                SpeechAct::Accuse,
                "accuses",
            ),
            (
                Verb,
                "convince",
                "convinced us",
                SpeechAct::Assert,
                "argues",
            ),
            (Apart, ":", ":", SpeechAct::Assert, "states"),
        ] {
            assert_eq!(
                act(&cues, kind, lemma, cue),
                Some((of, strength.to_owned())),
                "{cue}"
            );
        }
        assert_eq!(act(&cues, Verb, "plant", "planted trees"), None);
    }

    #[test]
    fn a_row_without_rules_is_no_word_of_the_text() {
        let cues = cues();
        assert_eq!(cues.of("furious").count(), 0);
        assert_eq!(cues.of("took").count(), 0);
        assert_eq!(cues.of("said").count(), 1);
        let loose =
            Cues::default().add_file(("cues/verbs.tsv", "put … at\t-\tassert\tstates\tthat"));
        assert!(loose.is_err());
    }

    #[test]
    fn each_row_has_an_act_and_a_strength_that_go_together() {
        for cue in cues().rows {
            let strengths: &[&str] = match cue.act {
                SpeechAct::Assert => &[
                    "states",
                    "announces",
                    "reports",
                    "confirms",
                    "admits",
                    "agrees",
                    "shows",
                    "estimates",
                    "claims",
                    "argues",
                    "suggests",
                    "believes",
                    "knows",
                ],
                SpeechAct::Deny => &["denies", "doubts"],
                SpeechAct::Ask => &["asks", "doubts"],
                SpeechAct::Demand => &["demands", "orders", "urges", "asks", "wants", "suggests"],
                SpeechAct::Promise => &["promises", "plans"],
                SpeechAct::Threaten => &["threatens", "warns"],
                SpeechAct::Expect => &["expects", "hopes", "fears", "estimates", "suggests"],
                SpeechAct::Praise => &["praises", "argues", "claims"],
                SpeechAct::Accuse => &["accuses", "blames", "claims", "believes"],
                SpeechAct::Regret => &["regrets"],
            };
            assert!(strengths.contains(&&*cue.strength), "{cue:?}");
        }
    }
}
