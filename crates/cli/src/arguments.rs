use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads news pages and keeps a sourced record: who did what to whom, when, where, and according
/// to whom.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    long_version = dateline::VERSIONS,
    arg_required_else_help = true,
    after_help = "\
Examples:
  dateline read article.txt                     read one article on the terminal
  dateline read news/ > readings.jsonl          read a folder into JSON Lines
  dateline read page.html --output report.html  make a report to open in a browser
  dateline parse article.txt                    parse sentences into CoNLL-U
  dateline lexicon check my-lexicon/            look for faults in a lexicon of your own"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read documents: text, pages of HTML, JSON Lines
    Read(Read),
    /// Parse English: words, tags, lemmas, dependency trees and names, as Universal Dependencies
    Parse(Parse),
    /// Check what Dateline knows of countries, organisations and office holders
    Lexicon {
        /// What to do with it
        #[command(subcommand)]
        command: Lexicon,
    },
    /// Import places that are not built in
    Gazetteer {
        /// What to do with it
        #[command(subcommand)]
        command: Gazetteer,
    },
    /// Print the JSON Schema of a reading
    #[command(after_help = "\
Examples:
  dateline schema > reading.schema.json")]
    Schema,
    /// Print the completions of a shell
    #[command(after_help = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish")]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline read article.txt
  dateline read saved-pages/ --format html --output report.html
  dateline read articles.jsonl > readings.jsonl
  curl -s https://example.org/story | dateline read - --input-format html
  dateline read note.txt --published 2016-12-08

A line of JSON Lines holds `text` or `html`, and may hold `id`, `title`, `uri`, `publisher`,
`published` and `toponyms`. A reading of every document is written in the order of the inputs.

Exit status: 0 all was read, 1 an input failed and is named on standard error, 2 wrong usage.")]
pub(crate) struct Read {
    /// Files, folders, or `-` for standard input
    ///
    /// A folder is read file by file in the order of the names, without hidden ones.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// What the inputs hold
    #[arg(long, value_enum, default_value = "auto", value_name = "FORMAT")]
    pub(crate) input_format: InputFormat,

    /// The day on which the inputs were published, where they do not say themselves
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<String>,

    /// How to write the readings; `terminal` on a terminal, else `jsonl`
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// Write to this file instead of standard output; its name tells the format
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// How many threads to read with; else `RAYON_NUM_THREADS`, else one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,

    /// A language model to use instead of the one that is built in
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// A folder of lexicon files to lay over what is built in
    ///
    /// Its files have the names and the format of those in `lexicon/`: a row replaces the one with
    /// its key, other rows are added. `dateline lexicon check DIR` looks for faults.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,

