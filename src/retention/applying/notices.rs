//! The mails before a rule removes something for the first time.

use crate::access::{Action, allowed};
use crate::clock::{Day, Moment};
use crate::db::ids::IncidentId;
use crate::db::{Error, Tenant};
use crate::incidents;
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::args;
use crate::organisations;
use crate::people::{Person, store as people};
use crate::retention::KIND;
use crate::retention::rules::Rule;
use crate::web::dates;

/// The key of the words about a rule.
fn key(what: &str, rule: Rule) -> String {
    format!("retention-{what}-{}", rule.as_str().replace('_', "-"))
}

/// Tells those who decide on rules what falls due from a day on; how many mails were queued.
pub(super) fn ahead(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (from, counts): (Day, &[(Rule, usize)]),
) -> Result<u64, Error> {
    if counts.is_empty() {
        return Ok(0);
    }
    let mut queued = 0;
    for person in deciders(tenant)? {
        let items = counts.iter().map(|(rule, count)| {
            let mut values = args([("count", i64::try_from(*count).unwrap_or(i64::MAX))]);
            values.set("what", post.word(person.language, &key("rule", *rule)));
            post.words(person.language, "retention-mail-item", &values)
        });
        let items = items.collect();
        let occasion = format!("retention/{from}/{}", person.id);
        queued += u64::from(send(tenant, now, post, (&person, "ahead", from), items, (occasion, None))?);
    }
    Ok(queued)
}

/// Tells those who may see a case that it falls due. The mail says neither which nor why.
pub(super) fn cases(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (from, cases): (Day, &[IncidentId]),
) -> Result<u64, Error> {
    let mut queued = 0;
    for case in cases {
        for id in incidents::keeping::seers(tenant, *case)? {
            let Some(person) = people::get(tenant, id)?.filter(Person::is_present) else { continue };
            let occasion = format!("retention/case/{case}/{id}");
            let about = (occasion, Some(*case));
            queued += u64::from(send(tenant, now, post, (&person, "case", from), Vec::new(), about)?);
        }
    }
    Ok(queued)
}

/// The people who decide on rules.
fn deciders(tenant: &mut Tenant<'_>) -> Result<Vec<Person>, Error> {
    let mut found: Vec<Person> = Vec::new();
    for role in allowed(Action::ManageRetention) {
        for person in people::holders(tenant, *role, None)? {
            if found.iter().all(|known| known.id != person.id) {
                found.push(person);
            }
        }
    }
    Ok(found)
}

fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (person, what, from): (&Person, &str, Day),
    items: Vec<String>,
    (occasion, incident): (String, Option<IncidentId>),
) -> Result<bool, Error> {
    // Whoever keeps the staff list can't lead it elsewhere; of a case nobody hears who doesn't sign in.
    let listed = person.email.clone().filter(|_| incident.is_none());
    let Some(email) = people::sign_in_address(tenant, person.id)?.or(listed) else { return Ok(false) };
    let language = person.language;
    let values = args([("from", dates::written(&from.to_string(), "day", language).unwrap_or_default())]);
    let say = |part: &str| post.words(language, &format!("retention-mail-{what}-{part}"), &values);
    let slug = organisations::store::slug(tenant)?;
    let sheet = Sheet {
        subject: say("subject"),
        organisation: Some(organisations::name(tenant)?),
        before: vec![say("body")],
        items,
        button: Some(post.word(language, "retention-mail-button")),
        href: Some(post.link(&format!("/o/{slug}/settings/retention"))),
        after: vec![post.word(language, "retention-mail-why")],
    };
    let letter = post.letter(language, &sheet).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    let about = About { kind: KIND, occasion, incident };
    let to = Recipient { person: Some(person.id), email, language };
    Ok(mail::queue(tenant, now, &about, &to, &letter)?.is_some())
}
