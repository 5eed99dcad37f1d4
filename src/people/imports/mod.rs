//! A list of staff brought in at once: kept, held against the staff list, corrected, then written.
//!
//! `reading`, `columns`, `unused`, `words`, `leavers`, `leaving`, `nobody`, `ends`, `parsing`, `spoilt`, `phones`,
//! `numbers`, `matching`, `meanings`, `answers`, `agencies`, `leaders`, `records`, `workplaces`, `twins` and `checking`
//! are pure. `deciding` keeps what people decide, `work` writes the rows in pieces; every row says what became of it, so
//! that nothing is lost or done twice. `undo` takes a list back, for a few days.

pub mod agencies;
pub mod answers;
pub mod checking;
pub mod columns;
pub mod deciding;
pub mod ends;
pub mod events;
pub mod faults;
pub mod form;
mod heads;
pub mod leaders;
mod leavers;
pub mod leaving;
mod leaving_words;
pub mod matching;
pub mod meanings;
pub mod naming;
mod nobody;
pub mod numbers;
pub mod pages;
pub mod parsing;
pub mod phones;
pub mod reading;
pub mod records;
pub mod spoilt;
pub mod store;
mod twins;
pub mod undo;
pub mod unused;
pub mod words;
pub mod work;
pub mod workplaces;
pub mod world;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{PeopleError, places};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{PersonId, ServiceId, StaffImportId};
use crate::db::types::text_enum;
use crate::jobs::{self, NewTicket};
use crate::people::leading::Gives;

use checking::Verdict;
use columns::Column;
pub use deciding::{Changes, Decided, Edit, decide};
use meanings::Meanings;
use reading::{Cells, Sheet};

/// The kind of ticket that writes.
pub const TICKET: &str = "staff-import";
/// The kind of ticket that drops what nobody adds.
pub const SWEEP: &str = "old-staff-lists";

text_enum! {
    /// Where a list stands.
    ImportState {
        /// People look at it.
        Checking = "checking",
        /// Its rows are being written.
        Applying = "applying",
        /// Every row has come to its end.
        Done = "done",
        /// Nobody wants it.
        Dropped = "dropped",
    }
}

text_enum! {
    /// Where a row stands.
    RowState {
        /// Nothing is written yet.
        Waiting = "waiting",
        /// It stays out.
        LeftOut = "left_out",
        /// Somebody new is on the list.
        Added = "added",
        /// Somebody was changed.
        Changed = "changed",
        /// Nothing was to be changed.
        Same = "same",
        /// It could not be written.
        Refused = "refused",
    }
}

/// What the person who brings a list may do. Kept, because the rows are written at the program's own time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// The services where they may add and change people; nothing means all.
    pub services: Option<BTreeSet<ServiceId>>,
    /// Which roles they may give, and so lead to another address.
    #[serde(default)]
    pub gives: Gives,
}

impl Rights {
    /// The rights of a member.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        let services = match member.reach(Action::ManagePeople) {
            Reach::Everywhere => None,
            Reach::Services(services) => Some(services),
            Reach::Nowhere => Some(BTreeSet::new()),
        };
        Self { services, gives: Gives::of(member) }
    }
}

/// What is known of a list beside its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Names what was sent.
    pub digest: String,
    /// The columns that are used, with the words above them.
    pub used: Vec<(Column, String)>,
    /// The words above the columns that aren't.
    pub ignored: Vec<String>,
    /// The words above the columns that kept somebody out.
    #[serde(default)]
    pub standing: Vec<String>,
    /// The sheet of a workbook that was read.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Others of the workbook that have rows and weren't read.
    #[serde(default)]
    pub unread: Vec<String>,
    /// How many of its rows are hidden and weren't read.
    #[serde(default)]
    pub hidden: usize,
    /// Its rows that name nobody, by their number, with what stands there.
    #[serde(default)]
    pub nobody: Vec<(usize, String)>,
    /// Changes with every decision: a page that shows something older is refused.
    pub version: u64,
    /// The rights of who pressed the button.
    pub rights: Rights,
    /// What words of the sheet mean that nobody here uses.
    #[serde(default)]
    pub meanings: Meanings,
    /// Some of it was said about the list before.
    #[serde(default)]
    pub is_told_before: bool,
    /// Who pressed the button, which need not be who brought the list.
    #[serde(default)]
    pub confirmed_by: Option<PersonId>,
}

