//! Publishing many drafts at once: choose, check, publish each for itself.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::approval::{self, form::Approver};
use super::super::versions::publishing::{self, Basis, Consent, Terms};
use super::super::versions::{ChangeKind, labels, spread};
use super::super::{PolicyError, drafts, store};
use super::approver::Approvers;
use super::candidates::{Candidate, Candidates, candidates};
use super::is_changeable;
use crate::access::{Action, Member};
use crate::clock::{Day, Moment};
use crate::db::ids::PolicyId;
use crate::db::{Database, Tenant};
use crate::messages::Messages;
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Value, Visit, see_other};

const CHOOSE: &str = "policies/publish_many.html";
const CHECK: &str = "policies/publish_many_check.html";
/// The most drafts of one press.
const MOST: usize = 200;

fn context(visit: &Visit, member: &Member, found: &Candidates, approvers: &Approvers) -> Json {
    let (ready, waiting): (Vec<&Candidate>, Vec<&Candidate>) = found.all.iter().partition(|one| one.ready);
    let row = |one: &&Candidate| one.row(visit, member, &found.warnings(visit, one, &ready));
    let kinds: Vec<Json> = [ChangeKind::Minor, ChangeKind::Major, ChangeKind::Typographical]
        .iter()
        .map(|kind| {
            json!({ "value": kind, "label": visit.words(&format!("policies-kind-{}", kind.as_str())) })
        })
        .collect();
    json!({
        "title": visit.words("policies-many"),
        "back": member.path("policies"),
        "action": member.path("policies/publish-many"),
        "ready": ready.iter().map(row).collect::<Vec<_>>(),
        "waiting": waiting.iter().map(row).collect::<Vec<_>>(),
        "to_ask": found.all.iter().filter(|one| one.is_to_be_asked()).count(),
        "ask": member.path("policies/ask-many"),
        "kinds": kinds,
        "all_first": ready.iter().all(|one| one.before().is_none()),
        "approver": needs_approver(ready.iter().copied())
            .then(|| approvers.context(visit, member, &[])),
        "a_month": spread::A_MONTH,
    })
}

/// Whether whoever publishes has to say who approved.
fn needs_approver<'a>(mut found: impl Iterator<Item = &'a Candidate>) -> bool {
    found.any(|one| one.known().is_none())
}

async fn look(visit: &Visit, member: &Member) -> Result<(Candidates, Approvers), Error> {
    let (by, today) = (member.person(), visit.now.day());
    let approvers = visit.app.read(member, move |tenant| Approvers::read(tenant, today, &[by])).await?;
    Ok((candidates(visit, member).await?, approvers))
}

/// `GET …/policies/publish-many`
pub(super) async fn form(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let (mut found, approvers) = look(&visit, &member).await?;
    let asked: BTreeSet<PolicyId> =
        visit.query.all("policy").iter().filter_map(|id| PolicyId::parse(id)).collect();
    found.all.retain(|one| asked.is_empty() || asked.contains(&one.policy().id));
    let context = context(&visit, &member, &found, &approvers);
    visit.page(&member, CHOOSE, context)
}

fn chosen(fields: &Fields) -> BTreeSet<PolicyId> {
    fields.all("policies").iter().filter_map(|id| PolicyId::parse(id)).collect()
}

fn faults(fields: &Fields, count: usize) -> FormErrors {
    let mut errors = FormErrors::default();
    if count == 0 {
        errors.add("policies", "policies-error-choose-policy");
    } else if count > MOST {
        let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
        errors.add_with("policies", "policies-error-many", vec![("limit", Value::Number(limit))]);
    }
    let note = fields.text("change_note");
    if note.is_empty() {
        errors.add("change_note", "policies-error-change-note");
    } else if note.chars().count() > 1_000 {
        errors.add_with("change_note", "policies-error-long", vec![("limit", Value::Number(1_000))]);
    }
    errors
}

