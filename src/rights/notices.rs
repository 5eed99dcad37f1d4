//! Mails about requests and complaints. They carry no name and no fact: what it is about stands behind the link.

use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{IncidentId, PersonId};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::{Language, args};
use crate::organisations;
use crate::people::{self, Person};

use super::deadline::Reminder;
use super::{CaseTask, Request, RightsError};

/// The kind of mails about requests.
pub const KIND: &str = "rights";

/// What a mail to a colleague says: the keys of its words begin so, and the address behind its button.
struct Notice<'a> {
    key: &'a str,
    rest: String,
    occasion: String,
    incident: Option<IncidentId>,
}

/// Somebody runs a request from now on.
pub(super) fn given(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    request: &Request,
) -> Result<(), RightsError> {
    let notice = Notice {
        key: "given",
        rest: format!("rights/{}", request.id),
        occasion: format!("rights/{}/given/{}/{now}", request.id, request.runner),
        incident: None,
    };
    send(tenant, now, post, request.runner, &notice).map(|_sent| ())
}

/// A request is due soon, or late.
pub(super) fn due(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (request, to): (&Request, PersonId),
    (reminder, due_on): (Reminder, crate::clock::Day),
) -> Result<bool, RightsError> {
    let word = reminder.word();
    let notice = Notice {
        key: match reminder {
            Reminder::Week => "week",
            Reminder::Day => "day",
            Reminder::Late => "late",
        },
        rest: format!("rights/{}", request.id),
        occasion: format!("rights/{}/{due_on}/{word}/{to}", request.id),
        incident: None,
    };
    send(tenant, now, post, to, &notice)
}

/// A request waits for somebody who may run it.
pub(super) fn waits(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (request, to): (&Request, PersonId),
    word: &str,
) -> Result<bool, RightsError> {
    let occasion = format!("rights/{}/waits/{word}/{to}", request.id);
    send(tenant, now, post, to, &of_all("waits", occasion))
}

/// Somebody may not know of a request: that there is one is all that they learn.
pub(super) fn barred(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (request, to): (&Request, PersonId),
) -> Result<bool, RightsError> {
    let occasion = format!("rights/{}/barred/{to}", request.id);
    send(tenant, now, post, to, &of_all("barred", occasion))
}

/// Leads to the page of all requests.
fn of_all(key: &'static str, occasion: String) -> Notice<'static> {
    Notice { key, rest: "rights".to_owned(), occasion, incident: None }
}

/// Those who have a case are asked to answer for it themselves.
pub(super) fn case_asked(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    task: &CaseTask,
    to: PersonId,
) -> Result<(), RightsError> {
    let notice = Notice {
        key: "case",
        rest: "rights/cases".to_owned(),
        occasion: format!("rights-case/{}/{to}", task.id),
        incident: Some(task.incident),
    };
    send(tenant, now, post, to, &notice).map(|_sent| ())
}

/// A complaint waits for somebody.
pub(super) fn complaint(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    to: PersonId,
    (rest, occasion): (String, String),
) -> Result<bool, RightsError> {
    let notice = Notice { key: "complaint", rest, occasion, incident: None };
    send(tenant, now, post, to, &notice)
}

fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    to: PersonId,
    notice: &Notice<'_>,
) -> Result<bool, RightsError> {
    let person = people::get(tenant, to)?.filter(Person::is_present);
    let email = people::store::sign_in_address(tenant, to)?;
    let (Some(person), Some(email)) = (person, email) else { return Ok(false) };
    let organisation = organisations::name(tenant)?;
    let slug = organisations::store::slug(tenant)?;
    let href = post.link(&format!("/o/{slug}/{}", notice.rest));
    let letter = post.letter(person.language, &sheet(post, person.language, notice, organisation, href))?;
    let about = About { kind: KIND, occasion: notice.occasion.clone(), incident: notice.incident };
    let to = Recipient { person: Some(person.id), email, language: person.language };
    Ok(mail::queue(tenant, now, &about, &to, &letter)?.is_some())
}

fn sheet(post: &Post, language: Language, notice: &Notice<'_>, organisation: String, href: String) -> Sheet {
    let values = args([("organisation", organisation.clone())]);
    let say = |part: &str| post.words(language, &format!("rights-mail-{}-{part}", notice.key), &values);
    Sheet {
        subject: say("subject"),
        before: vec![say("body")],
        items: Vec::new(),
        button: Some(post.word(language, "rights-mail-button")),
        href: Some(href),
        after: vec![post.word(language, "rights-mail-why")],
        organisation: Some(organisation),
    }
}
