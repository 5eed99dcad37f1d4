//! The pages of reviews.

mod list;
mod review;

use actix_web::web;

use super::ReviewError;
use super::register::Duty;
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::web::{Door, Error, Route};

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/reviews", READ, || web::to(list::show)),
    Route::get("/o/{slug}/reviews.csv", READ, || web::to(list::csv)).heavy(),
    Route::get("/o/{slug}/reviews/{policy}", READ, || web::to(review::show)),
    Route::post("/o/{slug}/reviews/{policy}", Door::Member(Action::ReviewPolicies), || {
        web::to(review::record)
    }),
];

const READ: Door = Door::Member(Action::ReadPolicies);

impl From<ReviewError> for Error {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::Database(fault) => fault.into(),
            ReviewError::NotFound => Self::NotFound,
            ReviewError::Changed => Self::Conflict("reviews-error-changed"),
            ReviewError::Mail(fault) => fault.into(),
        }
    }
}

/// Whether somebody may record this review: at every service where the policy is in force, or as the one
/// who answers for it.
#[must_use]
pub fn may_review(member: &Member, duty: &Duty) -> bool {
    match member.reach(Action::ReviewPolicies) {
        Reach::Everywhere => true,
        Reach::Services(own) => {
            duty.owner == member.person() || (!duty.services.is_empty() && duty.services.is_subset(&own))
        }
        Reach::Nowhere => false,
    }
}
