//! The answer: what it says, the page that asks once more, and its files.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde_json::{Value as Json, json};

use super::super::answering::{self, Answering, Draft, Held, Kind};
use super::super::collecting::Words;
use super::super::requests::{Opened, Viewer};
use super::super::{Outcome, RightsError, form};
use super::{One, opened};
use crate::access::Member;
use crate::db::Tenant;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const FORM: &str = "rights/answer.html";
const CHECK: &str = "rights/answer_check.html";

async fn read(visit: &Visit, member: &Member, text: &str) -> Result<(Opened, Vec<Held>), Error> {
    let one = opened(visit, member, text).await?;
    let id = one.request.id;
    let held = visit.app.read(member, move |tenant| answering::held(tenant, id)).await?;
    match answering::missing(&one, &held) {
        Some(key) => Err(Error::Conflict(key)),
        None => Ok((one, held)),
    }
}

fn context(visit: &Visit, member: &Member, (one, held): (&Opened, &[Held])) -> Json {
    let outcomes: Vec<Json> = Outcome::ALL
        .iter()
        .map(|outcome| {
            let key = format!("rights-outcome-{}", outcome.as_str());
            json!({ "value": outcome, "label": visit.words(&key) })
        })
        .collect();
    let withheld = held.iter().filter(|one| one.given().is_none()).count();
    json!({
        "title": visit.words("rights-answer-title"),
        "back": member.path(&format!("rights/{}", one.request.id)),
        "action": visit.path,
        "outcomes": outcomes,
        "included": held.len() - withheld,
        "withheld": withheld,
        "name": one.contents.name,
        "contact": one.contents.contact,
    })
}

pub(super) async fn form(visit: Visit, member: Member, path: One) -> Answer {
    let (one, held) = read(&visit, &member, &path.1).await?;
    visit.page(&member, FORM, context(&visit, &member, (&one, &held)))
}

pub(super) async fn answer(visit: Visit, member: Member, path: One, body: Body) -> Answer {
    let (one, held) = read(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, FORM, context(&visit, &member, (&one, &held)), &fields, errors)
    };
    let answering = match form::answering(&fields) {
        Ok(answering) => answering,
        Err(errors) => return again(&errors),
    };
    if answering.outcome == Outcome::Given && held.iter().any(|one| one.record.exemption.is_some()) {
        return again(&FormErrors::one("outcome", "rights-error-outcome-kept"));
    }
    match fields.text("step") {
        "final" => finish(&visit, &member, (one, held), answering).await,
        "change" => visit.page(&member, FORM, typed(context(&visit, &member, (&one, &held)), &fields)),
        _ => check(&visit, &member, (&one, &held), &answering),
    }
}

fn typed(mut context: Json, fields: &Fields) -> Json {
    if let Some(context) = context.as_object_mut() {
        context.insert("form".to_owned(), json!(fields.typed()));
    }
    context
}

fn check(visit: &Visit, member: &Member, of: (&Opened, &[Held]), answering: &Answering) -> Answer {
    let mut context = context(visit, member, of);
    if let Some(context) = context.as_object_mut() {
        context.insert("title".to_owned(), json!(visit.words("rights-answer-check")));
        context.insert("outcome".to_owned(), json!(answering.outcome));
        let said = visit.words(&format!("rights-outcome-{}", answering.outcome.as_str()));
        context.insert("outcome_words".to_owned(), json!(said));
        context.insert("words".to_owned(), json!(answering.words));
    }
    visit.page(member, CHECK, context)
}

async fn finish(
    visit: &Visit,
    member: &Member,
    (one, held): (Opened, Vec<Held>),
    answering: Answering,
) -> Answer {
    let (now, viewer, id) = (visit.now, Viewer::of(member), one.request.id);
    let messages = visit.app.messages.clone();
    let organisation = member.organisation_name().to_owned();
    let draft = Draft { opened: one, held, organisation, answering: answering.clone() };
    let files =
        visit.app.work(move |_database| answering::make(&draft, now, Words::of_answers(&messages))).await?;
    let write =
        move |tenant: &mut Tenant<'_>| answering::finish(tenant, now, (viewer, id), &answering, &files);
    visit.app.write(member, write).await.map_err(|fault: RightsError| Error::from(fault))?;
    Ok(see_other(&member.path(&format!("rights/{id}?done=rights-answered"))))
}

pub(super) async fn paper(visit: Visit, member: Member, path: One) -> Answer {
    file(&visit, &member, &path, Kind::Paper, ("application/pdf", "answer.pdf")).await
}

pub(super) async fn data(visit: Visit, member: Member, path: One) -> Answer {
    file(&visit, &member, &path, Kind::Data, ("application/json", "answer.json")).await
}

async fn file(
    visit: &Visit,
    member: &Member,
    path: &One,
    kind: Kind,
    (media_type, name): (&'static str, &str),
) -> Answer {
    let one = opened(visit, member, &path.1).await?;
    let (now, viewer, id) = (visit.now, Viewer::of(member), one.request.id);
    let write = move |tenant: &mut Tenant<'_>| answering::download(tenant, now, (viewer, id), kind);
    let bytes = visit.app.write(member, write).await.map_err(|fault: RightsError| Error::from(fault))?;
    Ok(attached(media_type, name, bytes))
}

/// A file to be kept, not shown.
pub(super) fn attached(media_type: &'static str, name: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(bytes)
}
