//! The pages of support: asking, answering, and what it opens.

mod inside;
mod owner;

use actix_web::web::{self, Path};
use serde_json::{Value as Json, json};

use super::phase::Phase;
use super::{Ending, SupportError, SupportVisit, form, store};
use crate::access::{Action, Session};
use crate::db::ids::{OrganisationId, SupportVisitId};
use crate::db::{Error as DbError, System};
use crate::operator::pages::{account, within};
use crate::operator::store::Row;
use crate::operator::{sizes, support};
use crate::web::{Answer, Body, Door, Error, FormErrors, Operator, Route, Sensitivity, Visit, see_other};

const OWNER: Door = Door::Member(Action::AnswerSupport);
const LIST: &str = "/operator/support";
const ASK: &str = "operator/support_ask.html";

/// The URLs of support.
pub const ROUTES: &[Route] = &[
    Route::get("/operator/support", Door::Operator, || web::to(list)),
    Route::get("/operator/organisations/{organisation}/support", Door::Operator, || web::to(ask_form)),
    Route::post("/operator/organisations/{organisation}/support", Door::Operator, || web::to(ask))
        .with(Sensitivity::Fresh),
    Route::post("/operator/support/{visit}/second", Door::Operator, || web::to(second))
        .with(Sensitivity::Fresh),
    Route::post("/operator/support/{visit}/begin", Door::Operator, || web::to(begin))
        .with(Sensitivity::Fresh),
    Route::post("/operator/support/{visit}/end", Door::Operator, || web::to(end)),
    Route::get("/support/{visit}", Door::Support, || web::to(inside::settings)),
    Route::get("/support/{visit}/people", Door::Support, || web::to(inside::people)),
    Route::get("/support/{visit}/policies", Door::Support, || web::to(inside::policies)),
    Route::get("/support/{visit}/mail", Door::Support, || web::to(inside::mail)),
    Route::get("/o/{slug}/settings/support", OWNER, || web::to(owner::show)),
    Route::post("/o/{slug}/settings/support/{visit}/allow", OWNER, || web::to(owner::allow))
        .with(Sensitivity::Fresh),
    Route::post("/o/{slug}/settings/support/{visit}/refuse", OWNER, || web::to(owner::refuse)),
    Route::post("/o/{slug}/settings/support/{visit}/end", OWNER, || web::to(owner::end)),
];

impl From<SupportError> for Error {
    fn from(error: SupportError) -> Self {
        match error {
            SupportError::Database(fault) => fault.into(),
            SupportError::NotFound => Self::NotFound,
            SupportError::NotActive => Self::Conflict("support-error-not-active"),
            SupportError::Asked => Self::Conflict("support-error-asked"),
            SupportError::Oneself => Self::ForbiddenHere("support-error-oneself"),
            SupportError::MovedOn => Self::Conflict("support-error-moved-on"),
        }
    }
}

/// The session of an operator: in the demonstration there may be none, and nobody can help.
fn session(visit: &Visit) -> Result<Session, Error> {
    visit.session.ok_or(Error::ForbiddenHere("support-error-demonstration"))
}

fn parsed(text: &str) -> Result<SupportVisitId, Error> {
    SupportVisitId::parse(text).ok_or(Error::NotFound)
}

/// How a visit stands, in words and in the colour of its tag.
fn state(visit: &Visit, phase: Phase) -> Json {
    let tag = match phase {
        Phase::Asked => "due",
        Phase::Allowed => "info",
        Phase::Running => "late",
        Phase::Refused | Phase::Lapsed | Phase::Over => "none",
    };
    json!({ "tag": tag, "text": visit.words(&format!("support-state-{}", phase.word())) })
}

/// What every list says of a visit.
fn line(visit: &Visit, one: &SupportVisit) -> Json {
    let ending = one.ending.map(|ending| visit.words(&format!("support-ending-{}", ending.as_str())));
    json!({
        "email": one.email,
        "reason": one.wish.reason,
        "minutes": one.wish.minutes,
        "emergency": one.wish.emergency,
        "asked_at": one.asked_at,
        "began_at": one.began_at,
        "ends_at": one.ends_at,
        "ended_at": one.ended_at,
        "ending": ending,
        "state": state(visit, one.phase(visit.now)),
    })
}

