//! What the tables of other slices hold about one person, for answering what is held about them: never a hash, a
//! token, or a word of a case.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::access::Role;
use crate::access::factor::FactorState;
use crate::access::kiosk::Way;
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, AnyId, GrantId, PersonId, ServiceId};
use crate::db::schema::{
    accounts, approval_asks, approval_decisions, approval_rounds, badges, covers, devices, email_changes,
    invitations, kiosk_sessions, mails, memberships, pins, policies, role_grants, second_factors,
    security_events, sessions, terms_acceptances, tombstones,
};
use crate::db::{Error, System, Tenant};
use crate::messages::Language;
use crate::policies::approval::{Outcome, Stage};

/// An account: its address, its language, and when it was made.
///
/// # Errors
/// The database is away.
pub fn account(system: &mut System<'_>, id: AccountId) -> Result<Option<(String, Language, Moment)>, Error> {
    let found = accounts::table.find(id).select((accounts::email, accounts::language, accounts::created_at));
    Ok(found.first(system.connection()).optional()?)
}

/// When each second factor of an account was set up, without the factor.
///
/// # Errors
/// The database is away.
pub fn second_factors(system: &mut System<'_>, id: AccountId) -> Result<Vec<Moment>, Error> {
    let rows = second_factors::table
        .filter(second_factors::account_id.eq(id).and(second_factors::state.eq(FactorState::InForce)))
        .order(second_factors::created_at)
        .select(second_factors::created_at);
    Ok(rows.load(system.connection())?)
}

/// Since when somebody is a member here.
///
/// # Errors
/// The database is away.
pub fn memberships(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Moment>, Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let rows = memberships::table
        .filter(here.and(memberships::person_id.eq(person)))
        .order(memberships::created_at)
        .select(memberships::created_at);
    Ok(rows.load(tenant.system().connection())?)
}

/// A session: with which browser, from when, used when, ended when.
type Used = (String, Moment, Moment, Option<Moment>);

/// Sessions of an account: with which browser, from when, used when, ended when.
///
/// # Errors
/// The database is away.
pub fn sessions(system: &mut System<'_>, id: AccountId) -> Result<Vec<Used>, Error> {
    let rows = sessions::table
        .filter(sessions::account_id.eq(id))
        .order((sessions::created_at, sessions::id))
        .select((sessions::agent, sessions::created_at, sessions::last_seen_at, sessions::ended_at))
        .load(system.connection())?;
    Ok(rows)
}

/// What the list of security events says of an account.
///
/// # Errors
/// The database is away.
pub fn security(system: &mut System<'_>, id: AccountId) -> Result<Vec<(Moment, String)>, Error> {
    let rows = security_events::table
        .filter(security_events::account_id.eq(id))
        .order((security_events::at, security_events::id))
        .select((security_events::at, security_events::kind))
        .load(system.connection())?;
    Ok(rows)
}

/// A change of the address that somebody signs in with.
#[derive(Debug, Clone, Queryable)]
pub struct MoveHeld {
    /// From where.
    pub old: String,
    /// To where.
    pub new: String,
    /// When it was asked for.
    pub asked_at: Moment,
    /// When the new address said yes.
    pub confirmed_at: Option<Moment>,
    /// When it was taken back.
    pub undone_at: Option<Moment>,
}

/// Changes of the address that somebody signs in with, those that came to nothing too.
///
/// # Errors
/// The database is away.
pub fn moves(system: &mut System<'_>, id: AccountId) -> Result<Vec<MoveHeld>, Error> {
    let rows = email_changes::table
        .filter(email_changes::account_id.eq(id))
        .order((email_changes::asked_at, email_changes::id))
        .select((
            email_changes::old_email,
            email_changes::new_email,
            email_changes::asked_at,
            email_changes::confirmed_at,
            email_changes::undone_at,
        ))
        .load(system.connection())?;
    Ok(rows)
}

