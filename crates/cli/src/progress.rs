use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// A line on standard error that tells how far a batch has come. Silent unless a person watches.
#[derive(Debug)]
pub(crate) struct Progress {
    shown: bool,
    total: Option<u64>,
    documents: u64,
    bytes: u64,
    start: Instant,
    last: Instant,
}

impl Progress {
    /// A bar over as many bytes as `total` gives, when it gives any. Shown only where it cannot
    /// run into what is written to the same terminal.
    pub(crate) fn new(total: impl FnOnce() -> Option<u64>, to_terminal: bool) -> Self {
        let shown = io::stderr().is_terminal() && !to_terminal;
        let now = Instant::now();
        Self {
            shown,
            total: shown.then(total).flatten(),
            documents: 0,
            bytes: 0,
            start: now,
            last: now,
        }
    }

    /// Counts a document.
    pub(crate) fn add(&mut self, bytes: usize) {
        self.documents += 1;
        self.bytes += bytes as u64;
        if self.shown && self.last.elapsed() > Duration::from_millis(100) {
            self.last = Instant::now();
            let seconds = self.start.elapsed().as_secs_f64();
            let line = self.line(seconds);
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K{line}");
        }
    }

    /// Takes the line away, so that a message can be written.
    pub(crate) fn clear(&self) {
        if self.shown {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }

    fn line(&self, seconds: f64) -> String {
        let speed = self.documents as f64 / seconds.max(0.001);
        let count = format!("{} documents, {speed:.0} a second", self.documents);
        match self.total {
            Some(total) if total > 0 => {
                let part = (self.bytes.min(total) as f64) / total as f64;
                let filled = (part * 30.0) as usize;
                let bar = format!("{}{}", "#".repeat(filled), "-".repeat(30 - filled));
                format!("[{bar}] {:3.0} %  {count}", part * 100.0)
            }
            _ => count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_never_runs_over() {
        let mut progress = Progress::new(|| None, true);
        assert_eq!(progress.line(1.0), "0 documents, 0 a second");
        progress.total = Some(100);
        progress.add(50);
        assert_eq!(
            progress.line(2.0),
            "[###############---------------]  50 %  1 documents, 0 a second"
        );
        progress.add(500);
        assert!(progress.line(1.0).contains("] 100 %"));
    }
}
