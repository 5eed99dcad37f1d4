//! Everybody who may come to a URL, and a furnished organisation for them to come to.

use std::collections::BTreeSet;

use polisi::access::Role;
use polisi::documents::import::Format;
use polisi::messages::Language;
use polisi::people;
use polisi::policies::drafts::{self, NewText};
use polisi::policies::exports::{self, Wanted};
use polisi::policies::references::{self, Kind, NewReference};
use polisi::policies::sharing::{self, NewShare};
use polisi::policies::versions::paper::Paper;
use polisi::policies::versions::publishing::{self, Terms};
use polisi::policies::{self, Details, Filter};
use polisi::web::{Door, Route};

use crate::support::app::{Org, PASSWORD, Somebody, TestApp, World, details};
use crate::support::client::Client;
use crate::support::kiosk::by_hand;
use crate::support::raw::Raw;
use crate::support::rows::plant;

use super::addresses::{Ids, NO_ORGANISATION, NO_VISIT, Whose, row_places};
use super::occupied::{Made, occupy};
use crate::operator_support as support;

/// Somebody at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Not signed in.
    Anonymous,
    /// Not signed in, came by a personal link.
    LinkHolder,
    /// A shared tablet, with nobody signed in at it.
    Tablet,
    /// Somebody signed in at a shared tablet.
    KioskPerson,
    /// Signed in, a manager of the other organisation.
    Stranger,
    /// Signed in, left the organisation yesterday.
    Leaver,
    /// Signed in, runs the installation, in no organisation.
    Operator,
    /// The same in support: an owner allowed them to look in, and they are inside.
    Support,
    /// A care worker.
    Staff,
    /// Leads a team.
    LineManager,
    /// Official accounts and the press.
    Communications,
    /// Staff records.
    Hr,
    /// Decides on data breaches.
    DataProtectionLead,
    /// First receives safeguarding reports.
    SafeguardingLead,
    /// Stands in for the manager.
    Deputy,
    /// A registered manager.
    Manager,
    /// The registered manager of the other service.
    ManagerElsewhere,
    /// Accountable for the service.
    ResponsibleIndividual,
    /// The owner.
    Owner,
}

impl Actor {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Anonymous,
        Self::LinkHolder,
        Self::Tablet,
        Self::KioskPerson,
        Self::Stranger,
        Self::Leaver,
        Self::Operator,
        Self::Support,
        Self::Staff,
        Self::LineManager,
        Self::Communications,
        Self::Hr,
        Self::DataProtectionLead,
        Self::SafeguardingLead,
        Self::Deputy,
        Self::Manager,
        Self::ManagerElsewhere,
        Self::ResponsibleIndividual,
        Self::Owner,
    ];

    /// Whether they are not signed in to an account.
    pub fn is_nobody(self) -> bool {
        matches!(self, Self::Anonymous | Self::LinkHolder | Self::Tablet | Self::KioskPerson)
    }

    /// The role that a member among them holds.
    pub fn role(self) -> Option<Role> {
        match self {
            Self::Staff => Some(Role::Staff),
            Self::LineManager => Some(Role::LineManager),
            Self::Communications => Some(Role::Communications),
            Self::Hr => Some(Role::Hr),
            Self::DataProtectionLead => Some(Role::DataProtectionLead),
            Self::SafeguardingLead => Some(Role::SafeguardingLead),
            Self::Deputy => Some(Role::DeputyManager),
            Self::Manager | Self::ManagerElsewhere => Some(Role::RegisteredManager),
            Self::ResponsibleIndividual => Some(Role::ResponsibleIndividual),
            Self::Owner => Some(Role::Owner),
            Self::Anonymous
            | Self::LinkHolder
            | Self::Tablet
            | Self::KioskPerson
            | Self::Stranger
            | Self::Leaver
            | Self::Operator
            | Self::Support => None,
        }
    }
}

/// Two organisations: one with a policy in force, one whose every text is a canary.
pub struct Scene {
    /// The application.
    pub app: TestApp,
    /// The people.
    pub world: World,
    /// The database past the application.
    pub raw: Raw,
    /// What to put into patterns.
    pub ids: Ids,
    /// The visit of the operator in support.
    pub visit: String,
    /// What stands in an organisation where everything is under way; nothing where little is.
    pub made: Made,
    clients: Vec<(Actor, Client)>,
}

