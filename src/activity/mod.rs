//! Activity: the organisation's log as people read it, and the wish to have its head mailed every month. Of the
//! log itself it changes nothing.
//!
//! Lines carry no service. Who may see the log of the whole organisation sees every line; a manager of some services
//! sees what they did themselves, and what happened to the people, policies, requests and services of theirs.

pub mod events;
pub mod facts;
pub mod form;
pub mod groups;
pub mod heads;
pub mod notices;
pub mod pages;
pub mod store;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::acknowledgements;
use crate::audit::{self, Filter, Line, Within};
use crate::clock::Moment;
use crate::db::ids::{AnyId, AuditEntryId, PersonId, PolicyId};
use crate::db::{Error as DbError, Tenant};
use crate::organisations;
use crate::people;
use crate::policies;

/// Kinds of row whose words never leave a case (DESIGN 3, Incidents), and legal holds: whoever one is on may read the
/// log, so a line says that there is one, alike to everybody, and no more. A line that was missing would say it too.
const SEALED_KINDS: &[&str] = &["incident", "incidents", "case", "cases", "legal_hold"];

/// Facts that name what a line is about.
const FACTS: &[&str] = &["policy", "person", "service"];

/// Lines that are read at a time.
const CHUNK: i64 = 500;
/// The most lines that one page looks through for words.
const MOST: usize = 20_000;

/// A line of the log with the names of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who acted: `person`, `link`, `list`, `job`, `command`.
    pub actor_kind: String,
    /// The name of that person.
    pub actor: Option<String>,
    /// What happened, as a key.
    pub action: String,
    /// The kind of row it happened to.
    pub subject_kind: String,
    /// That row.
    pub subject: Option<AnyId>,
    /// What it is about, as it is called today: what it happened to, then what the facts name.
    pub about: Vec<Named>,
    /// The role that was given or ended.
    pub role: Option<String>,
    /// Personal words beside the line; nothing when retention took them.
    pub words: Option<String>,
    /// The facts as JSON.
    pub facts: String,
    /// The hash of the line.
    pub hash: Vec<u8>,
    /// What it is looked up by beside its words: the number of a receipt, staff numbers of whom it names.
    pub numbers: Vec<String>,
}

/// Something that a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The kind of row: `person`, `policy`, `service`.
    pub kind: String,
    /// Which.
    pub id: AnyId,
    /// What it is called.
    pub name: String,
}

