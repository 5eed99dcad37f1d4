//! The staff list as CSV, with every column: the same file can be brought in again.

use super::said::{FIELDS, said};
use super::{Known, Staff, found, of, reach_word};
use crate::access::Member;
use crate::people::Standing;
use crate::web::{Answer, Visit, csv as csv_file};

/// The columns beside the fields of the staff list.
const MORE: [&str; 4] = ["people-roles", "people-reach", "people-state", "people-away-until"];

pub(super) async fn csv(visit: Visit, member: Member) -> Answer {
    let staff = of(&visit, &member).await?;
    let heads: Vec<String> =
        FIELDS.iter().map(|(_, label)| *label).chain(MORE).map(|key| visit.words(key)).collect();
    let places = found::places(&visit.query, &staff, visit.now.day());
    let rows = places.iter().filter_map(|place| staff.people.get(*place));
    let rows = rows.map(|known| row(&visit, &staff, known));
    Ok(csv_file::file(&format!("people-{}", visit.now.day()), &heads, rows))
}

fn row(visit: &Visit, staff: &Staff, known: &Known) -> Vec<String> {
    let person = &known.person;
    let roles: Vec<String> = known.roles.iter().map(|held| staff.role(visit, held)).collect();
    let today = visit.now.day();
    let state = match (person.is_present(), known.is_away(today)) {
        (false, _) => "left",
        (true, true) => "away",
        (true, false) => "present",
    };
    let until = known.away.iter().filter(|absence| absence.holds_on(today)).find_map(|absence| absence.until);
    let details = person.details(&known.services);
    let standing =
        Standing { ends_on: person.left_on.or(person.standing.ends_on), ..person.standing.clone() };
    let mut cells: Vec<String> =
        FIELDS.iter().map(|(field, _)| said(visit, staff, field, (&details, &standing))).collect();
    cells.extend([
        roles.join(", "),
        visit.words(&format!("people-reach-{}", reach_word(known))),
        visit.words(&format!("people-state-{state}")),
        until.map(|day| day.to_string()).unwrap_or_default(),
    ]);
    cells
}
