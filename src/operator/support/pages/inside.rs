//! What an operator reads while a visit goes on: settings, people without how to reach them, policies, how
//! mail stands. Nothing of cases, of what people signed, of files; and nothing here writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use crate::access::support::Supporter;
use crate::db::{Error as DbError, Tenant};
use crate::mail::kinds::{FOR_OPERATORS, Sight, for_operators};
use crate::mail::{self as mails, State};
use crate::messages::Language;
use crate::organisations::usage::{self, Use};
use crate::organisations::{self, logo};
use crate::outbox::answers;
use crate::people::{self as staff, Held, Person};
use crate::policies;
use crate::web::listing::{PAGE_SIZE, Paging, address};
use crate::web::{Answer, Visit};

/// The pages: key (of the word `nav-…`) and rest of the address.
const NAVIGATION: &[(&str, &str)] =
    &[("settings", ""), ("people", "/people"), ("policies", "/policies"), ("outbox", "/mail")];

fn base(supporter: &Supporter) -> String {
    format!("/support/{}", supporter.visit())
}

fn within(visit: &Visit, supporter: &Supporter, own: Json) -> Json {
    let nav = NAVIGATION.iter().map(|(key, rest)| {
        let href = format!("{}{rest}", base(supporter));
        json!({ "key": key, "current": visit.path == href, "href": href })
    });
    let mut context = json!({
        "nav": nav.collect::<Vec<_>>(),
        "viewer": { "name": visit.words("operator-viewer") },
        "caption": supporter.name(),
        "title": visit.words("support-inside-title"),
    });
    if let (Json::Object(context), Json::Object(own)) = (&mut context, own) {
        context.extend(own);
    }
    context
}

pub(super) async fn settings(visit: Visit, supporter: Supporter) -> Answer {
    let today = visit.now.day();
    let look = move |tenant: &mut Tenant<'_>| {
        let everywhere = organisations::everywhere(tenant)?;
        let has_logo = logo::id_of(tenant, None)?.is_some();
        Ok::<_, DbError>((everywhere, has_logo, usage::all(tenant, today)?))
    };
    let (everywhere, has_logo, uses) = visit.app.read(&supporter, look).await?;
    let word = |key: &str, word: &str| visit.words(&format!("{key}-{}", word.replace('_', "-")));
    let services = everywhere.services().iter().map(|service| {
        json!({
            "name": service.name,
            "nation": word("services-nation", service.nation.as_str()),
            "type": word("services-type", service.service_type.as_str()),
            "missing": everywhere.missing(Some(service.id)).len(),
        })
    });
    let used = |one: &Use| one.in_words(&visit.app.messages, visit.language);
    let context = json!({
        "services": services.collect::<Vec<_>>(),
        "missing": everywhere.missing(None).len(),
        "has_logo": has_logo,
        "uses": uses.iter().map(used).collect::<Vec<_>>(),
    });
    visit.plain("operator/inside_settings.html", within(&visit, &supporter, context))
}

pub(super) async fn people(visit: Visit, supporter: Supporter) -> Answer {
    let look = |tenant: &mut Tenant<'_>| {
        let places = staff::store::workplaces(tenant)?;
        let names: BTreeMap<_, _> = staff::store::service_names(tenant)?.into_iter().collect();
        let (people, grants) = (staff::list(tenant)?, staff::store::all_grants(tenant)?);
        Ok::<_, DbError>((people, places, names, grants, staff::store::members(tenant)?))
    };
    let (people, places, names, grants, members) = visit.app.read(&supporter, look).await?;
    let paging = Paging::of(&visit.query, people.len());
    let line = |person: &Person| {
        let works = places.get(&person.id).into_iter().flatten().filter_map(|id| names.get(id));
        let works: Vec<&str> = works.map(String::as_str).collect();
        json!({
            "name": person.name(),
            "job": person.job_title,
            "services": works.join(", "),
            "roles": roles(&visit, person, &grants),
            "state": visit.words(reach(person, members.contains(&person.id))),
        })
    };
    let list = format!("{}/people", base(&supporter));
    let context = json!({
        "title": visit.words("people-title"),
        "rows": paging.cut(people).iter().map(line).collect::<Vec<_>>(),
        "pages": paging.json(|page| address(&list, &[("page", page)])),
    });
    visit.plain("operator/inside_people.html", within(&visit, &supporter, context))
}

