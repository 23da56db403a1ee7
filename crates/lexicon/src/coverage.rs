//! For which offices and years the lexicon knows a holder.

use jiff::civil::{Date, date};

use crate::{Holders, Lexicon};

/// The years in which no holder of an office is known, of one country.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// First and last years of each gap.
    pub years: Vec<(i16, i16)>,
}

/// In how many countries a source vouches for a holder of the office in the middle of a year; of
/// heads of organisations, how many organisations.
pub fn held_by_year(holders: &Holders, office: &str, year: i16) -> usize {
    let day = middle(year);
    let mut places: Vec<&str> = holders
        .terms()
        .iter()
        .filter(|term| term.office == office && term.is_vouched(day))
        .map(|term| match office {
            "head of organisation" => term.title.as_str(),
            _ => term.country.as_str(),
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places.len()
}

/// The gaps of one office from one year to another, of the countries that have a Wikidata id and
/// a holder of some office, by code.
pub fn gaps(lexicon: &Lexicon, office: &str, from: i16, to: i16) -> Vec<Gap> {
    let holders = &lexicon.holders;
    let mut gaps = Vec::new();
    for country in lexicon.countries.all() {
        let iso3 = country.iso3.as_str();
        let mut any = false;
        let mut terms = Vec::new();
        for term in holders.terms().iter().filter(|term| term.country == iso3) {
            any = true;
            if term.office == office {
                terms.push(term);
            }
        }
        let mut years: Vec<(i16, i16)> = Vec::new();
        for year in from..=to {
            if terms.iter().any(|term| term.is_vouched(middle(year))) {
                continue;
            }
            match years.last_mut() {
                Some((_, last)) if *last + 1 == year => *last = year,
                _ => years.push((year, year)),
            }
        }
        if any && !years.is_empty() {
            gaps.push(Gap {
                country: iso3.to_owned(),
                years,
            });
        }
    }
    gaps
}

fn middle(year: i16) -> Date {
    date(year.clamp(1, 9998), 7, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_seen() {
        let holders = "person\taliases\tcountry\toffice\ttitle\tstart\tend\tasof\twikidata\twikipedia\tsource\n\
             Ann Aker\t\tNOR\thead of state\tx\t2011\t2012-12-31\t\t\t\town\n\
             Bo Berg\t\tNOR\thead of state\tx\t2015-01-01\t\t2016-12-31\t\t\town\n";
        let countries = "iso3\tiso2\tname\tnames\tdemonyms\tcapital\twikidata\tgeonames\twikipedia\tsource\n\
             NOR\tNO\tNorway\t\tNorwegian\tOslo\t\t\t\town\n";
        let lexicon = Lexicon::parse(&[("countries.tsv", countries), ("holders.tsv", holders)])
            .expect("it is right");
        assert_eq!(held_by_year(&lexicon.holders, "head of state", 2012), 1);
        assert_eq!(held_by_year(&lexicon.holders, "head of state", 2013), 0);
        let [gap] = &gaps(&lexicon, "head of state", 2010, 2018)[..] else {
            panic!("one country has gaps");
        };
        assert_eq!(gap.years, [(2010, 2010), (2013, 2014), (2017, 2018)]);
    }
}
