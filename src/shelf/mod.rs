//! A whole shelf of policies brought in at once: files are kept, read one by one at the program's own time,
//! reported on, and become policies when the manager says so.
//!
//! `work` is what happens by itself; every step of it can be done again and adds nothing twice. `register`
//! (a sheet that says what is in force), `places`, `naming`, `around` and `reading` are pure.

pub mod adding;
pub mod around;
pub mod conclude;
pub mod decided;
mod declared;
pub mod events;
pub mod form;
pub mod intake;
pub mod kept;
pub mod naming;
pub mod pages;
pub mod places;
pub mod reading;
pub mod register;
pub mod store;
pub mod work;

use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{BlobId, PersonId, PolicyId, ShelfId, ShelfItemId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, Tenant};
use crate::documents::Hash;
use crate::jobs::{self, NewTicket};
use crate::policies::{self, PolicyError};

pub use declared::declared;
pub use kept::{Choice, Found, Paper, Settings};

/// The kind of ticket that reads and adds.
pub const TICKET: &str = "shelf";

text_enum! {
    /// Where a shelf stands.
    ShelfState {
        /// Its files are being read.
        Reading = "reading",
        /// Everything is read; the manager looks at it.
        Checking = "checking",
        /// Its policies are being added.
        Adding = "adding",
        /// All that was wanted is added.
        Done = "done",
        /// It can't go on; the fault says why.
        Failed = "failed",
        /// Taken back.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// What a file is.
    Kind {
        /// A Word text.
        Docx = "docx",
        /// Markdown.
        Markdown = "markdown",
        /// Plain text.
        Text = "text",
        /// A web page.
        Html = "html",
        /// A finished PDF.
        Pdf = "pdf",
        /// A sheet that says what is in force.
        Register = "register",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// Where a file of a shelf stands.
    ItemState {
        /// Not read yet.
        Waiting = "waiting",
        /// Read; it can be added.
        Read = "read",
        /// Not taken; the reason says why.
        Refused = "refused",
        /// A policy.
        Added = "added",
        /// The manager left it out.
        LeftOut = "left_out",
    }
}

text_enum! {
    /// Whether a finished file is in force.
    Force {
        /// It was in force before it is entered here.
        Already = "already",
        /// It isn't: it is kept as a draft.
        NotYet = "not_yet",
    }
}

/// Reasons that are no message: marks of the work.
pub mod mark {
    /// A file is being read; a second try that ends the same way refuses it.
    pub const TRIED: &str = "tried";
    /// A policy that is to be put into force as it stands.
    pub const ADOPT: &str = "adopt";
}

/// A shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// The row.
    pub id: ShelfId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub state: ShelfState,
    /// What holds for all its files.
    pub settings: Settings,
    /// How many files, or policies while they are added.
    pub total: i64,
    /// How many of them are done.
    pub done: i64,
    /// When it was brought in.
    pub created_at: Moment,
    /// By whom.
    pub created_by: PersonId,
    /// When everything was added or taken back.
    pub finished_at: Option<Moment>,
}

/// A file of a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The row.
    pub id: ShelfItemId,
    /// Its place, from 1.
    pub place: i64,
    /// Its name as it was sent.
    pub file_name: String,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub state: ItemState,
    /// The code of its policy.
    pub code: String,
    /// The title of its policy.
    pub title: String,
    /// What was found in it.
    pub found: Found,
    /// What the manager chose for it.
    pub choice: Choice,
    /// Why it is refused, stays a draft, or could not be added: the key of a message, or a mark.
    pub reason: Option<String>,
    /// The bytes.
    pub file: Option<BlobId>,
    /// The policy that it became.
    pub policy: Option<PolicyId>,
}

impl Item {
    /// Whether it can become a policy.
    #[must_use]
    pub fn is_text(&self) -> bool {
        !matches!(self.kind, Kind::Register | Kind::Other)
    }

    /// Whether it waits to be added.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.state == ItemState::Read && self.is_text() && self.choice.include
    }
}

/// What goes wrong with a shelf.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such shelf.
    #[error("no such shelf")]
    NotFound,
    /// It isn't where this can be done any more.
    #[error("moved on")]
    MovedOn,
    /// A policy of it was published or sent round.
    #[error("in use")]
    InUse,
    /// Somebody else decided on it meanwhile.
    #[error("changed")]
    Changed,
    /// What a policy refuses.
    #[error(transparent)]
    Policy(#[from] PolicyError),
}

/// Files as they are brought in.
#[derive(Debug, Clone)]
pub struct NewShelf {
    /// What the shelf is called.
    pub name: String,
    /// Names what was sent.
    pub digest: String,
    /// The files in their order: kept, or refused with the key of a message.
    pub files: Vec<(intake::Incoming, Option<BlobId>)>,
}

/// Enters a shelf and asks for its files to be read.
///
/// # Errors
/// The database is away.
pub fn bring(tenant: &mut Tenant<'_>, now: Moment, by: PersonId, new: &NewShelf) -> Result<ShelfId, DbError> {
    let id = ShelfId::new(now);
    let total = i64::try_from(new.files.len()).unwrap_or(i64::MAX);
    let settings = Settings { digest: new.digest.clone(), owner: Some(by), ..Settings::default() };
    let shelf = Shelf {
        id,
        name: new.name.clone(),
        state: ShelfState::Reading,
        settings,
        total,
        done: 0,
        created_at: now,
        created_by: by,
        finished_at: None,
    };
    store::insert(tenant, &shelf)?;
    for (place, (file, blob)) in (1_i64..).zip(&new.files) {
        store::insert_item(tenant, now, id, place, file, *blob)?;
    }
    store::count_done(tenant, id)?;
    audit::record(tenant, now, &events::ShelfBrought { shelf: id, name: &new.name, files: total })?;
    ticket(tenant, now, id, "read")?;
    Ok(id)
}

