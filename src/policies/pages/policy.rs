//! One policy: where it stands, its draft, its versions; and taking it out of force.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::approval::{self, Round};
use super::super::history::{self, Reissue};
use super::super::versions::stale;
use super::super::versions::store::services_of;
use super::super::{ChangeKind, Policy, PolicyError, Version, drafts, form, store, versions};
use super::around::Around;
use super::reissues::{self, Names};
use super::{
    actions, all_services, around, find, find_to_change, language_words, may_change, name_of, nation_words,
    right, state_kind, state_words, type_words,
};
use crate::access::{Action, Member};
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, RenditionId, ServiceId, VersionId};
use crate::db::{Error as DbError, Tenant};
use crate::messages::Language;
use crate::organisations::{self, Service};
use crate::people;
use crate::reactions;
use crate::web::{Answer, Body, Error, Visit, see_other};

struct Whole {
    versions: Vec<Version>,
    in_force: Vec<(ServiceId, RenditionId)>,
    issues: BTreeMap<ServiceId, i64>,
    drafted: BTreeSet<ServiceId>,
    all_services: BTreeSet<ServiceId>,
    draft: Option<(Moment, PersonId, bool)>,
    is_file: bool,
    withdrawal: Option<store::Withdrawal>,
    replacement: Option<Policy>,
    rounds: Vec<Round>,
    issues_printed: Vec<history::Printed>,
    reissues: Vec<Reissue>,
    services: Vec<Service>,
    names: std::collections::BTreeMap<PersonId, String>,
    // Why versions went past a round, for those who may read the log.
    passed: BTreeMap<VersionId, String>,
}

fn whole(tenant: &mut Tenant<'_>, policy: &Policy) -> Result<Whole, DbError> {
    let in_force = match policy.current_version.filter(|_| policy.is_in_force()) {
        Some(version) => services_of(tenant, version)?,
        None => Vec::new(),
    };
    let draft = drafts::get(tenant, policy.id)?;
    let issues = match policy.current_version {
        Some(version) => store::issues(tenant, version)?,
        None => BTreeMap::new(),
    };
    let issues_printed = history::issues_of(tenant, policy.id)?;
    let withdrawal = store::withdrawal(tenant, policy.id)?;
    let replacement = match withdrawal.as_ref().and_then(|ended| ended.replaced_by) {
        Some(id) => store::get(tenant, id)?,
        None => None,
    };
    Ok(Whole {
        issues,
        reissues: history::reissues(&issues_printed),
        issues_printed,
        rounds: approval::store::of_policy(tenant, policy.id)?,
        replacement,
        versions: versions::store::versions(tenant, policy.id)?,
        drafted: drafts::services(tenant, policy.id)?,
        all_services: all_services(tenant, policy.id)?,
        draft: draft.map(|draft| (draft.updated_at, draft.updated_by, draft.file.is_some())),
        is_file: match in_force.first() {
            Some((_, id)) => versions::store::rendition(tenant, *id)?.is_some_and(|row| row.file.is_some()),
            None => false,
        },
        in_force,
        withdrawal,
        services: organisations::services(tenant)?,
        names: people::present_names(tenant)?,
        passed: BTreeMap::new(),
    })
}

impl Whole {
    fn service_name(&self, id: ServiceId) -> String {
        let found = self.services.iter().find(|service| service.id == id);
        found.map(|service| service.name.clone()).unwrap_or_default()
    }

    /// Why it was withdrawn, and what takes its place.
    fn ended(&self, member: &Member) -> Option<Json> {
        let ended = self.withdrawal.as_ref()?;
        let replacement = self.replacement.as_ref().map(|policy| {
            json!({ "title": policy.title, "href": member.path(&format!("policies/{}", policy.id)) })
        });
        Some(json!({ "reason": ended.reason, "at": ended.at, "replacement": replacement }))
    }

    /// What is in force, a line a service.
    fn printed(&self, base: &str, number: i64) -> Vec<Json> {
        let row = |(service, _): &(ServiceId, RenditionId)| {
            json!({
                "name": self.service_name(*service),
                "issue": self.issues.get(service).copied().unwrap_or(1),
                "href": format!("{base}/versions/{number}?service={service}"),
                "pdf": format!("{base}/versions/{number}.pdf?service={service}"),
            })
        };
        self.in_force.iter().map(row).collect()
    }

