//! The manager's tablets: the list, adding one with a code, renaming, taking out of use.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use crate::access::{Action, Member};
use crate::db::ids::{DeviceId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::kiosk::devices::{self, CODE_MINUTES, Device, State};
use crate::kiosk::{KioskError, form, store};
use crate::organisations::{self, Service};
use crate::people;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

type Two = web::Path<(String, String)>;

const NEW: &str = "kiosk/device_new.html";
const SHOW: &str = "kiosk/device.html";

/// A tablet with the words around it.
struct Shown {
    device: Device,
    service: String,
    by: String,
    code: Option<String>,
}

fn kind(state: State) -> &'static str {
    match state {
        State::Waiting => "info",
        State::Enrolled => "ok",
        State::CodeOver | State::Lapsed => "due",
        State::Revoked => "none",
    }
}

fn load(tenant: &mut Tenant<'_>, visit: &Visit, member: &Member) -> Result<Vec<Shown>, DbError> {
    let reach = member.reach(Action::ManageDevices);
    let services = organisations::store::service_names(tenant)?;
    let names = people::present_names(tenant)?;
    let mut shown = Vec::new();
    for device in store::devices(tenant)? {
        if reach.holds_at(device.service) {
            let service = services.get(&device.service).cloned().unwrap_or_default();
            let by = names.get(&device.created_by).cloned().unwrap_or_default();
            let code = device.code_for(tenant, member.person(), visit.now);
            shown.push(Shown { device, service, by, code });
        }
    }
    Ok(shown)
}

async fn all(visit: &Visit, member: &Member) -> Result<Vec<Shown>, Error> {
    let (of, at) = (member.clone(), visit.clone());
    let found: Result<_, DbError> = visit.app.read(member, move |tenant| load(tenant, &at, &of)).await;
    Ok(found?)
}

async fn one(visit: &Visit, member: &Member, id: &str) -> Result<Shown, Error> {
    let id = DeviceId::parse(id).ok_or(Error::NotFound)?;
    let all = all(visit, member).await?;
    all.into_iter().find(|shown| shown.device.id == id).ok_or(Error::NotFound)
}

fn row(visit: &Visit, member: &Member, shown: &Shown) -> Json {
    let state = shown.device.state(visit.now);
    json!({
        "name": shown.device.name,
        "service": shown.service,
        "by": shown.by,
        "enrolled_at": shown.device.enrolled_at,
        "last_seen_at": shown.device.last_seen_at,
        "state": visit.words(&format!("devices-state-{}", state.as_str())),
        "kind": kind(state),
        "href": member.path(&format!("devices/{}", shown.device.id)),
    })
}

pub(super) async fn list(visit: Visit, member: Member) -> Answer {
    let rows = all(&visit, &member).await?;
    let context = json!({
        "title": visit.words("devices-title"),
        "rows": rows.iter().map(|shown| row(&visit, &member, shown)).collect::<Vec<_>>(),
        "add": member.path("devices/add"),
        "slips": member.may(Action::ManagePeople).then(|| member.path("slips")),
    });
    visit.page(&member, "kiosk/devices.html", context)
}

async fn services(visit: &Visit, member: &Member) -> Result<Vec<Service>, Error> {
    let reach = member.reach(Action::ManageDevices);
    let found: Result<Vec<Service>, DbError> = visit.app.read(member, organisations::services).await;
    Ok(found?.into_iter().filter(|service| reach.holds_at(service.id)).collect())
}

fn new_context(visit: &Visit, member: &Member, services: &[Service]) -> Json {
    let option = |service: &Service| json!({ "value": service.id, "label": service.name });
    json!({
        "title": visit.words("devices-add"),
        "back": member.path("devices"),
        "services": services.iter().map(option).collect::<Vec<_>>(),
        "only": services.first().filter(|_| services.len() == 1).map(|service| service.id),
    })
}

