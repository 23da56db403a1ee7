//! HTML to a [`Document`]: parse, render, select the story, take what the page says of itself.

mod hints;
mod metadata;
mod render;
mod select;
mod tree;

use record::{BlockKind, Document, Issue, IssueCode, PageType};
use render::Rendered;
use select::Selection;

use crate::{
    Given,
    assemble::{self, Draft, Metadata},
    decode,
    text::{self, Piece},
    words,
};

/// A document from a page of HTML.
pub(crate) fn document(source: &[u8], given: &Given) -> Document {
    let decoded = decode::page(source);
    let mut issues = decoded.issues;
    let tree = tree::parse(&decoded.text, &mut issues);
    drop(decoded.text);
    let page = render::render(&tree);
    let selection = select::select(&tree, &page);
    let mut metadata = metadata::read(&tree);
    let title = headline(&page, &selection, &mut metadata, given);
    metadata.page_type = metadata.page_type.or_else(|| page_type(&page, &selection));
    if selection.words == 0 && !page.blocks.is_empty() {
        issues.push(Issue::new(IssueCode::NoStory, None));
    }
    let pieces = pieces(&page, &selection, title);
    let title = title.map(|index| page.blocks[index].span);
    let rows: Vec<_> = page
        .blocks
        .iter()
        .filter_map(|block| Some((block.span, block.rows.clone()?)))
        .collect();
    let mut document = assemble::document(
        Draft {
            source,
            media_type: "text/html",
            text: page.text,
            pieces,
            title,
            metadata,
            issues,
        },
        given,
    );
    for (span, rows) in rows {
        let index = document.blocks.partition_point(|block| block.span < span);
        if let Some(block) = document
            .blocks
            .get_mut(index)
            .filter(|block| block.span == span)
        {
            block.rows = Some(rows);
        }
    }
    document
}

/// The block that is the headline: the heading that says what the metadata says, else the first
/// main heading near the story. Takes its words as the title when the metadata has none.
fn headline(
    page: &Rendered,
    selection: &Selection,
    metadata: &mut Metadata,
    given: &Given,
) -> Option<usize> {
    let wanted = given
        .title
        .as_deref()
        .or(metadata.title.as_ref().map(|(title, _)| title.as_str()));
    let last = selection.story.end;
    let headings = || {
        let blocks = page.blocks[..last].iter().enumerate();
        blocks.filter(|(index, block)| block.heading.is_some() && !selection.comments[*index])
    };
    let same = |words: &str| wanted.is_some_and(|wanted| alike(wanted, words));
    let found = headings()
        .find(|(_, block)| same(block.span.of(&page.text)))
        .or_else(|| {
            // Before the story, the nearest; a page's first main heading is often its own name.
            let first = headings().filter(|(_, block)| block.heading == Some(1));
            let near = |index: &usize| *index <= selection.story.start + 3;
            first.rev().find(|(index, _)| near(index))
        })?;
    let words = found.1.span.of(&page.text);
    if metadata.title.is_none() {
        metadata.title = Some((words.to_owned(), record::Basis::Markup));
    }
    Some(found.0)
}

/// Whether two headlines have most of their words in common.
fn alike(one: &str, two: &str) -> bool {
    let fold = |text: &str| -> std::collections::BTreeSet<String> {
        words::words(text).take(60).map(str::to_lowercase).collect()
    };
    let (one, two) = (fold(one), fold(two));
    let common = one.intersection(&two).count();
    common > 0 && common * 10 >= 7 * one.len().max(two.len())
}

