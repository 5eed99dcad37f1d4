//! Answers to a round: from people of the organisation, and as recorded for somebody outside.

use super::rules::{self, MayApprove};
use super::who::{is_inside, needs_to_record, standing};
use super::{Asked, Decision, Outcome, Round, Stage, events, notices, of, rule, store};
use crate::access::two_people::{Needs, Reason};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{ApprovalDecisionId, ApprovalRoundId, PersonId, PolicyId};
use crate::mail::Post;
use crate::people;
use crate::policies::{Policy, PolicyError, drafts, store as policies};

/// What somebody answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Approved or agreed, and not sent back.
    pub yes: bool,
    /// A comment; needed to send back, and for an own text.
    pub comment: String,
    /// The hash of what they looked at.
    pub seen: String,
}

/// The answer of somebody outside, as a manager records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideAnswer {
    /// The place in the round.
    pub place: i64,
    /// Approved, and not sent back.
    pub yes: bool,
    /// When they gave it.
    pub given_on: Day,
    /// How they gave it: a letter, minutes, an e-mail.
    pub how: String,
}

/// Whether one who was asked may approve, by the rule of the organisation.
///
/// # Errors
/// The database is away.
pub fn standing_of(
    tenant: &mut Tenant<'_>,
    today: Day,
    round: &Round,
    person: PersonId,
) -> Result<MayApprove, PolicyError> {
    if round.stage == Stage::Review {
        return Ok(MayApprove::Yes);
    }
    let author = drafts::get(tenant, round.policy)?.map_or(round.asked_by, |draft| draft.updated_by);
    let held = people::covers::acting(tenant, today)?;
    let who = standing(&held, person, &[round.asked_by, author]);
    Ok(rules::may_approve(rule(tenant)?, who))
}

/// Takes an answer. A second press gives the same result.
///
/// # Errors
/// Not asked, over, the text changed, or it is their own text.
pub fn decide(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    person: PersonId,
    (policy, id): (PolicyId, ApprovalRoundId),
    answer: &Answer,
) -> Result<Round, PolicyError> {
    store::hold(tenant, id)?;
    let round = of(tenant, policy, id)?;
    let asked = store::asked(tenant, id)?;
    let ask = asked.iter().find(|ask| ask.person == Some(person)).ok_or(PolicyError::NotFound)?;
    if answered(tenant, &round, ask)? {
        return Ok(round);
    }
    let policy = still_asked(tenant, &round, &answer.seen)?;
    let may = standing_of(tenant, now.day(), &round, person)?;
    if answer.yes && may == MayApprove::No {
        return Err(PolicyError::OwnText);
    }
    let says_why = match may {
        MayApprove::WithReason if answer.yes => Reason::of(&answer.comment).is_some(),
        _ => answer.yes || !answer.comment.is_empty(),
    };
    if !says_why {
        return Err(PolicyError::NeedsReason);
    }
    let decision = Decision {
        id: ApprovalDecisionId::new(now),
        round: id,
        place: ask.place,
        outcome: said(round.stage, answer.yes),
        comment: answer.comment.clone(),
        given_on: None,
        text_sha256: round.text_sha256.clone(),
        at: now,
        by: person,
    };
    take(tenant, now, post, &policy, &round, &asked, &decision)
}

/// Records what somebody outside answered.
///
/// # Errors
/// No such person in the round, over, the text changed, they are on the staff list, or it is the own text of whoever
/// records it while somebody else could.
pub fn record_outside(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: PersonId,
    (policy, id): (PolicyId, ApprovalRoundId),
    answer: &OutsideAnswer,
) -> Result<Round, PolicyError> {
    store::hold(tenant, id)?;
    let round = of(tenant, policy, id)?;
    let asked = store::asked(tenant, id)?;
    let ask = asked.iter().find(|ask| ask.place == answer.place && ask.outside.is_some());
    let ask = ask.ok_or(PolicyError::NotFound)?;
    if answered(tenant, &round, ask)? {
        return Ok(round);
    }
    let policy = still_asked(tenant, &round, &super::shown(&round.text_sha256))?;
    if is_inside(tenant, ask.outside.as_slice())? {
        return Err(PolicyError::Inside);
    }
    let author = drafts::get(tenant, policy.id)?.map_or(round.asked_by, |draft| draft.updated_by);
    let needs = needs_to_record(tenant, now.day(), by, (&round, author))?;
    if answer.yes && needs == Needs::SomebodyElse {
        return Err(PolicyError::OwnRecord);
    }
    let decision = Decision {
        id: ApprovalDecisionId::new(now),
        round: id,
        place: ask.place,
        outcome: said(round.stage, answer.yes),
        comment: answer.how.clone(),
        given_on: Some(answer.given_on),
        text_sha256: round.text_sha256.clone(),
        at: now,
        by,
    };
    take(tenant, now, post, &policy, &round, &asked, &decision)
}

const fn said(stage: Stage, yes: bool) -> Outcome {
    match (stage, yes) {
        (_, false) => Outcome::SentBack,
        (Stage::Review, true) => Outcome::Agreed,
        (Stage::Approval, true) => Outcome::Approved,
    }
}

fn answered(tenant: &mut Tenant<'_>, round: &Round, ask: &Asked) -> Result<bool, PolicyError> {
    Ok(store::decisions(tenant, round.id)?.iter().any(|decision| decision.place == ask.place))
}

/// The policy, while the round still waits for answers about this text.
fn still_asked(tenant: &mut Tenant<'_>, round: &Round, seen: &str) -> Result<Policy, PolicyError> {
    let policy = policies::get(tenant, round.policy)?.ok_or(PolicyError::NotFound)?;
    if policy.withdrawn_at.is_some() {
        return Err(PolicyError::Withdrawn);
    }
    if !round.is_open() {
        return Err(PolicyError::RoundOver);
    }
    let draft = drafts::get(tenant, round.policy)?.ok_or(PolicyError::NoDraft)?;
    let same = super::fingerprint(&policy, &draft) == round.text_sha256
        && round.beyond(&drafts::services(tenant, round.policy)?).is_empty();
    if same && seen == super::shown(&round.text_sha256) { Ok(policy) } else { Err(PolicyError::Changed) }
}

fn take(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    policy: &Policy,
    round: &Round,
    asked: &[Asked],
    decision: &Decision,
) -> Result<Round, PolicyError> {
    store::insert_decision(tenant, decision)?;
    audit::record(tenant, now, &events::ApprovalAnswered { round, decision })?;
    let decisions = store::decisions(tenant, round.id)?;
    let of_place = |ask: &Asked| decisions.iter().find(|one| one.place == ask.place).map(|one| one.outcome);
    let answers: Vec<Option<Outcome>> = asked.iter().map(of_place).collect();
    if let Some(outcome) = rules::outcome(round.stage == Stage::Approval, &answers) {
        conclude(tenant, now, post, (policy, round), outcome, decision)?;
    }
    of(tenant, round.policy, round.id)
}

/// A round came to its outcome with the last answer.
pub(super) fn conclude(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (policy, round): (&Policy, &Round),
    outcome: Outcome,
    last: &Decision,
) -> Result<(), PolicyError> {
    // An approval ends when its version is published.
    let ended_at = (outcome != Outcome::Approved).then_some(now);
    store::set_outcome(tenant, round.id, outcome, ended_at)?;
    notices::forget(tenant, round.id)?;
    notices::answered(tenant, now, post, policy, round, outcome, last)
}
