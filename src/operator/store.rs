//! What the operator sees and does, in the tables outside the organisations.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::announcements::{Audience, Details, Level, Message};
use super::sizes::Size;
use super::{Deed, Standing};
use crate::access::email::Email;
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, AnnouncementId, OrganisationEventId, OrganisationId, PersonId};
use crate::db::schema::{
    account_mails, accounts, announcement_organisations, announcements, job_runs, memberships,
    organisation_events, organisation_sizes, organisations, retention_clock, sessions, work_tickets,
};
use crate::db::{Error, System};
use crate::mail::{self, State};
use crate::messages::Language;

/// An organisation with the numbers of its last count.
#[derive(Debug, Clone, Queryable)]
pub struct Row {
    /// The row.
    pub id: OrganisationId,
    /// The short name.
    pub slug: String,
    /// Whether it may work.
    pub standing: Standing,
    /// When it was made.
    pub created_at: Moment,
    /// The name; nothing before the first count.
    pub name: Option<String>,
    /// People who haven't left.
    pub people: Option<i64>,
    /// Policies in force.
    pub policies: Option<i64>,
    /// Mails that failed.
    pub mail_failed: Option<i64>,
    /// When a member last signed in.
    pub signed_in_at: Option<Moment>,
    /// When it was counted.
    pub counted_at: Option<Moment>,
}

impl Row {
    /// The name, or its place in addresses until it was counted.
    #[must_use]
    pub fn title(&self) -> String {
        let name = self.name.clone().filter(|name| !name.is_empty());
        name.unwrap_or_else(|| format!("/o/{}", self.slug))
    }

    /// Name and short name: two organisations may have one name.
    #[must_use]
    pub fn told_apart(&self) -> String {
        format!("{} ({})", self.title(), self.slug)
    }
}

macro_rules! rows {
    () => {
        organisations::table
            .left_join(
                organisation_sizes::table.on(organisation_sizes::organisation_id.eq(organisations::id)),
            )
            .select((
                organisations::id,
                organisations::slug,
                organisations::state,
                organisations::created_at,
                organisation_sizes::name.nullable(),
                organisation_sizes::people_count.nullable(),
                organisation_sizes::policy_count.nullable(),
                organisation_sizes::mail_failed.nullable(),
                organisation_sizes::signed_in_at.nullable(),
                organisation_sizes::counted_at.nullable(),
            ))
    };
}

/// Every organisation with the numbers of its last count, by short name.
///
/// # Errors
/// The database is away.
pub fn all(system: &mut System<'_>) -> Result<Vec<Row>, Error> {
    Ok(rows!().order(organisations::slug).load(system.connection())?)
}

/// When a member of each organisation last signed in.
///
/// # Errors
/// The database is away.
pub(super) fn last_sign_ins(system: &mut System<'_>) -> Result<BTreeMap<OrganisationId, Moment>, Error> {
    let rows: Vec<(OrganisationId, Option<Moment>)> = memberships::table
        .inner_join(sessions::table.on(sessions::account_id.eq(memberships::account_id)))
        .filter(memberships::ended_at.is_null())
        .group_by(memberships::organisation_id)
        .select((memberships::organisation_id, diesel::dsl::max(sessions::created_at)))
        .load(system.connection())?;
    Ok(rows.into_iter().filter_map(|(id, at)| Some((id, at?))).collect())
}

/// One organisation.
///
/// # Errors
/// The database is away.
pub fn one(system: &mut System<'_>, id: OrganisationId) -> Result<Option<Row>, Error> {
    Ok(rows!().filter(organisations::id.eq(id)).first(system.connection()).optional()?)
}

pub(super) fn change_standing(
    system: &mut System<'_>,
    id: OrganisationId,
    from: Standing,
    to: Standing,
) -> Result<bool, Error> {
    let row = organisations::table.filter(organisations::id.eq(id).and(organisations::state.eq(from)));
    Ok(diesel::update(row).set(organisations::state.eq(to)).execute(system.connection())? == 1)
}

