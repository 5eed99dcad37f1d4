//! "Not you? Lock my account": the link of the notices.

use actix_web::web;
use serde_json::json;

use super::{in_language_of, signed_out};
use crate::access::address::Token;
use crate::accounts::{AccountError, locking};
use crate::web::{Answer, Error, Visit};

/// A link that has ended and one that never was answer the same.
fn worded(error: AccountError) -> Error {
    match error {
        AccountError::LinkEnded => Error::Gone("sessions-lock-ended"),
        other => other.into(),
    }
}

/// Shows the question; changes nothing, however often a scanner opens it.
pub(super) async fn form(mut visit: Visit, path: web::Path<String>) -> Answer {
    let (now, token) = (visit.now, Token::parse(&path).ok_or(Error::NotFound)?);
    let found = visit
        .app
        .look(move |database| database.read_system(|system| locking::lockable(system, now, &token)))
        .await;
    let (account, email) = found.map_err(worded)?;
    in_language_of(&mut visit, account).await?;
    let context = json!({ "title": visit.words("sessions-lock-title"), "email": email.masked() });
    visit.plain("accounts/lock.html", context)
}

pub(super) async fn lock(visit: Visit, path: web::Path<String>) -> Answer {
    let (now, token) = (visit.now, Token::parse(&path).ok_or(Error::NotFound)?);
    visit
        .app
        .work(move |database| database.write_system(move |system| locking::lock(system, now, &token)))
        .await
        .map_err(worded)?;
    Ok(signed_out(&visit, "/password-reset?done=account-locked"))
}
