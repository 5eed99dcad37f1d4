//! Published policies that print an old value, and issuing them again.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::versions::changes::changes;
use super::super::versions::reissue::{self, Prepared};
use super::super::versions::stale::{self, Stale};
use super::super::{Policy, PolicyError, form, store};
use super::stale_check::{self, Preview, basis_name};
use super::{all_services, field_words, is_changeable, right};
use crate::access::{Action, Member};
use crate::clock::Moment;
use crate::db::ids::{PolicyId, ServiceId};
use crate::db::{Database, Tenant};
use crate::mail::Post;
use crate::messages::Messages;
use crate::organisations::{self, Service};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const TEMPLATE: &str = "policies/stale.html";

struct Found {
    stale: Vec<Stale>,
    policies: BTreeMap<PolicyId, Policy>,
    services: Vec<Service>,
    changeable: BTreeSet<PolicyId>,
    // Who may issue the others again.
    rights: BTreeMap<PolicyId, Json>,
}

fn look(tenant: &mut Tenant<'_>, member: &Member, messages: &Messages) -> Result<Found, PolicyError> {
    let stale = stale::stale(tenant, messages)?;
    let ids = stale::policies_in(&stale);
    let mut policies: BTreeMap<PolicyId, Policy> =
        store::all(tenant)?.into_iter().map(|policy| (policy.id, policy)).collect();
    policies.retain(|id, _| ids.contains(id));
    let (mut changeable, mut rights) = (BTreeSet::new(), BTreeMap::new());
    for id in &ids {
        if is_changeable(tenant, member, *id)? {
            changeable.insert(*id);
        } else {
            let at = all_services(tenant, *id)?;
            rights.insert(*id, right::words(tenant, &at)?);
        }
    }
    Ok(Found { stale, policies, services: organisations::services(tenant)?, changeable, rights })
}

async fn found(visit: &Visit, member: &Member) -> Result<Found, Error> {
    let (who, messages) = (member.clone(), visit.app.messages.clone());
    Ok(visit.app.read(member, move |tenant| look(tenant, &who, &messages)).await?)
}

