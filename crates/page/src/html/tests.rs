//! Pages of our own writing and the blocks that come of them.

use record::{BlockKind, DateBasis, Document, IssueCode};

use crate::Given;

fn read(html: &str) -> Document {
    crate::html(html.as_bytes(), &Given::default())
}

fn blocks(document: &Document) -> Vec<(&'static str, bool, &str)> {
    let block = |block: &record::Block| (block.kind.as_str(), block.content, block.span);
    document
        .blocks
        .iter()
        .map(block)
        .map(|(kind, content, span)| (kind, content, span.of(&document.text)))
        .collect()
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ruritania signs fishing accord | Meridian</title>
<meta property="og:site_name" content="Meridian">
<link rel="canonical" href="https://meridian.example/accord">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"],
 "headline": "Ruritania signs fishing accord", "datePublished": "2016-03-09T10:15:00+01:00",
 "author": [{"name": "Jane Doe"}, {"name": "Meridian Staff"}], "articleSection": "World"}]}</script>
<style>p { color: red }</style></head>
<body class="has-sidebar"><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="layout"><article><h1>Ruritania signs fishing accord</h1>
<div class="byline">By <a href="/jd">Jane Doe</a></div><time class="date" datetime="2016-03-09">March 9, 2016</time>
<div class="article-body">
<p>Ruritania signed an accord on fishing with Norway on Wednesday, ending a dispute of two years that had kept
 boats in <b>port</b>.</p>
<figure><img src="a.jpg"><figcaption>Boats lie in the harbour of Bergen. <span class="credit">Photo: John Roe</span></figcaption></figure>
<p>“We see an opening,” envoy Kari Roe told reporters after the ceremony in the old town hall.</p>
<div class="newsletter-signup"><p>Get the Meridian newsletter every morning, and never miss a story.</p></div>
<h2>What the accord says</h2>
<ul><li>The quota falls by a tenth from May.</li><li>The ban on trawlers ends.</li></ul>
<table><tr><th>Year</th><th>Catch</th></tr><tr><td>2014</td><td>12,000 t</td></tr></table>
<p hidden>Nobody sees this paragraph.</p>
<p>The text runs to forty pages, officials said. Follow us on Facebook for updates.</p>
</div>
<h3>Related</h3><ul><li><a href="/1">Captain held after collision</a></li></ul>
</article></div>
<div id="comments"><p>This was bound to happen, and everybody on the coast knew that it would.</p></div>
<footer>© 2016 Meridian</footer></body></html>"#;

#[test]
fn a_clean_article_reads_well() {
    let document = read(PAGE);
    let expected = [
        ("navigation", false, "Home"),
        ("navigation", false, "World"),
        ("headline", true, "Ruritania signs fishing accord"),
        ("byline", false, "By Jane Doe"),
    ];
    let found = blocks(&document);
    assert_eq!(&found[..4], expected, "{found:#?}");
    let story: Vec<(&str, &str)> = found[4..]
        .iter()
        .filter(|(_, content, _)| *content)
        .map(|(kind, _, words)| (*kind, *words))
        .collect();
    let expected = [
        ("dateline", "March 9, 2016"),
        (
            "paragraph",
            "Ruritania signed an accord on fishing with Norway on Wednesday, ending a dispute of two years that had kept boats in port.",
        ),
        ("caption", "Boats lie in the harbour of Bergen."),
        (
            "paragraph",
            "“We see an opening,” envoy Kari Roe told reporters after the ceremony in the old town hall.",
        ),
        ("subhead", "What the accord says"),
        ("list", "The quota falls by a tenth from May."),
        ("list", "The ban on trawlers ends."),
        ("table", "Year\tCatch\n2014\t12,000 t"),
        ("paragraph", "The text runs to forty pages, officials said."),
    ];
    let story: Vec<_> = story
        .into_iter()
        .filter(|(kind, _)| *kind != "dateline")
        .collect();
    assert_eq!(story, expected[1..], "{found:#?}");
    assert!(!document.text.contains("Nobody") && !document.text.contains("color"));
    assert!(found.contains(&("credit", false, "Photo: John Roe")));
    assert!(found.contains(&("promotion", false, "Follow us on Facebook for updates.")));
    assert!(
        found
            .iter()
            .any(|(kind, content, _)| *kind == "comment" && !content)
    );
}

#[test]
fn a_page_speaks_of_itself() {
    let document = read(PAGE);
    assert_eq!(
        document.title.as_deref(),
        Some("Ruritania signs fishing accord")
    );
    assert_eq!(document.byline, ["Jane Doe"]);
    assert_eq!(document.publisher.as_deref(), Some("Meridian"));
    assert_eq!(document.section.as_deref(), Some("World"));
    assert_eq!(
        document.canonical.as_deref(),
        Some("https://meridian.example/accord")
    );
    assert_eq!(document.language.as_deref(), Some("en"));
    assert_eq!(document.published.basis, DateBasis::Metadata);
    let day = document
        .published
        .interval
        .map(|days| days.start.to_string());
    assert_eq!(day.as_deref(), Some("2016-03-09"));
    let table = document
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Table);
    let cells: Vec<&str> = table
        .iter()
        .flat_map(|block| block.rows.iter().flatten().flatten())
        .map(|cell| cell.of(&document.text))
        .collect();
    assert_eq!(cells, ["Year", "Catch", "2014", "12,000 t"]);
}

#[test]
fn small_and_broken_pages_are_read() {
    let document = read("<p>Roe met Doe in Bergen on Friday.");
    assert_eq!(
        blocks(&document),
        [("paragraph", true, "Roe met Doe in Bergen on Friday.")]
    );
    let document = read("One line<br>and another<br><br>A new paragraph");
    assert_eq!(document.text, "One line\nand another\n\nA new paragraph");
    assert!(
        read("")
            .issues
            .iter()
            .any(|issue| issue.code == IssueCode::Empty)
    );
}

#[test]
fn odd_pages_take_linear_time() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    for (page, issue) in [
        (
            many("<div>", 100_000) + "deep",
            Some(IssueCode::DeepNesting),
        ),
        (many("<b>", 20_000) + "deep", Some(IssueCode::DeepNesting)),
        (many("<p><b id=x>y", 2_000), None),
        (many("<table>", 2_000) + "deep", None),
        (many("<li>x", 20_000), None),
        (
            format!(
                "<a {}>x</a>",
                (0..100_000)
                    .map(|n| format!("a{n} "))
                    .collect::<Vec<_>>()
                    .concat()
            ),
            Some(IssueCode::TooLarge),
        ),
        (many("<a href=\"", 20_000), None),
        (many("&amp;", 50_000), None),
        (many("<!-- x", 50_000), None),
        (many("<select><option>", 20_000), None),
        (many("<template>", 20_000), Some(IssueCode::DeepNesting)),
    ] {
        let document = read(&page);
        if let Some(issue) = issue {
            let codes: Vec<IssueCode> = document.issues.iter().map(|issue| issue.code).collect();
            assert!(codes.contains(&issue), "{codes:?} of {}", &page[..20]);
        }
    }
}
