//! Somebody who was asked cannot answer: another person is asked instead, or the round goes on without them.
//! What others have said stays.

use super::asking::check_asked;
use super::{Asked, Outcome, Round, Stage, events, notices, of, rules, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId};
use crate::mail::Post;
use crate::policies::{PolicyError, drafts, store as policies};

/// What becomes of somebody's place in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// Another person is asked.
    Person(PersonId),
    /// Nobody, and why.
    Nobody(String),
}

/// Asks somebody else instead of one who has not answered, or takes them off the round. The round may be
/// complete by that.
///
/// # Errors
/// No such place, answered already, over, nobody would be left, or the other person cannot be asked.
pub fn change_place(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (policy, id): (PolicyId, ApprovalRoundId),
    place: i64,
    instead: &Instead,
) -> Result<Round, PolicyError> {
    store::hold(tenant, id)?;
    let round = of(tenant, policy, id)?;
    let asked = store::asked(tenant, id)?;
    let said = store::decisions(tenant, id)?;
    if !round.is_open() || said.iter().any(|said| said.place == place) {
        return Err(PolicyError::RoundOver);
    }
    let before = asked.iter().find(|ask| ask.place == place).ok_or(PolicyError::NotFound)?.clone();
    match instead {
        Instead::Person(person) => replace(tenant, now, post, &round, (&asked, &before), *person)?,
        Instead::Nobody(reason) => take_off(tenant, now, post, &round, (&asked, &before), reason)?,
    }
    of(tenant, policy, id)
}

fn replace(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    round: &Round,
    (asked, before): (&[Asked], &Asked),
    person: PersonId,
) -> Result<(), PolicyError> {
    if asked.iter().any(|ask| ask.person == Some(person)) {
        return Err(PolicyError::AskedAlready);
    }
    let policy = policies::get(tenant, round.policy)?.ok_or(PolicyError::NotFound)?;
    let draft = drafts::get(tenant, round.policy)?.ok_or(PolicyError::NoDraft)?;
    check_asked(tenant, now.day(), [person].iter(), round.stage, &[round.asked_by, draft.updated_by])?;
    let after = Asked { place: before.place, person: Some(person), outside: None };
    store::set_asked(tenant, round.id, &after)?;
    notices::forget_one(tenant, round.id, before)?;
    audit::record(
        tenant,
        now,
        &events::ApprovalPlaceChanged { round, before, after: Some(person), reason: "" },
    )?;
    notices::ask(tenant, now, post, &policy, round, &[after])
}

fn take_off(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    round: &Round,
    (asked, before): (&[Asked], &Asked),
    reason: &str,
) -> Result<(), PolicyError> {
    let rest: Vec<&Asked> = asked.iter().filter(|ask| ask.place != before.place).collect();
    if rest.is_empty() {
        return Err(PolicyError::NobodyLeft);
    }
    store::delete_asked(tenant, round.id, before.place)?;
    notices::forget_one(tenant, round.id, before)?;
    audit::record(tenant, now, &events::ApprovalPlaceChanged { round, before, after: None, reason })?;
    let decisions = store::decisions(tenant, round.id)?;
    let of_place =
        |ask: &&Asked| decisions.iter().find(|said| said.place == ask.place).map(|one| one.outcome);
    let answers: Vec<Option<Outcome>> = rest.iter().map(of_place).collect();
    let came = rules::outcome(round.stage == Stage::Approval, &answers);
    let (Some(outcome), Some(last)) = (came, decisions.last()) else { return Ok(()) };
    let policy = policies::get(tenant, round.policy)?.ok_or(PolicyError::NotFound)?;
    super::deciding::conclude(tenant, now, post, (&policy, round), outcome, last)
}
