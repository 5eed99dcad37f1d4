//! What the people whom a member leads have signed and have still to sign: their own team, and nobody else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::access::Member;
use crate::acknowledgements::{Assignment, store};
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people::{self, Person};
use crate::web::{Answer, Error, Visit, csv};

/// The people of a team with what they were asked to read.
struct Team {
    people: Vec<Person>,
    duties: BTreeMap<PersonId, Vec<Assignment>>,
}

fn read(tenant: &mut Tenant<'_>, leader: PersonId) -> Result<Team, DbError> {
    let mut people = people::list(tenant)?;
    people.retain(|person| person.is_present() && person.standing.line_manager == Some(leader));
    let ids: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
    let mut duties: BTreeMap<PersonId, Vec<Assignment>> = BTreeMap::new();
    for duty in store::assignments_of_people(tenant, &ids)? {
        if duty.is_open() || duty.acknowledged_at.is_some() {
            duties.entry(duty.person).or_default().push(duty);
        }
    }
    Ok(Team { people, duties })
}

async fn team(visit: &Visit, member: &Member) -> Result<Team, Error> {
    let leader = member.person();
    Ok(visit.app.read(member, move |tenant| read(tenant, leader)).await?)
}

impl Team {
    fn of(&self, person: &Person) -> impl Iterator<Item = &Assignment> {
        self.duties.get(&person.id).into_iter().flatten()
    }

    /// What somebody has still to sign, by when, and how much they have signed.
    fn row(&self, person: &Person, today: Day) -> Value {
        let open: Vec<&Assignment> = self.of(person).filter(|duty| duty.is_open()).collect();
        let first = open.iter().map(|duty| duty.due_on).min();
        json!({
            "name": person.name(),
            "job": person.job_title,
            "agency": person.standing.agency,
            "open": open.iter().map(|duty| duty.title.as_str()).collect::<Vec<_>>(),
            "signed": self.of(person).filter(|duty| duty.acknowledged_at.is_some()).count(),
            "due_on": first,
            "late": first.is_some_and(|day| day < today),
        })
    }
}

/// `GET …/me/team`
pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let team = team(&visit, &member).await?;
    let today = visit.now.day();
    let open: Vec<&Assignment> = team.duties.values().flatten().filter(|duty| duty.is_open()).collect();
    let context = json!({
        "title": visit.words("team-title"),
        "back": member.path("me"),
        "rows": team.people.iter().map(|person| team.row(person, today)).collect::<Vec<_>>(),
        "people": team.people.len(),
        "open": open.len(),
        "late": open.iter().filter(|duty| duty.due_on < today).count(),
        "csv": member.path("me/team.csv"),
    });
    visit.page(&member, "acknowledgements/team.html", context)
}

/// `GET …/me/team.csv`: a line for each text that was asked for.
pub(super) async fn export(visit: Visit, member: Member) -> Answer {
    let team = team(&visit, &member).await?;
    let heads = ["person", "service", "policy", "code", "version", "due", "signed"];
    let heads = heads.map(|key| visit.words(&format!("acknowledgements-col-{key}")));
    let duties = team.people.iter().flat_map(|person| team.of(person));
    let rows = duties.map(|duty| {
        vec![
            duty.name(),
            duty.service_name.clone(),
            duty.title.clone(),
            duty.code.clone(),
            duty.label.clone(),
            duty.due_on.to_string(),
            duty.acknowledged_at.map(|at| at.day().to_string()).unwrap_or_default(),
        ]
    });
    Ok(csv::file("team", &heads, rows))
}
