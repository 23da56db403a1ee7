//! Many documents through one reader: on all threads, in order, in bounded memory.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use rayon::prelude::*;
use sources::{Input, Unreadable};

/// How many documents, and how many bytes of them, are in memory at once. A batch ends with the
/// document that reaches either, so that one large document is read by itself.
const BATCH_DOCUMENTS: usize = 256;
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// What became of one input.
#[derive(Debug)]
pub(crate) enum Outcome<T> {
    /// It was read and rendered.
    Read(T),
    /// Dateline failed on it; what is rendered says so, and the message names it.
    Failed(T, String),
    /// It cannot be opened.
    Unreadable(Unreadable),
}

/// Sends every input, with its number from 1, through `read` and hands the outcomes to `write` in the order of the inputs.
/// When `read` panics on a document, `rescue` stands in for it.
///
/// Stops at the first error of `write`.
pub(crate) fn run<T: Send, E>(
    inputs: impl Iterator<Item = Result<Input, Unreadable>>,
    read: impl Fn(&Input, usize) -> T + Sync,
    rescue: impl Fn(&Input, usize) -> T + Sync,
    mut write: impl FnMut(Outcome<T>, usize) -> Result<(), E>,
) -> Result<(), E> {
    let mut inputs = (1..).zip(inputs).peekable();
    while inputs.peek().is_some() {
        let mut bytes = 0;
        let mut batch = Vec::new();
        while bytes < BATCH_BYTES && batch.len() < BATCH_DOCUMENTS {
            let Some((number, input)) = inputs.next() else {
                break;
            };
            bytes += input.as_ref().map_or(0, |input| input.bytes.len());
            batch.push((number, input));
        }
        let outcomes: Vec<_> = batch
            .into_par_iter()
            // A batch holds few documents of uneven length: no thread takes two at once.
            .with_max_len(1)
            .map(|(number, input)| match input {
                Ok(input) => (guarded(&input, number, &read, &rescue), input.bytes.len()),
                Err(unreadable) => (Outcome::Unreadable(unreadable), 0),
            })
            .collect();
        for (outcome, bytes) in outcomes {
            write(outcome, bytes)?;
        }
    }
    Ok(())
}

thread_local! {
    /// Whether a panic on this thread will be told with the name of its document.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps quiet about panics that become an [`Outcome::Failed`]; others are reported as ever.
pub(crate) fn tell_panics_once() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !GUARDED.get() {
            report(panic);
        }
    }));
}

/// A mistake in Dateline costs the document that brings it out, and no other.
fn guarded<T>(
    input: &Input,
    number: usize,
    read: impl Fn(&Input, usize) -> T,
    rescue: impl Fn(&Input, usize) -> T,
) -> Outcome<T> {
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(|| read(input, number)));
    GUARDED.set(false);
    match result {
        Ok(rendered) => Outcome::Read(rendered),
        Err(panic) => {
            let words = panic
                .downcast_ref::<&str>()
                .map(|words| (*words).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            let message = format!(
                "`{}`: Dateline failed on this document, which is a mistake in Dateline: {words}",
                input.name
            );
            Outcome::Failed(rescue(input, number), message)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &str) -> Input {
        Input {
            name: text.to_owned(),
            path: None,
            kind: sources::Kind::Text,
            bytes: text.as_bytes().to_owned(),
            cut: false,
        }
    }

    #[test]
    fn inputs_are_numbered_from_one() {
        let mut seen = Vec::new();
        let inputs = ["a", "b"].map(|name| Ok(input(name)));
        let done: Result<(), ()> = run(
            inputs.into_iter(),
            |input, number| format!("{number}{}", input.name),
            |_, _| String::new(),
            |outcome, _| {
                seen.push(format!("{outcome:?}"));
                Ok(())
            },
        );
        assert!(done.is_ok());
        assert_eq!(seen, ["Read(\"1a\")", "Read(\"2b\")"]);
    }

    #[test]
    fn a_panic_costs_one_document_and_order_is_kept() {
        let inputs = (0..1000).map(|number| {
            if number == 500 {
                Err(Unreadable::Address {
                    name: "https://example.org".to_owned(),
                })
            } else {
                Ok(input(&number.to_string()))
            }
        });
        let mut seen = Vec::new();
        let done: Result<(), ()> = run(
            inputs,
            |input, _| {
                assert!(input.name != "7", "seven");
                input.name.clone()
            },
            |input, _| format!("rescued {}", input.name),
            |outcome, _| {
                seen.push(match outcome {
                    Outcome::Read(rendered) => rendered,
                    Outcome::Failed(rendered, message) => format!("{rendered}: {message}"),
                    Outcome::Unreadable(unreadable) => unreadable.to_string(),
                });
                Ok(())
            },
        );
        assert!(done.is_ok());
        assert_eq!(seen.len(), 1000);
        assert!(seen[7].starts_with("rescued 7: `7`") && seen[7].ends_with("seven"));
        assert!(seen[500].starts_with("`https://example.org`"));
        for number in [0, 6, 8, 255, 256, 257, 999] {
            assert_eq!(seen[number], number.to_string());
        }
    }
}
