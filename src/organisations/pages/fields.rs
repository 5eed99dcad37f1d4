//! The page of fields.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::{asked_service, may_change, scoped, scopes, service_text};
use crate::access::{Member, Role};
use crate::db::ids::ServiceId;
use crate::documents::catalogue::{self, Field, Kind};
use crate::documents::{Value, Values, checks, labels};
use crate::messages::args;
use crate::organisations::groups::{self, GROUPS, Scope};
use crate::organisations::own::{self, Alias, OwnError};
use crate::organisations::{self, Service, fields, form};
use crate::people::{self, Person};
use crate::reactions;
use crate::web::{Answer, Body, Error, Visit, see_other};

const TEMPLATE: &str = "organisations/fields.html";
const ADDRESS: &str = "settings/fields";

/// What the page shows.
struct Sheet {
    scope: Scope,
    service: Option<Service>,
    services: Vec<Service>,
    may_change: bool,
    typed: BTreeMap<String, String>,
    resolved: Values,
    own: BTreeSet<String>,
    labels: BTreeMap<String, String>,
    names: Vec<Alias>,
    holders: Vec<(Role, Option<Person>)>,
    only_missing: bool,
    missing: BTreeSet<&'static str>,
}

impl Sheet {
    fn service_id(&self) -> Option<ServiceId> {
        self.service.as_ref().map(|service| service.id)
    }

    fn is_missing(&self, field: &Field) -> bool {
        self.missing.contains(field.name.as_str())
    }

    fn wants(&self, field: &Field) -> bool {
        !self.only_missing || self.is_missing(field)
    }
}

async fn load(visit: &Visit, member: &Member) -> Result<Sheet, Error> {
    let (asked, of) = (service_text(&visit.query), member.clone());
    let only_missing = visit.query.text("only") == "missing";
    let look = move |tenant: &mut crate::db::Tenant<'_>| {
        let service = asked_service(tenant, &asked)?;
        let id = service.as_ref().map(|service| service.id);
        let typed = fields::typed(tenant, id)?;
        let known = organisations::everywhere(tenant)?;
        let everywhere = if id.is_some() { fields::typed(tenant, None)? } else { BTreeMap::new() };
        let names = typed.keys().chain(everywhere.keys());
        let made = own::fields(tenant)?;
        let own = names.filter(|name| catalogue::is_custom(name)).chain(made.iter().map(|field| &field.name));
        let own = own.cloned().collect();
        let mut holders = Vec::new();
        for role in fields::roles() {
            let scope = if people::belongs_to_service(role) { id } else { None };
            holders.push((role, people::holders(tenant, role, scope)?.into_iter().next()));
        }
        Ok(Sheet {
            scope: if id.is_some() { Scope::Service } else { Scope::Organisation },
            may_change: may_change(&of, id),
            services: organisations::services(tenant)?,
            resolved: known.values(id),
            service,
            typed,
            own,
            labels: made.into_iter().map(|field| (field.name, field.label)).collect(),
            names: if id.is_some() { Vec::new() } else { own::aliases(tenant)? },
            holders,
            only_missing,
            missing: known.missing(id),
        })
    };
    visit.app.read(member, look).await
}

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let sheet = load(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context(&visit, &member, &sheet))
}

pub(super) async fn save(visit: Visit, member: Member, body: Body) -> Answer {
    let sheet = load(&visit, &member).await?;
    if !sheet.may_change {
        return Err(Error::Forbidden);
    }
    let fields = body.fields().await?;
    let changes = match form::changes(&fields, sheet.scope, &sheet.own) {
        Ok(changes) => changes,
        Err(errors) => {
            let context = context(&visit, &member, &sheet);
            return visit.page_again(&member, TEMPLATE, context, &fields, &errors);
        }
    };
    let (now, by, service) = (visit.now, member.person(), sheet.service_id());
    let completed = changes.iter().any(|(name, value)| fields.has(name) && fields.text(name) != value);
    let label = fields.text("new-name").to_owned();
    let write = move |tenant: &mut crate::db::Tenant<'_>| {
        // A label that is taken was refused above, unless somebody took it just now.
        if let (false, Err(OwnError::Database(fault))) =
            (label.is_empty(), own::add_field(tenant, now, by, &label, ""))
        {
            return Err(fault);
        }
        let changed = organisations::set_values(tenant, now, service, &changes)?;
        if changed > 0 {
            reactions::fields_changed(tenant, now)?;
        }
        Ok(changed)
    };
    let changed =
        visit.app.write(&member, write).await.map_err(|fault: crate::db::Error| Error::from(fault))?;
    let done = match changed {
        0 => "fields-same",
        _ if completed => "fields-completed",
        _ => "fields-saved",
    };
    let only: &[(&str, &str)] =
        if sheet.only_missing { &[("only", "missing"), ("done", done)] } else { &[("done", done)] };
    Ok(see_other(&scoped(&member, ADDRESS, service, only)))
}

/// `POST …/settings/fields/names`: a name of texts means nothing any more.
pub(super) async fn remove_name(visit: Visit, member: Member, body: Body) -> Answer {
    if !may_change(&member, None) {
        return Err(Error::Forbidden);
    }
    let alias = body.fields().await?.raw("alias").to_owned();
    let now = visit.now;
    let write = move |tenant: &mut crate::db::Tenant<'_>| {
        let removed = own::remove_alias(tenant, now, &alias)?;
        if removed {
            reactions::fields_changed(tenant, now)?;
        }
        Ok::<bool, crate::db::Error>(removed)
    };
    if !visit.app.write(&member, write).await? {
        return Err(Error::NotFound);
    }
    Ok(see_other(&member.path("settings/fields?done=names-removed")))
}

