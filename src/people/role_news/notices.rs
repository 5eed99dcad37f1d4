//! The mails about roles: to who gets or loses one, and to the owners about roles that concern them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Standing, concerns_owners};
use crate::access::Role;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{PersonId, ServiceId};
use crate::mail::{self, About, Letter, Post, Recipient, Sheet};
use crate::messages::{Language, args};
use crate::people::covers::{self, Cover, Home, Names, saying};
use crate::people::{Held, PeopleError, Person, store};
use crate::web::dates;
use crate::web::engine::EngineError;

const KIND: &str = "role";
/// The word of roles that somebody holds already.
const HELD: &str = "held";

/// Tells of what changed since the roles stood as before. People without an address get nothing.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn tell(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    before: &Standing,
) -> Result<(), PeopleError> {
    let change = Change::between(before, &Standing::read(tenant, now)?);
    if change == Change::default() {
        return Ok(());
    }
    let teller = Teller::read(tenant, now, post, home)?;
    for (word, roles) in [("given", &change.given), ("ended", &change.ended)] {
        for (person, roles) in by_person(roles) {
            teller.own(tenant, person, word, &roles)?;
        }
    }
    teller.covers(tenant, &change)?;
    teller.owners(tenant, &change, &[])
}

/// Tells somebody of the roles they hold at the first address where a mail reaches them: nobody could tell them before.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn first_address(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    person: PersonId,
) -> Result<(), PeopleError> {
    let mut roles = store::all_grants(tenant)?;
    roles.retain(|held| held.person == person);
    if roles.is_empty() {
        return Ok(());
    }
    Teller::read(tenant, now, post, home)?.own(tenant, person, HELD, &roles)
}

/// Tells the owners of covers that were made in one go, where they concern them; both of the two are told by the
/// covers' own mail.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn stand_ins(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    home: &Home,
    made: &[Cover],
) -> Result<(), PeopleError> {
    if !made.iter().any(|cover| concerns_owners(cover.role)) {
        return Ok(());
    }
    Teller::read(tenant, now, post, home)?.owners(tenant, &Change::default(), made)
}

fn by_person(roles: &[Held]) -> BTreeMap<PersonId, Vec<Held>> {
    let mut all: BTreeMap<PersonId, Vec<Held>> = BTreeMap::new();
    for held in roles {
        all.entry(held.person).or_default().push(*held);
    }
    all
}

/// What every mail of one change needs.
struct Teller<'a> {
    now: Moment,
    post: &'a Post,
    home: &'a Home,
    names: Names,
    /// Who did it; nobody where it was the daily work.
    by: Option<PersonId>,
    /// Who is on the list today.
    present: BTreeSet<PersonId>,
    /// Who can sign in.
    members: BTreeSet<PersonId>,
}

impl<'a> Teller<'a> {
    fn read(
        tenant: &mut Tenant<'_>,
        now: Moment,
        post: &'a Post,
        home: &'a Home,
    ) -> Result<Self, PeopleError> {
        let people = store::list(tenant)?;
        let present = people.iter().filter(|person| person.is_present()).map(|person| person.id).collect();
        let by = tenant.actor().person();
        let members = store::members(tenant)?;
        Ok(Self { now, post, home, names: Names::read(tenant)?, by, present, members })
    }

    /// The mail to somebody about roles of their own.
    fn own(
        &self,
        tenant: &mut Tenant<'_>,
        person: PersonId,
        word: &str,
        roles: &[Held],
    ) -> Result<(), PeopleError> {
        let occasion = roles.first().map(|held| format!("role/{}/{word}/{person}", held.id));
        let (Some(occasion), true) = (occasion, self.by != Some(person)) else { return Ok(()) };
        self.send(tenant, person, occasion, |reader| self.own_letter(reader, word, roles))
    }

