//! The end of an organisation: everything handed over to read without this program, thirty days in which it can be
//! undone, and keys that are destroyed only after that, on the controller's recorded instruction.
//!
//! Asked by one person, confirmed by another ([`rules`]). Until the day everything can be read and nothing changed,
//! except that policies are signed, concerns still reported and cases worked on: people in danger don't wait for an
//! office that closes. What stops the day stands in [`obstacles`], what comes after in [`shredding`].

pub mod events;
pub mod form;
pub mod handover;
pub mod notices;
pub mod obstacles;
pub mod pages;
pub mod rules;
pub mod shredding;
pub mod store;

use std::collections::BTreeSet;

use crate::access::Role;
use crate::access::email::Email;
use crate::access::two_people::Reason;
use crate::accounts;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, ClosingId, PersonId};
use crate::db::{Error as DbError, Tenant};
use crate::mail::Post;
use crate::organisations;
use crate::people;
use events::{Did, OfClosing};
use rules::{Alone, Asker, Refusal, Second};

/// The kind of daily work that reminds of closings and ends organisations.
pub const TICKET: &str = "closing";

/// A closing that is under way or done.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Closing {
    /// The row.
    pub id: ClosingId,
    /// Why.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: Moment,
    /// The owner who asked.
    pub asked_by: Option<PersonId>,
    /// The operator who asked.
    pub asked_operator: Option<String>,
    /// When somebody else confirmed.
    pub confirmed_at: Option<Moment>,
    /// The owner who confirmed.
    pub confirmed_by: Option<PersonId>,
    /// The operator who confirmed.
    pub confirmed_operator: Option<String>,
    /// The day.
    pub closes_on: Option<Day>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
}

impl Closing {
    fn asker(&self) -> Asker {
        self.asked_by.map_or(Asker::Operator, Asker::Owner)
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An owner.
    Owner(PersonId),
    /// An operator of the installation: what the log calls them, and their account.
    Operator(String, Option<AccountId>),
}

impl Who {
    /// The owner.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Owner(person) => Some(*person),
            Self::Operator(..) => None,
        }
    }

    /// The operator.
    #[must_use]
    pub fn operator(&self) -> Option<&str> {
        match self {
            Self::Owner(_) => None,
            Self::Operator(name, _) => Some(name),
        }
    }

    /// The address of an operator; nothing of somebody at the machine.
    fn address(&self) -> Option<&str> {
        self.operator().filter(|_| matches!(self, Self::Operator(_, Some(_))))
    }

    /// Who it is in an organisation: an operator may be one of its people.
    fn second(&self, all: &[people::Person]) -> Second {
        match self {
            Self::Owner(person) => Second::Owner(*person),
            Self::Operator(_, account) => {
                let own = all.iter().filter(|person| account.is_some() && person.account == *account);
                // One account may stand beside a leaver and whoever they came back as.
                let own = own.max_by_key(|person| person.is_present());
                Second::Operator(own.map(|person| person.id))
            }
        }
    }
}

/// What went wrong with a closing.
#[derive(Debug, thiserror::Error)]
pub enum ClosingError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// Nobody asked, or it is too late.
    #[error("no closing is under way")]
    NotFound,
    /// It was asked for already.
    #[error("a closing is under way")]
    UnderWay,
    /// What was sealed opens no more.
    #[error("the keys of the organisation are destroyed")]
    KeysGone,
    /// Somebody else confirms.
    #[error("somebody else confirms this closing")]
    Refused(Refusal),
    /// One operator alone confirms later.
    #[error("one operator alone confirms it from {0} on")]
    TooEarly(Day),
    /// One operator alone confirms with a reason.
    #[error("one operator alone confirms it with a reason")]
    NoReason,
}

/// What somebody needs who may confirm a closing that waits for it; nothing for who may not.
///
/// # Errors
/// The database is away.
pub fn can_confirm(tenant: &mut Tenant<'_>, closing: &Closing, who: &Who) -> Result<Option<Alone>, DbError> {
    if closing.confirmed_at.is_some() {
        return Ok(None);
    }
    Ok(needs(tenant, closing, who)?.ok())
}

/// What somebody needs to confirm a closing, or why they can't.
fn needs(tenant: &mut Tenant<'_>, closing: &Closing, who: &Who) -> Result<Result<Alone, Refusal>, DbError> {
    if closing.asker() == Asker::Operator && who.person().is_none() && is_unjoined(tenant)? {
        let team = accounts::store::operators(&mut tenant.system())?.len();
        // The name of somebody at the machine is no address.
        let asked = closing.asked_operator.as_deref().filter(|name| Email::parse(name).is_some());
        return Ok(rules::unjoined((asked, closing.asked_at.day()), who.address(), team));
    }
    let second = who.second(&people::list(tenant)?);
    let checked = rules::check(closing.asker(), second, &deciders(tenant, Some(closing))?);
    Ok(checked.map(|()| Alone::Nothing))
}

/// Whether nobody has ever joined: then nobody inside confirms a closing or undoes it, and operators do.
///
/// # Errors
/// The database is away.
pub fn is_unjoined(tenant: &mut Tenant<'_>) -> Result<bool, DbError> {
    Ok(!people::store::has_anybody_joined(tenant)?)
}

/// The owners who are there, and are told.
///
/// # Errors
/// The database is away.
pub fn owners(tenant: &mut Tenant<'_>) -> Result<BTreeSet<PersonId>, DbError> {
    Ok(people::holders(tenant, Role::Owner, None)?.into_iter().map(|owner| owner.id).collect())
}

