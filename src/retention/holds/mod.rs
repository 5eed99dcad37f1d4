//! Legal holds: what somebody may need in a court or an enquiry isn't removed while one stands.
//!
//! A hold on a case is known to those alone who may see the case: it stands in the log of the case and nowhere else.
//! A hold on a person is never known to that person, by whatever record of theirs: not in the list or by mail; in the
//! log every line about a hold says the same to everybody.
//! A hold ends by two people, or by one with a reason where there is nobody else (`access::two_people`).

pub mod events;
pub mod form;
pub mod notices;
pub mod pages;
pub mod rules;
mod store;

use std::collections::BTreeSet;

use crate::access::two_people::{self, Needs, Reason};
use crate::access::{Action, Role, allowed};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{IncidentId, KeyId, LegalHoldId, PersonId};
use crate::db::{Error as DbError, Tenant};
use crate::incidents::{self, IncidentError};
use crate::keys::store::{self as key_store, OpenError};
use crate::keys::{Place, SealError};
use crate::mail::Post;
use crate::people::same::Same;
use crate::people::{PeopleError, store as people};

pub use rules::{Facts, Kind, On, Standing};

/// A hold as it is kept: what was typed is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row.
    pub id: LegalHoldId,
    /// What it is on.
    pub on: On,
    /// The key of the reasons.
    pub key: KeyId,
    /// Why it was made, sealed.
    pub reason: Vec<u8>,
    /// The day on which somebody looks at it again.
    pub review_on: Day,
    /// When it was made.
    pub made_at: Moment,
    /// By whom.
    pub made_by: PersonId,
    /// When and by whom its end was asked for.
    pub asked: Option<(Moment, PersonId)>,
    /// Why, sealed.
    pub end_reason: Option<Vec<u8>>,
    /// When it ended, and by whom.
    pub ended: Option<(Moment, PersonId)>,
}

/// A hold with its reasons, for those who may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The hold.
    pub row: Row,
    /// Why it was made; empty when it doesn't open.
    pub reason: String,
    /// Why it is to end.
    pub end_reason: Option<String>,
}

/// A hold to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHold {
    /// What it is on.
    pub on: On,
    /// Why.
    pub reason: String,
    /// The day on which somebody looks at it again.
    pub review_on: Day,
}

/// What went wrong with a hold.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The organisation's key doesn't open.
    #[error(transparent)]
    Keys(#[from] OpenError),
    /// The reason can't be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The case.
    #[error(transparent)]
    Case(#[from] IncidentError),
    /// The staff list.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// No such hold, or not for these eyes.
    #[error("no such hold")]
    NotFound,
    /// It ended already.
    #[error("the hold ended already")]
    Ended,
    /// Somebody else must agree.
    #[error("somebody else must agree")]
    SomebodyElse,
    /// The reason is too short.
    #[error("the reason is too short")]
    Reason,
}

/// What came of the wish to end a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Somebody else is asked to agree.
    Asked,
    /// It ended.
    Ended,
}

fn place(tenant: &Tenant<'_>, id: LegalHoldId, column: &'static str) -> Place {
    Place { owner: tenant.organisation().any(), table: "legal_holds", row: id.any(), column }
}

/// Puts a hold on something that this person may see.
///
/// # Errors
/// Not a case of theirs, or the database is away.
pub fn put(
    tenant: &mut Tenant<'_>,
    now: Moment,
    who: PersonId,
    new: &NewHold,
) -> Result<LegalHoldId, HoldError> {
    let id = LegalHoldId::new(now);
    let key = key_store::of_organisation(tenant, None)?;
    let reason = key.seal(&place(tenant, id, "reason"), new.reason.as_bytes())?;
    let row = Row {
        id,
        on: new.on,
        key: key.id(),
        reason,
        review_on: new.review_on,
        made_at: now,
        made_by: who,
        asked: None,
        end_reason: None,
        ended: None,
    };
    store::insert(tenant, &row)?;
    match new.on {
        On::Case(case) => incidents::keeping::note_hold(tenant, now, who, case, (true, &new.reason))?,
        _ => {
            audit::record(tenant, now, &events::HoldPut { hold: &row })?;
        }
    }
    Ok(id)
}

