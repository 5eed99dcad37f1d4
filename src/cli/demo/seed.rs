//! Makes the demonstration: every step through the operation that a person would use, in the order of time.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::data::{self, Organisation, Person};
use super::seed_steps::{Step, steps};
use super::{PASSWORD, seed_staff, seed_work};
use crate::access::email::Email;
use crate::access::passwords::Password;
use crate::access::{Command, Member, Role, member, session};
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, OrganisationId, PersonId, PolicyId, RequestId, ServiceId};
use crate::db::{System, Tenant};
use crate::organisations::{self, Founding, ServiceDetails};
use crate::people::{self, Details};
use crate::retention::clock;
use crate::terms::{self, Acceptor, Versions};
use crate::web::App;
use crate::{accounts, schedule};

/// Days before today on which the organisations were founded.
const FOUNDED_DAYS_AGO: i64 = 420;
/// How hashes of passwords began before their figures stood in them.
const OLD_HASH: &str = "argon2id19$";

/// What went wrong while seeding, as one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SeedError(String);

impl SeedError {
    /// From any fault.
    pub(super) fn of(fault: impl std::fmt::Display) -> Self {
        Self(fault.to_string())
    }

    /// The data name something that isn't there.
    pub(super) fn unknown(name: &str) -> Self {
        Self(format!("the data name {name}, which nobody defines"))
    }
}

/// One organisation while it is made.
pub(super) struct Maker<'a> {
    pub app: &'a App,
    pub data: &'a Organisation,
    pub today: Day,
    pub id: OrganisationId,
    pub services: BTreeMap<String, ServiceId>,
    pub people: BTreeMap<String, PersonId>,
    pub accounts: BTreeMap<String, AccountId>,
    pub policies: BTreeMap<(String, String), PolicyId>,
    pub requests: BTreeMap<usize, RequestId>,
    /// Who has signed in once: roles stay as they were given, so that each is looked up only once.
    pub members: RefCell<BTreeMap<String, Member>>,
}

/// Makes both organisations. The clock of the program must be a set one; it ends at the present.
///
/// # Errors
/// The data don't fit the operations.
pub fn all(app: &App) -> Result<(), SeedError> {
    let demonstration = data::read().map_err(SeedError::of)?;
    let now = app.clock.now();
    let hash = app.hasher.hash_now(&Password::typed(PASSWORD)).map_err(SeedError::of)?;
    let mut makers = Vec::new();
    for organisation in &demonstration.organisations {
        let founded = now.day().plus_days(-FOUNDED_DAYS_AGO).at(9, 0);
        app.clock.move_to(founded);
        makers.push(found(app, organisation, now.day(), &hash)?);
    }
    let mut all: Vec<(Moment, usize, Step)> = Vec::new();
    for (place, maker) in makers.iter().enumerate() {
        all.extend(steps(maker.data, now).into_iter().map(|(at, step)| (at, place, step)));
    }
    all.sort_by_key(|(at, place, step)| (*at, *place, step.order()));
    for (at, place, step) in all.into_iter().filter(|(at, _, _)| *at <= now) {
        app.clock.move_to(at);
        if let Some(maker) = makers.get_mut(place) {
            seed_work::run(maker, at, &step)?;
        }
    }
    app.clock.move_to(now);
    schedule::run(app, now).map_err(SeedError::of)?;
    // Its days went by in leaps; from now on the clock is the machine's.
    let confirm = move |system: &mut System<'_>| clock::confirm(system, now, None);
    app.database.write_system(confirm).map_err(SeedError::of)?;
    Ok(())
}

