//! The mails: please read and sign, the new link, the receipt, and "this link was not for me".

use fluent_bundle::FluentArgs;

use super::{Acknowledgement, AcknowledgementError, Assignment, Link, Request, reading, store};
use crate::access::Role;
use crate::access::address::Token;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::mail::{self, Letter, Post, Recipient, Sheet};
use crate::messages::Language;
use crate::organisations;
use crate::people::{self, Person};
use crate::policies::Rendition;
use crate::web::dates;

/// Whether somebody is asked for the first time or gets a new link.
pub(super) enum Asking<'a> {
    /// The request, with the text they are to read.
    First {
        /// The text.
        text: &'a Rendition,
    },
    /// A new link in place of the one before.
    Again,
}

/// Words with values, in one language.
struct Words<'a> {
    post: &'a Post,
    language: Language,
}

impl Words<'_> {
    fn say(&self, key: &str) -> String {
        self.post.word(self.language, key)
    }

    fn with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, (*value).to_owned());
        }
        self.post.words(self.language, key, &args)
    }

    fn number(&self, key: &str, name: &'static str, number: i64) -> String {
        self.post.words(self.language, key, &crate::messages::args([(name, number)]))
    }

    fn day(&self, day: Day) -> String {
        dates::written(&day.to_string(), "day", self.language).unwrap_or_default()
    }
}

/// The mail with the personal link.
pub(super) fn asking(
    tenant: &mut Tenant<'_>,
    post: &Post,
    request: &Request,
    person: &Person,
    token: &Token,
    last_day: Day,
    asking: &Asking<'_>,
) -> Result<Letter, AcknowledgementError> {
    let words = Words { post, language: person.language };
    let organisation = organisations::name(tenant)?;
    let due = words.day(request.due_on);
    let line = [("policy", request.title.as_str()), ("code", &request.code), ("version", &request.label)];
    let mut before = vec![words.with("sign-mail-hello", &[("name", &person.given_name)])];
    let subject = match asking {
        Asking::First { text } => {
            let values = [("organisation", organisation.as_str()), ("date", &due)];
            before.push(words.with("sign-mail-request-body", &values));
            before.push(words.number("sign-mail-request-time", "minutes", reading::minutes(&text.text)));
            words.with("sign-mail-request-subject", &[("date", &due), ("policy", &request.title)])
        }
        Asking::Again => {
            before.push(words.say("sign-mail-new-link-body"));
            words.say("sign-mail-new-link-subject")
        }
    };
    if !request.note.is_empty() {
        let sender = people::get(tenant, request.created_by)?.map(|sender| sender.name());
        before.push(words.with("sign-mail-request-note", &[("name", &sender.unwrap_or_default())]));
        before.push(request.note.clone());
    }
    let after = vec![
        words.say("sign-mail-request-no-password"),
        words.say("sign-mail-request-yours"),
        words.with("sign-mail-request-ends", &[("date", &words.day(last_day))]),
        words.with("sign-mail-why", &[("organisation", &organisation)]),
    ];
    let sheet = Sheet {
        subject,
        organisation: Some(organisation),
        before,
        items: vec![words.with("sign-mail-request-line", &line)],
        button: Some(words.say("sign-mail-request-button")),
        href: Some(post.link(&format!("/s/{}", token.reveal()))),
        after,
    };
    Ok(post.letter(person.language, &sheet)?)
}

/// Queues the receipt, when the signer has an address.
pub(super) fn receipt(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    row: &Acknowledgement,
    duty: &Assignment,
) -> Result<(), AcknowledgementError> {
    let Some(person) = people::get(tenant, row.person)? else { return Ok(()) };
    let Some(email) = person.email.clone() else { return Ok(()) };
    let words = Words { post, language: person.language };
    let organisation = organisations::name(tenant)?;
    let when = dates::written(&row.signed_at.to_string(), "datetime", person.language).unwrap_or_default();
    let body =
        [("policy", duty.title.as_str()), ("code", &duty.code), ("version", &duty.label), ("when", &when)];
    let fingerprint = data_encoding::HEXLOWER.encode(&row.html_sha256);
    let sheet = Sheet {
        subject: words
            .with("sign-mail-receipt-subject", &[("number", &row.receipt), ("policy", &duty.title)]),
        before: vec![
            words.with("sign-mail-hello", &[("name", &person.given_name)]),
            words.with("sign-mail-receipt-body", &body),
        ],
        items: vec![
            words.with("sign-receipt-title", &[("number", &row.receipt)]),
            row.statement.clone(),
            words.with("acknowledgements-mail-fingerprint", &[("fingerprint", &fingerprint)]),
        ],
        after: vec![
            words.say("sign-mail-receipt-keep"),
            words.with("sign-mail-receipt-not-you", &[("organisation", &organisation)]),
            words.with("sign-mail-why", &[("organisation", &organisation)]),
        ],
        organisation: Some(organisation),
        ..Sheet::default()
    };
    let letter = post.letter(person.language, &sheet)?;
    let about = mail::About { kind: "receipt", occasion: format!("receipt:{}", row.id), incident: None };
    let to = Recipient { person: Some(person.id), email, language: person.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}

/// Tells who sent the request, or who manages the service, that a link came to somebody else.
pub(super) fn tell_not_me(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    request: &Request,
    link: &Link,
    person: &Person,
) -> Result<(), AcknowledgementError> {
    let Some((manager, email)) = manager_of(tenant, now, request, person)? else { return Ok(()) };
    let words = Words { post, language: manager.language };
    let organisation = organisations::name(tenant)?;
    let slug = organisations::store::slug(tenant)?;
    let name = person.name();
    let values = [("name", name.as_str()), ("policy", &request.title)];
    let sheet = Sheet {
        subject: words.with("acknowledgements-mail-not-me-subject", &values),
        organisation: Some(organisation),
        before: vec![words.with("acknowledgements-mail-not-me-body", &values)],
        button: Some(words.say("acknowledgements-mail-not-me-button")),
        href: Some(post.link(&format!("/o/{slug}/acknowledgements/{}", request.id))),
        after: vec![words.say("acknowledgements-mail-not-me-after")],
        ..Sheet::default()
    };
    let letter = post.letter(manager.language, &sheet)?;
    let about = mail::About { kind: "link_not_me", occasion: format!("not-me:{}", link.id), incident: None };
    let to = Recipient { person: Some(manager.id), email, language: manager.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}

/// Who sent the request while they are here; else who manages the service of the text, or stands in for them.
fn manager_of(
    tenant: &mut Tenant<'_>,
    now: Moment,
    request: &Request,
    person: &Person,
) -> Result<Option<(Person, crate::access::email::Email)>, AcknowledgementError> {
    let sender = people::get(tenant, request.created_by)?.filter(Person::is_present);
    let duties = store::assignments_of_request(tenant, request.id)?;
    let service = duties.iter().find(|duty| duty.person == person.id).map(|duty| duty.service);
    let managers = match service {
        Some(service) => {
            let today = Some(now.day());
            let held = people::covers::holders_on(tenant, Role::RegisteredManager, service, today)?;
            held.into_iter().map(|(person, _)| person).collect()
        }
        None => people::holders(tenant, Role::RegisteredManager, None)?,
    };
    let owners = people::holders(tenant, Role::Owner, None)?;
    let mut told = sender.into_iter().chain(managers).chain(owners);
    Ok(told.find_map(|manager| manager.email.clone().map(|email| (manager, email))))
}
