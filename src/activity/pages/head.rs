//! The head of the log, signed, as a file; and by mail every month.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use serde_json::{Value as Json, json};

use crate::access::Member;
use crate::activity::heads::{self, Wish};
use crate::activity::{form, store};
use crate::audit;
use crate::db::{Error as DbError, Tenant};
use crate::web::{Answer, Body, Error, Visit, see_other};

const TEMPLATE: &str = "activity/mail.html";

/// `GET …/activity/head.txt`
pub(super) async fn file(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let now = visit.now;
    let look = move |tenant: &mut Tenant<'_>| audit::sealed_head(tenant, now);
    let found: Result<_, DbError> = visit.app.read(&member, look).await;
    let head = found?.ok_or(Error::NotFound)?;
    let name = format!("attachment; filename=\"log-head-{}-{}.txt\"", member.slug(), now.day());
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(head.file()))
}

async fn wish(visit: &Visit, member: &Member) -> Result<Option<Wish>, Error> {
    let found: Result<_, DbError> = visit.app.read(member, store::wish).await;
    Ok(found?)
}

fn context(visit: &Visit, member: &Member, wish: Option<&Wish>) -> Json {
    json!({
        "title": visit.words("activity-mail-title"),
        "back": member.path("activity"),
        "action": member.path("activity/mail"),
        "email": wish.map(|wish| wish.email.as_str()),
    })
}

pub(super) async fn mail_form(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let wish = wish(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context(&visit, &member, wish.as_ref()))
}

pub(super) async fn mail(visit: Visit, member: Member, _slug: Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let email = match form::address(&fields) {
        Ok(email) => email,
        Err(errors) => {
            let wish = wish(&visit, &member).await?;
            let context = context(&visit, &member, wish.as_ref());
            return visit.page_again(&member, TEMPLATE, context, &fields, &errors);
        }
    };
    let now = visit.now;
    let write = move |tenant: &mut Tenant<'_>| heads::choose(tenant, now, email.as_ref());
    let done: Result<_, DbError> = visit.app.write(&member, write).await;
    done?;
    Ok(see_other(&member.path("activity/mail?done=head-mail")))
}
