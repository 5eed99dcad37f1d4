//! Rounds, who was asked, and what they said. Decisions are append-only.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{Asked, Decision, Outcome, Round, Stage};
use crate::clock::{Day, Moment};
use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId, VersionId};
use crate::db::schema::{approval_asks, approval_decisions, approval_rounds};
use crate::db::{Error, Tenant};

#[derive(Queryable)]
struct Row {
    id: ApprovalRoundId,
    policy: PolicyId,
    stage: Stage,
    stamp: String,
    text_sha256: Vec<u8>,
    terms: String,
    note: String,
    asked_by: PersonId,
    asked_at: Moment,
    ended_at: Option<Moment>,
    outcome: Option<Outcome>,
    version: Option<VersionId>,
}

impl From<Row> for Round {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            policy: row.policy,
            stage: row.stage,
            stamp: row.stamp,
            text_sha256: row.text_sha256,
            terms: serde_json::from_str(&row.terms).ok(),
            note: row.note,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            ended_at: row.ended_at,
            outcome: row.outcome,
            version: row.version,
        }
    }
}

/// Rounds with all that is known of them, newest first.
macro_rules! rounds {
    ($tenant:expr) => {
        $tenant
            .all(approval_rounds::table)
            .order((approval_rounds::asked_at.desc(), approval_rounds::id.desc()))
            .select((
                approval_rounds::id,
                approval_rounds::policy_id,
                approval_rounds::stage,
                approval_rounds::stamp,
                approval_rounds::text_sha256,
                approval_rounds::terms,
                approval_rounds::note,
                approval_rounds::asked_by,
                approval_rounds::asked_at,
                approval_rounds::ended_at,
                approval_rounds::outcome,
                approval_rounds::version_id,
            ))
    };
}

/// One round.
///
/// # Errors
/// The database is away.
pub fn round(tenant: &mut Tenant<'_>, id: ApprovalRoundId) -> Result<Option<Round>, Error> {
    let row: Option<Row> =
        rounds!(tenant).filter(approval_rounds::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(Round::from))
}

/// The round of a policy that goes on, or whose approval waits to be published.
///
/// # Errors
/// The database is away.
pub fn live(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Option<Round>, Error> {
    let row: Option<Row> = rounds!(tenant)
        .filter(approval_rounds::policy_id.eq(policy).and(approval_rounds::ended_at.is_null()))
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(Round::from))
}

