//! Sessions, addresses, limits, memberships and roles in the database.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::address::{Found, Kind};
use super::announcements::{Announcement, Level};
use super::guesses::Tally;
use super::member::Grant;
use super::session::Session;
use crate::clock::{Day, Moment};
use crate::db::dialect::Both;
use crate::db::ids::{AccountId, AnyId, OrganisationId, PersonId, ServiceId, SessionId};
use crate::db::schema::{
    accounts, addresses, announcement_organisations, announcements, field_values, guess_limits, memberships,
    old_slugs, organisations, people, person_services, role_grants, sessions,
};
use crate::db::{Error, System, Tenant};

/// Messages of the operator that a page shows at most. Those that end last come first, so that old ones
/// push nothing out.
const MOST_ANNOUNCEMENTS: i64 = 20;

pub(super) fn insert_session(
    system: &mut System<'_>,
    now: Moment,
    id: SessionId,
    account: AccountId,
    agent: &str,
    ends_at: Moment,
) -> Result<(), Error> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id),
            sessions::account_id.eq(account),
            sessions::method.eq("password"),
            sessions::agent.eq(agent),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
            sessions::ends_at.eq(ends_at),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn session(system: &mut System<'_>, id: SessionId) -> Result<Option<Session>, Error> {
    let found = sessions::table
        .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
        .filter(sessions::id.eq(id).and(sessions::ended_at.is_null()).and(accounts::disabled_at.is_null()))
        .select((
            accounts::id,
            accounts::language,
            accounts::operator_since,
            sessions::last_seen_at,
            sessions::ends_at,
            sessions::second_factor_at,
            sessions::reauthenticated_at,
        ))
        .first(system.connection())
        .optional()?;
    Ok(found.map(
        |(account, language, operator, last_seen_at, ends_at, second_factor_at, reauthenticated_at)| {
            let operator: Option<Moment> = operator;
            let is_operator = operator.is_some();
            Session {
                id,
                account,
                language,
                is_operator,
                last_seen_at,
                ends_at,
                second_factor_at,
                reauthenticated_at,
            }
        },
    ))
}

