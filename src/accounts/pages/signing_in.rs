//! Signing in, out, and the choice of the organisation.

use actix_web::http::header;
use serde_json::{Value, json};

use super::{check_password, signed_in, signed_out};
use crate::access::passwords::{Busy, Password};
use crate::access::{Session, session};
use crate::accounts::arriving::{self, Arriving, Notice, Proven};
use crate::accounts::factor::pages::code;
use crate::accounts::{self, AccountError, form, store};
use crate::reactions;
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, kept, see_other};

const FORM: &str = "accounts/sign_in.html";

pub(super) async fn form(visit: Visit) -> Answer {
    let to = form::destination(&visit.query).unwrap_or_default().to_owned();
    std::future::ready(visit.plain(FORM, context(&visit, &to))).await
}

fn context(visit: &Visit, to: &str) -> Value {
    json!({ "title": visit.words("signin-title"), "to": to, "kept": to == kept::PAGE })
}

pub(super) async fn sign_in(visit: Visit, body: Body) -> Answer {
    let fields = body.fields().await?;
    let to = form::destination(&fields).unwrap_or("/organisations").to_owned();
    match try_sign_in(&visit, &fields).await {
        Ok(token) => {
            let to = code::way(&visit, &token, &to).await?;
            Ok(signed_in(&visit, token, &to))
        }
        Err(Refused::Form(errors)) => visit.plain_again(FORM, context(&visit, &to), &fields, &errors),
        Err(Refused::Other(error)) => Err(error),
    }
}

enum Refused {
    Form(FormErrors),
    Other(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

async fn try_sign_in(visit: &Visit, fields: &Fields) -> Result<String, Refused> {
    let (app, now) = (&visit.app, visit.now);
    let typed = form::sign_in(fields).map_err(Refused::Form)?;
    let (email, from, browser) = (typed.email.clone(), visit.from, visit.browser.clone());
    let (attempt, known) = app
        .look(move |database| {
            database.read_system(|system| {
                let attempt = arriving::attempt(system, now, &email, from, &browser)?;
                Ok::<_, AccountError>((attempt, store::by_email(system, &email)?))
            })
        })
        .await?;
    let taken = visit.take_try(vec![attempt.guess]).await?;
    let (account, language) = known.as_ref().map(|known| (known.id, known.language)).unzip();
    let stored = known.map(|known| known.password_hash);
    let weighed = app.hasher.verify(visit.from, typed.password.clone(), stored.clone());
    let right = visit.weigh(&taken, weighed).await?;
    let stored = stored.filter(|_| right);
    let newer = renewed(visit, stored.as_deref(), typed.password).await?;
    let notice = match language.filter(|_| right && !attempt.is_known) {
        Some(language) => Some(Notice::write(&app.post, language, now, typed.email, &visit.agent)?),
        None => None,
    };
    let before = visit.session.or(visit.waiting).map(|session| session.id);
    let arriving = Arriving { browser: visit.browser.clone(), agent: visit.agent.clone(), notice };
    let proven = account.zip(stored);
    let proven = proven.map(|(account, weighed)| Proven { account, weighed, newer, before, taken });
    let begun = app
        .work(move |database| {
            database.write_system(move |system| {
                let begun = match &proven {
                    Some(proven) => arriving::let_in(system, now, proven, &arriving)?,
                    None => None,
                };
                if begun.is_none() {
                    accounts::refuse(system, now, account)?;
                }
                Ok::<_, AccountError>(begun)
            })
        })
        .await?;
    if begun.is_none() {
        visit.note(Event::WrongPassword, account);
    }
    begun.ok_or_else(|| Refused::Form(FormErrors::one("password", "signin-error-wrong")))
}

/// A new hash, where the stored one was made with other figures than today's.
async fn renewed(visit: &Visit, stored: Option<&str>, password: Password) -> Result<Option<String>, Error> {
    if stored.is_none_or(|stored| visit.app.hasher.is_of_today(stored)) {
        return Ok(None);
    }
    match visit.app.hasher.hash(visit.from, password).await {
        Ok(after) => Ok(Some(after)),
        // Many wait: the next sign-in does it.
        Err(Busy) => Ok(None),
    }
}

const AGAIN: &str = "accounts/again.html";

/// `fields` carry where somebody came from; an address that would only ask again leads nowhere.
fn way_back<'a>(to: &str, fields: &'a Fields) -> &'a str {
    let start = if to.starts_with("/operator") { "/operator" } else { "/organisations" };
    form::way_back(fields).filter(|back| *back != to).unwrap_or(start)
}

