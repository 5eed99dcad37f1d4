//! One person: the page, and adding and changing them.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Known, Staff, known, managed, manages, reach_word, staff, worker_key, worker_options};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::messages::{Language, args};
use crate::people::covers::pages::line;
use crate::people::covers::rules::may_arrange;
use crate::people::covers::{self, Names};
use crate::people::{self, Details, PeopleError, form};
use crate::reactions;
use crate::web::dates;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const FORM: &str = "people/form.html";

pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (staff, known) = known(&visit, &member, &path.1).await?;
    let person = &known.person;
    let manages = manages(&member, &known);
    let at = |rest: &str| member.path(&format!("people/{}{rest}", person.id));
    let roles: Vec<Json> = known
        .roles
        .iter()
        .map(|held| {
            let does = visit.words(&format!("role-does-{}", held.role.as_str().replace('_', "-")));
            json!({ "name": staff.role(&visit, held), "does": does })
        })
        .collect();
    let covers = covers_of(&visit, &member, &known).await?;
    let arrangeable = person.is_present() && known.roles.iter().any(|held| may_arrange(&member, held));
    let context = json!({
        "title": person.name(),
        "covers": covers,
        "covers_href": member.path("covers"),
        "cover": arrangeable.then(|| member.path(&format!("covers/add?person={}", person.id))),
        "own_reasons": known.reasons.iter().map(|reason| own_reason(&visit, reason)).collect::<Vec<_>>(),
        "back": member.path("people"),
        "job": person.job_title,
        "email": person.email.as_ref().map(|email| email.as_str()),
        "phone": person.phone,
        "worker": visit.words(&worker_key(person.worker_type)),
        "reads": visit.app.messages.get(person.language, "language-name"),
        "services": staff.places(&known.services),
        "started": person.started_on.map(|day| day.to_string()),
        "left": person.left_on.map(|day| day.to_string()),
        "present": person.is_present(),
        "reach": visit.words(&format!("people-reach-{}", reach_word(&known))),
        "reach_word": reach_word(&known),
        "roles": roles,
        "roles_href": member.path("settings/roles"),
        "grant": member.may(Action::GrantRoles).then(|| member.path("settings/people")),
        "manages": manages,
        "change": at("/change"),
        "leave": at("/left"),
        "come_back": at("/back"),
        "invite": at("/invite"),
        "withdraw": at("/withdraw"),
    });
    visit.page(&member, "people/person.html", context)
}

fn own_reason(visit: &Visit, reason: &str) -> String {
    visit.app.messages.format(visit.language, "people-own-reason", &args([("reason", reason)]))
}

/// Who stands in for somebody, and for whom they do, now and to come.
async fn covers_of(visit: &Visit, member: &Member, known: &Known) -> Result<Vec<String>, Error> {
    let (person, today) = (known.person.id, visit.now.day());
    let look = move |tenant: &mut Tenant<'_>| {
        Ok::<_, crate::db::Error>((covers::around(tenant, person, today)?, Names::read(tenant)?))
    };
    let (found, names) = visit.app.read(member, look).await?;
    Ok(found.iter().map(|cover| line(visit, &names, cover, None)).collect())
}

/// The services that a member may put somebody into.
fn offered(member: &Member, staff: &Staff) -> BTreeSet<ServiceId> {
    let reach = member.reach(Action::ManagePeople);
    staff.services.iter().map(|(id, _)| *id).filter(|id| reach.holds_at(*id)).collect()
}

fn is_bound(member: &Member) -> bool {
    member.reach(Action::ManagePeople) != Reach::Everywhere
}

