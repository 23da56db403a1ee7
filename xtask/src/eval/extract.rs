//! Pages: the body by runs of four words, the headline, the authors, the date, the captions.

use std::collections::{BTreeMap, BTreeSet};

use record::Date;
use record::wire::Reading;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::Scored;
use super::count::{f1, is_letter_or_digit, is_word, ratio};
use super::sets::Pair;

/// Scores the pages of a set.
pub(super) fn score(pairs: &[Pair]) -> Scored {
    let mut scored = Scored::default();
    body(pairs, &mut scored);
    if pairs
        .first()
        .is_some_and(|pair| pair.gold.get("title").is_some())
    {
        metadata(pairs, &mut scored);
        captions(pairs, &mut scored);
    }
    scored
}

/// Per page, multisets of four words running; precision and recall are means over pages.
fn body(pairs: &[Pair], scored: &mut Scored) {
    let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
    let (mut equal, mut missing, mut empty) = (0, 0, 0);
    for pair in pairs {
        let gold = tokens(pair.gold["articleBody"].as_str().unwrap_or_default());
        let text = pair.reading.as_ref().map(story).unwrap_or_default();
        let system = tokens(&text);
        let (x, y) = (shingles(&gold), shingles(&system));
        let right: usize = x
            .iter()
            .map(|(shingle, count)| (*count).min(y.get(shingle).copied().unwrap_or_default()))
            .sum();
        let (gold_count, system_count): (usize, usize) = (x.values().sum(), y.values().sum());
        if system_count > 0 {
            precisions.push(ratio(right, system_count));
        }
        if gold_count > 0 {
            recalls.push(ratio(right, gold_count));
        }
        equal += usize::from(gold == system);
        missing += usize::from(pair.reading.is_none());
        empty += usize::from(system.is_empty());
    }
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len().max(1) as f64;
    let (p, r) = (mean(&precisions), mean(&recalls));
    let f = f1(p, r);
    scored.lines.push(format!(
        "F1 {f:.4} P {p:.4} R {r:.4} acc {:.4} n={} missing={missing} empty={empty}",
        ratio(equal, pairs.len()),
        pairs.len()
    ));
    scored.figures.push(("body F1", 100.0 * f));
}

/// The words of the blocks that tell the story.
fn story(reading: &Reading) -> String {
    let text: Vec<char> = reading.document.text.chars().collect();
    let kinds = ["paragraph", "subhead", "list", "table"];
    let parts: Vec<String> = reading
        .document
        .blocks
        .iter()
        .filter(|block| block.content && kinds.contains(&block.kind.as_str()))
        .map(|block| {
            text[block.start as usize..block.end as usize]
                .iter()
                .collect()
        })
        .collect();
    parts.join("\n\n")
}

fn tokens(text: &str) -> Vec<&str> {
    text.split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .collect()
}

fn shingles<'a>(tokens: &'a [&'a str]) -> BTreeMap<&'a [&'a str], usize> {
    let mut counts = BTreeMap::new();
    if tokens.len() < 4 {
        if !tokens.is_empty() {
            counts.insert(tokens, 1);
        }
        return counts;
    }
    for shingle in tokens.windows(4) {
        *counts.entry(shingle).or_default() += 1;
    }
    counts
}

fn metadata(pairs: &[Pair], scored: &mut Scored) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (mut titles, mut title_right, mut title_words) = (0, 0, 0.0);
    let (mut dates, mut date_right, mut date_near, mut date_given) = (0, 0, 0, 0);
    let (mut pages, mut author_right, mut author_equal) = (0, 0, 0);
    let (mut author_extra, mut author_missed) = (0, 0);
    for pair in pairs {
        let document = pair.reading.as_ref().map(|reading| &reading.document);
        let title = text(&pair.gold["title"]);
        if !title.is_empty() {
            let given = document.and_then(|d| d.title.clone()).unwrap_or_default();
            titles += 1;
            title_right += usize::from(plain(&title) == plain(&given));
            title_words += word_f1(&title, &given);
        }
        if let Some(day) = day(&text(&pair.gold["date"])) {
            let given = document
                .and_then(|d| d.published.start.as_deref())
                .and_then(self::day);
            dates += 1;
            date_given += usize::from(given.is_some());
            date_right += usize::from(given == Some(day));
            let near = |given: Date| {
                let apart = given.duration_since(day).as_hours();
                apart.abs() <= 24
            };
            date_near += usize::from(given.is_some_and(near));
        }
        let authors = gold_authors(&pair.gold);
        if !authors.is_empty() {
            let byline = document.map(|d| d.byline.clone()).unwrap_or_default();
            let given = people(&byline);
            pages += 1;
            author_right += authors.intersection(&given).count();
            author_extra += given.difference(&authors).count();
            author_missed += authors.difference(&given).count();
            author_equal += usize::from(authors == given);
        }
    }
    let p = ratio(author_right, author_right + author_extra);
    let r = ratio(author_right, author_right + author_missed);
    let mean = if titles == 0 {
        0.0
    } else {
        title_words / f64::from(titles)
    };
    let title_share = ratio(title_right, titles as usize);
    let date_share = ratio(date_right, dates);
    scored.lines.push(format!(
        "title exact {title_share:.3} tokF1 {mean:.3} (n={titles}) | author P {p:.3} R {r:.3} F1 {:.3} exact {:.3} (n={pages}) | date exact {date_share:.3} ±1d {:.3} cov {:.3} (n={dates})",
        f1(p, r),
        ratio(author_equal, pages),
        ratio(date_near, dates),
        ratio(date_given, dates)
    ));
    scored.figures.push(("title", 100.0 * title_share));
    scored.figures.push(("author F1", 100.0 * f1(p, r)));
    scored.figures.push(("date", 100.0 * date_share));
}