impl Scene {
    /// Starts the application and furnishes it.
    pub fn start() -> Self {
        Self::furnished(false)
    }

    /// The same, with a row for every place that a pattern has.
    pub fn occupied() -> Self {
        Self::furnished(true)
    }

    fn furnished(occupied: bool) -> Self {
        let app = TestApp::start();
        let world = app.world();
        furnish(&app, &world);
        let (support, visit) = in_support(&app, &world);
        let clients = clients(&app, &world, &support);
        let client = |actor: Actor| clients.iter().find(|(other, _)| *other == actor).unwrap().1.clone();
        let made = if occupied { occupy(&app, &world, &client) } else { Made::default() };
        let mut raw = app.raw();
        let foreign = plant(&mut raw, &world.other.id.to_string(), "other");
        let ids = Ids { own: world.org.id, foreign, chosen: made.chosen.clone() };
        Self { app, world, raw, ids, visit, made, clients }
    }

    /// The address of a pattern in the organisation of the tests, `whose` for each place that names a row.
    ///
    /// # Panics
    /// The organisation has no such row: whoever adds the place makes one in `occupied.rs`.
    pub fn address(&mut self, pattern: &str, whose: &[Whose]) -> String {
        let found = self.ids.address(&mut self.raw, pattern, "cartref-prawf", whose);
        found.unwrap_or_else(|| panic!("{pattern}: no row of the organisation's own"))
    }

    /// The address of a pattern with rows of the organisation's own.
    pub fn own(&mut self, pattern: &str) -> String {
        self.address(pattern, &vec![Whose::Own; row_places(pattern)])
    }

    /// The same, and where a page of operators or owners names the organisation or the visit, these.
    pub fn own_with_words(&mut self, route: &Route) -> String {
        let own = self.own(route.path).replace(NO_ORGANISATION, &self.world.org.id.to_string());
        if route.door == Door::Support { own } else { own.replace(NO_VISIT, &self.visit) }
    }

    /// The browser of an actor.
    pub fn client(&self, actor: Actor) -> Client {
        self.clients.iter().find(|(other, _)| *other == actor).unwrap().1.clone()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        super::planted::tell_how_often_it_was_met();
    }
}

fn clients(app: &TestApp, world: &World, support: &Client) -> Vec<(Actor, Client)> {
    let leaver = newcomer(app, &world.org, "Ifan", None);
    let (person, now) = (leaver.person, app.app.clock.now());
    let leaver_client = app.client_of(&leaver);
    app.within(&world.org, move |tenant| people::leave(tenant, now, person, now.day()).unwrap());
    let operator = operator(app, world, "Osian");
    let (tablet, at_tablet) = by_hand(app, world, &world.kemi);
    Actor::ALL
        .map(|actor| {
            let client = match actor {
                Actor::Anonymous | Actor::LinkHolder => app.anonymous(),
                Actor::Tablet => tablet.clone(),
                Actor::KioskPerson => at_tablet.clone(),
                Actor::Stranger => app.client_of(&world.priya),
                Actor::Leaver => leaver_client.clone(),
                Actor::Operator => app.client_of(&operator),
                Actor::Support => support.clone(),
                Actor::Staff => app.client_of(&world.sian),
                Actor::SafeguardingLead => app.client_of(&world.lowri),
                Actor::Manager => app.client_of(&world.mair),
                Actor::ManagerElsewhere => app.client_of(&world.owain),
                Actor::ResponsibleIndividual => app.client_of(&world.gwen),
                Actor::Owner => app.client_of(&world.olwen),
                Actor::LineManager
                | Actor::Communications
                | Actor::Hr
                | Actor::DataProtectionLead
                | Actor::Deputy => {
                    app.client_of(&newcomer(app, &world.org, &format!("One{actor:?}"), actor.role()))
                }
            };
            (actor, client.unchecked())
        })
        .to_vec()
}

