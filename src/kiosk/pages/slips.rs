//! Slips and badges: whom to give one, the sheet to print, taking it back, what the organisation allows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web;
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::{Value as Json, json};

use crate::access::address::Token;
use crate::access::{Action, Member};
use crate::clock::Moment;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::keys::random;
use crate::kiosk::notices::Made;
use crate::kiosk::pin::Pin;
use crate::kiosk::pins::{self, SLIP_DAYS, Standing};
use crate::kiosk::{self, Allowed, Holder, badges, form, notices, store};
use crate::messages::args;
use crate::organisations;
use crate::people::{Labels, PeopleError, Person};
use crate::web::{Answer, Body, Error, Fields, FormErrors, Value, Visit, see_other};

type Two = web::Path<(String, String)>;

const LIST: &str = "kiosk/slips.html";

/// What the list needs to know.
struct Facts {
    holders: Vec<Holder>,
    services: BTreeMap<ServiceId, String>,
    allowed: Allowed,
}

async fn facts(visit: &Visit, member: &Member) -> Result<Facts, Error> {
    let (of, now) = (member.clone(), visit.now);
    let found: Result<Facts, DbError> = visit
        .app
        .read(member, move |tenant| {
            Ok(Facts {
                holders: kiosk::holders(tenant, now, &of)?,
                services: organisations::store::service_names(tenant)?,
                allowed: kiosk::allowed(tenant)?,
            })
        })
        .await;
    Ok(found?)
}

fn row(visit: &Visit, member: &Member, facts: &Facts, holder: &Holder) -> Json {
    let places: Vec<&str> =
        holder.services.iter().filter_map(|id| facts.services.get(id)).map(String::as_str).collect();
    let kind = match holder.pin {
        Standing::Own => "ok",
        Standing::Slip => "info",
        Standing::SlipOver | Standing::Locked | Standing::PhoneLocked => "due",
        Standing::Without => "none",
    };
    let has = holder.pin != Standing::Without || holder.badge.is_some();
    json!({
        "id": holder.person.id,
        "name": holder.person.name(),
        "job": holder.person.job_title,
        "number": holder.number,
        "services": places.join(", "),
        "pin": visit.words(&format!("slips-pin-{}", holder.pin.as_str())),
        "kind": kind,
        "badge": holder.badge,
        "stop": has.then(|| member.path(&format!("slips/{}/stop", holder.person.id))),
        "ticks": !holder.has_own_pin,
    })
}

/// Whether somebody can't sign in or be reached by mail: whom the list shows first.
fn is_needed(holder: &Holder) -> bool {
    let works = matches!(holder.pin, Standing::Own | Standing::Slip | Standing::PhoneLocked);
    holder.person.email.is_none() && !works
}

fn context(visit: &Visit, member: &Member, facts: &Facts) -> Json {
    let needed = visit.query.text("show") == "needed";
    let rows = facts.holders.iter().filter(|holder| !needed || is_needed(holder));
    json!({
        "title": visit.words("slips-title"),
        "rows": rows.map(|holder| row(visit, member, facts, holder)).collect::<Vec<_>>(),
        "any": !facts.holders.is_empty(),
        "needed": facts.holders.iter().filter(|holder| is_needed(holder)).count(),
        "only_needed": needed,
        "all_href": member.path("slips"),
        "ticked": visit.query.text("tick") == "all",
        "tick_href": member.path(if needed { "slips?show=needed&tick=all" } else { "slips?tick=all" }),
        "needed_href": member.path("slips?show=needed"),
        "action": member.path("slips/print"),
        "opened": visit.now.microseconds(),
        "most": form::MOST_SLIPS,
        "days": SLIP_DAYS,
        "devices": member.may(Action::ManageDevices).then(|| member.path("devices")),
        "settings": member.may_everywhere(Action::ManageOrganisation).then(|| member.path("slips/settings")),
        "badge_alone": facts.allowed.badge_alone,
        "own_phone": facts.allowed.own_phone,
        "phone_address": typed(visit, &format!("staff/{}", member.slug())),
    })
}

