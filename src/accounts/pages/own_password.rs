//! Another password for somebody signed in.

use serde_json::{Value, json};

use super::own_password;
use crate::access::Session;
use crate::accounts::passwords::{Changed, change_password};
use crate::accounts::{AccountError, form as forms, words};
use crate::db::Error as DbError;
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, FormErrors, Visit, see_other};

const FORM: &str = "accounts/own_password.html";

fn context(visit: &Visit) -> Value {
    json!({ "title": visit.words("sessions-password-title") })
}

pub(super) async fn form(visit: Visit, _session: Session) -> Answer {
    std::future::ready(visit.plain(FORM, context(&visit))).await
}

pub(super) async fn change(visit: Visit, session: Session, body: Body) -> Answer {
    let fields = body.fields().await?;
    let (now, account) = (visit.now, session.account);
    let around: Result<_, DbError> =
        visit.app.look(move |database| database.read_system(|system| words::around(system, account))).await;
    let around = around?;
    let mut errors = FormErrors::default();
    let around: Vec<&str> = around.iter().map(String::as_str).collect();
    let new = forms::new_password(&fields, &around, &visit.app.breached, &mut errors);
    if new.is_some() && fields.raw("new-password") == fields.raw("password") {
        errors.add("new-password", "signin-reset-error-same");
    }
    let before = own_password(&visit, session, &fields, &mut errors).await?;
    let (before, new) = match errors.or(before.zip(new)) {
        Ok(both) => both,
        Err(errors) => return visit.plain_again(FORM, context(&visit), &fields, &errors),
    };
    let after = visit.app.hasher.hash(visit.from, new).await?;
    let mail = Changed::write(&visit.app.post, session.language, now)?;
    let done: Result<(), AccountError> = visit
        .app
        .work(move |database| {
            database
                .write_system(move |system| change_password(system, now, session, (&before, &after), &mail))
        })
        .await;
    done?;
    visit.note(Event::PasswordChanged, None);
    Ok(see_other("/account?done=own-password-changed"))
}
