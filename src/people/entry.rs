//! Entering people and changing what the list says of them.

use std::collections::BTreeSet;

use super::search::fold;
use super::standing::{Standing, leads_to_circle};
use super::{Details, PeopleError, Person, events, invitations, places, store};
use crate::access::email::Email;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, ServiceId};

/// Adds somebody to the staff list.
///
/// # Errors
/// The database is away.
pub fn add(tenant: &mut Tenant<'_>, now: Moment, details: &Details) -> Result<PersonId, PeopleError> {
    enter(tenant, now, details, &Standing::default())
}

/// Adds somebody with all that is known of them.
///
/// # Errors
/// The number is somebody else's, the line manager can't be theirs, or the organisation has as many people as
/// it may have.
pub fn enter(
    tenant: &mut Tenant<'_>,
    now: Moment,
    details: &Details,
    standing: &Standing,
) -> Result<PersonId, PeopleError> {
    places::take(tenant)?;
    refuse_alike(tenant, None, standing)?;
    enter_in_place(tenant, now, details, standing)
}

/// The same for somebody whose place was kept when their list was begun.
pub(super) fn enter_in_place(
    tenant: &mut Tenant<'_>,
    now: Moment,
    details: &Details,
    standing: &Standing,
) -> Result<PersonId, PeopleError> {
    let id = PersonId::new(now);
    enter_as(tenant, now, id, (details, standing))?;
    Ok(id)
}

/// Adds the first owner, whose identifier the log names already.
///
/// # Errors
/// As [`enter`].
pub fn add_founder(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    details: &Details,
) -> Result<(), PeopleError> {
    places::take(tenant)?;
    enter_as(tenant, now, id, (details, &Standing::default()))
}

fn enter_as(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    (details, standing): (&Details, &Standing),
) -> Result<(), PeopleError> {
    refuse(tenant, id, None, standing)?;
    store::insert(tenant, now, id, details, standing)?;
    store::set_services(tenant, id, &details.services)?;
    audit::record(tenant, now, &events::PersonAdded { person: id, details, standing })?;
    Ok(())
}

/// What a change of the staff list leaves to do elsewhere: [`crate::reactions::amended`] does it.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "links that went to the old address work until `reactions::amended` was told"]
pub struct Amended {
    /// Where mails went to them before, if anywhere; nothing when they reach them where they did.
    pub moved_from: Option<Option<Email>>,
    /// What they were called, when they are called something else now.
    pub renamed_from: Option<String>,
}

/// Changes who somebody is; how they stand in the organisation stays.
///
/// # Errors
/// No such person.
pub fn change(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    details: &Details,
) -> Result<Amended, PeopleError> {
    let standing = store::get(tenant, id)?.ok_or(PeopleError::NotFound)?.standing;
    amend(tenant, now, id, details, &standing)
}

/// Changes all that the list says of somebody.
///
/// # Errors
/// No such person, the number is somebody else's, the line manager can't be theirs, or the last owner would leave.
pub fn amend(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    details: &Details,
    standing: &Standing,
) -> Result<Amended, PeopleError> {
    let before = store::get(tenant, id)?.ok_or(PeopleError::NotFound)?;
    refuse(tenant, id, Some(&before.standing), standing)?;
    if before.standing.staff_number != standing.staff_number {
        refuse_alike(tenant, Some(id), standing)?;
    }
    if standing.ends_on.is_some() && standing.ends_on != before.standing.ends_on {
        super::refuse_last_owner(tenant, id)?;
    }
    let moved = before.email != details.email;
    if moved {
        // A link that went to the old address must not work any more.
        invitations::void(tenant, now, id)?;
    }
    let places = store::services_of(tenant, id)?;
    let fields = changed(&before, &places, details, standing);
    store::update(tenant, id, details, standing)?;
    store::set_services(tenant, id, &details.services)?;
    audit::record(tenant, now, &events::PersonChanged { person: id, details, fields: &fields })?;
    let renamed_from = (fold(&before.name()) != fold(&details.name())).then(|| before.name());
    Ok(Amended { moved_from: moved.then_some(before.email), renamed_from })
}

/// Says that somebody will leave after a day that is still to come.
///
/// # Errors
/// No such person, or the last owner.
pub fn set_end(tenant: &mut Tenant<'_>, now: Moment, id: PersonId, on: Day) -> Result<(), PeopleError> {
    store::get(tenant, id)?.filter(Person::is_present).ok_or(PeopleError::NotFound)?;
    super::refuse_last_owner(tenant, id)?;
    store::set_end(tenant, id, Some(on))?;
    audit::record(tenant, now, &events::PersonEnds { person: id, on })?;
    Ok(())
}

/// The names of the fields that differ.
#[must_use]
pub fn changed(
    before: &Person,
    places: &BTreeSet<ServiceId>,
    details: &Details,
    standing: &Standing,
) -> Vec<&'static str> {
    let was = &before.standing;
    [
        ("given_name", before.given_name != details.given_name),
        ("family_name", before.family_name != details.family_name),
        ("email", before.email != details.email),
        ("phone", before.phone != details.phone),
        ("job_title", before.job_title != details.job_title),
        ("worker_type", before.worker_type != details.worker_type),
        ("language", before.language != details.language),
        ("started_on", before.started_on != details.started_on),
        ("services", *places != details.services),
        ("staff_number", was.staff_number != standing.staff_number),
        ("line_manager", was.line_manager != standing.line_manager),
        ("ends_on", was.ends_on != standing.ends_on),
        ("agency", was.agency != standing.agency),
        ("regulator", was.regulator != standing.regulator),
        ("register_number", was.register_number != standing.register_number),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}

/// Nobody gets a number by hand that is somebody else's but for zeros at the front: a sheet would take one for the
/// other.
fn refuse_alike(
    tenant: &mut Tenant<'_>,
    own: Option<PersonId>,
    standing: &Standing,
) -> Result<(), PeopleError> {
    let Some(number) = &standing.staff_number else { return Ok(()) };
    let mut holders = store::holders_alike(tenant, number)?.into_iter().map(|(person, _)| person);
    if holders.any(|holder| Some(holder) != own) { Err(PeopleError::NumberTaken) } else { Ok(()) }
}

fn refuse(
    tenant: &mut Tenant<'_>,
    id: PersonId,
    before: Option<&Standing>,
    standing: &Standing,
) -> Result<(), PeopleError> {
    if let Some(number) = &standing.staff_number
        && store::holder_of(tenant, number)?.is_some_and(|holder| holder != id)
    {
        return Err(PeopleError::NumberTaken);
    }
    let asked = standing.line_manager;
    if let Some(manager) = asked.filter(|_| before.is_none_or(|before| before.line_manager != asked)) {
        let present = store::get(tenant, manager)?.is_some_and(|person| person.is_present());
        // Nobody is led by who isn't on the list yet.
        let circle = before.is_some()
            && leads_to_circle(id, manager, |person| {
                let above = store::get(tenant, person)?;
                Ok::<_, PeopleError>(above.and_then(|above| above.standing.line_manager))
            })?;
        if !present || circle {
            return Err(PeopleError::LineManager);
        }
    }
    Ok(())
}
