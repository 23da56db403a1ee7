use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use walkdir::{DirEntry, FilterEntry, WalkDir};

use crate::format::LOOK;
use crate::input::{Input, Kind, SIZE_LIMIT};
use crate::{Format, Unreadable};

/// How inputs are found and told apart.
#[derive(Debug, Default)]
pub struct Options {
    /// What every input holds; `None` to tell it from the name and the first bytes.
    pub format: Option<Format>,
    /// A file that is no input even when it lies in a folder that is read: the one that the
    /// output goes to.
    pub output: Option<same_file::Handle>,
}

/// The documents of files, folders and standard input, one after the other.
///
/// Folders are walked in the order of their names, without hidden files. Only the document at
/// hand is in memory, so that a file of a million lines reads as well as one of ten.
pub struct Inputs {
    options: Options,
    arguments: VecDeque<String>,
    walk: Option<Walk>,
    lines: Option<Lines>,
}

impl Inputs {
    /// The documents of what the user named: files, folders, and `-` for standard input.
    pub fn new(arguments: impl IntoIterator<Item = String>, options: Options) -> Self {
        Self {
            options,
            arguments: arguments.into_iter().collect(),
            walk: None,
            lines: None,
        }
    }

    /// The next document of the file of lines at hand, if there is one.
    fn next_line(&mut self) -> Option<Result<Input, Unreadable>> {
        let next = self.lines.as_mut()?.next();
        // After an error the rest of the file cannot be trusted to be read either.
        if !matches!(next, Some(Ok(_))) {
            self.lines = None;
        }
        next
    }

    /// Opens the next place that can hold documents; `None` when there is no more. A folder or a
    /// file of lines gives no document by itself: those in it come next.
    fn advance(&mut self) -> Option<Result<Option<Input>, Unreadable>> {
        if let Some(walk) = &mut self.walk {
            match walk.next() {
                Some(entry) => return Some(self.open_walked(entry)),
                None => self.walk = None,
            }
        }
        let argument = self.arguments.pop_front()?;
        Some(self.open_named(argument))
    }

    fn open_named(&mut self, argument: String) -> Result<Option<Input>, Unreadable> {
        if argument == "-" {
            return self.start("standard input".to_owned(), None, Box::new(io::stdin()));
        }
        if argument.starts_with("http://") || argument.starts_with("https://") {
            return Err(Unreadable::Address { name: argument });
        }
        let path = Path::new(&argument);
        if path.is_dir() {
            self.walk = Some(walk(path));
            return Ok(None);
        }
        self.open(&argument, path)
    }

    fn open_walked(
        &mut self,
        entry: Result<DirEntry, walkdir::Error>,
    ) -> Result<Option<Input>, Unreadable> {
        let entry = entry.map_err(|error| walk_error(&error))?;
        let kind = entry.file_type();
        let name = entry.path().to_string_lossy();
        if kind.is_dir() {
            Ok(None)
        } else if !kind.is_file() {
            // Nothing of it may be opened: a pipe without a writer would wait for one.
            let name = name.into_owned();
            Err(Unreadable::NotFile { name })
        } else if self.is_output(entry.path()) {
            Ok(None)
        } else {
            self.open(&name, entry.path())
        }
    }

    fn is_output(&self, path: &Path) -> bool {
        self.options.output.as_ref().is_some_and(|output| {
            same_file::Handle::from_path(path).is_ok_and(|handle| handle == *output)
        })
    }

    fn open(&mut self, name: &str, path: &Path) -> Result<Option<Input>, Unreadable> {
        let file = File::open(path).map_err(|problem| Unreadable::file(name, problem))?;
        self.start(name.to_owned(), Some(name.to_owned()), Box::new(file))
    }

    /// Reads the one document of a file, or leaves its lines to be read.
    fn start(
        &mut self,
        name: String,
        path: Option<String>,
        mut reader: Box<dyn Read + Send>,
    ) -> Result<Option<Input>, Unreadable> {
        let unreadable = |problem| Unreadable::file(&name, problem);
        let format = if let Some(format) = self.options.format {
            format
        } else {
            let mut start = Vec::new();
            let mut look = reader.take(LOOK as u64);
            look.read_to_end(&mut start).map_err(unreadable)?;
            let format = Format::guess(&name, &start);
            reader = Box::new(Cursor::new(start).chain(look.into_inner()));
            format
        };
        let kind = match format {
            Format::Text => Kind::Text,
            Format::Html => Kind::Html,
            Format::Json => Kind::Json,
            Format::JsonLines => {
                let reader = BufReader::with_capacity(LOOK, reader);
                self.lines = Some(Lines {
                    name,
                    path,
                    reader,
                    number: 0,
                });
                return Ok(None);
            }
        };
        let mut bytes = Vec::new();
        reader
            .take(SIZE_LIMIT as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        let cut = bytes.len() > SIZE_LIMIT;
        bytes.truncate(SIZE_LIMIT);
        Ok(Some(Input {
            name,
            path,
            kind,
            bytes,
            cut,
        }))
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.next_line() {
                return Some(next);
            }
            if let Some(next) = self.advance()?.transpose() {
                return Some(next);
            }
        }
    }
}