    /// The rounds of the draft that is worked on: the one that goes on, and those that brought comments.
    fn rounds(&self, visit: &Visit, member: &Member) -> Vec<Json> {
        let published = self.versions.first().map(|version| version.published_at);
        let of_draft = |round: &&Round| published.is_none_or(|at| round.asked_at > at);
        let round = |round: &Round| {
            let state = match (round.ended_at, round.outcome) {
                (_, None) => "open",
                (None, Some(_)) => "ready",
                (Some(_), Some(outcome)) => outcome.as_str(),
            };
            json!({
                "title": visit.words(&format!("approval-round-{}", round.stage.as_str())),
                "state": visit.words(&format!("approval-round-{}", state.replace('_', "-"))),
                "at": round.asked_at,
                "by": name_of(&self.names, round.asked_by),
                "href": member.path(&format!("policies/{}/approval/{}", round.policy, round.id)),
            })
        };
        self.rounds.iter().filter(of_draft).take(5).map(round).collect()
    }

    /// What was printed first of a version, a link a service: what is issued later isn't what was published.
    fn first_printed(&self, address: &str, version: &Version) -> Vec<Json> {
        let first = self.issues_printed.iter().filter(|row| row.version == version.id && row.issue == 1);
        let mut first: Vec<(String, &history::Printed)> =
            first.map(|row| (self.service_name(row.service), row)).collect();
        first.sort_by(|(one, _), (other, _)| one.cmp(other));
        let several = first.len() > 1;
        let link = |(name, row): &(String, &history::Printed)| {
            let rest = format!("service={}&rendition={}", row.service, row.rendition);
            json!({
                "name": several.then_some(name),
                "href": format!("{address}?{rest}"),
                "pdf": format!("{address}.pdf?{rest}"),
            })
        };
        first.iter().map(link).collect()
    }

    fn history(&self, visit: &Visit, member: &Member, policy: &Policy, around: &Around) -> Vec<Json> {
        let ended = self.withdrawal.iter().map(|ended| {
            json!({
                "kind": "withdrawn", "at": ended.at, "who": name_of(&self.names, ended.by), "text": ended.reason,
            })
        });
        let versions = self.versions.iter().map(|version| {
            let address = member.path(&format!("policies/{}/versions/{}", policy.id, version.number));
            json!({
                "kind": "published",
                "label": version.label,
                "at": version.published_at,
                "who": name_of(&self.names, version.published_by),
                "text": version.change_note,
                "printed": self.first_printed(&address, version),
                "standing": standing(policy, version),
                "change": change_words(visit, version),
                "approver": version.approver_name,
                "approved_on": version.approved_day(),
                "effective_on": version.effective_day(),
                "next": version.next_review_on,
                "passed": self.passed.get(&version.id),
            })
        });
        let names = Names { people: &self.names, services: &self.services, versions: &self.versions };
        let again = reissues::events(visit, member, policy, (&self.reissues, &around.elsewhere, &names));
        let reviews = around.reviews(&self.names);
        let mut all: Vec<Json> = ended.chain(versions).chain(reviews).chain(again).collect();
        let at = |event: &Json| event.get("at").map(Json::to_string).unwrap_or_default();
        all.sort_by_cached_key(|event| std::cmp::Reverse(at(event)));
        all
    }
}

/// How great the change of a version was, in words; the first one changes nothing, and what its author wrote may
/// say so already.
fn change_words(visit: &Visit, version: &Version) -> Option<String> {
    if version.number == 1 && version.change_kind != ChangeKind::Adopted {
        let said = version.change_note.trim();
        let usual = |language| visit.app.messages.get(language, "policies-change-note-first") == said;
        let is_said = Language::ALL.into_iter().any(usual);
        return (!is_said).then(|| visit.words("policies-many-first"));
    }
    Some(visit.words(&format!("policies-history-kind-{}", version.change_kind.as_str())))
}

