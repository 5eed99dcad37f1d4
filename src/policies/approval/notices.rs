//! The mails: please look at this, the text changed, and what came of it.

use std::collections::BTreeSet;

use fluent_bundle::FluentArgs;

use super::{Asked, Decision, Outcome, Round, Stage, store};
use crate::clock::{Day, Moment};
use crate::db::ids::{ApprovalRoundId, PersonId};
use crate::db::{Error, Tenant};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::Language;
use crate::organisations;
use crate::people::{self, Person};
use crate::policies::{Policy, PolicyError, store as policies};
use crate::web::dates;

struct Words<'a> {
    post: &'a Post,
    language: Language,
    args: FluentArgs<'static>,
}

impl<'a> Words<'a> {
    fn new(post: &'a Post, language: Language, policy: &Policy, round: &Round, organisation: &str) -> Self {
        let mut args = FluentArgs::new();
        args.set("policy", policy.title.clone());
        args.set("code", policy.code.clone());
        args.set("organisation", organisation.to_owned());
        if let Some(terms) = &round.terms {
            args.set("version", terms.label.clone());
            args.set("change", terms.change_note.clone());
            args.set("date", day(terms.next_review_on, language));
        }
        Self { post, language, args }
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.args.set(name, value.to_owned());
        self
    }

    fn say(&self, key: &str) -> String {
        self.post.words(self.language, key, &self.args)
    }
}

fn day(day: Day, language: Language) -> String {
    dates::written(&day.to_string(), "day", language).unwrap_or_default()
}

fn occasion(round: ApprovalRoundId, what: &str, person: PersonId) -> String {
    format!("approval:{round}:{what}:{person}")
}

/// Queues a mail for somebody who has an address.
fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (kind, occasion): (&'static str, String),
    person: &Person,
    sheet: &Sheet,
) -> Result<(), PolicyError> {
    let Some(email) = person.email.clone() else { return Ok(()) };
    let letter =
        post.letter(person.language, sheet).map_err(|fault| PolicyError::Stored(fault.to_string()))?;
    let to = Recipient { person: Some(person.id), email, language: person.language };
    mail::queue(tenant, now, &About { kind, occasion, incident: None }, &to, &letter)?;
    Ok(())
}

fn address(tenant: &mut Tenant<'_>, post: &Post, round: &Round) -> Result<String, Error> {
    let slug = organisations::store::slug(tenant)?;
    Ok(post.link(&format!("/o/{slug}/policies/{}/approval/{}", round.policy, round.id)))
}

/// Asks everybody of the organisation who is named in a round.
pub(super) fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    policy: &Policy,
    round: &Round,
    asked: &[Asked],
) -> Result<(), PolicyError> {
    let organisation = organisations::name(tenant)?;
    let by = people::get(tenant, round.asked_by)?.map(|person| person.name()).unwrap_or_default();
    let href = address(tenant, post, round)?;
    let of_stage = match round.stage {
        Stage::Review => "review",
        Stage::Approval => "approval",
    };
    for person in asked.iter().filter_map(|ask| ask.person) {
        let Some(person) = people::get(tenant, person)? else { continue };
        let words = Words::new(post, person.language, policy, round, &organisation).with("by", &by);
        let mut before = vec![words.say(&format!("approval-mail-{of_stage}-body"))];
        if !round.note.is_empty() {
            before.push(round.note.clone());
        }
        let items = match &round.terms {
            Some(_) => vec![words.say("approval-mail-change"), words.say("approval-mail-review-date")],
            None => Vec::new(),
        };
        let sheet = Sheet {
            subject: words.say(&format!("approval-mail-{of_stage}-subject")),
            organisation: Some(organisation.clone()),
            before,
            items,
            button: Some(words.say("approval-mail-button")),
            href: Some(href.clone()),
            after: vec![words.say("approval-mail-sign-in"), words.say("approval-mail-why")],
        };
        send(tenant, now, post, ("approval", occasion(round.id, "ask", person.id)), &person, &sheet)?;
    }
    Ok(())
}

