//! What who is signed in without an account can do: their list, reading, signing, receipts, leaving.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde_json::{Value as Json, json};

use super::tablet;
use crate::access::KioskPerson;
use crate::access::kiosk::{self, Way};
use crate::acknowledgements::Method;
use crate::acknowledgements::pages::reading::{self, Again, Reader, Shelf};
use crate::messages::Language;
use crate::web::kiosk::{DONE, touch};
use crate::web::visit::language_cookie;
use crate::web::{Answer, Body, Error, Visit, see_other};

type One = web::Path<String>;

/// Where the tablet goes when nobody touched it.
const IDLE: &str = "/kiosk?idle=yes";
/// Seconds without a touch after which a page leaves by itself.
const TABLET_SECONDS: i64 = 120;
/// The same on an own phone.
const PHONE_SECONDS: i64 = 30 * 60;
/// Seconds that a page waits beyond the server before it looks for itself, where nothing runs on it.
const GRACE: i64 = 2;

/// What the frame around these pages shows. `reading`: the minutes that the page takes to read.
pub(super) fn frame(person: &KioskPerson, visit: &Visit, reading: Option<i64>) -> Json {
    let phone = person.way() == Way::OwnPhone;
    let until = kiosk::touched(person, visit.now, reading);
    let left = until.map_or_else(
        || person.seconds_left(visit.now),
        |until| until.idle.min(until.end).seconds().saturating_sub(visit.now.seconds()),
    );
    json!({
        "seconds": if phone { PHONE_SECONDS } else { TABLET_SECONDS },
        "left": left.max(0).saturating_add(GRACE),
        "phone": phone,
        "path": visit.path,
    })
}

/// The language that the person reads, unless another was chosen here.
pub(super) fn in_their_language(visit: &mut Visit, request: &HttpRequest, person: &KioskPerson) {
    let asked = Language::from_code(visit.query.text("lang")).is_some();
    if !asked && request.cookie(language_cookie(visit.app.settings.is_secure())).is_none() {
        visit.language = person.language();
    }
}

/// What every page of theirs knows.
pub(super) fn context(visit: &Visit, person: &KioskPerson, own: Json) -> Json {
    let mut context = json!({
        "organisation": { "name": person.organisation_name(), "slug": person.slug() },
        "viewer": { "name": person.name() },
        "kiosk": frame(person, visit, None),
    });
    if let (Json::Object(context), Json::Object(own)) = (&mut context, own) {
        context.extend(own);
    }
    visit.context(context)
}

async fn reader(
    visit: &mut Visit,
    request: &HttpRequest,
    person: KioskPerson,
) -> Result<Reader<KioskPerson>, Error> {
    in_their_language(visit, request, &person);
    let id = person.person();
    let shelf = visit.app.read(&person, move |tenant| Shelf::of(tenant, id)).await?;
    let method = match person.way() {
        Way::StaffNumber => Method::KioskPin,
        Way::Badge => Method::KioskBadge,
        Way::OwnPhone => Method::PhonePin,
    };
    let kiosk = Some(frame(&person, visit, None));
    Ok(Reader { entry: person, base: "/kiosk/me".to_owned(), method, link: None, shelf, kiosk })
}

/// `GET /kiosk/me`
pub(super) async fn list(mut visit: Visit, request: HttpRequest, person: KioskPerson) -> Answer {
    let reader = reader(&mut visit, &request, person).await?;
    let context = reader.context(&visit, reader.list(&visit));
    visit.render("acknowledgements/list.html", StatusCode::OK, context, &[])
}

/// The reader of a duty, with the time to read it.
async fn reader_of(
    visit: &mut Visit,
    request: &HttpRequest,
    person: KioskPerson,
    id: &str,
) -> Result<Reader<KioskPerson>, Error> {
    let mut reader = reader(visit, request, person).await?;
    let minutes = reader.shelf.minutes_of(reader.shelf.duty(id)?);
    if let Some(minutes) = minutes {
        touch(visit, &reader.entry, Some(minutes)).await;
        reader.kiosk = Some(frame(&reader.entry, visit, Some(minutes)));
    }
    Ok(reader)
}

/// `GET /kiosk/me/read/{assignment}`
pub(super) async fn read(mut visit: Visit, request: HttpRequest, person: KioskPerson, path: One) -> Answer {
    let reader = reader_of(&mut visit, &request, person, &path).await?;
    let duty = reader.shelf.duty(&path)?;
    reading::read(&visit, &reader, duty, Again::No).await
}

/// `GET /kiosk/me/read/{assignment}/file`
pub(super) async fn file(mut visit: Visit, request: HttpRequest, person: KioskPerson, path: One) -> Answer {
    let reader = reader_of(&mut visit, &request, person, &path).await?;
    reading::file(&visit, &reader, reader.shelf.duty(&path)?).await
}

/// `POST /kiosk/me/read/{assignment}`
pub(super) async fn sign(
    mut visit: Visit,
    request: HttpRequest,
    person: KioskPerson,
    path: One,
    body: Body,
) -> Answer {
    let reader = reader_of(&mut visit, &request, person, &path).await?;
    let duty = reader.shelf.duty(&path)?;
    let fields = body.fields().await?;
    if let Some(language) = Language::from_code(fields.text("language")) {
        visit.language = language;
    }
    reading::press(&visit, &reader, duty, &fields).await
}

/// `GET /kiosk/me/receipts/{id}`
pub(super) async fn receipt(
    mut visit: Visit,
    request: HttpRequest,
    person: KioskPerson,
    path: One,
) -> Answer {
    let reader = reader(&mut visit, &request, person).await?;
    reading::receipt(&visit, &reader, &path)
}

/// `POST /kiosk/me/more`: the request itself gave the time; back to where they were.
pub(super) async fn more(_person: KioskPerson, body: Body) -> Answer {
    let fields = body.fields().await?;
    let back = fields.text("back");
    let inside =
        back.starts_with("/kiosk/me") && !back.contains("//") && !back.contains(is_no_part_of_a_path);
    Ok(see_other(if inside { back } else { "/kiosk/me" }))
}

/// A browser takes a backslash for a slash, and no header holds a line end.
fn is_no_part_of_a_path(letter: char) -> bool {
    letter == '\\' || letter.is_control()
}

/// `POST /kiosk/me/finish`
pub(super) async fn finish(visit: Visit, person: KioskPerson, body: Body) -> Answer {
    // Nobody touched the tablet: whoever comes back to it is told what became of what they typed.
    let is_idle = body.fields().await?.has("idle") && person.way() != Way::OwnPhone;
    let (now, by) = (visit.now, person.clone());
    let done: Result<(), crate::db::Error> =
        visit.app.write(&person, move |tenant| kiosk::finish(tenant, now, &by)).await;
    done?;
    tablet::left(&visit, see_other(if is_idle { IDLE } else { DONE }))
}