    fn own_letter(&self, reader: &Person, word: &str, roles: &[Held]) -> Result<Letter, EngineError> {
        let language = reader.language;
        // Who has a role already gets a role, but for how it begins.
        let (is_held, news) = (word == HELD, if word == HELD { "given" } else { word });
        let say = |key: &str| self.say_of(language, &format!("role-news-{news}-{key}"), roles.len());
        // Who hasn't joined can't sign in: the invitation is a mail of its own.
        let (given, joined) = (news == "given", self.members.contains(&reader.id));
        let item = |held: &Held| match news {
            "given" => with_deeds(self.post, language, &self.names, (held.role, held.service)),
            _ => self.role(language, (held.role, held.service)),
        };
        let body = match self.by_name() {
            _ if is_held => "body-held",
            Some(_) => "body",
            None => "body-nobody",
        };
        let mut after = Vec::new();
        after.extend(given.then(|| say(if joined { "then" } else { "then-joining" })));
        after.push(self.wrong(language, is_held));
        after.push(self.post.word(language, if is_held { "role-news-why-held" } else { "role-news-why" }));
        let sheet = Sheet {
            subject: say("subject"),
            organisation: Some(self.home.name.clone()),
            before: vec![say(body)],
            items: roles.iter().map(item).collect(),
            button: (given && joined).then(|| self.post.word(language, "role-news-button")),
            href: (given && joined).then(|| self.post.link(&format!("/o/{}/", self.home.slug))),
            after,
        };
        self.post.letter(language, &sheet)
    }

    /// Tells both of covers that ended. Who lost the role, or left, has a mail about that.
    fn covers(&self, tenant: &mut Tenant<'_>, change: &Change) -> Result<(), PeopleError> {
        for cover in &change.covers {
            let lost_it = change.ended.iter().any(|held| cover.is_of(held));
            let readers = [Some(cover.cover), (!lost_it).then_some(cover.holder)];
            for reader in readers.into_iter().flatten().filter(|reader| self.by != Some(*reader)) {
                covers::notices::over(tenant, self.now, self.post, self.home, (reader, cover))?;
            }
        }
        Ok(())
    }

    /// One mail to each other owner with everything that concerns them.
    fn owners(&self, tenant: &mut Tenant<'_>, change: &Change, made: &[Cover]) -> Result<(), PeopleError> {
        let all = store::all_grants(tenant)?;
        let owners = all.iter().filter(|held| held.role == Role::Owner && held.service.is_none());
        let owners: BTreeSet<PersonId> = owners.map(|held| held.person).collect();
        for owner in owners.into_iter().filter(|owner| self.by != Some(*owner)) {
            let news = self.news_for(owner, change, made);
            let Some(occasion) = news.first().map(|(id, _)| format!("role/owners/{id}/{owner}")) else {
                continue;
            };
            self.send(tenant, owner, occasion, |reader| {
                let lines = news.iter().map(|(_, news)| self.line(reader.language, news)).collect();
                self.owner_letter(reader, lines)
            })?;
        }
        Ok(())
    }

