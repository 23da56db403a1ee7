use std::fs::File;
use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

use anyhow::Context as _;
use export::terminal::Screen;
use record::{Generator, Reading};

use crate::arguments::{Format, Read};

/// Where readings go and how they are written there.
pub(crate) struct Output {
    format: Format,
    screen: Screen,
    writer: Box<dyn Write + Send>,
    written: usize,
    /// What an HTML page lists at its end.
    entries: Vec<export::html::Entry>,
}

impl Output {
    /// Opens what the user asked for; the format follows from the file's name or the terminal
    /// where none is asked for.
    pub(crate) fn open(arguments: &Read) -> anyhow::Result<Self> {
        let to_terminal = arguments.output.is_none() && io::stdout().is_terminal();
        let format = arguments.format.unwrap_or_else(|| {
            let named = arguments.output.as_deref().and_then(format_of);
            named.unwrap_or(if to_terminal {
                Format::Terminal
            } else {
                Format::Jsonl
            })
        });
        let writer: Box<dyn Write + Send> = match &arguments.output {
            Some(path) => Box::new(
                File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?,
            ),
            None => Box::new(io::stdout()),
        };
        Ok(Self {
            format,
            screen: screen(to_terminal),
            writer,
            written: 0,
            entries: Vec::new(),
        })
    }

    /// How to render a reading, for use on any thread.
    pub(crate) fn renderer(&self) -> Renderer {
        Renderer {
            format: self.format,
            screen: self.screen,
        }
    }

    /// Writes one rendered reading after those before it.
    pub(crate) fn write(&mut self, rendered: Rendered) -> io::Result<()> {
        let before = match self.format {
            Format::Html if self.written == 0 => export::html::HEAD,
            Format::Terminal if self.written > 0 => "\n\n",
            Format::Text if self.written > 0 => "\u{c}\n",
            _ => "",
        };
        self.written += 1;
        self.entries.extend(rendered.entry);
        self.writer.write_all(before.as_bytes())?;
        self.writer.write_all(rendered.text.as_bytes())
    }

    /// Writes what comes after the last reading.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if self.format == Format::Html {
            if self.written == 0 {
                self.writer.write_all(export::html::HEAD.as_bytes())?;
            }
            let tail = export::html::tail(&self.entries);
            self.writer.write_all(tail.as_bytes())?;
        }
        self.writer.flush()
    }
}

/// A reading in the format that was asked for.
#[derive(Debug)]
pub(crate) struct Rendered {
    text: String,
    entry: Option<export::html::Entry>,
}

/// Renders readings one by one, whichever comes first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Renderer {
    format: Format,
    screen: Screen,
}

impl Renderer {
    /// `number` is the input's, from 1.
    pub(crate) fn render(
        &self,
        reading: &Reading,
        generator: &Generator,
        number: usize,
    ) -> Rendered {
        let text = match self.format {
            Format::Terminal => export::terminal::reading(reading, self.screen),
            Format::Jsonl => record::wire::Reading::new(reading, generator).to_line() + "\n",
            Format::Html => export::html::section(reading, number),
            Format::Text => export::text::story(reading),
        };
        let entry = (self.format == Format::Html).then(|| export::html::entry(reading, number));
        Rendered { text, entry }
    }
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "html" | "htm" => Some(Format::Html),
        "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
        "txt" => Some(Format::Text),
        _ => None,
    }
}

/// The width of the terminal, or of a page where there is none; colour only on a terminal, and
/// only when nobody has asked for none (<https://no-color.org>).
fn screen(to_terminal: bool) -> Screen {
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let plain = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    Screen {
        width: if to_terminal { width } else { 80 },
        colour: to_terminal && !no_colour && !plain,
    }
}
