//! `dateline lexicon`: what is wrong in a lexicon, and what is missing.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use dateline::{Finding, Overlay};

use crate::arguments::Lexicon;

/// Offices that the table of coverage shows, with the words at the heads of its columns.
const OFFICES: [(&str, &str); 7] = [
    ("head of state", "state"),
    ("head of government", "government"),
    ("foreign minister", "foreign"),
    ("defence minister", "defence"),
    ("interior minister", "interior"),
    ("finance minister", "finance"),
    ("head of organisation", "organisations"),
];

/// Runs one of the commands.
pub(crate) fn run(command: &Lexicon) -> anyhow::Result<ExitCode> {
    let (Lexicon::Check { folder } | Lexicon::Coverage { folder, .. }) = command;
    let overlay = match crate::start::overlay(folder.as_deref()) {
        Ok(overlay) => overlay,
        Err(problem) => {
            crate::complain(&problem);
            return Ok(ExitCode::from(crate::WRONG_USAGE));
        }
    };
    match command {
        Lexicon::Check { .. } => check(&overlay, folder.as_deref()),
        Lexicon::Coverage {
            office, from, to, ..
        } => coverage(&overlay, office.as_deref(), *from, *to),
    }
}

fn check(overlay: &Overlay, folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    let findings = overlay.check();
    let mut text = String::new();
    for Finding { is_error, problem } in &findings {
        let kind = if *is_error { "error" } else { "warning" };
        let (file, line) = (&problem.file, problem.line);
        let (what, remedy) = (&problem.problem, &problem.remedy);
        let _ = writeln!(text, "{file}:{line}: {kind}: {what}; {remedy}");
    }
    let errors = findings.iter().filter(|finding| finding.is_error).count();
    let warnings = findings.len() - errors;
    let of = folder.map_or("the built-in lexicon".to_owned(), |folder| {
        format!("`{}`", folder.display())
    });
    let _ = writeln!(text, "{of}: {errors} errors, {warnings} warnings");
    crate::print(&text)?;
    Ok(ExitCode::from(if errors > 0 { crate::FAILED } else { 0 }))
}

fn coverage(
    overlay: &Overlay,
    office: Option<&str>,
    from: i16,
    to: i16,
) -> anyhow::Result<ExitCode> {
    let text = match office {
        Some(office) => gaps(overlay, office, from, to)?,
        None => table(overlay, from, to)?,
    };
    crate::print(&text)
}

/// One line a year, one column an office: of how many countries a holder is known.
fn table(overlay: &Overlay, from: i16, to: i16) -> anyhow::Result<String> {
    let offices = OFFICES.map(|(office, _)| office);
    let mut text =
        "Countries whose holder of an office is known in the middle of a year\n".to_owned();
    let _ = write!(text, "year");
    for (_, head) in OFFICES {
        let _ = write!(text, "  {head}");
    }
    for (year, counts) in overlay.coverage(&offices, from..=to)? {
        let _ = write!(text, "\n{year:<4}");
        for ((_, head), count) in OFFICES.iter().zip(counts) {
            let _ = write!(text, "  {count:>width$}", width = head.len());
        }
    }
    text.push('\n');
    Ok(text)
}

/// One line a country: in which years nobody is known.
fn gaps(overlay: &Overlay, office: &str, from: i16, to: i16) -> anyhow::Result<String> {
    let mut text = format!("Years without a known {office}, from {from} to {to}\n");
    let mut missing = Vec::new();
    for gap in overlay.gaps(office, from..=to)? {
        if gap.years == [(from, to)] {
            missing.push(gap.country);
            continue;
        }
        let years = gap.years.iter().map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}-{last}")
            }
        });
        let years: Vec<String> = years.collect();
        let _ = writeln!(text, "{}  {}", gap.country, years.join(" "));
    }
    if !missing.is_empty() {
        let _ = writeln!(text, "no year at all: {}", missing.join(" "));
    }
    Ok(text)
}
