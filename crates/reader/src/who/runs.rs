//! Runs of capitalised words, with the small words that join them.

use std::ops::Range;

use record::TokenKind;

use super::words::Words;

/// How a sentence uses capitals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Capitals {
    /// Names have them: they tell something.
    Names,
    /// Most words have them, as in headlines ("Rebels Leave Old City").
    Titles,
    /// All letters are capitals ("FOREIGN MINISTER ARRIVES").
    All,
}

/// How the sentence of these tokens uses capitals.
pub(super) fn capitals(words: &Words<'_>, sentence: &Range<usize>) -> Capitals {
    let (mut long, mut capital, mut all) = (0, 0, 0);
    for index in sentence.clone() {
        let token = words.token(index);
        if token.kind == TokenKind::Word && token.span.len() >= 4 {
            long += 1;
            capital += usize::from(token.capital);
            all += usize::from(words.is_all_capitals(index));
        }
    }
    let usual = || {
        sentence
            .clone()
            .any(|index| words.is_capital(index) && index > sentence.start && words.is_usual(index))
    };
    if long >= 2 && all == long && usual() {
        Capitals::All
    } else if long >= 4 && capital * 10 >= long * 8 && usual() {
        Capitals::Titles
    } else {
        Capitals::Names
    }
}

/// Where the run that starts at `start` ends; `start` itself when none starts there.
pub(super) fn run(words: &Words<'_>, sentence: &Range<usize>, start: usize) -> usize {
    if !starts(words, start) {
        return start;
    }
    let mut end = start + 1;
    // "al-Assad" starts with its article.
    if !words.is_capital(start) {
        end = start + 3;
    }
    while end < sentence.end && !words.is_new_line(end) {
        match joined(words, start, end, sentence.end) {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

fn starts(words: &Words<'_>, index: usize) -> bool {
    if words.is_capital(index) {
        return !words.classes(index).is_common();
    }
    article(words, index)
}

/// "al-" before a capital.
fn article(words: &Words<'_>, index: usize) -> bool {
    matches!(
        words.get(index),
        "al" | "el" | "an" | "as" | "ash" | "ad" | "ar" | "at" | "az"
    ) && words.get(index + 1) == "-"
        && words.is_glued(index + 1)
        && words.is_glued(index + 2)
        && words.is_capital(index + 2)
}

/// The token after the next part, when the run goes on at `end`.
fn joined(words: &Words<'_>, start: usize, end: usize, limit: usize) -> Option<usize> {
    let capital = |index: usize| index < limit && words.is_capital(index);
    let name = |index: usize| {
        capital(index)
            && (!words.classes(index).is_common()
                || matches!(
                    words.get(index),
                    "May"
                        | "II"
                        | "III"
                        | "IV"
                        | "Jr"
                        | "Jr."
                        | "Sr."
                        | "Earth"
                        | "Bible"
                        | "Euro"
                        | "St."
                )
                || words.get(index).len() == 1)
    };
    if name(end) {
        // "May" goes on a name only after a given name.
        if words.get(end) == "May" && !words.classes(end - 1).is_given() {
            return None;
        }
        return Some(end + 1);
    }
    let word = words.get(end);
    match word {
        "-" if words.is_glued(end) && words.is_glued(end + 1) && end + 1 < limit => {
            let after = end + 1;
            // "Ki-moon" is one name, "Kremlin-backed" is not.
            (name(after) || words.token(after).kind == TokenKind::Word && !words.is_usual(after))
                .then_some(after + 1)
        }
        "&" if name(end + 1) => Some(end + 2),
        "'s" | "’s" | "'" | "’" if name(end + 1) => possessive(words, end, limit),
        "of" | "for" | "on" | "against" => {
            let mut after = end + 1;
            if words.get(after) == "the" {
                after += 1;
            }
            // "Secretary of State Ann Aker": the title is one.
            for from in (start.max(end.saturating_sub(3))..end).rev() {
                if let Some((next, _)) = words.title(from, limit)
                    && next > end + 1
                {
                    return Some(next);
                }
            }
            let head = words.classes(end - 1);
            // "Committee for the Prevention of Torture": a usual word goes on once a body's name
            // has begun.
            let inside = words.is_usual(end - 1)
                && (start..end).any(|index| matches!(words.get(index), "of" | "for"));
            let takes = head.takes_of()
                || inside
                || word == "for" && (head.heads_organization() || head.heads_work());
            (takes && name(after)).then_some(after + 1)
        }
        "in" => {
            let head = words.get(end - 1);
            (matches!(head, "Embassy" | "Consulate" | "Office") && name(end + 1)).then_some(end + 2)
        }
        "and" if name(end + 1) => listed(words, start, end, limit),
        _ if words.classes(end).is_connector() || article(words, end) => {
            let mut after = end;
            for _ in 0..3 {
                if after < limit
                    && (words.classes(after).is_connector() && !words.is_capital(after)
                        || words.get(after) == "-")
                {
                    after += 1;
                }
            }
            (after > end && name(after) && after <= end + 3).then_some(after + 1)
        }
        _ => None,
    }
}

/// "People's Party", "Lord's Resistance Army": the owner is a usual word and the owned is a body.
fn possessive(words: &Words<'_>, end: usize, limit: usize) -> Option<usize> {
    if !words.is_usual(end - 1) {
        return None;
    }
    let mut after = end + 1;
    let mut head = false;
    while after < limit && words.is_capital(after) {
        let classes = words.classes(after);
        head |= classes.heads_organization() || classes.heads_work();
        after += 1;
    }
    head.then_some(end + 2)
}

/// "Ministry of Trade and Industry", "Truth and Reconciliation Commission": both sides are usual
/// words, and a body's head stands before or behind.
fn listed(words: &Words<'_>, start: usize, end: usize, limit: usize) -> Option<usize> {
    if !words.is_usual(end - 1) || !words.is_usual(end + 1) {
        return None;
    }
    let before = (start..end).any(|index| words.classes(index).takes_of())
        && (start..end).any(|index| matches!(words.get(index), "of" | "for"));
    let mut after = end + 1;
    let mut behind = false;
    while after < limit && words.is_capital(after) {
        behind |= words.classes(after).heads_organization() || words.classes(after).heads_work();
        after += 1;
    }
    (before || behind && !words.classes(end - 1).heads_organization()).then_some(end + 2)
}
