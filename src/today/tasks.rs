//! "Get the organisation ready": nine tasks, their states computed from what there is (reference ux 2a).

use std::collections::BTreeSet;

use crate::access::Role;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
use crate::documents::{Values, catalogue};
use crate::incidents;
use crate::organisations::groups::{is_of_organisation, is_typed};
use crate::organisations::{self, Everywhere};
use crate::people;
use crate::policies::{self, Policy};

/// What an organisation has so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// Needed details of the organisation that are empty.
    pub details_missing: usize,
    /// Whether any detail beside the name is there.
    pub details_begun: bool,
    /// Whether there is a logo.
    pub logo: bool,
    /// Services.
    pub services: usize,
    /// Needed details of services that are empty.
    pub services_missing: usize,
    /// Key roles that nobody holds.
    pub key_missing: usize,
    /// Key roles that somebody holds.
    pub key_held: usize,
    /// Key roles held by somebody who has not joined, so that nothing reaches them here.
    pub key_waiting: usize,
    /// People beside the first one.
    pub staff: usize,
    /// Policies that aren't withdrawn.
    pub policies: usize,
    /// Policies whose draft has gaps.
    pub with_gaps: usize,
    /// Policies in force.
    pub in_force: usize,
    /// Whether anybody was asked to read.
    pub asked: bool,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing is done.
    NotYet,
    /// Something is done.
    InProgress,
    /// Nothing is left.
    Completed,
    /// Another task comes first.
    CannotStart,
    /// Nothing is done, and nothing has to be.
    Optional,
}

impl Status {
    /// The end of its message's key, `ready-status-…`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotYet => "not-yet",
            Self::InProgress => "in-progress",
            Self::Completed => "completed",
            Self::CannotStart => "cannot-start",
            Self::Optional => "optional",
        }
    }

    /// The kind of its tag.
    #[must_use]
    pub const fn kind(self) -> Option<&'static str> {
        match self {
            Self::Completed => Some("ok"),
            Self::InProgress => Some("info"),
            Self::NotYet => Some("due"),
            Self::CannotStart | Self::Optional => None,
        }
    }
}

/// One task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// The end of its messages' keys, `ready-task-…`.
    pub name: &'static str,
    /// How far it is.
    pub status: Status,
    /// Numbers for its hint, `ready-hint-NAME`, when it has one now.
    pub hint: Option<(usize, usize)>,
    /// Where it is done, once and afterwards.
    pub address: (&'static str, &'static str),
}

