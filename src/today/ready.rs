//! "Get the organisation ready": the page, the way in, and hiding the list.

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use super::events::ReadyListChanged;
use super::tasks::{self, Facts, Task};
use super::{others, pages};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::audit;
use crate::clock::Moment;
use crate::db::{Error as DbError, Tenant};
use crate::messages::args;
use crate::organisations;
use crate::terms;
use crate::web::{Answer, Visit, see_other};

/// Where a member keeps that they don't want to see the list.
fn setting(member: &Member) -> String {
    format!("ready_list_hidden/{}", member.person())
}

/// Whether a member has hidden the list.
///
/// # Errors
/// The database is away.
pub fn is_hidden(tenant: &mut Tenant<'_>, member: &Member) -> Result<bool, DbError> {
    Ok(organisations::store::setting(tenant, &setting(member))?.as_deref() == Some("yes"))
}

fn hide(tenant: &mut Tenant<'_>, now: Moment, member: &Member, hidden: bool) -> Result<(), DbError> {
    if is_hidden(tenant, member)? == hidden {
        return Ok(());
    }
    organisations::store::set_setting(tenant, &setting(member), if hidden { "yes" } else { "no" })?;
    audit::record(tenant, now, &ReadyListChanged { hidden })?;
    Ok(())
}

/// What is left to do for who leads the organisation: nothing once staff were asked to read, all is done,
/// or the list is hidden.
///
/// # Errors
/// The database is away.
pub fn left_to_do(tenant: &mut Tenant<'_>, member: &Member) -> Result<Option<Facts>, DbError> {
    if !member.may(Action::ManageOrganisation) || is_hidden(tenant, member)? {
        return Ok(None);
    }
    let asked = !others::requests(tenant, &Reach::Everywhere)?.is_empty();
    let facts = tasks::facts(tenant, asked)?;
    Ok((!asked && !tasks::is_complete(&facts)).then_some(facts))
}

/// How many first tasks are done, and how many there are, while they lie ahead.
///
/// # Errors
/// The database is away.
pub fn ahead(tenant: &mut Tenant<'_>, member: &Member) -> Result<Option<(usize, usize)>, DbError> {
    Ok(left_to_do(tenant, member)?.as_ref().map(tasks::progress))
}

/// Where somebody comes in: new terms first, then what is left to do, else Today.
///
/// # Errors
/// The database is away.
pub fn way_in(tenant: &mut Tenant<'_>, member: &Member) -> Result<String, DbError> {
    if let Some(terms) = terms::pages::asks_at(tenant, member)? {
        return Ok(terms);
    }
    let to = if left_to_do(tenant, member)?.is_some() { "ready" } else { "" };
    Ok(member.path(to))
}

/// The progress in words, for Today.
#[must_use]
pub fn summary(member: &Member, facts: &Facts) -> Json {
    let (done, total) = tasks::progress(facts);
    json!({ "done": done, "total": total, "href": member.path("ready") })
}

/// Shows the list, hidden or not.
pub async fn show(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let of = member.clone();
    let read = move |tenant: &mut Tenant<'_>| {
        let asked = !others::requests(tenant, &Reach::Everywhere)?.is_empty();
        Ok::<_, DbError>((tasks::facts(tenant, asked)?, is_hidden(tenant, &of)?))
    };
    let (facts, hidden) = visit.app.read(&member, read).await?;
    let title = visit.app.messages.format(
        visit.language,
        "ready-title",
        &args([("organisation", member.organisation_name().to_owned())]),
    );
    let groups: Vec<Json> = tasks::list(&facts)
        .into_iter()
        .map(|(name, tasks)| {
            let items: Vec<Json> = tasks.iter().map(|task| item(&visit, &member, task)).collect();
            json!({ "id": name, "title": visit.words(&format!("ready-group-{name}")), "items": items })
        })
        .collect();
    let (done, total) = tasks::progress(&facts);
    let context = json!({
        "title": title,
        "groups": groups,
        "done": done,
        "total": total,
        "complete": tasks::is_complete(&facts),
        "hidden": hidden,
        "hide": member.path("ready/hide"),
        "show": member.path("ready/show"),
        "today": member.path(""),
        "settings": member.path("settings"),
    });
    visit.page(&member, "today/ready.html", context)
}

fn item(visit: &Visit, member: &Member, task: &Task) -> Json {
    let waits = task.status == tasks::Status::CannotStart;
    let done = task.status == tasks::Status::Completed;
    let (first, afterwards) = task.address;
    let href = pages::address_of(visit, member, if done { afterwards } else { first });
    let hint = match task.hint {
        _ if waits => Some(visit.words(&format!("ready-waits-{}", task.name))),
        Some((count, total)) => {
            let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            let values = args([("count", number(count)), ("total", number(total))]);
            let key = format!("ready-hint-{}", task.name);
            Some(visit.app.messages.format(visit.language, &key, &values))
        }
        None => None,
    };
    json!({
        "id": format!("ready-{}", task.name),
        "label": visit.words(&format!("ready-task-{}", task.name)),
        "status": visit.words(&format!("ready-status-{}", task.status.word())),
        "kind": task.status.kind(),
        "href": href.filter(|_| !waits),
        "hint": hint,
    })
}

async fn change(visit: &Visit, member: &Member, hidden: bool) -> Result<(), DbError> {
    let (now, of) = (visit.now, member.clone());
    visit.app.write(member, move |tenant| hide(tenant, now, &of, hidden)).await
}

/// Takes the list away from this member's way in.
pub async fn hide_list(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    change(&visit, &member, true).await?;
    Ok(see_other(&member.path("?done=ready-list-hidden")))
}

/// Brings it back.
pub async fn show_list(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    change(&visit, &member, false).await?;
    Ok(see_other(&member.path("ready?done=ready-list-shown")))
}
