//! A Markdown file to specs: a heading names one, its blocks say what goes in and what comes out.

use anyhow::{Result, anyhow};

use super::grammar::Expectation;
use super::parse::parse;

/// One article and what its record must say.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The headings that lead to it, joined by ` / `.
    pub name: String,
    /// Line of its heading.
    pub line: usize,
    /// What goes in.
    pub article: Article,
    /// What must come out.
    pub expectations: Vec<Line>,
    /// Why it is not run.
    pub ignore: Option<String>,
}

/// What a spec hands to the reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Whether the words are a page of HTML.
    pub html: bool,
    /// The words.
    pub body: String,
    /// Front matter: `title`, `published`, `uri`, `publisher`.
    pub fields: Vec<(String, String)>,
}

/// One expectation, and where it is written.
#[derive(Clone, Debug)]
pub struct Line {
    /// Line in the file.
    pub number: usize,
    /// As written.
    pub text: String,
    /// What it means.
    pub expectation: Expectation,
}

/// Names that front matter may use.
const FIELDS: [&str; 4] = ["title", "published", "uri", "publisher"];

/// The specs of one file, in order.
pub fn specs(file: &str, text: &str) -> Result<Vec<Spec>> {
    let mut specs: Vec<Spec> = Vec::new();
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut heading_line = 0;
    let mut article: Option<Article> = None;
    let mut ignore = None;
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let number = index + 1;
        let at = |problem: &str| anyhow!("{file}:{number}: {problem}");
        if line.starts_with('#') {
            let depth = line.bytes().take_while(|byte| *byte == b'#').count();
            headings.retain(|(other, _)| *other < depth);
            headings.push((depth, line[depth..].trim().to_owned()));
            heading_line = number;
            ignore = None;
            if article.take().is_some() {
                return Err(at("the article above has no record block"));
            }
        } else if let Some(reason) = line.strip_prefix("ignore: ") {
            ignore = Some(reason.trim().to_owned());
        } else if let Some(fence) = line.strip_prefix("```") {
            let mut body: Vec<(usize, &str)> = Vec::new();
            let mut closed = false;
            for (index, line) in lines.by_ref() {
                if line == "```" {
                    closed = true;
                    break;
                }
                body.push((index + 1, line));
            }
            if !closed {
                return Err(at("the block is not closed"));
            }
            match fence.trim() {
                "article" | "html" => {
                    if article.is_some() {
                        return Err(at("a second article before the record block"));
                    }
                    article = Some(self::article(fence.trim() == "html", &body));
                }
                "record" => {
                    let article = article
                        .take()
                        .ok_or_else(|| at("a record block without an article before it"))?;
                    let mut name: Vec<_> = headings
                        .iter()
                        .map(|(_, heading)| heading.as_str())
                        .collect();
                    if name.len() > 1 {
                        name.remove(0); // The title of the file.
                    }
                    specs.push(Spec {
                        name: name.join(" / "),
                        line: heading_line,
                        article,
                        expectations: expectations(file, &body)?,
                        ignore: ignore.clone(),
                    });
                }
                _ => {} // An example for the reader of the file.
            }
        }
    }
    if article.is_some() {
        return Err(anyhow!("{file}: the last article has no record block"));
    }
    Ok(specs)
}

fn article(html: bool, lines: &[(usize, &str)]) -> Article {
    let mut fields = Vec::new();
    let mut rest = lines;
    while let Some(((_, line), after)) = rest.split_first() {
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        if !FIELDS.contains(&name) {
            break;
        }
        fields.push((name.to_owned(), value.trim().to_owned()));
        rest = after;
    }
    if let Some(((_, line), after)) = rest.split_first()
        && (*line == "---" || (line.is_empty() && !fields.is_empty()))
    {
        rest = after;
    }
    let body: Vec<_> = rest.iter().map(|(_, line)| *line).collect();
    Article {
        html,
        body: body.join("\n"),
        fields,
    }
}

fn expectations(file: &str, lines: &[(usize, &str)]) -> Result<Vec<Line>> {
    let mut expectations = Vec::new();
    for (number, line) in lines {
        let text = line
            .split_once("   // ")
            .map_or(*line, |(text, _)| text)
            .trim();
        if text.is_empty() || text.starts_with("//") {
            continue;
        }
        let expectation = parse(text)
            .map_err(|problem| anyhow!("{file}:{number}: {problem}\n    {text}\n    help: specs/README.md shows every kind of line"))?;
        expectations.push(Line {
            number: *number,
            text: text.to_owned(),
            expectation,
        });
    }
    Ok(expectations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_articles_and_records() {
        let text = "# Who\nprose\n## One\n```article\ntitle: Talks\n\nThey met.\n```\n```record\n// a note\nevents 0\n```\n## Two\nignore: later\n```html\n<p>a: b</p>\n```\n```record\nno event\n```\n";
        let specs = specs("who.md", text).expect("the file is well formed");
        assert_eq!(specs.len(), 2);
        assert_eq!(specs[0].name, "One");
        assert_eq!(specs[0].article.body, "They met.");
        assert_eq!(
            specs[0].article.fields,
            [("title".to_owned(), "Talks".to_owned())]
        );
        assert_eq!(specs[0].expectations.len(), 1);
        assert_eq!(specs[0].expectations[0].number, 11);
        assert!(specs[1].article.html);
        assert_eq!(specs[1].ignore.as_deref(), Some("later"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, problem) in [
            ("# A\n```article\nx\n", "a.md:2: the block is not closed"),
            (
                "# A\n```record\n```\n",
                "a.md:2: a record block without an article",
            ),
            (
                "# A\n```article\n```\n# B\n",
                "a.md:4: the article above has no record",
            ),
            ("# A\n```article\n```\n```record\nhm\n```\n", "a.md:5: "),
        ] {
            let error = specs("a.md", text)
                .expect_err("the file is broken")
                .to_string();
            assert!(error.starts_with(problem), "{error}");
        }
    }
}
