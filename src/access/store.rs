//! Addresses, limits, memberships and roles in the database.

mod paused;
mod sessions;
mod support;

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::address::{Found, KeptOut, Kind};
use super::announcements::{Announcement, Level};
use super::guesses::Tally;
use super::member::{Grant, StandingIn};
use crate::clock::{Day, Moment};
use crate::db::dialect::Both;
use crate::db::ids::{AccountId, AnyId, OrganisationId, PersonId, ServiceId};
use crate::db::schema::{
    accounts, addresses, announcement_organisations, announcements, covers, field_values, guess_limits,
    incident_told, memberships, old_slugs, organisation_settings, organisations, people, person_services,
    role_grants,
};
use crate::db::{Error, System, Tenant};

pub(super) use paused::{suspended_memberships, why_suspended};
pub(super) use sessions::*;
pub(super) use support::{helpers, place_of_support};

/// Messages of the operator that a page shows at most. Those that end last come first, so that old ones
/// push nothing out.
const MOST_ANNOUNCEMENTS: i64 = 20;
/// How often a limit is reached for that others forget at the same time.
const HOLDS: u32 = 8;

/// Where an account is a member now, and as whom; also where the organisation is suspended.
pub(super) fn memberships_of(
    system: &mut System<'_>,
    account: AccountId,
) -> Result<Vec<(OrganisationId, PersonId)>, Error> {
    let rows = memberships::table
        .filter(memberships::account_id.eq(account).and(memberships::ended_at.is_null()))
        .select((memberships::organisation_id, memberships::person_id))
        .load(system.connection())?;
    Ok(rows)
}

