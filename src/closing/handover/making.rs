//! Making a package: read at one moment, written and sealed piece by piece.

use std::fs::File;
use std::io::{BufWriter, Error as Broken, ErrorKind, Read, Write};
use std::path::Path;

use super::events::{Did, OfHandover};
use super::out::{Folder, Out, new_file};
use super::package::{MEDIA_TYPE, Tools, write};
use super::store::{self, Made};
use super::{State, words};
use crate::access::{Command, JobTicket};
use crate::audit;
use crate::blobs::zip::Zip;
use crate::blobs::{self, Writer};
use crate::clock::Moment;
use crate::db::ids::{BlobId, HandoverId};
use crate::db::{Error, Tenant};
use crate::keys::{RunningHash, random, store as keys};
use crate::web::App;

/// Tries after which a package counts as one that can't be made.
const TRIES: i64 = 5;

fn failed(fault: impl std::fmt::Display) -> Error {
    Error::Unavailable(fault.to_string())
}

/// Makes the package of a ticket; false when there is nothing to make. Whatever an earlier try left behind goes
/// first, so that a stop at any place costs nothing but time.
///
/// # Errors
/// The database is away; the work is then done again later.
pub fn make(app: &App, entry: JobTicket, (id, tries): (HandoverId, i64), now: Moment) -> Result<bool, Error> {
    let found = app.database.read(&entry, |tenant| store::get(tenant, id))?;
    let Some(handover) = found.filter(super::Handover::is_going) else { return Ok(false) };
    let left = handover.target;
    if tries >= TRIES {
        app.database.write(entry, move |tenant| give_up(tenant, now, id, left))?;
        return Ok(false);
    }
    let (target, key) = app.database.write(entry, move |tenant| {
        let target = blobs::begin(tenant, now, MEDIA_TYPE)?;
        store::set_target(tenant, id, target)?;
        if let Some(left) = left {
            blobs::remove(tenant, left)?;
        }
        Ok::<_, Error>((target, keys::of_organisation(tenant, None).map_err(failed)?))
    })?;
    let check = words::written(&random::<15>());
    let tools = Tools { engine: &app.engine, messages: &app.messages, now, check: &check };
    let mut zip = Zip::new(Writer::new(&app.database, entry, target, Some(key)));
    let files = app.database.read(&entry, |tenant| write(tenant, tools, &mut zip))?;
    let (plain, kept) = zip.finish().map_err(failed)?.finish()?;
    let length = i64::try_from(plain.length).unwrap_or(i64::MAX);
    let (sha256, check_words) = (plain.hash().to_vec(), words::kept(&check).to_vec());
    app.database.write(entry, move |tenant| {
        let blob = blobs::finish(tenant, target, kept.length, &kept.hash())?;
        ready(tenant, now, id, &Made { blob: Some(blob), files, length, sha256, check_words })
    })?;
    Ok(true)
}

fn give_up(tenant: &mut Tenant<'_>, now: Moment, id: HandoverId, left: Option<BlobId>) -> Result<(), Error> {
    store::set_over(tenant, now, id, State::Failed, None)?;
    left.map_or(Ok(()), |left| blobs::remove(tenant, left))
}

fn ready(tenant: &mut Tenant<'_>, now: Moment, id: HandoverId, made: &Made) -> Result<(), Error> {
    store::set_ready(tenant, now, id, made)?;
    audit::record(tenant, now, &OfHandover { handover: id, did: Did::Made(made.sha256.clone()) })?;
    Ok(())
}

/// Why a package isn't written to a place.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] Error),
    /// Something is there already.
    #[error("the place is taken")]
    Taken,
    /// The place can't be written.
    #[error("{0}")]
    Place(Broken),
}

impl From<Broken> for NotWritten {
    fn from(fault: Broken) -> Self {
        match fault.kind() {
            ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty => Self::Taken,
            _ => Self::Place(fault),
        }
    }
}

/// Where a package is written on the machine.
enum Target {
    File(Box<Zip<BufWriter<File>>>),
    Folder(Folder),
}

impl Target {
    fn new(place: &Path) -> Result<Self, Broken> {
        if is_zip(place) {
            return Ok(Self::File(Box::new(Zip::new(BufWriter::new(new_file(place)?)))));
        }
        Ok(Self::Folder(Folder::new(place)?))
    }

    fn out(&mut self) -> &mut dyn Out {
        match self {
            Self::File(zip) => &mut **zip,
            Self::Folder(folder) => folder,
        }
    }

    fn finish(self) -> Result<(), Broken> {
        let Self::File(zip) = self else { return Ok(()) };
        let mut file = zip.finish()?.into_inner().map_err(Broken::from)?;
        file.flush().and_then(|()| file.sync_all())
    }
}

/// Writes a package to a place of the machine: a ZIP file, or a folder that is empty. How many files. A place that
/// can't be had is found before anybody is told.
///
/// # Errors
/// The place is taken or can't be written; the database is away.
pub fn write_to(app: &App, entry: Command, place: &Path, now: Moment) -> Result<i64, NotWritten> {
    let mut target = Target::new(place)?;
    let post = app.post.clone();
    let id = app.database.write(entry, move |tenant| super::begin(tenant, now, None, &post))?;
    let check = words::written(&random::<15>());
    let tools = Tools { engine: &app.engine, messages: &app.messages, now, check: &check };
    let files = app.database.read(&entry, |tenant| write(tenant, tools, target.out()))?;
    target.finish()?;
    let whole = if is_zip(place) { place.to_owned() } else { place.join("manifest-sha256.txt") };
    let (length, sha256) = sum(&whole)?;
    let made = Made { blob: None, files, length, sha256, check_words: words::kept(&check).to_vec() };
    app.database.write(entry, move |tenant| ready(tenant, now, id, &made))?;
    Ok(files)
}

/// Whether a place is to become a ZIP file.
fn is_zip(place: &Path) -> bool {
    place.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"))
}

fn sum(file: &Path) -> Result<(i64, Vec<u8>), Broken> {
    let (mut file, mut hash, mut length) = (File::open(file)?, RunningHash::default(), 0_i64);
    let mut buffer = vec![0; blobs::PIECE];
    loop {
        let count = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
        length = length.saturating_add(i64::try_from(count).unwrap_or_default());
    }
    Ok((length, hash.finish().to_vec()))
}
