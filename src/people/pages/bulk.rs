//! One thing done to many people of the list: whom, a page that says what will happen, then the deed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::access::{behind, role};
use super::person::offered;
use super::{Known, Staff, leader, manages, may_let_go, of, staff};
use crate::access::{Action, Member};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, ServiceId};
use crate::mail::Post;
use crate::messages::args;
use crate::people::invitations::{self, Inviter};
use crate::people::{self, PeopleError, form};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Value, Visit, dates, see_other};

const PAGE: &str = "people/chosen.html";
/// Leavers of whom it is said in full what they leave behind: more would be a page that nobody reads.
const MOST_TOLD: usize = 20;

/// What can be done to many people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Service,
    Manager,
    Invite,
    Left,
}

impl Deed {
    const ALL: [Self; 4] = [Self::Service, Self::Manager, Self::Invite, Self::Left];

    const fn word(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Manager => "manager",
            Self::Invite => "invite",
            Self::Left => "left",
        }
    }

    fn of(fields: &Fields) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == fields.text("do"))
    }

    /// Whether it can be done to somebody.
    fn fits(self, member: &Member, known: &Known) -> bool {
        let person = &known.person;
        let may = person.is_present() && manages(member, known);
        may && match self {
            Self::Service | Self::Manager => true,
            // No invitation goes to an address with which somebody else signs in.
            Self::Invite => person.email.is_some() && !known.is_member && !known.address_taken,
            Self::Left => may_let_go(member, known) && person.id != member.person(),
        }
    }
}

/// What the list offers; nothing for who may not change people.
pub(super) fn choices(visit: &Visit, member: &Member) -> Vec<Json> {
    if !member.may(Action::ManagePeople) {
        return Vec::new();
    }
    let choice = |deed: Deed| json!({ "value": deed.word(), "label": visit.words(&format!("people-bulk-{}", deed.word())) });
    Deed::ALL.into_iter().map(choice).collect()
}

fn ticked(fields: &Fields) -> BTreeSet<PersonId> {
    fields.all("person").iter().filter_map(|id| PersonId::parse(id)).collect()
}

/// Those to whom it can be done, and those who are left out.
fn chosen<'a>(
    member: &Member,
    staff: &'a Staff,
    deed: Deed,
    ids: &BTreeSet<PersonId>,
) -> (Vec<&'a Known>, Vec<&'a Known>) {
    let ticked = staff.people.iter().filter(|known| ids.contains(&known.person.id));
    ticked.partition(|known| deed.fits(member, known))
}

/// What leavers would leave behind, by person: of those first who hold a role.
async fn told(
    visit: &Visit,
    member: &Member,
    staff: &Staff,
    (deed, ids): (Deed, &BTreeSet<PersonId>),
) -> Result<BTreeMap<PersonId, Json>, Error> {
    let mut told = BTreeMap::new();
    if deed != Deed::Left {
        return Ok(told);
    }
    let mut fit = chosen(member, staff, deed, ids).0;
    fit.sort_by_key(|known| known.roles.is_empty());
    for known in fit.into_iter().take(MOST_TOLD) {
        told.insert(known.person.id, behind(visit, member, known.person.id).await?);
    }
    Ok(told)
}

/// Whether anything is left behind.
fn is_any(behind: &Json) -> bool {
    let mut lists =
        ["rounds", "stops", "covers", "team"].into_iter().filter_map(|name| behind.get(name)?.as_array());
    let owned = behind.get("owned").and_then(Json::as_u64);
    lists.any(|list| !list.is_empty()) || owned.is_some_and(|owned| owned > 0)
}