/// So many review dates may fall into one month; nothing when it is no number from 1 to 50.
fn a_month(fields: &Fields) -> Option<usize> {
    fields.text("a_month").parse().ok().filter(|count| (1..=50).contains(count))
}

/// `POST …/policies/publish-many`: the check page, with a review date for each policy. Nothing is written.
pub(super) async fn check(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let (found, approvers) = look(&visit, &member).await?;
    let wanted = chosen(&fields);
    let taken: Vec<&Candidate> =
        found.all.iter().filter(|one| one.ready && wanted.contains(&one.policy().id)).collect();
    let mut errors = faults(&fields, taken.len());
    if fields.text("dates") != "same" && a_month(&fields).is_none() {
        errors.add("a_month", "policies-error-a-month");
    }
    let approver = match needs_approver(taken.iter().copied()) {
        true => approvers.chosen(&fields, &[], visit.now.day()).map(Some),
        false => Ok(None),
    };
    if let Err(more) = &approver {
        errors.0.extend(more.0.iter().cloned());
    }
    if !errors.0.is_empty() {
        let context = context(&visit, &member, &found, &approvers);
        return visit.page_again(&member, CHOOSE, context, &fields, &errors);
    }
    let approver = approver.ok().flatten();
    let rows = rows(&visit, &member, &fields, (&found, &taken), approver.as_ref());
    let context = json!({
        "title": visit.words("policies-many-check"),
        "back": member.path("policies/publish-many"),
        "action": member.path("policies/publish-many/now"),
        "rows": rows,
        "left_out": wanted.len().saturating_sub(taken.len()),
        "change_note": fields.text("change_note"),
        "approver": approver.map(|approver| json!({
            "value": fields.text("approver"),
            "outside_name": fields.text("outside_name"),
            "outside_role": fields.text("outside_role"),
            "on": approver.on,
        })),
    });
    // A page that a form leads to and that changes nothing: as an answer to the form, not for the history.
    visit.page(&member, CHECK, context)
}

/// What each of them becomes.
fn rows(
    visit: &Visit,
    member: &Member,
    fields: &Fields,
    (found, taken): (&Candidates, &[&Candidate]),
    approver: Option<&Approver>,
) -> Vec<Json> {
    let today = visit.now.day();
    let months: Vec<i32> = taken.iter().map(|one| one.of.months()).collect();
    let days = match fields.text("dates") {
        "same" => spread::same(today, &months),
        _ => spread::spread(today, &months, a_month(fields).unwrap_or(spread::A_MONTH)),
    };
    let row = |(one, day): (&&Candidate, Day)| {
        let kind = one.known().map_or_else(|| one.kind(fields), |terms| terms.change_kind);
        json!({
            "id": one.policy().id,
            "title": one.policy().title,
            "code": one.policy().code,
            "label": one.known().map_or_else(|| one.label(fields), |terms| terms.label.clone()),
            "kind": kind,
            "kind_words": visit.words(&format!("policies-kind-{}", kind.as_str())),
            "first": one.before().is_none() && one.declared.is_none(),
            "approver": one.known().map(|terms| terms.approver_name.clone())
                .or_else(|| approver.map(|approver| approver.name.clone())),
            "next": one.known().map_or(day, |terms| terms.next_review_on),
            "basis": one.of.digest(),
            "services": one.of.places(),
            "named": found.warnings(visit, one, taken),
            "unseen": one.unseen(visit),
            "import": one.import(member),
        })
    };
    taken.iter().zip(days).map(row).collect()
}

/// What came of one policy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Published,
    NotReady,
    Changed,
    Typographical,
    Approval,
    Round,
}

impl Came {
    const ALL: [Self; 6] =
        [Self::Published, Self::NotReady, Self::Changed, Self::Typographical, Self::Approval, Self::Round];

    const fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::NotReady => "not-ready",
            Self::Changed => "changed",
            Self::Typographical => "typographical",
            Self::Approval => "approval",
            Self::Round => "round",
        }
    }
}