/// The cases that somebody may see.
fn cases(tenant: &mut Tenant<'_>, who: PersonId) -> Result<BTreeSet<IncidentId>, HoldError> {
    Ok(incidents::seen_by(tenant, who)?.into_iter().map(|case| case.id).collect())
}

/// The holds that somebody may see, those that stand first.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn seen_by(tenant: &mut Tenant<'_>, who: PersonId) -> Result<Vec<Hold>, HoldError> {
    let cases = cases(tenant, who)?;
    let (mut rows, same) = (store::all(tenant)?, Same::read(tenant)?);
    rows.retain(|row| match row.on {
        On::Case(case) => cases.contains(&case),
        On::Person(person) => !same.is_one(person, who),
        On::Policy(_) | On::Days(..) | On::Organisation => true,
    });
    rows.sort_by_key(|row| row.ended.is_some());
    rows.into_iter().map(|row| opened(tenant, row)).collect()
}

fn opened(tenant: &mut Tenant<'_>, row: Row) -> Result<Hold, HoldError> {
    let mut open = |column, sealed: &[u8]| {
        let place = place(tenant, row.id, column);
        let key = key_store::of_organisation(tenant, Some(row.key)).ok();
        let plain = key.and_then(|key| key.open(&place, sealed).ok());
        plain.map(|plain| String::from_utf8_lossy(&plain).into_owned()).unwrap_or_default()
    };
    let reason = open("reason", &row.reason);
    let end_reason = row.end_reason.as_deref().map(|sealed| open("end_reason", sealed));
    Ok(Hold { row, reason, end_reason })
}

/// One hold, for somebody who may see it.
///
/// # Errors
/// There is none for these eyes.
pub fn get(tenant: &mut Tenant<'_>, who: PersonId, id: LegalHoldId) -> Result<Hold, HoldError> {
    let found = seen_by(tenant, who)?.into_iter().find(|hold| hold.row.id == id);
    found.ok_or(HoldError::NotFound)
}

/// Whether a role may put and end holds of a kind: owners and the data-protection lead all of them, the others on
/// cases.
#[must_use]
pub fn may(roles: &[Role], kind: Kind) -> bool {
    let action = if kind == Kind::Case { Action::HoldRecords } else { Action::ManageRetention };
    roles.iter().any(|role| allowed(action).contains(role))
}

/// Who could end a hold: present people with an account and a role for it; for one on a case, who may see the case;
/// never the person it is on.
/// Who had such a role when it was put still counts, so that nobody makes themselves the only one by taking the
/// others' roles away.
///
/// # Errors
/// The database is away, or the case doesn't open.
pub fn could_end(tenant: &mut Tenant<'_>, row: &Row) -> Result<BTreeSet<PersonId>, HoldError> {
    let members = people::members(tenant)?;
    let mut grants = people::all_grants(tenant)?;
    grants.extend(people::grants_then(tenant, row.made_at)?);
    let mut could: BTreeSet<PersonId> = grants
        .into_iter()
        .filter(|held| may(&[held.role], row.on.kind()) && members.contains(&held.person))
        .map(|held| held.person)
        .collect();
    match row.on {
        On::Case(case) => {
            let seers = incidents::keeping::seers(tenant, case)?;
            could.retain(|person| seers.contains(person));
        }
        On::Person(person) => {
            let theirs = Same::read(tenant)?.with(BTreeSet::from([person]));
            could.retain(|one| !theirs.contains(one));
        }
        On::Policy(_) | On::Days(..) | On::Organisation => {}
    }
    Ok(could)
}

