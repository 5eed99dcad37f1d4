//! Sign-ups in the database.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::{Beginner, HOURS, SignUp, TRIES};
use crate::access::address::Token;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId, SignUpId};
use crate::db::schema::sign_ups;
use crate::db::{Error, System};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};
use crate::terms::Versions;

#[derive(Queryable, Selectable)]
#[diesel(table_name = sign_ups)]
struct Row {
    id: SignUpId,
    email: String,
    given_name: String,
    family_name: String,
    language: Language,
    password_hash: Option<String>,
    code_expires_at: Moment,
    tries: i64,
    sends: i64,
    sent_at: Moment,
    created_at: Moment,
    expires_at: Moment,
    terms_version: i64,
    processing_version: i64,
    account_id: Option<AccountId>,
    nation: Option<Nation>,
    service_types: Option<String>,
    organisation_id: Option<OrganisationId>,
}

impl From<Row> for SignUp {
    fn from(row: Row) -> Self {
        let types = |text: String| text.split(' ').filter_map(ServiceType::from_word).collect();
        Self {
            id: row.id,
            email: row.email,
            given_name: row.given_name,
            family_name: row.family_name,
            language: row.language,
            password_hash: row.password_hash,
            code_expires_at: row.code_expires_at,
            tries: row.tries,
            sends: row.sends,
            sent_at: row.sent_at,
            created_at: row.created_at,
            expires_at: row.expires_at,
            versions: Versions { terms: row.terms_version, processing: row.processing_version },
            account: row.account_id,
            nation: row.nation,
            service_types: row.service_types.map(types),
            organisation: row.organisation_id,
        }
    }
}

/// One row.
///
/// # Errors
/// The database is away.
pub fn get(system: &mut System<'_>, id: SignUpId) -> Result<Option<SignUp>, Error> {
    let found: Option<Row> =
        sign_ups::table.find(id).select(Row::as_select()).first(system.connection()).optional()?;
    Ok(found.map(SignUp::from))
}

/// The row that a browser began.
///
/// # Errors
/// The database is away.
pub fn of_browser(system: &mut System<'_>, browser: &Token) -> Result<Option<SignUp>, Error> {
    let found: Option<Row> = sign_ups::table
        .filter(sign_ups::browser_hash.eq(browser.hash()))
        .select(Row::as_select())
        .first(system.connection())
        .optional()?;
    Ok(found.map(SignUp::from))
}

/// The confirmed row of an account that hasn't led to an organisation yet.
///
/// # Errors
/// The database is away.
pub fn of_account(system: &mut System<'_>, account: AccountId) -> Result<Option<SignUp>, Error> {
    let found: Option<Row> = sign_ups::table
        .filter(sign_ups::account_id.eq(account).and(sign_ups::organisation_id.is_null()))
        .order(sign_ups::created_at.desc())
        .select(Row::as_select())
        .first(system.connection())
        .optional()?;
    Ok(found.map(SignUp::from))
}

/// How many mails went to an address since a moment.
pub(super) fn mails_since(system: &mut System<'_>, email: &Email, since: Moment) -> Result<i64, Error> {
    let sends: Vec<i64> = sign_ups::table
        .filter(sign_ups::email.eq(email.as_str()).and(sign_ups::created_at.gt(since)))
        .select(sign_ups::sends)
        .load(system.connection())?;
    Ok(sends.into_iter().fold(0, i64::saturating_add))
}

