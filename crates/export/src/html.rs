//! One self-contained page that shows readings: the article with its spans marked, the rows
//! beside it.
//!
//! The page needs no network and loads nothing. A reading is a [`section`]; [`HEAD`] comes before
//! the first and [`tail`] after the last, so that a page of many readings is written as they
//! come. Whatever stands in a document is escaped here, and the page's content security policy
//! lets no script run but its own.

mod escape;
mod marks;
mod rows;
mod said;

use std::fmt::Write as _;

use record::{Block, BlockKind, Reading};

use crate::phrases;
pub(crate) use escape::escape;
use escape::escape_into;
use marks::Marker;

/// What one section is called in the page's index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The number of its section.
    pub number: usize,
    /// The headline, or the first words.
    pub title: String,
    /// When it was published.
    pub published: String,
}

/// The start of the page, up to the first section.
pub const HEAD: &str = concat!(
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ",
    "style-src 'unsafe-inline'; script-src '",
    "sha256-kks7XEgv/JPprCNzHwsgyIcqJa5Ik+Yzdya8Ee/bK2g=",
    "'; base-uri 'none'; form-action 'none'\">\n",
    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Dateline</title>\n<style>\n",
    include_str!("html/page.css"),
    "</style>\n</head>\n<body>\n<main>\n",
);

/// One reading. `number` tells the sections of a page apart; it is in the page's addresses.
pub fn section(reading: &Reading, number: usize) -> String {
    let document = &reading.document;
    let first_tab = rows::first_tab(reading);
    let mut page = String::with_capacity(document.text.len() * 4);
    let _ = writeln!(
        page,
        "<section class=\"reading\" id=\"reading-{number}\" data-tab=\"{first_tab}\">"
    );
    page.push_str("<div class=\"page\">\n");
    masthead(&mut page, reading);
    page.push_str("<article lang=\"");
    escape_into(&mut page, document.language.as_deref().unwrap_or("und"));
    page.push_str("\">\n");
    let mut marker = Marker::new(reading, number);
    let alike = |one: &Block, next: &Block| !one.content && !next.content && one.kind == next.kind;
    for blocks in document.blocks.chunk_by(alike) {
        match blocks {
            [block] if block.content => self::block(&mut page, &mut marker, block),
            noise => self::noise(&mut page, &mut marker, noise),
        }
    }
    page.push_str("</article>\n</div>\n");
    rows::panel(&mut page, reading, number, first_tab);
    page.push_str("</section>\n");
    page
}

/// How a reading is listed in the index.
pub fn entry(reading: &Reading, number: usize) -> Entry {
    Entry {
        number,
        title: phrases::title(reading),
        published: phrases::published(&reading.document).0,
    }
}

/// The end of the page: an index where there is more than one section, and the script.
pub fn tail(entries: &[Entry]) -> String {
    let mut page = String::from("</main>\n");
    if entries.len() > 1 {
        page.push_str("<nav class=\"index\" aria-label=\"Readings\">\n<ol>\n");
        for entry in entries {
            let _ = writeln!(
                page,
                "<li><a href=\"#reading-{}\"><bdi>{}</bdi></a> <span>{}</span></li>",
                entry.number,
                escape(&entry.title),
                escape(&entry.published)
            );
        }
        page.push_str("</ol>\n</nav>\n");
    }
    page.push_str("<script>");
    page.push_str(SCRIPT);
    page.push_str("</script>\n</body>\n</html>\n");
    page
}

/// What stands above the article: the paper, the day and how it is known, where the page is from.
fn masthead(page: &mut String, reading: &Reading) {
    let document = &reading.document;
    page.push_str("<header>\n<p class=\"paper\">");
    let paper: Vec<_> = document
        .publisher
        .iter()
        .chain(&document.section)
        .map(|name| format!("<bdi>{}</bdi>", escape(&phrases::one_line(name))))
        .collect();
    page.push_str(&paper.join(" · "));
    page.push_str("</p>\n");
    let headline = document
        .content_blocks()
        .any(|(_, block)| block.kind == BlockKind::Headline);
    if let Some(title) = document.title.as_ref().filter(|_| !headline) {
        let title = escape(&phrases::one_line(title));
        let _ = writeln!(page, "<h2 dir=\"auto\">{title}</h2>");
    }
    let (days, basis) = phrases::published(document);
    let _ = write!(
        page,
        "<p class=\"facts\"><span class=\"day\" data-id=\"published\" tabindex=\"0\">Published \
         <b>{}</b>, {basis}</span>",
        escape(&days)
    );
    if let Some(agency) = &document.agency {
        let _ = write!(page, " · copy of <bdi>{}</bdi>", escape(agency));
    }
    if !document.byline.is_empty() {
        let by = escape(&phrases::one_line(&phrases::list(&document.byline)));
        let _ = write!(page, " · by <bdi>{by}</bdi>");
    }
    if let Some(uri) = &document.uri {
        let address = escape(uri);
        if uri.starts_with("https://") || uri.starts_with("http://") {
            let _ = write!(
                page,
                " · <a href=\"{address}\" rel=\"noreferrer\">{address}</a>"
            );
        } else {
            let _ = write!(page, " · <bdi>{address}</bdi>");
        }
    }
    page.push_str("</p>\n</header>\n");
}

