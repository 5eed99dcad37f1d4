//! Support: an operator asks to look into one organisation, its owner allows it, and both can end it. In an
//! emergency a second operator takes the owner's place. What it opens is read and never written, and no case
//! is behind any of it.

pub mod events;
pub mod form;
pub mod notices;
pub mod pages;
pub mod phase;
pub mod store;

use super::{Standing, store as organisations};
use crate::access::Command;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId, SessionId, SupportVisitId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, System};
use crate::jobs::{self, NewTicket};
use crate::mail::Post;

use events::{Step, SupportStep};
use phase::{Phase, WAITS_HOURS};

/// The kind of ticket that ends a visit at its time.
pub const TICKET: &str = "support-end";

text_enum! {
    /// What came of a request.
    Verdict {
        /// The operator may come in.
        Allowed = "allowed",
        /// The operator may not.
        Refused = "refused",
    }
}

text_enum! {
    /// Why a visit ended.
    Ending {
        /// Its time was over.
        Time = "time",
        /// The operator ended it.
        Operator = "operator",
        /// An owner ended it.
        Owner = "owner",
        /// The operator signed out.
        SignOut = "sign_out",
        /// The organisation was suspended.
        Suspended = "suspended",
    }
}

/// What an operator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Why.
    pub reason: String,
    /// For how long.
    pub minutes: i64,
    /// It can't wait for the owner.
    pub emergency: bool,
}

/// A visit, from the request on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportVisit {
    /// The row.
    pub id: SupportVisitId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Who asks.
    pub account: AccountId,
    /// Their address.
    pub email: String,
    /// What they asked for.
    pub wish: Wish,
    /// When.
    pub asked_at: Moment,
    /// What came of it.
    pub verdict: Option<Verdict>,
    /// Who answered: an owner, or a second operator.
    pub answered_by: Option<AccountId>,
    /// In which session it goes on.
    pub session: Option<SessionId>,
    /// When it began.
    pub began_at: Option<Moment>,
    /// When it ends at the latest.
    pub ends_at: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// Why it ended.
    pub ending: Option<Ending>,
}

/// What goes wrong with a visit.
#[derive(Debug, thiserror::Error)]
pub enum SupportError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such visit or organisation.
    #[error("no such visit")]
    NotFound,
    /// The organisation doesn't work now.
    #[error("the organisation is not active")]
    NotActive,
    /// This operator has asked already.
    #[error("asked already")]
    Asked,
    /// Who asks can't allow it.
    #[error("nobody allows themselves")]
    Oneself,
    /// It isn't where this can be done any more.
    #[error("moved on")]
    MovedOn,
}

/// Asks to look into an organisation. Its owners are mailed.
///
/// # Errors
/// No such organisation, one that doesn't work, or a request of this operator that is open.
pub fn ask(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    (organisation, account): (OrganisationId, AccountId),
    wish: &Wish,
) -> Result<SupportVisitId, SupportError> {
    take_turn(system, organisation)?;
    let row = organisations::one(system, organisation)?.ok_or(SupportError::NotFound)?;
    if row.standing != Standing::Active {
        return Err(SupportError::NotActive);
    }
    let open = store::of(system, Some(organisation))?;
    if open.iter().any(|visit| visit.account == account && visit.phase(now).is_open()) {
        return Err(SupportError::Asked);
    }
    let id = SupportVisitId::new(now);
    store::insert(system, now, id, (organisation, account), wish)?;
    let visit = get(system, id)?;
    note(system, now, &visit, Step::Asked, None)?;
    notices::tell(system, now, post, &visit, notices::News::Asked)?;
    Ok(id)
}

/// One visit.
///
/// # Errors
/// There is none.
pub fn get(system: &mut System<'_>, id: SupportVisitId) -> Result<SupportVisit, SupportError> {
    store::get(system, id)?.ok_or(SupportError::NotFound)
}

/// One visit, as it stands once whoever else changes something in the organisation is done.
fn in_turn(system: &mut System<'_>, id: SupportVisitId) -> Result<SupportVisit, SupportError> {
    let organisation = get(system, id)?.organisation;
    take_turn(system, organisation)?;
    get(system, id)
}