/// Asks people to approve many drafts, in one mail each; `first` is one of their rounds.
pub(super) fn ask_many(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    first: &Round,
    people: &BTreeSet<PersonId>,
    titles: &[String],
) -> Result<(), PolicyError> {
    let organisation = organisations::name(tenant)?;
    let by = people::get(tenant, first.asked_by)?.map(|person| person.name()).unwrap_or_default();
    let slug = organisations::store::slug(tenant)?;
    for person in people {
        let Some(person) = people::get(tenant, *person)? else { continue };
        let mut args = FluentArgs::new();
        args.set("organisation", organisation.clone());
        args.set("by", by.clone());
        args.set("count", titles.len());
        let words = Words { post, language: person.language, args };
        let change = first.terms.as_ref().map(|terms| terms.change_note.as_str()).unwrap_or_default();
        let words = words.with("change", change);
        let note = Some(first.note.clone()).filter(|note| !note.is_empty());
        let sheet = Sheet {
            subject: words.say("approval-mail-many-subject"),
            organisation: Some(organisation.clone()),
            before: [words.say("approval-mail-many-body"), words.say("approval-mail-change")]
                .into_iter()
                .chain(note)
                .collect(),
            items: titles.to_vec(),
            button: Some(words.say("approval-mail-many-button")),
            href: Some(post.link(&format!("/o/{slug}/me/approvals"))),
            after: vec![words.say("approval-mail-sign-in"), words.say("approval-mail-why")],
        };
        send(tenant, now, post, ("approval", occasion(first.id, "many", person.id)), &person, &sheet)?;
    }
    Ok(())
}

/// Takes back the questions of a round that wait to be sent.
pub(super) fn forget(tenant: &mut Tenant<'_>, round: ApprovalRoundId) -> Result<(), Error> {
    mail::cancel(tenant, &format!("approval:{round}:ask"))?;
    Ok(())
}

/// Takes back the question to one person while it waits to be sent.
pub(super) fn forget_one(
    tenant: &mut Tenant<'_>,
    round: ApprovalRoundId,
    ask: &Asked,
) -> Result<(), PolicyError> {
    if let Some(person) = ask.person {
        mail::cancel(tenant, &occasion(round, "ask", person))?;
    }
    Ok(())
}

/// Tells who asked what came of it.
pub(super) fn answered(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    policy: &Policy,
    round: &Round,
    outcome: Outcome,
    last: &Decision,
) -> Result<(), PolicyError> {
    let Some(person) = people::get(tenant, round.asked_by)?.filter(|_| round.asked_by != last.by) else {
        return Ok(());
    };
    let organisation = organisations::name(tenant)?;
    let names = people::present_names(tenant)?;
    let said = outcome.as_str().replace('_', "-");
    let who = names.get(&last.by).cloned().unwrap_or_default();
    let words = Words::new(post, person.language, policy, round, &organisation).with("who", &who);
    let comment = Some(last.comment.clone()).filter(|comment| !comment.is_empty());
    let sheet = Sheet {
        subject: words.say(&format!("approval-mail-{said}-subject")),
        organisation: Some(organisation.clone()),
        before: std::iter::once(words.say(&format!("approval-mail-{said}-body"))).chain(comment).collect(),
        items: Vec::new(),
        button: Some(words.say("approval-mail-button")),
        href: Some(address(tenant, post, round)?),
        after: vec![words.say("approval-mail-sign-in"), words.say("approval-mail-why")],
    };
    send(tenant, now, post, ("approval_answer", occasion(round.id, "end", person.id)), &person, &sheet)
}

/// Tells everybody who was asked that the text changed, once; the work of a ticket.
///
/// # Errors
/// The database is away, or the words are faulty.
pub fn tell_outdated(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: ApprovalRoundId,
) -> Result<u64, PolicyError> {
    let Some(round) = store::round(tenant, id)?.filter(|round| round.outcome == Some(Outcome::Outdated))
    else {
        return Ok(0);
    };
    let Some(policy) = policies::get(tenant, round.policy)? else { return Ok(0) };
    let organisation = organisations::name(tenant)?;
    let mut told = 0;
    for person in store::asked(tenant, id)?.iter().filter_map(|ask| ask.person) {
        let Some(person) = people::get(tenant, person)?.filter(Person::is_present) else { continue };
        let words = Words::new(post, person.language, &policy, &round, &organisation);
        let sheet = Sheet {
            subject: words.say("approval-mail-outdated-subject"),
            organisation: Some(organisation.clone()),
            before: vec![words.say("approval-mail-outdated-body")],
            items: Vec::new(),
            button: None,
            href: None,
            after: vec![words.say("approval-mail-why")],
        };
        send(tenant, now, post, ("approval", occasion(id, "outdated", person.id)), &person, &sheet)?;
        told += 1;
    }
    Ok(told)
}
