//! What a page has around its story: menus, share bars, lists of links, forms, comments.
//!
//! Lines are judged one by one, then in runs: a heading such as “Leave a Reply” or “Related
//! stories” decides for the short lines after it.

use record::{Block, BlockKind};

use crate::{dates, words};

/// Whether a line alone is part of a menu or share bar.
pub(crate) fn is_navigation(line: &str) -> bool {
    let count = words::count(line, 31);
    if count == 0 || count > 30 {
        // A row of dashes or dots divides a page and says nothing.
        return count == 0 && !line.is_empty();
    }
    let parts = line
        .split(['|', '»', '›', '·', '•'])
        .filter(|part| !part.trim().is_empty());
    let menu = parts.clone().count();
    if menu >= 3
        && parts.clone().all(|part| words::count(part, 5) < 5)
        && !words::ends_with_stop(line)
    {
        return true;
    }
    if count <= 6 && !words::ends_with_stop(line) {
        let known = words::words(line)
            .filter(|word| words::is_in(word, MENU) || word.parse::<u32>().is_ok())
            .count();
        let joining = words::count_in(line, MENU_FILLING);
        let some = words::count_in(line, MENU) > 0;
        if some && known + joining == count {
            return true;
        }
    }
    // “Tags: Aleppo, Syria” and “Filed under: World”.
    TAGGED
        .iter()
        .any(|tag| words::after(line, tag).is_some_and(|rest| rest.trim_start().starts_with(':')))
        || words::begins(
            line,
            &[
                "skip to content",
                "skip to main content",
                "jump to navigation",
                "you are here",
            ],
        )
}

const MENU: &[&str] = &[
    "bookmark",
    "comment",
    "comments",
    "contact",
    "e-mail",
    "email",
    "facebook",
    "home",
    "instagram",
    "linkedin",
    "login",
    "menu",
    "messenger",
    "pinterest",
    "print",
    "reddit",
    "register",
    "search",
    "share",
    "shares",
    "sign-in",
    "subscribe",
    "telegram",
    "tumblr",
    "tweet",
    "tweets",
    "twitter",
    "whatsapp",
];

/// Words that go with those of a menu and say nothing by themselves.
const MENU_FILLING: &[&str] = &[
    "a", "article", "by", "copy", "friend", "link", "on", "page", "save", "story", "the", "this",
    "to", "us", "via",
];

const TAGGED: &[&str] = &[
    "categories",
    "category",
    "filed under",
    "keywords",
    "posted in",
    "tagged",
    "tags",
    "topics",
];

/// Whether a line is part of a form to be filled in.
pub(crate) fn is_form(line: &str) -> bool {
    words::count(line, 41) <= 40
        && (words::begins(line, FORM_OPENINGS)
            || words::holds(line, FORM_NOTES)
            || words::count(line, 4) <= 3
                && line.trim_end().ends_with('*')
                && words::count_in(line, FIELDS) > 0)
}

const FORM_OPENINGS: &[&str] = &[
    "cancel reply",
    "join the conversation",
    "leave a comment",
    "leave a reply",
    "leave your comment",
    "log in to comment",
    "notify me of",
    "post a comment",
    "post comment",
    "save my name",
    "submit comment",
    "this site uses akismet",
    "write a comment",
    "you must be logged in",
    "you must log in",
    "your email address",
];

const FORM_NOTES: &[&str] = &[
    "email address will not be published",
    "enter your comment",
    "enter your email",
    "fields are marked",
    "for the next time i comment",
    "must be logged in to post",
];

const FIELDS: &[&str] = &[
    "address", "comment", "e-mail", "email", "message", "name", "password", "phone", "subject",
    "username", "website",
];

/// Kinds that follow from a line's company: called once all blocks have a kind.
pub(crate) fn mark_runs(text: &str, blocks: &mut [Block]) {
    mark_comments(text, blocks);
    let last_story = blocks.iter().rposition(|block| is_story(text, block));
    let mut run = None;
    for (index, block) in blocks.iter_mut().enumerate() {
        let line = block.span.of(text);
        let short = words::count(line, 13) <= 12 && !words::ends_with_stop(line);
        let after_story = last_story.is_some_and(|last| index > last);
        if block.kind == BlockKind::Form {
            run = Some(BlockKind::Form);
        } else if short && words::count(line, 7) <= 6 && words::begins(line, LISTS_OF_LINKS) {
            run = Some(BlockKind::Navigation);
            set(block, BlockKind::Navigation);
        } else if run == Some(BlockKind::Form) && is_field(line) {
            set(block, BlockKind::Form);
        } else if run == Some(BlockKind::Navigation) && short && after_story && block.content {
            set(block, BlockKind::Navigation);
        } else {
            run = None;
        }
    }
}