/// How many bytes the inputs hold together, for a progress bar; `None` when standard input or
/// anything else without a size is among them.
pub fn size_of(arguments: &[String]) -> Option<u64> {
    let mut size = 0;
    for argument in arguments {
        if argument == "-" {
            return None;
        }
        for entry in walk(Path::new(argument)).flatten() {
            if entry.file_type().is_file() {
                size += entry.metadata().map_or(0, |metadata| metadata.len());
            } else if !entry.file_type().is_dir() {
                return None;
            }
        }
    }
    Some(size)
}

type Walk = FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>;

/// A folder's files in the order of their names. Links are followed, since archives are often
/// put together from them; `walkdir` tells when one leads back.
fn walk(folder: &Path) -> Walk {
    let visible: fn(&DirEntry) -> bool =
        |entry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
}

fn walk_error(error: &walkdir::Error) -> Unreadable {
    let name = error
        .path()
        .map(|path| path.to_string_lossy().into_owned())
        .unwrap_or_default();
    if error.loop_ancestor().is_some() {
        return Unreadable::Loop { name };
    }
    // `walkdir` puts the path into its own message; only the cause is wanted here.
    let problem = match error.io_error() {
        Some(cause) => io::Error::new(cause.kind(), cause.to_string()),
        None => io::Error::other("it cannot be walked"),
    };
    Unreadable::File { name, problem }
}

/// The lines of one file, each a document. Lines of white space are none.
struct Lines {
    name: String,
    path: Option<String>,
    reader: BufReader<Box<dyn Read + Send>>,
    number: usize,
}

impl Iterator for Lines {
    type Item = Result<Input, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.number += 1;
            let (bytes, cut) = match self.line() {
                Ok(Some(line)) => line,
                Ok(None) => return None,
                Err(problem) => return Some(Err(Unreadable::file(&self.name, problem))),
            };
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok(Input {
                    name: format!("{}:{}", self.name, self.number),
                    path: self.path.clone(),
                    kind: Kind::Json,
                    bytes,
                    cut,
                }));
            }
        }
    }
}

impl Lines {
    /// One line without its line feed, and whether it was cut; `None` at the end of the file.
    /// What is beyond the limit is read past but not kept.
    fn line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut line = Vec::new();
        let limit = SIZE_LIMIT as u64 + 1;
        if self
            .reader
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut line)?
            == 0
        {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
            return Ok(Some((line, false)));
        }
        let cut = line.len() > SIZE_LIMIT;
        line.truncate(SIZE_LIMIT);
        if cut {
            self.reader.skip_until(b'\n')?;
        }
        Ok(Some((line, cut)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the documents of these files are, by name and bytes.
    fn read(folder: &Path, names: &[&str]) -> Vec<String> {
        let arguments = names
            .iter()
            .map(|name| folder.join(name).to_string_lossy().into_owned());
        let prefix = format!("{}/", folder.to_string_lossy());
        Inputs::new(arguments, Options::default())
            .map(|input| match input {
                Ok(input) => format!(
                    "{} {:?} {}",
                    input.name,
                    input.kind,
                    String::from_utf8_lossy(&input.bytes)
                ),
                Err(unreadable) => unreadable.to_string(),
            })
            .map(|line| line.replace(&prefix, ""))
            .collect()
    }

    #[test]
    fn folders_are_walked_in_order_and_lines_are_documents() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
            std::fs::write(path, text).expect("it can be written");
        };
        write("in/b.txt", "second");
        write("in/a/z.html", "<p>first");
        write("in/.hidden/x.txt", "never");
        write("in/.x.txt", "never");
        write(
            "in/c.jsonl",
            "{\"text\":\"one\"}\r\n\n  \n{\"text\":\"two\"}",
        );
        write("in/d.txt", "");
        assert_eq!(
            read(folder.path(), &["in", "missing", "in/b.txt"]),
            [
                "in/a/z.html Html <p>first",
                "in/b.txt Text second",
                "in/c.jsonl:1 Json {\"text\":\"one\"}\r",
                "in/c.jsonl:4 Json {\"text\":\"two\"}",
                "in/d.txt Text ",
                "`missing`: No such file or directory (os error 2)",
                "in/b.txt Text second",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_is_named_and_the_rest_is_read() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("b.txt"), "b").expect("it can be written");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a")).expect("a link");
        std::os::unix::fs::symlink("nowhere", folder.path().join("c")).expect("a link");
        let read = read(folder.path(), &["."]);
        assert_eq!(read.len(), 3, "{read:?}");
        assert!(read[0].contains("leads back"), "{read:?}");
        assert!(read[1].ends_with("b.txt Text b"), "{read:?}");
        assert!(read[2].contains("No such file"), "{read:?}");
    }
}
