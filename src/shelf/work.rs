//! What happens to a shelf by itself: its files are read, then its policies added. A ticket does a few files
//! and leaves another for the rest, so that progress shows and a node that dies loses nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::reading::{self, Outcome, Text};
use super::{Item, ItemState, Shelf, ShelfState, adding, conclude, mark, store, ticket};
use crate::access::JobTicket;
use crate::blobs;
use crate::clock::Moment;
use crate::db::ids::ShelfId;
use crate::db::{Database, Error, Tenant};
use crate::documents::read::Refusal;
use crate::messages::Messages;

/// Files that one ticket reads at most.
const FILES: usize = 20;
/// Bytes after which a ticket leaves the rest to the next.
const BYTES: usize = 8 << 20;

/// Does the next piece of work on a shelf; how many files were read or added.
///
/// # Errors
/// The database is away. What was done stays done.
pub fn work(
    database: &Database,
    entry: JobTicket,
    id: ShelfId,
    now: Moment,
    messages: &Messages,
) -> Result<u64, Error> {
    let Some(shelf) = database.read(&entry, |tenant| store::get(tenant, id))? else { return Ok(0) };
    match shelf.state {
        ShelfState::Reading => read_some(database, entry, &shelf, now),
        ShelfState::Adding => adding::add_some(database, entry, &shelf, now, messages),
        ShelfState::Checking | ShelfState::Done | ShelfState::Failed | ShelfState::Cancelled => Ok(0),
    }
}

fn read_some(database: &Database, entry: JobTicket, shelf: &Shelf, now: Moment) -> Result<u64, Error> {
    let id = shelf.id;
    let items = database.read(&entry, |tenant| store::items(tenant, id))?;
    let (mut read, mut bytes) = (0_u64, 0_usize);
    for item in items.iter().filter(|item| item.state == ItemState::Waiting).take(FILES) {
        if bytes > BYTES {
            break;
        }
        bytes = bytes.saturating_add(item.found.bytes);
        read = read.saturating_add(u64::from(read_one(database, entry, item, shelf, now)?));
    }
    database.write(entry, move |tenant| after_reading(tenant, now, id))?;
    Ok(read)
}

/// Leaves the next ticket, or concludes when everything is read.
fn after_reading(tenant: &mut Tenant<'_>, now: Moment, id: ShelfId) -> Result<(), Error> {
    let Some(shelf) = store::get(tenant, id)?.filter(|shelf| shelf.state == ShelfState::Reading) else {
        return Ok(());
    };
    let done = store::count_done(tenant, id)?;
    if done < shelf.total {
        ticket(tenant, now, id, &format!("read/{done}"))
    } else {
        conclude::conclude(tenant, &shelf)
    }
}

/// Reads one file outside any transaction and keeps what came of it; false when somebody else did.
fn read_one(
    database: &Database,
    entry: JobTicket,
    item: &Item,
    shelf: &Shelf,
    now: Moment,
) -> Result<bool, Error> {
    let (id, file, shelf) = (item.id, item.file, shelf.id);
    let again = item.reason.as_deref() == Some(mark::TRIED);
    if !again && !database.write(entry, move |tenant| store::try_reading(tenant, id, mark::TRIED))? {
        return Ok(false);
    }
    let blob = database.read(&entry, |tenant| match file {
        Some(file) => blobs::read(tenant, file),
        None => Ok(None),
    })?;
    let day = now.day();
    let outcome = match blob {
        // The last try ended without an answer: the file is left alone.
        _ if again => Outcome::Refused(Refusal::Broken.key(), None),
        None => Outcome::Refused(Refusal::Empty.key(), None),
        Some(blob) => {
            let reading = || reading::read(&item.file_name, item.kind, &blob.bytes, day);
            catch_unwind(AssertUnwindSafe(reading)).unwrap_or(Outcome::Refused(Refusal::Broken.key(), None))
        }
    };
    let item = item.clone();
    database.write(entry, move |tenant| {
        let kept = keep(tenant, now, item, outcome)?;
        store::count_done(tenant, shelf)?;
        Ok(kept)
    })
}

fn keep(tenant: &mut Tenant<'_>, now: Moment, item: Item, outcome: Outcome) -> Result<bool, Error> {
    let mut item = Item { reason: None, ..item };
    let mut source = String::new();
    match outcome {
        Outcome::Refused(key, limit) => {
            (item.state, item.reason) = (ItemState::Refused, Some(key.to_owned()));
            item.found.limit = limit;
        }
        Outcome::Read(text) => {
            source = pictures_kept(tenant, now, &text)?;
            (item.state, item.found) = (ItemState::Read, text.found);
        }
    }
    store::keep_read(tenant, &item, &source)
}

/// Keeps the pictures of a text; the text with the names of what is kept.
pub(super) fn pictures_kept(tenant: &mut Tenant<'_>, now: Moment, text: &Text) -> Result<String, Error> {
    let mut names = Vec::new();
    for (name, png) in &text.pictures {
        let id = blobs::keep_made(tenant, now, "image/png", png)?;
        names.push((name.clone(), id.to_string()));
    }
    Ok(reading::with_names(&text.source, &names))
}
