//! The pages of the staff list.

mod access;
mod agency;
mod away;
mod beside;
mod bulk;
mod found;
mod guarded;
mod invitations;
mod leader;
mod leaving;
mod list;
mod namesakes;
mod own;
mod person;
mod roles;
mod said;
mod second_factor;
mod sessions;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::absences::{self, Absence};
use super::{Held, PeopleError, Person, covers, leading, registers, store};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::web::{Door, Error, Route, Sensitivity, Visit};

const READ: Door = Door::Member(Action::ReadPeople);
const RESET: Door = Door::Member(Action::ResetSecondFactor);
const MANAGE: Door = Door::Member(Action::ManagePeople);
const OWN: Door = Door::Member(Action::ReadOwn);
/// Everybody in the office reads what the roles may do.
const OFFICE: Door = Door::Member(Action::ReadPolicies);

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/people", READ, || web::to(list::show)),
    Route::get("/o/{slug}/people.csv", READ, || web::to(sheet::csv)).with(Sensitivity::Fresh).heavy(),
    Route::get("/o/{slug}/settings/roles", OFFICE, || web::to(roles::show)),
    Route::get("/o/{slug}/settings/roles.csv", OFFICE, || web::to(roles::csv)).heavy(),
    Route::get("/o/{slug}/people/add", MANAGE, || web::to(person::add_form)),
    Route::post("/o/{slug}/people/add", MANAGE, || web::to(person::add)),
    Route::get("/o/{slug}/people/invitations", MANAGE, || web::to(invitations::show)),
    Route::post("/o/{slug}/people/invite", MANAGE, || web::to(invitations::invite_many)),
    Route::get("/o/{slug}/me/details", OWN, || web::to(own::show)),
    Route::post("/o/{slug}/me/details", OWN, || web::to(own::save)),
    Route::post("/o/{slug}/me/away", OWN, || web::to(own::away)),
    Route::get("/o/{slug}/me/leave", OWN, || web::to(leaving::form)).with(Sensitivity::Fresh),
    Route::post("/o/{slug}/me/leave", OWN, || web::to(leaving::leave)).with(Sensitivity::Fresh),
    Route::get("/o/{slug}/people/agency", MANAGE, || web::to(agency::form)),
    Route::post("/o/{slug}/people/agency", MANAGE, || web::to(agency::add)),
    Route::get("/o/{slug}/people/chosen", MANAGE, || web::to(bulk::confirm)),
    Route::post("/o/{slug}/people/chosen", MANAGE, || web::to(bulk::act)),
    Route::get("/o/{slug}/people/{id}", READ, || web::to(person::show)),
    Route::get("/o/{slug}/people/{id}/change", MANAGE, || web::to(person::change_form)),
    Route::post("/o/{slug}/people/{id}/change", MANAGE, || web::to(person::change)),
    Route::get("/o/{slug}/people/{id}/left", MANAGE, || web::to(access::left_form)),
    Route::post("/o/{slug}/people/{id}/left", MANAGE, || web::to(access::left)),
    Route::get("/o/{slug}/people/{id}/second-factor", RESET, || web::to(second_factor::form))
        .with(Sensitivity::Fresh),
    Route::post("/o/{slug}/people/{id}/second-factor", RESET, || web::to(second_factor::reset))
        .with(Sensitivity::Fresh),
    Route::get("/o/{slug}/people/{id}/sessions", MANAGE, || web::to(sessions::form)).with(Sensitivity::Fresh),
    Route::post("/o/{slug}/people/{id}/sessions", MANAGE, || web::to(sessions::end)).with(Sensitivity::Fresh),
    Route::post("/o/{slug}/people/{id}/back", MANAGE, || web::to(access::back)),
    Route::get("/o/{slug}/people/{id}/away", MANAGE, || web::to(away::form)),
    Route::post("/o/{slug}/people/{id}/away", MANAGE, || web::to(away::enter)),
    Route::post("/o/{slug}/people/{id}/away/{absence}/back", MANAGE, || web::to(away::end)),
    Route::post("/o/{slug}/people/{id}/invite", MANAGE, || web::to(access::invite)),
    Route::post("/o/{slug}/people/{id}/withdraw", MANAGE, || web::to(access::withdraw)),
];

