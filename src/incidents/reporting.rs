//! What a reporter learns of who is told: before the report is sent, and as long as nobody has opened it.

use std::collections::BTreeSet;

use super::conflict::{self, Meant};
use super::routing::{self, Holder, Holders};
use super::{IncidentError, Mine, Report, named, store, telling};
use crate::access::Role;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::organisations;
use crate::people::{self, covers};

/// Whoever could be told of a report although its story names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    /// What the staff list calls them.
    pub name: String,
    /// Their whole name stands in the story; else a part of it.
    pub surely: bool,
}

/// Who could be told of a report and stands in its story, those with their whole name first. Only what people are called
/// today counts: an earlier name would tell the reporter whose it was.
///
/// # Errors
/// The database is away.
pub fn mentioned(
    tenant: &mut Tenant<'_>,
    on: Day,
    reporter: PersonId,
    report: &Report,
) -> Result<Vec<Mentioned>, DbError> {
    let kept_out = named(tenant, reporter, report)?.kept_out();
    let line = line(tenant, on, report.service, &kept_out, reporter)?;
    let mut names = people::present_names(tenant)?;
    names.retain(|person, _| line.contains(person));
    let Meant { surely, perhaps } =
        conflict::meant(&report.narrative, names.iter().map(|(id, name)| (*id, name.as_str())));
    let ids = surely.iter().chain(&perhaps);
    let mentioned = ids.filter_map(|id| {
        let name = names.get(id)?.clone();
        Some(Mentioned { name, surely: surely.contains(id) })
    });
    Ok(mentioned.collect())
}

/// The line for a service as it stands on a day.
fn line(
    tenant: &mut Tenant<'_>,
    on: Day,
    service: ServiceId,
    kept_out: &BTreeSet<PersonId>,
    reporter: PersonId,
) -> Result<Vec<PersonId>, DbError> {
    let Some(service) = organisations::service(tenant, service)? else { return Ok(Vec::new()) };
    let mut held = |roles: &[Role]| -> Result<Vec<Holder>, DbError> {
        let mut held = Vec::new();
        for role in roles {
            for (person, stands_in_for) in covers::holders_on(tenant, *role, service.id, Some(on))? {
                let reachable = telling::is_reachable(&person);
                held.push(Holder { person: person.id, reachable, stands_in_for });
            }
        }
        Ok(held)
    };
    let holders = Holders {
        leads: held(&[Role::SafeguardingLead])?,
        deputies: held(&[Role::SafeguardingDeputy])?,
        individuals: held(routing::individual_roles(service.nation))?,
        owners: held(&[Role::Owner])?,
    };
    Ok(routing::line(&holders, kept_out, reporter))
}

/// Whether nobody who was told of somebody's own report has opened it. Opening ends the telling.
///
/// # Errors
/// The database is away, or there is no such report.
pub fn is_unopened(tenant: &mut Tenant<'_>, mine: &Mine) -> Result<bool, IncidentError> {
    let case = store::by_reference(tenant, &mine.reference)?.ok_or(IncidentError::NotFound)?;
    Ok(store::told(tenant, case.id)?.iter().all(|told| told.opened_at.is_none()))
}