/// The owners who can decide on a closing: those who can act, and were owners already when it was asked for.
/// Whoever asks can't make the one who agrees.
///
/// # Errors
/// The database is away.
pub fn deciders(tenant: &mut Tenant<'_>, closing: Option<&Closing>) -> Result<BTreeSet<PersonId>, DbError> {
    let acting = people::acting_owners(tenant)?;
    let Some(closing) = closing else { return Ok(acting) };
    let then = people::store::grants_then(tenant, closing.asked_at)?.into_iter();
    let then: BTreeSet<PersonId> =
        then.filter(|held| held.role == Role::Owner).map(|held| held.person).collect();
    // Whoever came into an owner's place since is another, though the list calls them by that name.
    let same = people::appointed::same_since(tenant, closing.asked_at)?;
    Ok(&(&acting & &then) & &same)
}

/// Asks for the closing. Nothing changes before somebody else confirms.
///
/// # Errors
/// It was asked for already.
pub fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: &Who,
    reason: &str,
    post: &Post,
) -> Result<(), ClosingError> {
    if store::current(tenant)?.is_some() {
        return Err(ClosingError::UnderWay);
    }
    let id = ClosingId::new(now);
    store::insert(tenant, now, id, by, reason)?;
    audit::record(tenant, now, &OfClosing { closing: id, did: Did::Asked(reason) })?;
    Ok(notices::asked(tenant, now, post, id)?)
}

/// Confirms what somebody else asked for: the thirty days begin, and everybody is told. `alone` is the reason of an
/// operator who does it without anybody else, where nobody has joined.
///
/// # Errors
/// Nobody asked, it was confirmed, or this person can't.
pub fn confirm(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: &Who,
    alone: Option<&Reason>,
    post: &Post,
) -> Result<Day, ClosingError> {
    let closing = store::current(tenant)?.filter(|closing| closing.confirmed_at.is_none());
    let closing = closing.ok_or(ClosingError::NotFound)?;
    let reason = match needs(tenant, &closing, by)?.map_err(ClosingError::Refused)? {
        Alone::Nothing => None,
        Alone::Reason(from) if now.day() < from => return Err(ClosingError::TooEarly(from)),
        Alone::Reason(_) => Some(alone.ok_or(ClosingError::NoReason)?.words()),
    };
    let day = now.day().plus_days(rules::DAYS);
    store::set_confirmed(tenant, now, closing.id, by, day)?;
    organisations::store::set_setting(tenant, SETTING, &day.to_string())?;
    audit::record(tenant, now, &OfClosing { closing: closing.id, did: Did::Confirmed(day, reason) })?;
    notices::confirmed(tenant, now, post, closing.id, day)?;
    obstacles::tell(tenant, now, post, (closing.asked_at, day))?;
    Ok(day)
}

/// The setting that says, on every page, on which day the organisation closes.
pub use crate::access::CLOSES_ON as SETTING;

/// Undoes a closing that hasn't come to its end. Any owner can; an operator where nobody has joined.
///
/// # Errors
/// None is under way, or owners decide.
pub fn undo(tenant: &mut Tenant<'_>, now: Moment, by: &Who, post: &Post) -> Result<(), ClosingError> {
    if by.person().is_none() && !is_unjoined(tenant)? {
        return Err(ClosingError::Refused(Refusal::AnotherOwner));
    }
    let closing = store::current(tenant)?.filter(|closing| closing.closed_at.is_none());
    let closing = closing.ok_or(ClosingError::NotFound)?;
    store::set_undone(tenant, now, closing.id, by.person())?;
    organisations::store::set_setting(tenant, SETTING, "")?;
    audit::record(tenant, now, &OfClosing { closing: closing.id, did: Did::Undone })?;
    Ok(notices::undone(tenant, now, post, (closing.id, closing.closes_on))?)
}

/// Opens a closed organisation again, as long as it has its keys. Tablets and mails that stopped stay stopped.
///
/// # Errors
/// It isn't closed, or its keys are destroyed.
pub fn reopen(tenant: &mut Tenant<'_>, now: Moment, reason: &str, post: &Post) -> Result<(), ClosingError> {
    let organisation = tenant.organisation();
    let closed = store::current(tenant)?.filter(|closing| closing.closed_at.is_some());
    let closing = closed.ok_or(ClosingError::NotFound)?;
    if store::tombstone(&mut tenant.system(), organisation)?.is_some() {
        return Err(ClosingError::KeysGone);
    }
    store::set_reopened(tenant, now, closing.id)?;
    organisations::store::set_setting(tenant, SETTING, "")?;
    audit::record(tenant, now, &OfClosing { closing: closing.id, did: Did::Reopened(reason) })?;
    Ok(notices::reopened(tenant, now, post, closing.id)?)
}

/// What the day asks for: reminders before the day; on the day, or as soon as nothing is open any more, the end.
/// Nothing ends while the clock can't be trusted (`may_end`). Who did it, when the organisation was closed now.
///
/// # Errors
/// The database is away.
pub fn due(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    may_end: bool,
) -> Result<Option<Closing>, DbError> {
    let under_way = store::current(tenant)?.filter(|closing| closing.closed_at.is_none());
    let Some((closing, day)) = under_way.and_then(|closing| Some((closing.clone(), closing.closes_on?)))
    else {
        return Ok(None);
    };
    if now.day() < day {
        if let Some(left) = rules::reminder(now.day(), day) {
            notices::reminder(tenant, now, post, closing.id, (day, left))?;
            obstacles::tell(tenant, now, post, (closing.asked_at, day))?;
        }
        return Ok(None);
    }
    if !may_end {
        return Ok(None);
    }
    if obstacles::obstacles(tenant, closing.asked_at)? {
        obstacles::tell(tenant, now, post, (closing.asked_at, day))?;
        return Ok(None);
    }
    store::set_closed(tenant, now, closing.id)?;
    audit::record(tenant, now, &OfClosing { closing: closing.id, did: Did::Closed })?;
    Ok(Some(closing))
}
