//! Looking for records, adding one by hand, and what is given of each.

use serde_json::{Value as Json, json};

use super::super::answering::{self, Held};
use super::super::collecting::{self, Words};
use super::super::requests::{Opened, Viewer};
use super::super::{Decision, RightsError, State, exemptions, form};
use super::{One, Two, opened};
use crate::access::Member;
use crate::db::Tenant;
use crate::db::ids::RightsRecordId;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const PAGE: &str = "rights/record.html";
const ADD: &str = "rights/add.html";

pub(super) async fn search(visit: Visit, member: Member, path: One) -> Answer {
    let one = opened(&visit, &member, &path.1).await?;
    let (now, viewer, id, post) = (visit.now, Viewer::of(&member), one.request.id, visit.app.post.clone());
    let messages = visit.app.messages.clone();
    let write = move |tenant: &mut Tenant<'_>| {
        collecting::search(tenant, now, &post, viewer, id, Words::of_answers(&messages))
    };
    visit.app.write(&member, write).await?;
    Ok(see_other(&member.path(&format!("rights/{id}?done=rights-searched#records"))))
}

fn add_context(visit: &Visit, member: &Member, one: &Opened) -> Json {
    json!({
        "title": visit.words("rights-add-title"),
        "back": member.path(&format!("rights/{}", one.request.id)),
        "action": visit.path,
    })
}

pub(super) async fn add_form(visit: Visit, member: Member, path: One) -> Answer {
    let one = opened(&visit, &member, &path.1).await?;
    visit.page(&member, ADD, add_context(&visit, &member, &one))
}

pub(super) async fn add(visit: Visit, member: Member, path: One, body: Body) -> Answer {
    let one = opened(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let found = match form::record(&fields) {
        Ok(found) => found,
        Err(errors) => {
            let context = add_context(&visit, &member, &one);
            return visit.page_again(&member, ADD, context, &fields, &errors);
        }
    };
    let (now, viewer, id) = (visit.now, Viewer::of(&member), one.request.id);
    let write = move |tenant: &mut Tenant<'_>| collecting::add_by_hand(tenant, now, viewer, id, &found);
    visit.app.write(&member, write).await?;
    Ok(see_other(&member.path(&format!("rights/{id}?done=rights-saved#records"))))
}

async fn held(visit: &Visit, member: &Member, path: &Two) -> Result<(Opened, Held), Error> {
    let one = opened(visit, member, &path.1).await?;
    let record = RightsRecordId::parse(&path.2).ok_or(Error::NotFound)?;
    let id = one.request.id;
    let all = visit.app.read(member, move |tenant| answering::held(tenant, id)).await?;
    let held = all.into_iter().find(|held| held.record.id == record).ok_or(Error::NotFound)?;
    Ok((one, held))
}

fn context(visit: &Visit, member: &Member, one: &Opened, held: &Held) -> Json {
    let decisions: Vec<Json> = Decision::ALL
        .iter()
        .map(|decision| {
            let key = format!("rights-decision-{}", decision.as_str());
            json!({ "value": decision, "label": visit.words(&key) })
        })
        .collect();
    let exemptions: Vec<&exemptions::Exemption> = exemptions::on(visit.now.day());
    let options: Vec<Json> = exemptions
        .iter()
        .map(|one| json!({ "value": one.code, "label": visit.words(&exemptions::words(&one.code, false)) }))
        .collect();
    let explained: Vec<Json> = exemptions
        .iter()
        .map(|one| {
            json!({
                "name": visit.words(&exemptions::words(&one.code, false)),
                "plain": visit.words(&exemptions::words(&one.code, true)),
                "law": one.law,
            })
        })
        .collect();
    json!({
        "title": held.found.title,
        "back": member.path(&format!("rights/{}", one.request.id)),
        "action": visit.path,
        "lines": held.found.text.lines().collect::<Vec<_>>(),
        "given": held.given().map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()),
        "is_open": one.request.state == State::Open,
        "decisions": decisions,
        "decision": held.record.decision,
        "exemption": held.record.exemption,
        "marked": held.marked.clone().unwrap_or_else(|| held.found.text.clone()),
        "options": options,
        "explained": explained,
    })
}

pub(super) async fn show(visit: Visit, member: Member, path: Two) -> Answer {
    let (one, held) = held(&visit, &member, &path).await?;
    visit.page(&member, PAGE, context(&visit, &member, &one, &held))
}

pub(super) async fn decide(visit: Visit, member: Member, path: Two, body: Body) -> Answer {
    let (one, held) = held(&visit, &member, &path).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, PAGE, context(&visit, &member, &one, &held), &fields, errors)
    };
    let deciding = match form::deciding(&fields, &held, visit.now.day()) {
        Ok(deciding) => deciding,
        Err(errors) => return again(&errors),
    };
    let (now, viewer, id, record) = (visit.now, Viewer::of(&member), one.request.id, held.record.id);
    let write =
        move |tenant: &mut Tenant<'_>| answering::decide(tenant, now, viewer, (id, record), &deciding);
    visit.app.write(&member, write).await.map_err(|fault: RightsError| Error::from(fault))?;
    Ok(see_other(&member.path(&format!("rights/{id}?done=rights-saved#records"))))
}
