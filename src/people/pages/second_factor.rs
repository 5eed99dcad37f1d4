//! An owner takes somebody's second factor away: a lost phone, and no recovery code.

use std::sync::Arc;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Known, known};
use crate::access::{Action, Member, factor};
use crate::db::ids::AccountId;
use crate::people::form;
use crate::reactions;
use crate::web::{Answer, Body, Error, Visit, see_other};

const PAGE: &str = "people/second_factor.html";

/// What the page of a person says of it, to those who may reset it.
pub(super) async fn state(visit: &Visit, member: &Member, known: &Known) -> Result<Json, Error> {
    if !member.may(Action::ResetSecondFactor) || known.person.id == member.person() {
        return Ok(Json::Null);
    }
    let Some(account) = account(known) else { return Ok(Json::Null) };
    let found: Result<bool, crate::db::Error> =
        visit.app.look(move |database| database.read_system(|system| factor::is_on(system, account))).await;
    let is_on = found?;
    let href = is_on.then(|| member.path(&format!("people/{}/second-factor", known.person.id)));
    Ok(json!({ "on": is_on, "href": href }))
}

/// The account by which somebody is a member now.
pub(super) fn account(known: &Known) -> Option<AccountId> {
    known.person.account.filter(|_| known.is_member && known.person.is_present())
}

/// Whose second factor it is, and whether their account opens more than this organisation.
struct Whose {
    known: Known,
    account: AccountId,
    opens_more: bool,
}

async fn whose(visit: &Visit, member: &Member, text: &str) -> Result<Whose, Error> {
    let (_, known) = known(visit, member, text).await?;
    if known.person.id == member.person() {
        return Err(Error::ForbiddenHere("people-factor-own"));
    }
    let account = account(&known).ok_or(Error::Conflict("people-factor-none"))?;
    let found: Result<_, crate::db::Error> = visit
        .app
        .look(move |database| {
            database.read_system(|system| {
                Ok((factor::is_on(system, account)?, factor::opens_more(system, account)?))
            })
        })
        .await;
    let (is_on, opens_more) = found?;
    if is_on { Ok(Whose { known, account, opens_more }) } else { Err(Error::Conflict("people-factor-none")) }
}

fn context(visit: &Visit, member: &Member, whose: &Whose) -> Json {
    let person = &whose.known.person;
    json!({
        "title": visit.words("people-factor-title"),
        "name": person.name(),
        "opens_more": whose.opens_more,
        "action": member.path(&format!("people/{}/second-factor", person.id)),
        "back": member.path(&format!("people/{}", person.id)),
    })
}

pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let whose = whose(&visit, &member, &path.1).await?;
    visit.page(&member, PAGE, context(&visit, &member, &whose))
}

pub(super) async fn reset(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let whose = whose(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let reason = match form::factor_reason(&fields) {
        Ok(reason) => reason,
        Err(errors) => {
            return visit.page_again(&member, PAGE, context(&visit, &member, &whose), &fields, &errors);
        }
    };
    let (now, post) = (visit.now, Arc::clone(&visit.app.post));
    let (person, account) = (whose.known.person.id, whose.account);
    let by = (member.name().to_owned(), member.organisation_name().to_owned());
    visit
        .app
        .write(&member, move |tenant| {
            reactions::second_factor_reset(tenant, now, &post, (person, account), (&by.0, &by.1), &reason)
        })
        .await?;
    Ok(see_other(&member.path(&format!("people/{person}?done=factor-reset"))))
}