/// Asks for the next piece of work on a shelf. `step` tells it from the ticket that asks, which stands until
/// its own work is closed.
///
/// # Errors
/// The database is away.
pub(crate) fn ticket(tenant: &mut Tenant<'_>, now: Moment, id: ShelfId, step: &str) -> Result<(), DbError> {
    let occasion = format!("{id}/{step}/{}", now.microseconds());
    let ticket = NewTicket::at(TICKET, tenant.organisation(), id.any(), &occasion, now);
    jobs::add(&mut tenant.system(), now, &ticket)?;
    Ok(())
}

/// What the manager decided on the page of a shelf.
#[derive(Debug, Clone)]
pub struct Decided {
    /// For all files.
    pub settings: Settings,
    /// For each file that can be added: its row, code, title and the rest.
    pub rows: Vec<(ShelfItemId, String, String, Choice)>,
}

/// Changes when somebody decides something on a shelf.
#[must_use]
pub fn stamp(shelf: &Shelf, items: &[Item]) -> String {
    let one = |item: &Item| serde_json::json!([item.id, item.code, item.title, item.choice]);
    let items: Vec<serde_json::Value> = items.iter().map(one).collect();
    let settings = Settings { pressed_by: None, ..shelf.settings.clone() };
    Hash::of(serde_json::json!([settings, items]).to_string().as_bytes()).to_string()
}

impl Decided {
    /// Whether all of it is kept already: the button was pressed twice.
    fn is_kept(&self, shelf: &Shelf, items: &[Item]) -> bool {
        let kept = |(id, code, title, choice): &(ShelfItemId, String, String, Choice)| {
            items
                .iter()
                .any(|item| (item.id, &item.code, &item.title, &item.choice) == (*id, code, title, choice))
        };
        self.settings == shelf.settings && self.rows.iter().all(kept)
    }
}

/// Keeps what the manager decided on a page with this stamp.
///
/// # Errors
/// The shelf isn't being checked any more, or somebody else decided meanwhile.
pub fn decide(
    tenant: &mut Tenant<'_>,
    id: ShelfId,
    decided: &Decided,
    stamped: &str,
) -> Result<(), ShelfError> {
    let shelf = store::get(tenant, id)?.ok_or(ShelfError::NotFound)?;
    if shelf.state != ShelfState::Checking {
        return Err(ShelfError::MovedOn);
    }
    let items = store::items(tenant, id)?;
    if stamp(&shelf, &items) != stamped && !decided.is_kept(&shelf, &items) {
        return Err(ShelfError::Changed);
    }
    store::set_settings(tenant, id, &decided.settings)?;
    for (item, code, title, choice) in &decided.rows {
        store::set_choice(tenant, *item, code, title, choice)?;
    }
    Ok(())
}

/// Asks for the wanted files of a shelf to become policies.
///
/// # Errors
/// The shelf isn't being checked any more.
pub fn begin_adding(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: ShelfId,
) -> Result<(), ShelfError> {
    let mut shelf = store::get(tenant, id)?.ok_or(ShelfError::NotFound)?;
    if shelf.state != ShelfState::Checking {
        return Err(ShelfError::MovedOn);
    }
    shelf.settings.pressed_by = Some(by);
    store::set_settings(tenant, id, &shelf.settings)?;
    let items = store::items(tenant, id)?;
    let wanted = items.iter().filter(|item| item.is_wanted()).count();
    for item in items.iter().filter(|item| item.is_wanted() && item.reason.is_some()) {
        store::set_reason(tenant, item.id, None)?;
    }
    store::advance(tenant, id, ShelfState::Adding, i64::try_from(wanted).unwrap_or(i64::MAX), 0)?;
    ticket(tenant, now, id, "add")?;
    Ok(())
}

/// Whether a policy of these files was published or sent round, so that the shelf can't be taken back.
///
/// # Errors
/// The database is away.
pub fn is_in_use(tenant: &mut Tenant<'_>, items: &[Item]) -> Result<bool, DbError> {
    for policy in items.iter().filter_map(|item| item.policy) {
        if policies::drafts::is_in_use(tenant, policy)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes a shelf back: its policies go, as long as none was published or sent round.
///
/// # Errors
/// A policy is in use, or the shelf is being worked on.
pub fn take_back(tenant: &mut Tenant<'_>, now: Moment, id: ShelfId) -> Result<usize, ShelfError> {
    let shelf = store::get(tenant, id)?.ok_or(ShelfError::NotFound)?;
    if !matches!(shelf.state, ShelfState::Checking | ShelfState::Done | ShelfState::Failed) {
        return Err(ShelfError::MovedOn);
    }
    let mut gone = 0_usize;
    for item in store::items(tenant, id)? {
        store::forget(tenant, item.id)?;
        if let Some(policy) = item.policy {
            policies::drafts::discard(tenant, now, policy).map_err(|error| match error {
                PolicyError::Changed => ShelfError::InUse,
                other => other.into(),
            })?;
            gone = gone.saturating_add(1);
        }
    }
    store::finish(tenant, now, id, ShelfState::Cancelled)?;
    audit::record(tenant, now, &events::ShelfTakenBack { shelf: id, policies: gone })?;
    Ok(gone)
}