pub(super) fn insert(
    system: &mut System<'_>,
    now: Moment,
    id: SignUpId,
    by: &Beginner,
    password_hash: &str,
    browser: &Token,
) -> Result<(), Error> {
    diesel::insert_into(sign_ups::table)
        .values((
            sign_ups::id.eq(id),
            sign_ups::email.eq(by.email.as_str()),
            sign_ups::given_name.eq(&by.given_name),
            sign_ups::family_name.eq(&by.family_name),
            sign_ups::language.eq(by.language),
            sign_ups::password_hash.eq(password_hash),
            sign_ups::browser_hash.eq(browser.hash()),
            sign_ups::code_expires_at.eq(now),
            sign_ups::tries.eq(0_i64),
            sign_ups::sends.eq(0_i64),
            sign_ups::sent_at.eq(now),
            sign_ups::created_at.eq(now),
            sign_ups::expires_at.eq(now.plus_hours(HOURS)),
            sign_ups::terms_version.eq(by.versions.terms),
            sign_ups::processing_version.eq(by.versions.processing),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// A mail was queued: a new code, and its tries begin anew.
pub(super) fn note_sent(
    system: &mut System<'_>,
    id: SignUpId,
    now: Moment,
    code_expires_at: Moment,
    code_hash: Option<&str>,
) -> Result<(), Error> {
    diesel::update(sign_ups::table.find(id))
        .set((
            sign_ups::code_hash.eq(code_hash),
            sign_ups::code_expires_at.eq(code_expires_at),
            sign_ups::tries.eq(0_i64),
            sign_ups::sends.eq(sign_ups::sends + 1_i64),
            sign_ups::sent_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// Counts a try; false when there were enough.
pub(super) fn count_try(system: &mut System<'_>, id: SignUpId) -> Result<bool, Error> {
    let row = sign_ups::table.filter(sign_ups::id.eq(id).and(sign_ups::tries.lt(TRIES)));
    let counted =
        diesel::update(row).set(sign_ups::tries.eq(sign_ups::tries + 1_i64)).execute(system.connection())?;
    Ok(counted == 1)
}

pub(super) fn code_hash(system: &mut System<'_>, id: SignUpId) -> Result<Option<String>, Error> {
    Ok(sign_ups::table.find(id).select(sign_ups::code_hash).first(system.connection())?)
}

/// The address is proven; what proved it goes. False when it was proven before.
pub(super) fn confirm(
    system: &mut System<'_>,
    now: Moment,
    id: SignUpId,
    account: AccountId,
) -> Result<bool, Error> {
    let row = sign_ups::table.filter(sign_ups::id.eq(id).and(sign_ups::account_id.is_null()));
    let done = diesel::update(row)
        .set((
            sign_ups::account_id.eq(account),
            sign_ups::confirmed_at.eq(now),
            sign_ups::password_hash.eq(None::<String>),
            sign_ups::code_hash.eq(None::<String>),
        ))
        .execute(system.connection())?;
    Ok(done == 1)
}

/// Keeps who inspects them.
///
/// # Errors
/// The database is away.
pub fn set_nation(system: &mut System<'_>, id: SignUpId, nation: Nation) -> Result<(), Error> {
    diesel::update(sign_ups::table.find(id)).set(sign_ups::nation.eq(nation)).execute(system.connection())?;
    Ok(())
}

/// Keeps what they run.
///
/// # Errors
/// The database is away.
pub fn set_types(system: &mut System<'_>, id: SignUpId, types: &BTreeSet<ServiceType>) -> Result<(), Error> {
    let words: Vec<&str> = types.iter().map(|kind| kind.as_str()).collect();
    diesel::update(sign_ups::table.find(id))
        .set(sign_ups::service_types.eq(words.join(" ")))
        .execute(system.connection())?;
    Ok(())
}

/// Notes what it led to; false when it has led to one before.
pub(super) fn set_founded(
    system: &mut System<'_>,
    id: SignUpId,
    organisation: OrganisationId,
) -> Result<bool, Error> {
    let row = sign_ups::table.filter(sign_ups::id.eq(id).and(sign_ups::organisation_id.is_null()));
    let done =
        diesel::update(row).set(sign_ups::organisation_id.eq(organisation)).execute(system.connection())?;
    Ok(done == 1)
}

/// Removes rows past their end, apart from those of accounts without an organisation.
pub(super) fn remove_old(system: &mut System<'_>, now: Moment) -> Result<u64, Error> {
    let over = sign_ups::table
        .filter(sign_ups::expires_at.le(now))
        .filter(sign_ups::account_id.is_null().or(sign_ups::organisation_id.is_not_null()));
    let removed = diesel::delete(over).execute(system.connection())?;
    Ok(u64::try_from(removed).unwrap_or_default())
}

/// Removes rows whose address nobody has proven.
pub(super) fn remove_unconfirmed(system: &mut System<'_>) -> Result<usize, Error> {
    let open = sign_ups::table.filter(sign_ups::account_id.is_null());
    Ok(diesel::delete(open).execute(system.connection())?)
}