fn context(visit: &Visit, member: &Member, staff: &Staff, known: Option<&Known>) -> Json {
    let person = known.map(|known| &known.person);
    let offered = offered(member, staff);
    let options: Vec<Json> = staff
        .services
        .iter()
        .filter(|(id, _)| offered.contains(id))
        .map(|(id, name)| json!({ "value": id, "label": name }))
        .collect();
    let languages: Vec<Json> = Language::ALL
        .iter()
        .map(|language| {
            json!({
                "value": language.code(),
                "label": visit.app.messages.get(*language, "language-name"),
            })
        })
        .collect();
    let rest = person.map(|person| format!("people/{}", person.id));
    json!({
        "title": person.map_or_else(|| visit.words("people-add-title"), people::Person::name),
        "back": member.path(rest.as_deref().unwrap_or("people")),
        "action": member.path(&rest.map_or("people/add".to_owned(), |rest| format!("{rest}/change"))),
        "given": person.map(|person| &person.given_name),
        "family": person.map(|person| &person.family_name),
        "email": person.and_then(|person| person.email.as_ref()).map(|email| email.as_str()),
        "phone": person.and_then(|person| person.phone.as_ref()),
        "job": person.map(|person| &person.job_title),
        "worker": person.map(|person| person.worker_type.as_str()),
        "language": person.map_or("en", |person| person.language.code()),
        "started": person.and_then(|person| person.started_on).map(dates::boxes),
        "works": known.map(|known| &known.services),
        "services": options,
        "workers": worker_options(visit),
        "languages": languages,
    })
}

pub(super) async fn add_form(visit: Visit, member: Member) -> Answer {
    let of = member.clone();
    let staff = visit.app.read(&member, move |tenant| staff(tenant, &of)).await?;
    visit.page(&member, FORM, context(&visit, &member, &staff, None))
}

pub(super) async fn add(visit: Visit, member: Member, body: Body) -> Answer {
    let of = member.clone();
    let staff = visit.app.read(&member, move |tenant| staff(tenant, &of)).await?;
    let fields = body.fields().await?;
    let read = form::details(&fields, &offered(&member, &staff), &BTreeSet::new(), is_bound(&member));
    let details = match read {
        Ok(details) => details,
        Err(errors) => {
            let context = context(&visit, &member, &staff, None);
            return visit.page_again(&member, FORM, context, &fields, &errors);
        }
    };
    let now = visit.now;
    let id = visit.app.write(&member, move |tenant| people::add(tenant, now, &details)).await?;
    Ok(see_other(&member.path(&format!("people/{id}?done=person-added"))))
}

pub(super) async fn change_form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (staff, known) = managed(&visit, &member, &path.1).await?;
    visit.page(&member, FORM, context(&visit, &member, &staff, Some(&known)))
}

pub(super) async fn change(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let (staff, known) = managed(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let offered = offered(&member, &staff);
    let kept: BTreeSet<ServiceId> = known.services.difference(&offered).copied().collect();
    let read = form::details(&fields, &offered, &kept, is_bound(&member));
    let read = read.and_then(|details| keeps_address(&member, &known, details));
    let details = match read {
        Ok(details) => details,
        Err(errors) => {
            let context = context(&visit, &member, &staff, Some(&known));
            return visit.page_again(&member, FORM, context, &fields, &errors);
        }
    };
    let (now, id) = (visit.now, known.person.id);
    let write = move |tenant: &mut Tenant<'_>| {
        people::change(tenant, now, id, &details)?;
        Ok::<_, PeopleError>(reactions::fields_changed(tenant, now)?)
    };
    visit.app.write(&member, write).await.map_err(Error::from)?;
    Ok(see_other(&member.path(&format!("people/{id}?done=person-changed"))))
}

/// An invitation gives whoever reads the address the roles of the person: who can't give roles can't lead
/// them to another address.
fn keeps_address(member: &Member, known: &Known, details: Details) -> Result<Details, FormErrors> {
    let same = known.person.email == details.email || known.is_member;
    if same || known.roles.is_empty() || member.may(Action::GrantRoles) {
        return Ok(details);
    }
    Err(FormErrors::one("email", "people-error-email-role"))
}
