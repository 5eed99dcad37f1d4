//! How one's own second factor stands, another app, and switching off.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{APP, CODES, OFF, OWN, REPLACE, done, on_the_way, switched_on, tried, wanted};
use crate::access::{FactorRule, Session};
use crate::accounts::factor::seed::Seed;
use crate::accounts::factor::{self, FactorError, Try, form};
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const PROVE: &str = "accounts/factor_prove.html";

pub(super) async fn show(visit: Visit, session: Session) -> Answer {
    let account = session.account;
    let standing = visit
        .app
        .look(move |database| database.read_system(|system| factor::standing(system, account)))
        .await?;
    let key = if standing.since.is_some() { "factor-title" } else { "signin-second-setup-title" };
    let context = json!({
        "title": visit.words(key),
        "off": visit.app.settings.second_factor == FactorRule::Off,
        "since": standing.since.map(|at| at.to_string()),
        "codes_left": standing.codes_left,
        "needed": standing.needed,
        "action": on_the_way(OWN, wanted(&visit)),
        "codes": CODES,
        "replace": REPLACE,
        "switch_off": OFF,
        "to": wanted(&visit),
    });
    visit.plain("accounts/factor.html", context)
}

/// What a proof is asked for.
#[derive(Clone, Copy)]
enum For {
    Replace,
    Off,
}

impl For {
    fn context(self, visit: &Visit) -> Value {
        let (action, title, why, button, kind) = match self {
            Self::Replace => {
                (REPLACE, "factor-replace-title", "factor-replace-why", "factor-replace-button", "main")
            }
            Self::Off => (OFF, "factor-off-title", "factor-off-why", "factor-off-button", "danger"),
        };
        json!({
            "title": visit.words(title),
            "why": visit.words(why),
            "button": visit.words(button),
            "kind": kind,
            "action": action,
            "back": OWN,
        })
    }
}

/// Without a second factor there is nothing to replace or to switch off.
async fn ask(visit: Visit, session: Session, what: For) -> Answer {
    if !session.has_factor {
        return Ok(see_other(OWN));
    }
    std::future::ready(visit.plain(PROVE, what.context(&visit))).await
}

pub(super) async fn replace_form(visit: Visit, session: Session) -> Answer {
    ask(visit, session, For::Replace).await
}

pub(super) async fn off_form(visit: Visit, session: Session) -> Answer {
    ask(visit, session, For::Off).await
}

pub(super) async fn replace(visit: Visit, session: Session, body: Body) -> Answer {
    switched_on(&visit)?;
    match prove(&visit, &session, body, For::Replace).await? {
        Ok(()) => Ok(see_other(APP)),
        Err(errors) => again(&visit, For::Replace, &errors),
    }
}

pub(super) async fn off(visit: Visit, session: Session, body: Body) -> Answer {
    match prove(&visit, &session, body, For::Off).await? {
        Ok(()) => Ok(see_other(&done("factor-off", None))),
        Err(errors) => again(&visit, For::Off, &errors),
    }
}

fn again(visit: &Visit, what: For, errors: &FormErrors) -> Answer {
    visit.plain_again(PROVE, what.context(visit), &Fields::default(), errors)
}

/// Does what is asked for when the code is right; the words for the form when it isn't.
async fn prove(
    visit: &Visit,
    session: &Session,
    body: Body,
    what: For,
) -> Result<Result<(), FormErrors>, Error> {
    if !session.has_factor {
        return Err(FactorError::IsOff.into());
    }
    let fields = body.fields().await?;
    let typed = match form::typed(&fields) {
        Ok(typed) => typed,
        Err(errors) => return Ok(Err(errors)),
    };
    let trial = tried(visit, session.account, &typed).await?;
    let (now, post) = (visit.now, Arc::clone(&visit.app.post));
    let (session, account) = (session.id, session.account);
    let is_right = visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                let (given, taken) = (&trial.given, &trial.taken);
                let tried = Try { session, account, given, taken, post: &post };
                match what {
                    For::Replace => factor::replace(system, now, &tried, &Seed::new()),
                    For::Off => factor::switch_off(system, now, &tried),
                }
            })
        })
        .await?;
    if !is_right {
        visit.note(Event::WrongCode, None);
    }
    Ok(if is_right { Ok(()) } else { Err(typed.wrong()) })
}
