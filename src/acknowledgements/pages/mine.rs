//! My list and my receipts, for who is signed in.

use actix_web::web;
use serde_json::json;

use super::reading::{self, Again, Reader, Shelf};
use crate::access::Member;
use crate::acknowledgements::Method;
use crate::web::{Answer, Body, Error, Visit};

type TwoParts = web::Path<(String, String)>;

async fn reader(visit: &Visit, member: Member) -> Result<Reader<Member>, Error> {
    let person = member.person();
    let shelf = visit.app.read(&member, move |tenant| Shelf::of(tenant, person)).await?;
    let base = member.path("me");
    Ok(Reader { entry: member, base, method: Method::Account, link: None, shelf, kiosk: None })
}

pub(super) async fn list(visit: Visit, member: Member) -> Answer {
    let leader = member.person();
    let leads = visit.app.read(&member, move |tenant| crate::people::store::leads(tenant, leader)).await?;
    let reader = reader(&visit, member).await?;
    let mut context = reader.list(&visit);
    if let Some(context) = context.as_object_mut() {
        context.insert("team".to_owned(), json!(leads.then(|| reader.entry.path("me/team"))));
        context.insert("policies".to_owned(), json!(reader.entry.path("me/policies")));
    }
    visit.page(&reader.entry, "acknowledgements/me.html", context)
}

pub(super) async fn read(visit: Visit, member: Member, path: TwoParts) -> Answer {
    let reader = reader(&visit, member).await?;
    let duty = reader.shelf.duty(&path.1)?;
    reading::read(&visit, &reader, duty, Again::No).await
}

pub(super) async fn file(visit: Visit, member: Member, path: TwoParts) -> Answer {
    let reader = reader(&visit, member).await?;
    let duty = reader.shelf.duty(&path.1)?;
    reading::file(&visit, &reader, duty).await
}

pub(super) async fn sign(mut visit: Visit, member: Member, path: TwoParts, body: Body) -> Answer {
    let reader = reader(&visit, member).await?;
    let duty = reader.shelf.duty(&path.1)?;
    let fields = body.fields().await?;
    if let Some(language) = crate::messages::Language::from_code(fields.text("language")) {
        visit.language = language;
    }
    reading::press(&visit, &reader, duty, &fields).await
}

pub(super) async fn receipt(visit: Visit, member: Member, path: TwoParts) -> Answer {
    let reader = reader(&visit, member).await?;
    reading::receipt(&visit, &reader, &path.1)
}