/// Sign-ins at tablets and on own phones without an account: when, how, at which tablet.
///
/// # Errors
/// The database is away.
pub fn at_tablets(
    tenant: &mut Tenant<'_>,
    person: PersonId,
) -> Result<Vec<(Moment, Way, Option<String>)>, Error> {
    let here = devices::organisation_id
        .eq(kiosk_sessions::organisation_id)
        .and(devices::id.nullable().eq(kiosk_sessions::device_id));
    let rows = tenant
        .all(kiosk_sessions::table)
        .left_join(devices::table.on(here))
        .filter(kiosk_sessions::person_id.eq(person))
        .order((kiosk_sessions::created_at, kiosk_sessions::id))
        .select((kiosk_sessions::created_at, kiosk_sessions::method, devices::name.nullable()))
        .load(tenant.connection())?;
    Ok(rows)
}

/// A PIN without the PIN.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct PinHeld {
    /// When it was made or chosen.
    pub set_at: Moment,
    /// When they chose it themselves.
    pub chosen_at: Option<Moment>,
    /// Wrong tries at tablets.
    pub tries: i64,
    /// Since when it is stopped at tablets.
    pub locked_at: Option<Moment>,
    /// Wrong tries by phone.
    pub phone_tries: i64,
    /// Since when it is stopped by phone.
    pub phone_locked_at: Option<Moment>,
}

