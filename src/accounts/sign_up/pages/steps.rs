//! Who inspects you, what you run, and the name: then the organisation is founded.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::to_the_start;
use crate::access::Session;
use crate::accounts::AccountError;
use crate::accounts::sign_up::{self, SignUp, form, store};
use crate::db::Error as DbError;
use crate::organisations::{Nation, ServiceDetails, ServiceType};
use crate::web::{Answer, Body, Error, Visit, see_other};

const NATION: &str = "sign_up/nation.html";
const SERVICES: &str = "sign_up/services.html";
const ORGANISATION: &str = "sign_up/organisation.html";

/// The kinds of service that the page offers; others are added afterwards.
const OFFERED: &[ServiceType] = &[
    ServiceType::CareHome,
    ServiceType::NursingHome,
    ServiceType::Domiciliary,
    ServiceType::SupportedLiving,
    ServiceType::ExtraCare,
    ServiceType::DayService,
];

/// The sign-up of who is signed in; nothing when there is none to go on with.
async fn mine(visit: &Visit, session: Session) -> Result<Option<SignUp>, Error> {
    let found: Result<_, DbError> = visit
        .app
        .look(move |database| database.read_system(|system| store::of_account(system, session.account)))
        .await;
    Ok(found?)
}

fn word(kind: &str, value: &str) -> String {
    format!("services-{kind}-{}", value.replace('_', "-"))
}

fn nation_context(visit: &Visit, row: &SignUp) -> Json {
    let options: Vec<Json> = Nation::ALL
        .iter()
        .map(|nation| {
            let label = format!("{} ({})", visit.words(&word("nation", nation.as_str())), nation.regulator());
            json!({ "value": nation.as_str(), "label": label })
        })
        .collect();
    json!({
        "title": visit.words("begin-nation-title"),
        "options": options,
        "chosen": row.nation.map(Nation::as_str),
    })
}

pub(super) async fn nation_form(visit: Visit, session: Session) -> Answer {
    match mine(&visit, session).await? {
        Some(row) => visit.plain(NATION, nation_context(&visit, &row)),
        None => Ok(to_the_start()),
    }
}

pub(super) async fn nation(visit: Visit, session: Session, body: Body) -> Answer {
    let Some(row) = mine(&visit, session).await? else { return Ok(to_the_start()) };
    let fields = body.fields().await?;
    let nation = match form::nation(&fields) {
        Ok(nation) => nation,
        Err(errors) => return visit.plain_again(NATION, nation_context(&visit, &row), &fields, &errors),
    };
    let done: Result<(), DbError> = visit
        .app
        .work(move |database| database.write_system(move |system| store::set_nation(system, row.id, nation)))
        .await;
    done?;
    Ok(see_other("/sign-up/services"))
}

fn services_context(visit: &Visit, row: &SignUp) -> Json {
    let mut options: Vec<Json> = OFFERED
        .iter()
        .map(|kind| json!({ "value": kind.as_str(), "label": visit.words(&word("type", kind.as_str())) }))
        .collect();
    options.push(json!({
        "value": form::OTHER,
        "label": visit.words("begin-services-other"),
        "hint": visit.words("begin-services-other-hint"),
    }));
    let chosen = row.service_types.as_ref().map(|kinds| match kinds.is_empty() {
        true => vec![form::OTHER],
        false => kinds.iter().map(|kind| kind.as_str()).collect(),
    });
    json!({
        "title": visit.words("begin-services-title"),
        "options": options,
        "chosen": chosen.unwrap_or_default(),
    })
}

pub(super) async fn services_form(visit: Visit, session: Session) -> Answer {
    match mine(&visit, session).await? {
        Some(row) if row.nation.is_some() => visit.plain(SERVICES, services_context(&visit, &row)),
        Some(row) => Ok(see_other(row.next())),
        None => Ok(to_the_start()),
    }
}

pub(super) async fn services(visit: Visit, session: Session, body: Body) -> Answer {
    let Some(row) = mine(&visit, session).await? else { return Ok(to_the_start()) };
    let fields = body.fields().await?;
    let types = match form::types(&fields) {
        Ok(types) => types,
        Err(errors) => return visit.plain_again(SERVICES, services_context(&visit, &row), &fields, &errors),
    };
    let done: Result<(), DbError> = visit
        .app
        .work(move |database| database.write_system(move |system| store::set_types(system, row.id, &types)))
        .await;
    done?;
    Ok(see_other("/sign-up/organisation"))
}

fn organisation_context(visit: &Visit) -> Json {
    json!({ "title": visit.words("begin-organisation-title") })
}

pub(super) async fn organisation_form(visit: Visit, session: Session) -> Answer {
    match mine(&visit, session).await? {
        Some(row) if row.service_types.is_some() => visit.plain(ORGANISATION, organisation_context(&visit)),
        Some(row) => Ok(see_other(row.next())),
        None => Ok(to_the_start()),
    }
}

/// The first services: one of each kind, called as the organisation where there is one alone.
fn first_services(
    visit: &Visit,
    name: &str,
    nation: Nation,
    types: &BTreeSet<ServiceType>,
) -> Vec<ServiceDetails> {
    types
        .iter()
        .map(|kind| {
            let label = visit.words(&word("type", kind.as_str()));
            let name = if types.len() == 1 { name.to_owned() } else { format!("{name}: {label}") };
            ServiceDetails { name, nation, service_type: *kind }
        })
        .collect()
}

/// Founds the organisation. A second press finds it founded and leads to it.
pub(super) async fn organisation(visit: Visit, session: Session, body: Body) -> Answer {
    let Some(row) = mine(&visit, session).await? else { return Ok(see_other("/organisations")) };
    let (Some(nation), Some(types)) = (row.nation, &row.service_types) else {
        return Ok(see_other(row.next()));
    };
    let fields = body.fields().await?;
    let name = match form::organisation(&fields) {
        Ok(name) => name,
        Err(errors) => {
            return visit.plain_again(ORGANISATION, organisation_context(&visit), &fields, &errors);
        }
    };
    let services = first_services(&visit, &name, nation, types);
    let now = visit.now;
    let founded = visit
        .app
        .work(move |database| {
            database
                .write_system(move |system| sign_up::found(system, now, session.account, &name, &services))
        })
        .await;
    match founded {
        Ok(slug) => Ok(see_other(&format!("/o/{slug}/ready?done=organisation-founded"))),
        Err(AccountError::LinkEnded) => Ok(see_other("/organisations")),
        Err(other) => Err(other.into()),
    }
}