/// What tells somebody from others of their name: job title, staff number, services, and the last day so far.
fn about(visit: &Visit, staff: &Staff, known: &Known) -> String {
    let person = &known.person;
    let job = Some(person.job_title.clone()).filter(|job| !job.is_empty());
    let number = person.standing.staff_number.as_ref().map(|number| number.as_str().to_owned());
    let services = known.services.iter().map(|id| staff.service_name(*id)).filter(|name| !name.is_empty());
    let ends =
        person.standing.ends_on.and_then(|day| dates::written(&day.to_string(), "day", visit.language));
    let ends =
        ends.map(|date| visit.app.messages.format(visit.language, "people-ends-on", &args([("date", date)])));
    let told = job.into_iter().chain(number).chain(services.map(str::to_owned)).chain(ends);
    told.collect::<Vec<_>>().join(", ")
}

/// Somebody to whom it is done, and what they leave behind who leave.
fn row(
    visit: &Visit,
    member: &Member,
    staff: &Staff,
    known: &Known,
    told: &BTreeMap<PersonId, Json>,
) -> Json {
    let person = &known.person;
    let href = member.path(&format!("people/{}", person.id));
    let roles: Vec<Json> = known.roles.iter().map(|held| role(visit, member, staff, held)).collect();
    json!({
        "id": person.id,
        "name": person.name(),
        "told": about(visit, staff, known),
        "leave": format!("{href}/left"),
        "href": href,
        "roles": roles,
        "behind": told.get(&person.id).filter(|behind| is_any(behind)),
        "untold": !told.contains_key(&person.id),
    })
}

fn context(
    visit: &Visit,
    member: &Member,
    staff: &Staff,
    (deed, ids): (Deed, &BTreeSet<PersonId>),
    told: &BTreeMap<PersonId, Json>,
) -> Json {
    let (fit, left_out) = chosen(member, staff, deed, ids);
    let row = |known: &&Known| row(visit, member, staff, known, told);
    let offered = offered(member, staff);
    let services = staff.services.iter().filter(|(id, _)| offered.contains(id));
    json!({
        "title": visit.words(&format!("people-bulk-{}", deed.word())),
        "back": member.path("people"),
        "action": member.path("people/chosen"),
        "do": deed.word(),
        "rows": fit.iter().map(row).collect::<Vec<_>>(),
        "left_out": left_out.iter().map(row).collect::<Vec<_>>(),
        "services": services.map(|(id, name)| json!({ "value": id, "label": name })).collect::<Vec<_>>(),
        "leaders": leader::proposals(staff),
        "left": dates::boxes(visit.now.day()),
    })
}

/// `GET …/people/chosen?do=…&person=…`
pub(super) async fn confirm(visit: Visit, member: Member) -> Answer {
    let Some(deed) = Deed::of(&visit.query) else { return Ok(see_other(&member.path("people"))) };
    let staff = of(&visit, &member).await?;
    let ids = ticked(&visit.query);
    let told = told(&visit, &member, &staff, (deed, &ids)).await?;
    visit.page(&member, PAGE, context(&visit, &member, &staff, (deed, &ids), &told))
}

/// What the form decides, beside the people.
enum Decided {
    Service(ServiceId),
    Manager(Option<PersonId>),
    Invite(Inviter),
    Left(Day),
}

async fn decided(
    visit: &Visit,
    member: &Member,
    staff: &Staff,
    (deed, ids): (Deed, &BTreeSet<PersonId>),
    fields: &Fields,
) -> Result<Result<Decided, FormErrors>, Error> {
    Ok(match deed {
        Deed::Service => {
            let service = ServiceId::parse(fields.text("service"));
            let service = service.filter(|id| offered(member, staff).contains(id));
            service.map(Decided::Service).ok_or_else(|| FormErrors::one("service", "people-error-services"))
        }
        Deed::Manager => leader::read(visit, member, staff, None, fields).await?.map(Decided::Manager),
        Deed::Invite => {
            let (person, name) = (member.person(), member.name().to_owned());
            let by = Inviter { person, name, organisation: member.organisation_name().to_owned() };
            Ok(Decided::Invite(by))
        }
        Deed::Left => form::last_day(fields, visit.now.day(), None).and_then(|on| {
            let early = begun_after(&chosen(member, staff, deed, ids).0, on);
            if early.is_empty() { Ok(Decided::Left(on)) } else { Err(before_first(&early)) }
        }),
    })
}

