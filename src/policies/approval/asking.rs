//! Asking people to look at a draft.

use super::who::standing;
use super::{Asked, Order, Round, Stage, events, fingerprint, notices, rule, rules, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId};
use crate::mail::Post;
use crate::people;
use crate::policies::drafts::{self, Draft};
use crate::policies::{PolicyError, store as policies};

/// Asks people to look at a draft. The same question pressed twice is asked once.
///
/// # Errors
/// Withdrawn, no draft, changed meanwhile, another round goes on, or one of those asked can't be.
pub fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: PersonId,
    id: PolicyId,
    order: &Order,
) -> Result<ApprovalRoundId, PolicyError> {
    policies::hold(tenant, id)?;
    let policy = policies::get(tenant, id)?.ok_or(PolicyError::NotFound)?;
    if policy.withdrawn_at.is_some() {
        return Err(PolicyError::Withdrawn);
    }
    let draft = drafts::get(tenant, id)?.ok_or(PolicyError::NoDraft)?;
    let text_sha256 = fingerprint(&policy, &draft);
    if let Some(round) = store::live(tenant, id)? {
        let same = round.asked_by == by && round.stage == order.stage && round.text_sha256 == text_sha256;
        return if same { Ok(round.id) } else { Err(PolicyError::RoundOpen) };
    }
    if draft.stamp() != order.stamp {
        return Err(PolicyError::Changed);
    }
    check_asked(tenant, order, by, &draft)?;
    let round = Round {
        id: ApprovalRoundId::new(now),
        policy: id,
        stage: order.stage,
        stamp: draft.stamp(),
        text_sha256,
        terms: order.terms.clone(),
        note: order.note.clone(),
        asked_by: by,
        asked_at: now,
        ended_at: None,
        outcome: None,
        version: None,
    };
    let asked = places(order);
    store::insert(tenant, &round, &asked)?;
    audit::record(tenant, now, &events::ApprovalAsked { round: &round, asked: &asked })?;
    notices::ask(tenant, now, post, &policy, &round, &asked)?;
    Ok(round.id)
}

fn places(order: &Order) -> Vec<Asked> {
    let people = order.people.iter().map(|person| (Some(*person), None));
    let outside = order.outside.iter().map(|name| (None, Some(name.clone())));
    (1_i64..)
        .zip(people.chain(outside))
        .map(|(place, (person, outside))| Asked { place, person, outside })
        .collect()
}

fn check_asked(
    tenant: &mut Tenant<'_>,
    order: &Order,
    by: PersonId,
    draft: &Draft,
) -> Result<(), PolicyError> {
    if order.people.is_empty() && order.outside.is_empty() {
        return Err(PolicyError::NotFound);
    }
    let members = people::store::members(tenant)?;
    let held = people::store::all_grants(tenant)?;
    let rule = rule(tenant)?;
    for person in &order.people {
        people::get(tenant, *person)?
            .filter(|person| person.is_present() && members.contains(&person.id))
            .ok_or(PolicyError::NotFound)?;
        let who = standing(&held, *person, &[by, draft.updated_by]);
        if order.stage == Stage::Approval && rules::may_approve(rule, who) == rules::MayApprove::No {
            return Err(PolicyError::OwnText);
        }
    }
    Ok(())
}
