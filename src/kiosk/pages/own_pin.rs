//! The own PIN: who comes with a slip chooses one before anything else; everybody else when they like.

use actix_web::HttpRequest;
use serde_json::{Value as Json, json};

use super::own::{context, in_their_language};
use crate::access::KioskPerson;
use crate::access::guesses::Guess;
use crate::access::kiosk::Way;
use crate::db::Error as DbError;
use crate::kiosk::pins::Kept;
use crate::kiosk::{KioskError, form, pins, store};
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const FORM: &str = "kiosk/pin.html";

/// Their PIN as it is kept, and their staff number.
struct Mine {
    kept: Option<Kept>,
    number: Option<String>,
}

async fn mine(visit: &Visit, person: &KioskPerson) -> Result<Mine, Error> {
    let id = person.person();
    let found: Result<Mine, DbError> = visit
        .app
        .read(person, move |tenant| {
            Ok(Mine { kept: store::pin(tenant, id)?, number: store::numbers(tenant)?.remove(&id) })
        })
        .await;
    Ok(found?)
}

fn own(visit: &Visit, person: &KioskPerson, mine: &Mine) -> Json {
    let key = if person.must_choose() { "kiosk-pin-first-title" } else { "kiosk-pin-title" };
    json!({ "title": visit.words(key), "first": person.must_choose(), "has": mine.kept.is_some() })
}

/// `GET /kiosk/me/pin`
pub(super) async fn form(mut visit: Visit, request: HttpRequest, person: KioskPerson) -> Answer {
    in_their_language(&mut visit, &request, &person);
    let mine = mine(&visit, &person).await?;
    let context = context(&visit, &person, own(&visit, &person, &mine));
    visit.render(FORM, actix_web::http::StatusCode::OK, context, &[])
}

/// `POST /kiosk/me/pin`
pub(super) async fn choose(
    mut visit: Visit,
    request: HttpRequest,
    person: KioskPerson,
    body: Body,
) -> Answer {
    in_their_language(&mut visit, &request, &person);
    let mine = mine(&visit, &person).await?;
    let fields = body.fields().await?;
    match change(&visit, &person, &mine, &fields).await? {
        Ok(()) => Ok(see_other("/kiosk/me?done=kiosk-pin-chosen")),
        Err(errors) => {
            let context = context(&visit, &person, own(&visit, &person, &mine));
            visit.plain_again(FORM, context, &Fields::default(), &errors)
        }
    }
}

/// The PIN that they have proves that it is them: who finds a tablet signed in can't change it.
async fn change(
    visit: &Visit,
    person: &KioskPerson,
    mine: &Mine,
    fields: &Fields,
) -> Result<Result<(), FormErrors>, Error> {
    let before = match form::pin(fields, "before") {
        Ok(before) => before,
        Err(errors) => return Ok(Err(errors)),
    };
    let id = person.person();
    let guess = Guess::new(visit.app.database.keyring(), "own pin", &id.to_string(), visit.from);
    let taken = visit.take_try(vec![guess]).await?;
    let may = count(visit, person).await?;
    let hash = mine.kept.as_ref().filter(|_| may).map(|kept| kept.hash.clone());
    if !visit.weigh(&taken, visit.app.hasher.verify(visit.from, before.password(), hash.clone())).await? {
        wrong(visit, person).await?;
        visit.note(Event::WrongPin, None);
        return Ok(Err(FormErrors::one("before", "kiosk-error-pin-before")));
    }
    visit.was_right(taken).await?;
    right(visit, person).await?;
    let new = match form::new_pin(fields, &before, mine.number.as_deref()) {
        Ok(new) => new,
        Err(errors) => return Ok(Err(errors)),
    };
    let (now, new) = (visit.now, visit.app.hasher.hash(visit.from, new.password()).await?);
    let before = hash.unwrap_or_default();
    let done: Result<(), KioskError> =
        visit.app.write(person, move |tenant| pins::choose(tenant, now, id, &before, &new)).await;
    done?;
    Ok(Ok(()))
}

/// Counts a try before it is weighed; whether it may be. Who is signed in gives it back by the next right one.
async fn count(visit: &Visit, person: &KioskPerson) -> Result<bool, Error> {
    let (id, phone) = (person.person(), person.way() == Way::OwnPhone);
    let may: Result<bool, DbError> =
        visit.app.write(person, move |tenant| pins::count(tenant, id, phone)).await;
    Ok(may?)
}

async fn right(visit: &Visit, person: &KioskPerson) -> Result<(), Error> {
    let (id, phone) = (person.person(), person.way() == Way::OwnPhone);
    let forgotten: Result<(), DbError> =
        visit.app.write(person, move |tenant| pins::right(tenant, id, phone)).await;
    Ok(forgotten?)
}

async fn wrong(visit: &Visit, person: &KioskPerson) -> Result<(), Error> {
    let (now, id, phone) = (visit.now, person.person(), person.way() == Way::OwnPhone);
    let counted: Result<(), DbError> =
        visit.app.write(person, move |tenant| pins::wrong(tenant, now, id, phone)).await;
    Ok(counted?)
}
