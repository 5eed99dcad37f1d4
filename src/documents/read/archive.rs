//! ZIP files: what is in them, counted while it comes out. Nothing that a header says is believed,
//! nothing is written anywhere, and of a path only the last name is kept.

use std::io::{Cursor, Read as _};

use zip::read::{Config, ZipFileEntry};
use zip::unstable::read::ZipIterable;

use super::refusal::Refusal;
use crate::documents::limits::{self, Limit};

/// A file of a ZIP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The last part of its path, without signs that no name needs.
    pub name: String,
    /// The folder it lay in, as words; empty at the top.
    pub folder: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What was found in a ZIP.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    /// The files, in the order of the ZIP.
    pub entries: Vec<Entry>,
    /// The names that were left out, and why.
    pub skipped: Vec<(String, Skipped)>,
}

/// Why an entry of a ZIP was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// `__MACOSX`, `.DS_Store`, `Thumbs.db` and other hidden files.
    System,
    /// `~$name`, which Word writes while a file is open.
    Temporary,
    /// A ZIP inside the ZIP.
    Nested,
    /// A symbolic link.
    Link,
    /// Protected by a password.
    Encrypted,
    /// Cannot be unpacked.
    Broken,
}

impl Skipped {
    /// All of them, for the test of the messages.
    pub const ALL: [Self; 6] =
        [Self::System, Self::Temporary, Self::Nested, Self::Link, Self::Encrypted, Self::Broken];

    /// The message that says why.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::System => "reading-skipped-system",
            Self::Temporary => "reading-skipped-temporary",
            Self::Nested => "reading-skipped-nested",
            Self::Link => "reading-skipped-link",
            Self::Encrypted => "reading-skipped-encrypted",
            Self::Broken => "reading-skipped-broken",
        }
    }
}

/// Unpacks a ZIP of files.
///
/// # Errors
/// No ZIP, too many entries, or too much in them.
pub fn archive(bytes: &[u8]) -> Result<Archive, Refusal> {
    let mut budget = Budget::default();
    let mut found = Archive::default();
    for entry in list(bytes)? {
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_default();
        if entry.is_dir() || name.ends_with(['/', '\\']) {
            continue;
        }
        let (folder, base) = parts(&name);
        if let Some(why) = unwanted(&entry, &folder, &base) {
            found.skipped.push((base, why));
            continue;
        }
        match budget.unpack(bytes, entry, limits::UNPACKED_BYTES) {
            Ok(bytes) if is_nested(&base, &bytes) => found.skipped.push((base, Skipped::Nested)),
            Ok(bytes) => found.entries.push(Entry { name: base, folder, bytes }),
            Err(Refusal::Broken) => found.skipped.push((base, Skipped::Broken)),
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(found)
}

fn unwanted(entry: &ZipFileEntry<'_>, folder: &str, base: &str) -> Option<Skipped> {
    let hidden = base.starts_with('.') || folder.split('/').any(|part| part == "__MACOSX");
    if hidden || ["thumbs.db", "desktop.ini"].contains(&base.to_lowercase().as_str()) {
        Some(Skipped::System)
    } else if base.starts_with("~$") {
        Some(Skipped::Temporary)
    } else if entry.is_symlink() {
        Some(Skipped::Link)
    } else if entry.encrypted() {
        Some(Skipped::Encrypted)
    } else {
        None
    }
}

fn is_nested(name: &str, bytes: &[u8]) -> bool {
    let other = [".7z", ".rar", ".gz", ".tgz", ".tar"].iter().any(|end| name.to_lowercase().ends_with(end));
    other || super::kind::file_kind(name, bytes) == super::kind::FileKind::Archive
}

/// Folder and last name of a path of any system, without control and direction signs.
fn parts(path: &str) -> (String, String) {
    let plain = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let path = path.replace('\\', "/");
    let mut names: Vec<String> = path
        .split('/')
        .map(|part| part.chars().filter(plain).take(200).collect::<String>())
        .filter(|part| !matches!(part.as_str(), "" | "." | ".."))
        .collect();
    let base = names.pop().unwrap_or_default();
    (names.join("/"), base)
}

/// The names in a ZIP.
///
/// # Errors
/// No ZIP, or too many entries.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let entries = list(bytes)?;
    Ok(entries.iter().map(|entry| entry.name().map(|name| name.into_owned()).unwrap_or_default()).collect())
}

/// The entries of a ZIP, not unpacked.
///
/// # Errors
/// No ZIP, or too many entries.
pub(super) fn list(bytes: &[u8]) -> Result<Vec<ZipFileEntry<'static>>, Refusal> {
    let broken = |_fault| Refusal::Broken;
    let mut zip = ZipIterable::try_new(Cursor::new(bytes), Config::default()).map_err(broken)?;
    if zip.len() > limits::ENTRIES {
        return Err(Limit::Entries.into());
    }
    zip.files().map_err(broken)?.map(|entry| entry.map_err(broken)).collect()
}

/// What may still come out of one file.
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(limits::UNPACKED_BYTES)
    }
}

impl Budget {
    /// The bytes of an entry; at most `most`.
    ///
    /// # Errors
    /// Damaged, or more than `most` or than the budget.
    pub(super) fn unpack(
        &mut self,
        zip: &[u8],
        entry: ZipFileEntry<'static>,
        most: usize,
    ) -> Result<Vec<u8>, Refusal> {
        let limit = self.0.min(most);
        let mut reader = Cursor::new(zip);
        let file = entry.with_reader(&mut reader, zip::ZipReadOptions::new());
        let file = file.map_err(|_fault| Refusal::Broken)?;
        let mut out = Vec::new();
        let more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let end = file.take(more).read_to_end(&mut out);
        if out.len() > limit {
            let limit = if limit < self.0 { Limit::Part } else { Limit::Unpacked };
            self.0 = 0;
            return Err(limit.into());
        }
        // What came out before the damage was found was unpacked all the same.
        self.0 = self.0.saturating_sub(out.len());
        end.map_err(|_fault| Refusal::Broken)?;
        Ok(out)
    }
}
