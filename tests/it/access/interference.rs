//! Non-interference: whatever one organisation does, the other sees the same bytes (reference security 4.3).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use polisi::access::{Command, Role};
use polisi::db::ids::PersonId;
use polisi::messages::Language;
use polisi::routes;
use polisi::web::{Door, Method};
use polisi::{organisations, people};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::actors::{furnish, newcomer};
use super::addresses::{Ids, Place, Whose, places};
use crate::support::app::{PASSWORD, Somebody, TestApp, World, details};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::raw::Raw;
use crate::support::rows::dump_of;
use crate::support::texts::{self, Text};

/// How many rows of random deeds are tried, and how long one is at most.
const CASES: u32 = 8;
const LONGEST: usize = 8;

/// Who takes everything out leaves a line in their own log.
const FETCHES: &str = "/o/{slug}/settings/export/{handover}.zip";

/// Headers that differ from answer to answer.
const OF_THE_MOMENT: [&str; 2] = ["date", "x-request-id"];

/// Wrong passwords are tried so often at most: the right one shall not wait by them.
const GUESSES: u64 = 5;

/// What somebody of the first organisation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    /// Takes somebody on, with the address of somebody of the other organisation.
    TakeOn,
    /// Enters a policy with the code and title of one of the other organisation.
    EnterPolicy,
    /// Publishes one.
    Publish,
    /// Withdraws one.
    Withdraw,
    /// Says what a field is.
    FillField,
    /// Gives a role.
    GiveRole,
    /// Notes that somebody left.
    LetGo,
    /// Asks for a file of all in force.
    AskForFile,
    /// Sends whatever every form of the organisation takes.
    SendForms,
    /// Brings a pasted text in.
    Paste,
    /// Reports a concern.
    Report,
    /// Asks somebody to read, who signs by their link.
    Sign,
    /// Tries a password of somebody of the other organisation, from outside.
    Guess,
    /// Gives a role to somebody who works for both.
    GiveRoleToBoth,
}

const DEEDS: [Deed; 14] = [
    Deed::TakeOn,
    Deed::EnterPolicy,
    Deed::Publish,
    Deed::Withdraw,
    Deed::FillField,
    Deed::GiveRole,
    Deed::LetGo,
    Deed::AskForFile,
    Deed::SendForms,
    Deed::Paste,
    Deed::Report,
    Deed::Sign,
    Deed::Guess,
    Deed::GiveRoleToBoth,
];

/// The first organisation at work.
struct Busy<'a> {
    app: &'a TestApp,
    world: &'a World,
    owner: Client,
    /// Who works for both, as the first organisation knows them.
    both: PersonId,
    turn: Cell<usize>,
    /// How often each deed was done, and not refused.
    done: RefCell<BTreeMap<Deed, u64>>,
}

const HOME: &str = "/o/cartref-prawf";

