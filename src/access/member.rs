//! A signed-in person in the organisation of the address.

use std::collections::BTreeSet;

use super::actions::{Action, Role, allowed, giving, passes_to_cover};
use super::address::KeptOut;
use super::announcements::Announcement;
use super::session::Session;
use super::support::Helper;
use super::{factor, store};
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, OrganisationId, PersonId, ServiceId};
use crate::db::{Actor, Database, Entry, Error, System};

/// A role that somebody holds: for the whole organisation, or at one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The service; nothing means everywhere.
    pub service: Option<ServiceId>,
    /// For whom, when the role is somebody else's and these are the days of cover.
    pub standing_in: Option<StandingIn>,
}

impl Grant {
    /// A role of one's own.
    #[must_use]
    pub const fn own(role: Role, service: Option<ServiceId>) -> Self {
        Self { role, service, standing_in: None }
    }

    /// Whether it allows this here.
    fn allows(&self, action: Action) -> bool {
        allowed(action).contains(&self.role) && (self.standing_in.is_none() || passes_to_cover(action))
    }
}

/// For whom somebody stands in, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingIn {
    /// Whose role it is.
    pub holder: PersonId,
    /// The last day.
    pub until: Day,
}

/// Where an action is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere.
    Nowhere,
    /// At some services.
    Services(BTreeSet<ServiceId>),
    /// In the whole organisation.
    Everywhere,
}

impl Reach {
    /// Whether it holds at this service.
    #[must_use]
    pub fn holds_at(&self, service: ServiceId) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Services(services) => services.contains(&service),
            Self::Everywhere => true,
        }
    }
}

/// A signed-in person in the organisation of the address.
#[derive(Debug, Clone)]
pub struct Member {
    organisation: OrganisationId,
    slug: String,
    organisation_name: String,
    session: Session,
    person: PersonId,
    name: String,
    grants: Vec<Grant>,
    services: BTreeSet<ServiceId>,
    announcements: Vec<Announcement>,
    elsewhere: Vec<Elsewhere>,
    helpers: Vec<Helper>,
    closes_on: Option<Day>,
    first_tasks: Option<(usize, usize)>,
    is_told: bool,
}

/// Another organisation of the same account, for the switch in the head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// When this account came in last.
    pub last_entered_at: Option<Moment>,
}

impl Entry for Member {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        Actor::Person(self.person)
    }
}

/// The step over the threshold: only [`enter`], [`is_kept_out`] and `paused` use it, to read who the member is.
pub(super) struct Threshold(pub(super) OrganisationId, pub(super) PersonId);

impl Entry for Threshold {
    fn organisation(&self) -> OrganisationId {
        self.0
    }

    fn actor(&self) -> Actor {
        Actor::Person(self.1)
    }
}

/// The member that a session is in the organisation of a slug on a day; nothing for a stranger, a leaver, or an
/// organisation that doesn't exist or is suspended. The only place where somebody gets the rights of a role,
/// their own or one that they stand in for.
///
/// # Errors
/// The database is away.
pub fn enter(database: &Database, session: Session, slug: &str, today: Day) -> Result<Option<Member>, Error> {
    database.read_system(|system| {
        let found = store::membership(system, session.account, slug, "active")?;
        let Some((organisation, slug, person)) = found else { return Ok(None) };
        let announcements = store::announcements(system, organisation)?;
        let mut tenant = system.enter(&Threshold(organisation, person))?;
        let Some(name) = store::name_of_present(&mut tenant, person)? else { return Ok(None) };
        let mut grants = store::grants(&mut tenant, person)?;
        grants.extend(store::covered(&mut tenant, person, today)?);
        let organisation_name = store::organisation_name(&mut tenant)?.unwrap_or_else(|| slug.clone());
        let closes_on = store::closes_on(&mut tenant)?;
        let services = store::services_of(&mut tenant, person)?;
        grants.extend(services.iter().map(|service| Grant::own(Role::Staff, Some(*service))));
        grants.push(Grant::own(Role::Staff, None));
        let is_told = store::is_told(&mut tenant, person)?;
        let elsewhere = elsewhere(system, session, organisation)?;
        let mut member = Member {
            organisation,
            slug,
            organisation_name,
            session,
            person,
            name,
            grants,
            services,
            elsewhere,
            announcements,
            helpers: Vec::new(),
            closes_on,
            first_tasks: None,
            is_told,
        };
        if member.may(Action::SeeActivity) {
            member.helpers = store::helpers(system, organisation)?;
        }
        Ok(Some(member))
    })
}

/// Why a session is no member of the organisation of a slug, of which it would be one: they may know of it,
/// strangers and leavers may not.
///
/// # Errors
/// The database is away.
pub fn is_kept_out(database: &Database, session: Session, slug: &str) -> Result<Option<KeptOut>, Error> {
    database.read_system(|system| {
        for kept_out in KeptOut::ALL {
            let found = store::membership(system, session.account, slug, kept_out.as_str())?;
            let Some((organisation, _, person)) = found else { continue };
            let mut tenant = system.enter(&Threshold(organisation, person))?;
            if store::name_of_present(&mut tenant, person)?.is_some() {
                return Ok(Some(*kept_out));
            }
        }
        Ok(None)
    })
}

