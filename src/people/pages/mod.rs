//! The pages of the staff list.

use super::PeopleError;
use crate::web::{Error, Route};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[];

impl From<PeopleError> for Error {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Database(fault) => fault.into(),
            PeopleError::NotFound => Self::NotFound,
            PeopleError::LeadIsDeputy => Self::Conflict("key-people-error-lead-deputy"),
            PeopleError::LastOwner => Self::Conflict("people-error-last-owner"),
            PeopleError::NoEmail => Self::Conflict("people-error-no-email"),
            PeopleError::HasAccount => Self::Conflict("people-error-has-account"),
            PeopleError::Mail(fault) => Self::Internal(fault),
        }
    }
}
