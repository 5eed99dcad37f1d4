//! The key people: who holds which role, for the organisation and at each service.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::role_end;
use super::services::role_at;
use super::{asked_service, scoped, service_text};
use crate::access::two_people::{self, Needs, Reason};
use crate::access::{Action, Member, Role};
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::{GrantId, PersonId};
use crate::messages::args;
use crate::organisations::{self, Service};
use crate::people::{self, Held, PeopleError, Person, covers};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, dates, see_other};

const TEMPLATE: &str = "organisations/holders.html";

/// Roles that are held at a service, in the order of the page.
const AT_SERVICE: &[Role] = &[
    Role::RegisteredManager,
    Role::DeputyManager,
    Role::SafeguardingLead,
    Role::SafeguardingDeputy,
    Role::LineManager,
];

/// Roles that are held for the whole organisation, in the order of the page.
const WHOLE: &[Role] = &[
    Role::Owner,
    Role::ResponsibleIndividual,
    Role::NominatedIndividual,
    Role::DataProtectionLead,
    Role::Hr,
    Role::Communications,
    Role::SpeakUpLead,
    Role::CaldicottGuardian,
    Role::EqualityLead,
];

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let today = visit.now.day();
    let look = move |tenant: &mut Tenant<'_>| {
        let held = people::store::all_grants(tenant)?;
        let names = people::present_names(tenant)?;
        let covers = covers::on(tenant, today)?;
        let reasons = people::store::own_reasons(tenant)?;
        let vacant = organisations::everywhere(tenant)?.vacant().len();
        Ok::<_, Error>((organisations::services(tenant)?, held, names, covers, reasons, vacant))
    };
    let (services, held, names, covers, reasons, vacant) = visit.app.read(&member, look).await?;
    let may = member.may(Action::GrantRoles);
    let row = |role: Role, service: Option<&Service>| {
        let id = service.map(|service| service.id);
        let name = |person: &PersonId| names.get(person).cloned().unwrap_or_default();
        let here = held.iter().filter(|held| held.role == role && held.service == id);
        let mut holders = Vec::new();
        for held in here {
            holders.push(name(&held.person));
            let standing = covers.iter().filter(|cover| cover.is_of(held));
            holders.extend(standing.map(|cover| stands_in(&visit, &name(&cover.cover), cover.until_on)));
            holders.extend(reasons.get(&held.id).map(|reason| own_reason(&visit, reason)));
        }
        json!({
            "label": role_at(&visit, role, None),
            "names": holders.join("; "),
            "href": member.may_give(role).then(|| scoped(&member, &address(role), id, &[])),
            "hidden": role_at(&visit, role, service),
        })
    };
    let card = |title: String, id: String, roles: &[Role], service: Option<&Service>| {
        let rows: Vec<Json> = roles.iter().map(|role| row(*role, service)).collect();
        json!({ "title": title, "id": id, "rows": rows })
    };
    let mut cards: Vec<Json> = services
        .iter()
        .map(|service| card(service.name.clone(), format!("s-{}", service.id), AT_SERVICE, Some(service)))
        .collect();
    cards.push(card(visit.words("settings-whole"), "whole".to_owned(), WHOLE, None));
    let context = json!({
        "title": visit.words("key-people-title"),
        "cards": cards,
        "back": member.path("settings"),
        "stale": member.path("policies/stale"),
        "may_grant": may,
        "vacant": vacant,
        "naming": (may && vacant > 0).then(|| member.path("settings/key-people")),
        "roles": member.may(Action::ReadPolicies).then(|| member.path("settings/roles")),
    });
    visit.page(&member, "organisations/key_people.html", context)
}

fn stands_in(visit: &Visit, name: &str, until: Day) -> String {
    let until = dates::written(&until.to_string(), "day", visit.language).unwrap_or_default();
    let values = args([("cover", name), ("until", until.as_str())]);
    visit.app.messages.format(visit.language, "covers-until", &values)
}

fn own_reason(visit: &Visit, reason: &str) -> String {
    visit.app.messages.format(visit.language, "key-people-own-reason", &args([("reason", reason)]))
}

pub(super) fn address(role: Role) -> String {
    format!("settings/people/{}", role.as_str())
}

/// One role, and everybody who could hold it.
pub(super) struct Sheet {
    pub(super) role: Role,
    pub(super) service: Option<Service>,
    pub(super) holders: Vec<(Held, Person)>,
    pub(super) others: Vec<Person>,
    /// Who could give the role.
    pub(super) givers: BTreeSet<PersonId>,
    /// Whoever looks needs a reason to give it to themselves.
    pub(super) is_alone: bool,
}

impl Sheet {
    /// The others, for a select.
    pub(super) fn options(&self, member: &Member) -> Vec<Json> {
        let labels = people::Labels::read_by(member, &self.others);
        let option = |person: &Person| json!({ "value": person.id, "label": labels.label(person) });
        self.others.iter().map(option).collect()
    }
}

