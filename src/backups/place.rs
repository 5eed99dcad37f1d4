//! The places of backups: the folder, which must be the one they went to before, and a database that is there to look
//! things up, which makes none and does nothing by itself.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::{Fault, files};
use crate::clock::Moment;
use crate::config::Settings;
use crate::db::{Error, System};
use crate::jobs;
use crate::messages::{Language, Messages};

/// Stands in the folder of the backups from the first one on. A folder without it is the empty place where a disk
/// isn't mounted.
const MARK: &str = "polisi-backups.txt";
/// In the data folder: the folder that the mark was put into. Another setting begins anew.
const MEMO: &str = "backup-folder";
/// Nobody makes nightly backups while this lease is held, and it is never given back.
const ALONE: &str = "backup-never";
/// Longer than anybody looks something up.
const FOR_EVER_HOURS: i64 = 1_000 * 366 * 24;

/// Makes this database one for looking things up: it makes no nightly backups, and nobody misses them, nor does any
/// daily work begin in it.
pub(super) fn make_alone(system: &mut System<'_>, now: Moment) -> Result<(), Error> {
    jobs::lease(system, ALONE, "organisation restore", now, now.plus_hours(FOR_EVER_HOURS)).map(|_new| ())
}

/// Whether this database is there to look things up only.
///
/// # Errors
/// The database is away.
pub fn is_alone(system: &mut System<'_>, now: Moment) -> Result<bool, Error> {
    Ok(jobs::holder(system, ALONE, now)?.is_some())
}

/// Whether backups may go into the folder of the settings: it is new, or the one of before.
///
/// # Errors
/// The folder is the one of before by its name, and its mark isn't there.
pub fn is_the_one(settings: &Settings) -> Result<(), Fault> {
    let folder = settings.backup_dir.as_path();
    if is_inside(settings) || remembered(settings).as_deref() != Some(named(folder).as_str()) {
        return Ok(());
    }
    match folder.join(MARK).is_file() {
        true => Ok(()),
        false => Err(Fault::told(
            "backup-folder-away",
            &[("folder", &folder.display().to_string()), ("mark", MARK)],
        )),
    }
}

/// Makes the folder and marks it.
///
/// # Errors
/// Those of [`is_the_one`], and a folder that can't be made or written.
pub(super) fn enter(settings: &Settings, messages: &Messages) -> Result<(), Fault> {
    is_the_one(settings)?;
    let folder = settings.backup_dir.as_path();
    files::make_folder(folder)?;
    if is_inside(settings) {
        return Ok(());
    }
    let mark = folder.join(MARK);
    if !mark.is_file() {
        write(&mark, &messages.get(Language::English, "backup-folder-mark"))?;
    }
    if remembered(settings).as_deref() != Some(named(folder).as_str()) {
        files::make_folder(&settings.data_dir)?;
        write(&memo(settings), &named(folder))?;
    }
    Ok(())
}

/// Inside the data folder it is there when the database is.
fn is_inside(settings: &Settings) -> bool {
    settings.backup_dir.starts_with(&settings.data_dir)
}

fn memo(settings: &Settings) -> PathBuf {
    settings.data_dir.join(MEMO)
}

fn remembered(settings: &Settings) -> Option<String> {
    Some(std::fs::read_to_string(memo(settings)).ok()?.trim_end().to_owned())
}

/// A folder by its whole name, whatever folder we are in.
fn named(folder: &Path) -> String {
    std::path::absolute(folder).unwrap_or_else(|_empty| folder.to_owned()).display().to_string()
}

fn write(path: &Path, words: &str) -> Result<(), Fault> {
    let made = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    let written = made.and_then(|mut file| {
        writeln!(file, "{words}")?;
        file.sync_all()
    });
    written.map_err(|fault| Fault::at(path, &fault))
}