/// `POST …/policies/publish-many/now`
pub(super) async fn publish(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let ids = chosen(&fields);
    let errors = faults(&fields, ids.len());
    let (by, today) = (member.person(), visit.now.day());
    let approvers = visit.app.read(&member, move |tenant| Approvers::read(tenant, today, &[by])).await?;
    if !errors.0.is_empty() {
        let found = candidates(&visit, &member).await?;
        let context = context(&visit, &member, &found, &approvers);
        return visit.page_again(&member, CHOOSE, context, &fields, &errors);
    }
    let approver = match fields.has("approver") {
        true => Some(approvers.chosen(&fields, &[], visit.now.day()).map_err(|_since| PolicyError::Changed)?),
        false => None,
    };
    let messages = visit.app.messages.clone();
    let press = Press { member: member.clone(), now: visit.now, fields, approver, messages };
    let work = move |database: &Database| {
        let mut came = Vec::new();
        for id in ids {
            if let Some(one) = press.one(database, id)? {
                came.push((id, one));
            }
        }
        Ok::<_, PolicyError>(came)
    };
    let came = visit.app.work(work).await?;
    let parts: Vec<String> = came.iter().map(|(id, came)| format!("{}={id}", came.word())).collect();
    Ok(see_other(&member.path(&format!("policies/publish-many/result?{}", parts.join("&")))))
}

struct Press {
    member: Member,
    now: Moment,
    fields: Fields,
    approver: Option<Approver>,
    messages: std::sync::Arc<Messages>,
}

impl Press {
    /// Publishes one policy in a transaction of its own. Nothing when it isn't one that the member may change.
    fn one(&self, database: &Database, id: PolicyId) -> Result<Option<Came>, PolicyError> {
        let member = &self.member;
        let may = database.read(member, |tenant| {
            let known = store::get(tenant, id)?.is_some();
            Ok::<_, PolicyError>(known && is_changeable(tenant, member, id)?)
        })?;
        if !may {
            return Ok(None);
        }
        Ok(Some(match self.publish(database, id) {
            Ok(()) => Came::Published,
            Err(PolicyError::NotReady | PolicyError::Limit(_)) => Came::NotReady,
            Err(PolicyError::DutyChanged) => Came::Typographical,
            Err(PolicyError::NeedsApproval) => Came::Approval,
            Err(PolicyError::RoundStands | PolicyError::Refused) => Came::Round,
            // Pressed twice: it was published a moment ago, which is what was wanted.
            Err(PolicyError::NoDraft) if self.just_published(database, id)? => Came::Published,
            Err(PolicyError::Changed | PolicyError::NoDraft | PolicyError::Withdrawn) => Came::Changed,
            Err(other) => return Err(other),
        }))
    }

    fn just_published(&self, database: &Database, id: PolicyId) -> Result<bool, PolicyError> {
        let newest = database.read(&self.member, |tenant| super::super::versions(tenant, id))?;
        let mine = newest.first().filter(|version| version.published_by == self.member.person());
        Ok(mine.is_some_and(|version| self.now < version.published_at.plus_minutes(60)))
    }

    fn publish(&self, database: &Database, id: PolicyId) -> Result<(), PolicyError> {
        let (now, by) = (self.now, self.member.person());
        let (basis, known) = database.read(&self.member, |tenant| {
            let services = drafts::services(tenant, id)?;
            let basis = publishing::basis(tenant, id, &services)?;
            let known = self.known(tenant, &basis)?;
            Ok::<_, PolicyError>((basis, known))
        })?;
        if self.fields.text(&format!("basis-{id}")) != basis.of.digest() {
            return Err(PolicyError::Changed);
        }
        let terms = match known {
            Some(terms) => terms,
            None => self.terms(&basis)?,
        };
        let person = self.approver.as_ref().and_then(|approver| approver.person);
        let consent = Consent { person, past: None };
        let prepared = publishing::prepare(&basis, &terms, now, by, &self.messages)?.with(consent);
        database.write(self.member.clone(), move |tenant| {
            publishing::publish(tenant, now, &prepared)?;
            Ok(reactions::published(tenant, now, id)?)
        })
    }