async fn load(visit: &Visit, member: &Member, word: &str) -> Result<Sheet, Error> {
    let role = Role::from_word(word).ok_or(Error::NotFound)?;
    if !member.may_give(role) {
        return Err(Error::Forbidden);
    }
    let me = member.person();
    let asked = service_text(&visit.query);
    let look = move |tenant: &mut Tenant<'_>| {
        let service = asked_service(tenant, &asked)?;
        let fitting = if service.is_some() { AT_SERVICE } else { WHOLE };
        if !fitting.contains(&role) {
            return Err(Error::NotFound);
        }
        let at = service.as_ref().map(|service| service.id);
        let mut holders = Vec::new();
        for held in people::store::all_grants(tenant)? {
            if held.role == role && held.service == at {
                holders.extend(people::get(tenant, held.person)?.map(|person| (held, person)));
            }
        }
        let holds = |person: &Person| holders.iter().any(|(held, _)| held.person == person.id);
        let all = people::list(tenant)?;
        let others = all.into_iter().filter(|person| person.is_present() && !holds(person)).collect();
        let givers = people::givers(tenant, (role, at))?;
        let is_alone = two_people::needs(me, true, &givers) == Needs::Reason;
        Ok(Sheet { role, service, holders, others, givers, is_alone })
    };
    visit.app.read(member, look).await
}

pub(super) async fn holders(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let sheet = load(&visit, &member, &path.1).await?;
    match visit.query.text("end") {
        "" => visit.page(&member, TEMPLATE, context(&visit, &member, &sheet)),
        grant => role_end::ask(&visit, &member, &sheet, grant).await,
    }
}

fn context(visit: &Visit, member: &Member, sheet: &Sheet) -> Json {
    let service = sheet.service.as_ref().map(|service| service.id);
    let rows: Vec<Json> = sheet
        .holders
        .iter()
        .enumerate()
        .map(|(place, (held, person))| {
            json!({
                "grant": held.id,
                "end": scoped(member, &address(sheet.role), service, &[("end", &held.id.to_string())]),
                "name": person.name(),
                "job": person.job_title,
                "first": place == 0,
                "account": person.account.is_some(),
            })
        })
        .collect();
    let explained = format!("role-does-{}", sheet.role.as_str().replace('_', "-"));
    json!({
        "title": role_at(visit, sheet.role, sheet.service.as_ref()),
        "lede": visit.words(&explained),
        "back": member.path("settings/people"),
        "action": scoped(member, &address(sheet.role), service, &[]),
        "holders": rows,
        "options": sheet.options(member),
        "one": people::has_one_holder(sheet.role),
        "alone": sheet.is_alone && sheet.others.iter().any(|other| other.id == member.person()),
        "only_me": sheet.others.iter().all(|other| other.id == member.person()),
        "ordered": sheet.role == Role::SafeguardingDeputy,
        "people": member.may(Action::ReadPeople).then(|| member.path("people")),
    })
}

/// What was pressed.
enum Act {
    Add(PersonId, Option<Reason>),
    Up(GrantId),
}

fn act(fields: &Fields, sheet: &Sheet, me: PersonId) -> Result<Act, FormErrors> {
    let grant = || {
        let held = sheet.holders.iter().find(|(held, _)| held.id.to_string() == fields.text("grant"));
        held.map(|(held, _)| held.id).ok_or_else(|| FormErrors::one("person", "key-people-error-changed"))
    };
    match fields.text("act") {
        "up" => grant().map(Act::Up),
        _ => {
            let chosen = sheet.others.iter().find(|person| person.id.to_string() == fields.text("person"));
            let chosen = chosen.ok_or_else(|| FormErrors::one("person", "key-people-error-person"))?;
            Ok(Act::Add(chosen.id, own_role(fields, ("person", &sheet.givers), (me, chosen.id))?))
        }
    }
}

/// Why somebody gives themselves a role: somebody else does it, unless nobody else could.
pub(super) fn own_role(
    fields: &Fields,
    (field, givers): (&str, &BTreeSet<PersonId>),
    (me, to): (PersonId, PersonId),
) -> Result<Option<Reason>, FormErrors> {
    match two_people::needs(me, me == to, givers) {
        Needs::Nothing => Ok(None),
        Needs::SomebodyElse => Err(FormErrors::one(field, "key-people-error-own")),
        Needs::Reason => match Reason::of(fields.text("reason")) {
            Some(reason) => Ok(Some(reason)),
            None => Err(FormErrors::one("reason", "key-people-error-own-reason")),
        },
    }
}

pub(super) async fn change(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let sheet = load(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    if fields.text("act") == "end" {
        return role_end::end(visit, member, sheet, fields).await;
    }
    let again = |errors: &FormErrors| {
        visit.page_again(&member, TEMPLATE, context(&visit, &member, &sheet), &fields, errors)
    };
    let act = match act(&fields, &sheet, member.person()) {
        Ok(act) => act,
        Err(errors) => return again(&errors),
    };
    let service = sheet.service.as_ref().map(|service| service.id);
    let (now, role, post) = (visit.now, sheet.role, Arc::clone(&visit.app.post));
    let write = move |tenant: &mut Tenant<'_>| {
        reactions::telling_of_roles(tenant, now, &post, |tenant| match act {
            Act::Add(person, reason) => {
                people::grant_with(tenant, now, person, (role, service), reason.as_ref()).map(|_id| ())
            }
            Act::Up(grant) => people::move_up(tenant, now, grant),
        })?;
        Ok::<_, PeopleError>(reactions::fields_changed(tenant, now)?)
    };
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&scoped(&member, &address(role), service, &[("done", "role-changed")]))),
        Err(PeopleError::LeadIsDeputy) => again(&FormErrors::one("person", "key-people-error-lead-deputy")),
        Err(other) => Err(other.into()),
    }
}