/// The tasks by group, `ready-group-…`.
#[must_use]
pub fn list(of: &Facts) -> [(&'static str, Vec<Task>); 4] {
    [
        ("organisation", vec![details(of), logo(of), services(of)]),
        ("people", vec![key_people(of), staff(of)]),
        ("policies", vec![choose(of), gaps(of), publish(of)]),
        ("signing", vec![ask(of)]),
    ]
}

/// Tasks that are completed, and all tasks.
#[must_use]
pub fn progress(of: &Facts) -> (usize, usize) {
    let all = list(of).into_iter().flat_map(|(_, tasks)| tasks);
    all.fold((0, 0), |(done, total), task| (done + usize::from(task.status == Status::Completed), total + 1))
}

/// Whether nothing is left that must be done.
#[must_use]
pub fn is_complete(of: &Facts) -> bool {
    let mut all = list(of).into_iter().flat_map(|(_, tasks)| tasks);
    all.all(|task| matches!(task.status, Status::Completed | Status::Optional))
}

/// Completed, in progress or not yet begun.
const fn reached(done: bool, begun: bool) -> Status {
    match (done, begun) {
        (true, _) => Status::Completed,
        (false, true) => Status::InProgress,
        (false, false) => Status::NotYet,
    }
}

fn task(name: &'static str, status: Status, address: (&'static str, &'static str)) -> Task {
    Task { name, status, hint: None, address }
}

fn some(count: usize) -> Option<(usize, usize)> {
    (count > 0).then_some((count, 0))
}

fn details(of: &Facts) -> Task {
    let status = reached(of.details_missing == 0, of.details_begun);
    let fields = "settings/fields";
    Task { hint: some(of.details_missing), ..task("details", status, (fields, fields)) }
}

fn logo(of: &Facts) -> Task {
    let status = if of.logo { Status::Completed } else { Status::Optional };
    task("logo", status, ("settings/logo", "settings/logo"))
}

fn services(of: &Facts) -> Task {
    let status = reached(of.services > 0 && of.services_missing == 0, of.services > 0);
    let add = if of.services == 0 { "services/add" } else { "services" };
    Task { hint: some(of.services_missing), ..task("services", status, (add, "services")) }
}

fn key_people(of: &Facts) -> Task {
    let status = match of.services {
        0 => Status::CannotStart,
        _ => reached(of.key_missing == 0 && of.key_waiting == 0, of.key_held > 0),
    };
    let open = of.services > 0 && (of.key_missing > 0 || of.key_waiting > 0);
    let hint = open.then_some((of.key_missing, of.key_waiting));
    // Whoever has not joined yet is changed where each role stands.
    let here = if of.key_missing > 0 { "settings/key-people" } else { "settings/people" };
    Task { hint, ..task("key-people", status, (here, "settings/people")) }
}

fn staff(of: &Facts) -> Task {
    task("staff", reached(of.staff > 0, false), ("people", "people"))
}

fn choose(of: &Facts) -> Task {
    let status = match (of.services, of.policies) {
        (0, 0) => Status::CannotStart,
        _ => reached(of.policies > 0, false),
    };
    task("choose", status, ("library", "library"))
}

/// What is in force has no gaps: gaps in later drafts don't bring the task back.
fn gaps(of: &Facts) -> Task {
    let status = match of.policies {
        0 => Status::CannotStart,
        _ => reached(of.with_gaps == 0 || of.in_force > 0, of.with_gaps < of.policies),
    };
    let open = of.with_gaps > 0 && status != Status::Completed;
    let hint = open.then_some((of.with_gaps, of.policies));
    Task { hint, ..task("gaps", status, ("policies/gaps", "policies/gaps")) }
}

fn publish(of: &Facts) -> Task {
    let status = match of.policies {
        0 => Status::CannotStart,
        _ => reached(of.in_force > 0, false),
    };
    let hint = (of.policies > 0).then_some((of.in_force, of.policies));
    Task { hint, ..task("publish", status, ("policies/publish-many", "policies")) }
}

fn ask(of: &Facts) -> Task {
    let status = match (of.asked, of.in_force) {
        (true, _) => Status::Completed,
        (false, 0) => Status::CannotStart,
        (false, _) => Status::NotYet,
    };
    task("ask", status, ("acknowledgements/new", "acknowledgements"))
}

/// Reads what there is, in a number of statements that doesn't grow with the organisation.
///
/// # Errors
/// The database is away.
pub fn facts(tenant: &mut Tenant<'_>, asked: bool) -> Result<Facts, Error> {
    let everywhere = organisations::everywhere(tenant)?;
    let policies: Vec<Policy> =
        policies::store::all(tenant)?.into_iter().filter(|policy| policy.withdrawn_at.is_none()).collect();
    // Who was named for a role of the office isn't the staff that is still to come.
    let in_office: BTreeSet<PersonId> =
        people::store::all_grants(tenant)?.into_iter().map(|held| held.person).collect();
    let is_staff = |person: &&people::Person| person.is_present() && !in_office.contains(&person.id);
    let staff = people::list(tenant)?.iter().filter(is_staff).count();
    let members = people::store::members(tenant)?;
    let (key_held, key_waiting, key_missing) = key_roles(&everywhere, &members);
    let whole = everywhere.values(None);
    let services = everywhere.services();
    let (details_missing, services_missing) = missing_details(&everywhere);
    Ok(Facts {
        details_missing,
        details_begun: is_begun(&whole),
        logo: whole.get(catalogue::LOGO).is_some(),
        services: services.len(),
        services_missing,
        key_missing,
        key_held,
        key_waiting,
        staff,
        policies: policies.len(),
        with_gaps: policies.iter().filter(|policy| policy.has_draft && policy.gaps > 0).count(),
        in_force: policies.iter().filter(|policy| policy.is_in_force()).count(),
        asked,
    })
}

/// Needed details that nobody typed: those that the organisation can say once for all its services, and how
/// many only a service can say.
fn missing_details(everywhere: &Everywhere) -> (usize, usize) {
    let typed = |names: BTreeSet<&'static str>| names.into_iter().filter(|name| is_typed(name));
    let of_services =
        everywhere.services().iter().flat_map(|service| typed(everywhere.missing(Some(service.id))));
    let own = of_services.filter(|name| !is_of_organisation(name));
    (typed(everywhere.missing(None)).count(), own.count())
}

fn is_begun(values: &Values) -> bool {
    catalogue::all()
        .iter()
        .filter(|field| field.name != "org_field_name" && is_typed(&field.name))
        .any(|field| field.name != catalogue::LOGO && values.get(&field.name).is_some())
}

/// The key roles in which somebody must be reached here.
const REACHED: [Role; 3] = [Role::RegisteredManager, Role::SafeguardingLead, Role::SafeguardingDeputy];

/// Key roles that are held, those of them whose holder has not joined, and those that nobody holds.
fn key_roles(everywhere: &Everywhere, members: &BTreeSet<PersonId>) -> (usize, usize, usize) {
    let wanted = everywhere.key_roles();
    let holders = wanted.iter().filter_map(|(role, place)| Some((role, everywhere.holder(*role, *place)?)));
    let (held, waiting) = holders.fold((0, 0), |(held, waiting), (role, holder)| {
        let waits = REACHED.contains(role) && !incidents::is_reachable(holder, members);
        (held + 1, waiting + usize::from(waits))
    });
    (held, waiting, wanted.len() - held)
}

#[cfg(test)]
mod tests {
    use super::{Facts, Status, is_complete, list, progress};

    /// The states in order, a letter each: not yet, in progress, done, waits, optional.
    fn states(of: &Facts) -> String {
        let letter = |status| match status {
            Status::NotYet => 'N',
            Status::InProgress => 'P',
            Status::Completed => 'D',
            Status::CannotStart => 'w',
            Status::Optional => 'o',
        };
        list(of).into_iter().flat_map(|(_, tasks)| tasks).map(|task| letter(task.status)).collect()
    }

    #[test]
    fn what_there_is_decides_how_far_each_task_is() {
        let founded = Facts { details_missing: 7, ..Facts::default() };
        let with_service = Facts { services: 1, services_missing: 3, key_missing: 5, ..founded };
        let chosen = Facts { key_held: 1, key_missing: 4, policies: 12, with_gaps: 12, ..with_service };
        let filled = Facts { with_gaps: 0, details_missing: 0, services_missing: 0, staff: 1, ..chosen };
        let published = Facts { in_force: 3, key_missing: 0, logo: true, ..filled };
        let later = Facts { with_gaps: 2, asked: true, ..published };
        for (of, wanted) in [
            (founded, "NoNwNwwww"),
            (with_service, "NoPNNNwww"),
            (Facts { details_begun: true, ..chosen }, "PoPPNDNNw"),
            (Facts { with_gaps: 4, ..chosen }, "NoPPNDPNw"),
            (filled, "DoDPDDDNw"),
            (published, "DDDDDDDDN"),
            (Facts { key_waiting: 1, key_held: 5, ..published }, "DDDPDDDDN"),
            (later, "DDDDDDDDD"),
        ] {
            assert_eq!(states(&of), wanted, "{of:?}");
        }
        assert_eq!(progress(&published), (8, 9));
        assert!(!is_complete(&published) && is_complete(&Facts { logo: false, ..later }));
    }
}