/// Those whose first day comes after a last day, by name.
fn begun_after(leavers: &[&Known], on: Day) -> Vec<String> {
    let early = leavers.iter().filter(|known| !form::is_after_first(known.person.started_on, on));
    early.map(|known| known.person.name()).collect()
}

fn before_first(names: &[String]) -> FormErrors {
    let mut errors = FormErrors::default();
    errors.add_with("left", "people-error-left-before", vec![("names", Value::Text(names.join(", ")))]);
    errors
}

/// `POST …/people/chosen`
pub(super) async fn act(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let Some(deed) = Deed::of(&fields) else { return Ok(see_other(&member.path("people"))) };
    let now_on_list = of(&visit, &member).await?;
    let ids = ticked(&fields);
    let told = told(&visit, &member, &now_on_list, (deed, &ids)).await?;
    let again = |errors: &FormErrors| {
        let context = context(&visit, &member, &now_on_list, (deed, &ids), &told);
        visit.page_again(&member, PAGE, context, &fields, errors)
    };
    let decided = match decided(&visit, &member, &now_on_list, (deed, &ids), &fields).await? {
        Ok(decided) if !chosen(&member, &now_on_list, deed, &ids).0.is_empty() => decided,
        tried => return again(&tried.err().unwrap_or_default()),
    };
    let (now, who, wanted, post) = (visit.now, member.clone(), ids.clone(), Arc::clone(&visit.app.post));
    let change = move |tenant: &mut Tenant<'_>| {
        // The right and the state as they are now, not as the page showed them.
        let staff = staff(tenant, &who, now.day())?;
        reactions::telling_of_roles(tenant, now, &post, |tenant| {
            let each = chosen(&who, &staff, deed, &wanted).0;
            each.into_iter().try_for_each(|known| do_one(tenant, now, &post, known, &decided))
        })?;
        Ok::<_, PeopleError>(reactions::fields_changed(tenant, now)?)
    };
    match visit.app.write(&member, change).await {
        Ok(()) => Ok(see_other(&member.path(&format!("people?done=people-bulk-{}", deed.word())))),
        Err(PeopleError::LastOwner) => again(&FormErrors::one("left", "people-error-last-owner")),
        Err(PeopleError::LineManager) => again(&FormErrors::one("manager", "people-error-line-manager")),
        Err(other) => Err(other.into()),
    }
}

fn do_one(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    known: &Known,
    decided: &Decided,
) -> Result<(), PeopleError> {
    let (person, mut standing) = (&known.person, known.person.standing.clone());
    let mut details = person.details(&known.services);
    match decided {
        Decided::Service(service) => {
            if details.services.insert(*service) {
                let amended = people::amend(tenant, now, person.id, &details, &standing)?;
                reactions::amended(tenant, now, post, person.id, &amended)?;
            }
        }
        Decided::Manager(manager) => {
            if standing.line_manager != *manager {
                standing.line_manager = *manager;
                let amended = people::amend(tenant, now, person.id, &details, &standing)?;
                reactions::amended(tenant, now, post, person.id, &amended)?;
            }
        }
        // Whoever shares an address with somebody who signs in with it is told on their own page.
        Decided::Invite(by) => match invitations::invite(tenant, now, post, by, person.id) {
            Ok(())
            | Err(PeopleError::AddressSignsIn | PeopleError::HasAccount | PeopleError::InvitedOften) => {}
            Err(other) => return Err(other),
        },
        // Their first day may have been changed meanwhile.
        Decided::Left(on) if !form::is_after_first(person.started_on, *on) => {
            return Err(PeopleError::MovedOn);
        }
        Decided::Left(on) if *on > now.day() => people::set_end(tenant, now, person.id, *on)?,
        Decided::Left(on) => {
            people::leave(tenant, now, person.id, *on)?;
            reactions::left(tenant, now, person.id)?;
        }
    }
    Ok(())
}
