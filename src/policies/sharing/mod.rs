//! A link to one policy for somebody outside: who got it and why, until when, and when it was used.
//!
//! The link shows the version in force and nothing else of the organisation. Its token is made from the
//! installation's key and the row, so that it need not be stored; only its hash stands in the addresses.

pub mod events;
pub mod form;
pub mod notices;
pub mod pages;
mod public;
pub mod store;

use data_encoding::BASE64URL_NOPAD;

use super::{Policy, PolicyError, store as policies};
use crate::access::ShareHolder;
use crate::access::address::{self, Found, Kind, Token};
use crate::access::email::Email;
use crate::access::mailed::{self, Mailed};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, ShareId, ShareVisitId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::mail::Post;

pub use store::{list, visits};

/// Days that a link works unless somebody says otherwise.
pub const USUAL_DAYS: i64 = 14;
/// Days that a link works at most.
pub const MOST_DAYS: i64 = 90;
/// Minutes during which who made a link sees it.
pub const SHOWN_MINUTES: i64 = 10;

text_enum! {
    /// What was asked for by a link.
    What {
        /// The page.
        Page = "page",
        /// The PDF.
        Pdf = "pdf",
        /// The Word file.
        Docx = "docx",
        /// The plain text.
        Text = "text",
    }
}

/// What the form for a link says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewShare {
    /// Who gets it.
    pub recipient: String,
    /// Why.
    pub note: String,
    /// The last day on which it works.
    pub last_day: Day,
    /// Where it is mailed to, if at all.
    pub email: Option<Email>,
}

/// A link as it stands in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The row.
    pub id: ShareId,
    /// The policy.
    pub policy: PolicyId,
    /// Who got it.
    pub recipient: String,
    /// Why.
    pub note: String,
    /// Who made it.
    pub created_by: PersonId,
    /// When it was made.
    pub created_at: Moment,
    /// When it stops by itself.
    pub expires_at: Moment,
    /// When somebody ended it.
    pub ended_at: Option<Moment>,
}

impl Share {
    /// Whether it still leads to the policy.
    #[must_use]
    pub fn is_live(&self, now: Moment) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }

    /// Whether the link is shown: to who made it, for a few minutes.
    #[must_use]
    pub fn is_shown_to(&self, person: PersonId, now: Moment) -> bool {
        self.is_live(now) && self.created_by == person && now < self.created_at.plus_minutes(SHOWN_MINUTES)
    }
}

/// A use of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareVisit {
    /// When.
    pub at: Moment,
    /// What was asked for.
    pub what: What,
}

/// The token of a link that was made at a moment.
#[must_use]
pub fn token(tenant: &Tenant<'_>, id: ShareId, made: Moment) -> Option<Token> {
    let organisation = tenant.organisation();
    let parts: [&[u8]; 2] = [organisation.bytes(), id.bytes()];
    let mac = tenant.keyring().mac_at(made, "polisi policy share v1", &parts);
    Token::parse(&BASE64URL_NOPAD.encode(&mac))
}

/// Makes a link; mails it when an address is given.
///
/// # Errors
/// The policy isn't in force, the address had as many links today as it gets, or the mail can't be written.
pub fn share(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: PersonId,
    policy: PolicyId,
    new: &NewShare,
) -> Result<ShareId, PolicyError> {
    let policy = policies::get(tenant, policy)?.ok_or(PolicyError::NotFound)?;
    if !policy.is_in_force() {
        return Err(PolicyError::NothingToShare);
    }
    if let Some(email) = &new.email
        && !mailed::count(&mut tenant.system(), now, Mailed::Share, email)?
    {
        return Err(PolicyError::MailedOften);
    }
    let share = Share {
        id: ShareId::new(now),
        policy: policy.id,
        recipient: new.recipient.clone(),
        note: new.note.clone(),
        created_by: by,
        created_at: now,
        expires_at: new.last_day.plus_days(1).at(0, 0),
        ended_at: None,
    };
    store::insert(tenant, &share)?;
    let token = token(tenant, share.id, share.created_at)
        .ok_or_else(|| PolicyError::Stored("no token".to_owned()))?;
    let found = Found {
        kind: Kind::PolicyShare,
        organisation: Some(tenant.organisation()),
        subject: share.id.any(),
        expires_at: share.expires_at,
        ended_at: None,
    };
    address::keep(&mut tenant.system(), now, &token, &found)?;
    if let Some(email) = &new.email {
        notices::mail(tenant, now, post, &policy, &share, &token, email)?;
    }
    audit::record(tenant, now, &events::PolicyShared { share: &share, mailed: new.email.is_some() })?;
    Ok(share.id)
}

/// Ends a link at once. Ended twice, it is ended once.
///
/// # Errors
/// The policy has no such link, or the database is away.
pub fn end(tenant: &mut Tenant<'_>, now: Moment, policy: PolicyId, id: ShareId) -> Result<(), PolicyError> {
    let share = store::get(tenant, id)?.filter(|share| share.policy == policy);
    let share = share.ok_or(PolicyError::NotFound)?;
    if !store::set_ended(tenant, now, id)? {
        return Ok(());
    }
    address::end_all(&mut tenant.system(), now, Kind::PolicyShare, id.any())?;
    audit::record(tenant, now, &events::ShareEnded { share: &share })?;
    Ok(())
}

/// Ends every link, after a restore which ends their addresses; how many there were.
///
/// # Errors
/// The database is away.
pub fn end_all(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, Error> {
    store::end_all(tenant, now)
}

/// How many links of a policy work now: none when it isn't in force.
///
/// # Errors
/// The database is away.
pub fn live(tenant: &mut Tenant<'_>, policy: &Policy, now: Moment) -> Result<usize, Error> {
    if !policy.is_in_force() {
        return Ok(0);
    }
    Ok(list(tenant, policy.id)?.iter().filter(|share| share.is_live(now)).count())
}

/// What a link leads to: itself and its policy, while the link works and the policy is in force.
///
/// # Errors
/// The database is away.
pub fn open(
    tenant: &mut Tenant<'_>,
    now: Moment,
    holder: &ShareHolder,
) -> Result<Option<(Share, Policy)>, Error> {
    let Some(share) = store::get(tenant, holder.share())?.filter(|share| share.is_live(now)) else {
        return Ok(None);
    };
    let policy = policies::get(tenant, share.policy)?.filter(Policy::is_in_force);
    Ok(policy.map(|policy| (share, policy)))
}

/// Notes that a link was used.
///
/// # Errors
/// The database is away.
pub fn visited(tenant: &mut Tenant<'_>, now: Moment, holder: &ShareHolder, what: What) -> Result<(), Error> {
    store::insert_visit(tenant, ShareVisitId::new(now), holder.share(), ShareVisit { at: now, what })
}
