//! The staff list as CSV, with every column: the same file can be brought in again.

use super::{Known, Staff, found, of, reach_word, regulator, worker_key};
use crate::access::Member;
use crate::clock::Day;
use crate::web::{Answer, Visit, csv as csv_file};

const HEADS: [&str; 19] = [
    "people-staff-number",
    "people-given-name",
    "people-family-name",
    "people-email",
    "people-phone",
    "people-worker",
    "people-job-title",
    "people-services",
    "people-line-manager",
    "people-started",
    "people-left",
    "people-agency",
    "people-language",
    "people-regulator",
    "people-register-number",
    "people-roles",
    "people-reach",
    "people-state",
    "people-away-until",
];

pub(super) async fn csv(visit: Visit, member: Member) -> Answer {
    let staff = of(&visit, &member).await?;
    let heads = HEADS.map(|key| visit.words(key));
    let places = found::places(&visit.query, &staff, visit.now.day());
    let rows = places.iter().filter_map(|place| staff.people.get(*place));
    let rows = rows.map(|known| row(&visit, &staff, known));
    Ok(csv_file::file(&format!("people-{}", visit.now.day()), &heads, rows))
}

fn row(visit: &Visit, staff: &Staff, known: &Known) -> Vec<String> {
    let (person, standing) = (&known.person, &known.person.standing);
    let roles: Vec<String> = known.roles.iter().map(|held| staff.role(visit, held)).collect();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let places: Vec<&str> = known.services.iter().map(|id| staff.service_name(*id)).collect();
    let today = visit.now.day();
    let state = match (person.is_present(), known.is_away(today)) {
        (false, _) => "left",
        (true, true) => "away",
        (true, false) => "present",
    };
    let until = known.away.iter().filter(|absence| absence.holds_on(today)).find_map(|absence| absence.until);
    vec![
        standing.staff_number.as_ref().map_or(String::new(), |number| number.as_str().to_owned()),
        person.given_name.clone(),
        person.family_name.clone(),
        person.email.as_ref().map_or(String::new(), |email| email.as_str().to_owned()),
        person.phone.clone().unwrap_or_default(),
        visit.words(&worker_key(person.worker_type)),
        person.job_title.clone(),
        places.join("; "),
        standing.line_manager.and_then(|id| staff.names.get(&id).cloned()).unwrap_or_default(),
        day(person.started_on),
        day(person.left_on.or(standing.ends_on)),
        standing.agency.clone().unwrap_or_default(),
        visit.app.messages.get(person.language, "language-name"),
        standing.regulator.as_deref().map_or(String::new(), |word| regulator(visit, word)),
        standing.register_number.clone().unwrap_or_default(),
        roles.join(", "),
        visit.words(&format!("people-reach-{}", reach_word(known))),
        visit.words(&format!("people-state-{state}")),
        day(until),
    ]
}
