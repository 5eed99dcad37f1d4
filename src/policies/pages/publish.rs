//! Check and publish.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

use super::super::approval::{self, Objection, Rule, form as forms};
use super::super::elsewhere::Declared;
use super::super::readiness::Readiness;
use super::super::versions::outline::Outline;
use super::super::versions::publishing::{self, Basis, Consent, Terms, proposed_label};
use super::super::versions::{ChangeKind, labels};
use super::super::{Policy, PolicyError, drafts, form, related};
use super::approver::{self, Approvers, GoingOn};
use super::edit::no_thread;
use super::preview::{where_to_fill, wrong_place};
use super::{find_to_change, label_of, named, unseen};
use crate::access::{Action, Member};
use crate::db::ids::ServiceId;
use crate::documents::State;
use crate::organisations::Service;
use crate::organisations::own::{self, OwnField};
use crate::policies;
use crate::reactions;
use crate::web::bounded;
use crate::web::dates;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

/// The kinds of change to choose from, each with the label that it proposes.
pub(in crate::policies) fn kinds(visit: &Visit, before: Option<&str>) -> Vec<Json> {
    let kind = |kind: &ChangeKind| {
        let label = labels::proposed(before, *kind);
        let words = visit.words(&format!("policies-kind-{}", kind.as_str()));
        json!({
            "value": kind,
            "label": if label.is_empty() { words } else { format!("{words}: {label}") },
            "hint": visit.words(&format!("policies-kind-{}-hint", kind.as_str())),
        })
    };
    [ChangeKind::Minor, ChangeKind::Major, ChangeKind::Typographical].iter().map(kind).collect()
}

/// The services where the draft would change what must be followed.
pub(in crate::policies) async fn duty_changes(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
) -> Result<BTreeSet<ServiceId>, Error> {
    let basis = basis_of(visit, member, policy).await?;
    changes_of(visit, &basis).await
}

async fn changes_of(visit: &Visit, basis: &Basis) -> Result<BTreeSet<ServiceId>, Error> {
    let (basis, messages) = (basis.clone(), visit.app.messages.clone());
    let done = bounded::block(move || basis.duty_changes(&messages));
    Ok(done.await.map_err(|_gone| no_thread())??)
}

/// What approval says of a policy: the rule, the round that goes on, who asked for changes, who may approve;
/// and what a register says of it.
struct Standing {
    rule: Rule,
    going: Option<GoingOn>,
    terms: Option<Terms>,
    against: Vec<Objection>,
    approvers: Approvers,
    declared: Option<Declared>,
    holders: usize,
    warnings: Vec<related::Warning>,
    own: Vec<OwnField>,
}

impl Standing {
    /// Whether a reason is needed to publish all the same.
    fn stands_against(&self) -> bool {
        self.terms.is_none() && (self.going.is_some() || self.against.iter().any(|said| !said.is_earlier))
    }
}

async fn standing(visit: &Visit, member: &Member, basis: &Basis) -> Result<Standing, Error> {
    let (of, by, now) = (basis.of.clone(), member.person(), visit.now);
    let messages = visit.app.messages.clone();
    let read = visit.app.read(member, move |tenant| {
        let Outline { policy, draft, .. } = &of;
        let going = GoingOn::read(tenant, policy)?;
        let terms = match &going {
            Some(going) if going.round.is_approved() => {
                Some(approval::terms(tenant, now.day(), &going.round)?)
            }
            _ => None,
        };
        let services = drafts::services(tenant, policy.id)?;
        let against = approval::objections(tenant, &[(policy, draft)])?.remove(&policy.id);
        let against = against.unwrap_or_default();
        let mut standing = Standing {
            rule: approval::rule(tenant)?,
            approvers: Approvers::read(tenant, now.day(), &[by, draft.updated_by])?,
            holders: reactions::who_has(tenant, policy.id, &services)?,
            warnings: named::warnings(tenant, policy, draft, &services)?,
            own: own::fields(tenant)?,
            declared: None,
            going,
            terms,
            against,
        };
        if of.before.is_none() && standing.going.is_none() && !standing.stands_against() {
            standing.declared = reactions::declared(tenant, now, &messages, &[draft])?.remove(&policy.id);
        }
        Ok::<_, PolicyError>(standing)
    });
    Ok(read.await?)
}

