//! The one place where Today asks the slices of signatures and of cases.

use crate::access::member::Reach;
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, RequestId};
use crate::db::{Error, Tenant};

/// A signature that is outstanding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The last day.
    pub due_on: Day,
}

/// A request to read and sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The row.
    pub id: RequestId,
    /// The title of the policy.
    pub title: String,
    /// People who were asked.
    pub asked: i64,
    /// People who signed.
    pub signed: i64,
    /// It still waits for signatures.
    pub open: bool,
}

/// An open case, without a word of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// The reference.
    pub reference: String,
    /// When it was sent.
    pub received_at: Moment,
}

/// The signatures that are outstanding where a member may see them: the rows of their list.
///
/// # Errors
/// The database is away.
pub fn signatures(_tenant: &mut Tenant<'_>, _reach: &Reach) -> Result<Vec<Signature>, Error> {
    Ok(Vec::new())
}

/// The requests that a member may see.
///
/// # Errors
/// The database is away.
pub fn requests(_tenant: &mut Tenant<'_>, _reach: &Reach) -> Result<Vec<Progress>, Error> {
    Ok(Vec::new())
}

/// How many policies somebody has to read and sign.
///
/// # Errors
/// The database is away.
pub fn to_read(_tenant: &mut Tenant<'_>, _person: PersonId) -> Result<usize, Error> {
    Ok(0)
}

/// The open cases that somebody was told of, the oldest first: the rows of their list.
///
/// # Errors
/// The database is away.
pub fn open_cases(_tenant: &mut Tenant<'_>, _person: PersonId) -> Result<Vec<OpenCase>, Error> {
    Ok(Vec::new())
}