/// Whether an account runs the installation.
pub(super) fn is_operator(system: &mut System<'_>, account: AccountId) -> Result<bool, Error> {
    let since: Option<Option<Moment>> = accounts::table
        .find(account)
        .select(accounts::operator_since)
        .first(system.connection())
        .optional()?;
    Ok(since.flatten().is_some())
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

/// Ends every address; how many of them led somewhere.
pub(super) fn end_every_address(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    let open = || addresses::table.filter(addresses::ended_at.is_null());
    let live: i64 = open().filter(addresses::expires_at.gt(now)).count().get_result(system.connection())?;
    diesel::update(open()).set(addresses::ended_at.eq(now)).execute(system.connection())?;
    Ok(usize::try_from(live).unwrap_or_default())
}

pub(super) fn count_live_addresses(
    system: &mut System<'_>,
    now: Moment,
    kind: Kind,
    subject: AnyId,
) -> Result<usize, Error> {
    let live = addresses::table
        .filter(addresses::kind.eq(kind).and(addresses::subject_id.eq(subject)))
        .filter(addresses::ended_at.is_null().and(addresses::expires_at.gt(now)));
    let count: i64 = live.count().get_result(system.connection())?;
    Ok(usize::try_from(count).unwrap_or_default())
}

pub(super) fn extend_addresses(
    system: &mut System<'_>,
    kind: Kind,
    subject: AnyId,
    expires_at: Moment,
) -> Result<(), Error> {
    let live = addresses::table.filter(
        addresses::kind.eq(kind).and(addresses::subject_id.eq(subject)).and(addresses::ended_at.is_null()),
    );
    diesel::update(live).set(addresses::expires_at.eq(expires_at)).execute(system.connection())?;
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

/// The tally of a key, which nobody else can count on until the transaction ends; a new one where there is none.
pub(super) fn hold_tally(system: &mut System<'_>, now: Moment, key: &[u8]) -> Result<Tally, Error> {
    // Whoever held it before may have forgotten it meanwhile: then there is a new one.
    for _ in 0..HOLDS {
        let held = diesel::update(guess_limits::table.filter(guess_limits::key_hash.eq(key)))
            .set(guess_limits::failures.eq(guess_limits::failures))
            .execute(system.connection())?;
        if let Some(tally) = tally(system, key)?.filter(|_| held > 0) {
            return Ok(tally);
        }
        let insert = diesel::insert_into(guess_limits::table)
            .values((
                guess_limits::key_hash.eq(key.to_vec()),
                guess_limits::failures.eq(0),
                guess_limits::window_started_at.eq(now),
            ))
            .on_conflict_do_nothing();
        Both(insert).execute(system.connection())?;
    }
    Err(Error::Unavailable("a limit on guessing changes all the time".to_owned()))
}

/// Keeps the tally of a key that is held.
pub(super) fn keep_tally(system: &mut System<'_>, key: &[u8], tally: &Tally) -> Result<(), Error> {
    diesel::update(guess_limits::table.filter(guess_limits::key_hash.eq(key)))
        .set((
            guess_limits::failures.eq(tally.failures),
            guess_limits::window_started_at.eq(tally.since),
            guess_limits::blocked_until.eq(tally.blocked_until),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn forget_tally(system: &mut System<'_>, key: &[u8]) -> Result<(), Error> {
    diesel::delete(guess_limits::table.filter(guess_limits::key_hash.eq(key)))
        .execute(system.connection())?;
    Ok(())
}

/// All wrong tries of the windows that began between two moments.
pub(super) fn failures_between(system: &mut System<'_>, since: Moment, until: Moment) -> Result<i64, Error> {
    let rows: Vec<i64> = guess_limits::table
        .filter(guess_limits::window_started_at.ge(since))
        .filter(guess_limits::window_started_at.le(until))
        .select(guess_limits::failures)
        .load(system.connection())?;
    Ok(rows.into_iter().sum())
}

/// Removes tallies that began, and whose waits ended, before this moment, and those that began after `latest` or whose
/// waits end after `longest`; how many.
pub(super) fn sweep_tallies(
    system: &mut System<'_>,
    before: Moment,
    latest: Moment,
    longest: Moment,
) -> Result<usize, Error> {
    let over = guess_limits::blocked_until.is_null().or(guess_limits::blocked_until.lt(before));
    let old = guess_limits::table.filter(guess_limits::window_started_at.lt(before)).filter(over);
    let removed = diesel::delete(old).execute(system.connection())?;
    let later = guess_limits::window_started_at.gt(latest).or(guess_limits::blocked_until.gt(longest));
    let ahead = diesel::delete(guess_limits::table.filter(later)).execute(system.connection())?;
    Ok(removed.saturating_add(ahead))
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

/// A membership: the organisation, its short name, the person, and when the account came in last.
type Membership = (OrganisationId, String, PersonId, Option<Moment>);

/// The active organisations of an account: short name, person, and when it came in last.
pub(super) fn memberships(system: &mut System<'_>, account: AccountId) -> Result<Vec<Membership>, Error> {
    let rows = organisations::table
        .inner_join(memberships::table.on(memberships::organisation_id.eq(organisations::id)))
        .filter(organisations::state.eq("active"))
        .filter(memberships::account_id.eq(account).and(memberships::ended_at.is_null()))
        .select((
            organisations::id,
            organisations::slug,
            memberships::person_id,
            memberships::last_entered_at,
        ))
        .load(system.connection())?;
    Ok(rows)
}

pub(super) fn note_entered(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    organisation: OrganisationId,
) -> Result<(), Error> {
    diesel::update(memberships::table.find((account, organisation)))
        .set(memberships::last_entered_at.eq(now))
        .execute(system.connection())?;
    Ok(())
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

/// Why nobody is let into an organisation; nothing while it works.
pub(super) fn kept_out(
    system: &mut System<'_>,
    organisation: OrganisationId,
) -> Result<Option<KeptOut>, Error> {
    let state: Option<String> = organisations::table
        .find(organisation)
        .select(organisations::state)
        .first(system.connection())
        .optional()?;
    Ok(state.and_then(|state| KeptOut::from_word(&state)))
}

/// The name of a person who hasn't left.
pub(super) fn name_of_present(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Option<String>, Error> {
    let found: Option<(String, String)> = tenant
        .all(people::table)
        .filter(people::id.eq(person).and(people::left_on.is_null()))
        .select((people::given_name, people::family_name))
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(|(given, family)| super::names::whole(&given, &family)))
}

/// Whether a person was told of a case and is still the same.
pub(super) fn is_told(tenant: &mut Tenant<'_>, person: PersonId) -> Result<bool, Error> {
    let told: Option<Moment> = tenant
        .all(incident_told::table)
        .filter(incident_told::person_id.eq(person))
        .order(incident_told::told_at.desc())
        .select(incident_told::told_at)
        .first(tenant.connection())
        .optional()?;
    let Some(told) = told else { return Ok(false) };
    let since: Option<Moment> = tenant
        .all(people::table)
        .filter(people::id.eq(person))
        .select(people::anew_since)
        .first(tenant.connection())?;
    Ok(since.is_none_or(|since| told > since))
}

pub(super) fn grants(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Grant>, Error> {
    let rows: Vec<(super::Role, Option<ServiceId>)> = tenant
        .all(role_grants::table)
        .filter(role_grants::person_id.eq(person).and(role_grants::ended_at.is_null()))
        .select((role_grants::role, role_grants::service_id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(role, service)| Grant::own(role, service)).collect())
}

/// The roles that a person stands in for on a day, as far as their holders still hold them.
pub(super) fn covered(tenant: &mut Tenant<'_>, person: PersonId, today: Day) -> Result<Vec<Grant>, Error> {
    let rows: Vec<(super::Role, Option<ServiceId>, PersonId, Day)> = tenant
        .all(covers::table)
        .filter(covers::cover_id.eq(person).and(covers::ended_at.is_null()))
        .filter(covers::from_on.le(today).and(covers::until_on.ge(today)))
        .select((covers::role, covers::service_id, covers::holder_id, covers::until_on))
        .load(tenant.connection())?;
    let mut found = Vec::new();
    for (role, service, holder, until) in rows {
        if grants(tenant, holder)?.contains(&Grant::own(role, service)) {
            found.push(Grant { role, service, standing_in: Some(StandingIn { holder, until }) });
        }
    }
    Ok(found)
}

pub(super) fn services_of(tenant: &mut Tenant<'_>, person: PersonId) -> Result<BTreeSet<ServiceId>, Error> {
    let rows: Vec<ServiceId> = tenant
        .all(person_services::table)
        .filter(person_services::person_id.eq(person))
        .select(person_services::service_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// On which day the organisation closes; nothing while it doesn't.
pub(super) fn closes_on(tenant: &mut Tenant<'_>) -> Result<Option<Day>, Error> {
    let day: Option<String> = tenant
        .all(organisation_settings::table)
        .filter(organisation_settings::name.eq(super::CLOSES_ON))
        .select(organisation_settings::value)
        .first(tenant.connection())
        .optional()?;
    Ok(day.and_then(|day| Day::parse(&day)))
}

pub(super) fn organisation_name(tenant: &mut Tenant<'_>) -> Result<Option<String>, Error> {
    let name = tenant
        .all(field_values::table)
        .filter(field_values::service_id.is_null().and(field_values::name.eq("org_field_name")))
        .select(field_values::value);
    Ok(name.first(tenant.connection()).optional()?)
}