fn address(visit: &Visit, path: &str) -> String {
    visit.app.settings.base_url.join(path).map(|url| url.to_string()).unwrap_or_default()
}

/// An address as somebody types it from paper: without what a browser adds by itself.
fn typed(visit: &Visit, path: &str) -> String {
    let whole = address(visit, path);
    whole.split_once("://").map_or(whole.clone(), |(_, rest)| rest.to_owned())
}

pub(super) async fn list(visit: Visit, member: Member) -> Answer {
    let facts = facts(&visit, &member).await?;
    visit.page(&member, LIST, context(&visit, &member, &facts))
}

/// Makes slips or badges, and answers with the sheet itself: what stands on it is nowhere else.
pub(super) async fn print(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let facts = facts(&visit, &member).await?;
    let offered: BTreeSet<PersonId> = facts.holders.iter().map(|holder| holder.person.id).collect();
    let chosen = match (form::chosen(&fields, &offered), fields.text("make")) {
        // They are handed out in the order of the list.
        (Ok(chosen), "slips" | "badges") => {
            let all = facts.holders.iter().map(|holder| holder.person.id);
            all.filter(|person| chosen.contains(person)).collect::<Vec<_>>()
        }
        (Ok(_), _) => return Err(Error::Unreadable("error-unreadable")),
        (Err(errors), _) => {
            return visit.page_again(&member, LIST, context(&visit, &member, &facts), &fields, &errors);
        }
    };
    let made = made_since(&fields, &facts, &chosen).map(|errors| (Vec::new(), errors));
    if let Some((own, errors)) = made.or_else(|| ends_own(&member, &fields, &facts, &chosen)) {
        let mut context = context(&visit, &member, &facts);
        if let Some(context) = context.as_object_mut() {
            context.insert("ends_own".to_owned(), json!(own));
        }
        return visit.page_again(&member, LIST, context, &fields, &errors);
    }
    if fields.text("make") == "badges" {
        badge_sheet(&visit, &member, &facts, chosen).await
    } else {
        slip_sheet(&visit, &member, &facts, chosen).await
    }
}

/// A sheet that is asked for twice by the same form would end what the first one gave out: a page that is loaded
/// again, a second press.
fn made_since(fields: &Fields, facts: &Facts, chosen: &[PersonId]) -> Option<FormErrors> {
    let opened: i64 = fields.text("opened").parse().unwrap_or_default();
    let of_form = |holder: &&Holder| chosen.contains(&holder.person.id);
    let mut made = facts.holders.iter().filter(of_form).filter_map(|holder| match fields.text("make") {
        "badges" => holder.badge,
        _ => holder.slip_made_at,
    });
    let is_late = made.any(|at| at.microseconds() > opened);
    is_late.then(|| FormErrors::one("people", "slips-error-made-since"))
}

/// A slip ends the PIN that somebody chose, who may be in the middle of a shift: that is agreed to first, person by
/// person. Whose PINs they are, and what the page says.
fn ends_own(
    member: &Member,
    fields: &Fields,
    facts: &Facts,
    chosen: &[PersonId],
) -> Option<(Vec<PersonId>, FormErrors)> {
    let own = |holder: &&Holder| holder.has_own_pin && chosen.contains(&holder.person.id);
    let own: Vec<&Person> = facts.holders.iter().filter(own).map(|holder| &holder.person).collect();
    let is_agreed = |person: &&Person| fields.all("ends-own").contains(&person.id.to_string());
    if fields.text("make") != "slips" || own.iter().all(is_agreed) {
        return None;
    }
    let labels = Labels::read_by(member, own.iter().copied());
    let names: Vec<String> = own.iter().map(|person| labels.label(person)).collect();
    let count = i64::try_from(own.len()).unwrap_or(i64::MAX);
    let said = vec![("count", Value::Number(count)), ("names", Value::Text(names.join("; ")))];
    let mut errors = FormErrors::default();
    errors.add_with("people", "slips-error-own", said);
    Some((own.iter().map(|person| person.id).collect(), errors))
}

