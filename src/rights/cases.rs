//! What a request asks of those who have a case that touches the person. Only they see it; whoever runs the request
//! learns nothing, and no other page or count is different.

use std::collections::{BTreeMap, BTreeSet};

use super::deadline::Standing;
use super::requests::{self, REQUESTS};
use super::sealed::Row;
use super::waiting::{self, Barred};
use super::{Ask, CaseTask, Contents, Request, RightsError, notices, store};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{IncidentId, PersonId, RightsTaskId};
use crate::incidents;
use crate::mail::Post;
use crate::people;
use crate::people::same::Same;

/// Asks those who have the cases that touch the person of a request, once for each case.
pub(super) fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    request: &Request,
) -> Result<(), RightsError> {
    let Some(person) = request.person else { return Ok(()) };
    let (known, same): (Vec<CaseTask>, Same) = (store::tasks(tenant)?, Same::read(tenant)?);
    let barred = barred(tenant, &same, request)?;
    for (incident, told) in touching(tenant, same.with(BTreeSet::from([person])))? {
        if known.iter().any(|task| (task.request, task.incident) == (request.id, incident)) {
            continue;
        }
        let task = CaseTask {
            id: RightsTaskId::new(now),
            request: request.id,
            incident,
            made_at: now,
            done_at: None,
        };
        store::insert_task(tenant, &task)?;
        let told = told.into_iter().filter(|told| !barred.contains(told) && !same.is_one(*told, person));
        for told in told {
            notices::case_asked(tenant, now, post, &task, told)?;
        }
    }
    Ok(())
}

/// The cases that touch somebody by any of these records, and who was told of each.
fn touching(
    tenant: &mut Tenant<'_>,
    records: BTreeSet<PersonId>,
) -> Result<BTreeMap<IncidentId, BTreeSet<PersonId>>, RightsError> {
    let mut found = BTreeMap::new();
    for record in records {
        let Some(person) = people::get(tenant, record)? else { continue };
        let touched = incidents::touching(tenant, record, &person.name())?;
        found.extend(touched.into_iter().map(|case| (case.incident, case.told)));
    }
    Ok(found)
}

/// Those with a conflict, by whatever record of theirs.
fn barred(tenant: &mut Tenant<'_>, same: &Same, request: &Request) -> Result<Barred, RightsError> {
    Ok(same.with(waiting::named(&store::conflicts(tenant, request.id)?)))
}

/// What somebody is asked to answer for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The row.
    pub task: CaseTask,
    /// The reference of the case.
    pub reference: String,
    /// What is asked.
    pub asks: Vec<Ask>,
    /// Who asks and what.
    pub contents: Contents,
    /// The last day; nothing while the clock waits.
    pub due_on: Option<Day>,
}

/// What somebody is asked to answer for: of cases that they may see, and of requests that they may know of.
///
/// # Errors
/// The database is away, or something doesn't open.
pub fn asked_of(tenant: &mut Tenant<'_>, person: PersonId, today: Day) -> Result<Vec<Asked>, RightsError> {
    let tasks = store::tasks(tenant)?;
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let seen = incidents::seen_by(tenant, person)?;
    let (nation, same) = (requests::nation(tenant)?, Same::read(tenant)?);
    let mut asked = Vec::new();
    for task in tasks {
        let Some(case) = seen.iter().find(|case| case.id == task.incident) else { continue };
        let Some(request) = store::get(tenant, task.request)? else { continue };
        if barred(tenant, &same, &request)?.contains(&person) {
            continue;
        }
        let row = Row::of(tenant, REQUESTS, request.id.any(), request.key)?;
        let steps = store::steps(tenant, request.id)?;
        let standing = super::deadline::standing(&requests::facts(&request, &steps, nation), today);
        asked.push(Asked {
            task,
            reference: case.reference.clone(),
            asks: request.asks.clone(),
            contents: row.open_json("contents", &request.contents)?,
            due_on: match standing {
                Standing::Runs { due_on, .. } => Some(due_on),
                Standing::Waiting => None,
            },
        });
    }
    Ok(asked)
}

/// Somebody answered for a case: noted in the case, and nowhere else.
///
/// # Errors
/// Nothing that this person is asked, or it was answered for already.
pub fn done(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    id: RightsTaskId,
    words: &str,
) -> Result<(), RightsError> {
    let asked = asked_of(tenant, person, now.day())?;
    let one = asked.iter().find(|one| one.task.id == id).ok_or(RightsError::NotFound)?;
    if !store::end_task(tenant, now, id, person)? {
        return Err(RightsError::Refused("rights-error-step"));
    }
    Ok(incidents::note_beside(tenant, now, person, one.task.incident, words)?)
}