/// What each block is, as far as mark-up says; paragraphs of the story are left to their words.
fn pieces(page: &Rendered, selection: &Selection, title: Option<usize>) -> Vec<Piece> {
    let last_running = (selection.story.clone())
        .rev()
        .find(|index| is_story(page, selection, *index) && page.blocks[*index].heading.is_none());
    let mut pieces: Vec<Piece> = Vec::with_capacity(page.blocks.len());
    for (index, block) in page.blocks.iter().enumerate() {
        let line = block.span.of(&page.text);
        let count = words::count(line, 61);
        let story =
            is_story(page, selection, index) && last_running.is_none_or(|last| index <= last);
        // What is said of the story before it begins: who wrote it and when.
        let above = index < selection.story.end
            && !selection.comments[index]
            && title.is_none_or(|title| index + 12 > title);
        let kind = match block.kind {
            _ if title == Some(index) => Some(BlockKind::Headline),
            Some(BlockKind::Byline) if above && count <= 25 => Some(BlockKind::Byline),
            Some(BlockKind::Dateline) if above && count <= 16 => Some(BlockKind::Dateline),
            // The first picture often stands above the story.
            Some(BlockKind::Caption) if above && !selection.noise[index] => {
                Some(BlockKind::Caption)
            }
            Some(BlockKind::Credit) if count <= 30 => Some(BlockKind::Credit),
            _ if selection.comments[index] => Some(BlockKind::Comment),
            _ if !story => Some(BlockKind::Navigation),
            Some(BlockKind::List) if count > 60 => None,
            Some(BlockKind::Byline | BlockKind::Dateline) => None,
            kind => kind,
        };
        pieces.push(Piece {
            span: block.span,
            kind,
            furniture: !(story || above && kind == Some(BlockKind::Caption)),
        });
    }
    mark_teasers(page, &mut pieces);
    mark_empty_subheads(&mut pieces);
    pieces
}

/// Whether a block belongs to the story as far as its place and its links say.
fn is_story(page: &Rendered, selection: &Selection, index: usize) -> bool {
    let block = &page.blocks[index];
    let short = words::count(block.span.of(&page.text), 31) <= 30;
    selection.story.contains(&index)
        && !selection.noise[index]
        && !selection.comments[index]
        && !(select::is_linked(block) && (short || block.kind == Some(BlockKind::List)))
}

/// Marks other stories listed below this one: three short paragraphs or more, each under a linked
/// heading, a reporter's name or a date of its own.
fn mark_teasers(page: &Rendered, pieces: &mut [Piece]) {
    let mut run: Vec<usize> = Vec::new();
    for index in 1..=pieces.len() {
        let paragraph = pieces.get(index).filter(|piece| piece.kind.is_none());
        let Some(piece) = paragraph else {
            if index < pieces.len() {
                continue;
            }
            mark_run(pieces, &run);
            break;
        };
        let above = &page.blocks[index - 1];
        let headed = above.heading.is_some() && select::is_linked(above)
            || matches!(
                pieces[index - 1].kind,
                Some(BlockKind::Byline | BlockKind::Dateline)
            );
        if headed && words::count(piece.span.of(&page.text), 61) <= 60 {
            run.push(index);
        } else {
            mark_run(pieces, &run);
            run.clear();
        }
    }
}

fn mark_run(pieces: &mut [Piece], run: &[usize]) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return;
    };
    if run.len() < 3 {
        return;
    }
    for piece in &mut pieces[*first - 1..=*last] {
        piece.kind = Some(BlockKind::Navigation);
        piece.furniture = true;
    }
}

/// A heading over nothing but links is part of them.
fn mark_empty_subheads(pieces: &mut [Piece]) {
    let mut story_below = false;
    for piece in pieces.iter_mut().rev() {
        match piece.kind {
            Some(BlockKind::Subhead) if !story_below => {
                piece.kind = Some(BlockKind::Navigation);
                piece.furniture = true;
            }
            Some(BlockKind::Navigation | BlockKind::Comment | BlockKind::Subhead) => {
                story_below = false;
            }
            _ => story_below = true,
        }
    }
}

/// An index shows as many links and little running text.
fn page_type(page: &Rendered, selection: &Selection) -> Option<PageType> {
    let linked = page
        .blocks
        .iter()
        .filter(|block| select::is_linked(block))
        .count();
    (selection.words < 120 && linked > 40).then_some(PageType::Index)
}

/// Names of a byline's people, from an author field.
fn people(names: &str) -> Vec<String> {
    text::people(names)
}

#[cfg(test)]
mod tests;
