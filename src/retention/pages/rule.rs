//! Choosing a period.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{months_in_words, words};
use crate::access::Member;
use crate::db::{Error as DbError, Tenant};
use crate::retention::rules::{NOTICE_DAYS, Rule};
use crate::retention::{self, RetentionError, form as forms};
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const FORM: &str = "retention/rule.html";

/// What the form is about.
struct Offer {
    rule: Rule,
    minimum: i64,
    months: i64,
}

async fn offer(visit: &Visit, member: &Member, text: &str) -> Result<Offer, Error> {
    let rule = Rule::from_word(&text.replace('-', "_")).ok_or(Error::NotFound)?;
    let today = visit.now.day();
    let look = move |tenant: &mut Tenant<'_>| {
        let minimum = retention::minimum(tenant, rule, today)?;
        Ok::<_, DbError>(Offer { rule, minimum, months: retention::longest(tenant, rule, today)? })
    };
    Ok(visit.app.read(member, look).await?)
}

fn context(visit: &Visit, member: &Member, offer: &Offer) -> Json {
    let name = offer.rule.as_str();
    json!({
        "title": words(visit, "rule", name),
        "why": words(visit, "why", name),
        "source": words(visit, "source", name),
        "from": words(visit, "from", name),
        "back": member.path("settings/retention"),
        "action": visit.address,
        "months": offer.months,
        "now": months_in_words(visit, offer.months),
        "minimum": months_in_words(visit, offer.minimum),
        "minimum_months": offer.minimum,
        "days": NOTICE_DAYS,
    })
}

pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let offer = offer(&visit, &member, &path.1).await?;
    visit.page(&member, FORM, context(&visit, &member, &offer))
}

pub(super) async fn choose(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let offer = offer(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, FORM, context(&visit, &member, &offer), &fields, errors)
    };
    let typed = match forms::period(&fields, offer.minimum) {
        Ok(typed) => typed,
        Err(errors) => return again(&errors),
    };
    let (now, post, who, rule) = (visit.now, visit.app.post.clone(), member.person(), offer.rule);
    let write = move |tenant: &mut Tenant<'_>| {
        retention::choose(tenant, now, &post, who, (rule, typed.months, &typed.reason))
    };
    match visit.app.write(&member, write).await {
        Ok(_change) => Ok(see_other(&member.path("settings/retention?done=retention-changed"))),
        Err(RetentionError::BelowMinimum(_)) => again(&FormErrors::one("months", "retention-error-below")),
        Err(other) => Err(other.into()),
    }
}
