//! One person: the page, and adding and changing them.

use std::collections::BTreeSet;

use actix_web::web;
use data_encoding::HEXLOWER;
use serde_json::{Value as Json, json};

use super::away::ahead;
use super::beside::{sharers, standing, team};
use super::guarded::{keeps_address, keeps_end, keeps_name};
use super::invitations::ends;
use super::namesakes::{self, refused};
use super::said::differs;
use super::{
    Known, Staff, known, leader, managed, manages, may_let_go, of, reach_word, second_factor, sessions,
    worker_key, worker_options,
};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::keys;
use crate::messages::{Language, args};
use crate::people::covers::pages::line;
use crate::people::covers::rules::may_arrange;
use crate::people::covers::{self, Names};
use crate::people::{self, Details, PeopleError, Person, Standing, form, registers};
use crate::reactions;
use crate::web::dates;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const FORM: &str = "people/form.html";

pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (staff, known) = known(&visit, &member, &path.1).await?;
    let person = &known.person;
    let id = person.id;
    let ends = visit.app.read(&member, move |tenant| ends(tenant).map(|all| all.get(&id).copied())).await?;
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
        "second_factor": second_factor::state(&visit, &member, &known).await?,
        "sessions": sessions::href(&member, &known),
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
        "nowhere": manages && person.is_present() && staff.is_nowhere(&known),
        "started": person.started_on.map(|day| day.to_string()),
        "left": person.left_on.map(|day| day.to_string()),
        "present": person.is_present(),
        "reach": visit.words(&format!("people-reach-{}", reach_word(&known))),
        "reach_word": reach_word(&known),
        "invited": known.invited,
        "roles": roles,
        "roles_href": member.path("settings/roles"),
        "grant": member.may(Action::GrantRoles).then(|| member.path("settings/people")),
        "manages": manages,
        "change": at("/change"),
        "leave": at("/left"),
        "come_back": at("/back"),
        "invite": at("/invite"),
        "withdraw": at("/withdraw"),
        "invited_until": ends,
        "invited_over": ends.is_some_and(|at| at <= visit.now),
        "standing": standing(&visit, &member, &staff, &known),
        "away": ahead(&visit, &known.away),
        "away_href": at("/away"),
        "team": team(&member, &staff, person.id),
        "sharers": sharers(&member, &staff, &known),
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
pub(super) fn offered(member: &Member, staff: &Staff) -> BTreeSet<ServiceId> {
    let reach = member.reach(Action::ManagePeople);
    staff.services.iter().map(|(id, _)| *id).filter(|id| reach.holds_at(*id)).collect()
}

pub(super) fn is_bound(member: &Member) -> bool {
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
    let stands = person.map(|person| person.standing.clone()).unwrap_or_default();
    let other = stands.regulator.as_deref().filter(|word| registers::of_word(word).is_none());
    json!({
        "number": stands.staff_number.as_ref().map(|number| number.as_str()),
        "manager": stands.line_manager.and_then(|id| staff.names.get(&id)),
        "leaders": leader::proposals(staff),
        "ends": stands.ends_on.map(dates::boxes),
        "agency": stands.agency,
        "regulator": if other.is_some() { Some(form::OTHER) } else { stands.regulator.as_deref() },
        "regulator_other": other,
        "regulators": regulators(visit, staff, stands.regulator.as_deref()),
        "register_number": stands.register_number,
        "seen": known.map(|known| as_it_stands(&known.person, &known.services)),
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
        // Where there is one place to work, nobody has to say so.
        "works": match known {
            Some(known) => Some(&known.services),
            None => (offered.len() == 1).then_some(&offered),
        },
        "services": options,
        "workers": worker_options(visit),
        "languages": languages,
    })
}

/// The registers of the nations where the organisation has services, and the one that is kept.
fn regulators(visit: &Visit, staff: &Staff, kept: Option<&str>) -> Vec<Json> {
    let here = |keeper: &&registers::Keeper| {
        kept == Some(keeper.word) || keeper.nations.iter().any(|nation| staff.nations.contains(*nation))
    };
    let words = registers::KEEPERS.iter().filter(here).map(|keeper| keeper.word).chain([form::OTHER]);
    words
        .map(|word| json!({ "value": word, "label": visit.words(&format!("people-regulator-{word}")) }))
        .collect()
}

pub(super) async fn add_form(visit: Visit, member: Member) -> Answer {
    let staff = of(&visit, &member).await?;
    visit.page(&member, FORM, context(&visit, &member, &staff, None))
}

