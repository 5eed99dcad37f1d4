//! The tablet: the code that makes it one, signing in with a number or a badge, and the page after leaving.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value as Json, json};

use crate::access::address::{self, Token};
use crate::access::guesses::{Guess, Taken};
use crate::access::{KioskDevice, session};
use crate::db::{Database, Entry, Error as DbError};
use crate::kiosk::signing_in::{self, At, Candidate, Named};
use crate::kiosk::{KioskError, devices, form, pin::Pin};
use crate::telemetry::security::Event;
use crate::web::kiosk::{device_of, device_token, enrolled, forgotten, person_of, signed_in};
use crate::web::visit::session_cookie;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, cookies, see_other};

type One = web::Path<String>;

const ENROL: &str = "kiosk/enrol.html";
const SIGN_IN: &str = "kiosk/sign_in.html";
const BADGE: &str = "kiosk/badge.html";
const LIST: &str = "/kiosk/me";

/// Why nobody is signed in.
pub(super) enum Refused {
    /// What was typed is wrong.
    Form(FormErrors),
    /// Something else.
    Other(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

impl Refused {
    pub(super) fn wrong() -> Self {
        Self::Form(FormErrors::one("pin", "kiosk-error-wrong"))
    }
}

fn enrol_context(visit: &Visit, request: &HttpRequest) -> Json {
    json!({
        "title": visit.words("kiosk-enrol-title"),
        "revoked": device_token(request, visit).is_some(),
        "signed_in": visit.session.or(visit.waiting).is_some(),
    })
}

fn tablet_context(visit: &Visit, device: &KioskDevice) -> Json {
    json!({
        "idle": visit.query.has("idle"),
        "title": device.service_name(),
        "organisation": { "name": device.organisation_name(), "slug": device.slug() },
        "started": visit.words("kiosk-start-title"),
    })
}

/// Says so where the organisation of a tablet is suspended: it is still one, and works again afterwards.
async fn refuse_paused(visit: &Visit, request: &HttpRequest) -> Result<(), Error> {
    let Some(token) = device_token(request, visit) else { return Ok(()) };
    let find = move |database: &Database| database.read_system(|system| address::find_open(system, &token));
    let found: Result<_, DbError> = visit.app.look(find).await;
    let (_, kept_out) = found?;
    kept_out.map_or(Ok(()), |kept_out| Err(kept_out.into()))
}

/// `GET /kiosk`
pub(super) async fn start(visit: Visit, request: HttpRequest) -> Answer {
    if person_of(&request, &visit).await?.is_some() {
        return Ok(see_other(LIST));
    }
    match device_of(&request, &visit).await? {
        Some(device) => visit.plain(SIGN_IN, tablet_context(&visit, &device)),
        None => {
            refuse_paused(&visit, &request).await?;
            visit.plain(ENROL, enrol_context(&visit, &request))
        }
    }
}

/// `POST /kiosk/enrol`
pub(super) async fn enrol(visit: Visit, request: HttpRequest, body: Body) -> Answer {
    let fields = body.fields().await?;
    let (app, now) = (&visit.app, visit.now);
    let guess = Guess::at_any(app.database.keyring(), "device", "", visit.from);
    let taken = visit.take_try(vec![guess]).await?;
    let hash = devices::code_hash(app.database.keyring(), fields.text("code"));
    let made: Result<Token, KioskError> = app
        .work(move |database| {
            let found = database.read_system(|system| devices::by_code(system, now, hash.as_deref()))?;
            let entry = found.ok_or(KioskError::NotACode)?;
            database.write(entry, move |tenant| devices::enrol(tenant, now, &entry))
        })
        .await;
    match made {
        Ok(token) => {
            visit.was_right(taken).await?;
            let mut answer = see_other("/kiosk");
            answer
                .add_cookie(&enrolled(&visit, &token))
                .map_err(|fault| Error::Internal(fault.to_string()))?;
            sign_manager_out(&visit, &mut answer).await?;
            Ok(answer)
        }
        Err(KioskError::NotACode) => {
            let errors = FormErrors::one("code", "kiosk-error-code");
            visit.plain_again(ENROL, enrol_context(&visit, &request), &fields.without(&["code"]), &errors)
        }
        Err(other) => Err(other.into()),
    }
}

/// Nobody stays signed in to an account on what staff share.
async fn sign_manager_out(visit: &Visit, answer: &mut HttpResponse) -> Result<(), Error> {
    let Some(open) = visit.session.or(visit.waiting) else { return Ok(()) };
    let now = visit.now;
    let ended: Result<(), DbError> = visit
        .app
        .work(move |database| database.write_system(move |system| session::end(system, now, open.id)))
        .await;
    ended?;
    let secure = visit.app.settings.is_secure();
    let cookie = cookies::gone(session_cookie(secure), secure);
    answer.add_cookie(&cookie).map_err(|fault| Error::Internal(fault.to_string()))
}

/// What is guessed at: somebody's number or badge in an organisation.
pub(super) fn guess(visit: &Visit, kind: &str, organisation: &str, named: &Named) -> Guess {
    let thing = match named {
        Named::Number(number) => number.to_lowercase(),
        Named::Badge(token) => data_encoding::HEXLOWER.encode(&token.hash()),
    };
    Guess::new(visit.app.database.keyring(), kind, &format!("{organisation}:{thing}"), visit.from)
}

/// Tries to sign somebody in with a PIN, or with their badge alone.
pub(super) async fn attempt(
    visit: &Visit,
    at: At,
    named: Named,
    pin: Option<Pin>,
    guesses: Vec<Guess>,
) -> Result<Token, Refused> {
    let taken = visit.take_try(guesses).await?;
    let (now, place) = (visit.now, at.clone());
    let found: Result<Option<Candidate>, DbError> =
        visit.app.look(move |database| signing_in::candidate(database, now, &place, &named)).await;
    let mut candidate = found?;
    let right = match pin {
        Some(pin) => {
            let (right, counted) = weigh(visit, &at, (&taken, &pin), candidate).await?;
            candidate = counted;
            right
        }
        None => {
            // The badge alone: its PIN is neither asked nor counted.
            candidate = candidate.map(|known| Candidate { hash: None, ..known });
            candidate.is_some()
        }
    };
    let done: Result<Option<Token>, KioskError> = visit
        .app
        .work(move |database| match candidate {
            Some(known) if right => signing_in::enter(database, now, at, known, taken).map(Some),
            other => signing_in::refuse(database, now, at, other).map(|()| None),
        })
        .await;
    match done {
        Ok(Some(token)) => {
            visit.note(Event::SignedIn, None);
            Ok(token)
        }
        Ok(None) | Err(KioskError::Changed) => {
            visit.note(Event::WrongPin, None);
            Err(Refused::wrong())
        }
        Err(other) => Err(Refused::Other(other.into())),
    }
}

/// Whether a PIN is right. Its try is counted before, and given back where too many wait.
async fn weigh(
    visit: &Visit,
    at: &At,
    (taken, pin): (&Taken, &Pin),
    candidate: Option<Candidate>,
) -> Result<(bool, Option<Candidate>), Error> {
    let mut counted = None;
    if let Some(candidate) = candidate {
        let place = at.clone();
        let done = visit.app.work(move |database| signing_in::count(database, place, candidate)).await?;
        counted = Some(done);
    }
    let hash = counted.as_ref().and_then(|known| known.hash.clone());
    match visit.weigh(taken, visit.app.hasher.verify(visit.from, pin.password(), hash)).await {
        Ok(right) => Ok((right, counted)),
        Err(fault) => {
            if let Some(known) = counted.filter(|known| known.hash.is_some()) {
                let place = at.clone();
                visit.app.work(move |database| signing_in::unweighed(database, place, &known)).await?;
            }
            Err(fault)
        }
    }
}

/// 303 to the list, with the person's cookie and the tablet's for another ninety days.
fn arrived(visit: &Visit, request: &HttpRequest, token: &Token) -> Answer {
    let mut answer = see_other(LIST);
    let device = device_token(request, visit).map(|token| enrolled(visit, &token));
    for cookie in [Some(signed_in(visit, token)), device].into_iter().flatten() {
        answer.add_cookie(&cookie).map_err(|fault| Error::Internal(fault.to_string()))?;
    }
    Ok(answer)
}

async fn badge_is_enough(visit: &Visit, device: &KioskDevice) -> Result<bool, Error> {
    let allowed: Result<_, DbError> = visit.app.read(device, crate::kiosk::allowed).await;
    Ok(allowed?.badge_alone)
}

/// `POST /kiosk`: a number and a PIN; or what a reader typed when it scanned a badge.
pub(super) async fn sign_in(visit: Visit, request: HttpRequest, body: Body) -> Answer {
    let Some(device) = device_of(&request, &visit).await? else { return Ok(see_other("/kiosk")) };
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        let kept = fields.without(&["pin"]);
        visit.plain_again(SIGN_IN, tablet_context(&visit, &device), &kept, errors)
    };
    let named = match form::named(&fields) {
        Ok(named) => named,
        Err(errors) => return again(&errors),
    };
    if let Named::Badge(token) = &named
        && !badge_is_enough(&visit, &device).await?
    {
        return Ok(see_other(&format!("/kiosk/b/{}", token.reveal())));
    }
    let pin = match &named {
        Named::Badge(_) => None,
        Named::Number(_) => match form::pin(&fields, "pin") {
            Ok(pin) => Some(pin),
            Err(errors) => return again(&errors),
        },
    };
    let guesses = vec![guess(&visit, "kiosk", &device.organisation().to_string(), &named)];
    match attempt(&visit, At::Tablet(device.clone()), named, pin, guesses).await {
        Ok(token) => arrived(&visit, &request, &token),
        Err(Refused::Form(errors)) => again(&errors),
        Err(Refused::Other(error)) => Err(error),
    }
}

/// `GET /kiosk/b/{token}`: what a badge is, for everybody who isn't at a tablet; there, the PIN.
pub(super) async fn badge(visit: Visit, request: HttpRequest, path: One) -> Answer {
    let Some(device) = device_of(&request, &visit).await? else {
        let context = json!({ "title": visit.words("kiosk-badge-elsewhere-title") });
        return visit.plain("kiosk/badge_elsewhere.html", context);
    };
    let enough = badge_is_enough(&visit, &device).await?;
    visit.plain(BADGE, badge_context(&visit, &device, &path, enough))
}

fn badge_context(visit: &Visit, device: &KioskDevice, token: &str, enough: bool) -> Json {
    json!({
        "title": visit.words("kiosk-badge-title"),
        "organisation": { "name": device.organisation_name(), "slug": device.slug() },
        "action": format!("/kiosk/b/{}", Token::parse(token).map(|token| token.reveal().to_owned()).unwrap_or_default()),
        "enough": enough,
    })
}

/// `POST /kiosk/b/{token}`
pub(super) async fn by_badge(visit: Visit, request: HttpRequest, path: One, body: Body) -> Answer {
    let Some(device) = device_of(&request, &visit).await? else { return Ok(see_other("/kiosk")) };
    let fields = body.fields().await?;
    let enough = badge_is_enough(&visit, &device).await?;
    let again = |errors: &FormErrors| {
        // Whose badge is not enough any more gives the PIN; the page asks for what is right now.
        let context = badge_context(&visit, &device, &path, enough);
        visit.plain_again(BADGE, context, &Fields::default(), errors)
    };
    let Some(token) = Token::parse(&path) else { return Err(Error::NotFound) };
    let pin = match form::pin(&fields, "pin") {
        _ if enough && fields.text("alone") == "yes" => None,
        Ok(pin) => Some(pin),
        Err(errors) => return again(&errors),
    };
    let named = Named::Badge(token);
    let guesses = vec![guess(&visit, "kiosk", &device.organisation().to_string(), &named)];
    match attempt(&visit, At::Tablet(device.clone()), named, pin, guesses).await {
        Ok(token) => arrived(&visit, &request, &token),
        Err(Refused::Form(errors)) => again(&errors),
        Err(Refused::Other(error)) => Err(error),
    }
}

/// `GET /kiosk/done`: nobody is signed in any more, and nothing of them is left.
pub(super) async fn done(visit: Visit, request: HttpRequest) -> Answer {
    if person_of(&request, &visit).await?.is_some() {
        return Ok(see_other(LIST));
    }
    let device = device_of(&request, &visit).await?;
    if device.is_none() {
        refuse_paused(&visit, &request).await?;
    }
    // A tablet that is one no more still says that it was.
    let revoked = device.is_none() && device_token(&request, &visit).is_some();
    let context = json!({
        "title": visit.words(if revoked { "kiosk-revoked-title" } else { "kiosk-done-title" }),
        "tablet": device.is_some(),
        "revoked": revoked,
        "organisation": device.as_ref().map(|device| json!({ "name": device.organisation_name() })),
    });
    left(&visit, visit.plain("kiosk/done.html", context)?)
}

/// Takes from the browser what it knows of who left.
pub(super) fn left(visit: &Visit, mut answer: HttpResponse) -> Answer {
    for cookie in forgotten(visit) {
        answer.add_cookie(&cookie).map_err(|fault| Error::Internal(fault.to_string()))?;
    }
    let name = header::HeaderName::from_static("clear-site-data");
    answer.headers_mut().insert(name, header::HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(answer)
}