pub(super) fn last_sign_in(
    system: &mut System<'_>,
    organisation: OrganisationId,
) -> Result<Option<Moment>, Error> {
    let members = memberships::table
        .filter(memberships::organisation_id.eq(organisation).and(memberships::ended_at.is_null()))
        .select(memberships::account_id);
    let last = sessions::table
        .filter(sessions::account_id.eq_any(members))
        .order(sessions::created_at.desc())
        .select(sessions::created_at);
    Ok(last.first(system.connection()).optional()?)
}

pub(super) fn keep_size(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    size: &Size,
) -> Result<(), Error> {
    let row = organisation_sizes::table.filter(organisation_sizes::organisation_id.eq(organisation));
    diesel::delete(row).execute(system.connection())?;
    diesel::insert_into(organisation_sizes::table)
        .values((
            organisation_sizes::organisation_id.eq(organisation),
            organisation_sizes::name.eq(&size.name),
            organisation_sizes::people_count.eq(size.people),
            organisation_sizes::policy_count.eq(size.policies),
            organisation_sizes::storage_bytes.eq(size.storage_bytes),
            organisation_sizes::mail_waiting.eq(size.mail_waiting),
            organisation_sizes::mail_failed.eq(size.mail_failed),
            organisation_sizes::signed_in_at.eq(size.signed_in_at),
            organisation_sizes::counted_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn insert_event(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    deed: Deed,
    reason: &str,
    by: Option<AccountId>,
) -> Result<(), Error> {
    diesel::insert_into(organisation_events::table)
        .values((
            organisation_events::id.eq(OrganisationEventId::new(now)),
            organisation_events::organisation_id.eq(organisation),
            organisation_events::kind.eq(deed),
            organisation_events::reason.eq(reason),
            organisation_events::account_id.eq(by),
            organisation_events::at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// The accounts with which some people of an organisation act there: account, address, language.
pub(super) fn accounts_of(
    system: &mut System<'_>,
    organisation: OrganisationId,
    people: &BTreeSet<PersonId>,
) -> Result<Vec<(AccountId, Email, Language)>, Error> {
    let rows: Vec<(AccountId, String, Language)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::organisation_id.eq(organisation).and(memberships::ended_at.is_null()))
        .filter(memberships::person_id.eq_any(people).and(accounts::disabled_at.is_null()))
        .order(accounts::email)
        .select((accounts::id, accounts::email, accounts::language))
        .load(system.connection())?;
    let whole = |(account, email, language): (_, String, _)| Some((account, Email::parse(&email)?, language));
    Ok(rows.into_iter().filter_map(whole).collect())
}

/// What, why, when, and the address of who did it.
pub type Told = (Deed, String, Moment, Option<String>);

/// What operators did to an organisation, newest first.
///
/// # Errors
/// The database is away.
pub fn events(system: &mut System<'_>, organisation: OrganisationId) -> Result<Vec<Told>, Error> {
    let rows = organisation_events::table
        .left_join(accounts::table.on(organisation_events::account_id.eq(accounts::id.nullable())))
        .filter(organisation_events::organisation_id.eq(organisation))
        .order((organisation_events::at.desc(), organisation_events::id.desc()))
        .select((
            organisation_events::kind,
            organisation_events::reason,
            organisation_events::at,
            accounts::email.nullable(),
        ))
        .load(system.connection())?;
    Ok(rows)
}

/// How the installation works.
#[derive(Debug, Clone, Copy)]
pub struct Health {
    /// Mails of organisations and accounts that wait.
    pub waiting: i64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Moment>,
    /// Mails to accounts that failed.
    pub failed_accounts: i64,
    /// When daily work last began.
    pub daily: Option<Moment>,
    /// Pieces of work that should have been done an hour ago, suspended organisations apart.
    pub late: i64,
    /// Since when the clock stops removals and the end of organisations.
    pub stopped: Option<Moment>,
}

/// How the installation works.
///
/// # Errors
/// The database is away.
pub fn health(system: &mut System<'_>, now: Moment) -> Result<Health, Error> {
    let kinds = [mail::TICKET, mail::URGENT, mail::account::TICKET];
    let mails = || work_tickets::table.filter(work_tickets::kind.eq_any(kinds));
    let failed = account_mails::table.filter(account_mails::state.eq(State::Failed));
    let daily = job_runs::table.order(job_runs::started_at.desc()).select(job_runs::started_at);
    let active = organisations::table
        .filter(organisations::state.eq(Standing::Active))
        .select(organisations::id.nullable());
    let late = work_tickets::table
        .filter(work_tickets::due_at.lt(now.plus_hours(-1)))
        .filter(work_tickets::organisation_id.is_null().or(work_tickets::organisation_id.eq_any(active)));
    let oldest = mails().order(work_tickets::created_at).select(work_tickets::created_at);
    let stopped = retention_clock::table.select(retention_clock::stopped_at);
    let stopped: Option<Option<Moment>> = stopped.first(system.connection()).optional()?;
    Ok(Health {
        // Noted by a clock that ran ahead it isn't shown as a time that is still to come.
        stopped: stopped.flatten().map(|at| at.min(now)),
        waiting: mails().count().get_result(system.connection())?,
        oldest: oldest.first(system.connection()).optional()?,
        failed_accounts: failed.count().get_result(system.connection())?,
        daily: daily.first(system.connection()).optional()?,
        late: late.count().get_result(system.connection())?,
    })
}

pub(super) fn insert_announcement(
    system: &mut System<'_>,
    now: Moment,
    id: AnnouncementId,
    details: &Details,
    by: Option<AccountId>,
) -> Result<(), Error> {
    diesel::insert_into(announcements::table)
        .values((
            announcements::id.eq(id),
            announcements::text.eq(&details.text),
            announcements::level.eq(details.level),
            announcements::audience.eq(audience(details)),
            announcements::from_on.eq(details.from),
            announcements::until_on.eq(details.until),
            announcements::account_id.eq(by),
            announcements::created_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

fn audience(details: &Details) -> Audience {
    if details.organisations.is_some() { Audience::Some } else { Audience::All }
}

pub(super) fn insert_audience(
    system: &mut System<'_>,
    id: AnnouncementId,
    details: &Details,
) -> Result<(), Error> {
    for organisation in details.organisations.iter().flatten() {
        diesel::insert_into(announcement_organisations::table)
            .values((
                announcement_organisations::announcement_id.eq(id),
                announcement_organisations::organisation_id.eq(*organisation),
            ))
            .execute(system.connection())?;
    }
    Ok(())
}

/// Ends a message now; false when it has ended already, or there is none.
pub(super) fn end_announcement(
    system: &mut System<'_>,
    now: Moment,
    id: AnnouncementId,
) -> Result<bool, Error> {
    let row = announcements::table.filter(announcements::id.eq(id).and(announcements::ended_at.is_null()));
    Ok(diesel::update(row).set(announcements::ended_at.eq(now)).execute(system.connection())? == 1)
}

type MessageRow = (AnnouncementId, String, Level, Audience, Day, Day, Moment, Option<String>, Option<Moment>);

/// Every message, the latest first.
///
/// # Errors
/// The database is away.
pub fn announcements(system: &mut System<'_>) -> Result<Vec<Message>, Error> {
    let told: Vec<(AnnouncementId, OrganisationId)> = announcement_organisations::table
        .select((announcement_organisations::announcement_id, announcement_organisations::organisation_id))
        .load(system.connection())?;
    let mut of: BTreeMap<AnnouncementId, BTreeSet<OrganisationId>> = BTreeMap::new();
    for (id, organisation) in told {
        of.entry(id).or_default().insert(organisation);
    }
    let rows: Vec<MessageRow> = announcements::table
        .left_join(accounts::table.on(announcements::account_id.eq(accounts::id.nullable())))
        .order((announcements::created_at.desc(), announcements::id.desc()))
        .select((
            announcements::id,
            announcements::text,
            announcements::level,
            announcements::audience,
            announcements::from_on,
            announcements::until_on,
            announcements::created_at,
            accounts::email.nullable(),
            announcements::ended_at,
        ))
        .load(system.connection())?;
    let message = |(id, text, level, audience, from, until, written_at, by, ended_at): MessageRow| {
        let organisations = (audience == Audience::Some).then(|| of.get(&id).cloned().unwrap_or_default());
        let details = Details { text, level, from, until, organisations };
        Message { id, details, written_at, by, ended_at }
    };
    Ok(rows.into_iter().map(message).collect())
}
