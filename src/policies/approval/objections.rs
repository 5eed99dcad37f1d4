//! What stands against publishing a text: somebody asked for changes and has not agreed to this text since,
//! or people are still being asked.
//!
//! Who asked for changes to a text is never named as having approved it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Decision, Outcome, Round, events, fingerprint, rule, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::people;
use crate::policies::drafts::Draft;
use crate::policies::versions::publishing::Consent;
use crate::policies::versions::store::{self as versions, Newest};
use crate::policies::versions::{ChangeKind, Version};
use crate::policies::{Policy, PolicyError};

/// Somebody asked for changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// In which round.
    pub round: ApprovalRoundId,
    /// Who, when they belong to the organisation.
    pub person: Option<PersonId>,
    /// Their name; of somebody outside with their role.
    pub name: String,
    /// What they asked for.
    pub comment: String,
    /// When.
    pub at: Moment,
    /// The text has changed since.
    pub is_earlier: bool,
}

impl Objection {
    /// Whether this person, or somebody of this name, asked for the changes.
    #[must_use]
    pub fn is_by(&self, person: Option<PersonId>, name: &str) -> bool {
        let same = person.is_some() && person == self.person;
        same || plain(&self.name) == plain(name)
    }
}

/// A name without its role, in small letters.
fn plain(name: &str) -> String {
    let name = name.split(',').next().unwrap_or_default();
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The texts as they are now, with who asked for changes: to this text, or last of all to an earlier text
/// of the same draft. By policy, in the order of asking.
///
/// # Errors
/// The database is away.
pub fn objections(
    tenant: &mut Tenant<'_>,
    drafts: &[(&Policy, &Draft)],
) -> Result<BTreeMap<PolicyId, Vec<Objection>>, Error> {
    let policies: Vec<PolicyId> = drafts.iter().map(|(policy, _)| policy.id).collect();
    let rounds = store::of_policies(tenant, &policies)?;
    if rounds.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<ApprovalRoundId> = rounds.iter().map(|round| round.id).collect();
    let asked = store::asked_of(tenant, &ids)?;
    let decisions = store::decisions_of(tenant, &ids)?;
    let names = people::present_names(tenant)?;
    let published = versions::newest(tenant, &policies)?;
    let known = Known { rounds, asked, decisions, names, published };
    let of = |(policy, draft): &(&Policy, &Draft)| (policy.id, known.against(policy, draft));
    Ok(drafts.iter().map(of).filter(|(_, against)| !against.is_empty()).collect())
}

struct Known {
    rounds: Vec<Round>,
    asked: BTreeMap<ApprovalRoundId, Vec<Asked>>,
    decisions: Vec<Decision>,
    names: BTreeMap<PersonId, String>,
    published: BTreeMap<PolicyId, Newest>,
}

impl Known {
    fn against(&self, policy: &Policy, draft: &Draft) -> Vec<Objection> {
        let text = fingerprint(policy, draft);
        let newest = self.rounds.iter().find(|round| round.policy == policy.id);
        // A round about the version before says nothing of this draft.
        let published = self.published.get(&policy.id).map(|newest| newest.published_at);
        let newest = newest.filter(|round| published.is_none_or(|at| round.asked_at > at));
        let mut last: Vec<(Objection, Outcome)> = Vec::new();
        for said in &self.decisions {
            let Some(round) = self.rounds.iter().find(|round| round.id == said.round) else { continue };
            let same = said.text_sha256 == text;
            let earlier = newest.is_some_and(|newest| newest.id == round.id);
            if round.policy != policy.id || !(same || earlier) {
                continue;
            }
            let one = self.objection(said, !same);
            last.retain(|(before, _)| !before.is_by(one.person, &one.name));
            last.push((one, said.outcome));
        }
        last.into_iter().filter(|(_, outcome)| *outcome == Outcome::SentBack).map(|(one, _)| one).collect()
    }

    fn objection(&self, said: &Decision, is_earlier: bool) -> Objection {
        let asked = self.asked.get(&said.round).into_iter().flatten().find(|ask| ask.place == said.place);
        let person = asked.and_then(|ask| ask.person);
        let inside = person.and_then(|person| self.names.get(&person).cloned());
        Objection {
            round: said.round,
            person,
            name: inside.or_else(|| asked.and_then(|ask| ask.outside.clone())).unwrap_or_default(),
            comment: said.comment.clone(),
            at: said.at,
            is_earlier,
        }
    }
}

/// Whether a version may be published now: everybody approved this text, or the rule asks for no approval
/// and nothing stands against it that the author didn't go past with a reason.
/// What was in force before it was entered here was approved elsewhere.
///
/// # Errors
/// Approval is missing, it was refused by who is named, or nobody said why a round is passed over.
pub(in crate::policies) fn check(
    tenant: &mut Tenant<'_>,
    now: Moment,
    (policy, draft, services): (&Policy, &Draft, &BTreeSet<ServiceId>),
    version: &Version,
    consent: &Consent,
) -> Result<(), PolicyError> {
    let live = store::live(tenant, policy.id)?;
    let adopted = version.change_kind == ChangeKind::Adopted;
    let text = fingerprint(policy, draft);
    if live.as_ref().is_some_and(|round| {
        round.is_approved() && round.text_sha256 == text && round.beyond(services).is_empty()
    }) {
        return Ok(());
    }
    if !adopted && rule(tenant)?.asks() {
        return Err(PolicyError::NeedsApproval);
    }
    let mut against = objections(tenant, &[(policy, draft)])?.remove(&policy.id).unwrap_or_default();
    against.retain(|one| !one.is_earlier);
    if !adopted && against.iter().any(|one| one.is_by(consent.person, &version.approver_name)) {
        return Err(PolicyError::Refused);
    }
    let round = live.map(|round| round.id).or_else(|| against.last().map(|one| one.round));
    let Some(round) = round else { return Ok(()) };
    let reason = consent.past.as_deref().ok_or(PolicyError::RoundStands)?;
    let against: Vec<&str> = against.iter().map(|one| one.name.as_str()).collect();
    let (policy, version) = (policy.id, version.id);
    audit::record(tenant, now, &events::RoundPassed { policy, version, round, reason, against: &against })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_are_compared_without_role_and_case() {
        for (one, other, same) in [
            ("Dr A. Bevan, Trustee", "dr a.  bevan", true),
            ("Mair Rheolwr", "mair rheolwr, Manager", true),
            ("Mair Rheolwr", "Gwen Cyfrifol", false),
        ] {
            assert_eq!(plain(one) == plain(other), same, "{one} / {other}");
        }
    }
}
