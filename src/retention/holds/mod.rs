//! Legal holds: what somebody may need in a court or an enquiry isn't removed while one stands.
//!
//! A hold on a case is known to those alone who may see the case: it stands in the log of the case and nowhere else.
//! A hold on a person is never known to that person, by whatever record of theirs, nor to whom they have put in place
//! since: not in the list or by mail; in the log every line about a hold says the same to everybody.
//! A hold ends by two people, or by one with a reason where there is nobody else (`access::two_people`). Nobody makes the
//! one who agrees with them: whom somebody has put in place since the hold was made counts as themselves.

mod bench;
pub mod events;
pub mod form;
pub mod notices;
pub mod pages;
pub mod rules;
mod store;

use std::collections::BTreeSet;

use crate::access::two_people::{Needs, Reason};
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

use bench::{could_agree, hidden_from};
pub use bench::{could_end, may, needs};
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
    let (cases, same) = (cases(tenant, who)?, Same::read(tenant)?);
    let mut rows = Vec::new();
    for row in store::all(tenant)? {
        let sees = match row.on {
            On::Case(case) => cases.contains(&case),
            On::Person(person) => !hidden_from(tenant, &row, person, &same)?.contains(&who),
            On::Policy(_) | On::Days(..) | On::Organisation => true,
        };
        if sees {
            rows.push(row);
        }
    }
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

/// One hold, for somebody who may see it. Who asked for its end and has gone asks for nothing any more: somebody else
/// does, or it would wait for ever for those who may not agree with them.
///
/// # Errors
/// There is none for these eyes.
pub fn get(tenant: &mut Tenant<'_>, who: PersonId, id: LegalHoldId) -> Result<Hold, HoldError> {
    let found = seen_by(tenant, who)?.into_iter().find(|hold| hold.row.id == id);
    let mut hold = found.ok_or(HoldError::NotFound)?;
    let members = people::members(tenant)?;
    let has_gone = hold.row.asked.is_some_and(|(_, asked)| !members.contains(&asked));
    if has_gone && hold.row.ended.is_none() {
        (hold.row.asked, hold.row.end_reason, hold.end_reason) = (None, None, None);
    }
    Ok(hold)
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

/// Every hold that stands, for the work that removes records. One on a person keeps every record of theirs.
///
/// # Errors
/// The database is away.
pub fn standing(tenant: &mut Tenant<'_>) -> Result<Standing, DbError> {
    let rows = store::all(tenant)?.into_iter().filter(|row| row.ended.is_none());
    let mut standing: Vec<On> = rows.map(|row| row.on).collect();
    let person = |on: &On| match on {
        On::Person(person) => Some(*person),
        On::Policy(_) | On::Case(_) | On::Days(..) | On::Organisation => None,
    };
    let held: BTreeSet<PersonId> = standing.iter().filter_map(person).collect();
    if !held.is_empty() {
        let records = Same::read(tenant)?.with(held);
        standing.extend(records.into_iter().map(On::Person));
    }
    Ok(Standing(standing))
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