/// Where the right password leads. A browser that is given a file stays on the page that asks: so it goes back to where
/// the file was asked for, which says that it comes now.
fn way_on(to: &str, fields: &Fields) -> String {
    if !form::is_file(to) {
        return to.to_owned();
    }
    let back = way_back(to, fields);
    let (page, query) = back.split_once('?').unwrap_or((back, ""));
    let others = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "done");
    let mut all = url::form_urlencoded::Serializer::new(String::new());
    all.extend_pairs(others).append_pair("done", "download-again");
    format!("{page}?{}", all.finish())
}

fn again_context(visit: &Visit, to: &str, fields: &Fields) -> Value {
    let back = way_back(to, fields);
    json!({ "title": visit.words("signin-again-title"), "to": to, "kept": to == kept::PAGE, "back": back })
}

pub(super) async fn again_form(visit: Visit, _session: Session) -> Answer {
    let to = form::destination(&visit.query).unwrap_or("/organisations").to_owned();
    std::future::ready(visit.plain(AGAIN, again_context(&visit, &to, &visit.query))).await
}

pub(super) async fn again(visit: Visit, session: Session, body: Body) -> Answer {
    let fields = body.fields().await?;
    let to = form::destination(&fields).unwrap_or("/organisations").to_owned();
    if let Some(weighed) = check_password(&visit, session, fields.raw("password")).await? {
        let now = visit.now;
        let noted: Result<(), AccountError> = visit
            .app
            .work(move |database| {
                database.write_system(move |system| {
                    accounts::still_proven(system, now, &session, &weighed)?;
                    Ok(session::reauthenticated(system, now, session.id)?)
                })
            })
            .await;
        noted?;
        visit.note(Event::ProvedAgain, None);
        return Ok(see_other(&way_on(&to, &fields)));
    }
    let key =
        if fields.raw("password").is_empty() { "signin-error-password-empty" } else { "signin-error-wrong" };
    visit.plain_again(AGAIN, again_context(&visit, &to, &fields), &fields, &FormErrors::one("password", key))
}

/// The page after signing out; with a session, the question.
pub(super) async fn sign_out_form(visit: Visit) -> Answer {
    let session = visit.session.or(visit.waiting);
    let key = if session.is_some() { "signin-out-title" } else { "signin-out-done-title" };
    let context = json!({ "title": visit.words(key), "signed_in": session.is_some() });
    std::future::ready(visit.plain("accounts/sign_out.html", context)).await
}

pub(super) async fn sign_out(visit: Visit) -> Answer {
    let now = visit.now;
    if let Some(session) = visit.session.or(visit.waiting) {
        let post = visit.app.post.clone();
        visit
            .app
            .work(move |database| {
                database.write_system(move |system| {
                    session::end(system, now, session.id)?;
                    reactions::signed_out(system, now, &post, session)
                })
            })
            .await
            .map_err(|fault: crate::db::Error| Error::from(fault))?;
    }
    visit.note(Event::SignedOut, None);
    let mut answer = signed_out(&visit, "/sign-out");
    // Not its cookies: the language stays, and the browser is known again.
    let data = header::HeaderValue::from_static(r#""cache", "storage""#);
    answer.headers_mut().insert(header::HeaderName::from_static("clear-site-data"), data);
    Ok(answer)
}