/// What somebody needs to end a hold now. Who agrees to what somebody else asked for needs nothing more, if they could
/// have ended it then already: whoever asks can't make the one who agrees.
///
/// # Errors
/// The database is away.
pub fn needs(tenant: &mut Tenant<'_>, who: PersonId, row: &Row) -> Result<Needs, HoldError> {
    let Some((at, _)) = row.asked.filter(|(_, asked)| *asked != who) else {
        return Ok(two_people::needs(who, true, &could_end(tenant, row)?));
    };
    let then = people::grants_then(tenant, at)?;
    let is_subject = match row.on {
        On::Person(person) => Same::read(tenant)?.is_one(person, who),
        On::Policy(_) | On::Case(_) | On::Days(..) | On::Organisation => false,
    };
    let could = !is_subject && then.iter().any(|held| held.person == who && may(&[held.role], row.on.kind()));
    Ok(if could { Needs::Nothing } else { Needs::SomebodyElse })
}

/// Ends a hold, or asks somebody else to agree.
///
/// # Errors
/// No hold for these eyes, it ended, the reason is too short, or the same person asked before.
pub fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    who: PersonId,
    (id, typed): (LegalHoldId, &str),
) -> Result<Ending, HoldError> {
    let row = get(tenant, who, id)?.row;
    if row.ended.is_some() {
        return Err(HoldError::Ended);
    }
    let needs = needs(tenant, who, &row)?;
    let reason = Reason::of(typed);
    match (needs, reason) {
        (Needs::Nothing, _) => close(tenant, now, who, &row, typed),
        (Needs::SomebodyElse, _) if row.asked.is_some() => Err(HoldError::SomebodyElse),
        (Needs::Reason | Needs::SomebodyElse, None) => Err(HoldError::Reason),
        (Needs::Reason, Some(reason)) => {
            ask(tenant, now, who, &row, reason.words())?;
            close(tenant, now, who, &row, reason.words())
        }
        (Needs::SomebodyElse, Some(reason)) => {
            ask(tenant, now, who, &row, reason.words())?;
            if !matches!(row.on, On::Case(_)) {
                audit::record(tenant, now, &events::HoldEndAsked { hold: &row })?;
            }
            notices::asked(tenant, now, post, &row, who)?;
            Ok(Ending::Asked)
        }
    }
}

fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    who: PersonId,
    row: &Row,
    reason: &str,
) -> Result<(), HoldError> {
    let key = key_store::of_organisation(tenant, Some(row.key))?;
    let sealed = key.seal(&place(tenant, row.id, "end_reason"), reason.as_bytes())?;
    if store::ask(tenant, now, who, row.id, &sealed)? { Ok(()) } else { Err(HoldError::Ended) }
}

fn close(
    tenant: &mut Tenant<'_>,
    now: Moment,
    who: PersonId,
    row: &Row,
    words: &str,
) -> Result<Ending, HoldError> {
    if !store::end(tenant, now, who, row.id)? {
        return Err(HoldError::Ended);
    }
    match row.on {
        On::Case(case) => incidents::keeping::note_hold(tenant, now, who, case, (false, words))?,
        _ => {
            audit::record(tenant, now, &events::HoldEnded { hold: row })?;
        }
    }
    Ok(Ending::Ended)
}

/// Every hold that stands, for the work that removes records.
///
/// # Errors
/// The database is away.
pub fn standing(tenant: &mut Tenant<'_>) -> Result<Standing, DbError> {
    let rows = store::all(tenant)?.into_iter().filter(|row| row.ended.is_none());
    Ok(Standing(rows.map(|row| row.on).collect()))
}

/// Whether any hold stands. For the closing of the organisation; it doesn't say on what.
///
/// # Errors
/// The database is away.
pub fn any(tenant: &mut Tenant<'_>) -> Result<bool, DbError> {
    Ok(!standing(tenant)?.0.is_empty())
}

/// Forgets the holds that once stood on a case, with the case.
///
/// # Errors
/// The database is away.
pub(super) fn forget(tenant: &mut Tenant<'_>, case: IncidentId) -> Result<(), DbError> {
    store::forget(tenant, case)
}
