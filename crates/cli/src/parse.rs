//! `dateline parse`: sentences of text or CoNLL-U, parsed, in order, on all threads.

mod render;
mod units;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context as _;
use dateline::Parser;
use rayon::prelude::*;
use sources::{Inputs, Options};

use crate::arguments::{Parse, ParseFormat, ParseInputFormat};
use render::{Piece, render};
use units::{Unit, Units};

/// How many units are parsed before they are written. One takes some hundredths of a second, so
/// that output flows; and at the end of a batch threads wait no longer than that for each other.
const BATCH: usize = 64;

/// Runs the command.
pub(crate) fn run(arguments: &Parse) -> anyhow::Result<ExitCode> {
    let model = match crate::start::language_model(arguments.model.as_deref()) {
        Ok(model) => model,
        Err(problem) => {
            crate::complain(&problem);
            return Ok(ExitCode::from(crate::WRONG_USAGE));
        }
    };
    let pool = crate::start::threads(arguments.threads)?;
    let output: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(
            File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?,
        ),
        None => Box::new(io::stdout()),
    };
    let mut command = Command {
        parser: Parser::new(model),
        pool,
        format: arguments.format,
        chosen: arguments
            .sentence
            .or((arguments.format == ParseFormat::Svg).then_some((1, 1))),
        output: BufWriter::new(output),
        sentences: 0,
        drawings: Vec::new(),
        failed: false,
    };
    match command.all(arguments) {
        // Whoever reads the pipe has seen enough; that is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        result => result.context("cannot write the sentences")?,
    }
    Ok(if command.failed {
        ExitCode::from(crate::FAILED)
    } else {
        ExitCode::SUCCESS
    })
}

struct Command {
    parser: Parser,
    pool: rayon::ThreadPool,
    format: ParseFormat,
    chosen: Option<(usize, usize)>,
    output: BufWriter<Box<dyn Write>>,
    /// How many have come so far, chosen or not.
    sentences: usize,
    drawings: Vec<export::tree::Drawing>,
    failed: bool,
}

impl Command {
    fn all(&mut self, arguments: &Parse) -> io::Result<()> {
        let options = Options {
            format: match arguments.input_format {
                ParseInputFormat::Auto => None,
                ParseInputFormat::Text | ParseInputFormat::Conllu => Some(sources::Format::Text),
                ParseInputFormat::Jsonl => Some(sources::Format::JsonLines),
            },
            output: match &arguments.output {
                Some(path) => same_file::Handle::from_path(path).ok(),
                None => same_file::Handle::stdout().ok(),
            },
        };
        let conllu = match arguments.input_format {
            ParseInputFormat::Auto => None,
            other => Some(other == ParseInputFormat::Conllu),
        };
        for (number, input) in (1..).zip(Inputs::new(arguments.inputs.iter().cloned(), options)) {
            let input = match input {
                Ok(input) => input,
                Err(unreadable) => {
                    self.fail(&unreadable.to_string());
                    continue;
                }
            };
            if input.cut {
                self.fail(&format!(
                    "`{}`: too large; what is beyond is not parsed",
                    input.name
                ));
            }
            let text = match units::text(input, conllu) {
                Ok(text) => text,
                Err(problem) => {
                    self.fail(&problem);
                    continue;
                }
            };
            let mut units = text.units(number);
            self.document(&mut units)?;
            if let Some(problem) = units.problem {
                self.fail(&format!("`{}`: {problem}", text.name));
            }
            if self.done() {
                break;
            }
        }
        self.draw()?;
        self.output.flush()
    }

    /// Parses one document and writes its sentences.
    fn document(&mut self, units: &mut Units<'_>) -> io::Result<()> {
        while !self.done() {
            let batch: Vec<Unit<'_>> = units.take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let (parser, format) = (&self.parser, self.format);
            let pieces: Vec<Vec<Piece>> = self.pool.install(|| {
                batch
                    .into_par_iter()
                    .with_max_len(1)
                    .map(|unit| render(unit, parser, format))
                    .collect()
            });
            for piece in pieces.into_iter().flatten() {
                self.write(piece)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, piece: Piece) -> io::Result<()> {
        self.sentences += 1;
        let chosen = |(first, last)| (first..=last).contains(&self.sentences);
        if !self.chosen.is_none_or(chosen) {
            return Ok(());
        }
        match piece {
            Piece::Text(text) => self.output.write_all(text.as_bytes()),
            Piece::Drawing(drawing) => {
                self.drawings.push(drawing);
                Ok(())
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        if self.format != ParseFormat::Svg {
            return Ok(());
        }
        if self.drawings.is_empty() && !self.failed {
            let count = self.sentences;
            self.fail(&format!(
                "there is no such sentence to draw: the input has {count}"
            ));
        }
        if self.drawings.is_empty() {
            return Ok(());
        }
        let svg = export::tree::svg(&self.drawings);
        self.output.write_all(svg.as_bytes())
    }

    /// Whether all sentences that were asked for are written.
    fn done(&self) -> bool {
        self.chosen.is_some_and(|(_, last)| self.sentences >= last)
    }

    /// Says what is wrong, after what was written of it.
    fn fail(&mut self, problem: &str) {
        let _ = self.output.flush();
        crate::complain(problem);
        self.failed = true;
    }
}
