//! The own phone of somebody without e-mail. The page is the same for every short name, whether an
//! organisation has it or not, and so are its answers.

use actix_web::{HttpRequest, web};
use serde_json::{Value as Json, json};

use super::tablet::{Refused, attempt, guess};
use crate::access::guesses::Guess;
use crate::access::kiosk;
use crate::db::{Entry, Error as DbError};
use crate::kiosk::signing_in::{At, Named};
use crate::kiosk::{form, pin::Pin};
use crate::organisations;
use crate::web::kiosk::{device_of, signed_in};
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

type One = web::Path<String>;

/// A shared tablet is nobody's own phone: its page is elsewhere, and its time is shorter.
const TABLET: &str = "/kiosk";
const FORM: &str = "kiosk/phone.html";

/// `GET /staff`: which organisation?
pub(super) async fn ask(visit: Visit, request: HttpRequest) -> Answer {
    if device_of(&request, &visit).await?.is_some() {
        return Ok(see_other(TABLET));
    }
    let slug = organisations::slug_of(visit.query.text("organisation"));
    if !visit.query.text("organisation").is_empty() && !slug.is_empty() {
        return Ok(see_other(&format!("/staff/{slug}")));
    }
    let context = json!({ "title": visit.words("kiosk-phone-title") });
    visit.plain("kiosk/phone_ask.html", context)
}

fn context(visit: &Visit, slug: &str) -> Json {
    json!({ "title": visit.words("kiosk-phone-title"), "slug": organisations::slug_of(slug) })
}

/// `GET /staff/{slug}`
pub(super) async fn form(visit: Visit, request: HttpRequest, path: One) -> Answer {
    if device_of(&request, &visit).await?.is_some() {
        return Ok(see_other(TABLET));
    }
    visit.plain(FORM, context(&visit, &path))
}

/// `POST /staff/{slug}`
pub(super) async fn sign_in(visit: Visit, request: HttpRequest, path: One, body: Body) -> Answer {
    if device_of(&request, &visit).await?.is_some() {
        return Ok(see_other(TABLET));
    }
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.plain_again(FORM, context(&visit, &path), &fields.without(&["pin"]), errors)
    };
    let named = match form::named(&fields) {
        Ok(Named::Number(number)) => Named::Number(number),
        Ok(Named::Badge(_)) => return again(&FormErrors::one("number", "kiosk-error-number")),
        Err(errors) => return again(&errors),
    };
    let pin = match form::pin(&fields, "pin") {
        Ok(pin) => pin,
        Err(errors) => return again(&errors),
    };
    match try_sign_in(&visit, path.to_lowercase(), named, pin).await {
        Ok(token) => {
            let mut answer = see_other("/kiosk/me");
            answer
                .add_cookie(&signed_in(&visit, &token))
                .map_err(|fault| Error::Internal(fault.to_string()))?;
            Ok(answer)
        }
        Err(Refused::Form(errors)) => again(&errors),
        Err(Refused::Other(error)) => Err(error),
    }
}

async fn try_sign_in(
    visit: &Visit,
    slug: String,
    named: Named,
    pin: Pin,
) -> Result<crate::access::address::Token, Refused> {
    let asked = slug.clone();
    let door: Result<_, DbError> = visit.app.look(move |database| kiosk::staff_door(database, &asked)).await;
    let door = door?;
    // One network tries few numbers of one organisation, whichever these are.
    let place = door.as_ref().map_or(slug, |door| door.organisation().to_string());
    let keyring = visit.app.database.keyring();
    let whole = Guess::at_any(keyring, "staff door", &place, visit.from);
    // Nor does it try for ever by inventing organisations.
    let every = Guess::at_every(keyring, "staff doors", visit.from);
    let Some(door) = door else {
        let taken = visit.take_try(vec![whole, every]).await?;
        visit.weigh(&taken, visit.app.hasher.verify(visit.from, pin.password(), None)).await?;
        return Err(Refused::wrong());
    };
    let guesses = vec![guess(visit, "staff", &place, &named), whole, every];
    attempt(visit, At::Phone(door), named, Some(pin), guesses).await
}
