//! What a page says of itself: JSON-LD, meta elements, links and `time` elements.
//!
//! Sources are asked in a fixed order and the first that answers is believed; what it is comes
//! along as the basis.

use html5ever::local_name;
use record::{Basis, PageType};
use serde_json::Value;

use super::tree::{NodeId, Tree};
use crate::{assemble::Metadata, dates, words};

/// Reads the metadata of a page.
pub(crate) fn read(tree: &Tree) -> Metadata {
    let found = Found::collect(tree);
    let ld = found.json_ld.iter().find_map(article);
    let ld_text = |name: &str| {
        ld.and_then(|article| text_of(&article[name]))
            .map(|value| (value, Basis::JsonLd))
    };
    let meta = |names: &[&str]| {
        found
            .meta(names)
            .map(|value| (value.to_owned(), Basis::Meta))
    };
    let publisher = ld
        .and_then(|article| text_of(&article["publisher"]["name"]))
        .map(|name| (name, Basis::JsonLd));
    let site = meta(&["og:site_name", "application-name", "twitter:site"]);
    let site_names: Vec<&str> = [&publisher, &site]
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    let document_title = found
        .title
        .as_ref()
        .map(|title| (title.clone(), Basis::Markup));
    let title = ld_text("headline")
        .or_else(|| meta(&["og:title", "twitter:title", "dc.title", "title"]))
        .or(document_title)
        .map(|(title, basis)| (without_site(&decode(&title), &site_names), basis));
    let mut byline = ld
        .map(|article| authors(&article["author"]))
        .unwrap_or_default();
    let mut byline_basis = Basis::JsonLd;
    if byline.is_empty() {
        let names = found.metas(&[
            "author",
            "byl",
            "dc.creator",
            "parsely-author",
            "sailthru.author",
            "article:author",
            "cxenseparse:author",
        ]);
        byline = names
            .flat_map(|names| super::people(&decode(names)))
            .collect();
        byline_basis = Basis::Meta;
    }
    if byline.is_empty() {
        byline = found
            .authors
            .iter()
            .flat_map(|names| super::people(names))
            .take(8)
            .collect();
        byline_basis = Basis::Markup;
    }
    dedup(&mut byline);
    Metadata {
        title,
        byline: (!byline.is_empty()).then_some((byline, byline_basis)),
        section: ld_text("articleSection")
            .or_else(|| meta(&["article:section", "section", "parsely-section"])),
        keywords: keywords(&found),
        canonical: found
            .canonical
            .clone()
            .or_else(|| found.meta(&["og:url"]).map(str::to_owned)),
        language: language(&found),
        published: published(&found, ld),
        updated: ld_text("dateModified")
            .or_else(|| {
                meta(&[
                    "article:modified_time",
                    "og:updated_time",
                    "last-modified",
                    "dcterms.modified",
                ])
            })
            .filter(|(value, _)| dates::iso(value).is_some()),
        page_type: page_kind(&found, ld),
        publisher: publisher
            .or(site)
            .map(|(name, basis)| (decode(&name), basis)),
    }
}

/// What the tree holds that says something of the page.
#[derive(Default)]
struct Found {
    metas: Vec<(String, String)>,
    json_ld: Vec<Value>,
    title: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    /// `datetime` of `time` elements: those marked as the publication date first.
    times: Vec<String>,
    marked_times: Vec<String>,
    authors: Vec<String>,
}

/// Values kept of each kind; a page may repeat itself without end.
const ENOUGH: usize = 200;

impl Found {
    fn collect(tree: &Tree) -> Self {
        let mut found = Self::default();
        for id in tree.descendants(Tree::ROOT) {
            found.take(tree, id);
        }
        found
    }

