//! The pages of requests, and what everybody sees of their own.

mod answer;
mod cases;
mod list;
mod new;
mod outside;
mod own;
mod records;
mod show;

use actix_web::web;

use super::requests::{self, Opened, Viewer};
use super::{RightsError, Standing, State};
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::RightsRequestId;
use crate::messages::args;
use crate::web::{Door, Error, Route, Sensitivity, Visit, dates};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/rights", DOOR, || web::to(list::show)),
    Route::get("/o/{slug}/rights/new", DOOR, || web::to(new::form)),
    Route::post("/o/{slug}/rights/new", DOOR, || web::to(new::record)),
    Route::get("/o/{slug}/rights/cases", CASES, || web::to(cases::list)).with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/cases/{task}", CASES, || web::to(cases::done)).with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/{request}", DOOR, || web::to(show::show)).with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/{request}/step", DOOR, || web::to(show::step)).with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/{request}/hand-on", DOOR, || web::to(show::hand_on_form))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/{request}/hand-on", DOOR, || web::to(show::hand_on))
        .with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/{request}/outside", RUN, || web::to(outside::form))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/{request}/outside", RUN, || web::to(outside::name))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/{request}/search", DOOR, || web::to(records::search))
        .with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/{request}/add", DOOR, || web::to(records::add_form))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/{request}/add", DOOR, || web::to(records::add))
        .with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/{request}/records/{record}", DOOR, || web::to(records::show))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/{request}/records/{record}", DOOR, || web::to(records::decide))
        .with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/{request}/answer", DOOR, || web::to(answer::form))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/{request}/answer", DOOR, || web::to(answer::answer))
        .with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/{request}/answer.pdf", DOOR, || web::to(answer::paper))
        .heavy()
        .with(Sensitivity::Fresh),
    Route::get("/o/{slug}/rights/{request}/answer.json", DOOR, || web::to(answer::data))
        .with(Sensitivity::Fresh),
    Route::get("/o/{slug}/me/data", OWN, || web::to(own::show)),
    Route::get("/o/{slug}/me/data.json", OWN, || web::to(own::file)).with(Sensitivity::Sensitive),
];

const DOOR: Door = Door::Member(Action::RecordRights);
const RUN: Door = Door::Member(Action::RunRights);
const CASES: Door = Door::Member(Action::SeeCases);
const OWN: Door = Door::Member(Action::ReadOwn);

type One = web::Path<(String, String)>;
type Two = web::Path<(String, String, String)>;

/// The request of an address, when this member may know of it.
async fn opened(visit: &Visit, member: &Member, text: &str) -> Result<Opened, Error> {
    let id = RightsRequestId::parse(text).ok_or(Error::NotFound)?;
    let viewer = Viewer::of(member);
    let look = move |tenant: &mut Tenant<'_>| requests::open(tenant, viewer, id);
    Ok(visit.app.read(member, look).await.map_err(|fault: RightsError| fault)?)
}

/// Kind of tag and words for how a request stands.
fn stands(visit: &Visit, one: &Opened) -> (&'static str, String) {
    if one.request.state == State::Answered {
        return ("ok", visit.words("rights-state-answered"));
    }
    match requests::standing(one, visit.now.day()) {
        Standing::Waiting => ("info", visit.words("rights-state-waiting")),
        Standing::Runs { due_on, left } => {
            let day = dates::written(&due_on.to_string(), "full", visit.language).unwrap_or_default();
            let (kind, key) = match left {
                ..0 => ("late", "rights-state-late"),
                0..=7 => ("due", "rights-state-soon"),
                _ => ("none", "rights-state-due"),
            };
            (kind, visit.app.messages.format(visit.language, key, &args([("day", day)])))
        }
    }
}

/// What is asked, in words.
fn asks(visit: &Visit, one: &[super::Ask]) -> Vec<String> {
    one.iter().map(|ask| visit.words(&format!("rights-ask-{}", ask.as_str()))).collect()
}