    /// A folder that `dateline gazetteer import` wrote, for villages
    #[arg(long, value_name = "DIR")]
    pub(crate) gazetteer: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Gazetteer {
    /// Lay a dump of GeoNames under what is built in
    #[command(after_help = "\
Examples:
  dateline gazetteer import SY.zip --output syria
  dateline gazetteer import SY.zip IQ.zip LB.zip --output levant
  dateline gazetteer import allCountries.zip --output world
  dateline read news/ --gazetteer syria

The dumps are at https://download.geonames.org/export/dump/ (CC BY 4.0): one for each country, and
allCountries.zip. Villages, divisions, islands, camps, air bases and the like are kept, hotels and
streams are not. A million places take about 400 megabytes of memory to import and 120 to read with.

Exit status: 0 imported, 1 a dump or the output failed, 2 wrong usage.")]
    Import {
        /// Dumps: `.zip`, or the `.txt` in it
        #[arg(required = true, value_name = "DUMP")]
        dumps: Vec<PathBuf>,

        /// The folder to write the tables into
        #[arg(long, short, value_name = "DIR", required = true)]
        output: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Lexicon {
    /// Look for rows that are wrong, overlap or contradict each other
    #[command(after_help = "\
Examples:
  dateline lexicon check
  dateline lexicon check my-lexicon/

Errors keep a lexicon from being used, or contradict each other; warnings are worth a look. Each
names file, line and remedy. With a folder, only what concerns its rows is told.

Exit status: 0 no errors, 1 there are errors, 2 wrong usage.")]
    Check {
        /// A folder of files to lie over what is built in
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Show for which offices and years a holder is known
    #[command(after_help = "\
Examples:
  dateline lexicon coverage
  dateline lexicon coverage --office 'defence minister' --from 2016
  dateline lexicon coverage my-lexicon/")]
    Coverage {
        /// A folder of files to lie over what is built in
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,

        /// Show the gaps of one office, country by country
        #[arg(long, value_name = "OFFICE")]
        office: Option<String>,

        /// The first year
        #[arg(long, value_name = "YEAR", default_value_t = 1990, value_parser = clap::value_parser!(i16).range(1..=9998))]
        from: i16,

        /// The last year
        #[arg(long, value_name = "YEAR", default_value_t = 2026, value_parser = clap::value_parser!(i16).range(1..=9998))]
        to: i16,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline parse article.txt > article.conllu
  dateline parse treebank.conllu > parsed.conllu     words and sentences as they are given
  echo 'Rebels seized the town.' | dateline parse - --format svg > tree.svg

Text is parsed as it is: every paragraph, no page cleaned; an empty line parts paragraphs. Of a line
of JSON Lines the field `text` is parsed. MISC holds `TokenRange=START:END`, half open, in Unicode
code points of the text (of the sentence, where words are given), and names as `Name=B-PER`.

Exit status: 0 all was parsed, 1 an input failed and is named on standard error, 2 wrong usage.")]
pub(crate) struct Parse {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,

    /// What the inputs hold
    #[arg(long, value_enum, default_value = "auto", value_name = "FORMAT")]
    pub(crate) input_format: ParseInputFormat,

    /// How to write the sentences
    #[arg(long, value_enum, default_value = "conllu", value_name = "FORMAT")]
    pub(crate) format: ParseFormat,

    /// Only these sentences, counted from 1, as `3` or `3-5`; of a drawing, `1` where none is given
    #[arg(long, value_name = "N", value_parser = sentences)]
    pub(crate) sentence: Option<(usize, usize)>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// How many threads to parse with; else `RAYON_NUM_THREADS`, else one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) threads: Option<u16>,

    /// A language model to use instead of the one that is built in
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum ParseInputFormat {
    /// Tell from the name and the first bytes
    Auto,
    /// Plain text
    Text,
    /// CoNLL-U, whose words and sentences are kept and tagged and parsed anew
    Conllu,
    /// One JSON object with a `text` a line
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum ParseFormat {
    /// CoNLL-U
    Conllu,
    /// One JSON object a sentence, one a line
    Json,
    /// A drawing of the tree
    Svg,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum InputFormat {
    /// Tell from the name and the first bytes
    Auto,
    /// One document of plain text a file
    Text,
    /// One page of HTML a file
    Html,
    /// One JSON object a line
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// A reading to scan: who, events with their words, claims by speaker
    Terminal,
    /// Every row with its spans, one reading a line
    Jsonl,
    /// One self-contained page: the article with its spans marked, the rows beside it
    Html,
    /// The clean text of the story alone, without menus, promotion and repeats
    Text,
}

/// Takes a day, or a day with a time.
fn date(value: &str) -> Result<String, String> {
    let is_date = value.parse::<jiff::civil::Date>().is_ok()
        || value.parse::<jiff::Timestamp>().is_ok()
        || value.parse::<jiff::civil::DateTime>().is_ok();
    if is_date {
        Ok(value.to_owned())
    } else {
        Err("write the date as in 2016-12-08".to_owned())
    }
}

/// Most trees in one drawing.
const MOST_DRAWN: usize = 1000;

/// Takes `3` or `3-5`.
fn sentences(value: &str) -> Result<(usize, usize), String> {
    let (first, last) = value.split_once('-').unwrap_or((value, value));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if 0 < first && first <= last && last - first < MOST_DRAWN => {
            Ok((first, last))
        }
        _ => Err("write one sentence as 3, or several, at most 1000, as 3-5".to_owned()),
    }
}
