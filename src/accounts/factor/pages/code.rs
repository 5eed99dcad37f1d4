//! The code after the password. Until it is given the session opens nothing but this page and the way out.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{done, on_the_way, tried, wanted};
use crate::access::{Session, session};
use crate::accounts::factor::form::{self, Typed};
use crate::accounts::factor::{self, Try};
use crate::accounts::pages::signed_in;
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

/// Where the code is asked for.
pub const PATH: &str = "/sign-in/code";
const FORM: &str = "accounts/factor_code.html";
/// Where a sign-in leads that wanted nothing in particular.
const ANYWHERE: &str = "/organisations";

/// Where a new session goes first: to the code when it waits for one, else where it wanted.
pub(in crate::accounts) async fn way(visit: &Visit, token: &str, to: &str) -> Result<String, Error> {
    let (now, token) = (visit.now, token.to_owned());
    let found: Result<_, crate::db::Error> = visit
        .app
        .look(move |database| database.read_system(|system| session::named(system, now, &token)))
        .await;
    let waits = found?.is_some_and(|session| session.is_waiting());
    Ok(if waits { on_the_way(PATH, Some(to)) } else { to.to_owned() })
}

fn context(visit: &Visit) -> Value {
    json!({ "title": visit.words("signin-second-title"), "action": on_the_way(PATH, wanted(visit)) })
}

/// The session that waits; somebody without one signs in first.
fn waiting(visit: &Visit) -> Result<Session, Error> {
    visit.waiting.ok_or_else(|| Error::SignIn(wanted(visit).unwrap_or(ANYWHERE).to_owned()))
}

pub(super) async fn form(visit: Visit) -> Answer {
    if visit.session.is_some() {
        return Ok(see_other(wanted(&visit).unwrap_or(ANYWHERE)));
    }
    waiting(&visit)?;
    std::future::ready(visit.plain(FORM, context(&visit))).await
}

pub(super) async fn give(visit: Visit, body: Body) -> Answer {
    let waiting = waiting(&visit)?;
    let fields = body.fields().await?;
    // What was typed is a code: it is never shown again.
    let again = |errors: &FormErrors| visit.plain_again(FORM, context(&visit), &Fields::default(), errors);
    let typed = match form::typed(&fields) {
        Ok(typed) => typed,
        Err(errors) => return again(&errors),
    };
    let by_recovery = matches!(typed, Typed::Recovery(_));
    let trial = tried(&visit, waiting.account, &typed).await?;
    let (now, browser, agent) = (visit.now, visit.browser.clone(), visit.agent.clone());
    let post = Arc::clone(&visit.app.post);
    let token = visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                let (given, taken) = (&trial.given, &trial.taken);
                let (session, account) = (waiting.id, waiting.account);
                let tried = Try { session, account, given, taken, post: &post };
                factor::sign_in(system, now, &waiting, (&browser, &agent), &tried)
            })
        })
        .await?;
    let Some(token) = token else {
        visit.note(Event::WrongCode, None);
        return again(&typed.wrong());
    };
    let to = if by_recovery {
        done("recovery-used", wanted(&visit))
    } else {
        wanted(&visit).unwrap_or(ANYWHERE).to_owned()
    };
    Ok(signed_in(&visit, token, &to))
}
