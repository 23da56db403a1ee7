//! What the names that page makers give to elements say of them.
//!
//! Class names are a folk language: “article-body”, “c-newsletter-signup”, “wp-caption-text”.
//! They are hints; an element that holds most of the page's words is not noise whatever it is
//! called.

use html5ever::local_name;

use super::tree::{NodeId, Tree};
use crate::words;

/// What the names of one element hint at.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Hints {
    /// Menus, share bars, teasers, advertisements; by which word or element.
    pub(crate) noise: Option<&'static str>,
    /// Readers' comments.
    pub(crate) comments: bool,
    /// The body of the story.
    pub(crate) body: bool,
    /// What stands under a picture.
    pub(crate) caption: bool,
    /// Who made a picture.
    pub(crate) credit: bool,
    /// Who wrote the story.
    pub(crate) byline: bool,
    /// When it was published.
    pub(crate) date: bool,
    /// Not shown.
    pub(crate) hidden: bool,
}

/// Reads the names of an element.
pub(crate) fn of(tree: &Tree, id: NodeId) -> Hints {
    let mut hints = Hints::default();
    let name = tree.name(id);
    hints.noise = NOISY_ELEMENTS
        .iter()
        .copied()
        .find(|noisy| **name == **noisy);
    hints.caption = matches!(*name, local_name!("figcaption"));
    // A page that React streams holds its parts in hidden boxes, which a script moves into place.
    let streamed = tree
        .attribute(id, "id")
        .is_some_and(|name| name.starts_with("S:"));
    if tree.attribute(id, "hidden").is_some() && !streamed
        || tree.attribute(id, "style").is_some_and(hides)
    {
        hints.hidden = true;
    }
    let role = tree.attribute(id, "role").unwrap_or("");
    hints.noise = hints
        .noise
        .or_else(|| ROLES.iter().copied().find(|noisy| *noisy == role));
    match tree.attribute(id, "itemprop") {
        Some("articleBody") => hints.body = true,
        Some("author") => hints.byline = true,
        Some("caption") => hints.caption = true,
        Some("copyrightHolder") => hints.credit = true,
        Some("datePublished" | "dateModified") => hints.date = true,
        _ => {}
    }
    hints.byline |= tree.attribute(id, "rel").is_some_and(|rel| rel == "author");
    for attribute in ["class", "id", "data-testid", "data-component"] {
        if let Some(names) = tree.attribute(id, attribute) {
            read_names(&names[..names.floor_char_boundary(400)], &mut hints);
        }
    }
    if *name == local_name!("body") || *name == local_name!("html") || *name == local_name!("main")
    {
        hints = Hints {
            body: false,
            ..Hints::default()
        };
    }
    hints
}

const NOISY_ELEMENTS: &[&str] = &["aside", "button", "footer", "form", "menu", "nav"];

const ROLES: &[&str] = &[
    "alert",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "navigation",
    "search",
];

fn hides(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(400)
        .collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn read_names(names: &str, hints: &mut Hints) {
    for name in names.split_ascii_whitespace() {
        // “tag-advertising” is what a story is about.
        if name.starts_with("tag-") || name.starts_with("category-") {
            continue;
        }
        let squashed: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        hints.body |= BODIES.iter().any(|body| squashed.contains(body))
            && !squashed.contains("footer")
            && !squashed.contains("header");
        hints.hidden |= HIDDEN.contains(&squashed.as_str());
        for part in parts(name) {
            hints.noise = hints.noise.or_else(|| words::find(part, NOISE));
            hints.comments |= words::is_in(
                part,
                &["comment", "comments", "disqus", "livefyre", "respond"],
            );
            hints.caption |= words::is_in(part, &["caption", "captions", "figcaption"]);
            hints.credit |= words::is_in(
                part,
                &[
                    "attribution",
                    "copyright",
                    "credit",
                    "credits",
                    "photographer",
                    "source",
                ],
            );
            hints.byline |= words::is_in(part, &["author", "authors", "byline", "bylines"]);
            hints.date |= words::is_in(
                part,
                &[
                    "date",
                    "dateline",
                    "datetime",
                    "pubdate",
                    "published",
                    "time",
                    "timestamp",
                ],
            );
        }
    }
}

/// Words of a name: `postContent` and `post-content` have two.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(|part| {
            let mut start = 0;
            let mut ends: Vec<usize> = part
                .char_indices()
                .zip(part.chars().skip(1))
                .filter(|((_, before), c)| before.is_ascii_lowercase() && c.is_ascii_uppercase())
                .map(|((at, _), _)| at + 1)
                .collect();
            ends.push(part.len());
            ends.into_iter().map(move |end| {
                let word = &part[start..end];
                start = end;
                word
            })
        })
}

/// Names of the element that holds a story, without case and marks.
const BODIES: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "bodycontent",
    "bodycopy",
    "bodytext",
    "contentbody",
    "entrycontent",
    "maincontentbody",
    "newsbody",
    "newscontent",
    "newstext",
    "pagecontent",
    "postbody",
    "postcontent",
    "singlecontent",
    "storybody",
    "storycontent",
    "storytext",
];

const HIDDEN: &[&str] = &[
    "hidden",
    "invisible",
    "screenreadertext",
    "sronly",
    "visuallyhidden",
];

/// Parts of names of what is not the story.
const NOISE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adverts",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disclaimer",
    "disqus",
    "dropdown",
    "follow",
    "footer",
    "gdpr",
    "login",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "outbrain",
    "overlay",
    "pagination",
    "popular",
    "popup",
    "promo",
    "promos",
    "promotion",
    "recirc",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "register",
    "related",
    "respond",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "sns",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "teaser",
    "teasers",
    "toolbar",
    "trending",
    "widget",
    "widgets",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_and_known() {
        assert!(NOISE.is_sorted());
        let found: Vec<&str> = parts("c-postContent__relatedNews").collect();
        assert_eq!(found, ["c", "post", "Content", "", "related", "News"]);
    }
}
