//! What is kept how long and why, what falls due, and who decided.

mod rule;

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::rules::{self, FIXED, NOT_KEPT, Period, Rule};
use super::{Chosen, RetentionError, applying, choices, nations, settings};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::audit::tombstones::{self, Tombstone};
use crate::clock::Day;
use crate::db::ids::{AnyId, PersonId};
use crate::db::{Error as DbError, Tenant};
use crate::incidents;
use crate::messages::args;
use crate::organisations::Nation;
use crate::people::store as people;
use crate::policies::store as policies;
use crate::web::{Answer, Door, Error, Route, Visit};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/settings/retention", SEE, || web::to(show)),
    Route::get("/o/{slug}/settings/retention/rules/{rule}", MANAGE, || web::to(rule::form)),
    Route::post("/o/{slug}/settings/retention/rules/{rule}", MANAGE, || web::to(rule::choose)),
];

const SEE: Door = Door::Member(Action::SeeRetention);
const MANAGE: Door = Door::Member(Action::ManageRetention);

/// Days ahead that the page looks.
const AHEAD_DAYS: i64 = 90;
/// Records of a rule that the page names, and tombstones that it lists.
const NAMED: usize = 20;
const TOMBSTONES: i64 = 50;
/// The kinds of records whose tombstones the page lists. Cases and what belongs to them aren't among them.
const LISTED: &[&str] = &["policies", "acknowledgements", "people", "mail_bodies", "audit_texts"];

impl From<RetentionError> for Error {
    fn from(error: RetentionError) -> Self {
        match error {
            RetentionError::Database(fault) => fault.into(),
            RetentionError::BelowMinimum(_) => Self::Conflict("retention-error-below"),
        }
    }
}

/// What the page knows of a rule.
struct Told {
    rule: Rule,
    periods: Vec<(Period, i64)>,
    due: usize,
    next: Option<Day>,
    names: Vec<String>,
    chosen: Vec<Chosen>,
}

/// What the page shows.
struct Found {
    rules: Vec<Told>,
    names: BTreeMap<PersonId, String>,
    removed: Vec<Tombstone>,
}

/// What a member may know of the records that are due.
struct Sight {
    cases: BTreeMap<AnyId, String>,
    people: Option<BTreeMap<PersonId, String>>,
}

fn look(tenant: &mut Tenant<'_>, member: &Member, today: Day) -> Result<Found, Error> {
    let names = people::present_names(tenant)?;
    let cases = incidents::seen_by(tenant, member.person())?;
    let sight = Sight {
        cases: cases.into_iter().map(|case| (case.id.any(), case.reference)).collect(),
        people: (member.reach(Action::ReadPeople) == Reach::Everywhere).then(|| names.clone()),
    };
    let (all, chosen, nations) = (settings(tenant, today)?, choices(tenant)?, nations(tenant)?);
    let mut found = Vec::new();
    for rule in Rule::ALL.iter().copied() {
        let mut due = applying::due(tenant, rule, today.plus_days(AHEAD_DAYS), &all)?;
        if rule.is_of_cases() {
            due.retain(|due| sight.cases.contains_key(&due.id));
        }
        let ids: BTreeSet<AnyId> = due.iter().take(NAMED).map(|due| due.id).collect();
        let of_rule = nations.iter().map(|nation| {
            let period = Period { nation: Some(*nation), ..rules::period(rule, *nation) };
            (period, applying::months(rule, *nation, &all))
        });
        found.push(Told {
            rule,
            periods: of_rule.take(if rule.is_of_cases() { nations.len() } else { 1 }).collect(),
            due: due.len(),
            next: due.first().map(|due| due.on),
            names: named(tenant, rule, &ids, &sight)?,
            chosen: chosen.iter().filter(|one| one.rule == rule).cloned().collect(),
        });
    }
    let removed = tombstones::recent(tenant, LISTED, TOMBSTONES)?;
    Ok(Found { rules: found, names, removed })
}

