//! Text to blocks: what each stretch is for on its page, and the damage that scraping left.
//!
//! HTML and plain text both end here. Mark-up decides what it can; the words decide the rest.
//! Nothing is deleted and no character changes: a promotion sentence in the middle of a paragraph
//! cuts the paragraph in three blocks.

mod captions;
mod furniture;
pub(crate) mod lines;
mod notices;
mod promotion;
mod repeats;
mod subheads;

use record::{Block, BlockKind, Issue, Span};

use crate::{dates, words};
pub(crate) use lines::paragraphs;
pub(crate) use notices::{byline, people};

/// A stretch of text before it has been judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    /// What mark-up says that it is; `None` leaves it to the words.
    pub(crate) kind: Option<BlockKind>,
    /// Whether it stands outside the story, whatever its kind.
    pub(crate) furniture: bool,
}

/// Blocks of a text cut into pieces, and what was noticed. `title` is where a headline is known to
/// stand.
pub(crate) fn blocks(
    text: &str,
    pieces: &[Piece],
    title: Option<Span>,
) -> (Vec<Block>, Vec<Issue>) {
    let mut blocks = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece.kind {
            Some(BlockKind::Caption) if !piece.furniture => {
                blocks.extend(caption(text, piece.span));
            }
            Some(kind) => {
                let mut block = Block::new(kind, piece.span);
                block.content &= !piece.furniture || kind == BlockKind::Headline;
                blocks.push(block);
            }
            None => judge(text, piece.span, &mut blocks),
        }
    }
    furniture::mark_runs(text, &mut blocks);
    let headline = subheads::mark_headline(text, &mut blocks, title);
    subheads::mark(text, &mut blocks);
    let issues = repeats::mark(text, &mut blocks, headline);
    (blocks, issues)
}

/// Judges one paragraph or line, as a whole or sentence by sentence.
fn judge(text: &str, span: Span, blocks: &mut Vec<Block>) {
    if let Some(kind) = whole(span.of(text)) {
        blocks.push(Block::new(kind, span));
        return;
    }
    let start = span.start as usize;
    for (kind, part) in parts(span.of(text)) {
        let part = Span::new(start + part.start as usize, start + part.end as usize);
        blocks.push(Block::new(kind, part));
    }
}

/// A caption from mark-up, with the credit at its end as a block of its own.
fn caption(text: &str, span: Span) -> impl Iterator<Item = Block> {
    let words = span.of(text);
    let credit = if captions::is_credit_line(words) {
        Some(Span::new(0, words.len()))
    } else {
        captions::bracketed_credit(words).or_else(|| captions::closing_credit(words))
    };
    let start = span.start as usize;
    let edges = credit.map_or([words.len(); 2], |credit| {
        [credit.start as usize, credit.end as usize]
    });
    let part = move |kind: BlockKind, from: usize, to: usize| {
        let part = Span::new(start + from, start + to).trim(text);
        (!part.is_empty()).then(|| Block::new(kind, part))
    };
    [
        part(BlockKind::Caption, 0, edges[0]),
        part(BlockKind::Credit, edges[0], edges[1]),
        part(BlockKind::Caption, edges[1], words.len()),
    ]
    .into_iter()
    .flatten()
}

/// What a paragraph is as a whole, when that is not a plain paragraph.
fn whole(words: &str) -> Option<BlockKind> {
    if words.len() > 2_000 {
        return None;
    }
    let kind = if notices::byline(words).is_some() {
        BlockKind::Byline
    } else if is_date_line(words) || is_dateline(words) {
        BlockKind::Dateline
    } else if notices::is_correction(words) {
        BlockKind::Correction
    } else if furniture::is_form(words) {
        BlockKind::Form
    } else if furniture::is_navigation(words) {
        BlockKind::Navigation
    } else if notices::is_credit(words) || captions::is_credit_line(words) {
        BlockKind::Credit
    } else if promotion::is_promotion(words, true) {
        BlockKind::Promotion
    } else if is_question(words) {
        BlockKind::Question
    } else if is_list_item(words) {
        BlockKind::List
    } else {
        return None;
    };
    Some(kind)
}