async fn basis_of(visit: &Visit, member: &Member, policy: &Policy) -> Result<Basis, Error> {
    let id = policy.id;
    let read = visit.app.read(member, move |tenant| {
        let services = drafts::services(tenant, id)?;
        publishing::basis(tenant, id, &services)
    });
    Ok(read.await?)
}

async fn readiness_of(basis: &Basis) -> Result<Vec<(Service, Readiness)>, Error> {
    let basis = basis.clone();
    let done = bounded::block(move || {
        let ready = basis.of.readiness()?;
        Ok::<_, PolicyError>(
            ready.into_iter().map(|(site, ready)| (site.service.clone(), ready)).collect::<Vec<_>>(),
        )
    });
    Ok(done.await.map_err(|_gone| no_thread())??)
}

async fn context(visit: &Visit, member: &Member, basis: &Basis) -> Result<Json, Error> {
    let ready = readiness_of(basis).await?;
    let policy = &basis.of.policy;
    let base = member.path(&format!("policies/{}", policy.id));
    let standing = standing(visit, member, basis).await?;
    let changed = changes_of(visit, basis).await?;
    let names: Vec<&str> = ready
        .iter()
        .filter(|(service, _)| changed.contains(&service.id))
        .map(|(service, _)| service.name.as_str())
        .collect();
    let months = policy.months();
    let rows: Vec<Json> = ready
        .iter()
        .map(|(service, ready)| row(visit, member, policy, service, (ready, &standing.own)))
        .collect();
    let today = visit.now.day();
    let next = today.plus_months(months);
    let sites: Vec<Service> = ready.iter().map(|(service, _)| service.clone()).collect();
    Ok(json!({
        "title": visit.words("policies-publish"),
        "caption": policy.title,
        "back": base,
        "details_href": format!("{base}/details"),
        "preview_href": format!("{base}/preview"),
        "named": named::words(visit, &standing.warnings, &sites),
        "rows": rows,
        "unseen": unseen::words(visit, &basis.of.draft).await?,
        "import_href": format!("{base}/import"),
        "ready": ready.iter().filter(|(_, ready)| ready.is_ready()).count(),
        "not_ready": ready.iter().filter(|(_, ready)| !ready.is_ready()).count(),
        "services": ready.iter().filter(|(_, ready)| ready.is_ready())
            .map(|(service, _)| json!({"value": service.id, "label": service.name})).collect::<Vec<_>>(),
        "ticked": ready.iter().filter(|(_, ready)| ready.is_ready())
            .map(|(service, _)| service.id).collect::<Vec<_>>(),
        "basis": basis.of.digest(),
        "label": if basis.of.before.is_none() { proposed_label(None) } else { String::new() },
        "kinds": kinds(visit, basis.of.before.as_deref()),
        "first": basis.of.before.is_none(),
        "approval": approval_context(visit, member, policy, &standing),
        "declared": standing.declared.as_ref().map(|said| approver::declared(visit, said)),
        "months": months,
        "duty": names,
        "holders": standing.holders,
        "may_ask": member.may(Action::AskToSign) && basis.of.before.is_some() && standing.holders > 0,
        "again": if changed.is_empty() { "nobody" } else { "everybody" },
        "today": dates::boxes(today),
        "next": dates::boxes(next),
        "approver": standing.approvers.context(visit, member, &standing.against),
    }))
}