/// Blocks of noise of one kind in a row, as one grey box: a menu is many blocks.
fn noise(page: &mut String, marker: &mut Marker<'_>, blocks: &[Block]) {
    let kind = blocks[0].kind.as_str();
    let _ = write!(
        page,
        "<div class=\"noise\"><span class=\"label\">{kind}</span>"
    );
    for block in blocks {
        page.push_str("<span class=\"piece\" dir=\"auto\">");
        marker.write(page, block.span);
        page.push_str("</span> ");
    }
    page.push_str("</div>\n");
}

fn block(page: &mut String, marker: &mut Marker<'_>, block: &Block) {
    let kind = block.kind.as_str();
    if let Some(rows) = &block.rows {
        page.push_str("<table dir=\"auto\">\n");
        for row in rows {
            page.push_str("<tr>");
            for cell in row {
                page.push_str("<td>");
                marker.write(page, *cell);
                page.push_str("</td>");
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</table>\n");
        return;
    }
    let element = match block.kind {
        BlockKind::Headline => "h2",
        BlockKind::Subhead => "h3",
        BlockKind::Quote => "blockquote",
        _ => "p",
    };
    let _ = write!(page, "<{element} class=\"{kind}\" dir=\"auto\">");
    marker.write(page, block.span);
    let _ = writeln!(page, "</{element}>");
}

const SCRIPT: &str = include_str!("html/page.js");

#[cfg(test)]
mod tests {
    use record::{Document, Span};
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// Base 64 of a hash, whose 32 bytes leave two over at the end.
    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for three in bytes.chunks(3) {
            let mut padded = [0; 4];
            padded[1..=three.len()].copy_from_slice(three);
            let number = u32::from_be_bytes(padded);
            for place in 0..4 {
                let digit = DIGITS[(number >> (18 - 6 * place)) as usize & 63];
                text.push(if place <= three.len() {
                    digit as char
                } else {
                    '='
                });
            }
        }
        text
    }

    #[test]
    fn the_policy_lets_only_the_own_script_run() {
        let hash = format!("script-src 'sha256-{}'", base64(&Sha256::digest(SCRIPT)));
        assert!(HEAD.contains(&hash), "the script has changed; write {hash}");
        assert!(!SCRIPT.contains("</script"));
    }

    #[test]
    fn whatever_stands_in_a_document_is_escaped() {
        let bad = "<script>alert(1)</script> \"quoted\" 'too' </article><img src=x onerror=a()>";
        let text = format!("{bad}\n\n{bad}");
        let end = bad.len();
        let mut reading = Reading {
            document: Document {
                title: Some(bad.to_owned()),
                publisher: Some(bad.to_owned()),
                agency: Some(bad.to_owned()),
                section: Some(bad.to_owned()),
                byline: vec![bad.to_owned()],
                uri: Some(format!("https://example.org/{bad}")),
                language: Some(bad.to_owned()),
                blocks: vec![
                    Block::new(BlockKind::Paragraph, Span::new(0, end)),
                    Block::new(BlockKind::Promotion, Span::new(end + 2, text.len())),
                ],
                text,
                ..Document::default()
            },
            ..Reading::default()
        };
        let issue =
            record::Issue::with_message(record::IssueCode::Repeated, bad, Some(Span::new(0, end)));
        reading.issues.push(issue);
        let page = section(&reading, 1) + &tail(&[entry(&reading, 1), entry(&reading, 2)]);
        assert_eq!(page.matches("<script").count(), 1);
        assert!(!page.contains("<img"));
        assert_eq!(page.matches("</article>").count(), 1);
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot;"));
    }
}
