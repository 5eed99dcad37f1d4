//! Ending the sessions of somebody else: a lost phone, an account in other hands.

use super::factor::notices::By;
use super::{AccountError, notices, store};
use crate::access::session;
use crate::clock::Moment;
use crate::db::System;
use crate::db::ids::AccountId;
use crate::mail::{self, Post};

/// Ends every session of an account, and tells its owner by whom.
///
/// # Errors
/// The database is away, or the mail can't be written.
pub fn end_sessions(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    by: By<'_>,
    post: &Post,
) -> Result<(), AccountError> {
    session::end_all(system, now, account)?;
    store::note_security(system, now, "sessions_ended_by_others", Some(account))?;
    let language = store::by_id(system, account)?.map(|known| known.language);
    if let Some((email, language)) = store::email(system, account)?.zip(language) {
        let letter = notices::sessions_ended(post, language, now, by)?;
        mail::account::queue(system, now, Some(account), &email, &letter)?;
    }
    Ok(())
}
