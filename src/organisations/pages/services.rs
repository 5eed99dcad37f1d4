//! The services.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{may_change, scoped};
use crate::access::{Action, Member, Role};
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::documents::labels;
use crate::messages::args;
use crate::organisations::reporting::{Holder, Obstacle, obstacles};
use crate::organisations::{self, Nation, OrganisationError, Service, ServiceType, fields, form};
use crate::people::{self, Person};
use crate::reactions;
use crate::web::{Answer, Body, Error, Visit, see_other};

const LIST: &str = "organisations/services.html";
const FORM: &str = "organisations/service.html";

/// A service and the people who matter for it.
pub(super) struct Staffed {
    pub service: Service,
    pub manager: Option<Person>,
    pub lead: Option<Person>,
    pub deputies: Vec<Person>,
}

impl Staffed {
    pub(super) fn obstacles(&self) -> Vec<Obstacle> {
        let deputies: Vec<Holder> = self.deputies.iter().map(Holder::from).collect();
        obstacles(self.lead.as_ref().map(Holder::from), &deputies)
    }
}

pub(super) fn staffed(tenant: &mut Tenant<'_>, service: Service) -> Result<Staffed, crate::db::Error> {
    let at = Some(service.id);
    Ok(Staffed {
        manager: people::holders(tenant, Role::RegisteredManager, at)?.into_iter().next(),
        lead: people::holders(tenant, Role::SafeguardingLead, at)?.into_iter().next(),
        deputies: people::holders(tenant, Role::SafeguardingDeputy, at)?,
        service,
    })
}

pub(super) fn all_staffed(tenant: &mut Tenant<'_>) -> Result<Vec<Staffed>, crate::db::Error> {
    organisations::services(tenant)?.into_iter().map(|service| staffed(tenant, service)).collect()
}

pub(super) fn facts(visit: &Visit, member: &Member, found: &Staffed) -> Json {
    let Service { id, name, nation, service_type } = &found.service;
    let names: Vec<String> = found.deputies.iter().map(Person::name).collect();
    let problems: Vec<String> = found.obstacles().iter().map(|why| visit.words(why.key())).collect();
    json!({
        "id": format!("service-{id}"),
        "name": name,
        "href": member.path(&format!("services/{id}")),
        "nation": visit.words(&nation_key(*nation)),
        "type": visit.words(&type_key(*service_type)),
        "manager": found.manager.as_ref().map(Person::name),
        "lead": found.lead.as_ref().map(Person::name),
        "deputies": names.join(", "),
        "takes_reports": problems.is_empty(),
        "problems": problems,
        "fields": scoped(member, "settings/fields", Some(*id), &[]),
        "may_change": may_change(member, Some(*id)),
    })
}

fn nation_key(nation: Nation) -> String {
    format!("services-nation-{}", nation.as_str().replace('_', "-"))
}

fn type_key(service_type: ServiceType) -> String {
    format!("services-type-{}", service_type.as_str().replace('_', "-"))
}

pub(super) async fn list(visit: Visit, member: Member) -> Answer {
    let found = visit.app.read(&member, all_staffed).await?;
    let rows: Vec<Json> = found.iter().map(|found| facts(&visit, &member, found)).collect();
    let context = json!({
        "title": visit.words("services-title"),
        "services": rows,
        "add": may_change(&member, None).then(|| member.path("services/add")),
        "people": member.path("settings/people"),
        "devices": member.may(Action::ManageDevices).then(|| member.path("devices")),
    });
    visit.page(&member, LIST, context)
}

fn options<T: Copy>(
    visit: &Visit,
    all: &[T],
    word: fn(T) -> &'static str,
    key: fn(T) -> String,
) -> Vec<Json> {
    all.iter().map(|value| json!({ "value": word(*value), "label": visit.words(&key(*value)) })).collect()
}

fn inputs(visit: &Visit, typed: &std::collections::BTreeMap<String, String>) -> Vec<Json> {
    let input = |name: &&str| {
        let kind = match name.rsplit('_').next() {
            Some("phone") => "tel",
            Some("email") => "email",
            Some("url") => "url",
            _ => "text",
        };
        json!({
            "name": name,
            "type": kind,
            "label": labels::field(&visit.app.messages, visit.language, name),
            "value": typed.get(*name),
        })
    };
    form::OF_SERVICE.iter().map(input).collect()
}