pub(super) fn note_session(system: &mut System<'_>, now: Moment, id: SessionId) -> Result<(), Error> {
    diesel::update(sessions::table.find(id))
        .set(sessions::last_seen_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn reauthenticate_session(
    system: &mut System<'_>,
    now: Moment,
    id: SessionId,
) -> Result<(), Error> {
    diesel::update(sessions::table.find(id))
        .set(sessions::reauthenticated_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn end_session(system: &mut System<'_>, now: Moment, id: SessionId) -> Result<(), Error> {
    diesel::update(sessions::table.filter(sessions::id.eq(id).and(sessions::ended_at.is_null())))
        .set(sessions::ended_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn end_sessions(system: &mut System<'_>, now: Moment, account: AccountId) -> Result<(), Error> {
    diesel::update(
        sessions::table.filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null())),
    )
    .set(sessions::ended_at.eq(now))
    .execute(system.connection())?;
    Ok(())
}

/// Ends the sessions of everybody; how many there were.
pub(super) fn end_every_session(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    let live = sessions::table.filter(sessions::ended_at.is_null());
    Ok(diesel::update(live).set(sessions::ended_at.eq(now)).execute(system.connection())?)
}

pub(super) fn insert_address(
    system: &mut System<'_>,
    now: Moment,
    token_hash: &[u8],
    found: &Found,
) -> Result<(), Error> {
    diesel::insert_into(addresses::table)
        .values((
            addresses::token_hash.eq(token_hash),
            addresses::kind.eq(found.kind),
            addresses::organisation_id.eq(found.organisation),
            addresses::subject_id.eq(found.subject),
            addresses::created_at.eq(now),
            addresses::expires_at.eq(found.expires_at),
        ))
        .execute(system.connection())?;
    Ok(())
}

type AddressRow = (Kind, Option<OrganisationId>, AnyId, Moment, Option<Moment>);

pub(super) fn address(system: &mut System<'_>, token_hash: &[u8]) -> Result<Option<Found>, Error> {
    let found: Option<AddressRow> = addresses::table
        .filter(addresses::token_hash.eq(token_hash))
        .select((
            addresses::kind,
            addresses::organisation_id,
            addresses::subject_id,
            addresses::expires_at,
            addresses::ended_at,
        ))
        .first(system.connection())
        .optional()?;
    Ok(found.map(|(kind, organisation, subject, expires_at, ended_at)| Found {
        kind,
        organisation,
        subject,
        expires_at,
        ended_at,
    }))
}

pub(super) fn end_address(system: &mut System<'_>, now: Moment, token_hash: &[u8]) -> Result<(), Error> {
    diesel::update(
        addresses::table.filter(addresses::token_hash.eq(token_hash).and(addresses::ended_at.is_null())),
    )
    .set(addresses::ended_at.eq(now))
    .execute(system.connection())?;
    Ok(())
}

pub(super) fn end_addresses(
    system: &mut System<'_>,
    now: Moment,
    kind: Kind,
    subject: AnyId,
) -> Result<(), Error> {
    let live = addresses::table.filter(
        addresses::kind.eq(kind).and(addresses::subject_id.eq(subject)).and(addresses::ended_at.is_null()),
    );
    diesel::update(live).set(addresses::ended_at.eq(now)).execute(system.connection())?;
    Ok(())
}

pub(super) fn tally(system: &mut System<'_>, key: &[u8]) -> Result<Option<Tally>, Error> {
    let found: Option<(i64, Moment, Option<Moment>)> = guess_limits::table
        .filter(guess_limits::key_hash.eq(key))
        .select((guess_limits::failures, guess_limits::window_started_at, guess_limits::blocked_until))
        .first(system.connection())
        .optional()?;
    Ok(found.map(|(failures, since, blocked_until)| Tally { failures, since, blocked_until }))
}

pub(super) fn keep_tally(system: &mut System<'_>, key: &[u8], tally: &Tally) -> Result<(), Error> {
    let values = (
        guess_limits::failures.eq(tally.failures),
        guess_limits::window_started_at.eq(tally.since),
        guess_limits::blocked_until.eq(tally.blocked_until),
    );
    let insert = diesel::insert_into(guess_limits::table)
        .values((guess_limits::key_hash.eq(key.to_vec()), values))
        .on_conflict(guess_limits::key_hash)
        .do_update()
        .set(values);
    Both(insert).execute(system.connection())?;
    Ok(())
}

pub(super) fn forget_tally(system: &mut System<'_>, key: &[u8]) -> Result<(), Error> {
    diesel::delete(guess_limits::table.filter(guess_limits::key_hash.eq(key)))
        .execute(system.connection())?;
    Ok(())
}

/// The organisation of a slug (an old one too), when the account is a member and it is in this state.
pub(super) fn membership(
    system: &mut System<'_>,
    account: AccountId,
    slug: &str,
    state: &str,
) -> Result<Option<(OrganisationId, String, PersonId)>, Error> {
    let old = old_slugs::table.filter(old_slugs::slug.eq(slug)).select(old_slugs::organisation_id);
    let found = organisations::table
        .inner_join(memberships::table.on(memberships::organisation_id.eq(organisations::id)))
        .filter(organisations::slug.eq(slug).or(organisations::id.eq_any(old)))
        .filter(organisations::state.eq(state))
        .filter(memberships::account_id.eq(account).and(memberships::ended_at.is_null()))
        .select((organisations::id, organisations::slug, memberships::person_id))
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// What the operator tells the members of an organisation and hasn't ended, what ends last first.
pub(super) fn announcements(
    system: &mut System<'_>,
    organisation: OrganisationId,
) -> Result<Vec<Announcement>, Error> {
    let told = announcement_organisations::table
        .filter(announcement_organisations::organisation_id.eq(organisation))
        .select(announcement_organisations::announcement_id);
    let rows: Vec<(String, Level, Day, Day)> = announcements::table
        .filter(announcements::ended_at.is_null())
        .filter(announcements::audience.eq("all").or(announcements::id.eq_any(told)))
        .order((announcements::until_on.desc(), announcements::id.desc()))
        .limit(MOST_ANNOUNCEMENTS)
        .select((announcements::text, announcements::level, announcements::from_on, announcements::until_on))
        .load(system.connection())?;
    Ok(rows.into_iter().map(|(text, level, from, until)| Announcement { text, level, from, until }).collect())
}

/// Whether the operator lets an organisation work.
pub(super) fn is_active(system: &mut System<'_>, organisation: OrganisationId) -> Result<bool, Error> {
    let state: Option<String> = organisations::table
        .find(organisation)
        .select(organisations::state)
        .first(system.connection())
        .optional()?;
    Ok(state.is_some_and(|state| state == "active"))
}

/// The name of a person who hasn't left.
pub(super) fn name_of_present(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Option<String>, Error> {
    let found: Option<(String, String)> = tenant
        .all(people::table)
        .filter(people::id.eq(person).and(people::left_on.is_null()))
        .select((people::given_name, people::family_name))
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(|(given, family)| format!("{given} {family}")))
}

pub(super) fn grants(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Grant>, Error> {
    let rows: Vec<(super::Role, Option<ServiceId>)> = tenant
        .all(role_grants::table)
        .filter(role_grants::person_id.eq(person).and(role_grants::ended_at.is_null()))
        .select((role_grants::role, role_grants::service_id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(role, service)| Grant { role, service }).collect())
}

pub(super) fn services_of(tenant: &mut Tenant<'_>, person: PersonId) -> Result<BTreeSet<ServiceId>, Error> {
    let rows: Vec<ServiceId> = tenant
        .all(person_services::table)
        .filter(person_services::person_id.eq(person))
        .select(person_services::service_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

pub(super) fn organisation_name(tenant: &mut Tenant<'_>) -> Result<Option<String>, Error> {
    let name = tenant
        .all(field_values::table)
        .filter(field_values::service_id.is_null().and(field_values::name.eq("org_field_name")))
        .select(field_values::value);
    Ok(name.first(tenant.connection()).optional()?)
}
