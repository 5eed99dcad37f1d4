//! The files of backups: their names, the folder, and a file that only counts when it is finished.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::{Backup, Fault, sums};
use crate::clock::Moment;

const BEGIN: &str = "polisi-";
const END: &str = ".db";
const PART: &str = ".part";
const TRIAL: &str = ".drill-";
const JOURNALS: &[&str] = &["-journal", "-wal", "-shm"];
/// What every file of SQLite begins with.
const MAGIC: [u8; 16] = *b"SQLite format 3\0";

/// The name of the backup of a moment: `polisi-20261121T021500Z.db`.
#[must_use]
pub fn name(made_at: Moment) -> String {
    let (year, month, day, hour, minute, second) = made_at.utc_parts();
    format!("{BEGIN}{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z{END}")
}

/// The moment of a backup by its name; nothing for any other file.
#[must_use]
pub fn moment(name: &str) -> Option<Moment> {
    let stamp = name.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let (day, time) = stamp.strip_suffix('Z')?.split_once('T')?;
    let part = |text: &str, from: usize, to: usize| text.get(from..to).map(str::to_owned);
    let written = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(day, 0, 4)?,
        part(day, 4, 6)?,
        part(day, 6, day.len())?,
        part(time, 0, 2)?,
        part(time, 2, 4)?,
        part(time, 4, time.len())?
    );
    Moment::parse(&written)
}

/// Makes a folder that only we may open.
///
/// # Errors
/// It can't be made.
pub fn make_folder(folder: &Path) -> Result<(), Fault> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|fault| Fault::at(folder, &fault))
}

/// The finished backups of a folder.
///
/// # Errors
/// It can't be read.
pub fn there(folder: &Path) -> Result<Vec<Moment>, Fault> {
    Ok(names(folder)?.iter().filter_map(|name| moment(name)).collect())
}

/// Whether the file of a backup is there, and as long as it was.
#[must_use]
pub fn is_whole(folder: &Path, backup: &Backup) -> bool {
    let found = std::fs::metadata(folder.join(&backup.file));
    found.is_ok_and(|about| about.is_file() && i64::try_from(about.len()) == Ok(backup.bytes))
}

/// Removes a backup with its sum.
///
/// # Errors
/// The disk refuses.
pub fn remove(file: &Path) -> std::io::Result<()> {
    std::fs::remove_file(file)?;
    match std::fs::remove_file(sums::path(file)) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => Err(fault),
        _ => Ok(()),
    }
}

fn names(folder: &Path) -> Result<Vec<String>, Fault> {
    let failed = |fault: std::io::Error| Fault::at(folder, &fault);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

/// Removes what a process left behind that died: unfinished files, and folders of trials. What only bears such a
/// name, and may be of another program, stays.
///
/// # Errors
/// The folder can't be read, or the disk refuses.
pub fn sweep(folder: &Path) -> Result<(), Fault> {
    for name in names(folder)? {
        let path = folder.join(&name);
        if owner(&name).is_none_or(lives) || !is_ours(&path, &name) {
            continue;
        }
        let removed =
            if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        match removed {
            // Somebody else sweeps here, too.
            Err(fault) if fault.kind() == ErrorKind::NotFound => {}
            removed => removed.map_err(|fault| Fault::at(&path, &fault))?,
        }
    }
    Ok(())
}

/// The process that made an unfinished file or a folder of a trial, by its name.
fn owner(name: &str) -> Option<u32> {
    // SQLite keeps a journal beside what it writes.
    let name = JOURNALS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let unfinished = name.strip_prefix('.').and_then(|rest| rest.strip_suffix(PART));
    let unfinished = unfinished.and_then(|rest| rest.rsplit_once('.'));
    let process = unfinished.map(|(_, process)| process).or_else(|| name.strip_prefix(TRIAL))?;
    process.parse().ok()
}

/// Whether an unfinished file is one of ours: by its name, or because it is a database, or the beginning of one.
fn is_ours(path: &Path, name: &str) -> bool {
    let known = name.starts_with(TRIAL) || name.strip_prefix('.').is_some_and(|rest| rest.starts_with(BEGIN));
    if known || !name.ends_with(PART) || name.contains(sums::INSIDE) {
        return true;
    }
    // A pipe would let us wait.
    if !std::fs::symlink_metadata(path).is_ok_and(|about| about.is_file()) {
        return false;
    }
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut first));
    read.is_ok() && MAGIC.starts_with(&first)
}

