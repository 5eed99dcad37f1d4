//! One thing done to many people of the list: whom, a page that says what will happen, then the deed.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::person::offered;
use super::{Known, Staff, leader, manages, may_let_go, of, staff};
use crate::access::{Action, Member};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, ServiceId};
use crate::mail::Post;
use crate::people::invitations::{self, Inviter};
use crate::people::{self, PeopleError, form};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, dates, see_other};

const PAGE: &str = "people/chosen.html";

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
            Self::Invite => person.email.is_some() && !known.is_member,
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

fn context(visit: &Visit, member: &Member, staff: &Staff, deed: Deed, ids: &BTreeSet<PersonId>) -> Json {
    let (fit, left_out) = chosen(member, staff, deed, ids);
    let row = |known: &&Known| {
        json!({
            "id": known.person.id,
            "name": known.person.name(),
            "job": known.person.job_title,
            "href": member.path(&format!("people/{}", known.person.id)),
        })
    };
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
    visit.page(&member, PAGE, context(&visit, &member, &staff, deed, &ticked(&visit.query)))
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
    deed: Deed,
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
        Deed::Left => form::last_day(fields, visit.now.day(), None).map(Decided::Left),
    })
}

/// `POST …/people/chosen`
pub(super) async fn act(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let Some(deed) = Deed::of(&fields) else { return Ok(see_other(&member.path("people"))) };
    let now_on_list = of(&visit, &member).await?;
    let ids = ticked(&fields);
    let again = |errors: &FormErrors| {
        let context = context(&visit, &member, &now_on_list, deed, &ids);
        visit.page_again(&member, PAGE, context, &fields, errors)
    };
    let decided = match decided(&visit, &member, &now_on_list, deed, &fields).await? {
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
            Ok(()) | Err(PeopleError::AddressSignsIn | PeopleError::HasAccount) => {}
            Err(other) => return Err(other),
        },
        Decided::Left(on) if *on > now.day() => people::set_end(tenant, now, person.id, *on)?,
        Decided::Left(on) => {
            people::leave(tenant, now, person.id, *on)?;
            reactions::left(tenant, now, person.id)?;
        }
    }
    Ok(())
}