fn context(visit: &Visit, member: &Member, sheet: &Sheet) -> Json {
    let service = sheet.service_id();
    let only: &[(&str, &str)] = if sheet.only_missing { &[("only", "missing")] } else { &[] };
    let of = sheet.service.as_ref().map_or(member.organisation_name(), |service| &service.name);
    let title = visit.app.messages.format(visit.language, "fields-title", &args([("name", of)]));
    let all: Vec<Json> = GROUPS.iter().map(|key| group(visit, member, sheet, key)).collect();
    let has_rows = |group: &&Json| {
        let filled = |key| group.get(key).and_then(Json::as_array).is_some_and(|rows| !rows.is_empty());
        filled("rows") || filled("people")
    };
    json!({
        "title": title,
        "scopes": scopes(visit, member, ADDRESS, &sheet.services, service),
        "back": member.path("settings"),
        "stale": member.path("policies/stale"),
        "action": scoped(member, ADDRESS, service, only),
        "all": scoped(member, ADDRESS, service, &[]),
        "only": scoped(member, ADDRESS, service, &[("only", "missing")]),
        "only_missing": sheet.only_missing,
        "missing": sheet.missing.len(),
        "may_change": sheet.may_change,
        "groups": all.iter().filter(has_rows).collect::<Vec<_>>(),
        "logo": scoped(member, "settings/logo", service, &[]),
        "names": sheet.names.iter().map(|alias| json!({
            "alias": alias.alias, "label": label(visit, sheet, &alias.name),
        })).collect::<Vec<_>>(),
        "names_action": member.path("settings/fields/names"),
        "has_logo": sheet.resolved.get(catalogue::LOGO).is_some(),
    })
}

fn group(visit: &Visit, member: &Member, sheet: &Sheet, key: &str) -> Json {
    let listed = groups::shown(sheet.scope).filter(|field| groups::group_of(&field.name) == key);
    let listed = listed.filter(|field| fields::role_behind(&field.name).is_none() && sheet.wants(field));
    let mut rows: Vec<Json> =
        listed.map(|field| row(visit, member, sheet, &field.name, field.kind)).collect();
    if key == "other" && !sheet.only_missing {
        rows.extend(sheet.own.iter().map(|name| row(visit, member, sheet, name, Kind::Text)));
    }
    let people = if key == "people" { holders(visit, member, sheet) } else { Vec::new() };
    json!({ "key": format!("fields-group-{key}"), "id": key, "rows": rows, "people": people })
}

fn row(visit: &Visit, member: &Member, sheet: &Sheet, name: &str, kind: Kind) -> Json {
    let typed = sheet.typed.get(name).map(String::as_str);
    let resolved = text_of(&sheet.resolved, name);
    let service_row = groups::of_service_details(name);
    let href = sheet.service_id().map(|id| member.path(&format!("services/{id}")));
    json!({
        "name": name,
        "label": label(visit, sheet, name),
        "type": match kind { Kind::Email => "email", Kind::Tel => "tel", Kind::Url => "url", _ => "text" },
        "lines": form::has_lines(name),
        "value": typed,
        "shown": shown_value(visit, name, resolved),
        "hint": hint(visit, sheet, name, typed, resolved),
        "from_service": if service_row { href } else { None },
    })
}

fn label(visit: &Visit, sheet: &Sheet, name: &str) -> String {
    let own = sheet.labels.get(name).cloned();
    own.unwrap_or_else(|| labels::field(&visit.app.messages, visit.language, name))
}

/// Answers of a fixed list in words.
fn shown_value(visit: &Visit, name: &str, value: &str) -> String {
    let key = match name {
        "org_field_nation" => format!("services-nation-{}", value.replace('_', "-")),
        "org_field_service_type" => format!("services-type-{}", value.replace('_', "-")),
        _ => return value.to_owned(),
    };
    visit.words(&key)
}

fn hint(visit: &Visit, sheet: &Sheet, name: &str, typed: Option<&str>, resolved: &str) -> Option<String> {
    let mut hints = Vec::new();
    let say = |key: &str, value: &str| {
        visit.app.messages.format(visit.language, key, &args([("value", value.to_owned())]))
    };
    if catalogue::is_custom(name) {
        hints.push(say("fields-own-name", name));
    }
    if sheet.scope == Scope::Service && typed.is_none() && !resolved.is_empty() {
        hints.push(say("fields-otherwise", resolved));
    }
    if form::has_lines(name) {
        hints.push(visit.words("fields-lines"));
    }
    let judged = catalogue::find(name).zip(typed).and_then(|(field, value)| checks::check(field, value).ok());
    hints.extend(judged.flatten().map(|warning| visit.words(warning.0)));
    (!hints.is_empty()).then(|| hints.join(" "))
}

fn text_of<'a>(values: &'a Values, name: &str) -> &'a str {
    match values.get(name) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// One line for each role whose holder fills fields; the gaps of a preview lead to its anchors.
fn holders(visit: &Visit, member: &Member, sheet: &Sheet) -> Vec<Json> {
    let mut rows = Vec::new();
    for (role, person) in &sheet.holders {
        let behind: Vec<&Field> = groups::shown(sheet.scope)
            .filter(|field| fields::role_behind(&field.name) == Some(*role) && sheet.wants(field))
            .collect();
        if behind.is_empty() {
            continue;
        }
        let reach = person.as_ref().map(|person| {
            let email = person.email.as_ref().map(|email| email.as_str());
            [email, person.phone.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
        });
        rows.push(json!({
            "ids": behind.iter().map(|field| field.name.clone()).collect::<Vec<_>>(),
            "label": visit.words(&format!("role-{}", role.as_str().replace('_', "-"))),
            "name": person.as_ref().map(Person::name),
            "reach": reach,
            "href": member.path("settings/people"),
        }));
    }
    rows
}
