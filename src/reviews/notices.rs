//! The reminders of reviews: one mail for each person and day, the worst first.

use std::collections::{BTreeMap, BTreeSet};

use super::circle::Circle;
use super::register::{Duty, duties};
use super::reminders::{Stage, due_stage};
use super::{ReviewError, store};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::{Language, args};
use crate::organisations;
use crate::people::Person;
use crate::web::dates;

const KIND: &str = "review";

/// A duty that somebody is reminded of today.
struct Reminder<'a> {
    duty: &'a Duty,
    stage: Stage,
    /// The name of whom they stand in for.
    instead_of: Option<String>,
}

/// Reminds everybody who is due a reminder on the day of `now`; how many mails were queued. A second time
/// on the same day it does nothing.
///
/// # Errors
/// The database is away, or the words of the mail are faulty.
pub fn remind(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, ReviewError> {
    let today = now.day();
    let duties = duties(tenant)?;
    let mut circle = Circle::read(tenant, today)?;
    let due = due_today(tenant, &duties, &mut circle, today)?;
    let home = Home { name: organisations::name(tenant)?, slug: organisations::store::slug(tenant)?, today };
    let mut count = 0;
    for (person, reminders) in due {
        let Some(person) = circle.person(person) else { continue };
        count += u64::from(send(tenant, now, post, &home, person, &reminders)?);
    }
    Ok(count)
}

/// Where the mail comes from, and the day that it speaks of.
struct Home {
    name: String,
    slug: String,
    today: Day,
}

fn due_today<'a>(
    tenant: &mut Tenant<'_>,
    duties: &'a [Duty],
    circle: &mut Circle,
    today: Day,
) -> Result<BTreeMap<PersonId, Vec<Reminder<'a>>>, ReviewError> {
    let mut sent: BTreeMap<(PolicyId, PersonId), BTreeSet<Stage>> = BTreeMap::new();
    for reminder in store::reminders(tenant)? {
        sent.entry((reminder.policy, reminder.person)).or_default().insert(reminder.stage);
    }
    let none = BTreeSet::new();
    let mut due: BTreeMap<PersonId, Vec<Reminder<'a>>> = BTreeMap::new();
    for duty in duties.iter().filter(|duty| Stage::of(today.days_until(duty.due_on)).is_some()) {
        for (person, holder) in circle.of(tenant, duty, today)? {
            let already = sent.get(&(duty.policy, person)).unwrap_or(&none);
            if let Some(stage) = due_stage(duty.due_on, today, already) {
                let instead_of = holder.and_then(|holder| circle.person(holder)).map(Person::name);
                due.entry(person).or_default().push(Reminder { duty, stage, instead_of });
            }
        }
    }
    for reminders in due.values_mut() {
        reminders.sort_by_key(|reminder| reminder.duty.due_on);
    }
    Ok(due)
}

/// Queues one person's mail and keeps what it reminded of; false when they have no address, or had their
/// mail of today before.
fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    person: &Person,
    reminders: &[Reminder<'_>],
) -> Result<bool, ReviewError> {
    let Some(email) = person.email.clone() else { return Ok(false) };
    let letter = post.letter(person.language, &sheet(post, home, person.language, reminders))?;
    let occasion = format!("reviews/{}/{}", person.id, home.today);
    let about = About { kind: KIND, occasion, incident: None };
    let to = Recipient { person: Some(person.id), email, language: person.language };
    let Some(mail) = mail::queue(tenant, now, &about, &to, &letter)? else { return Ok(false) };
    for Reminder { duty, stage, .. } in reminders {
        let reminder = store::NewReminder {
            policy: duty.policy,
            due_on: duty.due_on,
            stage: *stage,
            person: person.id,
            mail,
        };
        store::insert_reminder(tenant, now, &reminder)?;
    }
    Ok(true)
}

fn sheet(post: &Post, home: &Home, language: Language, reminders: &[Reminder<'_>]) -> Sheet {
    let (subject, before, items, rest) = match reminders {
        [Reminder { duty, .. }] => {
            let before = vec![
                line(post, home, language, duty),
                post.word(
                    language,
                    if duty.due_on < home.today { "reviews-mail-stays" } else { "reviews-mail-takes" },
                ),
            ];
            (one(post, home, language, duty), before, Vec::new(), format!("/{}", duty.policy))
        }
        several => {
            let items = several.iter().map(|reminder| item(post, home, language, reminder.duty)).collect();
            let before = vec![post.word(language, "reviews-mail-several")];
            (subject_of(post, home, language, several), before, items, "?due=all".to_owned())
        }
    };
    let button = if items.is_empty() { "reviews-mail-button" } else { "reviews-mail-button-list" };
    Sheet {
        subject,
        organisation: Some(home.name.clone()),
        before,
        items,
        button: Some(post.word(language, button)),
        href: Some(post.link(&format!("/o/{}/reviews{rest}", home.slug))),
        after: why(post, language, reminders),
    }
}

/// Why somebody gets the mail: for themselves, or because they stand in for others.
fn why(post: &Post, language: Language, reminders: &[Reminder<'_>]) -> Vec<String> {
    let names: BTreeSet<&str> = reminders.iter().filter_map(|one| one.instead_of.as_deref()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let own = reminders.iter().any(|one| one.instead_of.is_none());
    let own = own.then(|| post.word(language, "reviews-mail-why"));
    let for_others = (!names.is_empty())
        .then(|| post.words(language, "reviews-mail-cover", &args([("names", names.join(", "))])));
    own.into_iter().chain(for_others).collect()
}

fn subject_of(post: &Post, home: &Home, language: Language, reminders: &[Reminder<'_>]) -> String {
    let overdue = reminders.iter().filter(|reminder| reminder.duty.due_on < home.today).count();
    post.words(
        language,
        "reviews-mail-subject-several",
        &args([("count", number(reminders.len())), ("overdue", number(overdue))]),
    )
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The subject for one policy: the real number of days, however late the reminder is.
fn one(post: &Post, home: &Home, language: Language, duty: &Duty) -> String {
    let days_left = home.today.days_until(duty.due_on);
    let (key, days) = match days_left {
        31.. => ("reviews-mail-subject-early", days_left),
        0..=30 => ("reviews-mail-subject-coming", days_left),
        late if late % 7 == 0 => ("reviews-mail-subject-weeks", -late / 7),
        late => ("reviews-mail-subject-overdue", -late),
    };
    let mut values = args([("title", duty.title.clone()), ("date", written(duty, language))]);
    values.set("days", days);
    post.words(language, key, &values)
}

fn line(post: &Post, home: &Home, language: Language, duty: &Duty) -> String {
    let key = if duty.due_on < home.today { "reviews-mail-line-overdue" } else { "reviews-mail-line" };
    post.words(language, key, &values(home, language, duty))
}

fn item(post: &Post, home: &Home, language: Language, duty: &Duty) -> String {
    let key = if duty.due_on < home.today { "reviews-mail-item-overdue" } else { "reviews-mail-item" };
    post.words(language, key, &values(home, language, duty))
}

fn values<'a>(home: &Home, language: Language, duty: &'a Duty) -> fluent_bundle::FluentArgs<'a> {
    let mut values = args([
        ("title", duty.title.as_str()),
        ("code", duty.code.as_str()),
        ("owner", duty.owner_name.as_str()),
    ]);
    values.set("date", written(duty, language));
    values.set("days", home.today.days_until(duty.due_on).abs());
    values
}

fn written(duty: &Duty, language: Language) -> String {
    dates::written(&duty.due_on.to_string(), "day", language).unwrap_or_default()
}
