//! Making the file: a few policies a step, then all steps put together.

use super::{Export, Item, Settings, State, index, store};
use crate::access::JobTicket;
use crate::blobs::zip::{Part, Zip};
use crate::blobs::{self, Writer};
use crate::clock::Moment;
use crate::db::ids::ExportId;
use crate::db::{Database, Error};
use crate::documents::Hash;
use crate::messages::Messages;
use crate::policies::versions::paper::{self, Paper};
use crate::policies::{PolicyError, rendition};
use crate::web::App;
use crate::web::engine::Engine;

/// Files that one step prints.
const STEP: usize = 6;

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
        let (mut part, mut hashes) = (Part::default(), Vec::new());
        for (item, kind) in &next {
            let bytes = self.file(item, *kind)?;
            hashes.push(Hash::of(&bytes).to_string());
            let path = format!("{}.{}", item.path, kind.extension());
            part.file(&path, *kind != Paper::Text, &bytes).map_err(|fault| broken(&fault))?;
        }
        let part = part.finish().map_err(|fault| broken(&fault))?;
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
        let mut whole = Zip::new(Writer::new(self.database, self.entry, target, None));
        for step in 0..export.settings.steps {
            whole.part(self.part(&export.settings, step)?).map_err(|fault| broken(&fault))?;
        }
        whole.part(self.index(&export.settings)?).map_err(|fault| broken(&fault))?;
        let written = whole.finish().map_err(|fault| broken(&fault))?.finish();
        let (sum, _) = written.map_err(PolicyError::Database)?;
        let mut settings = export.settings.clone();
        let parts = settings.parts.take();
        self.database.write(self.entry, move |tenant| {
            let blob = blobs::finish(tenant, target, sum.length, &sum.hash())?;
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
        let page = index::page(settings, self.engine, self.messages)?;
        let table = index::table(settings, self.messages);
        let mut part = Part::default();
        let files = [("index.html", page), ("index.csv", table)];
        let added = files.iter().try_for_each(|(path, text)| part.file(path, false, text.as_bytes()));
        added.and_then(|()| part.finish()).map_err(|fault| broken(&fault))
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

fn broken(fault: &std::io::Error) -> PolicyError {
    PolicyError::Stored(fault.to_string())
}