fn person_of(facts: &Facts, id: PersonId) -> Option<&Person> {
    facts.holders.iter().map(|holder| &holder.person).find(|person| person.id == id)
}

fn name_of(facts: &Facts, id: PersonId) -> String {
    person_of(facts, id).map(Person::name).unwrap_or_default()
}

fn service_of(facts: &Facts, id: PersonId) -> &str {
    let found = facts.holders.iter().find(|holder| holder.person.id == id);
    let first = found.and_then(|holder| holder.services.first());
    first.and_then(|id| facts.services.get(id)).map_or("", String::as_str)
}

/// Drawing PINs takes a while: nobody gets one who has left meanwhile, or leads whoever makes them.
fn may_still(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: &Member,
    mut chosen: impl Iterator<Item = PersonId>,
) -> Result<(), PeopleError> {
    let holders = kiosk::holders(tenant, now, by)?;
    let offered: BTreeSet<PersonId> = holders.iter().map(|holder| holder.person.id).collect();
    if chosen.all(|person| offered.contains(&person)) { Ok(()) } else { Err(PeopleError::MovedOn) }
}

async fn slip_sheet(visit: &Visit, member: &Member, facts: &Facts, chosen: Vec<PersonId>) -> Answer {
    let mut made = Vec::new();
    for person in chosen {
        let pin = Pin::drawn(random::<8>);
        let hash = visit.app.hasher.hash(visit.from, pin.password()).await?;
        made.push((person, pin, hash));
    }
    let (now, by, post) = (visit.now, member.clone(), Arc::clone(&visit.app.post));
    let kept: Vec<(Person, String)> = made
        .iter()
        .filter_map(|(person, _, hash)| Some((person_of(facts, *person)?.clone(), hash.clone())))
        .collect();
    let give = move |tenant: &mut Tenant<'_>| {
        may_still(tenant, now, &by, kept.iter().map(|(person, _)| person.id))?;
        let pins = store::pins(tenant)?;
        let mut numbers = Vec::new();
        for (person, hash) in &kept {
            numbers.push(pins::give(tenant, now, by.person(), person.id, hash)?);
            let had_own = pins.get(&person.id).is_some_and(|before| before.chosen_at.is_some());
            let made = if had_own { Made::SlipForOwn } else { Made::Slip };
            notices::made(tenant, now, &post, &by, (person, made))?;
        }
        Ok::<_, PeopleError>(numbers)
    };
    let numbers = visit.app.write(member, give).await;
    let slips: Vec<Json> = made
        .iter()
        .zip(numbers?)
        .map(|((person, pin, _), number)| {
            json!({
                "name": name_of(facts, *person), "service": service_of(facts, *person),
                "number": number, "pin": pin.reveal(),
            })
        })
        .collect();
    sheet(visit, member, "kiosk/slip_sheet.html", "slips-sheet-title", (json!(slips), Vec::new()), facts)
}

async fn badge_sheet(visit: &Visit, member: &Member, facts: &Facts, chosen: Vec<PersonId>) -> Answer {
    let (now, by, post) = (visit.now, member.clone(), Arc::clone(&visit.app.post));
    let people: Vec<Person> = chosen.iter().filter_map(|id| person_of(facts, *id).cloned()).collect();
    let make = move |tenant: &mut Tenant<'_>| {
        may_still(tenant, now, &by, people.iter().map(|person| person.id))?;
        let mut made = Vec::new();
        for person in &people {
            made.push(badges::make(tenant, now, by.person(), person.id)?);
            notices::made(tenant, now, &post, &by, (person, Made::Badge))?;
        }
        Ok::<_, PeopleError>(made)
    };
    let made: Result<Vec<(String, Token)>, PeopleError> = visit.app.write(member, make).await;
    let rows: Result<Vec<Json>, Error> = chosen
        .iter()
        .zip(made?)
        .map(|(person, (number, token))| {
            let code = picture(&address(visit, &format!("kiosk/b/{}", token.reveal())))?;
            Ok(json!({
                "name": name_of(facts, *person), "service": service_of(facts, *person),
                "number": number, "code": code,
            }))
        })
        .collect();
    let without_pin =
        |holder: &&Holder| holder.pin == Standing::Without && chosen.contains(&holder.person.id);
    let without_pin = facts.holders.iter().filter(without_pin).map(|holder| holder.person.name());
    let without_pin: Vec<String> = without_pin.filter(|_| !facts.allowed.badge_alone).collect();
    sheet(visit, member, "kiosk/badge_sheet.html", "slips-badges-title", (json!(rows?), without_pin), facts)
}