    /// What was approved, or what the register says was in force, when the check page said so.
    fn known(&self, tenant: &mut Tenant<'_>, basis: &Basis) -> Result<Option<Terms>, PolicyError> {
        let id = basis.of.policy.id;
        if let Some(round) = approval::store::live(tenant, id)?.filter(approval::Round::is_approved) {
            return Ok(Some(approval::terms(tenant, self.now.day(), &round)?));
        }
        if self.fields.text(&format!("kind-{id}")) != ChangeKind::Adopted.as_str() {
            return Ok(None);
        }
        if basis.of.before.is_some() {
            return Err(PolicyError::Changed);
        }
        let said = reactions::declared(tenant, self.now, &self.messages, &[&basis.of.draft])?.remove(&id);
        said.map(|said| Some(said.terms)).ok_or(PolicyError::Changed)
    }

    /// What the check page showed for one policy.
    fn terms(&self, basis: &Basis) -> Result<Terms, PolicyError> {
        let (id, today) = (basis.of.policy.id, self.now.day());
        let text = |name: &str| self.fields.text(&format!("{name}-{id}"));
        let furthest = today.plus_months(publishing::LONGEST_REVIEW_MONTHS);
        let next = Day::parse(text("next")).filter(|day| *day > today && *day <= furthest);
        let approver = self.approver.as_ref().ok_or(PolicyError::Changed)?;
        let kind = ChangeKind::from_word(text("kind")).filter(|kind| *kind != ChangeKind::Adopted);
        let kind = kind.unwrap_or(ChangeKind::Minor);
        let label: String = text("label").chars().take(20).collect();
        let label = if label.is_empty() { labels::proposed(basis.of.before.as_deref(), kind) } else { label };
        Ok(Terms {
            label: if label.is_empty() { return Err(PolicyError::Changed) } else { label },
            reviewed_on: today,
            effective_on: today,
            effective_known: true,
            next_review_on: next.ok_or(PolicyError::Changed)?,
            change_note: self.fields.text("change_note").to_owned(),
            approved_on: Some(approver.on).filter(|on| *on != today),
            approver_name: approver.name.clone(),
            change_kind: kind,
            approval_reason: None,
        })
    }
}

/// `GET …/policies/publish-many/result?published=…&changed=…`
pub(super) async fn result(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let all = visit.app.read(&member, |tenant| Ok::<_, PolicyError>(store::all(tenant)?)).await?;
    let rows_of = |came: Came| {
        let ids: BTreeSet<PolicyId> =
            visit.query.all(came.word()).iter().filter_map(|id| PolicyId::parse(id)).collect();
        let of = all.iter().filter(move |policy| ids.contains(&policy.id));
        of.map(|policy| {
            json!({
                "title": policy.title,
                "code": policy.code,
                "href": member.path(&format!("policies/{}", policy.id)),
                "next": policy.next_review_on,
            })
        })
        .collect::<Vec<_>>()
    };
    let failed: Vec<Json> = Came::ALL
        .iter()
        .filter(|came| **came != Came::Published)
        .flat_map(|came| {
            let why = visit.words(&format!("policies-many-{}", came.word()));
            rows_of(*came).into_iter().map(move |row| json!({ "of": row, "why": why }))
        })
        .collect();
    let published = rows_of(Came::Published);
    let context = json!({
        "title": visit.words("policies-many-result"),
        "back": member.path("policies"),
        "again": member.path("policies/publish-many"),
        "ask": (!published.is_empty() && member.may(Action::AskToSign))
            .then(|| member.path("acknowledgements/new")),
        "published": published,
        "failed": failed,
    });
    visit.page(&member, "policies/publish_many_result.html", context)
}
