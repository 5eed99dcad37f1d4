//! Who runs the installation: everybody of them, and one who leaves.

use super::support::{self, SupportError};
use crate::access::email::Email;
use crate::access::session;
use crate::accounts::store::{self, Operator};
use crate::clock::Moment;
use crate::db::{Error as DbError, System};
use crate::mail::{self, Letter, Post, Sheet};
use crate::messages::{Language, args};
use crate::web::dates;
use crate::web::engine::EngineError;

/// Why somebody can't be taken out of the team.
#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// They aren't in it.
    #[error("no operator")]
    NoOperator,
    /// Nobody would be left.
    #[error("the last operator")]
    Last,
    /// What they had open can't be ended.
    #[error(transparent)]
    Support(#[from] SupportError),
    /// The mail can't be written.
    #[error(transparent)]
    Mail(#[from] EngineError),
}

/// Everybody who runs the installation, and when each last signed in.
///
/// # Errors
/// The database is away.
pub fn all(system: &mut System<'_>) -> Result<Vec<(Operator, Option<Moment>)>, DbError> {
    let mut found = Vec::new();
    for one in store::operators(system)? {
        let signed_in_at = store::last_sign_in(system, one.account)?;
        found.push((one, signed_in_at));
    }
    Ok(found)
}

/// Somebody no longer runs the installation: they are signed out everywhere, what they asked for or allowed as an
/// operator ends, and a mail tells them. Their account stays, for the organisations that they belong to.
///
/// # Errors
/// They aren't an operator, or are the last one.
pub fn end(system: &mut System<'_>, now: Moment, email: &Email, post: &Post) -> Result<(), TeamError> {
    let team = store::operators_to_change(system)?;
    let one = team.iter().find(|one| one.email == email.as_str()).ok_or(TeamError::NoOperator)?;
    if team.len() == 1 {
        return Err(TeamError::Last);
    }
    store::end_operator(system, now, one.account)?;
    support::end_of(system, now, post, one.account)?;
    session::end_all(system, now, one.account)?;
    let letter = letter(post, one.language, now)?;
    mail::account::queue(system, now, Some(one.account), email, &letter)?;
    Ok(())
}

fn letter(post: &Post, language: Language, now: Moment) -> Result<Letter, EngineError> {
    let when = dates::written(&now.to_string(), "datetime", language).unwrap_or_default();
    let sheet = Sheet {
        subject: post.word(language, "ending-operator-mail-subject"),
        before: vec![
            post.words(language, "ending-operator-mail-body", &args([("when", when)])),
            post.word(language, "ending-operator-mail-next"),
        ],
        after: vec![post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