/// Whether a version is in force, superseded or withdrawn, as the end of a message key.
pub(super) fn standing(policy: &Policy, version: &Version) -> &'static str {
    if policy.current_version != Some(version.id) {
        "superseded"
    } else if policy.withdrawn_at.is_some() {
        "withdrawn"
    } else {
        "current"
    }
}

struct Read {
    // Said to who may change policies, but not this one.
    right: Option<Json>,
    whole: Whole,
    around: Around,
    stale: bool,
}

async fn read(visit: &Visit, member: &Member, policy: &Policy) -> Result<Read, Error> {
    let messages = visit.app.messages.clone();
    let (asked, who, now) = (policy.clone(), member.clone(), visit.now);
    let found = visit.app.work(move |database| {
        database.read(&who, |tenant| {
            let mut whole = whole(tenant, &asked)?;
            if who.may(Action::SeeActivity) {
                whole.passed = approval::passed(tenant, asked.id)?;
            }
            let printed = whole.in_force.first().map(|(_, rendition)| *rendition);
            let around = around::read(tenant, &who, &asked, printed, now)?;
            let stale = !stale::of_policy(tenant, &messages, asked.id)?.is_empty();
            let other = who.may(Action::EditPolicies) && !may_change(&who, &whole.all_services);
            let right = match other && asked.withdrawn_at.is_none() {
                true => Some(right::words(tenant, &whole.all_services)?),
                false => None,
            };
            Ok::<_, PolicyError>(Read { right, whole, around, stale })
        })
    });
    Ok(found.await?)
}

/// What the identity bar says: state, version, owner, next review.
fn facts(visit: &Visit, policy: &Policy, current: Option<&Version>, owner: &str) -> Vec<Json> {
    let state = policy.state();
    let mut facts = vec![
        json!({ "label": visit.words("policies-head-state"), "text": state_words(visit, state), "kind": state_kind(state) }),
    ];
    if let Some(version) = current {
        facts.push(json!({ "label": visit.words("policies-label"), "text": version.label }));
    }
    facts.push(json!({ "label": visit.words("policies-head-owner"), "text": owner }));
    if !policy.contact.is_empty() {
        facts.push(json!({ "label": visit.words("policies-contact-fact"), "text": policy.contact }));
    }
    let on = policy.next_review_on;
    let day =
        |on: Day| crate::web::dates::written(&on.to_string(), "day", visit.language).unwrap_or_default();
    let (text, late) = match on {
        Some(on) if on < visit.now.day() => {
            let args = crate::messages::args([("date", day(on))]);
            (visit.app.messages.format(visit.language, "policies-review-overdue-since", &args), true)
        }
        Some(on) => (day(on), false),
        None if policy.withdrawn_at.is_some() => (visit.words("policies-review-over"), false),
        None => (visit.words("policies-no-review"), false),
    };
    let kind = late.then_some("late");
    facts.push(json!({ "label": visit.words("policies-next"), "text": text, "kind": kind }));
    facts
}

fn about(visit: &Visit, whole: &Whole, policy: &Policy) -> Json {
    json!({
        "owner": name_of(&whole.names, policy.owner),
        "language": language_words(visit, policy.language),
        "nation": policy.nation.map(|nation| nation_words(visit, nation)),
        "service_type": policy.service_type.map(|kind| type_words(visit, kind)),
        "next_review_on": policy.next_review_on,
        "overdue": policy.next_review_on.is_some_and(|on| on < visit.now.day()),
        "gaps": policy.gaps,
    })
}