/// The rounds of a policy, newest first.
///
/// # Errors
/// The database is away.
pub fn of_policy(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<Round>, Error> {
    of_policies(tenant, &[policy])
}

/// The rounds that wait for one person's answer, oldest first.
///
/// # Errors
/// The database is away.
pub fn waiting_for(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Round>, Error> {
    let asked = approval_asks::organisation_id
        .eq(approval_rounds::organisation_id)
        .and(approval_asks::round_id.eq(approval_rounds::id));
    let answered = approval_decisions::organisation_id
        .eq(approval_asks::organisation_id)
        .and(approval_decisions::round_id.eq(approval_asks::round_id))
        .and(approval_decisions::place.eq(approval_asks::place));
    let ids: Vec<ApprovalRoundId> = tenant
        .all(approval_rounds::table)
        .inner_join(approval_asks::table.on(asked))
        .left_join(approval_decisions::table.on(answered))
        .filter(approval_rounds::ended_at.is_null().and(approval_rounds::outcome.is_null()))
        .filter(approval_asks::person_id.eq(person))
        .filter(approval_decisions::id.nullable().is_null())
        .order((approval_rounds::asked_at, approval_rounds::id))
        .select(approval_rounds::id)
        .load(tenant.connection())?;
    let rows: Vec<Row> = rounds!(tenant).filter(approval_rounds::id.eq_any(ids)).load(tenant.connection())?;
    Ok(rows.into_iter().rev().map(Round::from).collect())
}

/// Who was asked, in the order of asking.
///
/// # Errors
/// The database is away.
pub fn asked(tenant: &mut Tenant<'_>, round: ApprovalRoundId) -> Result<Vec<Asked>, Error> {
    Ok(asked_of(tenant, &[round])?.remove(&round).unwrap_or_default())
}

/// Who was asked in each of these rounds, in the order of asking.
///
/// # Errors
/// The database is away.
pub fn asked_of(
    tenant: &mut Tenant<'_>,
    rounds: &[ApprovalRoundId],
) -> Result<BTreeMap<ApprovalRoundId, Vec<Asked>>, Error> {
    let rows: Vec<(ApprovalRoundId, i64, Option<PersonId>, Option<String>)> = tenant
        .all(approval_asks::table)
        .filter(approval_asks::round_id.eq_any(rounds))
        .order(approval_asks::place)
        .select((
            approval_asks::round_id,
            approval_asks::place,
            approval_asks::person_id,
            approval_asks::outside_name,
        ))
        .load(tenant.connection())?;
    let mut found: BTreeMap<ApprovalRoundId, Vec<Asked>> = BTreeMap::new();
    for (round, place, person, outside) in rows {
        found.entry(round).or_default().push(Asked { place, person, outside });
    }
    Ok(found)
}

/// What was said, in the order of saying.
///
/// # Errors
/// The database is away.
pub fn decisions(tenant: &mut Tenant<'_>, round: ApprovalRoundId) -> Result<Vec<Decision>, Error> {
    decisions_of(tenant, &[round])
}

/// What was said in these rounds, in the order of saying.
///
/// # Errors
/// The database is away.
pub fn decisions_of(tenant: &mut Tenant<'_>, rounds: &[ApprovalRoundId]) -> Result<Vec<Decision>, Error> {
    let rows = tenant
        .all(approval_decisions::table)
        .filter(approval_decisions::round_id.eq_any(rounds))
        .order((approval_decisions::at, approval_decisions::id))
        .select((
            approval_decisions::id,
            approval_decisions::round_id,
            approval_decisions::place,
            approval_decisions::outcome,
            approval_decisions::comment,
            approval_decisions::given_on,
            approval_decisions::text_sha256,
            approval_decisions::at,
            approval_decisions::by_id,
        ))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Every round that goes on, or whose approval waits to be published.
///
/// # Errors
/// The database is away.
pub fn all_live(tenant: &mut Tenant<'_>) -> Result<Vec<Round>, Error> {
    let rows: Vec<Row> =
        rounds!(tenant).filter(approval_rounds::ended_at.is_null()).load(tenant.connection())?;
    Ok(rows.into_iter().map(Round::from).collect())
}

/// The rounds of these policies, newest first.
///
/// # Errors
/// The database is away.
pub fn of_policies(tenant: &mut Tenant<'_>, policies: &[PolicyId]) -> Result<Vec<Round>, Error> {
    let rows: Vec<Row> =
        rounds!(tenant).filter(approval_rounds::policy_id.eq_any(policies)).load(tenant.connection())?;
    Ok(rows.into_iter().map(Round::from).collect())
}

/// Takes the round for this transaction, so that two who decide at once come one after the other.
pub(super) fn hold(tenant: &mut Tenant<'_>, id: ApprovalRoundId) -> Result<(), Error> {
    diesel::update(tenant.all(approval_rounds::table).filter(approval_rounds::id.eq(id)))
        .set(approval_rounds::asked_at.eq(approval_rounds::asked_at))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, round: &Round, asked: &[Asked]) -> Result<(), Error> {
    diesel::insert_into(approval_rounds::table)
        .values((
            approval_rounds::organisation_id.eq(tenant.organisation()),
            approval_rounds::id.eq(round.id),
            approval_rounds::policy_id.eq(round.policy),
            approval_rounds::stage.eq(round.stage),
            approval_rounds::stamp.eq(&round.stamp),
            approval_rounds::text_sha256.eq(&round.text_sha256),
            approval_rounds::terms.eq(serde_json::to_string(&round.terms).unwrap_or_default()),
            approval_rounds::note.eq(&round.note),
            approval_rounds::asked_by.eq(round.asked_by),
            approval_rounds::asked_at.eq(round.asked_at),
        ))
        .execute(tenant.connection())?;
    for ask in asked {
        diesel::insert_into(approval_asks::table)
            .values((
                approval_asks::organisation_id.eq(tenant.organisation()),
                approval_asks::round_id.eq(round.id),
                approval_asks::place.eq(ask.place),
                approval_asks::person_id.eq(ask.person),
                approval_asks::outside_name.eq(&ask.outside),
            ))
            .execute(tenant.connection())?;
    }
    Ok(())
}

/// Puts somebody else in a place of a round.
pub(super) fn set_asked(tenant: &mut Tenant<'_>, round: ApprovalRoundId, ask: &Asked) -> Result<(), Error> {
    let row = tenant.all(approval_asks::table).filter(approval_asks::round_id.eq(round));
    diesel::update(row.filter(approval_asks::place.eq(ask.place)))
        .set((approval_asks::person_id.eq(ask.person), approval_asks::outside_name.eq(&ask.outside)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Takes a place off a round; the log keeps who had it.
pub(super) fn delete_asked(tenant: &mut Tenant<'_>, round: ApprovalRoundId, place: i64) -> Result<(), Error> {
    let row = tenant.all(approval_asks::table).filter(approval_asks::round_id.eq(round));
    diesel::delete(row.filter(approval_asks::place.eq(place))).execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert_decision(tenant: &mut Tenant<'_>, decision: &Decision) -> Result<(), Error> {
    diesel::insert_into(approval_decisions::table)
        .values((
            approval_decisions::organisation_id.eq(tenant.organisation()),
            approval_decisions::id.eq(decision.id),
            approval_decisions::round_id.eq(decision.round),
            approval_decisions::place.eq(decision.place),
            approval_decisions::outcome.eq(decision.outcome),
            approval_decisions::comment.eq(&decision.comment),
            approval_decisions::given_on.eq(decision.given_on),
            approval_decisions::text_sha256.eq(&decision.text_sha256),
            approval_decisions::at.eq(decision.at),
            approval_decisions::by_id.eq(decision.by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Ends a round; false when it ended before. An approval that waits to be published has its outcome, but
/// no end yet.
pub(super) fn set_outcome(
    tenant: &mut Tenant<'_>,
    id: ApprovalRoundId,
    outcome: Outcome,
    ended_at: Option<Moment>,
) -> Result<bool, Error> {
    let row = tenant
        .all(approval_rounds::table)
        .filter(approval_rounds::id.eq(id).and(approval_rounds::ended_at.is_null()));
    let changed = diesel::update(row)
        .set((approval_rounds::outcome.eq(Some(outcome)), approval_rounds::ended_at.eq(ended_at)))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

pub(super) fn set_version(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ApprovalRoundId,
    version: VersionId,
) -> Result<bool, Error> {
    let row = tenant
        .all(approval_rounds::table)
        .filter(approval_rounds::id.eq(id).and(approval_rounds::ended_at.is_null()))
        .filter(approval_rounds::outcome.eq(Some(Outcome::Approved)));
    let changed = diesel::update(row)
        .set((approval_rounds::version_id.eq(Some(version)), approval_rounds::ended_at.eq(Some(now))))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// The day of a decision that somebody outside gave, or of the press of the button.
pub(super) fn day_of(decision: &Decision) -> Day {
    decision.given_on.unwrap_or_else(|| decision.at.day())
}