impl From<PeopleError> for Error {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Database(fault) => fault.into(),
            PeopleError::NotFound => Self::NotFound,
            PeopleError::LeadIsDeputy => Self::Conflict("key-people-error-lead-deputy"),
            PeopleError::LastOwner => Self::Conflict("people-error-last-owner"),
            PeopleError::NoEmail => Self::Conflict("people-error-no-email"),
            PeopleError::HasAccount => Self::Conflict("people-error-has-account"),
            PeopleError::AddressSignsIn => Self::Conflict("people-error-address-signs-in"),
            PeopleError::InvitedOften => Self::Conflict("people-error-invited-often"),
            PeopleError::NoSecondFactor => Self::Conflict("people-factor-none"),
            PeopleError::OpensMore => Self::Conflict("factor-error-opens-more"),
            PeopleError::NumberTaken => Self::Conflict("people-error-number-taken"),
            PeopleError::LineManager => Self::Conflict("people-error-line-manager"),
            PeopleError::MovedOn => Self::Conflict("people-error-changed"),
            PeopleError::Full => Self::Conflict("people-error-full"),
            PeopleError::Mail(fault) => Self::Internal(fault),
        }
    }
}

/// What the pages need to know of one person.
struct Known {
    person: Person,
    services: BTreeSet<ServiceId>,
    roles: Vec<Held>,
    /// These, and those that they stand in for today: what they may do, and who may do what to them.
    acting: Vec<Held>,
    is_member: bool,
    invited: bool,
    /// Somebody else here signs in with their address: this record can't be joined to an account.
    address_taken: bool,
    reasons: Vec<String>,
    /// Times of being away that aren't over.
    away: Vec<Absence>,
}

impl Known {
    /// Whether they are away on a day.
    fn is_away(&self, day: Day) -> bool {
        absences::is_away(&self.away, self.person.id, day)
    }
}

/// The staff list as one member may see it, and the names of all services.
pub struct Staff {
    people: Vec<Known>,
    services: Vec<(ServiceId, String)>,
    /// The names of everybody, by id: a line manager may work elsewhere.
    names: BTreeMap<PersonId, String>,
    nations: BTreeSet<String>,
}

impl Staff {
    fn service_name(&self, id: ServiceId) -> &str {
        self.services.iter().find(|(known, _)| *known == id).map_or("", |(_, name)| name)
    }

    /// Whether somebody works at no service that is open: nobody can ask them to read.
    fn is_nowhere(&self, known: &Known) -> bool {
        !self.services.iter().any(|(id, _)| known.services.contains(id))
    }

    fn places(&self, services: &BTreeSet<ServiceId>) -> String {
        services.iter().map(|id| self.service_name(*id)).collect::<Vec<_>>().join(", ")
    }

    fn role(&self, visit: &Visit, held: &Held) -> String {
        let role = visit.words(&format!("role-{}", held.role.as_str().replace('_', "-")));
        match held.service {
            Some(service) => format!("{role} ({})", self.service_name(service)),
            None => role,
        }
    }
}

/// Reads the staff list as a member may see it, in as many statements for a thousand people as for ten.
///
/// # Errors
/// The database is away.
pub fn staff(tenant: &mut Tenant<'_>, member: &Member, today: Day) -> Result<Staff, DbError> {
    let reach = member.reach(Action::ReadPeople);
    let mut places = store::workplaces(tenant)?;
    let members = store::members(tenant)?;
    let signing = store::signing_addresses(tenant)?;
    let invited: BTreeSet<PersonId> =
        store::open_invitations(tenant)?.into_iter().map(|(_, person, _)| person).collect();
    let held = store::all_grants(tenant)?;
    let standing_in = covers::standing_in(tenant, today, &held)?;
    let by_person = |all: &mut dyn Iterator<Item = Held>| {
        let mut roles: BTreeMap<PersonId, Vec<Held>> = BTreeMap::new();
        for held in all {
            roles.entry(held.person).or_default().push(held);
        }
        roles
    };
    let mut acting = by_person(&mut held.iter().copied().chain(standing_in));
    let mut roles = by_person(&mut held.into_iter());
    let mut away: BTreeMap<PersonId, Vec<Absence>> = BTreeMap::new();
    for absence in absences::store::ahead(tenant, today)? {
        away.entry(absence.person).or_default().push(absence);
    }
    let mut reasons = store::own_reasons(tenant)?;
    let (mut people, mut names) = (Vec::new(), BTreeMap::new());
    for person in store::list(tenant)? {
        names.insert(person.id, person.name());
        let services = places.remove(&person.id).unwrap_or_default();
        if reaches(&reach, &services) || person.id == member.person() {
            let roles = roles.remove(&person.id).unwrap_or_default();
            let acting = acting.remove(&person.id).unwrap_or_default();
            let (is_member, invited) = (members.contains(&person.id), invited.contains(&person.id));
            let reasons = roles.iter().filter_map(|held| reasons.remove(&held.id)).collect();
            let away = away.remove(&person.id).unwrap_or_default();
            let with_it = person.email.as_ref().and_then(|email| signing.get(email.as_str()));
            let address_taken = !is_member && with_it.is_some_and(|other| *other != person.id);
            people.push(Known {
                person,
                services,
                roles,
                acting,
                is_member,
                invited,
                address_taken,
                reasons,
                away,
            });
        }
    }
    Ok(Staff { people, services: store::service_names(tenant)?, names, nations: store::nations(tenant)? })
}

