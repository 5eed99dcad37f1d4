//! The pages: the manager's requests, the signing link, and everybody's own list.

mod asking;
mod following;
mod link;
mod mine;
mod reading;
mod register;

use actix_web::web::{get, post};

use super::{AcknowledgementError, EndedBecause};
use crate::access::Action;
use crate::web::{Door, Error, Route};

const SEE: Door = Door::Member(Action::SeeSigning);
const ASK: Door = Door::Member(Action::AskToSign);
const OWN: Door = Door::Member(Action::ReadOwn);

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/acknowledgements", SEE, || get().to(register::index)),
    Route::get("/o/{slug}/acknowledgements.csv", SEE, || get().to(register::export)),
    Route::get("/o/{slug}/acknowledgements/new", ASK, || get().to(asking::form)),
    Route::post("/o/{slug}/acknowledgements/new", ASK, || post().to(asking::answer)),
    Route::get("/o/{slug}/acknowledgements/{id}", SEE, || get().to(following::show)),
    Route::get("/o/{slug}/acknowledgements/{id}/people.csv", SEE, || get().to(following::export)),
    Route::get("/o/{slug}/acknowledgements/{id}/withdraw", ASK, || get().to(following::withdraw_form)),
    Route::post("/o/{slug}/acknowledgements/{id}/withdraw", ASK, || post().to(following::withdraw)),
    Route::get("/o/{slug}/acknowledgements/{id}/people/{person}/stop", ASK, || {
        get().to(following::stop_form)
    }),
    Route::post("/o/{slug}/acknowledgements/{id}/people/{person}/stop", ASK, || post().to(following::stop)),
    Route::get("/o/{slug}/acknowledgements/{id}/people/{person}/resend", ASK, || {
        get().to(following::resend_form)
    }),
    Route::post("/o/{slug}/acknowledgements/{id}/people/{person}/resend", ASK, || {
        post().to(following::resend)
    }),
    Route::get("/o/{slug}/acknowledgements/{id}/receipts/{receipt}", SEE, || get().to(following::receipt)),
    Route::get("/o/{slug}/me", OWN, || get().to(mine::list)),
    Route::get("/o/{slug}/me/read/{assignment}", OWN, || get().to(mine::read)),
    Route::post("/o/{slug}/me/read/{assignment}", OWN, || post().to(mine::sign)),
    Route::get("/o/{slug}/me/receipts/{id}", OWN, || get().to(mine::receipt)),
    Route::get("/s/{token}", Door::Link, || get().to(link::open)),
    Route::get("/s/{token}/list", Door::Link, || get().to(link::list)),
    Route::get("/s/{token}/read/{assignment}", Door::Link, || get().to(link::read)),
    Route::post("/s/{token}/read/{assignment}", Door::Link, || post().to(link::sign)),
    Route::get("/s/{token}/receipts/{id}", Door::Link, || get().to(link::receipt)),
    Route::get("/s/{token}/not-you", Door::Link, || get().to(link::not_you_form)),
    Route::post("/s/{token}/not-you", Door::Link, || post().to(link::not_you)),
    Route::get("/s/{token}/renew", Door::Link, || get().to(link::renewed)),
    Route::post("/s/{token}/renew", Door::Link, || post().to(link::renew)),
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