fn form_context(
    visit: &Visit,
    member: &Member,
    found: Option<&Staffed>,
    typed: &std::collections::BTreeMap<String, String>,
) -> Json {
    let service = found.map(|found| &found.service);
    let title = match service {
        None => visit.words("services-add-title"),
        Some(service) => service.name.clone(),
    };
    let rest = service.map_or("services/add".to_owned(), |service| format!("services/{}", service.id));
    json!({
        "title": title,
        "back": member.path("services"),
        "action": member.path(&rest),
        "name": service.map(|service| &service.name),
        "nation": service.map(|service| service.nation.as_str()),
        "type": service.map(|service| service.service_type.as_str()),
        "nations": options(visit, Nation::ALL, Nation::as_str, nation_key),
        "types": options(visit, ServiceType::ALL, ServiceType::as_str, type_key),
        "inputs": inputs(visit, typed),
        "facts": found.map(|found| facts(visit, member, found)),
        "people": member.path("settings/people"),
        "may_change": may_change(member, service.map(|service| service.id)),
    })
}

pub(super) async fn add_form(visit: Visit, member: Member) -> Answer {
    if !may_change(&member, None) {
        return Err(Error::Forbidden);
    }
    let context = form_context(&visit, &member, None, &std::collections::BTreeMap::new());
    std::future::ready(visit.page(&member, FORM, context)).await
}

pub(super) async fn add(visit: Visit, member: Member, body: Body) -> Answer {
    if !may_change(&member, None) {
        return Err(Error::Forbidden);
    }
    let fields = body.fields().await?;
    let (details, changes) = match form::service(&fields) {
        Ok(read) => read,
        Err(errors) => {
            let context = form_context(&visit, &member, None, &std::collections::BTreeMap::new());
            return visit.page_again(&member, FORM, context, &fields, &errors);
        }
    };
    let now = visit.now;
    let write = move |tenant: &mut Tenant<'_>| {
        let id = organisations::add_service(tenant, now, &details)?;
        organisations::set_values(tenant, now, Some(id), &changes)?;
        reactions::fields_changed(tenant, now)?;
        Ok::<_, OrganisationError>(())
    };
    visit.app.write(&member, write).await?;
    Ok(see_other(&member.path("services?done=service-added")))
}

type Known = (Staffed, std::collections::BTreeMap<String, String>);

async fn known(visit: &Visit, member: &Member, text: &str) -> Result<Known, Error> {
    let id = ServiceId::parse(text).ok_or(Error::NotFound)?;
    let look = move |tenant: &mut Tenant<'_>| {
        let service = organisations::service(tenant, id)?.ok_or(Error::NotFound)?;
        Ok((staffed(tenant, service)?, fields::typed(tenant, Some(id))?))
    };
    visit.app.read(member, look).await
}

pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (found, typed) = known(&visit, &member, &path.1).await?;
    visit.page(&member, FORM, form_context(&visit, &member, Some(&found), &typed))
}

pub(super) async fn change(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let (found, typed) = known(&visit, &member, &path.1).await?;
    let id = found.service.id;
    if !member.may_at(Action::ManageOrganisation, id) {
        return Err(Error::Forbidden);
    }
    let fields = body.fields().await?;
    let (details, changes) = match form::service(&fields) {
        Ok(read) => read,
        Err(errors) => {
            let context = form_context(&visit, &member, Some(&found), &typed);
            return visit.page_again(&member, FORM, context, &fields, &errors);
        }
    };
    let Service { name, nation, service_type, .. } = found.service;
    let same = (&name, nation, service_type) == (&details.name, details.nation, details.service_type);
    let now = visit.now;
    let write = move |tenant: &mut Tenant<'_>| {
        if !same {
            organisations::change_service(tenant, now, id, &details)?;
        }
        let changed = organisations::set_values(tenant, now, Some(id), &changes)?;
        if changed > 0 || !same {
            reactions::fields_changed(tenant, now)?;
        }
        Ok::<_, OrganisationError>(())
    };
    visit.app.write(&member, write).await?;
    Ok(see_other(&member.path("services?done=service-changed")))
}

/// "Safeguarding lead at Bryn".
pub(super) fn role_at(visit: &Visit, role: Role, service: Option<&Service>) -> String {
    let role = visit.words(&format!("role-{}", role.as_str().replace('_', "-")));
    match service {
        None => role,
        Some(service) => {
            let values = args([("role", role), ("service", service.name.clone())]);
            visit.app.messages.format(visit.language, "key-people-role-at", &values)
        }
    }
}