/// Gives the printed password back to the accounts of a demonstration that an older version made: their hashes
/// fit no password any more.
///
/// # Errors
/// The database is away.
pub fn renew(app: &App) -> Result<(), SeedError> {
    let demonstration = data::read().map_err(SeedError::of)?;
    let people = demonstration.organisations.iter().flat_map(|organisation| &organisation.people);
    let emails: Vec<Email> = people.filter_map(|person| Email::parse(person.email.as_deref()?)).collect();
    let hash = app.hasher.hash_now(&Password::typed(PASSWORD)).map_err(SeedError::of)?;
    let renewed: Result<(), crate::db::Error> = app.database.write_system(move |system| {
        for email in emails {
            let known = accounts::store::by_email(system, &email)?;
            if let Some(known) = known.filter(|known| known.password_hash.starts_with(OLD_HASH)) {
                accounts::store::renew_hash(system, known.id, &known.password_hash, &hash)?;
            }
        }
        Ok(())
    });
    renewed.map_err(SeedError::of)
}

/// The organisation with its services, fields and everybody who was there from the start.
fn found<'a>(app: &'a App, data: &'a Organisation, today: Day, hash: &str) -> Result<Maker<'a>, SeedError> {
    let now = app.clock.now();
    let is_owner = |person: &&Person| person.roles.iter().any(|held| held.role == Role::Owner);
    let owner = data.people.iter().find(is_owner).ok_or_else(|| SeedError::unknown("an owner"))?;
    let details = details(owner, &BTreeMap::new(), today)?;
    let email = details.email.clone().ok_or_else(|| SeedError::unknown("the owner's address"))?;
    let founding = Founding { name: data.name.clone(), slug: data.slug.clone(), owner: details };
    let (hash_of_owner, language) = (hash.to_owned(), owner.language);
    let (id, person, account) = app
        .database
        .write_system(move |system| {
            let account = accounts::create(system, now, &email, &hash_of_owner, language)?;
            let (id, person) = organisations::found(system, now, &founding, Some(account))?;
            let mut tenant = system.enter(&Command::on(id)).map_err(crate::db::Error::from)?;
            terms::accept(&mut tenant, now, Acceptor { account, person }, Versions::current(), now)?;
            Ok::<_, accounts::AccountError>((id, person, account))
        })
        .map_err(SeedError::of)?;
    let mut maker = Maker {
        app,
        data,
        today,
        id,
        services: BTreeMap::new(),
        people: BTreeMap::from([(owner.key.clone(), person)]),
        accounts: BTreeMap::from([(owner.key.clone(), account)]),
        policies: BTreeMap::new(),
        requests: BTreeMap::new(),
        members: RefCell::default(),
    };
    maker.add_services(now)?;
    maker.add_people(now, hash)?;
    seed_staff::stand(&maker, now)?;
    maker.give_roles(now)?;
    Ok(maker)
}

fn details(
    person: &Person,
    services: &BTreeMap<String, ServiceId>,
    today: Day,
) -> Result<Details, SeedError> {
    let places = person.services.iter().filter_map(|key| services.get(key).copied()).collect();
    Ok(Details {
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        email: person.email.as_deref().and_then(Email::parse),
        phone: person.phone.clone(),
        job_title: person.job_title.clone(),
        worker_type: person.worker_type,
        language: person.language,
        started_on: Some(today.plus_days(-person.started_days_ago)),
        services: places,
    })
}