impl Told {
    /// The names of what it is about.
    #[must_use]
    pub fn names(&self) -> String {
        self.about.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The names of people, services, policies and requests as they are today.
#[derive(Debug, Clone, Default)]
pub struct Names {
    called: BTreeMap<AnyId, String>,
    /// Staff numbers of those whom the reader may see in the staff list.
    numbers: BTreeMap<AnyId, String>,
}

impl Names {
    /// Reads them.
    ///
    /// # Errors
    /// The database is away.
    pub fn read(tenant: &mut Tenant<'_>) -> Result<Self, DbError> {
        let mut names: BTreeMap<AnyId, String> =
            people::present_names(tenant)?.into_iter().map(|(id, name)| (id.any(), name)).collect();
        let services = organisations::store::service_names(tenant)?;
        names.extend(services.into_iter().map(|(id, name)| (id.any(), name)));
        names.extend(policies::store::all(tenant)?.into_iter().map(|each| (each.id.any(), each.title)));
        // A request is called by what it asks to read.
        let requests = acknowledgements::store::requests(tenant)?;
        let title = |policy: PolicyId| names.get(&policy.any()).cloned();
        let requests: Vec<(AnyId, String)> =
            requests.iter().filter_map(|each| Some((each.id.any(), title(each.policy)?))).collect();
        names.extend(requests);
        Ok(Self { called: names, numbers: BTreeMap::new() })
    }

    /// The same with the staff numbers of whom a member sees in the staff list, for looking lines up.
    ///
    /// # Errors
    /// The database is away.
    pub fn with_numbers(self, tenant: &mut Tenant<'_>, member: &Member) -> Result<Self, DbError> {
        let reach = member.reach(Action::ReadPeople);
        let places = people::store::workplaces(tenant)?;
        let works_there = |person: &PersonId| {
            places.get(person).is_some_and(|places| places.iter().any(|service| reach.holds_at(*service)))
        };
        let seen = people::store::staff_numbers(tenant)?
            .into_iter()
            .filter(|(person, _)| reach == Reach::Everywhere || works_there(person));
        let numbers = seen.map(|(person, number)| (person.any(), number)).collect();
        Ok(Self { numbers, ..self })
    }

    /// What a row is called.
    #[must_use]
    pub fn of(&self, id: AnyId) -> Option<&String> {
        self.called.get(&id)
    }

    /// What a line is about, as far as it has a name. Who acted is not said twice; whoever sees a part of the log
    /// meets names of that part in the facts.
    fn about(&self, line: &Line, facts: &Value, within: Option<&Within>) -> Vec<Named> {
        let may = |id: &AnyId| within.is_none_or(|within| within.sees(*id));
        let fact = |kind: &str| facts.get(kind).and_then(Value::as_str).and_then(AnyId::parse).filter(may);
        let in_facts = FACTS.iter().map(|kind| (*kind, fact(kind)));
        let mut about: Vec<Named> = Vec::new();
        for (kind, id) in std::iter::once((line.subject_kind.as_str(), line.subject_id)).chain(in_facts) {
            let Some((id, name)) = id.and_then(|id| Some((id, self.of(id)?))) else { continue };
            let is_actor = Some(id) == line.actor_id && !about.is_empty();
            let is_said = |one: &Named| one.id == id || (one.kind == "request" && one.name == *name);
            if !is_actor && !about.iter().any(is_said) {
                about.push(Named { kind: kind.to_owned(), id, name: name.clone() });
            }
        }
        about
    }
}

/// Lines with names and words.
///
/// # Errors
/// The database is away.
pub fn tell(
    tenant: &mut Tenant<'_>,
    names: &Names,
    within: Option<&Within>,
    lines: Vec<Line>,
) -> Result<Vec<Told>, DbError> {
    let mut words = words(tenant, &lines)?;
    let told = lines.into_iter().map(|line| {
        let sealed = SEALED_KINDS.contains(&line.subject_kind.as_str());
        let name = |id: Option<AnyId>| id.and_then(|id| names.of(id).cloned());
        let facts = if sealed { "{}".to_owned() } else { line.facts.clone() };
        let read: Value = serde_json::from_str(&facts).unwrap_or_default();
        let about = if sealed { Vec::new() } else { names.about(&line, &read, within) };
        Told {
            actor: name(line.actor_id),
            numbers: numbers(names, &line, &about, &read),
            about,
            role: read.get("role").and_then(Value::as_str).map(str::to_owned),
            words: words.remove(&line.id).filter(|_| !sealed),
            seq: line.seq,
            at: line.at,
            actor_kind: line.actor_kind,
            action: line.action,
            subject_kind: line.subject_kind,
            subject: line.subject_id.filter(|_| !sealed),
            facts,
            hash: line.hash,
        }
    });
    Ok(told.collect())
}

/// The number of a receipt, with and without its dashes, and the staff numbers of who acted and whom a line names.
fn numbers(names: &Names, line: &Line, about: &[Named], facts: &Value) -> Vec<String> {
    let receipt = facts.get("receipt").and_then(Value::as_str);
    let receipts = receipt.into_iter().flat_map(|number| [number.to_owned(), number.replace('-', "")]);
    let people = line.actor_id.into_iter().chain(about.iter().map(|one| one.id));
    receipts.chain(people.filter_map(|id| names.numbers.get(&id).cloned())).collect()
}

fn words(tenant: &mut Tenant<'_>, lines: &[Line]) -> Result<BTreeMap<AuditEntryId, String>, DbError> {
    let mut words = BTreeMap::new();
    // Databases bound the number of values in one statement.
    for some in lines.chunks(500) {
        let ids: Vec<AuditEntryId> = some.iter().map(|line| line.id).collect();
        words.extend(audit::words_of(tenant, &ids)?);
    }
    Ok(words)
}

/// Some lines of the log, and where to go on.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The lines.
    pub lines: Vec<Told>,
    /// The place of the last line that was looked at, when there may be more.
    pub next: Option<i64>,
}

/// Lines from a place on that a filter lets through and that read as was looked for, at most so many. The place
/// is the one of a line, so that new lines move nothing from one page to another.
///
/// # Errors
/// The database is away.
pub fn part(
    tenant: &mut Tenant<'_>,
    names: &Names,
    filter: &Filter,
    (from, most): (Option<i64>, usize),
    reads: &dyn Fn(&Told) -> bool,
) -> Result<Part, DbError> {
    let mut part = Part::default();
    let (mut at, mut seen) = (from, 0_usize);
    loop {
        let lines = audit::lines(tenant, &filter.clone().from_place(at), CHUNK, 0)?;
        let is_last = lines.len() < usize::try_from(CHUNK).unwrap_or_default();
        seen = seen.saturating_add(lines.len());
        for told in tell(tenant, names, filter.within.as_ref(), lines)? {
            if part.lines.len() == most {
                part.next = part.lines.last().map(|line| line.seq);
                return Ok(part);
            }
            at = Some(told.seq);
            if reads(&told) {
                part.lines.push(told);
            }
        }
        if is_last {
            return Ok(part);
        }
        if seen >= MOST {
            part.next = at;
            return Ok(part);
        }
    }
}

/// What a member sees of the log; nothing means all of it.
///
/// # Errors
/// The database is away.
pub fn within(tenant: &mut Tenant<'_>, member: &Member) -> Result<Option<Within>, DbError> {
    let reach = member.reach(Action::SeeActivity);
    let Reach::Services(services) = &reach else { return Ok(None) };
    let mut subjects: BTreeSet<AnyId> = services.iter().map(|id| id.any()).collect();
    let meets = |places: &BTreeSet<_>| !places.is_disjoint(services);
    for (person, places) in people::store::workplaces(tenant)? {
        subjects.extend(meets(&places).then(|| person.any()));
    }
    for places in
        [policies::store::services_by_policy(tenant)?, policies::drafts::store::all_services(tenant)?]
    {
        subjects.extend(places.iter().filter(|(_, places)| meets(places)).map(|(id, _)| id.any()));
    }
    subjects.extend(acknowledgements::visible(tenant, &reach)?.iter().map(|request| request.id.any()));
    Ok(Some(Within { subjects, actor: member.person().any() }))
}

#[cfg(test)]
mod tests;