fn sheet(
    visit: &Visit,
    member: &Member,
    template: &str,
    title: &str,
    (rows, without_pin): (Json, Vec<String>),
    facts: &Facts,
) -> Answer {
    let context = json!({
        "title": visit.words(title),
        "rows": rows,
        "without_pin": without_pin,
        "back": member.path("slips"),
        "days": SLIP_DAYS,
        "kiosk_address": typed(visit, "kiosk"),
        "phone_address": facts.allowed.own_phone.then(|| typed(visit, &format!("staff/{}", member.slug()))),
    });
    let mut answer: HttpResponse =
        visit.render(template, StatusCode::OK, visit.inside(member, context), &[])?;
    let never = actix_web::http::header::HeaderValue::from_static("no-store");
    answer.headers_mut().insert(actix_web::http::header::CACHE_CONTROL, never);
    Ok(answer)
}

/// A QR code as the size of its square and the path of its dark fields.
fn picture(text: &str) -> Result<Json, Error> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)
        .map_err(|_too_long| Error::Internal("the address of a badge is too long".to_owned()))?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Ok(json!({ "size": code.size(), "path": path }))
}

async fn holder(visit: &Visit, member: &Member, id: &str) -> Result<Holder, Error> {
    let id = PersonId::parse(id).ok_or(Error::NotFound)?;
    let facts = facts(visit, member).await?;
    facts.holders.into_iter().find(|holder| holder.person.id == id).ok_or(Error::NotFound)
}

pub(super) async fn stop_form(visit: Visit, member: Member, path: Two) -> Answer {
    let holder = holder(&visit, &member, &path.1).await?;
    if holder.pin == Standing::Without && holder.badge.is_none() {
        return Err(Error::NotFound);
    }
    let words = args([("name", holder.person.name())]);
    let context = json!({
        "title": visit.app.messages.format(visit.language, "slips-stop-title", &words),
        "back": member.path("slips"),
    });
    visit.page(&member, "kiosk/slip_stop.html", context)
}

pub(super) async fn stop(visit: Visit, member: Member, path: Two) -> Answer {
    let holder = holder(&visit, &member, &path.1).await?;
    let (now, id) = (visit.now, holder.person.id);
    visit.app.write(&member, move |tenant| badges::stop(tenant, now, id)).await?;
    Ok(see_other(&member.path("slips?done=slips-stopped")))
}

/// What holds everywhere is chosen by somebody responsible for all of it.
pub(super) async fn settings(visit: Visit, member: Member, body: Body) -> Answer {
    if !member.may_everywhere(Action::ManageOrganisation) {
        return Err(Error::Forbidden);
    }
    let fields = body.fields().await?;
    let on = |name: &str| fields.text(name) == "yes";
    let allowed = Allowed { badge_alone: on("badge-alone"), own_phone: on("own-phone") };
    if fields.text("save") != "yes" {
        let facts = facts(&visit, &member).await?;
        let errors = FormErrors::one("own-phone", "error-unreadable");
        return visit.page_again(&member, LIST, context(&visit, &member, &facts), &fields, &errors);
    }
    let now = visit.now;
    visit.app.write(&member, move |tenant| kiosk::allow(tenant, now, allowed)).await?;
    Ok(see_other(&member.path("slips?done=slips-settings")))
}
