//! The destruction of keys after the end: never before the records were handed over and opened by who received
//! them, never while anything is open, and only on the controller's recorded instruction.
//!
//! It goes in steps that a stop at any place leaves to be done again: first the row that stays, with who instructed;
//! then the keys, after which nothing sealed opens; then the files; then words that stand beside records. Keys are
//! sealed under the master key: the recovery copies on paper hold that alone and nothing of an organisation.

use super::events::{Did, OfClosing};
use super::store::{self, Stone};
use super::{handover, obstacles};
use crate::access::Command;
use crate::audit;
use crate::blobs;
use crate::clock::{Clock, Day, Moment};
use crate::db::ids::OrganisationId;
use crate::db::types::text_enum;
use crate::db::{Database, Error as DbError, System, Tenant};
use crate::keys;
use crate::organisations;

/// The kind of work that goes on with what was begun.
pub const TICKET: &str = "closing-keys";
/// Months after which no backup is left from before the keys were destroyed: the oldest is the last of a month, of
/// twelve months (`backups::rotation`). A test holds the two against each other.
pub const BACKUP_MONTHS: i64 = 13;
/// Pieces of files that one transaction removes.
const PIECES: usize = 200;

text_enum! {
    /// What comes next.
    Step {
        /// The keys.
        Keys = "keys",
        /// The files.
        Files = "files",
        /// Words beside records.
        Words = "words",
        /// Nothing.
        Done = "done",
    }
}

/// What the controller said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Who, by name and position.
    pub by: String,
    /// When.
    pub at: Moment,
    /// In which words.
    pub words: String,
    /// Who wrote it down: an operator.
    pub noted_by: String,
}

/// What is left of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Tombstone {
    /// Its name.
    pub name: String,
    /// When it was closed.
    pub closed_at: Moment,
    /// How many people stood on its list.
    pub people: i64,
    /// How many policies it had.
    pub policies: i64,
    /// How many signatures.
    pub signatures: i64,
    /// How many lines its log had.
    pub lines: i64,
    /// The hash of the last of them.
    pub head: Vec<u8>,
    /// Who instructed.
    pub instructed_by: String,
    /// When.
    pub instructed_at: Moment,
    /// In which words.
    pub instruction: String,
    /// Who wrote it down.
    pub noted_by: String,
    /// What comes next.
    pub step: Step,
    /// When it was begun.
    pub begun_at: Moment,
    /// When it was done.
    pub done_at: Option<Moment>,
}

impl Tombstone {
    /// Whether this is what was recorded; whoever writes it down again may be another.
    #[must_use]
    pub fn records(&self, said: &Instruction) -> bool {
        let recorded = (&self.instructed_by, self.instructed_at, &self.instruction);
        recorded == (&said.by, said.at, &said.words)
    }
}

/// Until when a backup from before may still open what was sealed: the last day of the month, and twelve more.
#[must_use]
pub fn backups_until(destroyed_on: Day) -> Day {
    let months = i64::from(destroyed_on.month()) + BACKUP_MONTHS;
    let years = i16::try_from((months - 1).div_euclid(12)).unwrap_or_default();
    let month = i8::try_from((months - 1).rem_euclid(12) + 1).unwrap_or(1);
    let first = Day::new(destroyed_on.year().saturating_add(years), month, 1);
    first.map_or(destroyed_on, |first| first.plus_days(-1))
}

/// Why keys stay.
#[derive(Debug, thiserror::Error)]
pub enum Kept {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The organisation isn't closed.
    #[error("the organisation isn't closed")]
    NotClosed,
    /// Nobody confirmed that they received and opened a package that was made after the closing was asked for.
    #[error("nobody confirmed that they received the records")]
    NotHandedOver,
    /// Something is open. Nothing is said of what.
    #[error("something is still open; the people responsible have been told")]
    Open,
}

/// Begins: writes down who instructed, in the row that stays. A second time changes nothing, and says what is
/// recorded.
///
/// # Errors
/// The keys must stay.
pub fn begin(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    instruction: &Instruction,
) -> Result<Option<Tombstone>, Kept> {
    let entry = Command::on(organisation).by_operator();
    system.enter_to_write(&entry).map_err(DbError::from)?;
    if let Some(recorded) = store::tombstone(system, organisation)? {
        return Ok(Some(recorded));
    }
    let mut tenant = system.enter(&entry).map_err(DbError::from)?;
    let closing = store::current(&mut tenant)?;
    let (closing, closed_at) =
        closing.and_then(|closing| Some((closing.clone(), closing.closed_at?))).ok_or(Kept::NotClosed)?;
    if !handover::is_handed_over(&mut tenant, closing.asked_at)? {
        return Err(Kept::NotHandedOver);
    }
    if obstacles::obstacles(&mut tenant, closing.asked_at)? {
        return Err(Kept::Open);
    }
    let did = Did::Shredding(&instruction.words);
    audit::record(&mut tenant, now, &OfClosing { closing: closing.id, did })?;
    let head = audit::sealed_head(&mut tenant, now)?;
    let (lines, head) = head.map(|head| (head.seq, head.hash)).unwrap_or_default();
    let (name, counts) = (organisations::name(&mut tenant)?, store::counts(&mut tenant)?);
    let (slug, founded_at) = store::founded(&mut tenant)?;
    let stone = Stone { name: &name, slug: &slug, founded_at, closed_at, counts, lines, head: &head };
    store::insert_tombstone(&mut tenant, now, &stone, instruction)?;
    Ok(None)
}

/// Does the next step of what was begun; false when nothing is left to do. Each is whole or undone.
///
/// # Errors
/// The database is away.
pub fn step(system: &mut System<'_>, now: Moment, organisation: OrganisationId) -> Result<bool, DbError> {
    system.enter_to_write(&Command::on(organisation).by_operator())?;
    let Some(stone) = store::tombstone(system, organisation)? else { return Ok(false) };
    let mut tenant = system.enter(&Command::on(organisation).by_operator())?;
    let next = after(&mut tenant, stone.step)?;
    if next != stone.step {
        store::set_step(&mut tenant, next, (next == Step::Done).then_some(now))?;
    }
    Ok(next != Step::Done)
}

fn after(tenant: &mut Tenant<'_>, step: Step) -> Result<Step, DbError> {
    match step {
        Step::Keys => {
            keys::store::destroy(tenant)?;
            Ok(Step::Files)
        }
        Step::Files => {
            let removed = blobs::empty_some(tenant, PIECES)?;
            Ok(if removed == 0 { Step::Words } else { Step::Files })
        }
        Step::Words => {
            store::remove_words(tenant)?;
            Ok(Step::Done)
        }
        Step::Done => Ok(Step::Done),
    }
}

/// Does all steps that are left.
///
/// # Errors
/// The database is away; what was done stays done.
pub fn run(database: &Database, clock: &Clock, organisation: OrganisationId) -> Result<(), DbError> {
    let now = clock.now();
    while database.write_system(move |system| step(system, now, organisation))? {}
    Ok(())
}
