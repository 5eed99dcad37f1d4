//! Reporting a concern at a tablet or on an own phone: the form that members have, and its answer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde_json::{Value as Json, json};

use super::own::{context, in_their_language};
use crate::access::KioskPerson;
use crate::incidents::pages::own::received_by;
use crate::incidents::pages::report::{self, Reporter};
use crate::web::{Answer, Body, Visit};

/// Where these pages stand.
const BASE: &str = "/kiosk/me/";

fn around(visit: &Visit, person: &KioskPerson, mut own: Json) -> Json {
    if let Json::Object(own) = &mut own {
        own.insert("base".to_owned(), json!(BASE));
    }
    context(visit, person, own)
}

macro_rules! reporter {
    ($visit:expr, $person:expr) => {
        Reporter {
            entry: &$person,
            person: $person.person(),
            services: $person.services(),
            organisation: $person.organisation_name(),
            base: BASE.to_owned(),
            around: &|own| around(&$visit, &$person, own),
        }
    };
}

/// `GET /kiosk/me/incidents/report`
pub(super) async fn form(mut visit: Visit, request: HttpRequest, person: KioskPerson) -> Answer {
    in_their_language(&mut visit, &request, &person);
    report::form_of(&visit, &reporter!(visit, person)).await
}

/// `POST /kiosk/me/incidents/report`
pub(super) async fn post(mut visit: Visit, request: HttpRequest, person: KioskPerson, body: Body) -> Answer {
    in_their_language(&mut visit, &request, &person);
    report::post_of(&visit, &reporter!(visit, person), body).await
}

/// `GET /kiosk/me/incidents/outside`
pub(super) async fn outside(mut visit: Visit, request: HttpRequest, person: KioskPerson) -> Answer {
    in_their_language(&mut visit, &request, &person);
    report::outside_of(&visit, &reporter!(visit, person)).await
}

/// `GET /kiosk/me/incidents/received/{reference}`
pub(super) async fn received(
    mut visit: Visit,
    request: HttpRequest,
    person: KioskPerson,
    path: web::Path<String>,
) -> Answer {
    in_their_language(&mut visit, &request, &person);
    let (template, own) = received_by(&visit, &person, person.person(), path.into_inner()).await?;
    visit.render(template, StatusCode::OK, around(&visit, &person, own), &[])
}
