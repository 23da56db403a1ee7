//! `dateline gazetteer import`: a dump of `GeoNames`, zipped or not, to tables beside the program.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use dateline::PlacesImport;
use zip::ZipArchive;

use crate::arguments::Gazetteer;

/// Runs the command.
pub(crate) fn run(command: &Gazetteer) -> Result<ExitCode> {
    let Gazetteer::Import { dumps, output } = command;
    let mut import = PlacesImport::new();
    for dump in dumps {
        read(dump, &mut import)?;
    }
    let places = import.places();
    if places == 0 {
        bail!("the dumps hold no place that is not built in; nothing was written");
    }
    let tables = import.finish();
    fs::create_dir_all(output).with_context(|| output.display().to_string())?;
    for (name, table) in [
        ("gazetteer.tsv", &tables.places),
        ("index.tsv", &tables.names),
    ] {
        write(&output.join(name), table)?;
    }
    let folder = output.display();
    crate::print(&format!(
        "{places} places more than are built in; read with `dateline read --gazetteer {folder}`\n"
    ))
}

/// Writes beside the file and moves it there, so that no half of a table is ever found.
fn write(path: &Path, table: &str) -> Result<()> {
    let beside = path.with_extension("tsv.new");
    fs::write(&beside, table).with_context(|| beside.display().to_string())?;
    fs::rename(&beside, path).with_context(|| path.display().to_string())
}

fn read(dump: &Path, import: &mut PlacesImport) -> Result<()> {
    let name = || dump.display().to_string();
    let mut file = BufReader::new(File::open(dump).with_context(name)?);
    let begins = file.fill_buf().with_context(name)?;
    if !begins.starts_with(b"PK") {
        return rows(&name(), file, import);
    }
    let mut archive = ZipArchive::new(file)
        .with_context(|| format!("{}: the archive is damaged; fetch it again", name()))?;
    let tables: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .filter(|name| name.ends_with(".txt") && !name.to_lowercase().contains("readme"))
        .map(Cow::into_owned)
        .collect();
    let [table] = &tables[..] else {
        bail!(
            "{}: a dump of GeoNames holds one table, this archive {}",
            name(),
            tables.len()
        );
    };
    let inside = format!("{}/{table}", name());
    let entry = archive.by_name(table).with_context(|| inside.clone())?;
    rows(&inside, BufReader::with_capacity(1 << 16, entry), import)
}

/// The longest row, in bytes: the one with most names has about thirteen thousand.
const LONGEST_ROW: u64 = 1 << 20;

fn rows(name: &str, mut table: impl BufRead, import: &mut PlacesImport) -> Result<()> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let length = (&mut table)
            .take(LONGEST_ROW)
            .read_until(b'\n', &mut line)
            .with_context(|| format!("{name}:{number}: fetch the dump again"))?;
        if length == 0 {
            break;
        }
        let row = line.strip_suffix(b"\n").unwrap_or(&line);
        let row = row.strip_suffix(b"\r").unwrap_or(row);
        if row.is_empty() {
            continue;
        }
        std::str::from_utf8(row)
            .map_err(|_| "this is no UTF-8".to_owned())
            .and_then(|row| import.row(row))
            .map_err(|problem| {
                anyhow!("{name}:{number}: {problem}; nothing was written, fetch the dump again")
            })?;
    }
    Ok(())
}
