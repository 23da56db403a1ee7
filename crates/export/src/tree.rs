//! Dependency trees as drawings: an SVG with the words on a line, arcs above them, tags below.
//!
//! Widths of words are estimated, as no font is at hand; every column has room to spare. Colours
//! follow the reader's light or dark theme, and nothing is painted behind the drawing.

use std::fmt::Write as _;

use record::conllu::{Sentence, Word};
use unicode_width::UnicodeWidthChar as _;

use crate::html::escape;

/// Sentences with more words are named and not drawn.
const MOST_WORDS: usize = 400;

/// Sizes in pixels.
const WORD: f32 = 16.0;
const TAG: f32 = 10.5;
const LABEL: f32 = 10.5;
/// Between columns.
const GAP: f32 = 18.0;
const MARGIN: f32 = 24.0;
/// From one height of arcs to the next.
const STEP: f32 = 24.0;
/// From the top of the words to the tip of an arrow.
const CLEAR: f32 = 6.0;
/// Corners of arcs.
const RADIUS: f32 = 7.0;
/// Between the feet of two arcs of one word.
const FOOT: f32 = 5.0;

/// A drawing, to be stacked with others.
#[derive(Clone, PartialEq, Debug)]
pub struct Drawing {
    body: String,
    width: f32,
    height: f32,
}

/// Draws one sentence.
pub fn draw(sentence: &Sentence<'_>) -> Drawing {
    let words = &sentence.words;
    if words.len() > MOST_WORDS {
        let note = format!("{} words are too many to draw", words.len());
        return Drawing {
            body: format!("<text class=\"t\" x=\"{MARGIN}\" y=\"30\">{note}</text>\n"),
            width: 2.0 * MARGIN + width(&note, TAG),
            height: 48.0,
        };
    }
    let arcs = arcs(words);
    let columns = columns(sentence, &arcs);
    let levels = arcs.iter().map(|arc| arc.level).max().unwrap_or(0);
    let root = 1.4 * STEP;
    let tips = MARGIN + (levels as f32 * STEP).max(root) + LABEL;
    let baseline = tips + CLEAR + WORD * 0.8;
    let mut drawing = Drawing {
        body: String::new(),
        width: columns.end + MARGIN,
        height: baseline + 46.0 + MARGIN,
    };
    let out = &mut drawing.body;
    let _ = writeln!(out, "<title>{}</title>", escape(&sentence.text()));
    draw_arcs(out, words, &arcs, &columns, tips);
    for ((word, &x), index) in words.iter().zip(&columns.centres).zip(0..) {
        if word.head == Some(0) {
            let top = tips - root;
            arrow(out, &format!("M{x:.1} {top:.1}V{:.1}", tips - 1.0), x, tips);
            let _ = writeln!(
                out,
                "<text class=\"l\" x=\"{x:.1}\" y=\"{:.1}\">root</text>",
                top - 4.0
            );
        }
        let _ = writeln!(
            out,
            "<text class=\"w\" x=\"{x:.1}\" y=\"{baseline:.1}\">{}</text>\
             <text class=\"t\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            escape(word.form),
            baseline + 18.0,
            escape(word.upos),
        );
        // A tie joins the words of one surface token, as of `didn’t`.
        let tied = |token: &record::conllu::Multiword<'_>| {
            (token.first as usize..token.last as usize).contains(&(index + 1))
        };
        if sentence.multiword.iter().any(tied)
            && let Some(next) = columns.centres.get(index + 1)
        {
            let (y, half) = (baseline + 4.0, (next - x) / 2.0);
            let _ = writeln!(
                out,
                "<path class=\"a\" d=\"M{x:.1} {y:.1}q{half:.1} 5 {:.1} 0\"/>",
                next - x
            );
        }
    }
    for (first, last, kind) in sentence.names() {
        let (first, last) = (first as usize - 1, last as usize - 1);
        let left = columns.centres[first] - columns.widths[first] / 2.0;
        let right = columns.centres[last] + columns.widths[last] / 2.0;
        let y = baseline + 27.0;
        let _ = writeln!(
            out,
            "<path class=\"n\" d=\"M{left:.1} {y:.1}H{right:.1}\"/>\
             <text class=\"k\" x=\"{:.1}\" y=\"{:.1}\">{kind}</text>",
            f32::midpoint(left, right),
            y + 13.0,
        );
    }
    drawing
}

/// One SVG of drawings, one below the other.
pub fn svg(drawings: &[Drawing]) -> String {
    let width = drawings
        .iter()
        .fold(0.0_f32, |most, one| most.max(one.width));
    let height: f32 = drawings.iter().map(|one| one.height).sum();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"dateline-tree\" role=\"img\" \
         width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\">\n\
         {STYLE}"
    );
    let mut top = 0.0;
    for drawing in drawings {
        let _ = write!(
            out,
            "<g transform=\"translate(0 {top:.1})\">\n{}</g>\n",
            drawing.body
        );
        top += drawing.height;
    }
    out.push_str("</svg>\n");
    out
}

