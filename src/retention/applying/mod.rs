//! The daily work: what is due goes, in small steps, each with its tombstones and a line of the log in one
//! transaction. What was done stays done when the program is killed; the next run goes on.

mod events;
mod notices;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use data_encoding::BASE32_NOPAD;

use super::clock::{self, Step};
use super::holds::{self, Facts};
use super::rules::{self, NOTICE_DAYS, Rule, Setting};
use super::settings;
use crate::access::JobTicket;
use crate::audit;
use crate::audit::tombstones::By;
use crate::clock::{Day, Moment};
use crate::db::ids::{AnyId, IncidentId};
use crate::db::{Error, Tenant};
use crate::incidents;
use crate::keys::sha256;
use crate::mail::Post;
use crate::messages::{Language, Messages};
use crate::organisations::Nation;
use crate::web::App;

/// Something that falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The row.
    pub id: AnyId,
    /// The day from which its period counts.
    pub start: Day,
    /// What holds are asked about.
    pub facts: Facts,
    /// The nation whose period holds.
    pub nation: Nation,
}

impl Candidate {
    fn new(id: AnyId, start: Day) -> Self {
        Self { id, start, facts: Facts::of(start, start), nation: Nation::England }
    }
}

/// Something that falls due, with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day.
    pub on: Day,
    /// The row.
    pub id: AnyId,
}

/// How many records of a kind go in one transaction.
const fn at_once(rule: Rule) -> usize {
    match rule {
        Rule::Policies => 1,
        Rule::CasesAdult | Rule::CasesChild | Rule::Staff => 20,
        Rule::Acknowledgements => 100,
        Rule::MailBodies | Rule::LogWords => 500,
    }
}

/// The months of a rule for a nation. The words of the log stay as long as what they prove.
#[must_use]
pub fn months(rule: Rule, nation: Nation, all: &BTreeMap<Rule, Setting>) -> i64 {
    let of = |rule: Rule| rules::months(rule, nation, all.get(&rule).copied().unwrap_or_default());
    if rule == Rule::LogWords {
        PROVED.iter().map(|rule| of(*rule)).fold(of(rule), i64::max)
    } else {
        of(rule)
    }
}

/// What the words of the log prove. Cases have logs of their own.
pub const PROVED: &[Rule] = &[Rule::Acknowledgements, Rule::Staff, Rule::Policies];

/// What falls due by a rule until a day, the earliest first: neither what a hold keeps nor what others still need.
///
/// # Errors
/// The database is away.
pub fn due(
    tenant: &mut Tenant<'_>,
    rule: Rule,
    until: Day,
    all: &BTreeMap<Rule, Setting>,
) -> Result<Vec<Due>, Error> {
    let holds = holds::standing(tenant)?;
    // Loosely by the shortest period of all nations; exactly below.
    let shortest = Nation::ALL.iter().map(|nation| months(rule, *nation, all)).min().unwrap_or_default();
    let before = until.plus_months(-i32::try_from(shortest).unwrap_or(i32::MAX)).plus_days(3);
    let candidates = candidates(tenant, rule, before)?;
    let referred = if candidates.is_empty() { BTreeSet::new() } else { referred(tenant, rule)? };
    let mut due: Vec<Due> = candidates
        .into_iter()
        .filter(|candidate| !referred.contains(&candidate.id) && !holds.keeps(&candidate.facts))
        .map(|candidate| Due {
            on: rules::due_on(candidate.start, months(rule, candidate.nation, all)),
            id: candidate.id,
        })
        .filter(|due| due.on <= until)
        .collect();
    due.sort();
    Ok(due)
}

fn candidates(tenant: &mut Tenant<'_>, rule: Rule, before: Day) -> Result<Vec<Candidate>, Error> {
    let end = store::end_of(before);
    match rule {
        Rule::MailBodies => store::mail_bodies(tenant, end),
        Rule::Acknowledgements => store::acknowledgements(tenant, before),
        Rule::Staff => store::staff(tenant, before),
        Rule::Policies => store::policies(tenant, end),
        Rule::LogWords => store::words(tenant, end),
        Rule::CasesAdult | Rule::CasesChild => cases(tenant, rule == Rule::CasesChild),
    }
}

fn cases(tenant: &mut Tenant<'_>, is_of_child: bool) -> Result<Vec<Candidate>, Error> {
    let nations = store::nations(tenant)?;
    let closed = incidents::keeping::closed(tenant)?;
    let of_rule = closed.into_iter().filter(|case| case.affects_child == is_of_child && case.is_committed);
    let read = of_rule.map(|case| Candidate {
        nation: nations.get(&case.service).copied().unwrap_or(Nation::England),
        facts: Facts {
            people: case.people,
            case: Some(case.id),
            ..Facts::of(case.received_on, case.ended_on)
        },
        ..Candidate::new(case.id.any(), case.ended_on)
    });
    Ok(read.collect())
}

