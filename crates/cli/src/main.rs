//! The `dateline` command: glue only.

mod arguments;
mod gazetteer;
mod lexicon;
mod output;
mod parse;
mod pipeline;
mod progress;
mod read;
mod start;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};

/// Exit status when an input, or the output, failed; wrong usage is 2, which is clap's own.
const FAILED: u8 = 1;
/// Exit status when an option names something that cannot be used, as clap has it.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Read(arguments) => read::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Lexicon { command } => lexicon::run(&command),
        Command::Gazetteer { command } => gazetteer::run(&command),
        Command::Schema => print(&record::wire::schema()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "dateline", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(FAILED)
        }
    }
}

fn print(text: &str) -> anyhow::Result<ExitCode> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Tells the user of trouble. When even that cannot be written, there is nobody left to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "dateline: {message}");
}
