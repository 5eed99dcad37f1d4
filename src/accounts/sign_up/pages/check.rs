//! "Check your email": the typed code, and another mail.

use std::sync::Arc;

use actix_web::HttpRequest;
use serde_json::{Value as Json, json};

use super::{begun, browser, proof, to_the_start};
use crate::access::address::Token;
use crate::access::session;
use crate::accounts::AccountError;
use crate::accounts::pages::signed_in;
use crate::accounts::sign_up::{self, Again, Code, SignUp, Try};
use crate::db::ids::SignUpId;
use crate::messages::args;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const CHECK: &str = "sign_up/check.html";

fn context(visit: &Visit, row: &SignUp, held: bool) -> Json {
    let wait = visit.query.text("wait").parse::<i64>().ok().filter(|seconds| (1..=60).contains(seconds));
    let wait = wait.map(|seconds| {
        visit.app.messages.format(visit.language, "begin-check-wait", &args([("seconds", seconds)]))
    });
    json!({
        "title": visit.words("begin-check-title"),
        "email": row.email,
        "held": held,
        "hours": sign_up::HOURS,
        "minutes": sign_up::CODE_MINUTES,
        "wait": wait,
    })
}

/// Shows where the mail went; changes nothing.
pub(super) async fn form(visit: Visit, request: HttpRequest) -> Answer {
    let held = visit.mail_is_held().await?;
    match begun(&visit, &request).await? {
        Some((_, row)) if row.is_open(visit.now) => visit.plain(CHECK, context(&visit, &row, held)),
        Some((_, row)) if row.account.is_some() => Ok(see_other(row.next())),
        _ => Ok(to_the_start()),
    }
}

/// A typed code, in the browser that began.
pub(super) async fn check(visit: Visit, request: HttpRequest, body: Body) -> Answer {
    let Some((token, row)) = begun(&visit, &request).await?.filter(|(_, row)| row.is_open(visit.now)) else {
        return Ok(to_the_start());
    };
    let (fields, held) = (body.fields().await?, visit.mail_is_held().await?);
    let again = |key: &'static str| {
        // A code is never shown again.
        let context = context(&visit, &row, held);
        visit.plain_again(CHECK, context, &Fields::default(), &FormErrors::one("code", key))
    };
    let Some(code) = Code::parse(fields.text("code")) else {
        return again("begin-error-code-form");
    };
    match compared(&visit, token, &code).await? {
        Compared::Right(id) => confirmed(&visit, id).await,
        Compared::Wrong => again("begin-error-code-wrong"),
        Compared::Old => again("begin-error-code-old"),
        Compared::TooMany => again("begin-error-code-many"),
    }
}

enum Compared {
    Right(SignUpId),
    Wrong,
    Old,
    TooMany,
}

/// Counts the try, then does the work of comparing outside the transaction.
async fn compared(visit: &Visit, token: Token, code: &Code) -> Result<Compared, Error> {
    let now = visit.now;
    let tried = visit
        .app
        .work(move |database| database.write_system(move |system| sign_up::take_try(system, now, &token)))
        .await?;
    Ok(match tried {
        Try::Old => Compared::Old,
        Try::TooMany => Compared::TooMany,
        Try::Compare(id, hash) => {
            let right = visit.app.hasher.verify(visit.from, code.for_hashing(), hash).await?;
            if right { Compared::Right(id) } else { Compared::Wrong }
        }
    })
}

/// Makes the account and signs its owner in.
pub(super) async fn confirmed(visit: &Visit, id: SignUpId) -> Answer {
    let (now, agent) = (visit.now, visit.agent.clone());
    let cookie = visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                let account = sign_up::confirm(system, now, id)?;
                Ok::<_, AccountError>(session::begin(system, now, account, &agent)?)
            })
        })
        .await;
    match cookie {
        Ok(cookie) => Ok(signed_in(visit, cookie, "/sign-up/nation")),
        // Confirmed elsewhere a moment ago: whoever proves the mailbox may know that.
        Err(AccountError::EmailTaken | AccountError::LinkEnded) => {
            Ok(see_other("/sign-in?done=email-confirmed"))
        }
        Err(other) => Err(other.into()),
    }
}

/// Another mail, a minute after the one before.
pub(super) async fn again(visit: Visit, request: HttpRequest) -> Answer {
    let token = browser(&visit, &request).filter(|_| visit.app.settings.sign_up);
    let Some(token) = token else { return Ok(to_the_start()) };
    let done = visit.promised("sent-again").await?;
    match another_mail(&visit, token).await {
        Ok(Again::Sent) => Ok(see_other(&format!("/sign-up/check?done={done}"))),
        Ok(Again::Wait(seconds)) => Ok(see_other(&format!("/sign-up/check?wait={seconds}"))),
        Ok(Again::Enough) => Ok(see_other("/sign-up/check?done=sent-enough")),
        Err(AccountError::LinkEnded) => Ok(to_the_start()),
        Err(other) => Err(other.into()),
    }
}

/// A code is hashed only where it will be mailed: whoever sends any cookie at all has no work done for them.
async fn another_mail(visit: &Visit, token: Token) -> Result<Again, AccountError> {
    let (now, asked) = (visit.now, token.clone());
    let none = visit
        .app
        .look(move |database| database.read_system(|system| sign_up::not_again(system, now, &asked)))
        .await?;
    if let Some(none) = none {
        return Ok(none);
    }
    let (proof, post) = (proof(visit).await?, Arc::clone(&visit.app.post));
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| sign_up::send_again(system, now, &post, &token, &proof))
        })
        .await
}