/// The names of what falls due, where the member may know them.
fn named(
    tenant: &mut Tenant<'_>,
    rule: Rule,
    ids: &BTreeSet<AnyId>,
    sight: &Sight,
) -> Result<Vec<String>, DbError> {
    let people = |id: &AnyId| sight.people.as_ref()?.get(&PersonId::from_any(*id)).cloned();
    Ok(match rule {
        Rule::Staff => ids.iter().filter_map(people).collect(),
        Rule::CasesAdult | Rule::CasesChild => {
            ids.iter().filter_map(|id| sight.cases.get(id).cloned()).collect()
        }
        Rule::Policies if !ids.is_empty() => policies::all(tenant)?
            .into_iter()
            .filter(|policy| ids.contains(&policy.id.any()))
            .map(|policy| policy.title)
            .collect(),
        _ => Vec::new(),
    })
}

/// A period in words.
fn months_in_words(visit: &Visit, months: i64) -> String {
    let (key, count) = if months % 12 == 0 {
        ("retention-period-years", months / 12)
    } else {
        ("retention-period-months", months)
    };
    visit.app.messages.format(visit.language, key, &args([("count", count)]))
}

/// The words of a rule: `rule`, `why`, `from` or `source`.
fn words(visit: &Visit, what: &str, rule: &str) -> String {
    visit.words(&format!("retention-{what}-{}", rule.replace('_', "-")))
}

fn nation(visit: &Visit, nation: Nation) -> String {
    visit.words(&format!("services-nation-{}", nation.as_str().replace('_', "-")))
}

async fn show(visit: Visit, member: Member, _slug: web::Path<String>) -> Answer {
    let (of, today) = (member.clone(), visit.now.day());
    let found = visit.app.read(&member, move |tenant| look(tenant, &of, today)).await?;
    let rules: Vec<Json> = found.rules.iter().map(|told| row(&visit, &member, told, &found.names)).collect();
    let not_kept: Vec<Json> = NOT_KEPT
        .iter()
        .map(|name| {
            let say = |what| words(&visit, what, name);
            json!({ "name": say("rule"), "why": say("why"), "source": say("source") })
        })
        .collect();
    let removed: Vec<Json> = found
        .removed
        .iter()
        .map(|stone| {
            json!({
                "kind": visit.words(&format!("retention-kind-{}", stone.kind.replace('_', "-"))),
                "made_at": stone.made_at,
                "removed_at": stone.removed_at,
                "hash": data_encoding::HEXLOWER.encode(&stone.hash).chars().take(16).collect::<String>(),
                "id": stone.id,
            })
        })
        .collect();
    let context = json!({
        "title": visit.words("retention-title"),
        "rules": rules,
        "fixed": FIXED,
        "not_kept": not_kept,
        "removed": removed,
        "days": AHEAD_DAYS,
        "holds": member.may(Action::HoldRecords).then(|| member.path("settings/retention/holds")),
    });
    visit.page(&member, "retention/list.html", context)
}

fn row(visit: &Visit, member: &Member, told: &Told, names: &BTreeMap<PersonId, String>) -> Json {
    let name = told.rule.as_str();
    let periods: Vec<Json> = told
        .periods
        .iter()
        .map(|(period, months)| {
            json!({
                "nation": period.nation.filter(|_| told.rule.is_of_cases()).map(|one| nation(visit, one)),
                "months": months_in_words(visit, *months),
                "minimum": months_in_words(visit, period.minimum),
                "guessed": !period.is_verified,
            })
        })
        .collect();
    let last = told.chosen.last();
    let today = visit.now.day();
    json!({
        "name": words(visit, "rule", name),
        "why": words(visit, "why", name),
        "from": words(visit, "from", name),
        "source": words(visit, "source", name),
        "periods": periods,
        "due": i64::try_from(told.due).unwrap_or(i64::MAX),
        "next": told.next,
        "names": told.names,
        "more": told.due > told.names.len() && !told.names.is_empty(),
        "decided": last.map(|last| json!({
            "by": names.get(&last.made_by),
            "at": last.made_at,
            "reason": last.reason,
            "months": months_in_words(visit, last.choice.months),
            "waits": (last.choice.from_on > today).then_some(last.choice.from_on),
        })),
        "change": member.may(Action::ManageRetention)
            .then(|| member.path(&format!("settings/retention/rules/{}", name.replace('_', "-")))),
    })
}
