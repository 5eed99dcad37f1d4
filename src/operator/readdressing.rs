//! The address of the first owner, put right: a link that went to a wrong one is void, and nobody inside could send
//! another.

use super::{OperatorError, Standing, events, invite, mail_link, store};
use crate::access::address::Token;
use crate::access::email::Email;
use crate::access::{Command, Role};
use crate::audit::{self, Filter};
use crate::clock::Moment;
use crate::db::ids::{InvitationId, OrganisationId, PersonId};
use crate::db::{Actor, Entry as _, Error as DbError, System, Tenant};
use crate::mail::Post;
use crate::people;

/// The lines that a page shows.
const LINES: i64 = 20;

/// Whether the first owner still waits for their link, and may be reached at another address: nobody has joined.
///
/// # Errors
/// The database is away.
pub fn may_readdress(tenant: &mut Tenant<'_>, standing: Standing) -> Result<bool, DbError> {
    Ok(standing != Standing::Closed && !people::store::has_anybody_joined(tenant)?)
}

/// Gives the first owner another address, for a reason, and keeps an invitation with this link. The links before it
/// are void.
///
/// # Errors
/// Somebody has joined, or there is no such organisation.
pub fn readdress(
    system: &mut System<'_>,
    now: Moment,
    entry: Command,
    (email, reason): (&Email, &str),
    token: &Token,
) -> Result<(PersonId, InvitationId), OperatorError> {
    let organisation = entry.organisation();
    system.enter_to_write(&entry).map_err(DbError::from)?;
    let row = store::one(system, organisation)?.ok_or(OperatorError::NotFound)?;
    let mut tenant = system.enter(&entry).map_err(DbError::from)?;
    if !may_readdress(&mut tenant, row.standing)? {
        return Err(OperatorError::Joined);
    }
    let owners = people::holders(&mut tenant, Role::Owner, None)?;
    let owner = owners.first().ok_or(OperatorError::NotFound)?.id;
    people::store::set_address(&mut tenant, owner, email)?;
    people::invitations::withdraw(&mut tenant, now, owner)
        .map_err(|fault| OperatorError::Mail(fault.to_string()))?;
    audit::record(&mut tenant, now, &events::OwnerReaddressed { owner, reason })?;
    let invitation = invite(system, now, (organisation, owner), email, token)?;
    Ok((owner, invitation))
}

/// As [`readdress`], and the link goes to the new address by mail: the operator never sees it.
///
/// # Errors
/// Somebody has joined, or the mail can't be written.
pub fn readdress_and_mail(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    wanted: (&Email, &str),
    by: (&Post, &str),
) -> Result<(), OperatorError> {
    let token = Token::new();
    let entry = Command::on(organisation).by_operator();
    let (owner, invitation) = readdress(system, now, entry, wanted, &token)?;
    mail_link(system, now, (organisation, owner, invitation), &token, by)
}

/// An address that was put right: when, why, and whether by somebody at the machine.
pub type Told = (Moment, String, bool);

/// How often the address was put right, the newest first.
///
/// # Errors
/// The database is away.
pub fn told(tenant: &mut Tenant<'_>) -> Result<Vec<Told>, DbError> {
    let filter = Filter { action: Some(events::READDRESSED.to_owned()), ..Filter::default() };
    let lines = audit::lines(tenant, &filter, LINES, 0)?;
    let ids: Vec<_> = lines.iter().map(|line| line.id).collect();
    let words = audit::words_of(tenant, &ids)?;
    let reason = |id| words.iter().find(|(of, _)| *of == id).map(|(_, words)| words.clone());
    let read = lines
        .iter()
        .map(|line| (line.at, reason(line.id).unwrap_or_default(), line.actor_kind == Actor::Command.kind()));
    Ok(read.collect())
}
