//! Asking: who can be asked, the plan, sending, taking back, and what ends when a policy or a person goes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AcknowledgementError, Assignment, EndedBecause, Request, StoppedBecause, events, links, notices,
    occasion, store,
};
use crate::access::member::Reach;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, RequestId, ServiceId, VersionId};
use crate::db::{Error, Tenant};
use crate::mail::{self, Post};
use crate::organisations::{self, Service};
use crate::people::{self, Person, WorkerType};
use crate::policies::{self, Policy, Rendition, Version};

/// Somebody who can be asked.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Who.
    pub person: Person,
    /// Where they work, of the services where the policy is in force.
    pub services: BTreeSet<ServiceId>,
    /// They have this version to read, or have signed it.
    pub asked_before: bool,
}

/// What a request for a policy can be.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The policy.
    pub policy: Policy,
    /// The version in force.
    pub version: Version,
    /// Where it is in force and this member may ask.
    pub services: Vec<Service>,
    /// Who works there, by name.
    pub candidates: Vec<Candidate>,
    /// How many people of the organisation work at no service at all: nobody can ask them.
    pub nowhere: usize,
}

/// A whole group of people, as one box of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Everyone at a service.
    At(ServiceId),
    /// Everyone who works in one way.
    Of(WorkerType),
}

/// What the form for a request says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The policy.
    pub policy: PolicyId,
    /// Whole groups.
    pub groups: BTreeSet<Group>,
    /// People one by one.
    pub people: BTreeSet<PersonId>,
    /// The last day.
    pub due_on: Day,
    /// A note to staff.
    pub note: String,
}

/// Who would be asked, before anything is sent.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The policy, its version and the services.
    pub offer: Offer,
    /// Who gets an e-mail at once.
    pub by_mail: Vec<Candidate>,
    /// Who has no e-mail address.
    pub unreachable: Vec<Candidate>,
    /// How many of those chosen have it to read already, or have signed it.
    pub asked_before: usize,
    /// How many of those chosen work at none of the services.
    pub elsewhere: usize,
}

impl Plan {
    /// Everybody who would be asked.
    fn asked(&self) -> impl Iterator<Item = &Candidate> {
        self.by_mail.iter().chain(&self.unreachable)
    }
}

/// What can be asked of whom, for a policy in force.
///
/// # Errors
/// No such policy; not in force at a service where the member may ask.
pub fn offer(tenant: &mut Tenant<'_>, id: PolicyId, reach: &Reach) -> Result<Offer, AcknowledgementError> {
    let policy = policies::get(tenant, id)?.ok_or(AcknowledgementError::NotFound)?;
    let current = policy.current_version.filter(|_| policy.is_in_force());
    let current = current.ok_or(AcknowledgementError::NotInForce)?;
    let version = policies::version(tenant, current)?.ok_or(AcknowledgementError::NotInForce)?;
    let places = policies::services_of_current(tenant, id)?;
    let mut services = organisations::services(tenant)?;
    services.retain(|service| places.contains(&service.id) && reach.holds_at(service.id));
    if services.is_empty() {
        return Err(AcknowledgementError::NotInForce);
    }
    let candidates = candidates(tenant, &services, version.id)?;
    let nowhere = people::nowhere(tenant)?.len();
    Ok(Offer { policy, version, services, candidates, nowhere })
}

fn candidates(
    tenant: &mut Tenant<'_>,
    services: &[Service],
    version: VersionId,
) -> Result<Vec<Candidate>, Error> {
    let here: BTreeSet<ServiceId> = services.iter().map(|service| service.id).collect();
    let workplaces = people::store::workplaces(tenant)?;
    let asked = store::asked_for_version(tenant, version)?;
    let present = people::list(tenant)?.into_iter().filter(Person::is_present);
    let with_places = present.map(|person| {
        let works = workplaces.get(&person.id).map(|works| works & &here).unwrap_or_default();
        Candidate { asked_before: asked.contains(&person.id), services: works, person }
    });
    Ok(with_places.filter(|candidate| !candidate.services.is_empty()).collect())
}