pub(super) async fn add_form(visit: Visit, member: Member) -> Answer {
    let services = services(&visit, &member).await?;
    visit.page(&member, NEW, new_context(&visit, &member, &services))
}

pub(super) async fn add(visit: Visit, member: Member, body: Body) -> Answer {
    let services = services(&visit, &member).await?;
    let fields = body.fields().await?;
    let offered: BTreeSet<ServiceId> = services.iter().map(|service| service.id).collect();
    let new = match form::device(&fields, &offered) {
        Ok(new) => new,
        Err(errors) => {
            let context = new_context(&visit, &member, &services);
            return visit.page_again(&member, NEW, context, &fields, &errors);
        }
    };
    let (now, by) = (visit.now, member.person());
    let id = visit.app.write(&member, move |tenant| devices::add(tenant, now, by, &new)).await?;
    Ok(see_other(&member.path(&format!("devices/{id}"))))
}

fn show_context(visit: &Visit, member: &Member, shown: &Shown) -> Json {
    let state = shown.device.state(visit.now);
    let at = |rest: &str| member.path(&format!("devices/{}{rest}", shown.device.id));
    let live = state != State::Revoked;
    json!({
        "title": shown.device.name,
        "back": member.path("devices"),
        "device": row(visit, member, shown),
        "code": shown.code,
        "waiting": state == State::Waiting,
        "minutes": CODE_MINUTES,
        "address": visit.app.settings.base_url.join("kiosk").map(|url| url.to_string()).unwrap_or_default(),
        "revoked_at": shown.device.revoked_at,
        "added_at": shown.device.created_at,
        "new_code": live.then(|| at("/code")),
        "revoke": live.then(|| at("/revoke")),
        "action": live.then(|| at("")),
    })
}

pub(super) async fn show(visit: Visit, member: Member, path: Two) -> Answer {
    let shown = one(&visit, &member, &path.1).await?;
    visit.page(&member, SHOW, show_context(&visit, &member, &shown))
}

fn again(visit: &Visit, member: &Member, shown: &Shown, fields: &Fields, errors: &FormErrors) -> Answer {
    visit.page_again(member, SHOW, show_context(visit, member, shown), fields, errors)
}

pub(super) async fn rename(visit: Visit, member: Member, path: Two, body: Body) -> Answer {
    let shown = one(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let name = match form::name(&fields) {
        Ok(name) => name,
        Err(errors) => return again(&visit, &member, &shown, &fields, &errors),
    };
    let (now, id) = (visit.now, shown.device.id);
    visit.app.write(&member, move |tenant| devices::rename(tenant, now, id, &name)).await?;
    Ok(see_other(&member.path(&format!("devices/{id}?done=device-renamed"))))
}

pub(super) async fn code(visit: Visit, member: Member, path: Two) -> Answer {
    let shown = one(&visit, &member, &path.1).await?;
    let (now, by, id) = (visit.now, member.person(), shown.device.id);
    visit.app.write(&member, move |tenant| devices::new_code(tenant, now, by, id)).await?;
    Ok(see_other(&member.path(&format!("devices/{id}"))))
}

pub(super) async fn revoke_form(visit: Visit, member: Member, path: Two) -> Answer {
    let shown = one(&visit, &member, &path.1).await?;
    if shown.device.revoked_at.is_some() {
        return Err(KioskError::Revoked.into());
    }
    let context = json!({
        "title": visit.words("devices-revoke-title"),
        "back": member.path(&format!("devices/{}", shown.device.id)),
        "device": row(&visit, &member, &shown),
    });
    visit.page(&member, "kiosk/device_revoke.html", context)
}

pub(super) async fn revoke(visit: Visit, member: Member, path: Two) -> Answer {
    let shown = one(&visit, &member, &path.1).await?;
    let (now, by, id) = (visit.now, member.person(), shown.device.id);
    visit.app.write(&member, move |tenant| devices::revoke(tenant, now, by, id)).await?;
    Ok(see_other(&member.path("devices?done=device-revoked")))
}
