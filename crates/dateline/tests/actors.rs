//! Actors by their words and the day: `eval/actors.tsv` through the whole reader.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dateline::{Dateline, Given, Reading};
use record::{Entity, EntityType, MentionForm, Span};

/// Of a hundred rows, how many must be right.
const ENOUGH: usize = 95;

/// One row of the table.
struct Row<'a> {
    line: usize,
    published: &'a str,
    text: String,
    /// The words in brackets.
    actor: Span,
    names: &'a str,
    countries: &'a str,
    sectors: &'a str,
}

#[test]
fn actors_are_known_by_their_words_and_the_day() {
    let table = include_str!("../../../eval/actors.tsv");
    let dateline = Dateline::new();
    let rows: Vec<Row<'_>> = rows(table);
    assert!(rows.len() >= 300, "the table has {} rows", rows.len());
    let mut wrong = String::new();
    let mut right = 0;
    for row in &rows {
        let given = Given {
            published: Some(row.published.to_owned()),
            ..Given::default()
        };
        let reading = dateline.read_text(&row.text, &given);
        match judge(row, &reading) {
            Ok(()) => right += 1,
            Err(found) => {
                let (line, text) = (row.line, &row.text);
                let _ = writeln!(
                    wrong,
                    "eval/actors.tsv:{line}: {} {text}\n    wanted {} {} {}\n    found  {found}",
                    row.published, row.names, row.countries, row.sectors
                );
            }
        }
    }
    let share = format!("{right} of {} actors are right", rows.len());
    assert!(right * 100 >= ENOUGH * rows.len(), "{share}\n{wrong}");
    println!("{share}\n{wrong}");
}

/// The rows, with the brackets taken out of their texts.
fn rows(table: &str) -> Vec<Row<'_>> {
    let lines = (1..).zip(table.lines());
    lines
        .filter(|(_, line)| !line.starts_with('#') && !line.starts_with("date\t"))
        .map(|(line, row)| {
            let cells: Vec<&str> = row.split('\t').collect();
            let &[published, text, names, countries, sectors] = cells.as_slice() else {
                panic!("eval/actors.tsv:{line}: five cells are wanted");
            };
            let start = text.find('[').expect("a bracket opens");
            let end = text.find(']').expect("a bracket closes");
            Row {
                line,
                published,
                text: text.replace(['[', ']'], ""),
                actor: Span::new(start, end - 1),
                names,
                countries,
                sectors,
            }
        })
        .collect()
}

/// Whether the actor is read as the row wants it; else what was found.
fn judge(row: &Row<'_>, reading: &Reading) -> Result<(), String> {
    let Some(entity) = entity(row, reading) else {
        let nobody = row.names.split(';').any(|name| name == "-");
        return if nobody {
            Ok(())
        } else {
            Err("nobody".to_owned())
        };
    };
    let name = row
        .names
        .split(';')
        .any(|name| folded(name) == folded(&entity.name));
    let country = entity.country.as_deref().unwrap_or("-");
    let country_fits = row.countries.split('/').any(|wanted| wanted == country);
    let sectors: BTreeSet<&str> = entity.sectors.iter().map(String::as_str).collect();
    let sectors_fit = row.sectors.split('/').any(|wanted| {
        let wanted: BTreeSet<&str> = wanted.split(';').filter(|one| *one != "-").collect();
        wanted == sectors
    });
    if name && country_fits && sectors_fit {
        return Ok(());
    }
    let sectors: Vec<&str> = sectors.into_iter().collect();
    Err(format!("{} {country} {}", entity.name, sectors.join(";")))
}

/// The entity that the actor's words name: a person before the body whose name stands in the
/// title, a name's before that of a nationality, and then by the longest mention.
fn entity<'a>(row: &Row<'_>, reading: &'a Reading) -> Option<&'a Entity> {
    let mentions = reading.entities.iter().flat_map(|entity| {
        let mentions = entity.mentions.iter();
        mentions.map(move |mention| (entity, *mention))
    });
    mentions
        .filter(|(_, mention)| row.actor.contains(mention.span))
        .filter(|(_, mention)| mention.form != MentionForm::Pronoun)
        .max_by_key(|(entity, mention)| {
            let nationality = mention.form == MentionForm::Demonym;
            let person = entity.kind == EntityType::Person;
            let length = mention.span.len();
            (!nationality, person, length, mention.span.start)
        })
        .map(|(entity, _)| entity)
}

/// Letters without marks, case, and the article in front.
fn folded(name: &str) -> String {
    let name: String = name
        .chars()
        .flat_map(|letter| lexicon::unaccented(letter).to_lowercase())
        .collect();
    name.strip_prefix("the ").unwrap_or(&name).to_owned()
}
