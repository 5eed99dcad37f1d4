//! The pages of accounts.

use crate::web::Route;

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[];
