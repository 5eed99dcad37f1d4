//! "Confirm your email": the link of the mail. A GET shows a button; only a POST confirms.

use actix_web::{HttpRequest, web};
use serde_json::{Value as Json, json};

use super::browser;
use super::check::confirmed;
use crate::access::address::Token;
use crate::access::guesses::Guess;
use crate::access::passwords::Password;
use crate::accounts::AccountError;
use crate::accounts::sign_up::{self, SignUp, store};
use crate::messages::args;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const FORM: &str = "sign_up/confirm.html";

/// What the link leads to, and whether this browser began it.
struct Opened {
    row: SignUp,
    same_browser: bool,
}

async fn opened(visit: &Visit, request: &HttpRequest, text: &str) -> Result<Opened, Error> {
    let (now, token) = (visit.now, Token::parse(text).ok_or(Error::NotFound)?);
    let browser = browser(visit, request);
    let found = visit
        .app
        .look(move |database| {
            database.read_system(|system| {
                let (row, found) = sign_up::behind(system, &token)?;
                let begun = match &browser {
                    Some(browser) => store::of_browser(system, browser)?,
                    None => None,
                };
                Ok::<_, AccountError>((begun.is_some_and(|begun| begun.id == row.id), row, found))
            })
        })
        .await;
    match found {
        Ok((same_browser, row, found)) if found.is_live(now) || row.account.is_some() => {
            Ok(Opened { row, same_browser })
        }
        Ok(_) => Err(Error::Gone("begin-confirm-ended")),
        Err(AccountError::LinkEnded) => Err(Error::NotFound),
        Err(other) => Err(other.into()),
    }
}

/// Where a link leads that was used: on, for the one who used it.
fn used(visit: &Visit, row: &SignUp) -> Result<Option<&'static str>, Error> {
    match (row.account, visit.session) {
        (None, _) => Ok(None),
        (Some(account), Some(session)) if session.account == account => Ok(Some("/organisations")),
        (Some(_), _) => Err(Error::Gone("begin-confirm-used")),
    }
}

fn context(visit: &Visit, opened: &Opened) -> Json {
    let email = args([("email", opened.row.email.clone())]);
    json!({
        "title": visit.words("begin-confirm-title"),
        "lede": visit.app.messages.format(visit.language, "begin-confirm-lede", &email),
        "email": opened.row.email,
        "same": opened.same_browser,
    })
}

/// Shows the button; changes nothing, however often a scanner opens it.
pub(super) async fn form(visit: Visit, request: HttpRequest, path: web::Path<String>) -> Answer {
    let opened = opened(&visit, &request, &path).await?;
    if let Some(to) = used(&visit, &opened.row)? {
        return Ok(see_other(to));
    }
    visit.plain(FORM, context(&visit, &opened))
}

/// Confirms: in the browser that began by the press alone, elsewhere with the password.
pub(super) async fn confirm(
    visit: Visit,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body,
) -> Answer {
    let opened = opened(&visit, &request, &path).await?;
    if let Some(to) = used(&visit, &opened.row)? {
        return Ok(see_other(to));
    }
    let id = opened.row.id;
    if opened.same_browser {
        return confirmed(&visit, id).await;
    }
    let fields = body.fields().await?;
    let again =
        |key| visit.plain_again(FORM, context(&visit, &opened), &fields, &FormErrors::one("password", key));
    if fields.raw("password").is_empty() {
        return again("begin-error-password-empty");
    }
    let guess = Guess::new(visit.app.database.keyring(), "sign_up_password", &id.to_string(), visit.from);
    let taken = visit.take_try(vec![guess]).await?;
    let typed = Password::typed(fields.raw("password"));
    let weighed = visit.app.hasher.verify(visit.from, typed, opened.row.password_hash.clone());
    if visit.weigh(&taken, weighed).await? {
        visit.was_right(taken).await?;
        return confirmed(&visit, id).await;
    }
    again("begin-error-password-wrong")
}