/// Letters and digits alone, compatibility forms and case folded.
fn plain(text: &str) -> String {
    folded(text)
        .chars()
        .filter(|c| is_letter_or_digit(*c))
        .collect()
}

fn folded(text: &str) -> String {
    let lower = text.nfkc().collect::<String>().to_lowercase();
    lower.replace('ß', "ss").replace('ς', "σ")
}

fn word_f1(one: &str, other: &str) -> f64 {
    let (one, other) = (folded(one), folded(other));
    let (one, other) = (tokens(&one), tokens(&other));
    if one.is_empty() && other.is_empty() {
        return 1.0;
    }
    let both = super::count::shared(&one, &other);
    2.0 * both as f64 / (one.len() + other.len()) as f64
}

/// A day that a text begins with.
fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

fn gold_authors(gold: &Value) -> BTreeSet<String> {
    let value = gold.get("authors").or_else(|| gold.get("author"));
    let names: Vec<String> = match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) => all
            .iter()
            .map(|one| one.as_str().unwrap_or_default().to_owned())
            .collect(),
        _ => Vec::new(),
    };
    people(&names)
}

/// Names of people in bylines, folded.
fn people(bylines: &[String]) -> BTreeSet<String> {
    let mut people = BTreeSet::new();
    for byline in bylines {
        let mut byline = byline.trim_start();
        for word in ["by", "von", "par", "por", "di"] {
            let Some(front) = byline.get(..word.len()) else {
                continue;
            };
            let rest = &byline[word.len()..];
            if front.eq_ignore_ascii_case(word) && rest.starts_with(char::is_whitespace) {
                byline = rest.trim_start();
                break;
            }
        }
        for part in byline.split([';', ',', '|', '&', '/']) {
            let mut name = String::new();
            let words: Vec<_> = part.split_whitespace().collect();
            for (index, word) in words.iter().enumerate() {
                let joins = ["and", "und", "et", "y", "e"].contains(word);
                let outer = index == 0 && !part.starts_with(char::is_whitespace)
                    || index + 1 == words.len() && !part.ends_with(char::is_whitespace);
                if joins && !outer {
                    people.insert(plain(&name));
                    name.clear();
                } else {
                    name.push_str(word);
                }
            }
            people.insert(plain(&name));
        }
    }
    people.retain(|name| name.chars().count() > 1);
    people
}

/// A caption is right when it shares four fifths of its words with one of the gold.
fn captions(pairs: &[Pair], scored: &mut Scored) {
    let (mut right, mut system_count, mut gold_count) = (0, 0, 0);
    for pair in pairs {
        let rows = pair.gold["captions"].as_array().into_iter().flatten();
        let words = |text: &str| -> BTreeSet<String> {
            tokens(&text.to_lowercase())
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        let mut gold: Vec<_> = rows
            .map(|row| words(row.as_str().or(row["text"].as_str()).unwrap_or_default()))
            .filter(|words| !words.is_empty())
            .collect();
        gold_count += gold.len();
        let Some(reading) = &pair.reading else {
            continue;
        };
        let text: Vec<char> = reading.document.text.chars().collect();
        for block in &reading.document.blocks {
            if block.kind != "caption" {
                continue;
            }
            let span = block.start as usize..block.end as usize;
            let caption = words(&text[span].iter().collect::<String>());
            if caption.is_empty() {
                continue;
            }
            system_count += 1;
            let both = |other: &BTreeSet<String>| other.intersection(&caption).count() as f64;
            let size = |other: &BTreeSet<String>| (other.len() + caption.len()) as f64;
            let mut best: Option<(f64, usize)> = None;
            for (index, other) in gold.iter().enumerate() {
                let share = both(other) / size(other);
                if best.is_none_or(|(most, _)| share > most) {
                    best = Some((share, index));
                }
            }
            if let Some((_, index)) = best
                && 2.0 * both(&gold[index]) / size(&gold[index]) >= 0.8
            {
                right += 1;
                gold.remove(index);
            }
        }
    }
    let (p, r) = (ratio(right, system_count), ratio(right, gold_count));
    let f = f1(p, r);
    scored.lines.push(format!(
        "captions P {p:.3} R {r:.3} F1 {f:.3} (gold {gold_count})"
    ));
    scored.figures.push(("captions F1", 100.0 * f));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_bylines() {
        for (byline, names) in [
            ("By Ana Marsh and Piet Vos", vec!["anamarsh", "pietvos"]),
            ("Ana Marsh, Piet Vos", vec!["anamarsh", "pietvos"]),
            ("Byron And", vec!["byronand"]),
            ("von Kara Weiß", vec!["karaweiss"]),
            ("", vec![]),
        ] {
            let found: Vec<_> = people(&[byline.to_owned()]).into_iter().collect();
            assert_eq!(found, names, "{byline}");
        }
    }
}
