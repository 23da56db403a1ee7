//! Hashes of what is built in, so that every reading names the knowledge that made it.
//!
//! They are taken here, once, and not at each start. A hash is over the names and the bytes of a
//! folder's files in the order of their names.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (variable, places) in [
        ("DATELINE_LEXICON", &["lexicon"][..]),
        ("DATELINE_GAZETTEER", &["lexicon/places"]),
        (
            "DATELINE_ONTOLOGY",
            &["lexicon/ontology.toml", "lexicon/frames"],
        ),
        ("DATELINE_MODEL", &["models/english.safetensors"]),
    ] {
        let mut files = Vec::new();
        for place in places {
            let path = root.join(place);
            println!("cargo:rerun-if-changed={}", path.display());
            collect(&path, &mut files);
        }
        // The gazetteer lies in the lexicon's folder, and has a hash of its own.
        let places = root.join("lexicon/places");
        files.retain(|file| variable != "DATELINE_LEXICON" || !file.starts_with(&places));
        files.sort();
        println!("cargo:rustc-env={variable}=sha256:{}", hash(&root, &files));
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(folder) = fs::read_dir(path) else {
        if path.is_file() {
            files.push(path.to_owned());
        }
        return;
    };
    for entry in folder.flatten() {
        collect(&entry.path(), files);
    }
}

fn hash(root: &Path, files: &[PathBuf]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        let name = file.strip_prefix(root).expect("files are below the root");
        // The separator of paths differs between systems; the hash must not.
        let name = name.to_string_lossy().replace('\\', "/");
        let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    hash.finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
