//! The review of one policy: its form, and what was recorded before.

use std::collections::BTreeMap;

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use super::{list, may_review};
use crate::access::Member;
use crate::db::ids::{PersonId, PolicyId, VersionId};
use crate::messages::args;
use crate::people;
use crate::policies::{self, Version};
use crate::reviews::form::{self, REASON_AT_MOST};
use crate::reviews::{self, Duty, LookedAt, NextReview, Review, register};
use crate::web::{Answer, Body, Error, Visit, dates, see_other};

struct Found {
    duty: Duty,
    versions: Vec<Version>,
    history: Vec<Review>,
    names: BTreeMap<PersonId, String>,
}

async fn find(visit: &Visit, member: &Member, policy: &str) -> Result<Found, Error> {
    let policy = PolicyId::parse(policy).ok_or(Error::NotFound)?;
    visit
        .app
        .read(member, move |tenant| {
            let duty = register::duty(tenant, policy)?.ok_or(Error::NotFound)?;
            Ok::<_, Error>(Found {
                duty,
                versions: policies::versions(tenant, policy)?,
                history: reviews::history(tenant, policy)?,
                names: people::present_names(tenant)?,
            })
        })
        .await
}

/// Shows the form and the reviews before.
pub async fn show(visit: Visit, member: Member, path: Path<(String, String)>) -> Answer {
    let found = find(&visit, &member, &path.1).await?;
    visit.page(&member, "reviews/review.html", context(&visit, &member, &found))
}

/// Records that nothing has to change.
pub async fn record(visit: Visit, member: Member, path: Path<(String, String)>, body: Body) -> Answer {
    let found = find(&visit, &member, &path.1).await?;
    if !may_review(&member, &found.duty) {
        return Err(Error::Forbidden);
    }
    let fields = body.fields().await?;
    let answers = match form::parse(&fields, visit.now.day()) {
        Ok(answers) => answers,
        Err(errors) => {
            let context = context(&visit, &member, &found);
            return visit.page_again(&member, "reviews/review.html", context, &fields, &errors);
        }
    };
    let (now, by, policy) = (visit.now, member.person(), found.duty.policy);
    visit
        .app
        .write(&member, move |tenant| reviews::record(tenant, now, by, policy, &answers).map_err(Error::from))
        .await?;
    Ok(see_other(&member.path(&format!("reviews/{policy}?done=review-recorded"))))
}

fn context(visit: &Visit, member: &Member, found: &Found) -> Json {
    let (duty, today) = (&found.duty, visit.now.day());
    let (kind, state) = list::state(visit, duty, today);
    let title =
        visit.app.messages.format(visit.language, "reviews-of", &args([("title", duty.title.clone())]));
    let history: Vec<Json> = found.history.iter().map(|review| past(visit, found, review)).collect();
    json!({
        "title": title,
        "duty": {
            "code": duty.code, "version": duty.version, "label": label(&found.versions, duty.version),
            "owner": duty.owner_name, "due": duty.due_on, "last_reminder": duty.last_reminder,
        },
        "state": { "kind": kind, "text": state },
        "may_review": may_review(member, duty),
        "looked_at": LookedAt::ALL
            .iter()
            .map(|each| json!({ "value": each, "label": looked_at_words(visit, *each) }))
            .collect::<Vec<_>>(),
        "next": NextReview::ALL.iter().map(|next| next_option(visit, *next)).collect::<Vec<_>>(),
        "reason_limit": REASON_AT_MOST,
        "policy_href": member.path(&format!("policies/{}", duty.policy)),
        "here": member.path(&format!("reviews/{}", duty.policy)),
        "list_href": member.path("reviews"),
        "history": history,
    })
}

fn past(visit: &Visit, found: &Found, review: &Review) -> Json {
    let looked_at: Vec<String> = review.looked_at.iter().map(|each| looked_at_words(visit, *each)).collect();
    json!({
        "at": review.reviewed_on,
        "who": found.names.get(&review.by),
        "label": label(&found.versions, review.version),
        "looked_at": looked_at.join(", "),
        "reason": review.reason,
        "next": review.next_review_on,
    })
}

fn looked_at_words(visit: &Visit, each: LookedAt) -> String {
    visit.words(&format!("reviews-looked-at-{}", each.as_str()))
}

fn next_option(visit: &Visit, next: NextReview) -> Json {
    let today = visit.now.day();
    let day = match next {
        NextReview::Year => today.plus_months(12).to_string(),
        NextReview::HalfYear => today.plus_months(6).to_string(),
        NextReview::Other => String::new(),
    };
    let date = dates::written(&day, "full", visit.language).unwrap_or_default();
    let key = format!("reviews-next-{}", next.as_str());
    json!({ "value": next, "label": visit.app.messages.format(visit.language, &key, &args([("date", date)])) })
}

fn label(versions: &[Version], id: VersionId) -> String {
    versions.iter().find(|version| version.id == id).map(|version| version.label.clone()).unwrap_or_default()
}