/// The roles that an account holds, in all organisations where it is a member now.
///
/// # Errors
/// The database is away.
pub fn roles_everywhere(system: &mut System<'_>, account: AccountId) -> Result<BTreeSet<Role>, Error> {
    let mut roles = BTreeSet::new();
    for (organisation, person) in store::memberships_of(system, account)? {
        let mut tenant = system.enter(&Threshold(organisation, person))?;
        roles.extend(store::grants(&mut tenant, person)?.into_iter().map(|grant| grant.role));
    }
    Ok(roles)
}

/// The other organisations that the account may enter, the one where it was last first.
fn elsewhere(
    system: &mut System<'_>,
    session: Session,
    here: OrganisationId,
) -> Result<Vec<Elsewhere>, Error> {
    let mut found = Vec::new();
    for (organisation, slug, person, last_entered_at) in store::memberships(system, session.account)? {
        if organisation == here {
            continue;
        }
        let mut tenant = system.enter(&Threshold(organisation, person))?;
        if store::name_of_present(&mut tenant, person)?.is_some() {
            let name = store::organisation_name(&mut tenant)?.unwrap_or_else(|| slug.clone());
            found.push(Elsewhere { slug, name, last_entered_at });
        }
    }
    found.sort_by(|one, other| {
        other.last_entered_at.cmp(&one.last_entered_at).then_with(|| one.name.cmp(&other.name))
    });
    Ok(found)
}

/// Notes that a member came in, for accounts in several organisations.
///
/// # Errors
/// The database is away.
pub fn note_entered(system: &mut System<'_>, now: Moment, member: &Member) -> Result<(), Error> {
    store::note_entered(system, now, member.session.account, member.organisation)
}

impl Member {
    /// Whether what this person may do or see here needs a second factor, whether they have one or not. Whoever was
    /// told of a case sees it when their role has ended, too.
    #[must_use]
    pub fn needs_factor(&self) -> bool {
        self.is_told || factor::needs(self.grants.iter().map(|grant| grant.role), self.session.is_operator)
    }

    /// The slug of the organisation as it is now.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The name of the organisation as it prints in policies.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        &self.organisation_name
    }

    /// The other organisations of the account, the one where it was last first.
    #[must_use]
    pub fn elsewhere(&self) -> &[Elsewhere] {
        &self.elsewhere
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The person's name, for the head of the page.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the operator tells members on a day, the latest first.
    #[must_use]
    pub fn announcements(&self, on: Day) -> Vec<&Announcement> {
        self.announcements.iter().filter(|announcement| announcement.is_shown(on)).collect()
    }

    /// The operators who look in, as far as nobody ended it and this member sees what is done.
    #[must_use]
    pub fn helpers(&self) -> &[Helper] {
        &self.helpers
    }

    /// Whether they sign in with a second factor and have no recovery code left: without the phone they are out.
    #[must_use]
    pub fn lacks_codes(&self) -> bool {
        self.session.lacks_codes
    }

    /// On which day the organisation closes; until then everything can be read and little changed.
    #[must_use]
    pub fn closes_on(&self) -> Option<Day> {
        self.closes_on
    }

    /// First tasks that are done, and all of them, while they lie ahead: only right after something was done.
    #[must_use]
    pub fn first_tasks(&self) -> Option<(usize, usize)> {
        self.first_tasks
    }

    /// The same member, told how far the first tasks are.
    #[must_use]
    pub fn with_first_tasks(self, first_tasks: Option<(usize, usize)>) -> Self {
        Self { first_tasks, ..self }
    }

    /// The services where this person works.
    #[must_use]
    pub fn services(&self) -> &BTreeSet<ServiceId> {
        &self.services
    }

    /// What this person holds today, and what they stand in for.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Where this person may do something.
    #[must_use]
    pub fn reach(&self, action: Action) -> Reach {
        let mut services = BTreeSet::new();
        for grant in self.grants.iter().filter(|grant| grant.allows(action)) {
            match grant.service {
                None => return Reach::Everywhere,
                Some(service) => services.insert(service),
            };
        }
        if services.is_empty() { Reach::Nowhere } else { Reach::Services(services) }
    }

    /// Whether this person may do something for the whole organisation, not at some services alone.
    #[must_use]
    pub fn may_everywhere(&self, action: Action) -> bool {
        self.reach(action) == Reach::Everywhere
    }

    /// Whether this person may do something anywhere.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.reach(action) != Reach::Nowhere
    }

    /// Whether this person may do something at one service.
    #[must_use]
    pub fn may_at(&self, action: Action, service: ServiceId) -> bool {
        self.reach(action).holds_at(service)
    }

    /// Whether this person may give a role and end it: owners alone make owners.
    #[must_use]
    pub fn may_give(&self, role: Role) -> bool {
        self.may(giving(role))
    }

    /// An address inside the organisation.
    #[must_use]
    pub fn path(&self, rest: &str) -> String {
        format!("/o/{}/{rest}", self.slug)
    }
}
