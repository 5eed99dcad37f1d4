//! The page "Fill the gaps".

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Found, PersonGap, Shelf, look, naming, saving, shelf};
use crate::access::member::Reach;
use crate::access::{Action, Member, Role};
use crate::db::ids::{PolicyId, ServiceId};
use crate::db::{Database, Error as DbError};
use crate::documents::catalogue;
use crate::messages::args;
use crate::organisations::form;
use crate::policies::pages::unknown::AT_ONCE;
use crate::policies::pages::{label_of, may_change};
use crate::web::{Answer, Door, Error, Route, Visit};

const EDIT: Door = Door::Member(Action::EditPolicies);
const MANAGE: Door = Door::Member(Action::ManageOrganisation);
pub(super) const TEMPLATE: &str = "policies/gaps.html";

/// The page of a draft that everybody may open who reads policies.
const READ: &str = "preview";

/// So many people are named who can do something.
const NAMED: usize = 3;

/// The URLs of this page; they come before those of one policy.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies/gaps", EDIT, || web::to(show)),
    Route::post("/o/{slug}/policies/gaps", MANAGE, || web::to(saving::save)),
    Route::post("/o/{slug}/policies/gaps/names", EDIT, || web::to(naming::decide)),
];

pub(super) async fn found(visit: &Visit, member: &Member) -> Result<(Shelf, Found), Error> {
    let entry = member.clone();
    let work = move |database: &Database| -> Result<_, DbError> {
        let shelf = database.read(&entry, shelf)?;
        let found = look(&shelf);
        Ok((shelf, found))
    };
    Ok(visit.app.work(work).await?)
}

/// `GET …/policies/gaps`
async fn show(visit: Visit, member: Member) -> Answer {
    let (shelf, found) = found(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context(&visit, &member, &shelf, &found))
}

pub(in crate::policies) fn may_fill(member: &Member, place: Option<ServiceId>) -> bool {
    let reach = member.reach(Action::ManageOrganisation);
    match place {
        Some(service) => reach.holds_at(service),
        None => reach == Reach::Everywhere,
    }
}

pub(super) fn input(name: &str, place: Option<ServiceId>) -> String {
    place.map_or_else(|| format!("v-{name}"), |service| format!("v-{name}-{service}"))
}

pub(super) fn context(visit: &Visit, member: &Member, shelf: &Shelf, found: &Found) -> Json {
    let mut rows: Vec<Json> =
        found.fields.keys().map(|name| field_row(visit, member, shelf, found, name)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.get("count").and_then(Json::as_u64)));
    let mut people: Vec<Json> =
        found.people.iter().map(|(key, gap)| person_row(visit, member, shelf, *key, gap)).collect();
    people.sort_by_key(|row| std::cmp::Reverse(row.get("count").and_then(Json::as_u64)));
    let used = |policies: &BTreeSet<PolicyId>, page: &str| links(member, shelf, policies, page);
    let filled = found
        .filled
        .iter()
        .map(|(name, policies)| json!({ "label": label(visit, shelf, name), "count": policies.len() }));
    json!({
        "title": visit.words("gaps-title"),
        "back": member.path("policies"),
        "drafts": shelf.drafts.len(),
        "rows": rows,
        "people": people,
        "unknown": naming::rows(visit, member, shelf, found),
        "unknown_action": member.path("policies/gaps/names"),
        "unknown_later": found.unknown.len().saturating_sub(AT_ONCE),
        "filled": filled.collect::<Vec<_>>(),
        "without_service": used(&found.without_service, "details"),
        "unread": used(&found.unread, "text"),
        "may_fill": found.fields.iter().any(|(name, gap)| gap.inputs(name).iter().any(|place| may_fill(member, *place))),
        "clashes": [],
        "is_complete": found.is_complete(),
        "publish": member.path("policies/publish-many"),
    })
}

pub(super) fn label(visit: &Visit, shelf: &Shelf, name: &str) -> String {
    label_of(visit, &shelf.own, name)
}

pub(super) fn links(member: &Member, shelf: &Shelf, policies: &BTreeSet<PolicyId>, page: &str) -> Vec<Json> {
    let wanted = shelf.drafts.iter().filter(|draft| policies.contains(&draft.policy.id));
    // A page that only those may open who may change the policy: the others get to the policy itself.
    let row = |draft: &super::Used| {
        let policy = &draft.policy;
        let opens = page == READ || may_change(member, &draft.touches);
        let page = if opens { format!("/{page}") } else { String::new() };
        let href = member.path(&format!("policies/{}{page}", policy.id));
        json!({ "title": policy.title, "code": policy.code, "href": href })
    };
    wanted.map(row).collect()
}

