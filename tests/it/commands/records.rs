//! Everything of an organisation, written to a place of the machine.

use std::path::{Path, PathBuf};

use super::{Place, mode};

const EXPORT: [&str; 5] = ["organisation", "export", "--organisation", "cartref-prawf", "--to"];

fn export(place: &Place, to: &str) -> super::Said {
    place.run(&[&EXPORT[..], &[to]].concat())
}

/// Everything below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        }
        found.push(path);
    }
    found
}

#[test]
fn nobody_else_on_the_machine_reads_what_was_taken_out() {
    let place = Place::founded();
    export(&place, "all.zip").fine();
    export(&place, "new/all").fine();
    assert_eq!(mode(&place.path("all.zip")), 0o600);
    let files = below(&place.path("new"));
    assert!(files.len() > 20, "{files:?}");
    for path in files {
        assert_eq!(mode(&path), if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
    assert_eq!(mode(&place.path("new")), 0o700);
}

#[test]
fn a_place_that_cannot_be_had_is_named_and_nobody_is_told() {
    let place = Place::founded();
    export(&place, "all.zip").fine();
    let asked = || place.run(&["jobs", "run"]).fine();
    asked();
    for (to, words) in [
        ("all.zip", "is there already: name a ZIP file"),
        ("data", "is there already: name a ZIP file"),
        ("none/all.zip", "can't be written"),
        ("all.zip/below", "can't be written"),
    ] {
        let said = export(&place, to).failed(1, words);
        let named = place.path(to).display().to_string();
        assert!(said.err.contains(&named) && !said.err.contains("database"), "{}", said.err);
    }
    let mails = || std::fs::read_dir(place.path("data/mail")).unwrap().count();
    let before = mails();
    asked();
    assert_eq!(mails(), before, "nothing was asked for");
}
