//! Invitations and memberships in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, InvitationId, PersonId};
use crate::db::schema::{accounts, invitations, memberships, people};
use crate::db::{Error, Tenant};

/// Ends the access that a person has as this record. The same account may be a member as another one: who was entered
/// anew keeps that.
pub(in crate::people) fn end_membership(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
) -> Result<(), Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let live = memberships::table
        .filter(here.and(memberships::person_id.eq(person)).and(memberships::ended_at.is_null()));
    diesel::update(live).set(memberships::ended_at.eq(now)).execute(tenant.system().connection())?;
    Ok(())
}

/// Whether a person is a member with an account now.
///
/// # Errors
/// The database is away.
pub fn is_member(tenant: &mut Tenant<'_>, person: PersonId) -> Result<bool, Error> {
    Ok(members(tenant)?.contains(&person))
}

/// Everybody who is a member with an account now.
///
/// # Errors
/// The database is away.
pub fn members(tenant: &mut Tenant<'_>) -> Result<BTreeSet<PersonId>, Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let rows: Vec<PersonId> = memberships::table
        .filter(here.and(memberships::ended_at.is_null()))
        .select(memberships::person_id)
        .load(tenant.system().connection())?;
    Ok(rows.into_iter().collect())
}

/// Whether anybody ever joined here with an account, also who has gone since.
///
/// # Errors
/// The database is away.
pub fn has_anybody_joined(tenant: &mut Tenant<'_>) -> Result<bool, Error> {
    let here = memberships::table.filter(memberships::organisation_id.eq(tenant.organisation()));
    Ok(diesel::select(diesel::dsl::exists(here)).get_result(tenant.system().connection())?)
}

/// Gives somebody who hasn't joined another address.
///
/// # Errors
/// The database is away.
pub fn set_address(tenant: &mut Tenant<'_>, id: PersonId, email: &Email) -> Result<(), Error> {
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set(people::email.eq(email.as_str()))
        .execute(tenant.connection())?;
    Ok(())
}

/// Since when this person has the account with which they act here, if they have one.
///
/// # Errors
/// The database is away.
pub fn joined_at(tenant: &mut Tenant<'_>, id: PersonId) -> Result<Option<Moment>, Error> {
    let here = memberships::table
        .filter(memberships::organisation_id.eq(tenant.organisation()))
        .filter(memberships::person_id.eq(id).and(memberships::ended_at.is_null()));
    Ok(here.select(memberships::created_at).first(tenant.system().connection()).optional()?)
}

/// Since when whoever acts here as a person is the one who acts now: since they joined, or were taken back. Whoever
/// can't sign in here isn't among them.
///
/// # Errors
/// The database is away.
pub fn acting_since(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, Moment>, Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let joined: Vec<(PersonId, Moment)> = memberships::table
        .filter(here.and(memberships::ended_at.is_null()))
        .select((memberships::person_id, memberships::created_at))
        .load(tenant.system().connection())?;
    let anew = super::anew_of_all(tenant)?;
    let latest =
        |(person, at): (PersonId, Moment)| (person, anew.get(&person).map_or(at, |since| at.max(*since)));
    Ok(joined.into_iter().map(latest).collect())
}

/// The address with which somebody signs in here. Whoever keeps the staff list can't lead mails that go there to
/// another.
///
/// # Errors
/// The database is away.
pub fn sign_in_address(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Option<Email>, Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let found: Option<String> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(here.and(memberships::ended_at.is_null()).and(memberships::person_id.eq(person)))
        .select(accounts::email)
        .first(tenant.system().connection())
        .optional()?;
    Ok(found.and_then(|address| Email::parse(&address)))
}

/// The invitations that were accepted since a moment: when, who had invited, and whom.
///
/// # Errors
/// The database is away.
pub fn accepted_since(
    tenant: &mut Tenant<'_>,
    at: Moment,
) -> Result<Vec<(Moment, PersonId, PersonId)>, Error> {
    tenant
        .all(invitations::table)
        .filter(invitations::accepted_at.gt(at))
        .select((invitations::accepted_at.assume_not_null(), invitations::created_by, invitations::person_id))
        .load(tenant.connection())
        .map_err(Error::from)
}

/// Who signs in here with this address.
///
/// # Errors
/// The database is away.
pub fn member_with_address(tenant: &mut Tenant<'_>, email: &Email) -> Result<Option<PersonId>, Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let found = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(here.and(memberships::ended_at.is_null()))
        .filter(accounts::email.eq(email.as_str()))
        .select(memberships::person_id)
        .first(tenant.system().connection())
        .optional()?;
    Ok(found)
}