impl Found {
    fn names(&self, ids: &BTreeSet<ServiceId>) -> String {
        let named = self.services.iter().filter(|service| ids.contains(&service.id));
        named.map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// A group for each value that changed: old, new, and where the old one is printed.
    fn groups(&self, visit: &Visit, member: &Member) -> Vec<Json> {
        let place = |(id, services): (&PolicyId, &BTreeSet<ServiceId>)| {
            let policy = self.policies.get(id)?;
            Some(json!({
                "title": policy.title,
                "code": policy.code,
                "href": member.path(&format!("policies/{id}")),
                "services": self.names(services),
                "right": self.rights.get(id),
            }))
        };
        let group = |stale: &Stale| {
            json!({
                "field": field_words(visit, &stale.name),
                "before": stale.before,
                "now": stale.now,
                "places": stale.places.iter().filter_map(place).collect::<Vec<_>>(),
            })
        };
        self.stale.iter().map(group).collect()
    }

    /// The policies that can be issued again: every value that they print is filled.
    fn options(&self) -> Vec<Json> {
        let unfilled: BTreeSet<PolicyId> = self
            .stale
            .iter()
            .filter(|stale| stale.now.is_none())
            .flat_map(|stale| stale.places.keys().copied())
            .collect();
        self.policies
            .values()
            .filter(|policy| self.changeable.contains(&policy.id) && !unfilled.contains(&policy.id))
            .map(|policy| {
                let services: BTreeSet<ServiceId> = self
                    .stale
                    .iter()
                    .filter_map(|stale| stale.places.get(&policy.id))
                    .flatten()
                    .copied()
                    .collect();
                json!({
                    "value": policy.id,
                    "label": format!("{} ({})", policy.title, policy.code),
                    "hint": self.names(&services),
                })
            })
            .collect()
    }
}

fn context(visit: &Visit, member: &Member, found: &Found) -> Json {
    let options = found.options();
    json!({
        "title": visit.words("policies-stale"),
        "back": member.path("policies"),
        "groups": found.groups(visit, member),
        "count": found.policies.len(),
        "ticked": options.iter().filter_map(|option| option.get("value").cloned()).collect::<Vec<_>>(),
        "options": options,
        "may_ask": member.may(Action::AskToSign),
        "fields": member.may(Action::ManageOrganisation).then(|| member.path("settings/fields")),
    })
}

/// `GET …/policies/stale`
pub(super) async fn show(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let found = found(&visit, &member).await?;
    let context = context(&visit, &member, &found);
    visit.page(&member, TEMPLATE, context)
}

/// How the re-issue of one policy went.
struct Issued {
    policy: PolicyId,
    services: BTreeSet<ServiceId>,
    fault: Option<&'static str>,
    asked: bool,
}

/// `POST …/policies/stale`: the check page first, then, confirmed there, the deed.
pub(super) async fn reissue(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let chosen: BTreeSet<PolicyId> =
        fields.all("policies").iter().filter_map(|id| PolicyId::parse(id)).collect();
    let found = found(&visit, &member).await?;
    let reason = match form::reason(&fields) {
        Ok(reason) if !chosen.is_empty() => reason,
        faulty => {
            let mut errors = faulty.err().unwrap_or_default();
            if chosen.is_empty() {
                errors.add("policies", "policies-error-choose-policy");
            }
            let context = context(&visit, &member, &found);
            return visit.page_again(&member, TEMPLATE, context, &fields, &errors);
        }
    };
    // A policy that prints nothing old any more was issued by the first press: it counts as done.
    if chosen.iter().any(|id| found.policies.contains_key(id) && !found.changeable.contains(id)) {
        return Err(Error::Forbidden);
    }
    let again = fields.has("again").then(|| visit.now.day().plus_days(form::days_to_sign(&fields)));
    let job = Job {
        member: member.clone(),
        now: visit.now,
        reason,
        again: again.filter(|_| member.may(Action::AskToSign)),
        shown: chosen.iter().map(|id| (*id, fields.text(&basis_name(*id)).to_owned())).collect(),
        messages: visit.app.messages.clone(),
        post: visit.app.post.clone(),
    };
    if !fields.has("confirmed") {
        return check(&visit, &member, &found, job, chosen, &fields).await;
    }
    let work = move |database: &Database| {
        let mut results = Vec::new();
        for id in chosen {
            results.push(job.one(database, id)?);
        }
        Ok::<_, PolicyError>(results)
    };
    let results = visit.app.work(work).await?;
    let context = result_context(&visit, &member, &found, &results);
    results_page(&visit, &member, context, &results)
}

/// What would change, service by service, with the button that does it. Nothing is written.
async fn check(
    visit: &Visit,
    member: &Member,
    found: &Found,
    job: Job,
    chosen: BTreeSet<PolicyId>,
    fields: &Fields,
) -> Answer {
    let work = move |database: &Database| {
        let (mut previews, mut faults) = (Vec::new(), Vec::new());
        for id in chosen {
            let mut result = Issued::of(id);
            match job.preview(database, id) {
                Ok(preview) => previews.push(preview),
                Err(other) => {
                    result.fault = Some(fault(other)?);
                    faults.push(result);
                }
            }
        }
        Ok::<_, PolicyError>((previews, faults))
    };
    let (previews, faults) = visit.app.work(work).await?;
    let failed = result_context(visit, member, found, &faults);
    if previews.is_empty() {
        return results_page(visit, member, failed, &faults);
    }
    let left_out = failed.get("rows").and_then(Json::as_array).cloned().unwrap_or_default();
    let known = (&found.policies, found.services.as_slice());
    let context = stale_check::context(visit, member, known, (&previews, &left_out), fields);
    // A page that a form leads to and that changes nothing: as an answer to the form, not for the history.
    visit.page(member, "policies/stale_check.html", context)
}

/// What the page says of a policy that can't be issued again.
fn fault(fault: PolicyError) -> Result<&'static str, PolicyError> {
    match fault {
        PolicyError::NotReady => Ok("policies-stale-not-filled"),
        PolicyError::Changed | PolicyError::NotInForce | PolicyError::NotFound => Ok("policies-changed"),
        other => Err(other),
    }
}

