//! What people did to whom, and what they said of them, for rules that ask who is behind a change.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::AnyId;
use crate::db::schema::{audit_entries, audit_texts};
use crate::db::{Error, Tenant};

/// What somebody did to somebody or something.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Act {
    /// When.
    pub at: Moment,
    /// Who did it.
    pub by: AnyId,
    /// Whom or what it is about.
    pub to: AnyId,
    /// The facts of the line.
    pub facts: String,
}

/// What people did to some of them since a moment, by lines of one action. The log is asked by whom its lines are
/// about: it is long, and these are few.
///
/// # Errors
/// The database is away.
pub fn acts_since(
    tenant: &mut Tenant<'_>,
    since: Moment,
    action: &str,
    to: &[AnyId],
) -> Result<Vec<Act>, Error> {
    let acts = tenant
        .all(audit_entries::table)
        .filter(audit_entries::subject_id.eq_any(to).and(audit_entries::actor_id.is_not_null()))
        .filter(audit_entries::at.gt(since).and(audit_entries::action.eq(action)))
        .select((
            audit_entries::at,
            audit_entries::actor_id.assume_not_null(),
            audit_entries::subject_id.assume_not_null(),
            audit_entries::facts,
        ))
        .load(tenant.connection())?;
    Ok(acts)
}

/// When lines of these actions were written, and of whom or what, in the order of the log.
///
/// # Errors
/// The database is away.
pub fn moments_of(tenant: &mut Tenant<'_>, actions: &[&str]) -> Result<Vec<(AnyId, Moment, String)>, Error> {
    let moments = tenant
        .all(audit_entries::table)
        .filter(audit_entries::action.eq_any(actions).and(audit_entries::subject_id.is_not_null()))
        .order(audit_entries::seq)
        .select((audit_entries::subject_id.assume_not_null(), audit_entries::at, audit_entries::action))
        .load(tenant.connection())?;
    Ok(moments)
}

/// What a line says in words of somebody or something.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Said {
    /// When.
    pub at: Moment,
    /// Who said it; nothing for the program.
    pub by: Option<AnyId>,
    /// Of whom or what.
    pub of: AnyId,
    /// The words.
    pub words: String,
}

/// The words beside all lines of these actions, in the order of the log.
///
/// # Errors
/// The database is away.
pub fn words_about(tenant: &mut Tenant<'_>, actions: &[&str]) -> Result<Vec<Said>, Error> {
    let beside = audit_texts::organisation_id
        .eq(audit_entries::organisation_id)
        .and(audit_texts::entry_id.eq(audit_entries::id));
    let said = tenant
        .all(audit_entries::table)
        .inner_join(audit_texts::table.on(beside))
        .filter(audit_entries::action.eq_any(actions).and(audit_entries::subject_id.is_not_null()))
        .order(audit_entries::seq)
        .select((
            audit_entries::at,
            audit_entries::actor_id,
            audit_entries::subject_id.assume_not_null(),
            audit_texts::words,
        ))
        .load(tenant.connection())?;
    Ok(said)
}