/// What the form says of somebody, new or known.
async fn read(
    visit: &Visit,
    member: &Member,
    staff: &Staff,
    known: Option<&Known>,
    fields: &Fields,
) -> Result<Result<(Details, Standing), FormErrors>, Error> {
    let offered = offered(member, staff);
    let kept = known.map(|known| known.services.difference(&offered).copied().collect()).unwrap_or_default();
    let details = form::details(fields, &offered, &kept, is_bound(member));
    let details = details.and_then(|details| match known {
        Some(known) => {
            keeps_address(member, known, details).and_then(|details| keeps_name(member, known, details))
        }
        None => Ok(details),
    });
    let kept = known.and_then(|known| known.person.standing.ends_on);
    let started = fields.day("started").ok().flatten();
    let standing = form::standing(fields, started, kept, visit.now.day());
    let standing = standing.and_then(|standing| match known {
        Some(known) => keeps_end(member, known, standing),
        None => Ok(standing),
    });
    let manager = leader::read(visit, member, staff, known, fields).await?;
    let mut wrong = FormErrors::default();
    for errors in [details.as_ref().err(), standing.as_ref().err(), manager.as_ref().err()] {
        wrong.0.extend(errors.into_iter().flat_map(|errors| errors.0.clone()));
    }
    Ok(match (details, standing, manager) {
        (Ok(details), Ok(standing), Ok(line_manager)) => Ok((details, Standing { line_manager, ..standing })),
        _ => Err(wrong),
    })
}

pub(super) async fn add(visit: Visit, member: Member, body: Body) -> Answer {
    let staff = of(&visit, &member).await?;
    let fields = body.fields().await?;
    let again = |staff: &Staff, name: &str, errors: &FormErrors| {
        let mut context = context(&visit, &member, staff, None);
        namesakes::ask(&mut context, &member, staff, name);
        visit.page_again(&member, FORM, context, &fields, errors)
    };
    let (details, standing) = match read(&visit, &member, &staff, None, &fields).await? {
        Ok(read) => read,
        Err(errors) => return again(&staff, "", &errors),
    };
    let name = details.name();
    match namesakes::enter(&visit, &member, &fields, (details, standing)).await? {
        Ok(id) => Ok(see_other(&member.path(&format!("people/{id}?done=person-added")))),
        // Whoever is asked about may have come after the form was read.
        Err(errors) => again(&of(&visit, &member).await?, &name, &errors),
    }
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
    let (now, id, post) = (visit.now, known.person.id, visit.app.post.clone());
    let again = |errors: &FormErrors| {
        let mut context = context(&visit, &member, &staff, Some(&known));
        let is_over = errors.0.iter().any(|problem| problem.key == form::ENDS_PAST);
        if let (Some(context), true) = (context.as_object_mut(), is_over && may_let_go(&member, &known)) {
            context.insert("leave".to_owned(), json!(member.path(&format!("people/{id}/left"))));
        }
        visit.page_again(&member, FORM, context, &fields, errors)
    };
    let (details, standing) = match read(&visit, &member, &staff, Some(&known), &fields).await? {
        Ok(read) => read,
        Err(errors) => return again(&errors),
    };
    let (wanted, seen) = ((details.clone(), standing.clone()), fields.text("seen").to_owned());
    let write = move |tenant: &mut Tenant<'_>| {
        // What stands there now, not what stood there when the page was made: somebody may save at the same moment.
        let person = people::get(tenant, id)?.ok_or(PeopleError::NotFound)?;
        if seen != as_it_stands(&person, &people::store::services_of(tenant, id)?) {
            return Err(PeopleError::MovedOn);
        }
        let amended = people::amend(tenant, now, id, &details, &standing)?;
        reactions::amended(tenant, now, &post, id, &amended)?;
        Ok::<_, PeopleError>(reactions::fields_changed(tenant, now)?)
    };
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&member.path(&format!("people/{id}?done=person-changed")))),
        Err(PeopleError::MovedOn) => meanwhile(&visit, &member, &path.1, &fields, wanted).await,
        Err(fault) => again(&refused(fault)?),
    }
}

/// The same page, with what saving would undo of somebody else's change.
async fn meanwhile(
    visit: &Visit,
    member: &Member,
    id: &str,
    fields: &Fields,
    (details, standing): (Details, Standing),
) -> Answer {
    let (staff, known) = managed(visit, member, id).await?;
    let mut context = context(visit, member, &staff, Some(&known));
    if let Some(context) = context.as_object_mut() {
        context.insert("differs".to_owned(), differs(visit, &staff, &known, (&details, &standing)));
    }
    visit.page_again(member, FORM, context, fields, &FormErrors::one("", "people-error-changed"))
}

/// Names what the list says of somebody: a form that was opened before a change by somebody else undoes nothing.
fn as_it_stands(person: &Person, services: &BTreeSet<ServiceId>) -> String {
    let said = format!("{:?} {:?}", person.details(services), person.standing);
    HEXLOWER.encode(&keys::sha256(said.as_bytes()))
}