fn reaches(reach: &Reach, services: &BTreeSet<ServiceId>) -> bool {
    match reach {
        Reach::Nowhere => false,
        Reach::Everywhere => true,
        Reach::Services(mine) => !mine.is_disjoint(services),
    }
}

/// Whether a member may change somebody: people of their services who hold no role beyond these.
fn manages(member: &Member, known: &Known) -> bool {
    let reach = member.reach(Action::ManagePeople);
    let within = |held: &Held| held.service.is_some_and(|service| reach.holds_at(service));
    reach == Reach::Everywhere || (reaches(&reach, &known.services) && known.acting.iter().all(within))
}

/// Whether a member may take somebody's access away.
fn may_shut_out(member: &Member, known: &Known) -> bool {
    !leading::is_above(&known.acting, leading::Gives::of(member))
}

/// Whether a member may say when somebody leaves. Who works elsewhere too is let go by somebody responsible for
/// all of it.
fn may_let_go(member: &Member, known: &Known) -> bool {
    let reach = member.reach(Action::ManagePeople);
    known.services.iter().all(|service| reach.holds_at(*service)) && may_shut_out(member, known)
}

/// The staff list as a member may see it today.
async fn of(visit: &Visit, member: &Member) -> Result<Staff, Error> {
    let (who, today) = (member.clone(), visit.now.day());
    Ok(visit.app.read(member, move |tenant| staff(tenant, &who, today)).await?)
}

/// The person of the address, when this member may see them.
async fn known(visit: &Visit, member: &Member, text: &str) -> Result<(Staff, Known), Error> {
    let id = PersonId::parse(text).ok_or(Error::NotFound)?;
    let mut staff = of(visit, member).await?;
    let place = staff.people.iter().position(|known| known.person.id == id).ok_or(Error::NotFound)?;
    let known = staff.people.remove(place);
    Ok((staff, known))
}

/// The same, when this member may change them.
async fn managed(visit: &Visit, member: &Member, text: &str) -> Result<(Staff, Known), Error> {
    let (staff, known) = known(visit, member, text).await?;
    if manages(member, &known) { Ok((staff, known)) } else { Err(Error::Forbidden) }
}

/// How somebody can be reached: the word of the filter and of the message.
fn reach_word(known: &Known) -> &'static str {
    match (&known.person.email, known.is_member) {
        (_, true) => "account",
        (Some(_), false) if known.address_taken => "shared",
        (Some(_), false) if known.invited => "invited",
        (Some(_), false) => "email",
        (None, false) => "none",
    }
}

fn worker_options(visit: &Visit) -> Vec<Json> {
    let all = super::WorkerType::ALL.iter();
    all.map(|kind| json!({ "value": kind.as_str(), "label": visit.words(&worker_key(*kind)) })).collect()
}

fn worker_key(kind: super::WorkerType) -> String {
    format!("people-worker-{}", kind.as_str())
}

/// The name of a professional register.
pub(super) fn regulator(visit: &Visit, word: &str) -> String {
    match registers::of_word(word) {
        Some(keeper) => visit.words(&format!("people-regulator-{}", keeper.word)),
        None => word.to_owned(),
    }
}
