//! The first organisation, and invitations.

use actix_web::web;
use serde_json::{Value, json};

use super::{signed_in, signed_out};
use crate::access::address::{self, Kind, Token};
use crate::access::{devices, session};
use crate::accounts::{self, AccountError, Invited, form};
use crate::db::{Database, Error as DbError};
use crate::organisations;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const FIRST: &str = "accounts/first.html";
const INVITATION: &str = "accounts/invitation.html";

fn first_context(visit: &Visit) -> Value {
    json!({ "title": visit.words("signup-title") })
}

pub(super) async fn first_form(visit: Visit, path: web::Path<String>) -> Answer {
    first_token(&visit, &path).await?;
    visit.plain(FIRST, first_context(&visit))
}

async fn first_token(visit: &Visit, text: &str) -> Result<Token, Error> {
    let (now, token) = (visit.now, Token::parse(text).ok_or(Error::NotFound)?);
    let asked = token.clone();
    let look = move |database: &Database| {
        database.read_system(|system| {
            Ok::<_, DbError>((address::find(system, &asked)?, organisations::store::any(system)?))
        })
    };
    let (found, is_founded) = visit.app.look(look).await?;
    match found.filter(|found| found.kind == Kind::FirstRun) {
        Some(found) if found.is_live(now) => Ok(token),
        // Another start makes no new one.
        Some(_) if is_founded => Err(Error::Gone("signup-founded")),
        Some(_) => Err(Error::Gone("signup-ended")),
        None => Err(Error::NotFound),
    }
}

pub(super) async fn first(visit: Visit, path: web::Path<String>, body: Body) -> Answer {
    let token = first_token(&visit, &path).await?;
    let fields = body.fields().await?;
    let typed = match form::first(&fields, visit.language, &visit.app.breached) {
        Ok(typed) => typed,
        Err(errors) => return visit.plain_again(FIRST, first_context(&visit), &fields, &errors),
    };
    let hash = visit.app.hasher.hash(visit.from, typed.password).await?;
    let (now, agent, browser) = (visit.now, visit.agent.clone(), visit.browser.clone());
    let to = format!("/o/{}", typed.founding.slug);
    let cookie = visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                let account =
                    accounts::found_first(system, now, &token, &typed.founding, &typed.email, &hash)?;
                devices::note(system, now, account, &browser, &agent)?;
                Ok::<_, AccountError>(session::begin(system, now, account, &agent)?)
            })
        })
        .await;
    match cookie {
        Ok(cookie) => Ok(signed_in(&visit, cookie, &to)),
        Err(AccountError::EmailTaken) => {
            let errors = FormErrors::one("email", "signup-error-email-taken");
            visit.plain_again(FIRST, first_context(&visit), &fields, &errors)
        }
        Err(error) => Err(error.into()),
    }
}

/// How the visitor stands to the invited address. Whether it has an account shows to nobody but its owner.
fn standing(visit: &Visit, invited: &Invited) -> &'static str {
    match (invited.account, visit.session) {
        (Some(account), Some(session)) if session.account == account => "signed_in",
        (_, Some(_)) => "other",
        (_, None) => "new",
    }
}

fn invitation_context(visit: &Visit, invited: &Invited) -> Value {
    json!({
        "title": visit.app.messages.format(
            visit.language,
            "signin-invitation-title",
            &crate::messages::args([("organisation", invited.organisation_name.clone())]),
        ),
        "invited": {
            "organisation": invited.organisation_name,
            "name": invited.name,
            "by": invited.invited_by,
            "email": invited.email.as_str(),
        },
        "standing": standing(visit, invited),
        "to": visit.path,
    })
}

async fn invited(visit: &Visit, text: &str) -> Result<(Token, Invited), Error> {
    let (now, token) = (visit.now, Token::parse(text).ok_or(Error::NotFound)?);
    let asked = token.clone();
    let found = visit
        .app
        .look(move |database| database.read_system(|system| accounts::invited(system, now, &asked)))
        .await;
    match found {
        Ok(found) => Ok((token, found)),
        Err(AccountError::LinkEnded) => Err(Error::Gone("signin-invitation-ended")),
        Err(other) => Err(other.into()),
    }
}

/// Shows the invitation; changes nothing, however often a scanner opens it.
pub(super) async fn invitation(mut visit: Visit, path: web::Path<String>) -> Answer {
    let (_, invited) = invited(&visit, &path).await?;
    visit.reads(invited.language);
    visit.plain(INVITATION, invitation_context(&visit, &invited))
}

pub(super) async fn join(mut visit: Visit, path: web::Path<String>, body: Body) -> Answer {
    let (token, invited) = invited(&visit, &path).await?;
    visit.reads(invited.language);
    let to = format!("/o/{}", invited.slug);
    let (now, agent, browser) = (visit.now, visit.agent.clone(), visit.browser.clone());
    match (standing(&visit, &invited), invited.account) {
        ("signed_in", Some(account)) => {
            visit
                .app
                .work(move |database| {
                    database.write_system(move |system| accounts::join(system, now, &token, account))
                })
                .await?;
            Ok(see_other(&to))
        }
        ("new", _) => {
            let fields = body.fields().await?;
            let mut errors = FormErrors::default();
            let words = [invited.organisation_name.as_str(), invited.name.as_str(), invited.email.as_str()];
            let Some(password) = form::new_password(&fields, &words, &visit.app.breached, &mut errors) else {
                return visit.plain_again(INVITATION, invitation_context(&visit, &invited), &fields, &errors);
            };
            if invited.account.is_some() {
                // Its owner signs in; the page says why.
                return Ok(see_other(&format!("{}&done=invitation-known", sign_in_first(&visit.path))));
            }
            let hash = visit.app.hasher.hash(visit.from, password).await?;
            let cookie = visit
                .app
                .work(move |database| {
                    database.write_system(move |system| {
                        let account = accounts::create(system, now, &invited.email, &hash, invited.language)?;
                        accounts::join(system, now, &token, account)?;
                        devices::note(system, now, account, &browser, &agent)?;
                        Ok::<_, AccountError>(session::begin(system, now, account, &agent)?)
                    })
                })
                .await?;
            Ok(signed_in(&visit, cookie, &to))
        }
        // Somebody else is signed in: their session ends, and whoever it is for goes on.
        _ => {
            if let Some(session) = visit.session {
                let end = move |database: &crate::db::Database| {
                    database.write_system(move |system| session::end(system, now, session.id))
                };
                visit.app.work(end).await.map_err(|fault: crate::db::Error| Error::from(fault))?;
            }
            Ok(signed_out(&visit, &visit.path))
        }
    }
}

/// Where somebody signs in who goes on to a page of ours.
fn sign_in_first(to: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("to", to).finish();
    format!("/sign-in?{query}")
}