/// Records that others under a longer rule still need.
fn referred(tenant: &mut Tenant<'_>, rule: Rule) -> Result<BTreeSet<AnyId>, Error> {
    match rule {
        Rule::Policies => store::referred_policies(tenant),
        _ => Ok(BTreeSet::new()),
    }
}

/// The work of one organisation on a day: the mails ahead, then what is due, step by step, so that other work comes
/// between. How many records were removed.
///
/// # Errors
/// The database is away. What was done stays done.
pub fn run(app: &App, entry: JobTicket, now: Moment) -> Result<u64, Error> {
    let post = Arc::clone(&app.post);
    if app.database.write_system(move |system| clock::look(system, now, &post))? == Step::Stop {
        return Ok(0);
    }
    let post = Arc::clone(&app.post);
    app.database.write(entry, move |tenant| {
        Ok::<_, Error>(announce(tenant, now, &post)? + holds::notices::due(tenant, now, &post)?)
    })?;
    let mut removed = 0;
    for rule in Rule::ALL {
        loop {
            let messages = Arc::clone(&app.messages);
            let done = app.database.write(entry, move |tenant| step(tenant, now, *rule, &messages))?;
            removed += done;
            if done == 0 {
                break;
            }
        }
    }
    Ok(removed)
}

/// The mails of a day about what falls due within the days of notice, for each version of a rule once. How many were
/// queued.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn announce(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, Error> {
    let today = now.day();
    let all = settings(tenant, today)?;
    let (mut counts, mut cases) = (Vec::new(), Vec::new());
    for rule in Rule::ALL {
        let version = all.get(rule).map_or(0, |setting| setting.version);
        if store::told_at(tenant, rule.as_str(), version)?.is_some() {
            continue;
        }
        let due = due(tenant, *rule, today.plus_days(NOTICE_DAYS), &all)?;
        if due.is_empty() {
            continue;
        }
        store::set_told(tenant, now, rule.as_str(), version)?;
        if rule.is_of_cases() {
            cases.extend(due.into_iter().map(|due| IncidentId::from_any(due.id)));
        } else {
            counts.push((*rule, due.len()));
        }
    }
    let from = today.plus_days(NOTICE_DAYS);
    Ok(notices::ahead(tenant, now, post, (from, &counts))?
        + notices::cases(tenant, now, post, (from, &cases))?)
}

/// Removes the next records that are due by a rule; how many. Nothing while the rule isn't announced for long enough.
///
/// # Errors
/// The database is away; then nothing of this step stays.
pub fn step(tenant: &mut Tenant<'_>, now: Moment, rule: Rule, messages: &Messages) -> Result<u64, Error> {
    // Whoever puts a hold on something writes into the log too: one of us comes first.
    audit::lock(tenant)?;
    let today = now.day();
    let all = settings(tenant, today)?;
    let version = all.get(&rule).map_or(0, |setting| setting.version);
    let told = store::told_at(tenant, rule.as_str(), version)?.map(Moment::day);
    if !rules::may_remove(told, today) {
        return Ok(0);
    }
    let by = By { rule: rule.as_str(), version };
    let mut removed = 0;
    for due in due(tenant, rule, today, &all)?.into_iter().take(at_once(rule)) {
        removed += u64::from(remove(tenant, now, rule, by, due.id, messages)?);
    }
    if removed > 0 && !rule.is_of_cases() {
        audit::record(tenant, now, &events::RecordsRemoved { by, count: removed })?;
    }
    Ok(removed)
}

fn remove(
    tenant: &mut Tenant<'_>,
    now: Moment,
    rule: Rule,
    by: By,
    id: AnyId,
    messages: &Messages,
) -> Result<bool, Error> {
    match rule {
        Rule::MailBodies => store::remove_mail_body(tenant, now, by, id),
        Rule::Acknowledgements => store::remove_acknowledgement(tenant, now, by, id),
        Rule::Policies => store::remove_policy(tenant, now, by, id),
        Rule::LogWords => store::remove_words(tenant, now, by, id),
        Rule::CasesAdult | Rule::CasesChild => {
            let case = IncidentId::from_any(id);
            holds::forget(tenant, case)?;
            Ok(incidents::keeping::remove(tenant, now, by, case)?)
        }
        Rule::Staff => {
            let former = messages.get(Language::English, "retention-former");
            store::remove_person(tenant, now, by, id, (&former, &staff_code(id)))
        }
    }
}

/// What stands in the place of a name: tells one former member of staff from another, and nothing else.
#[must_use]
pub fn staff_code(id: AnyId) -> String {
    let code = BASE32_NOPAD.encode(&sha256(id.bytes()));
    format!("F-{}", code.chars().take(8).collect::<String>())
}