impl Busy<'_> {
    /// Does one thing, and counts it when it worked.
    fn act(&self, deed: Deed) {
        self.turn.set(self.turn.get() + 1);
        let worked = match deed {
            Deed::TakeOn | Deed::GiveRole | Deed::GiveRoleToBoth | Deed::LetGo => self.staff(deed),
            Deed::EnterPolicy | Deed::Publish | Deed::Withdraw | Deed::Paste => self.policies(deed),
            Deed::FillField | Deed::AskForFile | Deed::SendForms => self.office(deed),
            Deed::Report | Deed::Sign | Deed::Guess => self.others(deed),
        };
        if worked {
            *self.done.borrow_mut().entry(deed).or_default() += 1;
        }
    }

    /// The words of a deed differ from those before.
    fn word(&self, letter: &str) -> String {
        format!("{letter}{}", self.turn.get())
    }

    fn times(&self, deed: Deed) -> u64 {
        self.done.borrow().get(&deed).copied().unwrap_or_default()
    }

    fn staff(&self, deed: Deed) -> bool {
        let (app, world, now) = (self.app, self.world, self.app.app.clock.now());
        match deed {
            Deed::TakeOn => {
                let mut person = details("Priya", "Ashworth", Language::English, &world.org.services, true);
                person.job_title = self.word("canary-other ");
                app.within(&world.org, move |tenant| {
                    people::add(tenant, now, &person).map(|_id| ()).unwrap()
                });
            }
            Deed::GiveRole => {
                newcomer(app, &world.org, &self.word("Newydd"), Some(Role::Hr));
            }
            Deed::GiveRoleToBoth => {
                let both = self.both;
                return app.within(&world.org, move |tenant| {
                    people::grant(tenant, now, both, Role::Hr, None).is_ok()
                });
            }
            _ => {
                let gone = newcomer(app, &world.org, &self.word("Gadael"), None).person;
                app.within(&world.org, move |tenant| {
                    people::leave(tenant, now, gone, now.day()).map(|_p| ()).unwrap()
                });
            }
        }
        true
    }

    fn policies(&self, deed: Deed) -> bool {
        let (app, world) = (self.app, self.world);
        match deed {
            Deed::EnterPolicy => {
                let text = Text::of(world, &self.word("D"), "canary-other-policies-title", "Be kind.");
                texts::draft(app, world, text);
                true
            }
            Deed::Publish => {
                texts::published(app, world, &self.word("V"), "canary-other-policies-title", "Be kind.");
                true
            }
            Deed::Withdraw => {
                let id = texts::published(app, world, &self.word("W"), "Lone Working Policy", "Be kind.");
                let form = self.owner.get(&format!("{HOME}/policies/{id}/withdraw")).form("main form");
                form.set("reason", "It went.").submit().status == 303
            }
            _ => {
                let text =
                    format!("# A text {}\n\nRing {{{{org_field_phone}}}} when in doubt.\n", self.turn.get());
                let form = self.owner.get(&format!("{HOME}/policies/new")).form("main form");
                let form = form.set("code", &self.word("P01-"));
                let service = self.world.org.services[0].to_string();
                form.tick_value("services", &service).set("text", &text).submit().status == 303
            }
        }
    }

    fn office(&self, deed: Deed) -> bool {
        match deed {
            Deed::FillField => {
                let form = self.owner.get(&format!("{HOME}/settings/fields")).form("main form");
                let form = form.set("org_field_phone", &format!("01632 96{:04}", self.turn.get()));
                form.submit().status == 303
            }
            Deed::AskForFile => {
                let form = self.owner.get(&format!("{HOME}/policies/all-in-force")).form("main form");
                form.tick_value("kinds", "txt").submit().status == 303
            }
            _ => send_forms(&self.owner, self.turn.get()) > 0,
        }
    }

    fn others(&self, deed: Deed) -> bool {
        let (app, world) = (self.app, self.world);
        match deed {
            Deed::Report => {
                crate::incidents::report(&app.client_of(&world.sian), world, &[]);
                true
            }
            Deed::Sign => {
                let id = texts::published(app, world, &self.word("S"), "Lone Working Policy", "Be kind.");
                crate::acknowledgements::ask(app, world, id, &[&world.tomos]);
                let link = crate::acknowledgements::link_of(app, &world.tomos);
                crate::acknowledgements::sign(&app.anonymous().get(&link)).status == 303
            }
            _ if self.times(Deed::Guess) < GUESSES => {
                let fields =
                    [("email", world.priya.email.as_deref().unwrap()), ("password", "wrong lantern")];
                app.anonymous().post_form("/sign-in", &fields).status == 422
            }
            _ => false,
        }
    }
}

