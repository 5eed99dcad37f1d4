//! What can go wrong with people.

use crate::db::Error as DbError;

/// What went wrong with people.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such person, or not one that this member may see.
    #[error("no such person")]
    NotFound,
    /// The lead and the deputy would be the same person.
    #[error("lead and deputy are the same person")]
    LeadIsDeputy,
    /// The last owner can't go.
    #[error("the last owner")]
    LastOwner,
    /// There is no address for a mail.
    #[error("no e-mail address")]
    NoEmail,
    /// The person has an account in this organisation already.
    #[error("has an account")]
    HasAccount,
    /// Somebody else here signs in with the address.
    #[error("somebody else signs in with the address")]
    AddressSignsIn,
    /// The address had as many invitations today as it gets.
    #[error("the address was invited too often")]
    InvitedOften,
    /// There is no second factor to reset.
    #[error("no second factor")]
    NoSecondFactor,
    /// The account opens more than this organisation, which must not weaken what guards the others.
    #[error("the account opens more than one organisation")]
    OpensMore,
    /// Somebody else here has the staff number.
    #[error("the staff number is taken")]
    NumberTaken,
    /// The line manager has left, or would be led by the person.
    #[error("can't be the line manager")]
    LineManager,
    /// Somebody else changed the record meanwhile.
    #[error("changed meanwhile")]
    MovedOn,
    /// The organisation has as many people as it may have.
    #[error("no room for another person")]
    Full,
    /// The mail can't be written.
    #[error("mail: {0}")]
    Mail(String),
}

impl From<crate::web::engine::EngineError> for PeopleError {
    fn from(error: crate::web::engine::EngineError) -> Self {
        Self::Mail(error.to_string())
    }
}