fn results_page(visit: &Visit, member: &Member, context: Json, results: &[Issued]) -> Answer {
    if results.iter().all(|result| result.fault.is_none()) {
        return Ok(see_other(&member.path("policies/stale?done=policies-reissued")));
    }
    let fields = Fields::default();
    visit.page_again(member, "policies/stale_result.html", context, &fields, &FormErrors::default())
}

fn result_context(visit: &Visit, member: &Member, found: &Found, results: &[Issued]) -> Json {
    let row = |result: &Issued| {
        let title = found.policies.get(&result.policy).map(|policy| policy.title.clone());
        json!({
            "title": title.unwrap_or_default(),
            "href": member.path(&format!("policies/{}", result.policy)),
            "services": found.names(&result.services),
            "fault": result.fault.map(|key| visit.words(key)),
            "asked": result.asked,
        })
    };
    json!({
        "title": visit.words("policies-reissue-result"),
        "back": member.path("policies/stale"),
        "rows": results.iter().map(row).collect::<Vec<_>>(),
    })
}

impl Issued {
    const fn of(policy: PolicyId) -> Self {
        Self { policy, services: BTreeSet::new(), fault: None, asked: false }
    }
}

/// What is the same for each policy that is issued again.
struct Job {
    member: Member,
    now: Moment,
    reason: String,
    again: Option<crate::clock::Day>,
    // The digest of what the check page showed of each policy.
    shown: BTreeMap<PolicyId, String>,
    messages: std::sync::Arc<Messages>,
    post: std::sync::Arc<Post>,
}

impl Job {
    /// Reads, prints outside any transaction, then writes: each policy for itself.
    fn one(&self, database: &Database, id: PolicyId) -> Result<Issued, PolicyError> {
        let mut result = Issued::of(id);
        match self.issue(database, id) {
            Ok((services, asked)) => {
                result.services = services;
                result.asked = asked;
            }
            Err(other) => result.fault = Some(fault(other)?),
        }
        Ok(result)
    }

    fn prepare(&self, database: &Database, id: PolicyId) -> Result<(reissue::Basis, Prepared), PolicyError> {
        let basis = database.read(&self.member, |tenant| reissue::basis(tenant, id))?;
        let by = self.member.person();
        let prepared = reissue::prepare(&basis, &self.reason, self.now, by, &self.messages)?;
        Ok((basis, prepared))
    }

    fn preview(&self, database: &Database, id: PolicyId) -> Result<Preview, PolicyError> {
        let (basis, prepared) = self.prepare(database, id)?;
        let changes = changes(&basis, &prepared, &self.messages);
        Ok(Preview { policy: id, changes, basis: prepared.digest() })
    }

    fn issue(&self, database: &Database, id: PolicyId) -> Result<(BTreeSet<ServiceId>, bool), PolicyError> {
        let (_, prepared) = self.prepare(database, id)?;
        // Nothing left to print: the first of two presses did it.
        if !prepared.is_empty() && self.shown.get(&id) != Some(&prepared.digest()) {
            return Err(PolicyError::Changed);
        }
        let (now, post) = (self.now, self.post.clone());
        let again = self.again.filter(|_| !prepared.changed_duty.is_empty()).map(|due_on| reactions::Again {
            policy: id,
            services: prepared.changed_duty.clone(),
            due_on,
            note: self.reason.clone(),
        });
        database.write(self.member.clone(), move |tenant| {
            let done = reissue::reissue(tenant, now, &prepared)?;
            reactions::reissued(tenant, &done.followed)?;
            if let Some(again) = &again {
                reactions::ask_again(tenant, now, &post, again)?;
            }
            Ok((done.services, again.is_some()))
        })
    }
}
