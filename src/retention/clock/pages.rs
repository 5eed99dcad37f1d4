//! `/operator/retention`: whether the clock may be trusted with removals.

use actix_web::web;
use serde_json::json;

use super::{JUMP_HOURS, confirm, state};
use crate::clock::Moment;
use crate::db::Error as DbError;
use crate::web::{Answer, Door, Operator, Route, Sensitivity, Visit, see_other};

/// The URLs of this sub-slice.
pub const ROUTES: &[Route] = &[
    Route::get("/operator/retention", Door::Operator, || web::to(show)),
    Route::post("/operator/retention", Door::Operator, || web::to(say_right)).with(Sensitivity::Fresh),
];

async fn show(visit: Visit, _operator: Operator) -> Answer {
    let found: Result<_, DbError> = visit.app.look(|database| database.read_system(state)).await;
    let known = found?;
    // What a clock that ran ahead noted isn't shown as if it were past.
    let past = |at: Moment| !at.is_ahead_of(visit.now);
    let context = json!({
        "title": visit.words("retention-operator-title"),
        "last_at": known.map(|known| known.last_at).filter(|at| past(*at)),
        "stopped_at": known.and_then(|known| known.stopped(visit.now)),
        "confirmed_at": known.and_then(|known| known.confirmed_at).filter(|at| past(*at)),
        "now": visit.now,
        "hours": JUMP_HOURS,
    });
    visit.plain("operator/retention.html", context)
}

async fn say_right(visit: Visit, _operator: Operator) -> Answer {
    let (now, by) = (visit.now, visit.session.map(|session| session.account));
    let write =
        visit.app.work(move |database| database.write_system(move |system| confirm(system, now, by))).await;
    let done: Result<_, DbError> = write;
    done?;
    Ok(see_other("/operator/retention?done=retention-clock"))
}
