//! Rows are written in pieces, each one transaction. What became of a row stands in it: a program that is killed
//! in between goes on where it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checking::{Checked, Verdict};
use super::records::Record;
use super::undo::Kept;
use super::{ImportError, ImportState, RowState, Settings, checked, events, store, world};
use crate::access::JobTicket;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{PersonId, StaffImportId};
use crate::db::{Database, Error, Tenant};
use crate::mail::Post;
use crate::people::{self, PeopleError};
use crate::reactions;

/// Rows of one transaction.
const PIECE: usize = 100;
/// Rows of one ticket; other work comes between two.
pub const AT_ONCE: usize = 2_500;

/// How far the work came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more.
    Going,
    /// Every row has come to its end; how many.
    Finished(u64),
}

/// Who came of which row.
type People = BTreeMap<i64, PersonId>;

/// Writes the next rows of a list.
///
/// # Errors
/// The database is away. What was written stays written.
pub fn step(
    database: &Database,
    post: &Arc<Post>,
    entry: JobTicket,
    id: StaffImportId,
    now: Moment,
    most: usize,
) -> Result<Step, Error> {
    let read = database.read(&entry, move |tenant| {
        let Some(import) = store::get(tenant, id)?.filter(|import| import.state == ImportState::Applying)
        else {
            return Ok::<_, Error>(None);
        };
        let rows = store::rows(tenant, id)?;
        let by = import.settings.confirmed_by.unwrap_or(import.created_by);
        Ok(Some((world::of(tenant, &import, &import.settings.rights, now.day())?, rows, by)))
    })?;
    let Some((world, rows, by)) = read else { return Ok(Step::Finished(0)) };
    // Whoever pressed the button did it, also when its rows are written later.
    let entry = entry.asked_by(by);
    let mut people: People = rows.iter().filter_map(|row| Some((row.line, row.person?))).collect();
    let report = checked(&world, &rows);
    let mut next: Vec<Checked> =
        report.order.iter().filter_map(|at| report.rows.get(*at)).take(most).cloned().collect();
    while !next.is_empty() {
        let rest = next.split_off(next.len().min(PIECE));
        let piece = std::mem::replace(&mut next, rest);
        let (known, post) = (people, Arc::clone(post));
        people = database.write(entry, move |tenant| {
            tenant.by_list(|tenant| write_piece(tenant, now, &post, id, &piece, known))
        })?;
    }
    if report.rows.len() > most {
        return Ok(Step::Going);
    }
    let written = database.write(entry, move |tenant| tenant.by_list(|tenant| finish(tenant, now, id)))?;
    Ok(Step::Finished(written))
}

fn write_piece(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: StaffImportId,
    piece: &[Checked],
    mut people: People,
) -> Result<People, Error> {
    let lines = || piece.iter().map(|row| row.line);
    let reach = (lines().min().unwrap_or_default(), lines().max().unwrap_or_default());
    let waiting = store::waiting(tenant, id, reach)?;
    let mut done = 0_i64;
    for row in piece.iter().filter(|row| waiting.contains(&row.line)) {
        let (state, person, reason) = match write_row(tenant, now, post, id, row, &people) {
            Ok((state, person)) => (state, Some(person), None),
            Err(ImportError::People(fault)) => (RowState::Refused, None, Some(reason(fault)?)),
            Err(ImportError::Database(fault)) => return Err(fault),
            Err(ImportError::NotFound | ImportError::MovedOn | ImportError::Changed | ImportError::Busy) => {
                (RowState::Refused, None, Some("changed"))
            }
        };
        store::settle(tenant, id, row.line, state, person, reason)?;
        people.extend(person.map(|person| (row.line, person)));
        done = done.saturating_add(1);
    }
    store::add_done(tenant, id, done)?;
    Ok(people)
}

/// Refusals stand in the row; anything else stops the work.
fn reason(fault: PeopleError) -> Result<&'static str, Error> {
    match fault {
        PeopleError::NumberTaken => Ok("number-taken"),
        PeopleError::LineManager => Ok("manager"),
        PeopleError::LastOwner => Ok("last-owner"),
        PeopleError::NotFound => Ok("changed"),
        PeopleError::Database(fault) => Err(fault),
        other => Err(Error::Unavailable(other.to_string())),
    }
}

fn write_row(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: StaffImportId,
    row: &Checked,
    people: &People,
) -> Result<(RowState, PersonId), ImportError> {
    let record = row.record.as_ref().ok_or(ImportError::Changed)?;
    let mut standing = record.standing.clone();
    if let Some(leader) = record.leader {
        let leader = people.get(&leader).ok_or(PeopleError::LineManager)?;
        standing.line_manager = Some(*leader);
    }
    match (record.person, row.verdict) {
        (None, Verdict::New) => {
            Ok((RowState::Added, people::enter_in_place(tenant, now, &record.details, &standing)?))
        }
        (Some(person), Verdict::Same) => Ok((RowState::Same, person)),
        (Some(person), Verdict::Changed) => {
            is_as_checked(tenant, person, record)?;
            let was = Kept::now(tenant, person)?;
            let amended = people::amend(tenant, now, person, &record.details, &standing)?;
            reactions::amended(tenant, now, post, person, &amended)?;
            let became = Kept::now(tenant, person)?;
            store::keep(tenant, id, row.line, (&was, &became))?;
            Ok((RowState::Changed, person))
        }
        _ => Err(ImportError::Changed),
    }
}

/// Somebody may have changed the person since the rows were read: then fewer or other fields differ.
fn is_as_checked(tenant: &mut Tenant<'_>, id: PersonId, record: &Record) -> Result<(), ImportError> {
    let before = people::get(tenant, id)?.filter(|person| person.is_present()).ok_or(ImportError::Changed)?;
    let places = people::store::services_of(tenant, id)?;
    let mut fields = people::changed(&before, &places, &record.details, &record.standing);
    if record.leader.is_some() {
        fields.push("line_manager");
    }
    if fields == record.fields { Ok(()) } else { Err(ImportError::Changed) }
}

fn finish(tenant: &mut Tenant<'_>, now: Moment, id: StaffImportId) -> Result<u64, Error> {
    let rows = store::rows(tenant, id)?;
    let going = store::get(tenant, id)?.filter(|import| import.state == ImportState::Applying);
    let Some(import) = going.filter(|_| rows.iter().all(|row| row.state != RowState::Waiting)) else {
        return Ok(0);
    };
    let count = |state: RowState| {
        i64::try_from(rows.iter().filter(|row| row.state == state).count()).unwrap_or(i64::MAX)
    };
    let (added, changed) = (count(RowState::Added), count(RowState::Changed));
    store::forget_written(tenant, id)?;
    let meanings = import.settings.meanings.lasting();
    store::set_settings(tenant, id, &Settings { meanings, nobody: Vec::new(), ..import.settings })?;
    store::finish(tenant, now, id, ImportState::Done)?;
    let refused = count(RowState::Refused);
    audit::record(tenant, now, &events::StaffImportApplied { import: id, added, changed, refused })?;
    reactions::fields_changed(tenant, now)?;
    Ok(u64::try_from(added.saturating_add(changed)).unwrap_or_default())
}