fn roles(visit: &Visit, person: &Person, grants: &[Held]) -> String {
    let held = grants.iter().filter(|held| held.person == person.id);
    let names: BTreeSet<String> =
        held.map(|held| visit.words(&format!("role-{}", held.role.as_str().replace('_', "-")))).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Whether somebody can sign in, without saying how they are reached.
fn reach(person: &Person, is_member: bool) -> &'static str {
    if !person.is_present() {
        "support-person-left"
    } else if is_member {
        "support-person-account"
    } else if person.email.is_some() {
        "support-person-email"
    } else {
        "support-person-none"
    }
}

pub(super) async fn policies(visit: Visit, supporter: Supporter) -> Answer {
    let all: Result<_, DbError> = visit.app.read(&supporter, policies::store::all).await;
    let all = all?;
    let paging = Paging::of(&visit.query, all.len());
    let line = |policy: &policies::Policy| {
        json!({
            "code": policy.code,
            "title": policy.title,
            "state": visit.words(&format!("policies-state-{}", policy.state().as_str())),
            "gaps": policy.gaps,
            "next_review_on": policy.next_review_on,
        })
    };
    let list = format!("{}/policies", base(&supporter));
    let context = json!({
        "title": visit.words("nav-policies"),
        "rows": paging.cut(all).iter().map(line).collect::<Vec<_>>(),
        "pages": paging.json(|page| address(&list, &[("page", page)])),
    });
    visit.plain("operator/inside_policies.html", within(&visit, &supporter, context))
}

/// What may hint at a case, a data request or a complaint: their number would, too.
static APART: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let kinds = FOR_OPERATORS.iter().map(|(kind, _)| *kind);
    kinds.filter(|kind| for_operators(kind) == Sight::Notice).collect()
});

fn wanted() -> mails::Wanted {
    mails::Wanted { without: &APART, ..mails::Wanted::default() }
}

pub(super) async fn mail(visit: Visit, supporter: Supporter) -> Answer {
    let query = visit.query.clone();
    let look = move |tenant: &mut Tenant<'_>| {
        let total = usize::try_from(mails::count(tenant, &wanted())?).unwrap_or_default();
        let paging = Paging::of(&query, total);
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let rows = mails::list(tenant, &wanted(), number(PAGE_SIZE), number(paging.offset()))?;
        Ok::<_, DbError>((paging, rows))
    };
    let (paging, mails) = visit.app.read(&supporter, look).await?;
    let line = |one: &mails::Summary| {
        let answer = one.last_answer.as_deref().map(|answer| visit.words(answers::message(answer)));
        json!({
            "at": one.created_at,
            "kind": kind(&visit, &one.kind),
            "state": visit.words(state_key(one.state)),
            "tries": one.tries,
            "answer": answer,
        })
    };
    let list = format!("{}/mail", base(&supporter));
    let context = json!({
        "title": visit.words("outbox-title"),
        "rows": mails.iter().map(line).collect::<Vec<_>>(),
        "pages": paging.json(|page| address(&list, &[("page", page)])),
    });
    visit.plain("operator/inside_mail.html", within(&visit, &supporter, context))
}

/// The words of a kind of mail. One of which operators may not know has none of its own.
fn kind(visit: &Visit, kind: &str) -> String {
    let key = format!("outbox-kind-{kind}");
    let known = for_operators(kind) != Sight::Notice && visit.app.messages.has(Language::English, &key);
    visit.words(if known { &key } else { "support-mail-kind-other" })
}

const fn state_key(state: State) -> &'static str {
    match state {
        State::Queued => "outbox-state-queued",
        State::Sent => "outbox-state-sent",
        State::Failed => "outbox-state-failed",
        State::Cancelled => "outbox-state-cancelled",
    }
}