fn take_turn(system: &mut System<'_>, organisation: OrganisationId) -> Result<(), SupportError> {
    system.enter_to_write(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    Ok(())
}

/// A second operator takes the place of the owner in an emergency: never who asked.
///
/// # Errors
/// Nothing waits, it is no emergency, or it is one's own.
pub fn second(
    system: &mut System<'_>,
    now: Moment,
    id: SupportVisitId,
    by: AccountId,
) -> Result<(), SupportError> {
    let visit = in_turn(system, id)?;
    if visit.account == by {
        return Err(SupportError::Oneself);
    }
    if !visit.wish.emergency || visit.phase(now) != Phase::Asked {
        return Err(SupportError::MovedOn);
    }
    settle(system, now, &visit, (Verdict::Allowed, by))?;
    let email = store::email(system, by)?;
    note(system, now, &visit, Step::Seconded, Some(&email))
}

/// Keeps what came of a request; the line of the log is written by who calls.
pub fn settle(
    system: &mut System<'_>,
    now: Moment,
    visit: &SupportVisit,
    answer: (Verdict, AccountId),
) -> Result<(), SupportError> {
    if visit.phase(now) != Phase::Asked || !store::answer(system, now, visit.id, answer)? {
        return Err(SupportError::MovedOn);
    }
    Ok(())
}

/// Goes in: the time runs from now on, in this session alone. Owners are mailed.
///
/// # Errors
/// It isn't one's own, or isn't allowed (any more).
pub fn begin(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    id: SupportVisitId,
    (account, session): (AccountId, SessionId),
) -> Result<(), SupportError> {
    let visit = in_turn(system, id)?;
    if visit.account != account {
        return Err(SupportError::NotFound);
    }
    let standing = organisations::one(system, visit.organisation)?.map(|row| row.standing);
    if standing != Some(Standing::Active) {
        return Err(SupportError::NotActive);
    }
    let ends_at = now.plus_minutes(visit.wish.minutes);
    if visit.phase(now) != Phase::Allowed || !store::begin(system, now, id, (session, ends_at))? {
        return Err(SupportError::MovedOn);
    }
    let ticket = NewTicket::at(TICKET, visit.organisation, id.any(), &id.to_string(), ends_at);
    jobs::add(system, now, &ticket)?;
    note(system, now, &visit, Step::Began, None)?;
    notices::tell(system, now, post, &visit, notices::News::Began)
}

/// Ends a visit, or takes a request back; false when it had ended. Owners are mailed.
///
/// # Errors
/// There is none.
pub fn end(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    id: SupportVisitId,
    ending: Ending,
) -> Result<bool, SupportError> {
    let visit = in_turn(system, id)?;
    if !store::end(system, now, id, ending)? {
        return Ok(false);
    }
    if ending != Ending::Owner {
        note(system, now, &visit, Step::Ended, None)?;
    }
    notices::tell(system, now, post, &visit, notices::News::Ended)?;
    Ok(true)
}

/// Ends whatever is open in an organisation that is being suspended.
///
/// # Errors
/// The database is away.
pub fn end_all(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    organisation: OrganisationId,
) -> Result<(), SupportError> {
    let all = store::of(system, Some(organisation))?;
    end_those(system, now, post, (all, Ending::Suspended), |visit| visit.is_unfinished(now))
}

/// Ends whatever is open of an operator who leaves: what they asked for, and what they allowed in an emergency in an
/// owner's place, because nobody else of the team looked at it.
///
/// # Errors
/// The database is away.
pub fn end_of(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    account: AccountId,
) -> Result<(), SupportError> {
    let open = store::open(system)?;
    end_those(system, now, post, (open, Ending::Operator), |visit| {
        let seconded = visit.wish.emergency && visit.answered_by == Some(account);
        (visit.account == account || seconded) && visit.is_unfinished(now)
    })
}

/// Ends whatever an operator is inside of, whose sessions have all ended: as if they had signed out.
///
/// # Errors
/// The database is away.
pub fn leave(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    account: AccountId,
) -> Result<(), SupportError> {
    let open = store::open(system)?;
    end_those(system, now, post, (open, Ending::SignOut), |visit| {
        visit.account == account && visit.began_at.is_some()
    })
}

fn end_those(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    (visits, how): (Vec<SupportVisit>, Ending),
    which: impl Fn(&SupportVisit) -> bool,
) -> Result<(), SupportError> {
    for visit in visits.into_iter().filter(which) {
        end(system, now, post, visit.id, how)?;
    }
    Ok(())
}

/// Ends whatever is open anywhere, after a restore, which signs every operator out. The log keeps it; nobody is
/// mailed about what happened before the backup.
///
/// # Errors
/// The database is away.
pub fn end_everywhere(system: &mut System<'_>, now: Moment) -> Result<(), SupportError> {
    for visit in store::of(system, None)? {
        if visit.is_unfinished(now) && store::end(system, now, visit.id, Ending::SignOut)? {
            note(system, now, &visit, Step::Ended, None)?;
        }
    }
    Ok(())
}

/// Ends what a clock that ran ahead began or asked for: when that time comes it would go on. The log keeps it.
///
/// # Errors
/// The database is away.
pub fn end_ahead(system: &mut System<'_>, now: Moment) -> Result<(), SupportError> {
    for visit in store::open(system)? {
        if visit.is_ahead(now) && store::end(system, now, visit.id, Ending::Time)? {
            note(system, now, &visit, Step::Ended, None)?;
        }
    }
    Ok(())
}

/// Until when a request waits for an answer, and an allowed one for its beginning.
#[must_use]
pub fn waits_until(visit: &SupportVisit) -> Moment {
    visit.asked_at.plus_hours(WAITS_HOURS)
}

/// Writes a line into the organisation's log, with the operator's address and reason.
fn note(
    system: &mut System<'_>,
    now: Moment,
    visit: &SupportVisit,
    step: Step,
    by: Option<&str>,
) -> Result<(), SupportError> {
    let entry = Command::on(visit.organisation).by_operator();
    let mut tenant = system.enter(&entry).map_err(DbError::from)?;
    audit::record(&mut tenant, now, &SupportStep { visit, step, by })?;
    Ok(())
}
