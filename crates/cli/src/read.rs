use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use anyhow::Context as _;
use dateline::{Dateline, Given};
use record::{Basis, Document, Issue, IssueCode, Reading};
use sources::{Input, Inputs, Options};

use crate::arguments::{InputFormat, Read};
use crate::output::Output;
use crate::pipeline::{self, Outcome};
use crate::progress::Progress;

/// `dateline read`: every input's reading, in order.
pub(crate) fn run(arguments: &Read) -> anyhow::Result<ExitCode> {
    let pool = crate::start::threads(arguments.threads)?;
    let dateline = match reader(arguments) {
        Ok(dateline) => dateline,
        Err(problem) => {
            crate::complain(&problem);
            return Ok(ExitCode::from(crate::WRONG_USAGE));
        }
    };
    let mut output = Output::open(arguments)?;
    let renderer = output.renderer();
    let given = Given {
        published: arguments.published.clone(),
        ..Given::default()
    };
    let to_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let mut progress = Progress::new(|| sources::size_of(&arguments.inputs), to_terminal);
    let mut code = ExitCode::SUCCESS;
    pipeline::tell_panics_once();

    let inputs = Inputs::new(arguments.inputs.iter().cloned(), options(arguments));
    let written = pool.install(|| {
        pipeline::run(
            inputs,
            |input, number| {
                let reading = dateline.read(input.document(&given));
                renderer.render(&with_path(reading, input), dateline.generator(), number)
            },
            |input, number| {
                let reading = with_path(unread(input), input);
                renderer.render(&reading, dateline.generator(), number)
            },
            |outcome, bytes| {
                progress.add(bytes);
                let mut complain = |message: &str| {
                    progress.clear();
                    crate::complain(message);
                    code = ExitCode::from(crate::FAILED);
                };
                match outcome {
                    Outcome::Read(rendered) => output.write(rendered),
                    Outcome::Failed(rendered, message) => {
                        complain(&message);
                        output.write(rendered)
                    }
                    Outcome::Unreadable(unreadable) => {
                        complain(&unreadable.to_string());
                        Ok(())
                    }
                }
            },
        )
    });
    progress.clear();
    match written.and_then(|()| output.finish()) {
        // Whoever reads the pipe has seen enough; that is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(code),
        result => result.context("cannot write the readings").map(|()| code),
    }
}

/// The reader, or which of the files that were given cannot be used.
fn reader(arguments: &Read) -> Result<Dateline, String> {
    let model = crate::start::language_model(arguments.model.as_deref())?;
    let overlay = crate::start::overlay(arguments.lexicon.as_deref())?;
    let places = crate::start::places(arguments.gazetteer.as_deref())?;
    Dateline::with_overlay(model, &overlay)
        .map(|dateline| dateline.with_places(places))
        .map_err(|error| format!("--lexicon: {error}"))
}

fn options(arguments: &Read) -> Options {
    Options {
        format: match arguments.input_format {
            InputFormat::Auto => None,
            InputFormat::Text => Some(sources::Format::Text),
            InputFormat::Html => Some(sources::Format::Html),
            InputFormat::Jsonl => Some(sources::Format::JsonLines),
        },
        output: match &arguments.output {
            Some(path) => same_file::Handle::from_path(path).ok(),
            None => same_file::Handle::stdout().ok(),
        },
    }
}

/// The path tells where a document came from when nothing else does. It is set after reading:
/// the folders that somebody keeps pages in are no evidence of when they were published.
fn with_path(mut reading: Reading, input: &Input) -> Reading {
    let document = &mut reading.document;
    if document.uri.is_none()
        && let Some(path) = &input.path
    {
        document.uri = Some(path.clone());
        document.basis.insert("uri", Basis::Given);
    }
    reading
}

/// What stands in for a reading that failed: the text, unread.
fn unread(input: &Input) -> Reading {
    let document = Document {
        text: String::from_utf8_lossy(&input.bytes).into_owned(),
        ..Document::default()
    };
    Reading {
        document,
        issues: vec![Issue::new(IssueCode::Failed, None)],
        ..Reading::default()
    }
}
