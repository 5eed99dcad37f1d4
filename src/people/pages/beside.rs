//! What the page of one person says beside their record: how they stand, when they are away, who belongs to them.

use serde_json::{Value as Json, json};

use super::{Known, Staff, regulator};
use crate::access::Member;
use crate::db::ids::PersonId;
use crate::web::Visit;

pub(super) fn link(member: &Member, id: PersonId, name: &str) -> Json {
    json!({ "name": name, "href": member.path(&format!("people/{id}")) })
}

/// How they stand in the organisation.
pub(super) fn standing(visit: &Visit, member: &Member, staff: &Staff, known: &Known) -> Json {
    let standing = &known.person.standing;
    let seen = |id: PersonId| staff.people.iter().find(|other| other.person.id == id);
    let leader = standing.line_manager.and_then(|id| {
        let name = staff.names.get(&id)?;
        let href = seen(id).map(|_| member.path(&format!("people/{id}")));
        let left = seen(id).is_some_and(|other| !other.person.is_present());
        Some(json!({ "name": name, "href": href, "left": left }))
    });
    json!({
        "number": standing.staff_number.as_ref().map(|number| number.as_str()),
        "leader": leader,
        "ends": standing.ends_on,
        "agency": standing.agency,
        "regulator": standing.regulator.as_deref().map(|word| regulator(visit, word)),
        "register_number": standing.register_number,
    })
}

/// Whom somebody leads, as far as the reader sees them.
pub(super) fn team(member: &Member, staff: &Staff, id: PersonId) -> Vec<Json> {
    let led = staff.people.iter().map(|known| &known.person);
    let led = led.filter(|person| person.standing.line_manager == Some(id) && person.is_present());
    led.map(|person| link(member, person.id, &person.name())).collect()
}

/// Who else has the same e-mail, as far as the reader sees them.
pub(super) fn sharers(member: &Member, staff: &Staff, known: &Known) -> Vec<Json> {
    let email = known.person.email.as_ref();
    let others = staff.people.iter().map(|other| &other.person);
    let others = others.filter(|other| email.is_some() && other.email.as_ref() == email);
    let others = others.filter(|other| other.id != known.person.id && other.is_present());
    others.map(|other| link(member, other.id, &other.name())).collect()
}