/// What the page says of approval: that it is missing, goes on, or what was approved.
fn approval_context(visit: &Visit, member: &Member, policy: &Policy, standing: &Standing) -> Json {
    json!({
        "needed": standing.rule.asks() && standing.terms.is_none(),
        "ask": member.path(&format!("policies/{}/approval", policy.id)),
        "going": standing.going.as_ref().filter(|_| standing.terms.is_none())
            .map(|going| going.warning(visit, member)),
        "against": approver::against(member, policy, &standing.against, false),
        "earlier": approver::against(member, policy, &standing.against, true),
        "past": standing.stands_against(),
        "terms": standing.terms.as_ref().map(|terms| json!({
            "label": terms.label,
            "kind": visit.words(&format!("policies-kind-{}", terms.change_kind.as_str())),
            "approver": terms.approver_name,
            "approved_on": terms.approved_on,
            "effective": terms.effective_on,
            "next": terms.next_review_on,
            "note": terms.change_note,
        })),
    })
}

fn row(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    service: &Service,
    (ready, own): (&Readiness, &[OwnField]),
) -> Json {
    let open = |(name, count): &(String, usize), state: &State| {
        json!({
            "label": if *state == State::Unknown { name.clone() } else { label_of(visit, own, name) },
            "count": count,
            "href": where_to_fill(member, policy, (name, state), Some(service), true),
        })
    };
    json!({
        "name": service.name,
        "ready": ready.is_ready(),
        "missing": ready.missing.iter().map(|gap| open(gap, &State::Missing)).collect::<Vec<_>>(),
        "unknown": ready.unknown.iter().map(|gap| open(gap, &State::Unknown)).collect::<Vec<_>>(),
        "undescribed": ready.undescribed,
        "text": member.path(&format!("policies/{}/text", policy.id)),
        "wrong": wrong_place(visit, ready, Some(service)),
        "preview": member.path(&format!("policies/{}/preview?service={}", policy.id, service.id)),
    })
}

/// `GET …/policies/{id}/publish`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let basis = basis_of(&visit, &member, &policy).await?;
    let context = context(&visit, &member, &basis).await?;
    visit.page(&member, "policies/publish.html", context)
}

/// `POST …/policies/{id}/publish`
pub(super) async fn publish(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    if let Some(number) = just_published(&visit, &member, &policy, fields.text("label")).await? {
        return Ok(published(&member, &policy, number));
    }
    let basis = basis_of(&visit, &member, &policy).await?;
    if fields.text("basis") != basis.of.digest() {
        return Err(PolicyError::Changed.into());
    }
    let chosen = form::services(&fields);
    match decided(&visit, &member, &fields, &basis, &chosen).await? {
        Err(errors) => {
            let context = context(&visit, &member, &basis).await?;
            visit.page_again(&member, "policies/publish.html", context, &fields, &errors)
        }
        Ok((terms, consent)) => {
            let again = again(&visit, &member, &fields, &policy, &chosen);
            match done(&visit, &member, &policy, (chosen, terms, consent, again)).await {
                Ok(number) => Ok(published(&member, &policy, number)),
                Err(PolicyError::DutyChanged) => {
                    let context = context(&visit, &member, &basis).await?;
                    let errors = FormErrors::one("kind", "policies-error-typographical");
                    visit.page_again(&member, "policies/publish.html", context, &fields, &errors)
                }
                Err(other) => Err(other.into()),
            }
        }
    }
}

fn published(member: &Member, policy: &Policy, number: i64) -> HttpResponse {
    see_other(&member.path(&format!("policies/{}/versions/{number}?done=policies-published", policy.id)))
}

/// The number of the version that this person published a moment ago under this label: the button was
/// pressed twice, and the second press leads to the same result.
async fn just_published(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    label: &str,
) -> Result<Option<i64>, Error> {
    if policy.has_draft {
        return Ok(None);
    }
    let (id, now, person, label) = (policy.id, visit.now, member.person(), label.to_owned());
    let newest =
        visit.app.read(member, move |tenant| policies::versions(tenant, id)).await?.into_iter().next();
    let mine = newest
        .filter(|version| version.published_by == person && (label.is_empty() || version.label == label));
    Ok(mine.filter(|version| now < version.published_at.plus_minutes(10)).map(|version| version.number))
}