/// An operator is in no organisation; this one came by one and left it.
fn operator(app: &TestApp, world: &World, name: &str) -> Somebody {
    let (operator, now) = (newcomer(app, &world.other, name, None), app.app.clock.now());
    let person = operator.person;
    app.make_operator(&operator);
    app.within(&world.other, move |tenant| people::leave(tenant, now, person, now.day()).unwrap());
    operator
}

/// An operator whom the owner lets look in, by the pages; and the visit.
fn in_support(app: &TestApp, world: &World) -> (Client, String) {
    let client = app.client_of(&operator(app, world, "Ceri"));
    let visit = support::inside(app, world, &client);
    (client, visit)
}

/// Somebody new with an account, at the first service, with a role.
pub fn newcomer(app: &TestApp, org: &Org, name: &str, role: Option<Role>) -> Somebody {
    let now = app.app.clock.now();
    let hash = app.app.hasher.hash_now(&polisi::access::passwords::Password::typed(PASSWORD)).unwrap();
    let details = details(name, "Newydd", Language::English, &org.services[..1], true);
    let somebody = app.add(org, details, Some(hash), now);
    if let Some(role) = role.filter(|role| *role != Role::Staff) {
        let (person, service) = (somebody.person, org.services[0]);
        let service = people::belongs_to_service(role).then_some(service);
        app.within(org, move |tenant| people::grant(tenant, now, person, role, service).unwrap());
    }
    somebody
}

/// A policy in force, and what can stand around one.
pub fn furnish(app: &TestApp, world: &World) {
    publish_a_policy(app, world);
    stand_around_it(app, world);
}

/// A policy in force at both services.
fn publish_a_policy(app: &TestApp, world: &World) {
    let (now, by, messages) = (app.app.clock.now(), world.mair.person, app.app.messages.clone());
    let services: BTreeSet<_> = world.org.services.iter().copied().collect();
    app.within(&world.org, move |tenant| {
        let details = Details {
            code: "P01".to_owned(),
            title: "Lone Working Policy".to_owned(),
            language: Language::English,
            nation: None,
            service_type: None,
            owner: by,
            services: services.clone(),
        };
        let text = NewText {
            format: Format::Markdown,
            source: "# Lone Working Policy\n\n## Aim\n\nTell somebody where you are.\n".to_owned(),
        };
        let id = drafts::create(tenant, now, by, &details, &text).unwrap();
        let terms = Terms {
            label: "1.0".to_owned(),
            change_note: "The first one".to_owned(),
            approver_name: "Mair Rheolwr".to_owned(),
            change_kind: policies::ChangeKind::Minor,
            approved_on: None,
            approval_reason: None,
            effective_on: now.day(),
            effective_known: true,
            reviewed_on: now.day(),
            next_review_on: now.day().plus_months(12),
        };
        let basis = publishing::basis(tenant, id, &services).unwrap();
        let prepared = publishing::prepare(&basis, &terms, now, by, &messages).unwrap();
        publishing::publish(tenant, now, &prepared).unwrap();
    });
}

/// A reference, a link for somebody outside and a file of all in force.
fn stand_around_it(app: &TestApp, world: &World) {
    let (now, by, post) = (app.app.clock.now(), world.mair.person, app.app.post.clone());
    let services: BTreeSet<_> = world.org.services.iter().copied().collect();
    app.within(&world.org, move |tenant| {
        let policy = policies::list(tenant, &Filter::default()).unwrap()[0].id;
        let said = NewReference {
            kind: Kind::Law,
            title: "Health and Safety at Work etc. Act 1974".to_owned(),
            code: None,
            dated_on: None,
            address: None,
        };
        references::add(tenant, now, by, policy, &[said]).unwrap();
        let new = NewShare {
            recipient: "Ann Price".to_owned(),
            note: "She asked".to_owned(),
            last_day: now.day().plus_days(14),
            email: None,
        };
        sharing::share(tenant, now, &post, by, policy, &new).unwrap();
        let kinds = BTreeSet::from([Paper::Text]);
        exports::ask(tenant, now, by, &Wanted { services, kinds, language: Language::English }).unwrap();
        polisi::closing::handover::ask(tenant, now, Some(by), &post).unwrap();
    });
}