    fn take(&mut self, tree: &Tree, id: NodeId) {
        let attribute = |name: &str| {
            tree.attribute(id, name)
                .map(str::trim)
                .filter(|value| !value.is_empty())
        };
        match *tree.name(id) {
            local_name!("meta") => {
                let name = attribute("property")
                    .or(attribute("name"))
                    .or(attribute("itemprop"));
                if let (Some(name), Some(content)) = (name, attribute("content"))
                    && self.metas.len() < ENOUGH
                {
                    self.metas
                        .push((name.to_ascii_lowercase(), content.to_owned()));
                }
            }
            local_name!("script")
                if attribute("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) =>
            {
                if self.json_ld.len() < ENOUGH
                    && let Some(value) = json(&tree.text(id))
                {
                    self.json_ld.push(value);
                }
            }
            local_name!("title") if self.title.is_none() => {
                let title = collapse(&tree.text(id));
                self.title = (!title.is_empty()).then_some(title);
            }
            local_name!("link") if attribute("rel") == Some("canonical") => {
                self.canonical = self
                    .canonical
                    .take()
                    .or(attribute("href").map(str::to_owned));
            }
            local_name!("html") => self.language = attribute("lang").map(str::to_owned),
            local_name!("time") => {
                if let Some(time) = attribute("datetime").filter(|_| self.times.len() < ENOUGH) {
                    let marked = attribute("pubdate").is_some()
                        || attribute("itemprop") == Some("datePublished")
                        || attribute("class").is_some_and(|class| {
                            class.contains("publish") || class.contains("entry-date")
                        });
                    if marked {
                        self.marked_times.push(time.to_owned());
                    }
                    self.times.push(time.to_owned());
                }
            }
            _ => {
                if attribute("itemprop") == Some("datePublished")
                    && let Some(time) = attribute("content").or(attribute("datetime"))
                {
                    self.marked_times.push(time.to_owned());
                }
                let author = attribute("rel") == Some("author")
                    || attribute("itemprop") == Some("author")
                    || attribute("class").is_some_and(|class| {
                        words::words(class).any(|word| {
                            words::is_in(word, &["author", "author-name", "byline", "byline-name"])
                        })
                    });
                if author && self.authors.len() < 8 {
                    let names = collapse(&tree.text(id));
                    if words::count(&names, 13) <= 12 {
                        self.authors.push(names);
                    }
                }
            }
        }
    }

    fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.metas
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        })
    }

    fn metas<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let known = names.iter().find(|name| {
            self.metas
                .iter()
                .any(|(known, value)| known == *name && !value.starts_with("http"))
        });
        self.metas
            .iter()
            .filter(move |(name, _)| known.is_some_and(|known| name == known))
            .map(|(_, value)| value.as_str())
    }
}

/// JSON as pages write it: control characters stand in strings, and comments around the whole.
fn json(source: &str) -> Option<Value> {
    serde_json::from_str(source).ok().or_else(|| {
        let clean: String = source
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let clean = clean
            .trim()
            .trim_start_matches("<!--")
            .trim_start_matches("//<![CDATA[");
        let clean = clean
            .trim_end_matches("//]]>")
            .trim_end_matches("-->")
            .trim()
            .trim_end_matches(';');
        serde_json::from_str(clean).ok()
    })
}

/// The first article in JSON-LD, in lists and graphs. Parsing bounds how deep it can lie.
fn article(value: &Value) -> Option<&Value> {
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(items) => left.extend(items.iter().rev()),
            Value::Object(fields) => {
                if kinds(value).any(|kind| ARTICLES.contains(&kind)) {
                    return Some(value);
                }
                let inside = ["@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate"];
                left.extend(inside.iter().rev().filter_map(|name| fields.get(*name)));
            }
            _ => {}
        }
    }
    None
}

fn kinds(value: &Value) -> impl Iterator<Item = &str> {
    let kind = &value["@type"];
    kind.as_str().into_iter().chain(
        kind.as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str),
    )
}

const ARTICLES: &[&str] = &[
    "AnalysisNewsArticle",
    "Article",
    "AskPublicNewsArticle",
    "BackgroundNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "NewsArticle",
    "OpinionNewsArticle",
    "Report",
    "ReportageNewsArticle",
    "ReviewNewsArticle",
    "SocialMediaPosting",
];

fn text_of(value: &Value) -> Option<String> {
    let value = value
        .as_array()
        .and_then(|values| values.first())
        .unwrap_or(value);
    let text = collapse(value.as_str()?);
    (!text.is_empty()).then_some(text)
}

