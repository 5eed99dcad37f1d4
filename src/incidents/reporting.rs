//! What a reporter learns of who is told: before the report is sent, and as long as nobody has opened it.

use super::conflict::{self, Meant};
use super::{IncidentError, Mine, Report, naming, routing, store, telling};
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::organisations;
use crate::people;
use crate::people::same::Same;

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
    let named = naming::named(&people::called::today(tenant)?, reporter, report).kept_out();
    let kept_out = Same::read(tenant)?.with(named);
    let Some(service) = organisations::service(tenant, report.service)? else { return Ok(Vec::new()) };
    let line = routing::line(&telling::holders(tenant, &service, Some(on))?, &kept_out, reporter);
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

/// Whether nobody who was told of somebody's own report has opened it. Opening ends the telling.
///
/// # Errors
/// The database is away, or there is no such report.
pub fn is_unopened(tenant: &mut Tenant<'_>, mine: &Mine) -> Result<bool, IncidentError> {
    let case = store::by_reference(tenant, &mine.reference)?.ok_or(IncidentError::NotFound)?;
    Ok(store::told(tenant, case.id)?.iter().all(|told| told.opened_at.is_none()))
}