/// A list that was brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffImport {
    /// The row.
    pub id: StaffImportId,
    /// The name of its file.
    pub name: String,
    /// Where it stands.
    pub state: ImportState,
    /// What is known of it.
    pub settings: Settings,
    /// How many rows it has.
    pub total: i64,
    /// How many have come to their end.
    pub done: i64,
    /// When it was brought in.
    pub created_at: Moment,
    /// By whom.
    pub created_by: PersonId,
    /// When every row had come to its end.
    pub finished_at: Option<Moment>,
    /// When it was taken back.
    pub undone_at: Option<Moment>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Its number in the sheet.
    pub line: i64,
    /// Where it stands.
    pub state: RowState,
    /// Its words.
    pub cells: Cells,
    /// Whom it means, when somebody said so.
    pub answer: Option<String>,
    /// Why it could not be written: the end of a message's key.
    pub reason: Option<String>,
    /// Who came of it.
    pub person: Option<PersonId>,
    /// What the staff list said of somebody who was changed, before and after, while it can be taken back.
    pub before: Option<(undo::Kept, undo::Kept)>,
}

/// What goes wrong with a list.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] crate::db::Error),
    /// No such list.
    #[error("no such list")]
    NotFound,
    /// It isn't where this can be done any more.
    #[error("moved on")]
    MovedOn,
    /// Somebody else decided on it meanwhile.
    #[error("changed")]
    Changed,
    /// Another list is being added.
    #[error("another list is being added")]
    Busy,
    /// What the staff list refuses.
    #[error(transparent)]
    People(#[from] PeopleError),
}

/// Keeps a list for checking. The same sent again a moment later is the same list. Words that were
/// explained in their last list mean the same in this one, until they say otherwise.
///
/// # Errors
/// The database is away.
pub fn bring(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    name: &str,
    digest: &str,
    sheet: &Sheet,
) -> Result<StaffImportId, ImportError> {
    if let Some(same) = store::same(tenant, by, digest, now.plus_minutes(-SAME_MINUTES))? {
        return Ok(same);
    }
    let meanings = store::last_meanings(tenant, by)?;
    let import = StaffImport {
        id: StaffImportId::new(now),
        name: name.to_owned(),
        state: ImportState::Checking,
        settings: Settings {
            digest: digest.to_owned(),
            used: sheet.used.clone(),
            ignored: sheet.ignored.clone(),
            standing: sheet.standing.clone(),
            sheet: sheet.name.clone(),
            unread: sheet.unread.clone(),
            hidden: sheet.hidden,
            nobody: sheet.nobody.clone(),
            is_told_before: meanings != Meanings::default(),
            meanings,
            ..Settings::default()
        },
        total: i64::try_from(sheet.rows.len()).unwrap_or(i64::MAX),
        done: 0,
        created_at: now,
        created_by: by,
        finished_at: None,
        undone_at: None,
    };
    store::insert(tenant, &import)?;
    for (line, cells) in &sheet.rows {
        store::insert_row(tenant, import.id, i64::try_from(*line).unwrap_or(i64::MAX), cells)?;
    }
    audit::record(tenant, now, &events::StaffImportBrought { import: &import })?;
    Ok(import.id)
}

/// For how long the same upload is taken for a second press.
const SAME_MINUTES: i64 = 10;

