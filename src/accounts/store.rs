//! Accounts in the database.

use diesel::prelude::*;

use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, AnyId};
use crate::db::schema::{accounts, memberships, security_events};
use crate::db::{Error, System};
use crate::messages::Language;

/// An account as the sign-in needs it. Prints no hash.
#[derive(Clone, Queryable)]
pub struct Known {
    /// The row.
    pub id: AccountId,
    /// The hash of the password.
    pub password_hash: String,
    /// The language that was chosen.
    pub language: Language,
}

/// The account of an address that isn't disabled.
///
/// # Errors
/// The database is away.
pub fn by_email(system: &mut System<'_>, email: &Email) -> Result<Option<Known>, Error> {
    let found = accounts::table
        .filter(accounts::email.eq(email.as_str()).and(accounts::disabled_at.is_null()))
        .select((accounts::id, accounts::password_hash, accounts::language))
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// Whether any account has an address, a disabled one too.
pub(super) fn is_taken(system: &mut System<'_>, email: &Email) -> Result<bool, Error> {
    let found = accounts::table.filter(accounts::email.eq(email.as_str()));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(system.connection())?)
}

/// The account of an id.
///
/// # Errors
/// The database is away.
pub fn by_id(system: &mut System<'_>, id: AccountId) -> Result<Option<Known>, Error> {
    let found = accounts::table
        .filter(accounts::id.eq(id).and(accounts::disabled_at.is_null()))
        .select((accounts::id, accounts::password_hash, accounts::language))
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// The address of an account.
///
/// # Errors
/// The database is away.
pub fn email(system: &mut System<'_>, id: AccountId) -> Result<Option<Email>, Error> {
    let found: Option<String> = accounts::table
        .filter(accounts::id.eq(id))
        .select(accounts::email)
        .first(system.connection())
        .optional()?;
    Ok(found.as_deref().and_then(Email::parse))
}

pub(super) fn insert(
    system: &mut System<'_>,
    now: Moment,
    id: AccountId,
    email: &Email,
    password_hash: &str,
    language: Language,
) -> Result<(), Error> {
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(id),
            accounts::email.eq(email.as_str()),
            accounts::password_hash.eq(password_hash),
            accounts::language.eq(language),
            accounts::created_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn set_password(system: &mut System<'_>, id: AccountId, password_hash: &str) -> Result<(), Error> {
    diesel::update(accounts::table.find(id))
        .set(accounts::password_hash.eq(password_hash))
        .execute(system.connection())?;
    Ok(())
}

/// Keeps a newer hash of the same password, or the same one; false when the password changed meanwhile, or the account
/// was locked or disabled. Whoever changes it at this moment comes before or after, and not between.
///
/// # Errors
/// The database is away.
pub fn renew_hash(system: &mut System<'_>, id: AccountId, before: &str, after: &str) -> Result<bool, Error> {
    let same = accounts::table.find(id).filter(accounts::password_hash.eq(before));
    let rows = diesel::update(same.filter(accounts::disabled_at.is_null()))
        .set(accounts::password_hash.eq(after))
        .execute(system.connection())?;
    Ok(rows == 1)
}

/// Makes an account an operator of the installation.
///
/// # Errors
/// The database is away.
pub fn make_operator(system: &mut System<'_>, now: Moment, id: AccountId) -> Result<(), Error> {
    diesel::update(accounts::table.find(id))
        .set(accounts::operator_since.eq(now))
        .execute(system.connection())?;
    note_security(system, now, "operator_made", Some(id))
}

/// An operator of the installation, as those who look after it see them.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Operator {
    /// The account.
    pub account: AccountId,
    /// Their address.
    pub email: String,
    /// The language that was chosen.
    pub language: Language,
    /// Since when.
    pub since: Option<Moment>,
}

/// Every operator, by address.
///
/// # Errors
/// The database is away.
pub fn operators(system: &mut System<'_>) -> Result<Vec<Operator>, Error> {
    let rows = accounts::table
        .filter(accounts::operator_since.is_not_null())
        .order(accounts::email)
        .select((accounts::id, accounts::email, accounts::language, accounts::operator_since))
        .load(system.connection())?;
    Ok(rows)
}

/// As [`operators`]; nobody else changes who is one until this transaction ends, so that of two who are ended at
/// once one stays.
///
/// # Errors
/// The database is away.
pub fn operators_to_change(system: &mut System<'_>) -> Result<Vec<Operator>, Error> {
    diesel::update(accounts::table.filter(accounts::operator_since.is_not_null()))
        .set(accounts::operator_since.eq(accounts::operator_since))
        .execute(system.connection())?;
    operators(system)
}

/// When somebody last signed in.
///
/// # Errors
/// The database is away.
pub fn last_sign_in(system: &mut System<'_>, id: AccountId) -> Result<Option<Moment>, Error> {
    let found = security_events::table
        .filter(security_events::account_id.eq(id).and(security_events::kind.eq("signed_in")))
        .order(security_events::at.desc())
        .select(security_events::at);
    Ok(found.first(system.connection()).optional()?)
}

/// Takes away what [`make_operator`] gave.
///
/// # Errors
/// The database is away.
pub fn end_operator(system: &mut System<'_>, now: Moment, id: AccountId) -> Result<(), Error> {
    diesel::update(accounts::table.find(id))
        .set(accounts::operator_since.eq(None::<Moment>))
        .execute(system.connection())?;
    note_security(system, now, "operator_ended", Some(id))
}

/// Whether somebody ever chose the password of an account: one that was made for them has none that anybody knows.
///
/// # Errors
/// The database is away.
pub fn has_chosen_password(system: &mut System<'_>, id: AccountId) -> Result<bool, Error> {
    let chosen = ["password_changed", "signed_in", "signed_up"];
    let told = security_events::table
        .filter(security_events::account_id.eq(id).and(security_events::kind.eq_any(chosen)));
    let joined = memberships::table.filter(memberships::account_id.eq(id));
    let told: i64 = told.count().get_result(system.connection())?;
    let joined: i64 = joined.count().get_result(system.connection())?;
    Ok(told > 0 || joined > 0)
}

/// Notes something in the list of security events.
///
/// # Errors
/// The database is away.
pub fn note_security(
    system: &mut System<'_>,
    now: Moment,
    kind: &str,
    account: Option<AccountId>,
) -> Result<(), Error> {
    diesel::insert_into(security_events::table)
        .values((
            security_events::id.eq(AnyId::new(now)),
            security_events::at.eq(now),
            security_events::kind.eq(kind),
            security_events::account_id.eq(account),
            security_events::detail.eq(""),
        ))
        .execute(system.connection())?;
    Ok(())
}