fn field_row(visit: &Visit, member: &Member, shelf: &Shelf, found: &Found, name: &str) -> Json {
    let Some(gap) = found.fields.get(name) else { return Json::Null };
    let own = shelf.own.iter().find(|field| field.name == name);
    let shared = gap.may_be_shared(name);
    let place = |place: &Option<ServiceId>| {
        let service = place.and_then(|id| shelf.services().iter().find(|service| service.id == id));
        let words = match service {
            Some(service) => service.name.clone(),
            None => visit.words(if shared { "gaps-every-service" } else { "gaps-whole" }),
        };
        let who = (Action::ManageOrganisation, *place);
        json!({
            "input": input(name, *place),
            "place": words,
            "type": input_type(name),
            "may_fill": may_fill(member, *place),
            "who": names_of(visit, member, shelf, who),
        })
    };
    let all_mine = gap.inputs(name).iter().all(|place| may_fill(member, *place));
    let hint = own.map(|own| own.hint.clone()).filter(|hint| !hint.is_empty());
    json!({
        "name": name,
        "label": label(visit, shelf, name),
        "hint": hint.or_else(|| form::has_lines(name).then(|| visit.words("fields-lines"))),
        "lines": form::has_lines(name),
        "count": gap.policies.len(),
        "policies": links(member, shelf, &gap.policies, READ),
        "all_mine": all_mine,
        "inputs": gap.inputs(name).iter().map(place).collect::<Vec<_>>(),
    })
}

fn input_type(name: &str) -> &'static str {
    match catalogue::find(name).map(|field| field.kind) {
        Some(catalogue::Kind::Email) => "email",
        Some(catalogue::Kind::Tel) => "tel",
        Some(catalogue::Kind::Url) => "url",
        _ => "text",
    }
}

fn person_row(
    visit: &Visit,
    member: &Member,
    shelf: &Shelf,
    (role, service): (Role, Option<ServiceId>),
    gap: &PersonGap,
) -> Json {
    let place = service.and_then(|id| shelf.services().iter().find(|known| known.id == id));
    let role_words = visit.words(&format!("role-{}", role.as_str().replace('_', "-")));
    let at = place.map_or_else(|| member.organisation_name().to_owned(), |service| service.name.clone());
    let values = args([("role", role_words), ("place", at)]);
    let key = if gap.holder.is_some() { "gaps-person-detail" } else { "gaps-person" };
    json!({
        "words": visit.app.messages.format(visit.language, key, &values),
        "fields": gap.fields.iter().map(|name| label(visit, shelf, name)).collect::<Vec<_>>(),
        "count": gap.policies.len(),
        "policies": links(member, shelf, &gap.policies, READ),
        "href": where_to_name(member, role, service, gap.holder),
        "who": says_who_names(visit, member, shelf, gap),
    })
}

/// Who can do what a member can't: their names, or that nobody can.
pub(super) fn names_of(
    visit: &Visit,
    member: &Member,
    shelf: &Shelf,
    (action, place): (Action, Option<ServiceId>),
) -> String {
    let people = shelf.everywhere.who_may(action, place);
    let others = people.into_iter().filter(|person| person.id != member.person());
    let names: Vec<String> = others.take(NAMED).map(crate::people::Person::name).collect();
    if names.is_empty() { visit.words("gaps-who-nobody") } else { names.join(", ") }
}

/// Who gives a role to somebody, when this member may not.
fn says_who_names(visit: &Visit, member: &Member, shelf: &Shelf, gap: &PersonGap) -> Option<String> {
    if gap.holder.is_some() || member.may(Action::GrantRoles) {
        return None;
    }
    let names = names_of(visit, member, shelf, (Action::GrantRoles, None));
    Some(visit.app.messages.format(visit.language, "gaps-who-names", &args([("names", names)])))
}

/// The page where a role gets its holder, or its holder an address or number; nothing when this member may
/// open neither.
pub(in crate::policies) fn where_to_name(
    member: &Member,
    role: Role,
    service: Option<ServiceId>,
    holder: Option<crate::db::ids::PersonId>,
) -> Option<String> {
    if let Some(person) = holder {
        // Whoever holds a role for the whole organisation is changed by those who reach that far.
        let reach = member.reach(Action::ManagePeople);
        let at = service.filter(|_| crate::people::belongs_to_service(role));
        let opens = at.map_or(reach == Reach::Everywhere, |at| reach.holds_at(at));
        return opens.then(|| member.path(&format!("people/{person}/change")));
    }
    let at = service.filter(|_| crate::people::belongs_to_service(role));
    let at = at.map(|service| format!("?service={service}")).unwrap_or_default();
    if member.may(Action::GrantRoles) {
        return Some(member.path(&format!("settings/people/{}{at}", role.as_str())));
    }
    member.may(Action::ManageOrganisation).then(|| member.path("settings/people"))
}