/// Marks the readers' comments: everything below a comment's head, except forms.
fn mark_comments(text: &str, blocks: &mut [Block]) {
    let Some(last_reply) = blocks
        .iter()
        .rposition(|block| is_reply(block.span.of(text)))
    else {
        return;
    };
    let first = blocks.iter().enumerate().position(|(index, block)| {
        let line = block.span.of(text);
        is_comment_head(line) || index < last_reply && opens_comments(line)
    });
    for block in blocks.iter_mut().skip(first.unwrap_or(usize::MAX)) {
        if block.kind != BlockKind::Form {
            set(block, BlockKind::Comment);
        }
    }
}

/// The name of a field or button of a form.
fn is_field(line: &str) -> bool {
    words::count(line, 4) <= 3 && words::count_in(line, FIELDS) > 0
}

fn set(block: &mut Block, kind: BlockKind) {
    *block = Block::new(kind, block.span);
}

fn is_story(text: &str, block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && words::ends_with_stop(block.span.of(text))
}

/// “3 Comments”, “Comments (12)”, “2 responses to “Talks end””.
fn opens_comments(line: &str) -> bool {
    let count = words::count(line, 13);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let digits = rest.len() < line.len();
    let responses = words::begins(
        rest,
        &[
            "responses to",
            "response to",
            "thoughts on",
            "thought on",
            "replies to",
            "comments on",
        ],
    );
    digits && responses && count <= 12
        || count <= 2
            && words::words(line).all(|word| {
                words::is_in(word, &["comment", "comments"]) || word.parse::<u32>().is_ok()
            })
            && words::count_in(line, &["comment", "comments"]) == 1
}

/// “Jane says:” with a date and time after it, on the line or below it.
fn is_comment_head(line: &str) -> bool {
    let head = line.lines().next().unwrap_or("");
    let says = head.trim_end().ends_with("says:")
        || head.contains(" says: ")
        || head.contains(" wrote on ")
        || head.contains(" on ");
    says && words::count(line, 16) <= 15 && dates::find(line).is_some() && {
        let at = words::words(line).any(|word| words::is_in(word, &["am", "at", "pm"]));
        at && (head.contains("says:") || head.contains("wrote on"))
    }
}

/// The button under a comment.
fn is_reply(line: &str) -> bool {
    words::count(line, 3) <= 2
        && words::begins(line, &["reply", "reply to", "report", "log in to reply"])
        || is_comment_head(line)
}

const LISTS_OF_LINKS: &[&str] = &[
    "also on",
    "editor's picks",
    "editors' picks",
    "latest news",
    "latest stories",
    "more from",
    "more headlines",
    "more in",
    "more news",
    "more on this",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "popular stories",
    "read next",
    "recent posts",
    "recommended",
    "related",
    "related articles",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "see also",
    "top stories",
    "trending",
    "you may also like",
    "you might also like",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        for list in [MENU, MENU_FILLING, FIELDS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn lines_of_furniture() {
        for line in [
            "Home | World | Sport",
            "Share",
            "Share this article",
            "Share on Facebook",
            "12 Comments",
            "Tweet",
            "Print",
            "Email to a friend",
            "Tags: ferry, rescue",
            "* * *",
            "0 shares",
            "Skip to content",
        ] {
            assert!(is_navigation(line), "{line}");
        }
        for line in [
            "Share prices fall",
            "In Moscow",
            "The deal | what we know",
            "Twitter bans envoy",
            "Email leak widens",
            "“I comment.”",
            "Close friend",
            "Reuters",
        ] {
            assert!(!is_navigation(line), "{line}");
        }
        for line in [
            "Leave a Reply",
            "Name *",
            "Email*",
            "Required fields are marked *",
            "Save my name in this browser",
        ] {
            assert!(is_form(line), "{line}");
        }
        for line in [
            "The form was never sent.",
            "Leave a village and you lose it.",
            "Names of the dead",
        ] {
            assert!(!is_form(line), "{line}");
        }
    }
}