impl Maker<'_> {
    /// Works in the organisation as somebody at the machine.
    pub(super) fn within<
        R: Send + 'static,
        E: std::fmt::Display + From<crate::db::Error> + Send + 'static,
    >(
        &self,
        work: impl FnOnce(&mut Tenant<'_>) -> Result<R, E> + Send + 'static,
    ) -> Result<R, SeedError> {
        self.app.database.write(Command::on(self.id), work).map_err(SeedError::of)
    }

    /// The person of a key.
    pub(super) fn person(&self, key: &str) -> Result<PersonId, SeedError> {
        self.people.get(key).copied().ok_or_else(|| SeedError::unknown(key))
    }

    /// The service of a key.
    pub(super) fn service(&self, key: &str) -> Result<ServiceId, SeedError> {
        self.services.get(key).copied().ok_or_else(|| SeedError::unknown(key))
    }

    /// Somebody signed in, as the pages would have them.
    pub(super) fn member(&self, key: &str) -> Result<Member, SeedError> {
        if let Some(known) = self.members.borrow().get(key) {
            return Ok(known.clone());
        }
        let account = *self.accounts.get(key).ok_or_else(|| SeedError::unknown(key))?;
        let now = self.app.clock.now();
        let session = self
            .app
            .database
            .write_system(move |system| {
                let token = session::begin(system, now, account, "")?;
                let session = session::find(system, now, &token)?;
                if let Some(session) = session {
                    session::end(system, now, session.id)?;
                }
                Ok::<_, crate::db::Error>(session)
            })
            .map_err(SeedError::of)?;
        let session = session.ok_or_else(|| SeedError::unknown(key))?;
        let member = member::enter(&self.app.database, session, &self.data.slug, now.day());
        let member = member.map_err(SeedError::of)?;
        let member = member.ok_or_else(|| SeedError::unknown(key))?;
        self.members.borrow_mut().insert(key.to_owned(), member.clone());
        Ok(member)
    }

    fn add_services(&mut self, now: Moment) -> Result<(), SeedError> {
        for (name, value) in self.data.fields.clone() {
            self.within(move |tenant| organisations::fields::set(tenant, now, None, &name, &value))?;
        }
        for service in &self.data.services {
            let details = ServiceDetails {
                name: service.name.clone(),
                nation: service.nation,
                service_type: service.service_type,
            };
            let fields = service.fields.clone();
            let id = self.within(move |tenant| {
                let id = organisations::add_service(tenant, now, &details)?;
                for (name, value) in &fields {
                    organisations::fields::set(tenant, now, Some(id), name, value)?;
                }
                Ok::<_, organisations::OrganisationError>(id)
            })?;
            self.services.insert(service.key.clone(), id);
        }
        Ok(())
    }

    fn add_people(&mut self, now: Moment, hash: &str) -> Result<(), SeedError> {
        let data = self.data;
        for person in &data.people {
            let details = details(person, &self.services, self.today)?;
            if let Some(known) = self.people.get(&person.key).copied() {
                let _nobody_was_asked =
                    self.within(move |tenant| people::change(tenant, now, known, &details))?;
                continue;
            }
            let email = details.email.clone().filter(|_| person.account);
            let id = self.within(move |tenant| people::add(tenant, now, &details))?;
            self.people.insert(person.key.clone(), id);
            if let Some(email) = email {
                let account = self.open_account(now, id, email, hash.to_owned(), person)?;
                self.accounts.insert(person.key.clone(), account);
            }
        }
        Ok(())
    }

    fn open_account(
        &self,
        now: Moment,
        person: PersonId,
        email: Email,
        hash: String,
        data: &Person,
    ) -> Result<AccountId, SeedError> {
        let (organisation, language) = (self.id, data.language);
        self.app
            .database
            .write_system(move |system| {
                let account = accounts::create(system, now, &email, &hash, language)?;
                organisations::store::insert_membership(system, now, account, organisation, person)?;
                let mut tenant = system.enter(&Command::on(organisation)).map_err(crate::db::Error::from)?;
                people::store::set_account(&mut tenant, person, account)?;
                Ok::<_, accounts::AccountError>(account)
            })
            .map_err(SeedError::of)
    }

    /// Roles in order of rank, so that deputies are told in that order.
    fn give_roles(&self, now: Moment) -> Result<(), SeedError> {
        let mut held: Vec<(i64, PersonId, Role, Option<ServiceId>)> = Vec::new();
        for person in &self.data.people {
            for role in
                person.roles.iter().filter(|held| held.role != Role::Staff && held.role != Role::Owner)
            {
                let service = role.service.as_deref().map(|key| self.service(key)).transpose()?;
                held.push((role.rank, self.person(&person.key)?, role.role, service));
            }
        }
        held.sort_by_key(|(rank, ..)| *rank);
        self.within(move |tenant| {
            for (_, person, role, service) in held {
                people::grant(tenant, now, person, role, service)?;
            }
            Ok::<_, people::PeopleError>(())
        })
    }
}