/// Who would be asked by an order.
///
/// # Errors
/// Those of [`offer`]; somebody chosen is not on the staff list.
pub fn plan(tenant: &mut Tenant<'_>, order: &Order, reach: &Reach) -> Result<Plan, AcknowledgementError> {
    let offer = offer(tenant, order.policy, reach)?;
    let mut elsewhere = 0;
    for id in &order.people {
        if !offer.candidates.iter().any(|candidate| candidate.person.id == *id) {
            people::get(tenant, *id)?.ok_or(AcknowledgementError::NotFound)?;
            elsewhere += 1;
        }
    }
    let chosen = offer.candidates.iter().filter(|candidate| order.chooses(candidate));
    let (before, asked): (Vec<Candidate>, Vec<Candidate>) =
        chosen.cloned().partition(|candidate| candidate.asked_before);
    let (by_mail, unreachable) = asked.into_iter().partition(|candidate| candidate.person.email.is_some());
    Ok(Plan { by_mail, unreachable, asked_before: before.len(), elsewhere, offer })
}

impl Order {
    fn chooses(&self, candidate: &Candidate) -> bool {
        self.people.contains(&candidate.person.id)
            || self.groups.contains(&Group::Of(candidate.person.worker_type))
            || candidate.services.iter().any(|service| self.groups.contains(&Group::At(*service)))
    }
}

/// Sends a request: an assignment for everybody in the plan, a link and a mail for who has an address.
///
/// # Errors
/// Those of [`plan`]; nobody is left to ask.
pub fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    order: &Order,
    reach: &Reach,
) -> Result<RequestId, AcknowledgementError> {
    let plan = plan(tenant, order, reach)?;
    send_plan(tenant, now, post, &plan, order)
}

/// Sends what a plan says.
pub(super) fn send_plan(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    plan: &Plan,
    order: &Order,
) -> Result<RequestId, AcknowledgementError> {
    let by = tenant.actor().person().ok_or(AcknowledgementError::NotFound)?;
    let asked = i64::try_from(plan.asked().count()).unwrap_or(i64::MAX);
    if asked == 0 {
        return Err(AcknowledgementError::Nobody);
    }
    let request = request_of(plan, order, now, by, asked);
    store::insert_request(tenant, &request)?;
    let texts = policies::renditions_of(tenant, plan.offer.version.id)?;
    for candidate in plan.asked() {
        let text = text_for(candidate, &texts).ok_or(AcknowledgementError::NotInForce)?;
        store::insert_assignment(tenant, &request, candidate.person.id, text.id)?;
        if candidate.person.email.is_some() {
            links::issue(tenant, now, post, &request, &candidate.person, &notices::Asking::First { text })?;
        }
    }
    audit::record(tenant, now, &events::RequestSent { request: &request, people: people_of(plan) })?;
    Ok(request.id)
}

fn people_of(plan: &Plan) -> Vec<PersonId> {
    plan.asked().map(|candidate| candidate.person.id).collect()
}

fn request_of(plan: &Plan, order: &Order, now: Moment, by: PersonId, asked: i64) -> Request {
    let version = &plan.offer.version;
    Request {
        id: RequestId::new(now),
        policy: order.policy,
        version: version.id,
        due_on: order.due_on,
        note: order.note.clone(),
        asked,
        signed: 0,
        created_at: now,
        created_by: by,
        code: version.code.clone(),
        title: version.title.clone(),
        label: version.label.clone(),
        current: Some(version.id),
        policy_withdrawn_at: None,
        withdrawn_at: None,
        withdrawn_reason: None,
    }
}

/// The text of one of the person's services, in their language when there is one.
fn text_for<'a>(candidate: &Candidate, texts: &'a [Rendition]) -> Option<&'a Rendition> {
    let mut theirs = texts.iter().filter(|text| candidate.services.contains(&text.service));
    let first = theirs.clone().next();
    theirs.find(|text| text.language == candidate.person.language).or(first)
}

