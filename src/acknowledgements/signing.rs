//! Signing: one row, one line in the log, one receipt, however often somebody presses.

use super::links::{self, Standing};
use super::{
    Acknowledgement, AcknowledgementError, Assignment, EndedBecause, Method, Served, events, notices,
    receipt, store,
};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{AcknowledgementId, LinkId, PersonId};
use crate::keys::store::{self as key_store, OpenError};
use crate::keys::{SigningKey, random};
use crate::mail::Post;
use crate::messages::Language;
use crate::people;
use crate::policies::{self, Rendition};
use crate::web::dates;

/// The statement that people sign now: its key is `sign-statement-` and this. Other words are another version.
const STATEMENT: &str = "v1";

/// What somebody pressed.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Who, as the link or the account says.
    pub person: PersonId,
    /// How they were identified.
    pub method: Method,
    /// The link that they came by.
    pub link: Option<LinkId>,
    /// What the form says that it showed.
    pub served: Served,
    /// The proof that it did.
    pub code: String,
}

/// The words of the statement for an assignment.
#[must_use]
pub(super) fn statement(post: &Post, language: Language, duty: &Assignment) -> String {
    let published = duty.published_at.day().to_string();
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("code", duty.code.clone());
    args.set("version", duty.label.clone());
    args.set("date", dates::written(&published, "day", language).unwrap_or_default());
    post.words(language, &format!("sign-statement-{STATEMENT}"), &args)
}

/// Signs; a second time gives the same signature.
///
/// # Errors
/// The assignment is another person's or ended; the link stopped; the form isn't proven.
pub fn sign(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    signature: &Signature,
) -> Result<AcknowledgementId, AcknowledgementError> {
    let duty = store::assignment(tenant, signature.served.assignment)?
        .filter(|duty| duty.person == signature.person)
        .ok_or(AcknowledgementError::NotFound)?;
    check_link(tenant, now, signature.link)?;
    if let Some(done) = store::by_assignment(tenant, duty.id)? {
        return Ok(done.id);
    }
    check_in_force(tenant, &duty)?;
    let text = proven_text(tenant, now, signature, &duty)?;
    if !store::claim(tenant, now, duty.id)? {
        return second(tenant, &duty);
    }
    let row = row_of(tenant, now, post, signature, &duty, &text)?;
    store::insert(tenant, &row)?;
    store::add_signed(tenant, duty.request)?;
    let organisation = tenant.organisation();
    audit::record(tenant, now, &events::Signed { organisation, row: &row })?;
    notices::receipt(tenant, now, post, &row, &duty)?;
    Ok(row.id)
}

fn check_link(
    tenant: &mut Tenant<'_>,
    now: Moment,
    link: Option<LinkId>,
) -> Result<(), AcknowledgementError> {
    let Some(id) = link else { return Ok(()) };
    let link = store::link(tenant, id)?.ok_or(AcknowledgementError::NotFound)?;
    if links::standing(&link, now) == Standing::Live { Ok(()) } else { Err(AcknowledgementError::LinkOver) }
}

/// Refuses what ended, and what a newer version has taken the place of.
fn check_in_force(tenant: &mut Tenant<'_>, duty: &Assignment) -> Result<(), AcknowledgementError> {
    if duty.ended_at.is_some() {
        return Err(AcknowledgementError::Ended(duty.ended_because.unwrap_or(EndedBecause::Withdrawn)));
    }
    let policy = policies::get(tenant, duty.policy)?.ok_or(AcknowledgementError::NotFound)?;
    if policy.withdrawn_at.is_some() {
        return Err(AcknowledgementError::Ended(EndedBecause::Withdrawn));
    }
    if policy.current_version != Some(duty.version) {
        return Err(AcknowledgementError::Ended(EndedBecause::Superseded));
    }
    Ok(())
}

/// The text that the form says it showed, when that is true: of this version and service, whole, and ours.
fn proven_text(
    tenant: &mut Tenant<'_>,
    now: Moment,
    signature: &Signature,
    duty: &Assignment,
) -> Result<Rendition, AcknowledgementError> {
    let Signature { served, code, .. } = signature;
    let text = policies::rendition(tenant, served.rendition)?;
    let keyring = tenant.keyring();
    text.filter(|text| text.version == duty.version && text.service == duty.service)
        .filter(policies::rendition_is_whole)
        .filter(|text| served.is_proven(keyring, &text.html_sha256, code, now))
        .ok_or(AcknowledgementError::NotProven)
}

/// Who came second: the first one's signature, or why there is none.
fn second(tenant: &mut Tenant<'_>, duty: &Assignment) -> Result<AcknowledgementId, AcknowledgementError> {
    if let Some(done) = store::by_assignment(tenant, duty.id)? {
        return Ok(done.id);
    }
    let ended = store::assignment(tenant, duty.id)?.and_then(|duty| duty.ended_because);
    Err(AcknowledgementError::Ended(ended.unwrap_or(EndedBecause::Withdrawn)))
}

/// The key that signs now.
fn signing_key(tenant: &mut Tenant<'_>) -> Result<SigningKey, AcknowledgementError> {
    match key_store::signing(&mut tenant.system()) {
        Ok(key) => key.ok_or(AcknowledgementError::NoKey),
        Err(OpenError::Database(fault)) => Err(fault.into()),
        Err(fault) => {
            tracing::error!(%fault, "the signing key does not open");
            Err(AcknowledgementError::NoKey)
        }
    }
}

fn row_of(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    signature: &Signature,
    duty: &Assignment,
    text: &Rendition,
) -> Result<Acknowledgement, AcknowledgementError> {
    let person = people::get(tenant, duty.person)?.ok_or(AcknowledgementError::NotFound)?;
    let key = signing_key(tenant)?;
    let row = Acknowledgement {
        id: AcknowledgementId::new(now),
        assignment: duty.id,
        rendition: text.id,
        policy: duty.policy,
        version: duty.version,
        person: duty.person,
        person_name: person.name(),
        job_title: person.job_title,
        service_name: duty.service_name.clone(),
        language: text.language,
        method: signature.method,
        link: signature.link,
        statement: statement(post, signature.served.language, duty),
        statement_version: STATEMENT.to_owned(),
        served_at: signature.served.at,
        signed_at: now,
        receipt: receipt::number(&random::<32>()),
        html_sha256: text.html_sha256.clone(),
        duty_sha256: text.duty_sha256.clone(),
        key: key.id(),
        signature: Vec::new(),
    };
    Ok(row.sealed(tenant.organisation(), &key))
}