/// Every form without a row in its address, with words that many of them take; how many were taken.
fn send_forms(owner: &Client, turn: usize) -> usize {
    let mut taken = 0;
    let forms = routes::all().into_iter().filter(|route| {
        route.method == Method::Post && matches!(route.door, Door::Member(_)) && places(route.path).is_empty()
    });
    let words =
        [("name", "Larkmere Vale"), ("title", "canary-other"), ("text", "canary-other"), ("q", "canary")];
    for (at, route) in forms.enumerate().filter(|(at, _)| at % 4 == turn % 4) {
        let page = owner.post_form(&route.path.replace("{slug}", "cartref-prawf"), &words);
        assert!(page.status < 500, "{at} {route:?} answered {}", page.status);
        taken += usize::from(page.status == 303);
    }
    taken
}

/// The world as the other organisation sees it.
fn mirrored(world: &World) -> World {
    World {
        org: world.other.clone(),
        olwen: world.beatrix.clone(),
        mair: world.priya.clone(),
        owain: world.owain.clone(),
        lowri: world.lowri.clone(),
        dewi: world.dewi.clone(),
        gwen: world.gwen.clone(),
        sian: world.sian.clone(),
        tomos: world.tomos.clone(),
        kemi: world.kemi.clone(),
        other: world.org.clone(),
        beatrix: world.olwen.clone(),
        priya: world.mair.clone(),
    }
}

/// Somebody of the staff of the other organisation who works for the first too; and who they are there.
fn of_both(app: &TestApp, world: &World) -> (Somebody, PersonId) {
    let somebody = newcomer(app, &world.other, "Rowan", None);
    let (account, organisation, now) = (somebody.account.unwrap(), world.org.id, app.app.clock.now());
    let there = details("Rowan", "Newydd", Language::English, &world.org.services, true);
    let person = app.within(&world.org, move |tenant| people::add(tenant, now, &there).unwrap());
    let joined = app.app.database.write_system(move |system| {
        organisations::store::insert_membership(system, now, account, organisation, person)?;
        let mut tenant = system.enter(&Command::on(organisation))?;
        people::store::set_account(&mut tenant, person, account)
    });
    joined.unwrap();
    (somebody, person)
}

/// All that an answer says, but for what differs from one to the next.
fn said(page: &Page) -> (u16, String) {
    let mut headers: Vec<String> = page
        .headers
        .iter()
        .filter(|(name, _)| !OF_THE_MOMENT.contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    headers.sort();
    (page.status, format!("{}\n\n{}", headers.join("\n"), String::from_utf8_lossy(&page.body)))
}

type View = BTreeMap<String, (u16, String)>;

/// Every page of an organisation as somebody sees it; of whom `only` names, those of its pages.
fn view(app: &TestApp, world: &World, client: &Client, only: Option<&BTreeSet<String>>) -> View {
    let (ids, mut raw) =
        (Ids { own: world.org.id, foreign: BTreeMap::new(), chosen: BTreeMap::new() }, app.raw());
    let mut seen = BTreeMap::new();
    for route in routes::all() {
        let is_logged = route.path == FETCHES;
        if route.method != Method::Get || !matches!(route.door, Door::Member(_)) || is_logged {
            continue;
        }
        let rows = places(route.path).iter().filter(|(_, place)| matches!(place, Place::Row(..))).count();
        let own = vec![Whose::Own; rows];
        let Some(address) = ids.address(&mut raw, route.path, &world.org.slug, &own) else { continue };
        if only.is_some_and(|only| !only.contains(&address)) {
            continue;
        }
        let page = client.get(&address);
        assert!(page.status < 500, "{address} answered {}", page.status);
        seen.insert(address, said(&page));
    }
    seen
}

/// The first line that is another.
fn differs(before: &(u16, String), after: Option<&(u16, String)>) -> String {
    let Some(after) = after else { return "gone".to_owned() };
    let mut pairs = before.1.lines().zip(after.1.lines());
    pairs.find(|(one, two)| one != two).map(|(one, two)| format!("{one}\n{two}")).unwrap_or_default()
}

/// The other organisation: what its owner and one of its staff see, and all that is stored of it.
struct Watched<'a> {
    app: &'a TestApp,
    world: &'a World,
    eyes: [(Client, View); 2],
    raw: RefCell<Raw>,
    rows: RefCell<Vec<String>>,
}

