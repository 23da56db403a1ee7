//! How much of one document is read.

use record::{Issue, IssueCode, Sentence, Span, Syntax};

/// The most words and marks of one document that are read, the double of a very long novel. Rows
/// take a thousand times the memory of the words that they stand on: a file of 100 MB of dense
/// prose, which can only be many documents in one, would not fit.
const MOST_TOKENS: usize = 1_200_000;

/// Leaves out the sentences that are too many, and says so.
pub(crate) fn limit(syntax: &mut Syntax) -> Option<Issue> {
    let unread = keep(syntax, MOST_TOKENS)?;
    let message =
        "the document has more words than Dateline reads; from here on they were kept unread";
    Some(Issue::with_message(
        IssueCode::TooLarge,
        message,
        Some(unread),
    ))
}

/// Leaves out the sentences beyond `most` tokens; gives the first of them.
fn keep(syntax: &mut Syntax, most: usize) -> Option<Span> {
    let fits = |sentence: &Sentence| sentence.end_token as usize <= most;
    let kept = syntax.sentences.partition_point(fits);
    let unread = syntax.sentences.get(kept)?.span;
    let end = syntax.sentences[kept].first_token;
    syntax.tokens.truncate(end as usize);
    syntax
        .names
        .truncate(syntax.names.partition_point(|name| name.end_token <= end));
    syntax.sentences.truncate(kept);
    Some(unread)
}

#[cfg(test)]
mod tests {
    use page::Given;

    use super::*;

    #[test]
    fn what_is_too_long_is_left_unread_from_a_sentence_on() {
        let model = crate::LanguageModel::embedded();
        let document = page::text(b"Envoys met. They agreed. They left.", &Given::default());
        for (most, sentences, unread) in [
            (100, 3, None),
            (9, 3, None),
            (8, 2, Some("They left.")),
            (6, 2, Some("They left.")),
            (2, 0, Some("Envoys met.")),
        ] {
            let mut syntax =
                model.lend(|model, scratch| language::segment(model, scratch, &document));
            let left = keep(&mut syntax, most).map(|span| span.of(&document.text));
            assert_eq!(left, unread, "{most}");
            assert_eq!(syntax.sentences.len(), sentences, "{most}");
            assert_eq!(syntax.tokens.len(), 3 * sentences, "{most}");
        }
    }
}
