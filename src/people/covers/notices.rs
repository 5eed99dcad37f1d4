//! The mails about covers: to both when one is made and when it ends before its time, on the day it begins to who
//! stands in, and on the last day but one to both.

use std::collections::BTreeMap;

use fluent_bundle::FluentArgs;

use super::{Cover, Home, Names, on, saying};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::{Language, args};
use crate::people::role_news::notices::with_deeds;
use crate::people::{PeopleError, Person, store as people};
use crate::web::dates;

const KIND: &str = "cover";

/// What a mail tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum News {
    Made,
    Begins,
    Ends,
    Ended,
}

impl News {
    /// The part of the key of its words.
    const fn word(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Begins => "begins",
            Self::Ends => "ends",
            Self::Ended => "ended",
        }
    }
}

/// Tells both of covers that were made in one go; whoever made them knows.
pub(super) fn made(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    covers: &[Cover],
) -> Result<(), PeopleError> {
    let mut of_holder: BTreeMap<PersonId, Vec<Cover>> = BTreeMap::new();
    for cover in covers {
        of_holder.entry(cover.holder).or_default().push(cover.clone());
    }
    for some in of_holder.values() {
        tell_both(tenant, now, post, home, (News::Made, some))?;
    }
    Ok(())
}

/// Tells both that a cover was ended before its time.
pub(super) fn ended(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    cover: &Cover,
) -> Result<(), PeopleError> {
    tell_both(tenant, now, post, home, (News::Ended, std::slice::from_ref(cover)))
}

/// Tells one of the two that a cover ended because of something else: the role, or one of them, has gone.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn over(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    (reader, cover): (PersonId, &Cover),
) -> Result<(), PeopleError> {
    let occasion = format!("cover/{}/{}/{reader}", cover.id, News::Ended.word());
    let news = (reader, News::Ended, std::slice::from_ref(cover));
    send(tenant, now, post, home, news, occasion).map(|_sent| ())
}

fn tell_both(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    (news, covers): (News, &[Cover]),
) -> Result<(), PeopleError> {
    let Some(first) = covers.first() else { return Ok(()) };
    let actor = tenant.actor().person();
    for person in [first.cover, first.holder].into_iter().filter(|person| Some(*person) != actor) {
        let occasion = format!("cover/{}/{}/{person}", first.id, news.word());
        send(tenant, now, post, home, (person, news, covers), occasion)?;
    }
    Ok(())
}

/// The mails of a day: covers that begin on it, and those whose last day is the next. How many were queued; a
/// second time on the same day it does nothing.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn due(tenant: &mut Tenant<'_>, now: Moment, post: &Post, home: &Home) -> Result<u64, PeopleError> {
    let today = now.day();
    let mut told: BTreeMap<(PersonId, News, PersonId), Vec<Cover>> = BTreeMap::new();
    for cover in on(tenant, today)? {
        // What was made today was told when it was made.
        let is_new = cover.made_at.day() == today;
        if cover.from_on == today && !is_new {
            told.entry((cover.cover, News::Begins, cover.holder)).or_default().push(cover);
        } else if cover.until_on.plus_days(-1) == today && !is_new {
            for (reader, other) in [(cover.cover, cover.holder), (cover.holder, cover.cover)] {
                told.entry((reader, News::Ends, other)).or_default().push(cover.clone());
            }
        }
    }
    let mut count = 0;
    for ((person, news, other), covers) in told {
        let occasion = format!("cover/{person}/{}/{other}/{today}", news.word());
        count += u64::from(send(tenant, now, post, home, (person, news, &covers), occasion)?);
    }
    Ok(count)
}

fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    (person, news, covers): (PersonId, News, &[Cover]),
    occasion: String,
) -> Result<bool, PeopleError> {
    let person = people::get(tenant, person)?.filter(Person::is_present);
    let Some((person, email)) = person.and_then(|person| person.email.clone().map(|email| (person, email)))
    else {
        return Ok(false);
    };
    let names = Names::read(tenant)?;
    let by = tenant.actor().person().and_then(|by| names.people.get(&by)).cloned();
    let letter = post.letter(person.language, &sheet(post, home, &names, (&person, news, covers), by))?;
    let about = About { kind: KIND, occasion, incident: None };
    let to = Recipient { person: Some(person.id), email, language: person.language };
    Ok(mail::queue(tenant, now, &about, &to, &letter)?.is_some())
}

fn sheet(
    post: &Post,
    home: &Home,
    names: &Names,
    (reader, news, covers): (&Person, News, &[Cover]),
    by: Option<String>,
) -> Sheet {
    let language = reader.language;
    let values = values(names, language, covers);
    let whose = if covers.iter().any(|cover| cover.cover == reader.id) { "cover" } else { "holder" };
    // Whoever is to stand in learns what that lets them do.
    let is_new = news == News::Made && whose == "cover";
    let say =
        |part: &str| post.words(language, &format!("covers-mail-{}-{whose}-{part}", news.word()), &values);
    let items = covers.iter().map(|cover| {
        let role = (cover.role, cover.service);
        if is_new {
            with_deeds(post, language, names, role)
        } else {
            saying::role(post.messages(), language, names, role)
        }
    });
    let mut after = Vec::new();
    if let Some(by) = by.filter(|_| news == News::Made) {
        after.push(post.words(language, "covers-mail-by", &args([("name", by)])));
    }
    after.push(post.word(language, "covers-mail-why"));
    Sheet {
        subject: say("subject"),
        organisation: Some(home.name.clone()),
        before: vec![say("body")],
        items: items.collect(),
        button: Some(post.word(language, "covers-mail-button")),
        href: Some(post.link(&format!("/o/{}/covers", home.slug))),
        after,
    }
}

fn values(names: &Names, language: Language, covers: &[Cover]) -> FluentArgs<'static> {
    let name = |id: Option<PersonId>| id.and_then(|id| names.people.get(&id)).cloned().unwrap_or_default();
    let written = |day: Option<Day>| {
        day.and_then(|day| dates::written(&day.to_string(), "day", language)).unwrap_or_default()
    };
    let first = covers.first();
    args([
        ("cover", name(first.map(|cover| cover.cover))),
        ("holder", name(first.map(|cover| cover.holder))),
        ("from", written(first.map(|cover| cover.from_on))),
        ("until", written(first.map(|cover| cover.until_on))),
    ])
}
