//! Asking again: everybody who has a policy reads its new version, or the new issue of its text.

use std::collections::BTreeSet;

use super::requests::{Candidate, Order, Plan, end, offer, send_plan};
use super::{AcknowledgementError, Assignment, EndedBecause, store};
use crate::access::member::Reach;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{PolicyId, RenditionId, RequestId, ServiceId};
use crate::db::{Error, Tenant};
use crate::mail::Post;

/// Whom to ask again, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// The policy.
    pub policy: PolicyId,
    /// The services whose text is to be read again.
    pub services: BTreeSet<ServiceId>,
    /// The last day.
    pub due_on: Day,
    /// A note to staff.
    pub note: String,
}

/// Who has a policy, of those who work at some services where it is in force: they signed a version of it
/// or were asked to.
fn holders(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
    services: &BTreeSet<ServiceId>,
) -> Result<Plan, AcknowledgementError> {
    let mut offer = offer(tenant, policy, &Reach::Everywhere)?;
    let had = store::had_policy(tenant, policy)?;
    let here = |candidate: Candidate| {
        let services: BTreeSet<ServiceId> = &candidate.services & services;
        Candidate { services, ..candidate }
    };
    let candidates = std::mem::take(&mut offer.candidates).into_iter().map(here);
    let kept = candidates.filter(|one| !one.services.is_empty() && had.contains(&one.person.id));
    let (by_mail, unreachable) = kept.partition(|candidate| candidate.person.email.is_some());
    Ok(Plan { by_mail, unreachable, asked_before: 0, elsewhere: 0, offer })
}

/// How many people [`ask_again`] would ask.
///
/// # Errors
/// The database is away.
pub fn count_holders(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
    services: &BTreeSet<ServiceId>,
) -> Result<usize, AcknowledgementError> {
    match holders(tenant, policy, services) {
        Ok(plan) => Ok(plan.by_mail.len().saturating_add(plan.unreachable.len())),
        Err(AcknowledgementError::NotInForce) => Ok(0),
        Err(other) => Err(other),
    }
}

/// Asks everybody who has the policy to read and sign the text that is in force now. What they still had
/// to sign of it ends. Nothing when nobody has it.
///
/// # Errors
/// Not in force, or a mail can't be written.
pub fn ask_again(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    again: &Again,
) -> Result<Option<RequestId>, AcknowledgementError> {
    let plan = holders(tenant, again.policy, &again.services)?;
    let mut people = BTreeSet::new();
    people.extend(plan.by_mail.iter().chain(&plan.unreachable).map(|candidate| candidate.person.id));
    if people.is_empty() {
        return Ok(None);
    }
    let open = store::open_of_policy(tenant, again.policy)?;
    let open: Vec<&Assignment> = open
        .iter()
        .filter(|duty| people.contains(&duty.person) && again.services.contains(&duty.service))
        .collect();
    for duty in &open {
        end(tenant, now, duty, EndedBecause::Superseded)?;
    }
    if !open.is_empty() {
        let ended =
            super::events::AssignmentsEnded::of_policy(again.policy, EndedBecause::Superseded, open.len());
        audit::record(tenant, now, &ended)?;
    }
    let order = Order {
        policy: again.policy,
        groups: BTreeSet::new(),
        people,
        due_on: again.due_on,
        note: again.note.clone(),
    };
    send_plan(tenant, now, post, &plan, &order).map(Some)
}

/// A text was issued again with the same duty text: what is still to be signed is signed on the new issue.
///
/// # Errors
/// The database is away.
pub fn follow_reissue(
    tenant: &mut Tenant<'_>,
    before: RenditionId,
    after: RenditionId,
) -> Result<usize, Error> {
    store::move_open(tenant, before, after)
}
