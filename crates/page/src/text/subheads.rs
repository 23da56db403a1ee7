//! Headings: the headline, subheads on lines of their own, and subheads glued to a paragraph.

use record::{Block, BlockKind, Span};

use crate::words;

/// Whether the last sentence of a paragraph is a subhead that lost its line: glued to a closing
/// mark or stop, in title case, without a stop of its own.
///
/// “… called it the ‘only way out.’Envoy Answers” is a scraped page's way to set a heading.
pub(crate) fn is_glued(paragraph: &str, tail: Span) -> bool {
    let before = &paragraph[..tail.start as usize];
    let tail = tail.of(paragraph).trim_end();
    if before.is_empty() || before.ends_with(char::is_whitespace) || tail.len() > 80 {
        return false;
    }
    let count = words::count(tail, 9);
    let quoted = before.ends_with(words::is_closing);
    // One word after a bare stop is rather the end of an address than a heading.
    let enough = count >= 2 || quoted && tail.chars().count() >= 4;
    enough
        && count <= 8
        && words::is_title_case(tail)
        && tail.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '?' | '’' | '”' | '"' | ')'))
        && tail.starts_with(char::is_uppercase)
        && words::count(before, 8) == 8
}

/// Marks the headline: the block at `title`, else the first line when it looks like one.
pub(crate) fn mark_headline(
    text: &str,
    blocks: &mut [Block],
    title: Option<Span>,
) -> Option<usize> {
    let index = if let Some(title) = title {
        blocks
            .iter()
            .position(|block| block.span.contains(title) || title.contains(block.span))?
    } else {
        let index = blocks
            .iter()
            .position(|block| block.content && block.kind != BlockKind::Dateline)?;
        // Only with a story below it: a text of one line is a sentence, not a headline.
        let story = blocks[index + 1..]
            .iter()
            .any(|block| block.kind == BlockKind::Paragraph);
        (story
            && blocks[index].kind == BlockKind::Paragraph
            && is_headline(blocks[index].span.of(text)))
        .then_some(index)?
    };
    blocks[index] = Block::new(BlockKind::Headline, blocks[index].span);
    Some(index)
}

fn is_headline(line: &str) -> bool {
    let count = words::count(line, 26);
    let line = line.trim_end();
    if !(2..=25).contains(&count)
        || line.contains('\n')
        || line.ends_with([',', ':', '-', '–', '—', '_'])
    {
        return false;
    }
    let lower = line.starts_with(char::is_lowercase);
    // A headline in title case may keep a stop, and one that asks or quotes ends in a mark.
    let stop = line.trim_end_matches(words::is_closing).ends_with('.') && !line.ends_with("...");
    !lower && (!stop || words::is_title_case(line) || count <= 20 && mostly_capitals(line))
}

fn mostly_capitals(line: &str) -> bool {
    let capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
    let (mut all, mut capitals) = (0, 0);
    for word in words::words(line) {
        all += 1;
        capitals += usize::from(capital(word));
    }
    capitals * 10 >= all * 7
}

/// Marks subheads: short lines without a stop, between paragraphs of the story.
pub(crate) fn mark(text: &str, blocks: &mut [Block]) {
    let story = |block: &Block| {
        block.kind == BlockKind::Paragraph && words::count(block.span.of(text), 13) == 13
    };
    let Some(first) = blocks.iter().position(story) else {
        return;
    };
    for index in first + 1..blocks.len() {
        // A heading leads on to the story; two short lines in a row are a list or a signature.
        let leads = blocks
            .get(index + 1)
            .is_some_and(|next| is_body(text, next));
        let alone = is_body(text, &blocks[index - 1]);
        if leads
            && alone
            && blocks[index].kind == BlockKind::Paragraph
            && is_subhead(blocks[index].span.of(text))
        {
            blocks[index].kind = BlockKind::Subhead;
        }
    }
}

fn is_body(text: &str, block: &Block) -> bool {
    match block.kind {
        BlockKind::Paragraph => {
            let words = block.span.of(text);
            words::ends_with_stop(words) || words::count(words, 15) == 15
        }
        BlockKind::Caption
        | BlockKind::Credit
        | BlockKind::Promotion
        | BlockKind::List
        | BlockKind::Quote => true,
        _ => false,
    }
}

fn is_subhead(line: &str) -> bool {
    let count = words::count(line, 11);
    (1..=10).contains(&count)
        && line.starts_with(|c: char| {
            c.is_uppercase() || c.is_numeric() || matches!(c, '‘' | '“' | '\'' | '"')
        })
        && !line.contains('\n')
        && line.ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '?' | '!' | '’' | '”' | '\'' | '"' | ')')
        })
        && !words::ends_with_stop(line.trim_end_matches(['?', '!']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_subheads() {
        let check = |paragraph: &str, tail: &str, expected: bool| {
            let start = paragraph.rfind(tail).expect("the tail is there");
            assert_eq!(
                is_glued(paragraph, Span::new(start, paragraph.len())),
                expected,
                "{tail}"
            );
        };
        let story = "The envoy told the council on Monday that it was the “only way out.”";
        check(&format!("{story}Envoy Answers"), "Envoy Answers", true);
        check(&format!("{story}Background"), "Background", true);
        check(&format!("{story} Envoy Answers"), "Envoy Answers", false);
        check(
            &format!("{story}The minister disagreed"),
            "The minister disagreed",
            false,
        );
        check(&format!("{story}Envoy Answers."), "Envoy Answers.", false);
        check(
            "The council met again on Monday in the old city.Next Steps",
            "Next Steps",
            true,
        );
        check(
            "The report was on the front page of the News.Com",
            "Com",
            false,
        );
    }

    #[test]
    fn headlines_are_told_from_sentences() {
        for (line, expected) in [
            ("Ferry Sinks Off Northern Coast", true),
            ("Ferry sinks off northern coast", true),
            ("Who sank the ferry?", true),
            ("Ferry Captain Calls Charges ‘a Farce.’", true),
            ("A ferry sank off the northern coast on Friday.", false),
            ("ferry sinks", false),
            ("Partial transcript as follows:", false),
        ] {
            assert_eq!(is_headline(line), expected, "{line}");
        }
    }
}
