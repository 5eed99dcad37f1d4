//! New passwords.

use actix_web::web;
use serde_json::{Value, json};

use super::{in_language_of, signed_out};
use crate::access::address::Token;
use crate::access::guesses::Guess;
use crate::accounts::passwords::{self, Changed};
use crate::accounts::{self, AccountError, RESET_MINUTES, form, store, words};
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const ASK: &str = "accounts/reset_ask.html";
const CHOOSE: &str = "accounts/reset_choose.html";

pub(super) async fn well_known() -> Answer {
    std::future::ready(Ok(see_other("/password-reset"))).await
}

pub(super) async fn ask_form(visit: Visit) -> Answer {
    std::future::ready(visit.plain(ASK, json!({ "title": visit.words("signin-reset-title") }))).await
}

/// Answers the same whether the address has an account or not.
pub(super) async fn ask(visit: Visit, body: Body) -> Answer {
    let fields = body.fields().await?;
    let mut errors = FormErrors::default();
    let Some(email) = form::email(&fields, &mut errors) else {
        return visit.plain_again(
            ASK,
            json!({ "title": visit.words("signin-reset-title") }),
            &fields,
            &errors,
        );
    };
    let now = visit.now;
    let guess = Guess::new(visit.app.database.keyring(), "reset", email.as_str(), visit.from);
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                // Every asking counts: nobody's mailbox is filled from afar.
                accounts::count_asking(system, now, &[guess])?;
                let account = store::by_email(system, &email)?.map(|known| known.id);
                passwords::ask_for_password(system, now, account)
            })
        })
        .await
        .map_err(|error: AccountError| Error::from(error))?;
    visit.note(Event::ResetAsked, None);
    let (title, held) = (visit.words("signin-reset-sent-title"), visit.mail_is_held().await?);
    visit.plain(
        "accounts/reset_sent.html",
        json!({ "title": title, "held": held, "minutes": RESET_MINUTES, "most": passwords::LINKS }),
    )
}

fn choose_context(visit: &Visit) -> Value {
    json!({ "title": visit.words("signin-reset-choose-title") })
}

/// Shows the form; changes nothing, however often a scanner opens it.
pub(super) async fn choose_form(mut visit: Visit, path: web::Path<String>) -> Answer {
    let (now, token) = (visit.now, Token::parse(&path).ok_or(Error::NotFound)?);
    let account = visit
        .app
        .look(move |database| database.read_system(|system| accounts::account_of_reset(system, now, &token)))
        .await?;
    in_language_of(&mut visit, account).await?;
    visit.plain(CHOOSE, choose_context(&visit))
}

pub(super) async fn choose(mut visit: Visit, path: web::Path<String>, body: Body) -> Answer {
    let (now, token) = (visit.now, Token::parse(&path).ok_or(Error::NotFound)?);
    let asked = token.clone();
    let (account, around) = visit
        .app
        .look(move |database| {
            database.read_system(|system| {
                let account = accounts::account_of_reset(system, now, &asked)?;
                Ok::<_, AccountError>((account, words::around(system, account)?))
            })
        })
        .await?;
    let language = in_language_of(&mut visit, account).await?;
    let fields = body.fields().await?;
    let mut errors = FormErrors::default();
    let around: Vec<&str> = around.iter().map(String::as_str).collect();
    let Some(password) = form::new_password(&fields, &around, &visit.app.breached, &mut errors) else {
        return visit.plain_again(CHOOSE, choose_context(&visit), &fields, &errors);
    };
    let hash = visit.app.hasher.hash(visit.from, password).await?;
    // Whoever presses the button needn't be whoever is told: the mail is in the language of the account.
    let mail = Changed::write(&visit.app.post, language, now)?;
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| accounts::set_password(system, now, &token, &hash, &mail))
        })
        .await?;
    visit.note(Event::ResetUsed, Some(account));
    Ok(signed_out(&visit, "/sign-in?done=password-changed"))
}