/// Asks for the rows that are ready to be written; all others stay out. Whom each row means is settled here, so
/// that it means nobody else when its turn comes.
///
/// # Errors
/// The list isn't being checked any more, no row is ready, or there is no room for so many people.
pub fn begin(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: StaffImportId,
    rights: &Rights,
) -> Result<(), ImportError> {
    let mut import = store::get(tenant, id)?.ok_or(ImportError::NotFound)?;
    if import.state != ImportState::Checking {
        return Err(ImportError::MovedOn);
    }
    // Two lists of the same people, added at the same time, would enter everybody twice.
    if store::is_any_applying(tenant)? {
        return Err(ImportError::Busy);
    }
    let rows = store::rows(tenant, id)?;
    let world = world::of(tenant, &import, rights, now.day())?;
    let report = checked(&world, &rows);
    places::take_many(tenant, new_ones(&report))?;
    let (mut wanted, mut left_out) =
        (0_i64, rows.iter().filter(|row| row.state == RowState::LeftOut).count());
    for checked in report.rows {
        let Some(record) = &checked.record else {
            let why = match (checked.verdict, checked.listed) {
                (Verdict::Over, _) => "over",
                (_, Some(_)) => "listed",
                _ => "fault",
            };
            store::settle(tenant, id, checked.line, RowState::LeftOut, checked.listed, Some(why))?;
            left_out = left_out.saturating_add(1);
            continue;
        };
        let answer = record.person.map_or_else(|| matching::SOMEBODY_NEW.to_owned(), |id| id.to_string());
        store::set_answer(tenant, id, checked.line, &answer)?;
        wanted = wanted.saturating_add(1);
    }
    if wanted == 0 {
        return Err(ImportError::Changed);
    }
    import.settings.rights = rights.clone();
    import.settings.confirmed_by = tenant.actor().person();
    store::set_settings(tenant, id, &import.settings)?;
    let left_out = i64::try_from(left_out).unwrap_or(i64::MAX);
    store::advance(tenant, id, ImportState::Applying, left_out)?;
    audit::record(tenant, now, &events::StaffImportBegun { import: id, wanted, left_out })?;
    let ticket = NewTicket::at_once(TICKET, tenant.organisation(), id.any(), now);
    jobs::add(&mut tenant.system(), now, &ticket)?;
    Ok(())
}

/// How many rows will be somebody new.
#[must_use]
pub fn new_ones(report: &checking::Report) -> i64 {
    let new =
        report.rows.iter().filter(|row| row.record.as_ref().is_some_and(|record| record.person.is_none()));
    i64::try_from(new.count()).unwrap_or(i64::MAX)
}

/// The rows that wait, held against the list.
#[must_use]
pub fn checked(world: &matching::World, rows: &[ImportRow]) -> checking::Report {
    let waiting = rows.iter().filter(|row| row.state == RowState::Waiting);
    let given: Vec<checking::Given<'_>> = waiting
        .map(|row| checking::Given { line: row.line, cells: &row.cells, answer: row.answer.as_deref() })
        .collect();
    checking::check(world, &given)
}

/// Drops a list of which nothing was written; its words go.
///
/// # Errors
/// No such list, or its rows are being written.
pub fn drop_list(tenant: &mut Tenant<'_>, now: Moment, id: StaffImportId) -> Result<(), ImportError> {
    let mut import = store::get(tenant, id)?.ok_or(ImportError::NotFound)?;
    match import.state {
        ImportState::Checking => {}
        ImportState::Dropped => return Ok(()),
        ImportState::Applying | ImportState::Done => return Err(ImportError::MovedOn),
    }
    store::forget_words(tenant, id)?;
    import.settings.meanings = Meanings::default();
    import.settings.nobody = Vec::new();
    store::set_settings(tenant, id, &import.settings)?;
    store::finish(tenant, now, id, ImportState::Dropped)?;
    audit::record(tenant, now, &events::StaffImportDropped { import: id })?;
    Ok(())
}
