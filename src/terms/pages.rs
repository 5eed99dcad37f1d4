//! The documents for everybody, and the page on which an owner accepts a new version.

use actix_web::http::StatusCode;
use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Acceptance, Acceptor, Document, Edition, Versions, accepted, are_asked, since, store};
use crate::access::{Action, Member};
use crate::db::{Error as DbError, Tenant};
use crate::documents::import::{Accepted, Format, import};
use crate::documents::{Limit, Stage, Values, fill, html};
use crate::messages::{Language, args};
use crate::people;
use crate::web::{Answer, Body, Door, Error, FormErrors, Route, Trusted, Visit, see_other};

const ACCEPT: Door = Door::Member(Action::AcceptTerms);
const FORM: &str = "terms/accept.html";

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/terms", Door::Public, || web::to(terms)),
    Route::get("/data-processing", Door::Public, || web::to(data_processing)),
    Route::get("/o/{slug}/settings/terms", ACCEPT, || web::to(form)),
    Route::post("/o/{slug}/settings/terms", ACCEPT, || web::to(accept)),
];

async fn terms(visit: Visit) -> Answer {
    std::future::ready(show(&visit, Document::Terms)).await
}

async fn data_processing(visit: Visit) -> Answer {
    std::future::ready(show(&visit, Document::DataProcessing)).await
}

/// The words of a document's key, such as `terms-title-terms`.
fn words(visit: &Visit, what: &str, document: Document) -> String {
    visit.words(&format!("terms-{what}-{}", document.as_str().replace('_', "-")))
}

/// The version that the query asks for, else the newest.
fn asked(visit: &Visit, document: Document) -> Option<&'static Edition> {
    let number = visit.query.text("version");
    since(document, 0).filter(|edition| number.is_empty() || edition.version.to_string() == number).last()
}

fn show(visit: &Visit, document: Document) -> Answer {
    let edition = asked(visit, document).ok_or(Error::NotFound)?;
    let sheet = sheet(edition, visit).map_err(|limit| Error::Internal(format!("{limit:?}")))?;
    let others: Vec<Json> = since(document, 0)
        .filter(|other| other.version != edition.version)
        .map(|other| json!({ "href": format!("{}?version={}", document.path(), other.version), "number": other.version }))
        .collect();
    let context = visit.context(json!({
        "title": words(visit, "title", document),
        "version": edition.version,
        "from": edition.from,
        "changes": visit.words(edition.changes),
        "others": others,
        "other": Document::ALL.iter().filter(|other| **other != document).map(|other| {
            json!({ "href": other.path(), "title": words(visit, "title", *other) })
        }).collect::<Vec<_>>(),
    }));
    visit.render("terms/document.html", StatusCode::OK, context, &[("sheet", &sheet)])
}

fn sheet(edition: &Edition, visit: &Visit) -> Result<Trusted, Limit> {
    let read = import(edition.text, Format::Markdown, &Accepted::none())?;
    let filled = fill(&read.document, &Values::new(), Language::English, Stage::Published)?;
    Ok(Trusted::from(&html::sheet(&filled, &html::Look::default(), &visit.app.messages)))
}

/// What is new in a document since what the organisation accepted.
fn news(visit: &Visit, document: Document, before: i64) -> Json {
    let changes: Vec<Json> = since(document, before)
        .map(|edition| {
            let version = args([("version", edition.version)]);
            json!({
                "title": visit.app.messages.format(visit.language, "terms-version", &version),
                "from": edition.from,
                "text": visit.words(edition.changes),
            })
        })
        .collect();
    json!({
        "title": words(visit, "title", document),
        "href": document.path(),
        "name": document.as_str().replace('_', "-"),
        "tick": words(visit, "tick", document),
        "value": super::current(document).to_string(),
        "changes": changes,
    })
}

/// What the page shows: the versions accepted so far, each with who accepted it.
struct Known {
    before: Versions,
    history: Vec<(Acceptance, Option<String>)>,
}

async fn known(visit: &Visit, member: &Member) -> Result<Known, Error> {
    let look = |tenant: &mut Tenant<'_>| {
        let names = people::present_names(tenant)?;
        let named = |one: Acceptance| {
            let name = names.get(&one.person).cloned();
            (one, name)
        };
        let history = store::history(tenant)?.into_iter().map(named).collect();
        Ok::<_, DbError>(Known { before: accepted(tenant)?, history })
    };
    Ok(visit.app.read(member, look).await?)
}

/// A document with every version of it that was accepted, the newest first.
fn accepted_json(visit: &Visit, document: Document, known: &Known) -> Json {
    let of_it = known.history.iter().filter(|(one, _)| one.document == document);
    let versions: Vec<Json> = of_it
        .map(|(one, name)| {
            let version = args([("version", one.version)]);
            json!({
                "title": visit.app.messages.format(visit.language, "terms-version", &version),
                "href": format!("{}?version={}", document.path(), one.version),
                "at": one.at,
                "by": name,
            })
        })
        .collect();
    json!({ "title": words(visit, "title", document), "versions": versions })
}

fn context(visit: &Visit, member: &Member, known: &Known) -> Json {
    let before = known.before;
    let current = Versions::current();
    let open = Document::ALL.iter().filter(|document| before.of(**document) < current.of(**document));
    let open: Vec<Json> = open.map(|document| news(visit, *document, before.of(*document))).collect();
    let title = if open.is_empty() { "terms-accepted-title" } else { "terms-accept-title" };
    json!({
        "title": visit.words(title),
        "action": member.path("settings/terms"),
        "later": member.path(""),
        "open": open,
        "known": Document::ALL.iter().map(|one| accepted_json(visit, *one, known)).collect::<Vec<_>>(),
    })
}

async fn form(visit: Visit, member: Member) -> Answer {
    let known = known(&visit, &member).await?;
    visit.page(&member, FORM, context(&visit, &member, &known))
}

async fn accept(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let known = known(&visit, &member).await?;
    let (before, current) = (known.before, Versions::current());
    let mut errors = FormErrors::default();
    for document in Document::ALL.iter().filter(|document| before.of(**document) < current.of(**document)) {
        let name = document.as_str().replace('_', "-");
        // What is accepted is the version that the page showed.
        if fields.text(&name) != current.of(*document).to_string() {
            errors.add(name, tick_error(*document));
        }
    }
    if !errors.0.is_empty() {
        return visit.page_again(&member, FORM, context(&visit, &member, &known), &fields, &errors);
    }
    let (now, by) = (visit.now, Acceptor { account: member.session().account, person: member.person() });
    let write = move |tenant: &mut Tenant<'_>| super::accept(tenant, now, by, current, now);
    let done: Result<(), DbError> = visit.app.write(&member, write).await;
    done?;
    Ok(see_other(&member.path("?done=terms-accepted")))
}

/// What is wrong when a document isn't ticked.
#[must_use]
pub fn tick_error(document: Document) -> &'static str {
    match document {
        Document::Terms => "terms-error-terms",
        Document::DataProcessing => "terms-error-processing",
    }
}

/// Where an owner is asked for a new version; nothing when nothing is to be accepted.
///
/// # Errors
/// The database is away.
pub fn asks_at(tenant: &mut Tenant<'_>, member: &Member) -> Result<Option<String>, DbError> {
    Ok(are_asked(tenant, member)?.then(|| member.path("settings/terms")))
}