/// Who is asked to sign again, when the author wants that.
fn again(
    visit: &Visit,
    member: &Member,
    fields: &Fields,
    policy: &Policy,
    services: &BTreeSet<ServiceId>,
) -> Option<reactions::Again> {
    let wanted = fields.text("again") == "everybody";
    let everywhere = services.iter().all(|service| member.may_at(Action::AskToSign, *service));
    (wanted && everywhere).then(|| reactions::Again {
        policy: policy.id,
        services: services.clone(),
        due_on: visit.now.day().plus_days(form::days_to_sign(fields)),
        note: String::new(),
    })
}

async fn decided(
    visit: &Visit,
    member: &Member,
    fields: &Fields,
    basis: &Basis,
    chosen: &BTreeSet<ServiceId>,
) -> Result<Result<(Terms, Consent), FormErrors>, Error> {
    let ready = readiness_of(basis).await?;
    let open: BTreeSet<ServiceId> =
        ready.iter().filter(|(_, ready)| ready.is_ready()).map(|(service, _)| service.id).collect();
    let mut errors = FormErrors::default();
    if chosen.is_empty() {
        errors.add("services", "policies-error-no-service");
    } else if !chosen.is_subset(&open) {
        errors.add("services", "policies-not-ready");
    }
    let terms = terms(visit, fields, basis, &standing(visit, member, basis).await?);
    if let Err(more) = &terms {
        errors.0.extend(more.0.iter().cloned());
    }
    Ok(errors.or(terms.ok()))
}

/// What was approved; what the register says was in force; else what the form says, with who approved it.
fn terms(
    visit: &Visit,
    fields: &Fields,
    basis: &Basis,
    standing: &Standing,
) -> Result<(Terms, Consent), FormErrors> {
    let declared = standing.declared.as_ref().filter(|_| fields.text("as") == ChangeKind::Adopted.as_str());
    if let Some(terms) = standing.terms.as_ref().or(declared.map(|declared| &declared.terms)) {
        return Ok((terms.clone(), Consent::default()));
    }
    let today = visit.now.day();
    let approver = standing.approvers.chosen(fields, &standing.against, today);
    let person = approver.as_ref().ok().and_then(|approver| approver.person);
    let mut errors = FormErrors::default();
    let past = forms::past(fields, standing.stands_against());
    let past = past.unwrap_or_else(|more| {
        errors.0.extend(more.0);
        None
    });
    let terms = form::terms(fields, today, basis.of.before.as_deref(), approver);
    let terms = terms.map_err(|more| errors.0.extend(more.0)).ok();
    errors.or(terms.map(|terms| (terms, Consent { person, past })))
}

/// Reads, prints outside any transaction, then writes if nothing changed meanwhile.
async fn done(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    (chosen, terms, consent, again): (BTreeSet<ServiceId>, Terms, Consent, Option<reactions::Again>),
) -> Result<i64, PolicyError> {
    let (member, id, now) = (member.clone(), policy.id, visit.now);
    let (messages, post) = (visit.app.messages.clone(), visit.app.post.clone());
    let work = move |database: &crate::db::Database| {
        let basis = database.read(&member, |tenant| publishing::basis(tenant, id, &chosen))?;
        let prepared = publishing::prepare(&basis, &terms, now, member.person(), &messages)?.with(consent);
        database.write(member, move |tenant| {
            let version = publishing::publish(tenant, now, &prepared)?;
            reactions::published(tenant, now, id)?;
            if let Some(again) = &again {
                reactions::ask_again(tenant, now, &post, again)?;
            }
            Ok(version.number)
        })
    };
    visit.app.work(work).await
}