const STYLE: &str = "\
<style>
.dateline-tree{color:#1c1c1e;--name:#0b6e8f;font-family:'Source Sans 3','Helvetica Neue',Helvetica,Arial,sans-serif;text-rendering:geometricPrecision}
@media (prefers-color-scheme:dark){.dateline-tree{color:#ececee;--name:#6cc5e3}}
.dateline-tree text{fill:currentColor;text-anchor:middle}
.dateline-tree .w{font-size:16px}
.dateline-tree .t{font-size:10.5px;letter-spacing:.05em;fill-opacity:.62}
.dateline-tree .l{font-size:10.5px;font-style:italic;fill-opacity:.8}
.dateline-tree .k{font-size:10.5px;letter-spacing:.05em;fill:var(--name)}
.dateline-tree .a{fill:none;stroke:currentColor;stroke-opacity:.45}
.dateline-tree .h{fill:currentColor;fill-opacity:.7}
.dateline-tree .n{fill:none;stroke:var(--name);stroke-width:1.5}
</style>
";

/// From a head to one that hangs on it; positions from zero.
struct Arc {
    head: usize,
    dependent: usize,
    /// From 1, the lowest; above all arcs that lie inside.
    level: usize,
}

impl Arc {
    fn left(&self) -> usize {
        self.head.min(self.dependent)
    }

    fn right(&self) -> usize {
        self.head.max(self.dependent)
    }
}

/// Arcs from short to long, each on the lowest level that is free between its ends.
fn arcs(words: &[Word<'_>]) -> Vec<Arc> {
    let mut arcs: Vec<Arc> = words
        .iter()
        .enumerate()
        .filter_map(|(dependent, word)| {
            let head = (word.head? as usize).checked_sub(1)?;
            (head != dependent && head < words.len()).then_some(Arc {
                head,
                dependent,
                level: 0,
            })
        })
        .collect();
    arcs.sort_by_key(|arc| (arc.right() - arc.left(), arc.left(), arc.dependent));
    // The highest level so far between each word and the next.
    let mut taken = vec![0; words.len()];
    for arc in &mut arcs {
        let between = &mut taken[arc.left()..arc.right()];
        arc.level = between.iter().max().map_or(1, |level| level + 1);
        between.fill(arc.level);
    }
    arcs
}

/// Where words stand.
struct Columns {
    centres: Vec<f32>,
    widths: Vec<f32>,
    end: f32,
}

fn columns(sentence: &Sentence<'_>, arcs: &[Arc]) -> Columns {
    let words = &sentence.words;
    let widths: Vec<f32> = words
        .iter()
        .map(|word| {
            width(word.form, WORD)
                .max(width(word.upos, TAG) * 1.06)
                .max(8.0)
        })
        .collect();
    let mut gaps = vec![GAP; words.len()];
    for (first, last, kind) in sentence.names() {
        // The kind of a name may be wider than the name.
        let (first, last) = (first as usize - 1, last as usize - 1);
        let lack = width(kind.as_str(), TAG) + 8.0 - widths[first..=last].iter().sum::<f32>();
        gaps[last] += lack.max(0.0);
    }
    // Labels are wider than short words; long arcs have room.
    for arc in arcs.iter().take_while(|arc| arc.right() - arc.left() <= 3) {
        let (left, right) = (arc.left(), arc.right());
        let inner: f32 = widths[left + 1..right].iter().sum();
        let between = inner
            + f32::midpoint(widths[left], widths[right])
            + gaps[left..right].iter().sum::<f32>();
        let wanted = width(words[arc.dependent].relation, LABEL) + 2.0 * RADIUS + 8.0;
        let share = (wanted - between).max(0.0) / (right - left) as f32;
        for gap in &mut gaps[left..right] {
            *gap += share;
        }
    }
    let mut at = MARGIN;
    let mut centres = Vec::with_capacity(words.len());
    for (width, gap) in widths.iter().zip(&gaps) {
        centres.push(at + width / 2.0);
        at += width + gap;
    }
    Columns {
        centres,
        end: at - gaps.last().copied().unwrap_or(0.0),
        widths,
    }
}

/// Arcs rise from beside the middle of their head and come down on the middle of the dependent.
/// The feet of a head's arcs to one side stand apart, the longest nearest to the middle, so that
/// none crosses another.
fn draw_arcs(out: &mut String, words: &[Word<'_>], arcs: &[Arc], columns: &Columns, tips: f32) {
    let mut feet = vec![[0_u32; 2]; words.len()];
    for arc in arcs.iter().rev() {
        let rightwards = arc.dependent > arc.head;
        let foot = &mut feet[arc.head][usize::from(rightwards)];
        *foot += 1;
        let sign = if rightwards { 1.0 } else { -1.0 };
        let room = columns.widths[arc.head] / 2.0 + GAP / 3.0;
        let start = columns.centres[arc.head] + sign * (FOOT * *foot as f32).min(room);
        let end = columns.centres[arc.dependent];
        let top = tips - arc.level as f32 * STEP;
        let path = format!(
            "M{start:.1} {tips:.1}V{:.1}Q{start:.1} {top:.1} {:.1} {top:.1}H{:.1}Q{end:.1} {top:.1} {end:.1} {:.1}V{:.1}",
            top + RADIUS,
            start + sign * RADIUS,
            end - sign * RADIUS,
            top + RADIUS,
            tips - 1.0,
        );
        arrow(out, &path, end, tips);
        let _ = writeln!(
            out,
            "<text class=\"l\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            f32::midpoint(start, end),
            top - 4.0,
            escape(words[arc.dependent].relation)
        );
    }
}

fn arrow(out: &mut String, path: &str, x: f32, tip: f32) {
    let _ = writeln!(
        out,
        "<path class=\"a\" d=\"{path}\"/><path class=\"h\" d=\"M{x:.1} {tip:.1}l-3 -6h6z\"/>"
    );
}

/// The width of a text in a common sans serif, a little more than less.
fn width(text: &str, size: f32) -> f32 {
    let em = |character: char| match character {
        'i' | 'j' | 'l' | '\'' | '|' | '’' | '‘' => 0.25,
        'I' | 'f' | 't' | 'r' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | '[' | ']' | '/' | '-' => {
            0.34
        }
        'm' | 'w' => 0.82,
        'M' | 'W' | '@' | '%' | '—' => 0.95,
        'A'..='Z' | '&' => 0.7,
        _ => match character.width().unwrap_or(0) {
            0 => 0.0,
            1 => 0.56,
            _ => 1.0,
        },
    };
    text.chars().map(em).sum::<f32>() * size
}

#[cfg(test)]
mod tests {
    use record::conllu::Reader;

    use super::*;

    fn sentence(rows: &str) -> String {
        let mut text = String::new();
        for (row, id) in rows.lines().zip(1..) {
            let [form, upos, head, relation]: [&str; 4] = row
                .split(' ')
                .collect::<Vec<_>>()
                .try_into()
                .expect("four fields a row");
            let _ = writeln!(
                text,
                "{id}\t{form}\t_\t{upos}\t_\t_\t{head}\t{relation}\t_\t_"
            );
        }
        text
    }

    fn drawn(text: &str) -> Drawing {
        let sentence = Reader::new(text).next().expect("one sentence");
        draw(&sentence.expect("it is well formed"))
    }

    #[test]
    fn arcs_rise_above_what_they_span() {
        let text = sentence(
            "The DET 2 det\nenvoys NOUN 3 nsubj\nleft VERB 0 root\nOslo PROPN 3 obj\n. PUNCT 3 punct",
        );
        let sentence = Reader::new(&text)
            .next()
            .expect("one")
            .expect("well formed");
        let arcs = arcs(&sentence.words);
        let levels: Vec<_> = arcs
            .iter()
            .map(|arc| (arc.left(), arc.right(), arc.level))
            .collect();
        assert_eq!(levels, [(0, 1, 1), (1, 2, 1), (2, 3, 1), (2, 4, 2)]);
        for one in &arcs {
            for other in &arcs {
                let apart = one.right() <= other.left() || other.right() <= one.left();
                let same = one.dependent == other.dependent;
                assert!(apart || same || one.level != other.level);
            }
        }
    }

    #[test]
    fn marks_of_the_format_are_escaped() {
        let drawing = drawn(&sentence("<&> SYM 0 root"));
        assert!(drawing.body.contains("&lt;&amp;&gt;"));
        assert!(!drawing.body.contains("<&>"));
    }

    #[test]
    fn drawings_are_stacked() {
        let one = drawn(&sentence("Go VERB 0 root"));
        let svg = svg(&[one.clone(), one.clone()]);
        assert!(svg.contains(&format!("height=\"{:.0}\"", 2.0 * one.height)));
        assert_eq!(svg.matches("<g ").count(), 2);
        assert!(svg.ends_with("</svg>\n"));
    }

    #[test]
    fn sentences_without_end_are_named() {
        let text = sentence(&vec!["so ADV 1 advmod"; 5000].join("\n"));
        assert!(drawn(&text).body.contains("5000 words"));
    }
}
