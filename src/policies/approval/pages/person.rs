//! Somebody else is asked instead of one who has not answered, or the round goes on without them.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::find_round;
use super::round::{ThreeParts, concluded};
use crate::access::Member;
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::messages::args;
use crate::people;
use crate::policies::approval::rules::MayApprove;
use crate::policies::approval::who::{Candidate, candidates};
use crate::policies::approval::{self, Asked, Round, form as forms, store};
use crate::policies::pages::find_to_change;
use crate::policies::{Policy, PolicyError, drafts};
use crate::web::{Answer, Body, Error, FormErrors, Visit, dates, see_other};

const TEMPLATE: &str = "policies/approval_person.html";

struct Found {
    ask: Asked,
    name: String,
    left: Option<String>,
    others: Vec<Candidate>,
    is_alone: bool,
}

fn look(tenant: &mut Tenant<'_>, today: Day, round: &Round, place: i64) -> Result<Found, PolicyError> {
    let asked = store::asked(tenant, round.id)?;
    let ask = asked.iter().find(|ask| ask.place == place).ok_or(PolicyError::NotFound)?.clone();
    let person = match ask.person {
        Some(person) => people::get(tenant, person)?,
        None => None,
    };
    let author = drafts::get(tenant, round.policy)?.map_or(round.asked_by, |draft| draft.updated_by);
    let named: BTreeSet<PersonId> = asked.iter().filter_map(|ask| ask.person).collect();
    let mut others = candidates(tenant, today, round.stage, &[round.asked_by, author])?;
    others.retain(|one| one.may != MayApprove::No && !named.contains(&one.person.id));
    Ok(Found {
        name: person.as_ref().map(people::Person::name).or_else(|| ask.outside.clone()).unwrap_or_default(),
        left: person.and_then(|person| person.left_on).map(|on| on.to_string()),
        is_alone: asked.len() == 1,
        others,
        ask,
    })
}

async fn found(visit: &Visit, member: &Member, round: &Round, place: &str) -> Result<Found, Error> {
    let (round, place, today) = (round.clone(), place.parse().unwrap_or_default(), visit.now.day());
    Ok(visit.app.read(member, move |tenant| look(tenant, today, &round, place)).await?)
}

fn context(visit: &Visit, member: &Member, policy: &Policy, round: &Round, found: &Found) -> Json {
    let left = found.left.as_deref().and_then(|on| dates::written(on, "day", visit.language));
    let left = left.map(|on| {
        let values = args([("name", found.name.as_str()), ("date", on.as_str())]);
        visit.app.messages.format(visit.language, "approval-change-left", &values)
    });
    let labels = people::Labels::read_by(member, found.others.iter().map(|one| &one.person));
    let option = |one: &Candidate| json!({ "value": one.person.id, "label": labels.label(&one.person) });
    let mut then = vec![json!({ "value": "ask", "label": visit.words("approval-change-ask") })];
    if !found.is_alone {
        then.push(json!({ "value": "off", "label": visit.words("approval-change-off") }));
    }
    json!({
        "title": visit.words("approval-change-title"),
        "caption": policy.title,
        "back": member.path(&format!("policies/{}/approval/{}", policy.id, round.id)),
        "place": found.ask.place,
        "name": found.name,
        "left": left,
        "alone": found.is_alone,
        "then": then,
        "options": found.others.iter().map(option).collect::<Vec<_>>(),
    })
}

/// `GET …/policies/{id}/approval/{round}/person?place=2`
pub(super) async fn form(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let (_, round) = find_round(&visit, &member, (&path.1, &path.2)).await?;
    let found = found(&visit, &member, &round, visit.query.text("place")).await?;
    let context = context(&visit, &member, &policy, &round, &found);
    visit.page(&member, TEMPLATE, context)
}

/// `POST …/policies/{id}/approval/{round}/person`
pub(super) async fn change(visit: Visit, member: Member, path: ThreeParts, body: Body) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let (_, round) = find_round(&visit, &member, (&path.1, &path.2)).await?;
    let fields = body.fields().await?;
    let found = found(&visit, &member, &round, fields.text("place")).await?;
    let again = |errors: &FormErrors| {
        let context = context(&visit, &member, &policy, &round, &found);
        visit.page_again(&member, TEMPLATE, context, &fields, errors)
    };
    let instead = match forms::instead(&fields) {
        Ok(instead) => instead,
        Err(errors) => return again(&errors),
    };
    let (now, ids, place) = (visit.now, (policy.id, round.id), found.ask.place);
    let post = visit.app.post.clone();
    let changed = visit
        .app
        .write(&member, move |tenant| approval::change_place(tenant, now, &post, ids, place, &instead));
    match changed.await {
        Ok(round) if round.is_approved() => concluded(&visit, &member, &policy, &round).await,
        Ok(round) => {
            let here = member.path(&format!("policies/{}/approval/{}", policy.id, round.id));
            Ok(see_other(&format!("{here}?done=approval-changed")))
        }
        Err(PolicyError::OwnText) => again(&FormErrors::one("person", "approval-error-own")),
        Err(PolicyError::NotFound) => again(&FormErrors::one("person", "approval-error-person")),
        Err(PolicyError::AskedAlready) => again(&FormErrors::one("person", "approval-error-asked-already")),
        Err(PolicyError::NobodyLeft) => again(&FormErrors::one("then", "approval-error-nobody-left")),
        Err(other) => Err(other.into()),
    }
}
