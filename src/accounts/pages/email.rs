//! Another e-mail address for the account: asked for, confirmed, undone.

use actix_web::web;
use serde_json::{Value, json};

use super::{in_language_of, own_password};
use crate::access::Session;
use crate::access::address::Token;
use crate::access::email::Email;
use crate::access::guesses::Guess;
use crate::accounts::moving::{self, Asking, CONFIRM_HOURS, Moved};
use crate::accounts::{self, AccountError, form as forms, notices, store};
use crate::db::Error as DbError;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const FORM: &str = "accounts/email.html";

fn context(visit: &Visit, email: &Email) -> Value {
    json!({ "title": visit.words("sessions-email-title"), "current": email.as_str(), "hours": CONFIRM_HOURS })
}

async fn current(visit: &Visit, session: Session) -> Result<Email, Error> {
    let account = session.account;
    let email: Result<_, DbError> =
        visit.app.look(move |database| database.read_system(|system| store::email(system, account))).await;
    email?.ok_or(Error::NotFound)
}

pub(super) async fn form(visit: Visit, session: Session) -> Answer {
    let email = current(&visit, session).await?;
    visit.plain(FORM, context(&visit, &email))
}

/// Answers the same whether the new address has an account or not.
pub(super) async fn ask(visit: Visit, session: Session, body: Body) -> Answer {
    let old = current(&visit, session).await?;
    let fields = body.fields().await?;
    let mut errors = FormErrors::default();
    let new = forms::email(&fields, &mut errors);
    if new.as_ref() == Some(&old) {
        errors.add("email", "sessions-email-same");
    }
    let right = own_password(&visit, session, &fields, &mut errors).await?;
    let (new, weighed) = match errors.or(new.zip(right)) {
        Ok(both) => both,
        Err(errors) => return visit.plain_again(FORM, context(&visit, &old), &fields, &errors),
    };
    let done = visit.promised("email-asked").await?;
    send(&visit, session, &old, new, weighed).await?;
    Ok(see_other(&format!("/account?done={done}")))
}

async fn send(
    visit: &Visit,
    session: Session,
    old: &Email,
    new: Email,
    weighed: String,
) -> Result<(), Error> {
    let (now, asked) = (visit.now, new.clone());
    let taken: Result<bool, DbError> =
        visit.app.look(move |database| database.read_system(|system| moving::is_taken(system, &asked))).await;
    let (post, language) = (&visit.app.post, session.language);
    let (confirm, lock) = (Token::new(), Token::new());
    let to_new = notices::move_confirm(post, language, (old, taken?), &confirm)?;
    let to_old = notices::move_asked(post, language, now, &new, &lock)?;
    let asking = Asking { confirm, lock, to_new, to_old };
    let account = session.account;
    let guess = Guess::new(visit.app.database.keyring(), "email", &account.to_string(), visit.from);
    let asked: Result<(), AccountError> = visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                // Every asking counts: nobody's mailbox is filled from here.
                accounts::count_asking(system, now, &[guess])?;
                moving::ask(system, now, (&session, &weighed), &new, &asking)
            })
        })
        .await;
    Ok(asked?)
}

fn worded(error: AccountError) -> Error {
    match error {
        AccountError::LinkEnded => Error::Gone("sessions-email-ended"),
        AccountError::EmailTaken => Error::Gone("sessions-email-taken"),
        other => other.into(),
    }
}

async fn confirmable(visit: &Visit, text: &str) -> Result<(Token, moving::Change), Error> {
    let (now, token) = (visit.now, Token::parse(text).ok_or(Error::NotFound)?);
    let asked = token.clone();
    let found = visit
        .app
        .look(move |database| database.read_system(|system| moving::confirmable(system, now, &asked)))
        .await;
    Ok((token, found.map_err(worded)?))
}

/// Shows the question; changes nothing, however often a scanner opens it.
pub(super) async fn confirm_form(mut visit: Visit, path: web::Path<String>) -> Answer {
    let (_, change) = confirmable(&visit, &path).await?;
    in_language_of(&mut visit, change.account).await?;
    let context = json!({
        "title": visit.words("sessions-confirm-title"),
        "old": change.old.masked(),
        "new": change.new.as_str(),
    });
    visit.plain("accounts/email_confirm.html", context)
}

pub(super) async fn confirm(visit: Visit, path: web::Path<String>) -> Answer {
    let (token, change) = confirmable(&visit, &path).await?;
    let (now, undo, account) = (visit.now, Token::new(), change.account);
    let known: Result<_, DbError> =
        visit.app.look(move |database| database.read_system(|system| store::by_id(system, account))).await;
    let language = known?.map_or(visit.language, |known| known.language);
    let moved = notices::moved(&visit.app.post, language, now, &change.new, &undo)?;
    let moved_back = notices::moved_back(&visit.app.post, language, now)?;
    let (mails, by) = (Moved { undo, moved, moved_back }, visit.session);
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| moving::confirm(system, now, &token, by.as_ref(), &mails))
        })
        .await
        .map_err(worded)?;
    let to = if visit.session.is_some() { "/account" } else { "/sign-in" };
    Ok(see_other(&format!("{to}?done=email-changed")))
}

async fn undoable(visit: &Visit, text: &str) -> Result<(Token, moving::Change), Error> {
    let (now, token) = (visit.now, Token::parse(text).ok_or(Error::NotFound)?);
    let asked = token.clone();
    let found = visit
        .app
        .look(move |database| database.read_system(|system| moving::undoable(system, now, &asked)))
        .await;
    Ok((token, found.map_err(worded)?))
}

/// Shows the question; changes nothing, however often a scanner opens it.
pub(super) async fn undo_form(mut visit: Visit, path: web::Path<String>) -> Answer {
    let (_, change) = undoable(&visit, &path).await?;
    in_language_of(&mut visit, change.account).await?;
    let context = json!({ "title": visit.words("sessions-undo-title"), "old": change.old.as_str() });
    visit.plain("accounts/email_undo.html", context)
}

/// Puts the old address back and asks for a new password.
pub(super) async fn undo(visit: Visit, path: web::Path<String>) -> Answer {
    let (token, _) = undoable(&visit, &path).await?;
    let (now, reset) = (visit.now, Token::new());
    let kept = reset.clone();
    visit
        .app
        .work(move |database| database.write_system(move |system| moving::undo(system, now, &token, &kept)))
        .await
        .map_err(worded)?;
    Ok(super::signed_out(&visit, &format!("/password-reset/{}?done=email-undone", reset.reveal())))
}