impl<'a> Watched<'a> {
    fn new(app: &'a TestApp, world: &'a World, staff: &Somebody) -> Self {
        let eyes = [&world.olwen, staff].map(|somebody| {
            let client = app.client_of(somebody).unchecked();
            let mut seen = view(app, world, &client, None);
            if somebody.person == staff.person {
                // What staff are refused is the same words everywhere.
                seen.retain(|_, (status, _)| *status == 200);
            }
            (client, seen)
        });
        let watched = Self { app, world, eyes, raw: RefCell::new(app.raw()), rows: RefCell::default() };
        watched.rows.replace(watched.stored());
        watched
    }

    fn stored(&self) -> Vec<String> {
        dump_of(&mut self.raw.borrow_mut(), &self.world.org.id.to_string())
    }

    /// That all is as it was; `deeds` are what was done elsewhere.
    fn is_untouched(&self, deeds: &[Deed]) -> Result<(), TestCaseError> {
        let stored = self.stored();
        let before = self.rows.replace(stored.clone());
        let other = stored.iter().find(|row| !before.contains(row));
        prop_assert!(
            stored == before,
            "after {:?} {} rows were {}: {:?}",
            deeds,
            stored.len(),
            before.len(),
            other
        );
        for (client, before) in &self.eyes {
            let only = before.keys().cloned().collect();
            let after = view(self.app, self.world, client, Some(&only));
            for (address, seen) in before {
                let now = after.get(address);
                let differs = || differs(seen, now);
                prop_assert!(
                    now == Some(seen),
                    "{} is another page after {:?}: {}",
                    address,
                    deeds,
                    differs()
                );
            }
        }
        // What looking left behind is no deed of the others.
        self.rows.replace(self.stored());
        Ok(())
    }
}

#[test]
fn what_one_organisation_does_is_nothing_to_the_other() {
    let app = TestApp::start();
    let world = app.world();
    let other = mirrored(&world);
    furnish(&app, &world);
    furnish(&app, &other);
    let (staff, both) = of_both(&app, &world);
    app.run_due_work();
    let owner = app.client_of(&world.olwen).unchecked();
    let busy = Busy { app: &app, world: &world, owner, both, turn: Cell::new(0), done: RefCell::default() };
    let watched = Watched::new(&app, &other, &staff);
    let shown = |eye: &(Client, View)| eye.1.values().filter(|(status, _)| *status == 200).count();
    let counts = [shown(&watched.eyes[0]), shown(&watched.eyes[1])];
    assert!(watched.eyes[0].1.len() >= 60 && counts[0] >= 40 && counts[1] >= 10, "saw only {counts:?} pages");

    let compare = |deeds: Vec<Deed>| {
        deeds.iter().for_each(|deed| busy.act(*deed));
        app.run_due_work();
        watched.is_untouched(&deeds)
    };
    // Nothing at all, and each deed alone: cases of their own, whatever chance brings.
    compare(Vec::new()).unwrap();
    for deed in DEEDS {
        compare(vec![deed]).unwrap();
    }
    let deeds = proptest::collection::vec(proptest::sample::select(DEEDS.to_vec()), 1..=LONGEST);
    let config = Config { cases: CASES, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    TestRunner::new(config).run(&deeds, compare).unwrap();
    for deed in DEEDS {
        assert!(busy.times(deed) > 0, "{deed:?} was never done: {:?}", busy.done.borrow());
    }
    // Whose password was guessed signs in with the right one.
    let right = [("email", world.priya.email.as_deref().unwrap()), ("password", PASSWORD)];
    app.anonymous().post_form("/sign-in", &right).expect(303);
}