/// Cuts a paragraph where its sentences have other jobs: captions, credits, promotion, a subhead
/// glued to its end.
fn parts(paragraph: &str) -> Vec<(BlockKind, Span)> {
    let mut parts: Vec<(BlockKind, Span)> = Vec::new();
    let mut in_caption = false;
    for sentence in words::sentences(paragraph) {
        let mut rest = sentence.span;
        while let Some(credit) = first_credit(paragraph, rest, sentence.quoted) {
            let before = Span::new(rest.start as usize, credit.start as usize).trim(paragraph);
            in_caption |= !sentence.quoted && captions::opens_caption(before.of(paragraph));
            caption_before(paragraph, &mut parts, before, in_caption);
            parts.push((BlockKind::Credit, credit));
            in_caption = false;
            rest = Span::new(credit.end as usize, rest.end as usize).trim(paragraph);
        }
        if rest.is_empty() {
            continue;
        }
        let words = rest.of(paragraph);
        in_caption |= !sentence.quoted && captions::opens_caption(words);
        let kind = if in_caption {
            BlockKind::Caption
        } else if sentence.quoted {
            BlockKind::Paragraph
        } else if promotion::is_promotion(words, false) {
            BlockKind::Promotion
        } else if words::count(words, 41) <= 40 && notices::is_credit(words) {
            BlockKind::Credit
        } else if rest.end as usize == paragraph.len() && subheads::is_glued(paragraph, rest) {
            BlockKind::Subhead
        } else {
            BlockKind::Paragraph
        };
        add(&mut parts, kind, rest);
    }
    parts
}

/// The first picture credit of a sentence: in brackets anywhere, or bare at its start.
fn first_credit(paragraph: &str, sentence: Span, quoted: bool) -> Option<Span> {
    let words = sentence.of(paragraph);
    let bare = if quoted {
        None
    } else {
        captions::opening_credit(words)
    };
    let credit = bare.or_else(|| captions::bracketed_credit(words))?;
    let start = sentence.start as usize;
    let end = start + credit.end as usize;
    // A full stop after the bracket goes with it.
    let stop = usize::from(paragraph[end..].starts_with('.'));
    Some(Span::new(start + credit.start as usize, end + stop))
}

/// Adds a sentence to the block before it, or begins a new block.
fn add(parts: &mut Vec<(BlockKind, Span)>, kind: BlockKind, span: Span) {
    if span.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some((last, whole)) if *last == kind => *whole = whole.cover(span),
        _ => parts.push((kind, span)),
    }
}

/// Adds what stands before a picture credit: a caption that is open, or all of a short paragraph that
/// the credit ends, else the sentence before the credit.
fn caption_before(paragraph: &str, parts: &mut Vec<(BlockKind, Span)>, before: Span, opened: bool) {
    const SHORT: usize = 60;
    if let [(kind @ BlockKind::Paragraph, first)] = parts.as_mut_slice()
        && !opened
        && words::count(&paragraph[..before.end as usize], SHORT + 1) <= SHORT
    {
        *kind = BlockKind::Caption;
        if !before.is_empty() {
            *first = first.cover(before);
        }
        return;
    }
    add(parts, BlockKind::Caption, before);
}

/// “HAMBURG, Dec 8 (Reuters) -” on a line of its own.
fn is_dateline(line: &str) -> bool {
    words::count(line, 11) <= 10
        && line.trim_end().ends_with(['-', '–', '—', '_'])
        && line.contains('(')
        && line.starts_with(char::is_uppercase)
}

/// A line with a full date and nothing else: “Published: 8 December 2016 10:15 GMT”.
pub(crate) fn is_date_line(line: &str) -> bool {
    words::count(line, 17) <= 16 && !line.contains('\n') && {
        let ends = words::ends_with_stop(line) && !line.ends_with("m.");
        !ends
            && words::words(line)
                .all(|word| words::is_in(word, OF_DATE_LINES) || is_time_part(word))
            && dates::find(line).is_some()
    }
}

/// A month, a day, a year, a time or a zone.
fn is_time_part(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 20
        || dates::month(word).is_some()
        || words::is_in(word, dates::ZONES)
}

const OF_DATE_LINES: &[&str] = &[
    "a",
    "am",
    "at",
    "central",
    "created",
    "date",
    "day",
    "eastern",
    "edited",
    "first",
    "for",
    "friday",
    "immediate",
    "issued",
    "last",
    "local",
    "m",
    "modified",
    "monday",
    "news",
    "on",
    "p",
    "pm",
    "posted",
    "press",
    "publication",
    "published",
    "release",
    "released",
    "revised",
    "saturday",
    "standard",
    "statement",
    "sunday",
    "thursday",
    "time",
    "tuesday",
    "updated",
    "wednesday",
];

/// An interviewer's question: “Q: Will you sign?”, “Question: Will you sign?”.
fn is_question(words: &str) -> bool {
    [
        "Q:",
        "Q.",
        "Q -",
        "Q –",
        "Q —",
        "QUESTION:",
        "Question:",
        "QUESTION.",
    ]
    .iter()
    .any(|mark| words.starts_with(mark))
}

/// A line with a bullet or a number before it.
fn is_list_item(words: &str) -> bool {
    let after = words
        .strip_prefix(['•', '‣', '▪', '●', '*', '-'])
        .or_else(|| {
            let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = words.len() - rest.len();
            (digits == 1 || digits == 2).then(|| rest.strip_prefix([')', '.']))?
        });
    after.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests;
