use record::EntityType;

use crate::LexiconError;
use crate::codes::{Codes, sectors};
use crate::table::{Row, Shape, Source, rows};

/// Named actors that are neither countries nor persons: organisations, armed groups, metonyms,
/// news agencies and outlets.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    bodies: Vec<Body>,
}

/// One named actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// Which table it stands in, and its name in letters for an address: `group/islamic-state`.
    pub key: String,
    /// The fullest usual name.
    pub name: String,
    /// Other names and acronyms.
    pub aliases: Vec<String>,
    /// Those of its names that bodies of other countries bear too: “Congress”, “DUP”.
    pub shared: Vec<String>,
    /// What its name stands for.
    pub kind: EntityType,
    /// Which table it stands in.
    pub table: BodyTable,
    /// ISO 3166-1 alpha-3, or IGO, NGO, MNC, IMG, ISM, UNO, EUR.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Title of the English Wikipedia's page.
    pub wikipedia: Option<String>,
}

/// The tables of named actors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BodyTable {
    /// `organisations.tsv`.
    Organisation,
    /// `groups.tsv`.
    Group,
    /// `metonyms.tsv`.
    Metonym,
    /// `agencies.tsv`.
    Agency,
}

impl Body {
    /// Whether this name of it means it only where the text is about its country.
    pub fn shares(&self, name: &str) -> bool {
        self.shared
            .iter()
            .any(|shared| shared.eq_ignore_ascii_case(name))
    }
}

impl BodyTable {
    /// The files of the tables, in the order in which their names are looked up.
    pub(crate) const FILES: [(&str, Self); 4] = [
        ("organisations.tsv", Self::Organisation),
        ("groups.tsv", Self::Group),
        ("metonyms.tsv", Self::Metonym),
        ("agencies.tsv", Self::Agency),
    ];

    fn prefix(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Metonym => "metonym",
            Self::Agency => "agency",
        }
    }
}

/// The tables of named actors.
pub(crate) const SHAPE: Shape = Shape {
    columns: &[
        "name",
        "aliases",
        "type",
        "country",
        "sectors",
        "wikidata",
        "wikipedia",
        "source",
    ],
    key: &[0],
};

impl Bodies {
    /// Parses the layers of one of the tables and adds its rows.
    pub(crate) fn add(
        &mut self,
        table: BodyTable,
        sources: &[Source<'_>],
        codes: &Codes,
    ) -> Result<(), LexiconError> {
        for row in rows(sources, &SHAPE)? {
            self.bodies.push(body(table, &row, codes)?);
        }
        Ok(())
    }

    /// All of them, in the order of the files.
    pub fn all(&self) -> &[Body] {
        &self.bodies
    }

    /// The one with this name.
    pub fn by_name(&self, name: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.name == name)
    }
}

pub(crate) fn body(table: BodyTable, row: &Row<'_>, codes: &Codes) -> Result<Body, LexiconError> {
    let name = row.required(0)?.to_owned();
    let kind = EntityType::from_name(row.cell(2)).ok_or_else(|| {
        row.problem(
            format!("`{}` is no type", row.cell(2)),
            "write organization, group, facility, place, person or other",
        )
    })?;
    let wikipedia = match row.cell(6) {
        "" => None,
        "=" => Some(name.clone()),
        title => Some(title.to_owned()),
    };
    let (mut aliases, mut shared) = (Vec::new(), Vec::new());
    for alias in row.list(1) {
        let bare = alias.strip_suffix('?').unwrap_or(alias).trim_end();
        if bare.len() < alias.len() {
            shared.push(bare.to_owned());
        }
        if bare != name {
            aliases.push(bare.to_owned());
        }
    }
    if !shared.is_empty() && row.cell(3).is_empty() {
        return Err(row.problem(
            "a name is marked as shared, and the row has no country",
            "take away the `?`, or say whose body it is",
        ));
    }
    Ok(Body {
        key: format!("{}/{}", table.prefix(), slug(&name)),
        aliases,
        shared,
        kind,
        table,
        country: codes.country(row, 3)?,
        sectors: sectors(row, 4)?,
        wikidata: row.optional(5),
        wikipedia,
        name,
    })
}

/// A name in lower-case letters, digits and hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars().map(crate::spelling::folded) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') && letter != '\'' && letter != '.' {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source<'_> {
        Source {
            file: "groups.tsv",
            text,
            layer: 0,
        }
    }

    #[test]
    fn a_row_becomes_a_body() {
        let header = "name\taliases\ttype\tcountry\tsectors\twikidata\twikipedia\tsource\n";
        let mut bodies = Bodies::default();
        let text =
            format!("{header}Al-Shabaab\tShabab;al-Shabab\torganization\tSOM\tREB\t\t=\town\n");
        bodies
            .add(BodyTable::Group, &[source(&text)], &Codes::default())
            .expect("the row is right");
        let body = &bodies.all()[0];
        assert_eq!(body.key, "group/al-shabaab");
        assert_eq!(body.wikipedia.as_deref(), Some("Al-Shabaab"));
        let wrong = format!("{header}X\t\tempire\t\t\t\t\town\n");
        let refused = bodies.add(BodyTable::Group, &[source(&wrong)], &Codes::default());
        assert_eq!(refused.expect_err("no such type").line, 2);
    }
}
