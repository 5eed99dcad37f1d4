//! Who manages somebody signs them out everywhere: a lost phone, an account in other hands.

use std::sync::Arc;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::second_factor::account;
use super::{Known, managed, manages, may_shut_out};
use crate::access::Member;
use crate::db::ids::AccountId;
use crate::reactions;
use crate::web::{Answer, Error, Visit, see_other};

const PAGE: &str = "people/sessions.html";

/// Where the page of a person leads to, for those who may end their sessions.
pub(super) fn href(member: &Member, known: &Known) -> Option<String> {
    let may = manages(member, known)
        && may_shut_out(member, known)
        && known.person.id != member.person()
        && account(known).is_some();
    may.then(|| member.path(&format!("people/{}/sessions", known.person.id)))
}

async fn whose(visit: &Visit, member: &Member, text: &str) -> Result<(Known, AccountId), Error> {
    let (_, known) = managed(visit, member, text).await?;
    if known.person.id == member.person() {
        return Err(Error::ForbiddenHere("ending-own"));
    }
    if !may_shut_out(member, &known) {
        return Err(Error::Forbidden);
    }
    let account = account(&known).ok_or(Error::Conflict("ending-none"))?;
    Ok((known, account))
}

fn context(visit: &Visit, member: &Member, known: &Known) -> Json {
    let person = &known.person;
    json!({
        "title": visit.words("ending-title"),
        "name": person.name(),
        "action": member.path(&format!("people/{}/sessions", person.id)),
        "back": member.path(&format!("people/{}", person.id)),
    })
}

pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (known, _) = whose(&visit, &member, &path.1).await?;
    visit.page(&member, PAGE, context(&visit, &member, &known))
}

pub(super) async fn end(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (known, account) = whose(&visit, &member, &path.1).await?;
    let (now, post, person) = (visit.now, Arc::clone(&visit.app.post), known.person.id);
    let by = (member.name().to_owned(), member.organisation_name().to_owned());
    visit
        .app
        .write(&member, move |tenant| {
            reactions::sessions_ended(tenant, now, &post, (person, account), (&by.0, &by.1))
        })
        .await?;
    Ok(see_other(&member.path(&format!("people/{person}?done=person-signed-out"))))
}
