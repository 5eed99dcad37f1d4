//! What approved rounds let be published, with the names and the day of their approval.

use std::collections::BTreeMap;

use super::{Asked, Decision, Round, store};
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId};
use crate::people;
use crate::policies::PolicyError;
use crate::policies::drafts;
use crate::policies::versions::publishing::Terms;

/// What an approved round lets be published, with the names and the day of its approval.
///
/// # Errors
/// Not approved.
pub fn terms(tenant: &mut Tenant<'_>, today: Day, round: &Round) -> Result<Terms, PolicyError> {
    let draft = drafts::get(tenant, round.policy)?.ok_or(PolicyError::NoDraft)?;
    let authors = BTreeMap::from([(round.policy, draft.updated_by)]);
    let found = all_terms(tenant, today, std::slice::from_ref(round), &authors)?;
    found.into_values().next().ok_or(PolicyError::NeedsApproval)
}

/// The same for every approved round among these, by policy. `authors` are those of the drafts.
///
/// # Errors
/// The database is away.
pub fn all_terms(
    tenant: &mut Tenant<'_>,
    today: Day,
    rounds: &[Round],
    authors: &BTreeMap<PolicyId, PersonId>,
) -> Result<BTreeMap<PolicyId, Terms>, PolicyError> {
    let approved: Vec<&Round> = rounds.iter().filter(|round| round.is_approved()).collect();
    if approved.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<ApprovalRoundId> = approved.iter().map(|round| round.id).collect();
    let asked = store::asked_of(tenant, &ids)?;
    let decisions = store::decisions_of(tenant, &ids)?;
    let names = people::present_names(tenant)?;
    let of_round = |round: &&Round| {
        let asked = asked.get(&round.id).map(Vec::as_slice).unwrap_or_default();
        let said: Vec<&Decision> = decisions.iter().filter(|said| said.round == round.id).collect();
        let author = authors.get(&round.policy).copied();
        Some((round.policy, of_round(today, round, asked, &said, &names, author)?))
    };
    Ok(approved.iter().filter_map(of_round).collect())
}

fn of_round(
    today: Day,
    round: &Round,
    asked: &[Asked],
    decisions: &[&Decision],
    names: &BTreeMap<PersonId, String>,
    author: Option<PersonId>,
) -> Option<Terms> {
    let proposal = round.terms.clone()?;
    let mut approvers = Vec::new();
    let mut reason = None;
    for ask in asked {
        let name = ask.person.and_then(|person| names.get(&person).cloned()).or_else(|| ask.outside.clone());
        approvers.extend(name);
        let said = decisions.iter().find(|decision| decision.place == ask.place);
        if ask.person.is_some_and(|person| person == round.asked_by || Some(person) == author) {
            reason = said.map(|said| said.comment.clone()).filter(|words| !words.is_empty()).or(reason);
        }
    }
    Some(Terms {
        label: proposal.label,
        reviewed_on: proposal.reviewed_on,
        effective_on: proposal.effective_on.max(today),
        effective_known: true,
        next_review_on: proposal.next_review_on,
        change_note: proposal.change_note,
        approver_name: approvers.join(", "),
        change_kind: proposal.change_kind,
        approved_on: decisions.iter().map(|said| store::day_of(said)).max(),
        approval_reason: reason,
    })
}
