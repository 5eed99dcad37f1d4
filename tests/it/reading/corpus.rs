//! Word files by python-docx and LibreOffice say the same as their Markdown twins.

use std::path::Path;
use std::process::Command;

use polisi::documents::read::{NoteKind, Tracked, read};
use polisi::documents::{Accepted, Format, import};

use crate::support::environment::{has_program, in_repository, missing};

const PYTHON: &str = "/usr/bin/python3";

/// By python-docx, by LibreOffice from a web page, by LibreOffice from a Word file.
const FILES: [&str; 7] =
    ["policy", "controls", "changes", "again-policy", "again-changes", "lists", "tables"];

fn make(folder: &Path) -> bool {
    let has_docx = Command::new(PYTHON).args(["-c", "import docx"]).output();
    if !has_docx.is_ok_and(|output| output.status.success()) {
        missing("python-docx is not installed (tests/setup installs it)");
        return false;
    }
    if !has_program("soffice", "--version") {
        return false;
    }
    let script = in_repository("tests/corpus/make_docx.py");
    let made = Command::new(PYTHON).arg(script).arg(folder).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut sources: Vec<_> =
        folder.join("for-libreoffice").read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    sources.sort();
    // One run for all: starting it is what takes long. Its profile is thrown away.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let converted = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(folder)
        .args(&sources)
        .output()
        .unwrap();
    assert!(converted.status.success(), "{}", String::from_utf8_lossy(&converted.stderr));
    true
}

#[test]
fn word_files_of_real_programs_say_what_their_twins_say() {
    let folder = tempfile::tempdir().unwrap();
    if !make(folder.path()) {
        return;
    }
    for name in FILES {
        let bytes = std::fs::read(folder.path().join(format!("{name}.docx"))).unwrap();
        let twin = std::fs::read_to_string(folder.path().join(format!("{name}.md"))).unwrap();
        let reading = read("policy.docx", &bytes, Tracked::Accept).unwrap();
        let document = |text: &str| import(text, Format::Markdown, &Accepted::none()).unwrap();
        let (read, wanted) = (document(&reading.source), document(&twin));
        assert_eq!(read.document, wanted.document, "{name}\n{}", reading.source);
        assert!(read.unknown.is_empty() && !wanted.document.blocks.is_empty(), "{name}");
        let told: Vec<NoteKind> = reading.notes.iter().map(|note| note.kind).collect();
        let expected: &[NoteKind] = match name {
            "policy" | "again-policy" => &[NoteKind::Header, NoteKind::Footer],
            "controls" => &[NoteKind::TextBox, NoteKind::ContentsLeftOut],
            "changes" | "again-changes" => &[NoteKind::Change],
            "tables" => &[NoteKind::MergedCells],
            _ => &[],
        };
        assert_eq!(told, expected, "{name}");
    }
    rejected(folder.path());
}

fn rejected(folder: &Path) {
    for name in ["changes", "again-changes"] {
        let bytes = std::fs::read(folder.join(format!("{name}.docx"))).unwrap();
        let reading = read("policy.docx", &bytes, Tracked::Reject).unwrap();
        assert!(reading.source.contains("We review this annually."), "{name}: {}", reading.source);
    }
}
