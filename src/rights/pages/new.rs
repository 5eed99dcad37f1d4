//! Recording a request.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::super::{Ask, RightsError, Way, form, requests};
use crate::access::member::Reach;
use crate::access::{Action, Member, allowed};
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::people::{self, Homes, Labels, Person, covers};
use crate::web::{Answer, Body, Error, FormErrors, Visit, dates, see_other};

const FORM: &str = "rights/new.html";

/// What the form offers.
struct Offer {
    people: Vec<Person>,
    leaders: Vec<Person>,
    homes: Homes,
}

impl Offer {
    fn name(&self, id: PersonId) -> Option<String> {
        self.people.iter().find(|person| person.id == id).map(Person::name)
    }
}

async fn offer(visit: &Visit, member: &Member) -> Result<Offer, Error> {
    let today = visit.now.day();
    // Whom somebody may name: those whom they find on the staff list. Who runs requests runs them for everybody.
    let reach = member.reach(Action::ReadPeople);
    let is_everybody = member.may(Action::RunRights) || reach == Reach::Everywhere;
    let look = move |tenant: &mut Tenant<'_>| {
        // Those who could meet a request: who runs requests, and who reads the log or the mails.
        let meets = |action| move |held: &people::Held| allowed(action).contains(&held.role);
        let held = covers::acting(tenant, today)?;
        let leaders: BTreeSet<PersonId> = held
            .iter()
            .filter(|one| meets(Action::RunRights)(one) || meets(Action::SeeActivity)(one))
            .map(|one| one.person)
            .collect();
        let places = people::store::workplaces(tenant)?;
        let works = |person: &Person| {
            places.get(&person.id).is_some_and(|own| own.iter().any(|service| reach.holds_at(*service)))
        };
        let all = people::list(tenant)?;
        Ok::<_, crate::db::Error>(Offer {
            leaders: all.iter().filter(|one| leaders.contains(&one.id)).cloned().collect(),
            people: all.into_iter().filter(|one| is_everybody || works(one)).collect(),
            homes: people::homes(tenant)?,
        })
    };
    Ok(visit.app.read(member, look).await?)
}

fn context(visit: &Visit, member: &Member, offer: &Offer) -> Json {
    let options = |people: &[Person]| -> Vec<Json> {
        let labels = Labels::by_home(Some(member), offer.homes.clone(), people);
        people.iter().map(|one| json!({ "value": one.id, "label": labels.label(one) })).collect()
    };
    let (people, leaders) = (options(&offer.people), options(&offer.leaders));
    let asks: Vec<Json> = Ask::ALL
        .iter()
        .map(|ask| json!({ "value": ask, "label": visit.words(&format!("rights-ask-{}", ask.as_str())) }))
        .collect();
    let ways: Vec<Json> = Way::ALL
        .iter()
        .filter(|way| **way != Way::Online)
        .map(|way| {
            let key = format!("rights-way-{}", way.as_str().replace('_', "-"));
            json!({ "value": way, "label": visit.words(&key) })
        })
        .collect();
    json!({
        "title": visit.words("rights-new"),
        "back": member.path("rights"),
        "action": visit.path,
        "people": people,
        "leaders": leaders,
        "asks": asks,
        "ways": ways,
        "today": dates::boxes(visit.now.day()),
    })
}

pub(super) async fn form(visit: Visit, member: Member) -> Answer {
    let offer = offer(&visit, &member).await?;
    visit.page(&member, FORM, context(&visit, &member, &offer))
}

pub(super) async fn record(visit: Visit, member: Member, body: Body) -> Answer {
    let offer = offer(&visit, &member).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, FORM, context(&visit, &member, &offer), &fields, errors)
    };
    let known = form::Known {
        people: offer.people.iter().map(|person| person.id).collect(),
        leaders: offer.leaders.iter().map(|person| person.id).collect(),
    };
    let new = match form::request(&fields, &known, &|id| offer.name(id), visit.now.day()) {
        Ok(new) => new,
        Err(errors) => return again(&errors),
    };
    let (now, post, by) = (visit.now, visit.app.post.clone(), member.clone());
    let write = move |tenant: &mut Tenant<'_>| requests::record(tenant, now, &post, &by, new);
    match visit.app.write(&member, write).await {
        Ok(recorded) => {
            let done = if recorded.waits { "rights-waits" } else { "rights-recorded" };
            Ok(see_other(&member.path(&format!("rights?done={done}"))))
        }
        Err(fault) => Err(RightsError::into(fault)),
    }
}