/// Names of authors: a string, an object with a name, or a list of them.
fn authors(value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    let list = value
        .as_array()
        .map_or(std::slice::from_ref(value), Vec::as_slice);
    for author in list {
        let name = author.as_str().or_else(|| author["name"].as_str());
        let many = author["name"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        for name in name.into_iter().chain(many) {
            names.extend(super::people(&decode(name)));
        }
    }
    names
}

fn dedup(names: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.to_lowercase()));
}

fn keywords(found: &Found) -> Vec<String> {
    let tags: Vec<&str> = found
        .metas
        .iter()
        .filter(|(name, _)| name == "article:tag")
        .map(|(_, value)| value.as_str())
        .collect();
    let mut keywords: Vec<String> = if tags.is_empty() {
        let list = found.meta(&["news_keywords", "keywords"]).unwrap_or("");
        list.split([',', ';'])
            .map(|word| decode(word.trim()))
            .collect()
    } else {
        tags.iter().map(|word| decode(word)).collect()
    };
    keywords.retain(|word| !word.is_empty());
    keywords.truncate(50);
    dedup(&mut keywords);
    keywords
}

fn language(found: &Found) -> Option<(String, Basis)> {
    let written = found.language.as_deref().map(|code| (code, Basis::Markup));
    let (code, basis) = written.or_else(|| {
        found
            .meta(&["og:locale", "content-language"])
            .map(|code| (code, Basis::Meta))
    })?;
    let code: String = code
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    (code.len() == 2).then_some((code, basis))
}

/// The publication date as the page writes it. A value that is no date is passed over for the next.
fn published(found: &Found, ld: Option<&Value>) -> Option<(String, Basis)> {
    let is_date = |value: &str| dates::iso(value).is_some() || dates::find(value).is_some();
    let ld = ld.and_then(|article| {
        text_of(&article["datePublished"]).or_else(|| text_of(&article["dateCreated"]))
    });
    let names = PUBLISHED.iter().filter_map(|name| found.meta(&[name]));
    let (times, rest) = (found.marked_times.iter(), found.times.iter().take(1));
    (ld.into_iter().map(|value| (value, Basis::JsonLd)))
        .chain(names.map(|value| (value.to_owned(), Basis::Meta)))
        .chain(times.map(|value| (value.clone(), Basis::TimeElement)))
        .chain(rest.map(|value| (value.clone(), Basis::TimeElement)))
        .find(|(value, _)| is_date(value))
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "dcterms.issued",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "ptime",
    "pdate",
    "article.published",
    "published_at",
    "og:pubdate",
    "date",
    "article_date_original",
    "originalpublicationdate",
];

fn page_kind(found: &Found, ld: Option<&Value>) -> Option<PageType> {
    if let Some(ld) = ld {
        let live = kinds(ld).any(|kind| kind == "LiveBlogPosting");
        return Some(if live {
            PageType::Live
        } else {
            PageType::Article
        });
    }
    (found.meta(&["og:type"]) == Some("article")).then_some(PageType::Article)
}

/// A title without the name of its site: “Talks resume | Meridian” and “Talks resume - World -
/// Meridian”.
fn without_site(title: &str, sites: &[&str]) -> String {
    let title = collapse(title);
    let mut kept = title.as_str();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " • ", " « ", " » "] {
        while let Some((head, tail)) = kept.rsplit_once(mark) {
            let fold = |name: &str| -> String {
                name.chars()
                    .filter(|c| c.is_alphanumeric())
                    .flat_map(char::to_lowercase)
                    .collect()
            };
            let tail_name = fold(tail);
            let named = sites.iter().any(|site| {
                let site = fold(site);
                !site.is_empty()
                    && (site == tail_name
                        || tail_name.contains(&site)
                        || site.contains(&tail_name) && !tail_name.is_empty())
            });
            let long = words::count(head, 4) >= 4;
            let bar = matches!(mark, " | " | " :: " | " « " | " » ")
                && words::count(tail, 5) <= 4
                && long;
            if !(named || bar) {
                break;
            }
            kept = head;
        }
    }
    kept.trim().to_owned()
}

/// References such as `&amp;` that pages leave in values which are not mark-up.
fn decode(value: &str) -> String {
    if !value.contains('&') {
        return collapse(value);
    }
    let tree = super::tree::parse(value, &mut Vec::new());
    collapse(&tree.text(Tree::ROOT))
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
