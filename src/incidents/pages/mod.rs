//! The pages of incidents: reporting, one's own reports, the cases that one was told of.

mod along;
mod case;
mod list;
pub(crate) mod own;
pub(crate) mod report;
mod shown;

use actix_web::web;

use super::IncidentError;
use crate::access::Action::{Report, SeeCases};
use crate::web::{Door, Error, Route, Sensitivity};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/incidents", Door::Member(SeeCases), || web::to(list::show)),
    Route::get("/o/{slug}/incidents.csv", Door::Member(SeeCases), || web::to(list::export))
        .with(Sensitivity::Fresh)
        .heavy(),
    Route::get("/o/{slug}/incidents/report", Door::Member(Report), || web::to(report::form)),
    Route::post("/o/{slug}/incidents/report", Door::Member(Report), || web::to(report::post)),
    Route::get("/o/{slug}/incidents/outside", Door::Member(Report), || web::to(report::outside)),
    Route::get("/o/{slug}/incidents/mine", Door::Member(Report), || web::to(own::list)),
    Route::get("/o/{slug}/incidents/received/{reference}", Door::Member(Report), || web::to(own::received)),
    Route::get("/o/{slug}/incidents/{reference}", Door::Member(SeeCases), || web::to(case::show))
        .with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/incidents/{reference}/record.txt", Door::Member(SeeCases), || {
        web::to(along::record)
    })
    .with(Sensitivity::Fresh),
    Route::post("/o/{slug}/incidents/{reference}/look", Door::Member(SeeCases), || web::to(case::look))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/incidents/{reference}/notes", Door::Member(SeeCases), || web::to(case::note))
        .with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/incidents/{reference}/close", Door::Member(SeeCases), || web::to(case::close))
        .with(Sensitivity::Sensitive),
];

impl From<IncidentError> for Error {
    fn from(error: IncidentError) -> Self {
        match error {
            IncidentError::Database(fault) => fault.into(),
            IncidentError::Keys(fault) => fault.into(),
            IncidentError::Mail(fault) => Self::Internal(fault),
            IncidentError::NotFound => Self::NotFound,
            IncidentError::NotReady => Self::Conflict("incidents-conflict-not-ready"),
            IncidentError::TooLate => Self::Conflict("incidents-conflict-state"),
        }
    }
}