/// Takes back a request that was sent in error: what is outstanding ends, links stop, mails that wait go.
/// Signatures that were given stay.
///
/// # Errors
/// No such request; withdrawn before, or nothing is outstanding.
pub fn withdraw(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: RequestId,
    reason: &str,
) -> Result<(), AcknowledgementError> {
    let request = store::request(tenant, id)?.ok_or(AcknowledgementError::NotFound)?;
    let by = tenant.actor().person().ok_or(AcknowledgementError::NotFound)?;
    let open = store::assignments_of_request(tenant, id)?;
    let open: Vec<&Assignment> = open.iter().filter(|assignment| assignment.is_open()).collect();
    if request.withdrawn_at.is_some() || open.is_empty() {
        return Err(AcknowledgementError::NothingOpen);
    }
    store::insert_withdrawal(tenant, now, id, reason, by)?;
    for assignment in &open {
        end(tenant, now, assignment, EndedBecause::Withdrawn)?;
    }
    for link in store::links_of_request(tenant, id)? {
        links::end(tenant, now, &link, StoppedBecause::Withdrawn)?;
    }
    audit::record(tenant, now, &events::RequestWithdrawn { request: id, ended: open.len(), reason })?;
    Ok(())
}

/// Ends an assignment and cancels its mails that wait.
pub(super) fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    assignment: &Assignment,
    because: EndedBecause,
) -> Result<(), Error> {
    if store::end(tenant, now, assignment.id, because)? {
        mail::cancel(tenant, &occasion(assignment.request, assignment.person))?;
        if because == EndedBecause::Left {
            store::lower_asked(tenant, assignment.request)?;
        }
    }
    Ok(())
}

/// Ends what is outstanding for a policy: a newer version is in force, or it was withdrawn. Links stay
/// where a newer version came, so that who comes by one reads why there is nothing to sign.
///
/// # Errors
/// The database is away.
pub fn end_for_policy(
    tenant: &mut Tenant<'_>,
    now: Moment,
    policy: PolicyId,
    because: EndedBecause,
) -> Result<usize, Error> {
    let open = store::open_of_policy(tenant, policy)?;
    for assignment in &open {
        end(tenant, now, assignment, because)?;
    }
    if !open.is_empty() {
        audit::record(tenant, now, &events::AssignmentsEnded::of_policy(policy, because, open.len()))?;
    }
    Ok(open.len())
}

/// Ends what is outstanding for somebody who left, and stops their links.
///
/// # Errors
/// The database is away.
pub fn end_for_person(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<usize, Error> {
    let mut open = store::assignments_of_person(tenant, person)?;
    open.retain(Assignment::is_open);
    for assignment in &open {
        end(tenant, now, assignment, EndedBecause::Left)?;
    }
    for link in store::live_links_of_person(tenant, person)? {
        links::end(tenant, now, &link, StoppedBecause::Left)?;
    }
    if !open.is_empty() {
        audit::record(tenant, now, &events::AssignmentsEnded::of_person(person, open.len()))?;
    }
    Ok(open.len())
}

/// The signatures that are outstanding where a member may see them, the oldest duty first.
///
/// # Errors
/// The database is away.
pub fn outstanding(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<Vec<Assignment>, Error> {
    let mut open = store::open_assignments(tenant)?;
    open.retain(|assignment| reach.holds_at(assignment.service));
    Ok(open)
}

/// How many rows [`outstanding`] has: the figure and its list come from one question.
///
/// # Errors
/// The database is away.
pub fn outstanding_count(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<i64, Error> {
    Ok(i64::try_from(outstanding(tenant, reach)?.len()).unwrap_or(i64::MAX))
}

/// The requests that a member may see, newest first, with the counts of the services they see.
///
/// # Errors
/// The database is away.
pub fn visible(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<Vec<Request>, Error> {
    let requests = store::requests(tenant)?;
    let Reach::Services(services) = reach else {
        return Ok(if *reach == Reach::Everywhere { requests } else { Vec::new() });
    };
    let services: Vec<ServiceId> = services.iter().copied().collect();
    let counts: BTreeMap<RequestId, (i64, i64)> = store::requests_raw_counts(tenant, Some(&services))?
        .into_iter()
        .map(|(id, asked, signed)| (id, (asked, signed)))
        .collect();
    let seen = requests.into_iter().filter_map(|request| {
        counts.get(&request.id).map(|(asked, signed)| Request { asked: *asked, signed: *signed, ..request })
    });
    Ok(seen.collect())
}
