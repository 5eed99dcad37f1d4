//! An agency worker entered in a minute, before the first shift.

use serde_json::{Value as Json, json};

use super::person::{is_bound, offered};
use super::{Staff, namesakes, of};
use crate::access::Member;
use crate::people::form;
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
    let again = |staff: &Staff, name: &str, errors: &FormErrors| {
        let mut context = context(&visit, &member, staff);
        namesakes::ask(&mut context, &member, staff, name);
        visit.page_again(&member, FORM, context, &fields, errors)
    };
    let read = form::agency(&fields, &offered(&member, &staff), is_bound(&member), visit.now.day());
    let (details, standing) = match read {
        Ok(read) => read,
        Err(errors) => return again(&staff, "", &errors),
    };
    let name = details.name();
    match namesakes::enter(&visit, &member, &fields, (details, standing)).await? {
        Ok(id) => Ok(see_other(&member.path(&format!("people/{id}?done=person-added")))),
        // Whoever is asked about may have come after the form was read.
        Err(errors) => again(&of(&visit, &member).await?, &name, &errors),
    }
}