/// As [`sweep`], of the folder of a file that is about to be made; what can't be swept is in nobody's way.
fn sweep_beside(target: &Path) {
    if let Err(fault) = sweep(folder_of(target)) {
        tracing::warn!(fault = ?fault, "what a process left behind that died could not be removed");
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a process lives. Where the system doesn't say, it may.
pub(super) fn lives(process: u32) -> bool {
    let all = Path::new("/proc");
    !all.join("self").exists() || all.join(process.to_string()).exists()
}

/// Whether two folders are on one disk; the nearest that exists counts.
#[must_use]
pub fn on_one_disk(one: &Path, other: &Path) -> bool {
    let disk =
        |path: &Path| path.ancestors().find_map(|path| std::fs::metadata(path).ok()).map(|about| about.dev());
    // A relative name ends in the folder we are in.
    let disk = |path: &Path| disk(path).or_else(|| disk(Path::new(".")));
    disk(one) == disk(other)
}

/// An empty file beside the one it will become. Goes away unless it is kept.
pub struct Draft {
    path: PathBuf,
    target: PathBuf,
}

impl Draft {
    /// Makes the file; nobody else may read it.
    ///
    /// # Errors
    /// The folder isn't there or isn't ours.
    pub fn beside(target: &Path) -> Result<Self, Fault> {
        sweep_beside(target);
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let path = target.with_file_name(format!(".{name}.{}{PART}", std::process::id()));
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map_err(|fault| Fault::at(&path, &fault))?;
        Ok(Self { path, target: target.to_owned() })
    }

    /// Where it lies until it is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Fills it with the bytes of another file.
    ///
    /// # Errors
    /// The other can't be read, or the disk refuses.
    pub fn fill(&self, from: &Path) -> Result<(), Fault> {
        let copied = File::open(from).and_then(|mut from| {
            let mut to = OpenOptions::new().write(true).open(&self.path)?;
            std::io::copy(&mut from, &mut to)
        });
        copied.map(|_bytes| ()).map_err(|fault| Fault::at(from, &fault))
    }

    /// Puts the file in its place, on the disk before this returns. Nothing is written over.
    ///
    /// # Errors
    /// Something is in its place, or the disk refuses.
    pub fn keep(self) -> Result<(), Fault> {
        let named = |fault: std::io::Error| Fault::at(&self.target, &fault);
        File::open(&self.path).and_then(|file| file.sync_all()).map_err(named)?;
        if self.target.exists() {
            return Err(Fault::told("file-exists", &[("file", &self.target.display().to_string())]));
        }
        std::fs::rename(&self.path, &self.target).map_err(named)?;
        File::open(folder_of(&self.target)).and_then(|folder| folder.sync_all()).map_err(named)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After `keep` it has another name; a draft that can't be removed must not hide the first fault.
        drop(std::fs::remove_file(&self.path));
    }
}

/// A folder for a trial. Goes away with everything in it.
pub struct Trial(PathBuf);

impl Trial {
    /// Makes it inside a folder that only we may open.
    ///
    /// # Errors
    /// It can't be made, or one of this process is there.
    pub fn inside(folder: &Path) -> Result<Self, Fault> {
        make_folder(folder)?;
        let path = folder.join(format!("{TRIAL}{}", std::process::id()));
        sweep_beside(&path);
        DirBuilder::new().mode(0o700).create(&path).map_err(|fault| Fault::at(&path, &fault))?;
        Ok(Self(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        if let Err(fault) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%fault, "the folder of a trial could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_ours, moment, name, owner};
    use crate::clock::Moment;

    #[test]
    fn names_say_their_moment() {
        let made = Moment::parse("2026-11-21T02:15:07Z").unwrap();
        assert_eq!(name(made), "polisi-20261121T021507Z.db");
        assert_eq!(moment(&name(made)), Some(made));
        for other in [
            "polisi.db",
            "polisi-.db",
            "polisi-20261121T0215Z.db",
            ".polisi-20261121T021507Z.db.7.part",
            "polisi-é.db",
        ] {
            assert_eq!(moment(other), None, "{other}");
        }
    }

    #[test]
    fn knows_whose_an_unfinished_file_is() {
        for (name, process) in [
            (".polisi-20261121T021507Z.db.77.part", Some(77)),
            (".polisi-20261121T021507Z.db.77.part-journal", Some(77)),
            (".polisi.db.77.part", Some(77)),
            (".mine.db.77.part-journal", Some(77)),
            (".mine.db.sha256.77.part", Some(77)),
            (".drill-12", Some(12)),
            ("polisi-20261121T021507Z.db", None),
            (".mine.part", None),
            ("notes.77.part", None),
        ] {
            assert_eq!(owner(name), process, "{name}");
        }
    }

    #[test]
    fn a_part_of_another_program_is_none_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes, ours) in [
            (".mine.db.77.part", &b"SQLite format 3\0and so on"[..], true),
            (".mine.db.77.part", b"SQLite", true),
            (".mine.db.77.part", b"", true),
            (".film.77.part", b"a piece of a film", false),
            (".mine.db.77.part-journal", b"anything", true),
            (".mine.db.sha256.77.part", b"anything", true),
            (".polisi-20261121T021507Z.db.77.part", b"anything", true),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(is_ours(&path, name), ours, "{name} {bytes:?}");
        }
    }
}
