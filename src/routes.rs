//! The table of contents: every URL, who may call it, and its handler.
//!
//! `app.rs` is configured from here and from nowhere else; the tests walk this table.

use crate::web::Route;

/// Every URL, slice by slice.
#[must_use]
pub fn all() -> Vec<Route> {
    let slices: &[&[Route]] = &[
        crate::pages::ROUTES,
        crate::accounts::sign_up::pages::ROUTES,
        crate::accounts::pages::ROUTES,
        crate::accounts::factor::pages::ROUTES,
        crate::acknowledgements::pages::ROUTES,
        crate::activity::pages::ROUTES,
        crate::backups::pages::ROUTES,
        crate::closing::handover::pages::ROUTES,
        crate::closing::pages::ROUTES,
        crate::health::pages::ROUTES,
        crate::incidents::pages::ROUTES,
        crate::kiosk::pages::ROUTES,
        crate::operator::pages::ROUTES,
        crate::operator::support::pages::ROUTES,
        crate::organisations::pages::ROUTES,
        crate::outbox::pages::ROUTES,
        crate::people::covers::pages::ROUTES,
        crate::people::imports::pages::ROUTES,
        crate::people::pages::ROUTES,
        crate::policies::adoption::pages::ROUTES,
        crate::policies::approval::pages::ROUTES,
        crate::policies::coverage::pages::ROUTES,
        crate::policies::exports::pages::ROUTES,
        crate::policies::gaps::pages::ROUTES,
        crate::policies::references::pages::ROUTES,
        crate::policies::sharing::pages::ROUTES,
        crate::retention::clock::pages::ROUTES,
        crate::retention::holds::pages::ROUTES,
        crate::retention::pages::ROUTES,
        crate::reviews::pages::ROUTES,
        crate::rights::complaints::pages::ROUTES,
        crate::rights::pages::ROUTES,
        crate::shelf::pages::ROUTES,
        crate::terms::pages::ROUTES,
        crate::today::pages::ROUTES,
        crate::policies::pages::ROUTES,
    ];
    slices.concat()
}