async fn list(visit: Visit, _operator: Operator) -> Answer {
    let look = |system: &mut System<'_>| Ok::<_, DbError>((store::of(system, None)?, sizes::all(system)?));
    let (visits, all) = visit.app.look(move |database| database.read_system(look)).await?;
    let rows: Vec<Json> = visits.iter().map(|one| row(&visit, one, &all)).collect();
    let context = json!({ "title": visit.words("support-title"), "rows": rows });
    visit.plain("operator/support.html", within(&visit, context))
}

/// A visit with what this operator may do about it.
fn row(visit: &Visit, one: &SupportVisit, all: &[Row]) -> Json {
    let (phase, mine) = (one.phase(visit.now), account(visit) == Some(one.account));
    let at = |rest: &str| format!("{LIST}/{}/{rest}", one.id);
    let here = mine && one.session.is_some() && one.session == visit.session.map(|session| session.id);
    let mut line = line(visit, one);
    let own = json!({
        "name": all.iter().find(|row| row.id == one.organisation).map(Row::title),
        "second": (phase == Phase::Asked && one.wish.emergency && !mine).then(|| at("second")),
        "begin": (phase == Phase::Allowed && mine).then(|| at("begin")),
        "inside": (phase == Phase::Running && here).then(|| format!("/support/{}", one.id)),
        "end": (phase.is_open() && mine).then(|| at("end")),
    });
    if let (Json::Object(line), Json::Object(own)) = (&mut line, own) {
        line.extend(own);
    }
    line
}

async fn organisation(visit: &Visit, text: &str) -> Result<Row, Error> {
    let id = OrganisationId::parse(text).ok_or(Error::NotFound)?;
    let found: Result<_, DbError> =
        visit.app.look(move |database| database.read_system(|system| sizes::one(system, id))).await;
    found?.ok_or(Error::NotFound)
}

fn ask_context(visit: &Visit, row: &Row) -> Json {
    let length = |minutes: &i64| {
        let label = crate::messages::args([("count", *minutes)]);
        let label = visit.app.messages.format(visit.language, "support-minutes", &label);
        json!({ "value": minutes.to_string(), "label": label })
    };
    json!({
        "title": visit.words("support-ask-title"),
        "caption": row.title(),
        "back": format!("/operator/organisations/{}", row.id),
        "action": format!("/operator/organisations/{}/support", row.id),
        "lengths": form::LENGTHS.iter().map(length).collect::<Vec<_>>(),
    })
}

async fn ask_form(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let row = organisation(&visit, &id).await?;
    visit.plain(ASK, within(&visit, ask_context(&visit, &row)))
}

async fn ask(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let row = organisation(&visit, &id).await?;
    let by = session(&visit)?.account;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.plain_again(ASK, within(&visit, ask_context(&visit, &row)), &fields, errors)
    };
    let wish = match form::wish(&fields) {
        Ok(wish) => wish,
        Err(errors) => return again(&errors),
    };
    let (now, post, organisation) = (visit.now, visit.app.post.clone(), row.id);
    let write = move |system: &mut System<'_>| support::ask(system, now, &post, (organisation, by), &wish);
    match visit.app.work(move |database| database.write_system(write)).await {
        Ok(_id) => Ok(see_other(&format!("{LIST}?done=support-asked"))),
        Err(SupportError::Asked) => again(&FormErrors::one("", "support-error-asked")),
        Err(SupportError::NotActive) => again(&FormErrors::one("", "support-error-not-active")),
        Err(other) => Err(other.into()),
    }
}

async fn second(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let (id, by, now) = (parsed(&id)?, session(&visit)?.account, visit.now);
    let write = move |system: &mut System<'_>| support::second(system, now, id, by);
    visit.app.work(move |database| database.write_system(write)).await?;
    Ok(see_other(&format!("{LIST}?done=support-allowed")))
}

async fn begin(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let (id, by, now, post) = (parsed(&id)?, session(&visit)?, visit.now, visit.app.post.clone());
    let write = move |system: &mut System<'_>| support::begin(system, now, &post, id, (by.account, by.id));
    visit.app.work(move |database| database.write_system(write)).await?;
    Ok(see_other(&format!("/support/{id}")))
}

/// Ends one's own visit, or takes one's request back.
async fn end(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let (id, by, now, post) = (parsed(&id)?, session(&visit)?.account, visit.now, visit.app.post.clone());
    let write = move |system: &mut System<'_>| {
        if support::get(system, id)?.account != by {
            return Err(SupportError::NotFound);
        }
        support::end(system, now, &post, id, Ending::Operator)
    };
    visit.app.work(move |database| database.write_system(write)).await?;
    Ok(see_other(&format!("{LIST}?done=support-ended")))
}
