//! Policies in force: at a tablet without anybody signed in, for its service; for who is signed in, where
//! they work. Nothing is left on a tablet: texts are shown, not kept.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde_json::{Value as Json, json};

use super::own::{context, frame, in_their_language};
use crate::access::{KioskDevice, KioskPerson};
use crate::acknowledgements::reading::minutes;
use crate::db::Entry;
use crate::policies::pages::look_up::{self, Looked, Looker};
use crate::web::kiosk::touch;
use crate::web::{Answer, Visit, see_other};

type One = web::Path<String>;

const LIST: &str = "kiosk/policies.html";
const TEXT: &str = "kiosk/policy.html";

fn of_tablet(device: &KioskDevice) -> Looker<'_, KioskDevice> {
    let services = BTreeSet::from([device.service()]);
    Looker { entry: device, services, base: "/kiosk/policies".to_owned() }
}

fn of(person: &KioskPerson) -> Looker<'_, KioskPerson> {
    Looker { entry: person, services: person.services().clone(), base: "/kiosk/me/policies".to_owned() }
}

fn tablet_context(visit: &Visit, device: &KioskDevice, own: Json) -> Json {
    let mut context = json!({
        "organisation": { "name": device.organisation_name(), "slug": device.slug() },
        "service": device.service_name(),
        "home": "/kiosk",
    });
    if let (Json::Object(context), Json::Object(own)) = (&mut context, own) {
        context.extend(own);
    }
    visit.context(context)
}

/// `GET /kiosk/policies`
pub(super) async fn at_tablet(visit: Visit, device: KioskDevice) -> Answer {
    let found = look_up::list(&visit, &of_tablet(&device)).await?;
    visit.render(LIST, StatusCode::OK, tablet_context(&visit, &device, found), &[])
}

/// `GET /kiosk/me/policies`
pub(super) async fn of_person(mut visit: Visit, request: HttpRequest, person: KioskPerson) -> Answer {
    in_their_language(&mut visit, &request, &person);
    let found = look_up::list(&visit, &of(&person)).await?;
    visit.render(LIST, StatusCode::OK, context(&visit, &person, found), &[])
}

/// `GET /kiosk/policies/{rendition}`
pub(super) async fn text_at_tablet(visit: Visit, device: KioskDevice, path: One) -> Answer {
    match look_up::text(&visit, &of_tablet(&device), &path).await? {
        Looked::Elsewhere(address) => Ok(see_other(&address)),
        Looked::Text(text) => {
            let context = tablet_context(&visit, &device, text.context);
            visit.render(TEXT, StatusCode::OK, context, &[("rendition", &text.sheet)])
        }
    }
}

/// `GET /kiosk/me/policies/{rendition}`
pub(super) async fn text_of_person(
    mut visit: Visit,
    request: HttpRequest,
    person: KioskPerson,
    path: One,
) -> Answer {
    in_their_language(&mut visit, &request, &person);
    match look_up::text(&visit, &of(&person), &path).await? {
        Looked::Elsewhere(address) => Ok(see_other(&address)),
        Looked::Text(text) => {
            let reading = Some(minutes(&text.rendition.text));
            touch(&visit, &person, reading).await;
            let mut own = text.context;
            if let Json::Object(own) = &mut own {
                own.insert("kiosk".to_owned(), frame(&person, &visit, reading));
            }
            let context = context(&visit, &person, own);
            visit.render(TEXT, StatusCode::OK, context, &[("rendition", &text.sheet)])
        }
    }
}

async fn file<E>(visit: &Visit, looker: &Looker<'_, E>, id: &str) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let (_, rendition) = look_up::open(visit, looker, id).await?;
    crate::policies::pages::file_of(visit, looker.entry, &rendition).await
}

/// `GET /kiosk/policies/{rendition}/file`
pub(super) async fn file_at_tablet(visit: Visit, device: KioskDevice, path: One) -> Answer {
    file(&visit, &of_tablet(&device), &path).await
}

/// `GET /kiosk/me/policies/{rendition}/file`
pub(super) async fn file_of_person(visit: Visit, person: KioskPerson, path: One) -> Answer {
    file(&visit, &of(&person), &path).await
}
