//! Making the file: a few policies a step, then all steps put together.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{Export, Item, Settings, State, index, store};
use crate::access::JobTicket;
use crate::blobs;
use crate::clock::Moment;
use crate::db::ids::{BlobId, ExportId};
use crate::db::{Database, Error};
use crate::documents::Hash;
use crate::keys::RunningHash;
use crate::messages::Messages;
use crate::policies::versions::paper::{self, Paper};
use crate::policies::{PolicyError, rendition};
use crate::web::App;
use crate::web::engine::Engine;

/// Files that one step prints.
const STEP: usize = 6;
/// Pieces of the finished file that one transaction writes.
const PIECES: usize = 4;

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    Going,
    /// The file is ready.
    Ready,
    /// There is nothing to do: it is gone, ready or failed.
    Nothing,
}

/// The next step of a file. What can't be printed makes the file fail, with words for whoever asked.
///
/// # Errors
/// The database is away; the step is then done again later.
pub fn step(app: &App, entry: JobTicket, id: ExportId, now: Moment) -> Result<Step, Error> {
    let found = app.database.read(&entry, |tenant| store::get(tenant, id))?;
    let Some(export) = found.filter(|export| matches!(export.state, State::Waiting | State::Making)) else {
        return Ok(Step::Nothing);
    };
    let work = Work { database: &app.database, engine: &app.engine, messages: &app.messages, entry, now };
    let done = usize::try_from(export.done).unwrap_or_default();
    let files = export.settings.items.len().saturating_mul(export.settings.kinds.len());
    let stepped = if done < files { work.print(&export, done) } else { work.put_together(&export) };
    match stepped {
        Ok(step) => Ok(step),
        Err(PolicyError::Database(fault)) => Err(fault),
        Err(fault) => {
            tracing::error!(export = %id, %fault, "a file of policies can't be made");
            work.fail(&export, fault.to_string())?;
            Ok(Step::Nothing)
        }
    }
}

struct Work<'a> {
    database: &'a Database,
    engine: &'a Engine,
    messages: &'a Messages,
    entry: JobTicket,
    now: Moment,
}

impl Work<'_> {
    /// Prints the next files and keeps them as one piece.
    fn print(&self, export: &Export, done: usize) -> Result<Step, PolicyError> {
        let kinds = &export.settings.kinds;
        let all = export.settings.items.iter().flat_map(|item| kinds.iter().map(move |kind| (item, *kind)));
        let next: Vec<(&Item, Paper)> = all.skip(done).take(STEP).collect();
        let (mut part, mut hashes) = (ZipWriter::new(Cursor::new(Vec::new())), Vec::new());
        for (item, kind) in &next {
            let bytes = self.file(item, *kind)?;
            hashes.push(Hash::of(&bytes).to_string());
            add(&mut part, &format!("{}.{}", item.path, kind.extension()), *kind != Paper::Text, &bytes)?;
        }
        let part = part.finish().map_err(|fault| broken(&fault))?.into_inner();
        let (id, before, now) = (export.id, export.done, self.now);
        let mut settings = export.settings.clone();
        settings.hashes.extend(hashes);
        let printed = i64::try_from(next.len()).unwrap_or_default();
        self.database.write(self.entry, move |tenant| {
            let begun = settings.parts.is_none();
            let parts = match settings.parts {
                Some(parts) => parts,
                None => blobs::begin(tenant, now, "application/zip")?,
            };
            settings.parts = Some(parts);
            let place = settings.steps;
            settings.steps = place.saturating_add(1);
            if store::advance(tenant, id, before, printed, &settings)? {
                blobs::append(tenant, parts, place, &[part])?;
            } else if begun {
                blobs::remove(tenant, parts)?;
            }
            Ok::<_, Error>(())
        })?;
        Ok(Step::Going)
    }

    fn file(&self, item: &Item, kind: Paper) -> Result<Vec<u8>, PolicyError> {
        let found = self.database.read(&self.entry, |tenant| rendition(tenant, item.rendition))?;
        let rendition = found.ok_or(PolicyError::NotFound)?;
        paper::bytes(self.database, &self.entry, rendition, kind, self.messages)
            .map_err(|fault| PolicyError::Stored(format!("{}: {fault}", item.path)))
    }

    /// Copies all steps and the index into the file.
    fn put_together(&self, export: &Export) -> Result<Step, PolicyError> {
        let (id, now, before) = (export.id, self.now, export.settings.target);
        let mut settings = export.settings.clone();
        let target = self.database.write(self.entry, move |tenant| {
            // What a step that was cut off left behind.
            if let Some(before) = before {
                blobs::remove(tenant, before)?;
            }
            let target = blobs::begin(tenant, now, "application/zip")?;
            settings.target = Some(target);
            store::set_settings(tenant, id, &settings)?;
            Ok::<_, Error>(target)
        })?;
        let sink = Sink {
            work: self,
            target,
            buffer: Vec::new(),
            place: 0,
            length: 0,
            hash: RunningHash::default(),
        };
        let mut whole = ZipWriter::new(StreamWriter::new(sink));
        for step in 0..export.settings.steps {
            copy(self.part(&export.settings, step)?, &mut whole)?;
        }
        copy(self.index(&export.settings)?, &mut whole)?;
        let mut sink = whole.finish().map_err(|fault| broken(&fault))?.into_inner();
        sink.send(true).map_err(PolicyError::Database)?;
        let (length, hash, mut settings) = (sink.length, sink.hash.finish(), export.settings.clone());
        let parts = settings.parts.take();
        self.database.write(self.entry, move |tenant| {
            let blob = blobs::finish(tenant, target, length, &hash)?;
            store::set_ready(tenant, now, id, blob, &settings)?;
            if let Some(parts) = parts {
                blobs::remove(tenant, parts)?;
            }
            Ok::<_, Error>(())
        })?;
        Ok(Step::Ready)
    }

    fn part(&self, settings: &Settings, step: usize) -> Result<Vec<u8>, PolicyError> {
        let parts = settings.parts.ok_or(PolicyError::NotFound)?;
        let piece = self.database.read(&self.entry, |tenant| blobs::piece(tenant, parts, step))?;
        piece.ok_or(PolicyError::NotFound)
    }

    fn index(&self, settings: &Settings) -> Result<Vec<u8>, PolicyError> {
        let mut part = ZipWriter::new(Cursor::new(Vec::new()));
        let page = index::page(settings, self.engine, self.messages)?;
        add(&mut part, "index.html", false, page.as_bytes())?;
        add(&mut part, "index.csv", false, index::table(settings, self.messages).as_bytes())?;
        Ok(part.finish().map_err(|fault| broken(&fault))?.into_inner())
    }

    fn fail(&self, export: &Export, fault: String) -> Result<(), Error> {
        let (id, now, mut settings) = (export.id, self.now, export.settings.clone());
        let left = [settings.parts.take(), settings.target.take()];
        self.database.write(self.entry, move |tenant| {
            store::set_failed(tenant, now, id, &fault, &settings)?;
            for blob in left.into_iter().flatten() {
                blobs::remove(tenant, blob)?;
            }
            Ok::<_, Error>(())
        })
    }
}