/// Who signs in here with which address.
///
/// # Errors
/// The database is away.
pub fn signing_addresses(tenant: &mut Tenant<'_>) -> Result<BTreeMap<String, PersonId>, Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let rows: Vec<(String, PersonId)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(here.and(memberships::ended_at.is_null()))
        .select((accounts::email, memberships::person_id))
        .load(tenant.system().connection())?;
    Ok(rows.into_iter().collect())
}

/// An invitation.
#[derive(Debug, Clone, Queryable)]
pub struct Invitation {
    /// The row.
    pub id: InvitationId,
    /// Who is invited.
    pub person: PersonId,
    /// The address that the mail went to.
    pub email: String,
    /// Who invited.
    pub created_by: PersonId,
    /// Until when it works.
    pub expires_at: Moment,
    /// When it was accepted.
    pub accepted_at: Option<Moment>,
    /// When a newer one took its place.
    pub voided_at: Option<Moment>,
}

/// One invitation.
///
/// # Errors
/// The database is away.
pub fn invitation(tenant: &mut Tenant<'_>, id: InvitationId) -> Result<Option<Invitation>, Error> {
    let found = tenant
        .all(invitations::table)
        .filter(invitations::id.eq(id))
        .select((
            invitations::id,
            invitations::person_id,
            invitations::email,
            invitations::created_by,
            invitations::expires_at,
            invitations::accepted_at,
            invitations::voided_at,
        ))
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// The live invitations, by person.
///
/// # Errors
/// The database is away.
pub fn open_invitations(tenant: &mut Tenant<'_>) -> Result<Vec<(InvitationId, PersonId, Moment)>, Error> {
    let rows = tenant
        .all(invitations::table)
        .filter(invitations::accepted_at.is_null().and(invitations::voided_at.is_null()))
        .order(invitations::created_at)
        .select((invitations::id, invitations::person_id, invitations::expires_at))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Keeps a new invitation.
///
/// # Errors
/// The database is away.
pub fn insert_invitation(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: InvitationId,
    person: PersonId,
    by: PersonId,
    email: &Email,
    expires_at: Moment,
) -> Result<(), Error> {
    diesel::insert_into(invitations::table)
        .values((
            invitations::organisation_id.eq(tenant.organisation()),
            invitations::id.eq(id),
            invitations::person_id.eq(person),
            invitations::email.eq(email.as_str()),
            invitations::created_at.eq(now),
            invitations::created_by.eq(by),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Whether a person was invited at an address between two moments, and can still join by that.
pub(in crate::people) fn is_invited_between(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    email: &Email,
    (since, until): (Moment, Moment),
) -> Result<bool, Error> {
    let open = tenant.all(invitations::table).filter(
        invitations::person_id
            .eq(person)
            .and(invitations::accepted_at.is_null())
            .and(invitations::voided_at.is_null()),
    );
    let newest = open
        .filter(invitations::email.eq(email.as_str()))
        .filter(invitations::created_at.gt(since).and(invitations::created_at.le(until)));
    let ids: Vec<InvitationId> = newest.select(invitations::id).load(tenant.connection())?;
    Ok(!ids.is_empty())
}

pub(in crate::people) fn void_invitations(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
) -> Result<Vec<InvitationId>, Error> {
    let live = tenant.all(invitations::table).filter(
        invitations::person_id
            .eq(person)
            .and(invitations::accepted_at.is_null())
            .and(invitations::voided_at.is_null()),
    );
    let ids: Vec<InvitationId> = live.select(invitations::id).load(tenant.connection())?;
    for id in &ids {
        diesel::update(tenant.all(invitations::table).filter(invitations::id.eq(id)))
            .set(invitations::voided_at.eq(now))
            .execute(tenant.connection())?;
    }
    Ok(ids)
}

/// Notes that an invitation was accepted, and with which account; false when it was before, or was replaced.
///
/// # Errors
/// The database is away.
pub fn accept_invitation(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: InvitationId,
    account: AccountId,
) -> Result<bool, Error> {
    let live = tenant.all(invitations::table).filter(
        invitations::id.eq(id).and(invitations::accepted_at.is_null()).and(invitations::voided_at.is_null()),
    );
    let accepted = (invitations::accepted_at.eq(now), invitations::accepted_by.eq(account));
    Ok(diesel::update(live).set(accepted).execute(tenant.connection())? == 1)
}
