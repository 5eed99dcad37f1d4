//! Mails about complaints: to who complains, that it arrived; to who runs complaints, that one waits.

use super::{Complaint, Said};
use crate::access::email::Email;
use crate::access::mailed::{self, Mailed};
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::args;
use crate::organisations;
use crate::rights::{RightsError, notices};
use crate::web::dates;

/// Tells who complains that it arrived; false when they left no address, or that had as many of these mails today as it
/// gets. Nothing that was typed is repeated, because anybody can type any address.
pub(super) fn acknowledged(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    complaint: &Complaint,
    said: &Said,
) -> Result<bool, RightsError> {
    let Some(email) = Email::parse(&said.email) else { return Ok(false) };
    if !mailed::count(&mut tenant.system(), now, Mailed::Complaint, &email)? {
        return Ok(false);
    }
    let organisation = organisations::name(tenant)?;
    let language = complaint.language;
    let day = dates::written(&complaint.received_on.to_string(), "day", language).unwrap_or_default();
    let values = args([("organisation", organisation.clone()), ("day", day)]);
    let say = |part: &str| post.words(language, &format!("rights-mail-acknowledged-{part}"), &values);
    let sheet = Sheet {
        subject: say("subject"),
        before: vec![say("body"), say("next")],
        items: Vec::new(),
        button: None,
        href: None,
        after: vec![say("why")],
        organisation: Some(organisation),
    };
    let letter = post.letter(language, &sheet)?;
    let occasion = format!("data-complaint/{}/acknowledged", complaint.id);
    let about = About { kind: super::MAIL, occasion, incident: None };
    let to = Recipient { person: None, email, language };
    Ok(mail::queue(tenant, now, &about, &to, &letter)?.is_some())
}

/// A complaint came.
pub(super) fn received(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    complaint: &Complaint,
    to: PersonId,
) -> Result<bool, RightsError> {
    let occasion = format!("data-complaint/{}/received", complaint.id);
    notices::complaint(tenant, now, post, to, (address(complaint), occasion))
}

/// One of very many came: told once a day, with the list of all.
pub(super) fn many_received(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    to: PersonId,
) -> Result<bool, RightsError> {
    let occasion = format!("data-complaint/many/{}/{to}", now.day());
    notices::complaint(tenant, now, post, to, ("rights/complaints".to_owned(), occasion))
}

/// A complaint still waits to be acknowledged.
pub(super) fn waits(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    complaint: &Complaint,
    to: PersonId,
) -> Result<bool, RightsError> {
    let occasion = format!("data-complaint/{}/waits", complaint.id);
    notices::complaint(tenant, now, post, to, (address(complaint), occasion))
}

fn address(complaint: &Complaint) -> String {
    format!("rights/complaints/{}", complaint.id)
}
