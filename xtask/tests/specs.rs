//! Every specification of `specs/` as a test.

use xtask::specs::{files, read};

#[test]
fn every_spec_holds() {
    let reader = dateline::Dateline::new();
    let (mut run, mut reports) = (0, Vec::new());
    for path in files(&xtask::root().join("specs")).expect("the folder is there") {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for spec in read(&path).unwrap_or_else(|problem| panic!("{problem}")) {
            if spec.ignore.is_some() {
                continue;
            }
            run += 1;
            if let Err(report) = spec.run(&format!("specs/{name}"), &reader) {
                reports.push(report);
            }
        }
    }
    assert!(run > 0, "no spec was found");
    assert!(
        reports.is_empty(),
        "{} of {run} specs do not hold:\n{}",
        reports.len(),
        reports.concat()
    );
}