/// `GET …/policies/{id}`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find(&visit, &member, &path.1).await?;
    let Read { right, whole, around, stale } = read(&visit, &member, &policy).await?;
    let base = member.path(&format!("policies/{}", policy.id));
    let current = whole.versions.iter().find(|version| Some(version.id) == policy.current_version);
    let may_edit = policy.withdrawn_at.is_none()
        && member.may(Action::EditPolicies)
        && may_change(&member, &whole.all_services);
    let printed = whole.printed(&base, current.map_or(0, |version| version.number));
    let live = whole.rounds.iter().any(|round| round.ended_at.is_none());
    let is_file = whole.draft.map_or(whole.is_file, |(_, _, is_file)| is_file);
    let standing = actions::standing(&member, &policy, (may_edit, is_file), live, around.shares);
    let next = around.next(&visit, &member, &policy, may_edit);
    let drafted: Vec<String> = whole.drafted.iter().map(|id| whole.service_name(*id)).collect();
    let context = json!({
        "title": policy.title,
        "caption": policy.code,
        "facts": facts(&visit, &policy, current, &name_of(&whole.names, policy.owner)),
        "back": member.path("policies"),
        "address": base,
        "may_edit": may_edit,
        "right": right,
        "withdrawn": whole.ended(&member),
        "stale": stale,
        "stale_href": member.path("policies/stale"),
        "rounds": whole.rounds(&visit, &member),
        "policy": about(&visit, &whole, &policy),
        "adopted": super::adopted_from(&member, &policy),
        "current": current.map(|version| json!({
            "label": version.label,
            "effective_on": version.effective_day(),
            "later": version.effective_on > visit.now.day(),
            "approver": version.approver_name,
            "approved_on": version.approved_day(),
            "number": version.number,
        })),
        "printed": printed,
        "draft": whole.draft.map(|(at, by, is_file)| json!({
            "file": is_file, "at": at, "by": name_of(&whole.names, by), "services": drafted,
        })),
        "history": whole.history(&visit, &member, &policy, &around),
        "actions": actions::context(&visit, &member, &policy, standing, next),
        "comparable": whole.versions.len() > 1
            || !whole.reissues.is_empty()
            || (policy.has_draft && current.is_some()),
        "around": around.context(&visit, &member, &policy),
    });
    visit.page(&member, "policies/policy.html", context)
}

fn withdraw_context(visit: &Visit, member: &Member, policy: &Policy, found: &Withdrawing) -> Json {
    json!({
        "replacements": found.replacements,
        "title": visit.words("policies-withdraw"),
        "caption": policy.title,
        "back": member.path(&format!("policies/{}", policy.id)),
        "services": found.services,
        "in_force": policy.is_in_force(),
    })
}

/// Where a policy is in force, and the other policies in force that could take its place.
struct Withdrawing {
    services: Vec<String>,
    replacements: Vec<Json>,
}

async fn withdrawing(visit: &Visit, member: &Member, policy: &Policy) -> Result<Withdrawing, Error> {
    let asked = policy.clone();
    let found: Result<_, DbError> =
        visit.app.read(member, move |tenant| Ok((whole(tenant, &asked)?, store::all(tenant)?))).await;
    let (whole, all) = found?;
    let others = all.iter().filter(|other| other.is_in_force() && other.id != policy.id);
    Ok(Withdrawing {
        services: whole.in_force.iter().map(|(service, _)| whole.service_name(*service)).collect(),
        replacements: others
            .map(|other| json!({ "value": other.id, "label": format!("{} ({})", other.title, other.code) }))
            .collect(),
    })
}

/// `GET …/policies/{id}/withdraw`
pub(super) async fn withdraw_form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let found = withdrawing(&visit, &member, &policy).await?;
    visit.page(&member, "policies/withdraw.html", withdraw_context(&visit, &member, &policy, &found))
}

/// `POST …/policies/{id}/withdraw`
pub(super) async fn withdraw(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let (reason, replacement) = match form::withdrawal(&fields) {
        Ok(read) => read,
        Err(errors) => {
            let found = withdrawing(&visit, &member, &policy).await?;
            let context = withdraw_context(&visit, &member, &policy, &found);
            return visit.page_again(&member, "policies/withdraw.html", context, &fields, &errors);
        }
    };
    let (now, by, id) = (visit.now, member.person(), policy.id);
    let change = move |tenant: &mut Tenant<'_>| {
        super::super::withdraw(tenant, now, by, id, &reason, replacement)?;
        Ok::<_, PolicyError>(reactions::withdrawn(tenant, now, id)?)
    };
    visit.app.write(&member, change).await?;
    Ok(see_other(&member.path(&format!("policies/{id}?done=policies-withdrawn"))))
}