    /// What concerns an owner, but what is about themselves; each with what makes the occasion unique.
    fn news_for<'b>(
        &self,
        owner: PersonId,
        change: &'b Change,
        made: &'b [Cover],
    ) -> Vec<(String, News<'b>)> {
        let mut news: Vec<(String, News<'_>)> = Vec::new();
        let concerns = |held: &&Held| concerns_owners(held.role) && held.person != owner;
        let given = change.given.iter().filter(concerns);
        news.extend(given.map(|held| (format!("given/{}", held.id), News::Given(held))));
        let ended = change.ended.iter().filter(concerns);
        news.extend(ended.map(|held| (format!("ended/{}", held.id), News::Ended(held))));
        let others = |cover: &&Cover| cover.cover != owner && cover.holder != owner;
        // Somebody left who stood in, or for whom somebody did: whatever the role, nobody does now.
        let left = |cover: &Cover| [cover.cover, cover.holder].iter().any(|id| !self.present.contains(id));
        let over = change.covers.iter().filter(others);
        let over = over.filter(|cover| concerns_owners(cover.role) || left(cover));
        news.extend(over.map(|cover| (format!("ended/{}", cover.id), News::CoverEnded(cover))));
        let made = made.iter().filter(others).filter(|cover| concerns_owners(cover.role));
        news.extend(made.map(|cover| (format!("made/{}", cover.id), News::CoverMade(cover))));
        news
    }

    fn line(&self, language: Language, news: &News<'_>) -> String {
        let name = |id: PersonId| self.names.people.get(&id).cloned().unwrap_or_default();
        let (key, name, role, cover) = match news {
            News::Given(held) => ("given", name(held.person), (held.role, held.service), None),
            News::Ended(held) => ("ended", name(held.person), (held.role, held.service), None),
            News::CoverMade(cover) => ("cover", name(cover.cover), (cover.role, cover.service), Some(*cover)),
            News::CoverEnded(cover) => {
                ("cover-ended", name(cover.cover), (cover.role, cover.service), Some(*cover))
            }
        };
        let written = |day: Option<String>| day.and_then(|day| dates::written(&day, "day", language));
        let day = |day: Option<String>| written(day).unwrap_or_default();
        let values = args([
            ("name", name),
            ("role", self.role(language, role)),
            (
                "holder",
                cover.and_then(|cover| self.names.people.get(&cover.holder)).cloned().unwrap_or_default(),
            ),
            ("from", day(cover.map(|cover| cover.from_on.to_string()))),
            ("until", day(cover.map(|cover| cover.until_on.to_string()))),
        ]);
        self.post.words(language, &format!("role-news-line-{key}"), &values)
    }

    fn owner_letter(&self, reader: &Person, items: Vec<String>) -> Result<Letter, EngineError> {
        let language = reader.language;
        let by =
            if self.by_name().is_some() { "role-news-owners-body" } else { "role-news-owners-body-nobody" };
        let sheet = Sheet {
            subject: self.say(language, "role-news-owners-subject"),
            organisation: Some(self.home.name.clone()),
            before: vec![self.say(language, by)],
            items,
            button: Some(self.post.word(language, "role-news-owners-button")),
            href: Some(self.post.link(&format!("/o/{}/settings/people", self.home.slug))),
            after: vec![
                self.post.word(language, "role-news-owners-wrong"),
                self.post.word(language, "role-news-owners-why"),
            ],
        };
        self.post.letter(language, &sheet)
    }

    fn by_name(&self) -> Option<&String> {
        self.by.and_then(|by| self.names.people.get(&by))
    }

    /// Whom to tell when it is wrong. Who brought an address hasn't given the role.
    fn wrong(&self, language: Language, is_held: bool) -> String {
        let by = self.by_name().filter(|_| !is_held);
        let key = if by.is_some() { "role-news-wrong" } else { "role-news-wrong-nobody" };
        self.say(language, key)
    }

    fn role(&self, language: Language, role: (Role, Option<ServiceId>)) -> String {
        saying::role(self.post.messages(), language, &self.names, role)
    }

    fn say(&self, language: Language, key: &str) -> String {
        self.say_of(language, key, 1)
    }

    /// The same about so many roles.
    fn say_of(&self, language: Language, key: &str, count: usize) -> String {
        let today = self.now.day().to_string();
        let mut values = args([
            ("organisation", self.home.name.clone()),
            ("name", self.by_name().cloned().unwrap_or_default()),
            ("from", dates::written(&today, "day", language).unwrap_or_default()),
        ]);
        values.set("count", i64::try_from(count).unwrap_or(i64::MAX));
        self.post.words(language, key, &values)
    }

    fn send(
        &self,
        tenant: &mut Tenant<'_>,
        person: PersonId,
        occasion: String,
        letter: impl FnOnce(&Person) -> Result<Letter, EngineError>,
    ) -> Result<(), PeopleError> {
        let Some(person) = store::get(tenant, person)? else { return Ok(()) };
        let Some(email) = person.email.clone() else { return Ok(()) };
        let about = About { kind: KIND, occasion, incident: None };
        let letter = letter(&person)?;
        let to = Recipient { person: Some(person.id), email, language: person.language };
        mail::queue(tenant, self.now, &about, &to, &letter)?;
        Ok(())
    }
}

/// Something that an owner is told.
enum News<'a> {
    Given(&'a Held),
    Ended(&'a Held),
    CoverMade(&'a Cover),
    CoverEnded(&'a Cover),
}

/// A role with what it is for, in plain words.
#[must_use]
pub fn with_deeds(
    post: &Post,
    language: Language,
    names: &Names,
    (role, service): (Role, Option<ServiceId>),
) -> String {
    let does = post.word(language, &format!("role-does-{}", role.as_str().replace('_', "-")));
    let named = saying::role(post.messages(), language, names, (role, service));
    post.words(language, "role-news-item", &args([("role", named), ("does", does)]))
}