// A file that was packed before is copied as it is, with its sizes in front: nothing is written twice, so
// that the sink never has to go back. `ZipWriter::new_stream` would promise sizes behind each file, and
// doesn't write them for a file that is copied.
type Whole<'a> = ZipWriter<StreamWriter<Sink<'a>>>;

fn copy(part: Vec<u8>, whole: &mut Whole<'_>) -> Result<(), PolicyError> {
    let mut part = ZipArchive::new(Cursor::new(part)).map_err(|fault| broken(&fault))?;
    for place in 0..part.len() {
        let file = part.by_index_raw(place).map_err(|fault| broken(&fault))?;
        whole.raw_copy_file(file).map_err(|fault| broken(&fault))?;
    }
    Ok(())
}

fn broken(fault: &zip::result::ZipError) -> PolicyError {
    PolicyError::Stored(fault.to_string())
}

/// Adds a file; always with the same time, so that the same content gives the same bytes. A PDF is compressed
/// in itself.
fn add<W: Write + std::io::Seek>(
    zip: &mut ZipWriter<W>,
    path: &str,
    is_packed: bool,
    bytes: &[u8],
) -> Result<(), PolicyError> {
    let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(path, options).map_err(|fault| broken(&fault))?;
    zip.write_all(bytes).map_err(|fault| PolicyError::Stored(fault.to_string()))
}

/// Writes the file piece by piece into the database.
struct Sink<'a> {
    work: &'a Work<'a>,
    target: BlobId,
    buffer: Vec<u8>,
    place: usize,
    length: usize,
    hash: RunningHash,
}

impl Sink<'_> {
    /// Writes what is whole, or all that is left.
    fn send(&mut self, all: bool) -> Result<(), Error> {
        let kept = if all { 0 } else { self.buffer.len() % blobs::PIECE };
        let rest = self.buffer.split_off(self.buffer.len().saturating_sub(kept));
        let full = std::mem::replace(&mut self.buffer, rest);
        self.hash.update(&full);
        self.length = self.length.saturating_add(full.len());
        let pieces: Vec<Vec<u8>> = full.chunks(blobs::PIECE).map(<[u8]>::to_vec).collect();
        let (target, place) = (self.target, self.place);
        self.place = place.saturating_add(pieces.len());
        if pieces.is_empty() {
            return Ok(());
        }
        self.work.database.write(self.work.entry, move |tenant| blobs::append(tenant, target, place, &pieces))
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECES.saturating_mul(blobs::PIECE) {
            self.send(false).map_err(std::io::Error::other)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