/// Somebody's PIN.
///
/// # Errors
/// The database is away.
pub fn pin(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Option<PinHeld>, Error> {
    let found = tenant
        .all(pins::table)
        .filter(pins::person_id.eq(person))
        .select((
            pins::set_at,
            pins::chosen_at,
            pins::tries,
            pins::locked_at,
            pins::phone_tries,
            pins::phone_locked_at,
        ))
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// Badges: when each was made, and when it was taken back.
///
/// # Errors
/// The database is away.
pub fn badges(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<(Moment, Option<Moment>)>, Error> {
    let rows = tenant
        .all(badges::table)
        .filter(badges::person_id.eq(person))
        .order((badges::created_at, badges::id))
        .select((badges::created_at, badges::revoked_at))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Invitations: to which address, when, accepted when.
///
/// # Errors
/// The database is away.
pub fn invitations(
    tenant: &mut Tenant<'_>,
    person: PersonId,
) -> Result<Vec<(String, Moment, Option<Moment>)>, Error> {
    let rows = tenant
        .all(invitations::table)
        .filter(invitations::person_id.eq(person))
        .order((invitations::created_at, invitations::id))
        .select((invitations::email, invitations::created_at, invitations::accepted_at))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Terms that somebody accepted: which, its version, when.
///
/// # Errors
/// The database is away.
pub fn terms(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<(String, i64, Moment)>, Error> {
    let rows = tenant
        .all(terms_acceptances::table)
        .filter(terms_acceptances::person_id.eq(person))
        .order((terms_acceptances::accepted_at, terms_acceptances::id))
        .select((terms_acceptances::document, terms_acceptances::version, terms_acceptances::accepted_at))
        .load(tenant.connection())?;
    Ok(rows)
}

/// The reasons that stand beside somebody's roles.
///
/// # Errors
/// The database is away.
pub fn reasons(tenant: &mut Tenant<'_>, person: PersonId) -> Result<BTreeMap<GrantId, String>, Error> {
    let rows: Vec<(GrantId, Option<String>)> = tenant
        .all(role_grants::table)
        .filter(role_grants::person_id.eq(person).and(role_grants::reason.is_not_null()))
        .select((role_grants::id, role_grants::reason))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(|(id, reason)| Some((id, reason?))).collect())
}

/// A time in which somebody stands in, or somebody stands in for them.
#[derive(Debug, Clone, Queryable)]
pub struct CoverHeld {
    /// The role.
    pub role: Role,
    /// The service; nothing means the whole organisation.
    pub service: Option<ServiceId>,
    /// Who holds it.
    pub holder: PersonId,
    /// The first day.
    pub from_on: Day,
    /// The last day.
    pub until_on: Day,
    /// Why; may be empty.
    pub reason: String,
    /// When it was ended before.
    pub ended_at: Option<Moment>,
}

impl CoverHeld {
    /// The last day on which it stood.
    #[must_use]
    pub fn stood_until(&self) -> Day {
        self.ended_at.map_or(self.until_on, |at| at.day().min(self.until_on))
    }
}

/// Every cover of which somebody is one of the two.
///
/// # Errors
/// The database is away.
pub fn covers(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<CoverHeld>, Error> {
    let rows = tenant
        .all(covers::table)
        .filter(covers::holder_id.eq(person).or(covers::cover_id.eq(person)))
        .order((covers::from_on, covers::id))
        .select((
            covers::role,
            covers::service_id,
            covers::holder_id,
            covers::from_on,
            covers::until_on,
            covers::reason,
            covers::ended_at,
        ))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Answers that somebody gave to drafts: the policy, the answer, their comment, when.
///
/// # Errors
/// The database is away.
pub fn answers(
    tenant: &mut Tenant<'_>,
    person: PersonId,
) -> Result<Vec<(String, Outcome, String, Moment)>, Error> {
    let round = approval_rounds::organisation_id
        .eq(approval_decisions::organisation_id)
        .and(approval_rounds::id.eq(approval_decisions::round_id));
    let policy = policies::organisation_id
        .eq(approval_rounds::organisation_id)
        .and(policies::id.eq(approval_rounds::policy_id));
    let rows = tenant
        .all(approval_decisions::table)
        .inner_join(approval_rounds::table.on(round))
        .inner_join(policies::table.on(policy))
        .filter(approval_decisions::by_id.eq(person))
        .order((approval_decisions::at, approval_decisions::id))
        .select((
            policies::title,
            approval_decisions::outcome,
            approval_decisions::comment,
            approval_decisions::at,
        ))
        .load(tenant.connection())?;
    Ok(rows)
}

/// A question about a draft: the policy, what for, the note beside it, when, and whether the person asked.
type Asked = (String, Stage, String, Moment, bool);

/// Drafts about which somebody was asked, or asked others: the policy, what for, the note beside it, when, and
/// whether they asked.
///
/// # Errors
/// The database is away.
pub fn rounds(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Asked>, Error> {
    let policy = policies::organisation_id
        .eq(approval_rounds::organisation_id)
        .and(policies::id.eq(approval_rounds::policy_id));
    let asked = tenant
        .all(approval_asks::table)
        .filter(approval_asks::person_id.eq(person))
        .select(approval_asks::round_id);
    let asked: Vec<crate::db::ids::ApprovalRoundId> = asked.load(tenant.connection())?;
    let rows: Vec<(String, Stage, String, Moment, PersonId)> = tenant
        .all(approval_rounds::table)
        .inner_join(policies::table.on(policy))
        .filter(approval_rounds::asked_by.eq(person).or(approval_rounds::id.eq_any(asked)))
        .order((approval_rounds::asked_at, approval_rounds::id))
        .select((
            policies::title,
            approval_rounds::stage,
            approval_rounds::note,
            approval_rounds::asked_at,
            approval_rounds::asked_by,
        ))
        .load(tenant.connection())?;
    let read = |(title, stage, note, at, by): (String, Stage, String, Moment, PersonId)| {
        (title, stage, note, at, by == person)
    };
    Ok(rows.into_iter().map(read).collect())
}

/// A mail to somebody.
#[derive(Debug, Clone, Queryable)]
pub struct MailHeld {
    /// The row.
    pub id: AnyId,
    /// When it was queued.
    pub at: Moment,
    /// Its kind.
    pub kind: String,
    /// Where it went.
    pub recipient: String,
    /// The subject; empty once its words are removed.
    pub subject: String,
    /// The text; empty once its words are removed.
    pub text: String,
}

/// What was mailed to somebody. Cases apart.
///
/// # Errors
/// The database is away.
pub fn mails(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<MailHeld>, Error> {
    let rows = tenant
        .all(mails::table)
        .filter(mails::incident_id.is_null().and(mails::person_id.eq(person)))
        .order((mails::created_at, mails::id))
        .select((mails::id, mails::created_at, mails::kind, mails::recipient, mails::subject, mails::text))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Records of a kind whose words are removed, each with the days that they were kept.
///
/// # Errors
/// The database is away.
pub fn removed(tenant: &mut Tenant<'_>, kind: &str) -> Result<BTreeMap<AnyId, i64>, Error> {
    let rows: Vec<(AnyId, Moment, Moment)> = tenant
        .all(tombstones::table)
        .filter(tombstones::kind.eq(kind))
        .select((tombstones::record_id, tombstones::made_at, tombstones::removed_at))
        .load(tenant.connection())?;
    let days = |(id, made, gone): (AnyId, Moment, Moment)| (id, made.day().days_until(gone.day()));
    Ok(rows.into_iter().map(days).collect())
}
