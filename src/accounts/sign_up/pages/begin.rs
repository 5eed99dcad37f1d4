//! "Set up your organisation": the first page, also for somebody who is signed in.

use std::sync::Arc;

use actix_web::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{proof, remembered};
use crate::access::Session;
use crate::access::address::Token;
use crate::access::guesses::{self, Guess};
use crate::accounts::sign_up::{self, form, store};
use crate::accounts::{self, AccountError};
use crate::terms::{Document, Versions};
use crate::web::{Answer, Body, Error, Visit, see_other};

const FORM: &str = "sign_up/begin.html";
const CLOSED: &str = "sign_up/closed.html";

fn context(visit: &Visit) -> Json {
    let current = Versions::current();
    let documents: Vec<Json> = Document::ALL
        .iter()
        .map(|document| {
            let name = document.as_str().replace('_', "-");
            json!({
                "value": current.of(*document).to_string(),
                "tick": visit.words(&format!("begin-tick-{name}")),
                "read": visit.words(&format!("begin-read-{name}")),
                "href": document.path(),
                "name": name,
            })
        })
        .collect();
    json!({
        "title": visit.words("signup-title"),
        "documents": documents,
        "known": visit.session.is_some(),
    })
}

/// How to get an organisation where nobody can set one up alone.
fn closed(visit: &Visit, status: StatusCode) -> Answer {
    let context = visit.context(json!({ "title": visit.words("begin-closed-title") }));
    visit.render(CLOSED, status, context, &[])
}

/// Shows the form; somebody who is half-way goes on where they were.
pub(super) async fn form(visit: Visit) -> Answer {
    if !visit.app.settings.sign_up {
        return closed(&visit, StatusCode::OK);
    }
    if let Some(session) = visit.session {
        let found: Result<_, crate::db::Error> = visit
            .app
            .look(move |database| database.read_system(|system| store::of_account(system, session.account)))
            .await;
        if let Some(row) = found? {
            return Ok(see_other(row.next()));
        }
    }
    visit.plain(FORM, context(&visit))
}

/// Answers the same whether the address has an account or not.
pub(super) async fn begin(visit: Visit, body: Body) -> Answer {
    if !visit.app.settings.sign_up {
        return closed(&visit, StatusCode::FORBIDDEN);
    }
    let fields = body.fields().await?;
    if let Some(session) = visit.session {
        return begin_known(&visit, session, &fields).await;
    }
    let (by, password) = match form::begin(&fields, visit.language, &visit.app.breached) {
        Ok(read) => read,
        Err(errors) => return visit.plain_again(FORM, context(&visit), &fields, &errors),
    };
    let keyring = visit.app.database.keyring();
    let counted = [
        Guess::new(keyring, "sign_up", by.email.as_str(), visit.from),
        // A network that begins for many addresses fills mailboxes of others.
        Guess::new(keyring, "sign_up_network", "", visit.from),
    ];
    // Before the hashes, so that a flood of forms costs none; counted with the row.
    let (now, tried) = (visit.now, counted.clone());
    let wait: Result<_, crate::db::Error> = visit
        .app
        .look(move |database| database.read_system(|system| guesses::wait(system, now, &tried)))
        .await;
    if let Some(seconds) = wait? {
        return Err(Error::TooMany(seconds));
    }
    let hash = visit.app.hasher.hash(visit.from, password).await?;
    let (proof, browser) = (proof(&visit).await?, Token::new());
    let (post, kept) = (Arc::clone(&visit.app.post), browser.clone());
    let done = visit.app.work(move |database| {
        database.write_system(move |system| {
            accounts::count_asking(system, now, &counted)?;
            sign_up::begin(system, now, &post, &by, &hash, &kept, &proof)
        })
    });
    done.await.map_err(|error: AccountError| Error::from(error))?;
    Ok(remembered(&visit, &browser, "/sign-up/check"))
}

/// Another organisation for somebody with an account.
async fn begin_known(visit: &Visit, session: Session, fields: &crate::web::Fields) -> Answer {
    let (now, account) = (visit.now, session.account);
    let email: Result<_, crate::db::Error> = visit
        .app
        .look(move |database| database.read_system(|system| accounts::store::email(system, account)))
        .await;
    let email = email?.ok_or(Error::NotFound)?;
    let by = match form::begin_known(fields, visit.language, email) {
        Ok(by) => by,
        Err(errors) => return visit.plain_again(FORM, context(visit), fields, &errors),
    };
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| sign_up::begin_known(system, now, &by, account))
        })
        .await?;
    Ok(see_other("/sign-up/nation"))
}
