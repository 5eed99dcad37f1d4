//! The table of contents: every URL, who may call it, and its handler.
//!
//! `app.rs` is configured from here and from nowhere else; the tests walk this table.

use crate::web::Route;

/// Every URL, slice by slice.
#[must_use]
pub fn all() -> Vec<Route> {
    let slices: &[&[Route]] = &[
        crate::pages::ROUTES,
        crate::accounts::pages::ROUTES,
        crate::acknowledgements::pages::ROUTES,
        crate::activity::pages::ROUTES,
        crate::incidents::pages::ROUTES,
        crate::operator::pages::ROUTES,
        crate::organisations::pages::ROUTES,
        crate::outbox::pages::ROUTES,
        crate::people::pages::ROUTES,
        // Before the policies, whose pattern for one of them would fit too.
        crate::shelf::pages::ROUTES,
        crate::policies::adoption::pages::ROUTES,
        crate::policies::coverage::pages::ROUTES,
        crate::policies::pages::ROUTES,
        crate::policies::references::pages::ROUTES,
        crate::reviews::pages::ROUTES,
        crate::today::pages::ROUTES,
    ];
    slices.concat()
}
