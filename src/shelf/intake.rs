//! What was sent, file by file: a ZIP is unpacked, and what can't be read is told at once.

use super::Kind;
use crate::documents::read::{self, FileKind, Refusal};
use crate::documents::{Hash, limits};

/// The most bytes of an upload: no more than a ZIP may unpack to.
pub const MOST_BYTES: usize = limits::UNPACKED_BYTES;
/// The most files of a shelf.
pub const MOST_FILES: usize = 500;
/// The most letters of the name of a file.
const NAME_LETTERS: usize = 240;

/// A register that has to be saved in another way.
pub(super) const OTHER_SHEET: &str = "shelf-refused-old-sheet";

/// A file before it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its bytes; none for what isn't kept.
    pub bytes: Vec<u8>,
    /// The key of the message that says why it isn't taken.
    pub refused: Option<&'static str>,
    /// The number in that message.
    pub limit: Option<usize>,
}

impl Incoming {
    fn kept(name: &str, kind: Kind, bytes: Vec<u8>) -> Self {
        Self { name: short(name), kind, bytes, refused: None, limit: None }
    }

    fn refused(name: &str, key: &'static str, limit: Option<usize>) -> Self {
        Self { name: short(name), kind: Kind::Other, bytes: Vec::new(), refused: Some(key), limit }
    }

    /// Its type, as it is kept.
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        match self.kind {
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Markdown => "text/markdown",
            Kind::Text => "text/plain",
            Kind::Html => "text/html",
            Kind::Pdf => "application/pdf",
            Kind::Register | Kind::Other => "application/octet-stream",
        }
    }
}

fn short(name: &str) -> String {
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(NAME_LETTERS).collect();
    if name.trim().is_empty() { "-".to_owned() } else { name }
}

/// What was sent, as the files of a shelf. Slow for a large ZIP.
#[must_use]
pub fn files(sent: Vec<(String, Vec<u8>)>) -> Vec<Incoming> {
    let mut files = Vec::new();
    for (name, bytes) in sent {
        // Some browsers send a path.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        if read::file_kind(&name, &bytes) == FileKind::Archive {
            unpacked(&name, &bytes, &mut files);
        } else {
            files.push(one(&name, bytes));
        }
    }
    files
}

fn unpacked(name: &str, bytes: &[u8], files: &mut Vec<Incoming>) {
    match read::archive(bytes) {
        Ok(archive) => {
            files.extend(archive.entries.into_iter().map(|entry| one(&entry.name, entry.bytes)));
            let skipped = archive.skipped.into_iter().filter(|(_, why)| *why != read::Skipped::System);
            files.extend(skipped.map(|(name, why)| Incoming::refused(&name, why.key(), None)));
        }
        Err(why) => files.push(refusal(name, why)),
    }
}

fn refusal(name: &str, why: Refusal) -> Incoming {
    Incoming::refused(name, why.key(), why.limit())
}

fn one(name: &str, bytes: Vec<u8>) -> Incoming {
    let kind = match read::file_kind(name, &bytes) {
        FileKind::Word => Kind::Docx,
        FileKind::Html => Kind::Html,
        FileKind::Markdown => Kind::Markdown,
        FileKind::Text => Kind::Text,
        FileKind::Pdf => Kind::Pdf,
        FileKind::Sheet => Kind::Register,
        FileKind::Archive => return refusal(name, Refusal::Archive),
        FileKind::Refused(why) if why != Refusal::Encrypted && is_other_sheet(name) => {
            return Incoming::refused(name, OTHER_SHEET, None);
        }
        FileKind::Refused(why) => return refusal(name, why),
    };
    Incoming::kept(name, kind, bytes)
}

/// Whether the name is that of a spreadsheet which we can't read.
fn is_other_sheet(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xls", ".xlsb", ".ods", ".numbers"].iter().any(|end| name.ends_with(end))
}

/// Names an upload, to know the same one again when the button is pressed twice.
#[must_use]
pub fn digest(files: &[Incoming]) -> String {
    let mut whole = String::new();
    for file in files {
        whole.push_str(&format!("{} {}\n", Hash::of(&file.bytes), file.name));
    }
    Hash::of(whole.as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_told() {
        let sent = vec![
            ("C:\\policies\\A.md".to_owned(), b"# A".to_vec()),
            ("old.doc".to_owned(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 word".to_vec()),
            ("list.csv".to_owned(), b"Code,Title\n".to_vec()),
            ("register.xls".to_owned(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 sheet".to_vec()),
            ("broken.zip".to_owned(), b"PK\x03\x04 no".to_vec()),
        ];
        let files = files(sent);
        let told: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.kind, file.refused)).collect();
        assert_eq!(told.len(), 5);
        assert_eq!(told[0], ("A.md", Kind::Markdown, None));
        assert_eq!(told[1], ("old.doc", Kind::Other, Some("reading-refused-old-word")));
        assert_eq!(told[2], ("list.csv", Kind::Register, None));
        assert_eq!(told[3], ("register.xls", Kind::Other, Some(OTHER_SHEET)));
        assert!(told[4].2.is_some());
        assert_ne!(digest(&files[..2]), digest(&files[1..3]));
    }
}
