//! What each role may do, in words, who holds it and who stands in: the matrix of `access::actions` as people read
//! it. Every sentence comes from the table, so that the page can't say what isn't so.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::access::{Action, Member, Role, allowed, can_be_covered, passes_to_cover};
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people::covers::pages::line;
use crate::people::covers::{self, Cover, Names};
use crate::people::{Held, store};
use crate::web::{Answer, Visit, csv as files};

struct Found {
    held: Vec<Held>,
    present: BTreeSet<PersonId>,
    covers: Vec<Cover>,
    names: Names,
}

fn word(visit: &Visit, stem: &str, word: &str) -> String {
    visit.words(&format!("{stem}-{}", word.replace('_', "-")))
}

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let today = visit.now.day();
    let look = move |tenant: &mut Tenant<'_>| {
        let people = store::list(tenant)?;
        Ok::<_, DbError>(Found {
            held: store::all_grants(tenant)?,
            present: people.iter().filter(|person| person.is_present()).map(|person| person.id).collect(),
            covers: covers::on(tenant, today)?,
            names: Names::read(tenant)?,
        })
    };
    let found = visit.app.read(&member, look).await?;
    let roles: Vec<Json> = Role::ALL.iter().map(|role| section(&visit, &member, &found, *role)).collect();
    let rows: Vec<Json> = Action::ALL.iter().map(|action| row(&visit, *action)).collect();
    let context = json!({
        "title": visit.words("roles-title"),
        "roles": roles,
        "rows": rows,
        "csv": member.path("settings/roles.csv"),
        "covers": member.path("covers"),
        "not_by_cover": Action::ALL
            .iter()
            .filter(|action| !passes_to_cover(**action))
            .map(|action| word(&visit, "action", action.as_str()))
            .collect::<Vec<_>>(),
    });
    visit.page(&member, "people/roles.html", context)
}

/// One role: what it may do, who holds it, who stands in.
fn section(visit: &Visit, member: &Member, found: &Found, role: Role) -> Json {
    let may = Action::ALL.iter().filter(|action| allowed(**action).contains(&role));
    let covers = found.covers.iter().filter(|cover| cover.role == role);
    json!({
        "id": format!("role-{}", role.as_str().replace('_', "-")),
        "name": word(visit, "role", role.as_str()),
        "does": word(visit, "role-does", role.as_str()),
        "may": may.map(|action| word(visit, "action", action.as_str())).collect::<Vec<_>>(),
        "everybody": role == Role::Staff,
        "holders": holders(visit, found, role),
        "covers": covers
            .map(|cover| line(visit, &found.names, cover, Some(member.person())))
            .collect::<Vec<_>>(),
        "alone": !can_be_covered(role) && role != Role::Staff,
    })
}

fn holders(visit: &Visit, found: &Found, role: Role) -> Vec<String> {
    let held = found.held.iter().filter(|held| held.role == role && found.present.contains(&held.person));
    held.filter_map(|held| {
        let name = found.names.people.get(&held.person)?;
        let place = match held.service {
            Some(service) => found.names.services.get(&service)?.clone(),
            None => visit.words("settings-whole"),
        };
        Some(format!("{name} ({place})"))
    })
    .collect()
}

/// One line of the matrix.
fn row(visit: &Visit, action: Action) -> Json {
    let may = |role: &Role| allowed(action).contains(role);
    json!({
        "action": word(visit, "action", action.as_str()),
        "cells": Role::ALL.iter().map(may).collect::<Vec<_>>(),
    })
}

/// The whole matrix for a spreadsheet: a line for each action, a column for each role.
pub(super) async fn csv(visit: Visit, _member: Member) -> Answer {
    let mut heads = vec![visit.words("roles-csv-action")];
    heads.extend(Role::ALL.iter().map(|role| word(&visit, "role", role.as_str())));
    let (yes, no) = (visit.words("roles-yes"), visit.words("roles-no"));
    let rows = Action::ALL.iter().map(|action| {
        let cells = Role::ALL
            .iter()
            .map(|role| if allowed(*action).contains(role) { yes.clone() } else { no.clone() });
        std::iter::once(word(&visit, "action", action.as_str())).chain(cells).collect::<Vec<_>>()
    });
    std::future::ready(Ok(files::file("roles", &heads, rows))).await
}
