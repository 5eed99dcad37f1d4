//! Asking the same people to approve many drafts, in one form: a round for each.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::PolicyError;
use super::super::approval::rules::MayApprove;
use super::super::approval::who::{self, candidates as people};
use super::super::approval::{self, Order, Proposal, Stage, form as forms};
use super::super::versions::{ChangeKind, labels};
use super::candidates::{Candidate, candidates};
use crate::access::Member;
use crate::clock::Day;
use crate::db::ids::{PersonId, PolicyId};
use crate::people::Labels;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const TEMPLATE: &str = "policies/ask_many.html";

struct Found {
    drafts: Vec<Candidate>,
    people: Vec<who::Candidate>,
}

/// The drafts that approval is missing for and nobody is asked about, and who can be asked.
async fn look(visit: &Visit, member: &Member) -> Result<Found, Error> {
    let mut drafts = candidates(visit, member).await?.all;
    drafts.retain(|one| one.is_to_be_asked() && !label(one, ChangeKind::Minor).is_empty());
    let (by, today) = (member.person(), visit.now.day());
    let mut people =
        visit.app.read(member, move |tenant| people(tenant, today, Stage::Approval, &[by])).await?;
    people.retain(|one| one.may != MayApprove::No);
    Ok(Found { drafts, people })
}

fn label(one: &Candidate, kind: ChangeKind) -> String {
    labels::proposed(one.before(), kind)
}

fn context(visit: &Visit, member: &Member, found: &Found) -> Json {
    let row = |one: &Candidate| {
        let policy = one.policy();
        json!({
            "id": policy.id,
            "title": policy.title,
            "code": policy.code,
            "stamp": one.of.draft.stamp(),
            "href": member.path(&format!("policies/{}/preview", policy.id)),
            "services": one.of.places(),
            "gaps": policy.gaps,
            "raw": one.is_raw(),
            "unseen": one.unseen(visit),
            "import": one.import(member),
            "label": label(one, ChangeKind::Minor),
            "first": one.before().is_none(),
        })
    };
    let called = Labels::read_by(member, found.people.iter().map(|one| &one.person));
    let person = |one: &who::Candidate| {
        let own = visit.words("approval-own-with-reason");
        let hint = if one.may == MayApprove::WithReason { own } else { one.person.job_title.clone() };
        json!({ "value": one.person.id, "label": called.label(&one.person), "hint": hint })
    };
    let kinds = [ChangeKind::Minor, ChangeKind::Major].map(
        |kind| json!({ "value": kind, "label": visit.words(&format!("policies-kind-{}", kind.as_str())) }),
    );
    json!({
        "title": visit.words("approval-many"),
        "back": member.path("policies/publish-many"),
        "rows": found.drafts.iter().map(row).collect::<Vec<_>>(),
        "people": found.people.iter().map(person).collect::<Vec<_>>(),
        "kinds": kinds,
        "all_first": found.drafts.iter().all(|one| one.before().is_none()),
    })
}

/// `GET …/policies/ask-many?policy=…`
pub(super) async fn show(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let mut found = look(&visit, &member).await?;
    let asked: BTreeSet<PolicyId> =
        visit.query.all("policy").iter().filter_map(|id| PolicyId::parse(id)).collect();
    found.drafts.retain(|one| asked.is_empty() || asked.contains(&one.policy().id));
    visit.page(&member, TEMPLATE, context(&visit, &member, &found))
}

/// What is asked about one draft: it is reviewed and applies from today, as the policy has its months.
fn order(fields: &Fields, one: &Candidate, said: &forms::Batch, today: Day) -> (PolicyId, Order) {
    let id = one.policy().id;
    let kind = ChangeKind::from_word(fields.text(&format!("kind-{id}")));
    let kind = kind.filter(|kind| *kind == ChangeKind::Major).unwrap_or(ChangeKind::Minor);
    let terms = Proposal {
        label: label(one, kind),
        change_kind: kind,
        reviewed_on: today,
        effective_on: today,
        next_review_on: today.plus_months(one.of.months()),
        change_note: said.change_note.clone(),
        at_once: said.at_once,
        services: BTreeSet::new(),
    };
    let order = Order {
        stage: Stage::Approval,
        people: said.people.clone(),
        outside: Vec::new(),
        terms: Some(terms),
        note: said.note.clone(),
        stamp: fields.text(&format!("stamp-{id}")).to_owned(),
    };
    (id, order)
}

/// `POST …/policies/ask-many`
pub(super) async fn ask(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let found = look(&visit, &member).await?;
    let wanted: BTreeSet<PolicyId> =
        fields.all("policies").iter().filter_map(|id| PolicyId::parse(id)).collect();
    let taken: Vec<&Candidate> =
        found.drafts.iter().filter(|one| wanted.contains(&one.policy().id)).collect();
    let again = |errors: &FormErrors| {
        visit.page_again(&member, TEMPLATE, context(&visit, &member, &found), &fields, errors)
    };
    let said = match forms::batch(&fields, taken.len()) {
        Ok(said) if taken.len() == wanted.len() => said,
        Ok(_said) => return again(&FormErrors::one("policies", "approval-many-error-gone")),
        Err(errors) => return again(&errors),
    };
    let orders: Vec<(PolicyId, Order)> =
        taken.iter().map(|one| order(&fields, one, &said, visit.now.day())).collect();
    let (now, by, post) = (visit.now, member.person(), visit.app.post.clone());
    let asked =
        visit.app.write(&member, move |tenant| approval::ask_many(tenant, now, &post, by, &orders)).await;
    match asked {
        Ok(()) => Ok(see_other(&member.path("policies/publish-many?done=approval-many-asked"))),
        Err(PolicyError::OwnText) => again(&own(&taken, &said.people)),
        Err(PolicyError::NotFound) => again(&FormErrors::one("people", "approval-error-person")),
        Err(PolicyError::Changed | PolicyError::RoundOpen | PolicyError::NoDraft) => {
            again(&FormErrors::one("policies", "approval-many-error-gone"))
        }
        Err(other) => Err(other.into()),
    }
}

/// Which of the texts are by somebody who is to approve them.
fn own(taken: &[&Candidate], people: &BTreeSet<PersonId>) -> FormErrors {
    let texts: Vec<&str> = taken
        .iter()
        .filter(|one| people.contains(&one.of.draft.updated_by))
        .map(|one| one.policy().code.as_str())
        .collect();
    let mut errors = FormErrors::default();
    errors.add_with(
        "people",
        "approval-many-error-own",
        vec![("texts", crate::web::Value::Text(texts.join(", ")))],
    );
    errors
}
