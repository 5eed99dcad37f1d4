//! An agency worker entered in a minute, before the first shift.

use serde_json::{Value as Json, json};

use super::person::{is_bound, offered};
use super::{Staff, of};
use crate::access::Member;
use crate::people::{self, PeopleError, form};
use crate::web::{Answer, Body, FormErrors, Visit, dates, see_other};

const FORM: &str = "people/agency.html";

fn context(visit: &Visit, member: &Member, staff: &Staff) -> Json {
    let offered = offered(member, staff);
    let services = staff.services.iter().filter(|(id, _)| offered.contains(id));
    let services: Vec<Json> = services.map(|(id, name)| json!({ "value": id, "label": name })).collect();
    let agencies: std::collections::BTreeSet<&str> =
        staff.people.iter().filter_map(|known| known.person.standing.agency.as_deref()).collect();
    let today = visit.now.day();
    json!({
        "title": visit.words("people-agency-title"),
        "back": member.path("people"),
        "action": member.path("people/agency"),
        "works": if services.len() == 1 { offered } else { std::collections::BTreeSet::new() },
        "services": services,
        "agencies": agencies,
        "started": dates::boxes(today),
    })
}

/// `GET …/people/agency`
pub(super) async fn form(visit: Visit, member: Member) -> Answer {
    let staff = of(&visit, &member).await?;
    visit.page(&member, FORM, context(&visit, &member, &staff))
}

/// `POST …/people/agency`
pub(super) async fn add(visit: Visit, member: Member, body: Body) -> Answer {
    let staff = of(&visit, &member).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, FORM, context(&visit, &member, &staff), &fields, errors)
    };
    let now = visit.now;
    let read = form::agency(&fields, &offered(&member, &staff), is_bound(&member), now.day());
    let (details, standing) = match read {
        Ok(read) => read,
        Err(errors) => return again(&errors),
    };
    let entered = visit.app.write(&member, move |tenant| people::enter(tenant, now, &details, &standing));
    match entered.await {
        Ok(id) => Ok(see_other(&member.path(&format!("people/{id}?done=person-added")))),
        Err(PeopleError::NumberTaken) => again(&FormErrors::one("staff-number", "people-error-number-taken")),
        Err(PeopleError::Full) => again(&FormErrors::one("", "people-error-full")),
        Err(other) => Err(other.into()),
    }
}
