//! The pages: the manager's requests, the signing link, and everybody's own list.

mod asking;
mod following;
mod link;
mod mine;
pub(crate) mod reading;
mod register;
mod team;

use actix_web::web;

use super::{AcknowledgementError, EndedBecause};
use crate::access::Action;
use crate::web::{Door, Error, Route, Sensitivity};

const SEE: Door = Door::Member(Action::SeeSigning);
const ASK: Door = Door::Member(Action::AskToSign);
const OWN: Door = Door::Member(Action::ReadOwn);

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/acknowledgements", SEE, || web::to(register::index)),
    Route::get("/o/{slug}/acknowledgements.csv", SEE, || web::to(register::export))
        .with(Sensitivity::Fresh)
        .heavy(),
    Route::get("/o/{slug}/acknowledgements/new", ASK, || web::to(asking::form)),
    Route::post("/o/{slug}/acknowledgements/new", ASK, || web::to(asking::answer)).heavy(),
    Route::get("/o/{slug}/acknowledgements/{id}", SEE, || web::to(following::show)),
    Route::get("/o/{slug}/acknowledgements/{id}/people.csv", SEE, || web::to(following::export))
        .with(Sensitivity::Fresh)
        .heavy(),
    Route::get("/o/{slug}/acknowledgements/{id}/withdraw", ASK, || web::to(following::withdraw_form)),
    Route::post("/o/{slug}/acknowledgements/{id}/withdraw", ASK, || web::to(following::withdraw)),
    Route::get("/o/{slug}/acknowledgements/{id}/people/{person}/stop", ASK, || web::to(following::stop_form)),
    Route::post("/o/{slug}/acknowledgements/{id}/people/{person}/stop", ASK, || web::to(following::stop)),
    Route::get("/o/{slug}/acknowledgements/{id}/people/{person}/resend", ASK, || {
        web::to(following::resend_form)
    }),
    Route::post("/o/{slug}/acknowledgements/{id}/people/{person}/resend", ASK, || web::to(following::resend)),
    Route::get("/o/{slug}/acknowledgements/{id}/receipts/{receipt}", SEE, || web::to(following::receipt)),
    Route::get("/o/{slug}/me", OWN, || web::to(mine::list)),
    Route::get("/o/{slug}/me/read/{assignment}", OWN, || web::to(mine::read)),
    Route::post("/o/{slug}/me/read/{assignment}", OWN, || web::to(mine::sign)),
    Route::get("/o/{slug}/me/read/{assignment}/file", OWN, || web::to(mine::file)),
    Route::get("/o/{slug}/me/receipts/{id}", OWN, || web::to(mine::receipt)),
    Route::get("/o/{slug}/me/team", OWN, || web::to(team::show)),
    Route::get("/o/{slug}/me/team.csv", OWN, || web::to(team::export)).with(Sensitivity::Fresh).heavy(),
    Route::get("/s/{token}", Door::Link, || web::to(link::open)),
    Route::get("/s/{token}/list", Door::Link, || web::to(link::list)),
    Route::get("/s/{token}/read/{assignment}", Door::Link, || web::to(link::read)),
    Route::post("/s/{token}/read/{assignment}", Door::Link, || web::to(link::sign)),
    Route::get("/s/{token}/read/{assignment}/file", Door::Link, || web::to(link::file)),
    Route::get("/s/{token}/receipts/{id}", Door::Link, || web::to(link::receipt)),
    Route::get("/s/{token}/not-you", Door::Link, || web::to(link::not_you_form)),
    Route::post("/s/{token}/not-you", Door::Link, || web::to(link::not_you)),
    Route::get("/s/{token}/renew", Door::Link, || web::to(link::renewed)),
    Route::post("/s/{token}/renew", Door::Link, || web::to(link::renew)),
];

impl From<AcknowledgementError> for Error {
    fn from(error: AcknowledgementError) -> Self {
        match error {
            AcknowledgementError::Database(error) => error.into(),
            AcknowledgementError::NotFound => Self::NotFound,
            AcknowledgementError::Nobody | AcknowledgementError::NothingOpen => {
                Self::Conflict("acknowledgements-error-nothing-open")
            }
            AcknowledgementError::NotInForce => Self::Conflict("acknowledgements-error-not-in-force"),
            AcknowledgementError::NoEmail => Self::Conflict("acknowledgements-error-no-email"),
            AcknowledgementError::Ended(EndedBecause::Superseded) => {
                Self::Conflict("acknowledgements-error-superseded")
            }
            AcknowledgementError::Ended(_) => Self::Conflict("acknowledgements-error-ended"),
            AcknowledgementError::NotProven => Self::Conflict("acknowledgements-error-not-proven"),
            AcknowledgementError::LinkOver => Self::Gone("sign-link-stopped-body"),
            AcknowledgementError::NoKey | AcknowledgementError::Mail(_) => Self::Internal(error.to_string()),
        }
    }
}
