//! Asking people to look at a draft.

use std::collections::BTreeSet;

use super::who::{is_inside, standing};
use super::{Asked, Order, Proposal, Round, Stage, events, fingerprint, notices, rule, rules, store};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId};
use crate::mail::Post;
use crate::people;
use crate::policies::drafts;
use crate::policies::{Policy, PolicyError, store as policies};

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
    let opened = open(tenant, now, by, id, order)?;
    if let Some((policy, asked)) = &opened.fresh {
        notices::ask(tenant, now, post, policy, &opened.round, asked)?;
    }
    Ok(opened.round.id)
}

/// Asks the same people to approve many drafts: a round for each, and one mail for each person. All or none.
///
/// # Errors
/// As for one; the same question about a text that was asked before is left as it is.
pub fn ask_many(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: PersonId,
    orders: &[(PolicyId, Order)],
) -> Result<(), PolicyError> {
    let mut titles = Vec::new();
    let mut first = None;
    for (id, order) in orders {
        let opened = open(tenant, now, by, *id, order)?;
        if let Some((policy, _)) = opened.fresh {
            titles.push(format!("{} ({})", policy.title, policy.code));
            first = first.or(Some((opened.round, order)));
        }
    }
    match first {
        Some((round, order)) => notices::ask_many(tenant, now, post, &round, &order.people, &titles),
        None => Ok(()),
    }
}

/// A round, and what its mail needs when it wasn't asked before.
struct Opened {
    round: Round,
    fresh: Option<(Policy, Vec<Asked>)>,
}

fn open(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    order: &Order,
) -> Result<Opened, PolicyError> {
    policies::hold(tenant, id)?;
    let policy = policies::get(tenant, id)?.ok_or(PolicyError::NotFound)?;
    if policy.withdrawn_at.is_some() {
        return Err(PolicyError::Withdrawn);
    }
    let draft = drafts::get(tenant, id)?.ok_or(PolicyError::NoDraft)?;
    let text_sha256 = fingerprint(&policy, &draft);
    if let Some(round) = store::live(tenant, id)? {
        let same = round.asked_by == by && round.text_sha256 == text_sha256;
        return match same && is_repeated(tenant, &round, order)? {
            true => Ok(Opened { round, fresh: None }),
            false => Err(PolicyError::RoundOpen),
        };
    }
    if draft.stamp() != order.stamp {
        return Err(PolicyError::Changed);
    }
    if order.people.is_empty() && order.outside.is_empty() {
        return Err(PolicyError::NotFound);
    }
    if is_inside(tenant, &order.outside)? {
        return Err(PolicyError::Inside);
    }
    check_asked(tenant, now.day(), order.people.iter(), order.stage, &[by, draft.updated_by])?;
    let services = drafts::services(tenant, id)?;
    let round = Round {
        id: ApprovalRoundId::new(now),
        policy: id,
        stage: order.stage,
        stamp: draft.stamp(),
        text_sha256,
        terms: order.terms.clone().map(|terms| Proposal { services, ..terms }),
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
    Ok(Opened { round, fresh: Some((policy, asked)) })
}

/// Whether the form was sent twice: the same people are asked the same.
fn is_repeated(tenant: &mut Tenant<'_>, round: &Round, order: &Order) -> Result<bool, PolicyError> {
    let terms = round.terms.clone().map(|terms| Proposal { services: BTreeSet::new(), ..terms });
    let same = round.stage == order.stage && round.note == order.note && terms == order.terms;
    Ok(same && store::asked(tenant, round.id)? == places(order))
}

fn places(order: &Order) -> Vec<Asked> {
    let people = order.people.iter().map(|person| (Some(*person), None));
    let outside = order.outside.iter().map(|name| (None, Some(name.clone())));
    (1_i64..)
        .zip(people.chain(outside))
        .map(|(place, (person, outside))| Asked { place, person, outside })
        .collect()
}

/// Whether these people can be asked about a text of these authors.
pub(super) fn check_asked<'a>(
    tenant: &mut Tenant<'_>,
    today: Day,
    asked: impl Iterator<Item = &'a PersonId>,
    stage: Stage,
    authors: &[PersonId],
) -> Result<(), PolicyError> {
    let members = people::store::members(tenant)?;
    let held = people::covers::acting(tenant, today)?;
    let rule = rule(tenant)?;
    for person in asked {
        people::get(tenant, *person)?
            .filter(|person| person.is_present() && members.contains(&person.id))
            .ok_or(PolicyError::NotFound)?;
        let who = standing(&held, *person, authors);
        if stage == Stage::Approval && rules::may_approve(rule, who) == rules::MayApprove::No {
            return Err(PolicyError::OwnText);
        }
    }
    Ok(())
}
