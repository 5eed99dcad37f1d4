//! The disk under the embedded database: whether anything can still be written there, and what is said when it can't.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Address, Error};
use crate::clock::Moment;

/// Seconds for which what was found counts: who asks often doesn't write often.
const COUNTS_SECONDS: i64 = 10;
/// Bytes that are written to find out: more than SQLite needs for the index of its write-ahead log.
const PROBE: usize = 64 << 10;
/// So many links may lead to a database.
const LINKS: usize = 40;
/// What is said of a disk without room.
const FULL: &str = "the disk is full";

/// The disk of a database; of one on a server nothing is known.
#[derive(Debug)]
pub struct Disk {
    folder: Option<PathBuf>,
    seen: Mutex<Option<(Moment, Option<String>)>>,
}

impl Disk {
    /// The disk that a database lies on.
    #[must_use]
    pub fn of(address: &Address) -> Self {
        let folder = match address {
            Address::Sqlite(database) => Some(folder_of(database)),
            Address::Postgres(_) => None,
        };
        Self { folder, seen: Mutex::default() }
    }

    /// Why nothing can be written; asked at most once every ten seconds.
    #[must_use]
    pub fn fault(&self, now: Moment) -> Option<String> {
        let folder = self.folder.as_ref()?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, fault)) = &*seen
            && *at <= now
            && now < at.plus_seconds(COUNTS_SECONDS)
        {
            return fault.clone();
        }
        let fault = probe(folder).err();
        *seen = Some((now, fault.clone()));
        fault
    }
}

/// Writes a small file into a folder and removes it. What is left when the process dies between the two goes as all
/// unfinished files do: it is named like them.
///
/// # Errors
/// In words: the disk is full, or what the system says.
pub fn probe(folder: &Path) -> Result<(), String> {
    let path = folder.join(format!(".polisi-room.{}.part", std::process::id()));
    let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
    let written = opened.and_then(|mut file| fill(&mut file));
    let removed = match std::fs::remove_file(&path) {
        // Somebody else tries here at the same moment.
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    };
    written.and(removed).map_err(|fault| words(&fault))
}

/// Some disks say only then that they are full when all must be on them.
fn fill(file: &mut File) -> std::io::Result<()> {
    file.write_all(&vec![0_u8; PROBE])?;
    file.sync_data()
}

/// What the system says about a file, in our words where it is for want of room.
#[must_use]
pub fn words(fault: &std::io::Error) -> String {
    match fault.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FULL.to_owned(),
        _ => fault.to_string(),
    }
}

/// What SQLite says, in our words where it is for want of room.
pub(super) fn plain(message: &str) -> String {
    match message.contains("disk is full") {
        true => FULL.to_owned(),
        false => message.to_owned(),
    }
}

/// Why a database can't be opened: SQLite says of a full or locked disk that reading failed.
pub(super) fn explained(database: &Path, fault: Error) -> Error {
    let folder = folder_of(database);
    match probe(&folder) {
        Err(why) if folder.is_dir() => Error::Unavailable(format!("{}: {why}", folder.display())),
        _ => fault,
    }
}

/// The folder in which a database is written: behind all links to it, also when it isn't there yet.
#[must_use]
pub fn folder_of(database: &Path) -> PathBuf {
    let mut file = database.to_path_buf();
    for _link in 0..LINKS {
        let Ok(next) = std::fs::read_link(&file) else { break };
        file = file.parent().unwrap_or(Path::new("")).join(next);
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::{Address, Disk, OpenOptions, Path, PathBuf, fill, folder_of, plain, probe, words};
    use crate::clock::Moment;

    #[test]
    fn a_full_disk_is_called_full() {
        let mut full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        assert_eq!(words(&fill(&mut full).unwrap_err()), "the disk is full");
        assert_eq!(plain("database or disk is full"), "the disk is full");
        assert_eq!(plain("Failed to run 1 with: database or disk is full"), "the disk is full");
        assert_eq!(plain("database is locked"), "database is locked");
        assert!(words(&std::io::Error::from_raw_os_error(30)).contains("Read-only"));
    }

    #[test]
    fn a_try_leaves_nothing_and_counts_for_a_while() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("data");
        let disk = Disk::of(&Address::Sqlite(folder.join("polisi.db")));
        let at = |text: &str| Moment::parse(text).unwrap();
        assert!(disk.fault(at("2026-11-21T10:00:00Z")).is_some(), "there is no such folder");
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(probe(&folder), Ok(()));
        for (now, is_well) in
            [("2026-11-21T10:00:09Z", false), ("2026-11-21T10:00:10Z", true), ("2026-11-21T10:00:00Z", true)]
        {
            assert_eq!(disk.fault(at(now)).is_none(), is_well, "{now}");
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "nothing is left");
        let server = Disk::of(&Address::Postgres("postgres:///polisi".to_owned()));
        assert_eq!(server.fault(at("2026-11-21T10:00:00Z")), None);
    }

    #[test]
    fn links_lead_to_where_a_database_is_written() {
        let place = tempfile::tempdir().unwrap();
        let [data, other] = ["data", "other"].map(|name| place.path().join(name));
        for folder in [&data, &other] {
            std::fs::create_dir(folder).unwrap();
        }
        let link = |to: &str, name: &str| {
            let name = other.join(name);
            std::os::unix::fs::symlink(to, &name).unwrap();
            name
        };
        let whole = link(data.join("polisi.db").to_str().unwrap(), "whole.db");
        let again = link("whole.db", "again.db");
        for name in [whole, again] {
            assert_eq!(folder_of(&name), data);
        }
        assert_eq!(folder_of(&data.join("polisi.db")), data);
        assert_eq!(folder_of(Path::new("polisi.db")), PathBuf::from("."));
    }
}
