//! Mails about cases: a reference and a time, nothing else (reference domain 4.7, rule 6).

use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{IncidentId, MailId};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::{Language, args};
use crate::organisations::{self, store as organisation_store};
use crate::people::{self, Person};
use crate::web::dates;

use super::IncidentError;

/// What a mail about a case says.
pub(super) struct Notice<'a> {
    /// The reference.
    pub reference: &'a str,
    /// When the report was made.
    pub received_at: Moment,
    /// Until when it should be opened.
    pub until: Moment,
    /// Whether this is the first mail about it.
    pub first: bool,
    /// Whether somebody else is told when it isn't opened.
    pub more: bool,
}

/// Queues the mail; nothing when this occasion was mailed before or the person doesn't sign in here. It goes to
/// the address with which they do: whoever keeps the staff list can't lead it elsewhere.
pub(super) fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    incident: IncidentId,
    occasion: String,
    to: &Person,
    notice: &Notice<'_>,
    post: &Post,
) -> Result<Option<MailId>, IncidentError> {
    let Some(email) = people::store::sign_in_address(tenant, to.id)? else { return Ok(None) };
    let organisation = organisations::name(tenant)?;
    let slug = organisation_store::slug(tenant)?;
    let href = post.link(&format!("/o/{slug}/incidents/{}", notice.reference));
    let letter = post.letter(to.language, &sheet(post, to.language, notice, organisation, href))?;
    let recipient = Recipient { person: Some(to.id), email, language: to.language };
    let about = About { kind: "incident", occasion, incident: Some(incident) };
    Ok(mail::queue(tenant, now, &about, &recipient, &letter)?)
}

fn sheet(post: &Post, language: Language, notice: &Notice<'_>, organisation: String, href: String) -> Sheet {
    let written = |at: Moment| dates::written(&at.to_string(), "datetime", language).unwrap_or_default();
    let words = |key: &str| {
        let values = [
            ("reference", notice.reference.to_owned()),
            ("time", written(notice.received_at)),
            ("deadline", written(notice.until)),
            ("organisation", organisation.clone()),
        ];
        post.words(language, key, &args(values))
    };
    let mut before = Vec::new();
    if !notice.first {
        before.push(words("report-mail-escalated-body"));
    }
    before.push(words("report-mail-new-body"));
    let mut after = Vec::new();
    if notice.more {
        after.push(words("report-mail-new-next"));
    }
    after.push(words("report-mail-why"));
    Sheet {
        subject: words(if notice.first {
            "report-mail-new-subject"
        } else {
            "report-mail-escalated-subject"
        }),
        before,
        items: Vec::new(),
        button: Some(words("report-mail-new-button")),
        href: Some(href),
        after,
        organisation: Some(organisation.clone()),
    }
}

/// Tells who reported that nobody inside has their report any more; nothing when they don't sign in here. The mail
/// doesn't say which report, and goes out sealed like those of accounts: who reported stands nowhere in clear.
pub(super) fn deserted(
    tenant: &mut Tenant<'_>,
    now: Moment,
    to: &Person,
    post: &Post,
) -> Result<(), IncidentError> {
    let Some(email) = people::store::sign_in_address(tenant, to.id)? else { return Ok(()) };
    let (name, slug, language) =
        (organisations::name(tenant)?, organisation_store::slug(tenant)?, to.language);
    let values = args([("organisation", name.clone())]);
    let words = |part: &str| post.words(language, &format!("report-mail-deserted-{part}"), &values);
    let sheet = Sheet {
        subject: words("subject"),
        before: vec![words("body"), words("outside")],
        button: Some(post.words(language, "report-mail-new-button", &values)),
        href: Some(post.link(&format!("/o/{slug}/incidents/mine"))),
        after: vec![words("why")],
        organisation: Some(name),
        ..Sheet::default()
    };
    let letter = post.letter(language, &sheet)?;
    mail::account::queue(&mut tenant.system(), now, None, &email, &letter)?;
    Ok(())
}

/// That the organisation closes, and a case is to be finished and taken along.
pub(super) struct Finish<'a> {
    /// The reference.
    pub reference: &'a str,
    /// The day.
    pub closes_on: Day,
}

/// Queues that mail; nothing when this occasion was mailed before or the person doesn't sign in here. It goes to
/// the address with which they do: whoever keeps the staff list can't lead it elsewhere.
pub(super) fn finish(
    tenant: &mut Tenant<'_>,
    now: Moment,
    incident: IncidentId,
    occasion: String,
    to: &Person,
    finish: &Finish<'_>,
    post: &Post,
) -> Result<Option<MailId>, IncidentError> {
    let Some(email) = people::store::sign_in_address(tenant, to.id)? else { return Ok(None) };
    let (name, slug, language) =
        (organisations::name(tenant)?, organisation_store::slug(tenant)?, to.language);
    let day = dates::written(&finish.closes_on.to_string(), "day", language).unwrap_or_default();
    let values = args([("organisation", name.clone()), ("date", day)]);
    let words = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: words("closing-case-subject"),
        before: vec![words("closing-case-body"), words("closing-case-more")],
        button: Some(words("closing-case-button")),
        href: Some(post.link(&format!("/o/{slug}/incidents/{}", finish.reference))),
        after: vec![words("report-mail-why")],
        organisation: Some(name),
        ..Sheet::default()
    };
    let letter = post.letter(language, &sheet)?;
    let recipient = Recipient { person: Some(to.id), email, language };
    let about = About { kind: "incident", occasion, incident: Some(incident) };
    Ok(mail::queue(tenant, now, &about, &recipient, &letter)?)
}
