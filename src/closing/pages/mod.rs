//! The pages of closing: an owner's, and the operator's.

mod operator;
mod owner;

use actix_web::web;

use super::{ClosingError, Refusal, shredding::Kept};
use crate::access::Action;
use crate::web::{Door, Error, Route, Sensitivity};

const OWNER: Door = Door::Member(Action::CloseOrganisation);
const FRESH: Sensitivity = Sensitivity::Fresh;

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/settings/closing", OWNER, || web::to(owner::show)),
    Route::post("/o/{slug}/settings/closing", OWNER, || web::to(owner::ask)).with(FRESH),
    Route::post("/o/{slug}/settings/closing/confirm", OWNER, || web::to(owner::confirm)).with(FRESH),
    Route::post("/o/{slug}/settings/closing/undo", OWNER, || web::to(owner::undo)),
    Route::get("/operator/organisations/{organisation}/closing", Door::Operator, || web::to(operator::show)),
    Route::post("/operator/organisations/{organisation}/closing", Door::Operator, || web::to(operator::ask))
        .with(FRESH),
    Route::post("/operator/organisations/{organisation}/closing/confirm", Door::Operator, || {
        web::to(operator::confirm)
    })
    .with(FRESH),
    Route::post("/operator/organisations/{organisation}/closing/undo", Door::Operator, || {
        web::to(operator::undo)
    }),
    Route::post("/operator/organisations/{organisation}/closing/words", Door::Operator, || {
        web::to(operator::words)
    }),
    Route::post("/operator/organisations/{organisation}/closing/reopen", Door::Operator, || {
        web::to(operator::reopen)
    })
    .with(FRESH),
    Route::post("/operator/organisations/{organisation}/closing/keys", Door::Operator, || {
        web::to(operator::destroy)
    })
    .with(FRESH),
];

impl From<ClosingError> for Error {
    fn from(error: ClosingError) -> Self {
        match error {
            ClosingError::Database(fault) => fault.into(),
            ClosingError::NotFound => Self::Conflict("closing-conflict-none"),
            ClosingError::UnderWay => Self::Conflict("closing-conflict-under-way"),
            ClosingError::KeysGone => Self::Conflict("closing-conflict-keys"),
            ClosingError::TooEarly(_) => Self::Conflict("closing-conflict-early"),
            ClosingError::NoReason => Self::Conflict("closing-error-reason"),
            ClosingError::Refused(Refusal::SamePerson) => Self::Conflict("closing-conflict-same"),
            ClosingError::Refused(Refusal::AnotherOwner) => Self::Conflict("closing-conflict-owner"),
        }
    }
}

impl From<Kept> for Error {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Database(fault) => fault.into(),
            Kept::NotClosed => Self::Conflict("closing-kept-not-closed"),
            Kept::NotHandedOver => Self::Conflict("closing-kept-not-handed-over"),
            Kept::Open => Self::Conflict("closing-kept-open"),
        }
    }
}
