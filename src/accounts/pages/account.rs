//! The account: where one is signed in, and which browsers it knows.

use serde_json::{Value, json};

use super::{choosing, naming_cookie, signed_out};
use crate::access::devices::{self, KnownDevice};
use crate::access::session::{self, Place};
use crate::access::{Session, devices::Browser, factor};
use crate::accounts::{device, moving, store};
use crate::clock::Moment;
use crate::db::ids::{KnownDeviceId, SessionId};
use crate::db::{Error as DbError, System};
use crate::web::{Answer, Body, Error, Visit, see_other};

/// What the page shows.
struct Shown {
    email: String,
    /// The address to which the account is about to move, and until when.
    moving: Option<(String, Moment)>,
    has_factor: bool,
    places: Vec<Place>,
    devices: Vec<KnownDevice>,
}

impl Shown {
    fn read(
        system: &mut System<'_>,
        now: Moment,
        session: Session,
        browser: &Browser,
    ) -> Result<Self, DbError> {
        let email = store::email(system, session.account)?;
        Ok(Self {
            email: email.map(|email| email.as_str().to_owned()).unwrap_or_default(),
            moving: moving::waiting(system, now, session.account)?,
            has_factor: factor::is_on(system, session.account)?,
            places: session::places(system, now, session)?,
            devices: devices::of_account(system, now, session.account, browser)?,
        })
    }
}

pub(super) async fn show(visit: Visit, session: Session) -> Answer {
    let (now, browser) = (visit.now, visit.browser.clone());
    let shown: Result<Shown, DbError> = visit
        .app
        .look(move |database| database.read_system(|system| Shown::read(system, now, session, &browser)))
        .await;
    let shown = shown?;
    let kind =
        |agent: &str| device::named(agent, |key, args| visit.app.messages.format(visit.language, key, args));
    let places: Vec<Value> = shown
        .places
        .iter()
        .map(|place| {
            let this = place.id == session.id;
            json!({ "id": place.id, "device": kind(&place.agent), "first": place.since,
                "last": place.last_seen_at, "this": this })
        })
        .collect();
    let devices: Vec<Value> = shown
        .devices
        .iter()
        .map(|known| {
            json!({ "id": known.id, "device": kind(&known.agent), "first": known.first_seen_at,
                "last": known.last_seen_at, "this": known.is_this })
        })
        .collect();
    let organisations: Vec<Value> = choosing::members(&visit, session)
        .await?
        .iter()
        .map(|of| {
            json!({ "name": of.organisation_name(), "href": format!("/o/{}", of.slug()),
                "details": of.path("me/details"), "leave": of.path("me/leave") })
        })
        .collect();
    let context = json!({
        "title": visit.words("sessions-title"),
        "organisations": organisations,
        "email": shown.email,
        "held": visit.mail_is_held().await?,
        "moving": shown.moving.map(|(email, until)| json!({ "email": email, "until": until })),
        "factor": visit.words(if shown.has_factor { "sessions-factor-on" } else { "sessions-factor-off" }),
        "places": places,
        "devices": devices,
    });
    visit.plain("accounts/account.html", context)
}

/// Where somebody arrives who gave the password again before ending a session: the button is on the page.
pub(super) async fn back(_visit: Visit, _session: Session) -> Answer {
    std::future::ready(Ok(see_other("/account"))).await
}

/// Which sessions end.
enum Ends {
    One(SessionId),
    Others,
    All,
}

pub(super) async fn end(visit: Visit, session: Session, body: Body) -> Answer {
    let fields = body.fields().await?;
    let ends = match fields.text("session") {
        "others" => Ends::Others,
        "all" => Ends::All,
        id => Ends::One(SessionId::parse(id).ok_or(Error::NotFound)?),
    };
    let here = match ends {
        Ends::One(id) => id == session.id,
        Ends::Others => false,
        Ends::All => true,
    };
    let now = visit.now;
    let ended: Result<bool, DbError> = visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                match ends {
                    Ends::Others => session::end_others(system, now, session.account, session.id)?,
                    Ends::All => session::end_all(system, now, session.account)?,
                    Ends::One(id) => {
                        if !session::places(system, now, session)?.iter().any(|place| place.id == id) {
                            return Ok(false);
                        }
                        session::end(system, now, id)?;
                    }
                }
                store::note_security(system, now, "sessions_ended", Some(session.account))?;
                Ok(true)
            })
        })
        .await;
    match ended? {
        false => Err(Error::NotFound),
        true if here => Ok(signed_out(&visit, "/sign-out")),
        true => Ok(see_other("/account?done=sessions-ended")),
    }
}

pub(super) async fn forget(visit: Visit, session: Session, body: Body) -> Answer {
    let fields = body.fields().await?;
    let id = KnownDeviceId::parse(fields.text("device")).ok_or(Error::NotFound)?;
    let (now, browser) = (visit.now, visit.browser.clone());
    let forgotten: Result<Option<bool>, DbError> = visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                let known = devices::of_account(system, now, session.account, &browser)?;
                let found = known.iter().find(|device| device.id == id);
                if found.is_some() && devices::forget(system, session.account, id)? {
                    store::note_security(system, now, "device_forgotten", Some(session.account))?;
                }
                Ok(found.map(|device| device.is_this))
            })
        })
        .await;
    let is_this = forgotten?.ok_or(Error::NotFound)?;
    let mut answer = see_other("/account?done=device-forgotten");
    if is_this {
        // Somebody else who uses it isn't the only one because of that: it gets another name.
        let another = naming_cookie(&visit, &Browser::default());
        answer.add_cookie(&another).map_err(|fault| Error::Internal(fault.to_string()))?;
    }
    Ok(answer)
}
