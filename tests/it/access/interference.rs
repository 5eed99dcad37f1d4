//! Non-interference: whatever one organisation does, the other sees the same bytes (reference security 4.3).

use std::collections::BTreeMap;

use polisi::access::Role;
use polisi::messages::Language;
use polisi::people;
use polisi::routes;
use polisi::web::{Door, Method};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::actors::{furnish, newcomer};
use super::addresses::{Ids, Place, Whose, places};
use crate::support::app::{TestApp, World, details};
use crate::support::client::Client;
use crate::support::texts::{self, Text};

/// How many rows of random deeds are tried, and how long one is at most.
const CASES: u32 = 12;
const LONGEST: usize = 8;

/// Who takes everything out leaves a line in their own log.
const FETCHES: &str = "/o/{slug}/settings/export/{handover}.zip";

/// What somebody of the first organisation does.
#[derive(Debug, Clone, Copy)]
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
    /// Brings a text of a shelf in.
    Paste,
}

const DEEDS: [Deed; 10] = [
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
];

/// Does one thing; `turn` makes its words differ from those before.
fn act((app, world): (&TestApp, &World), owner: &Client, deed: Deed, turn: usize) {
    let now = app.app.clock.now();
    let home = "/o/cartref-prawf";
    match deed {
        Deed::TakeOn => {
            let mut person = details("Priya", "Ashworth", Language::English, &world.org.services, true);
            person.job_title = format!("canary-other {turn}");
            app.within(&world.org, move |tenant| people::add(tenant, now, &person).map(|_id| ()).unwrap());
        }
        Deed::EnterPolicy => {
            let text = Text::of(world, &format!("D{turn}"), "canary-other-policies-title", "Be kind.");
            texts::draft(app, world, text);
        }
        Deed::Publish => {
            texts::published(app, world, &format!("V{turn}"), "canary-other-policies-title", "Be kind.");
        }
        Deed::Withdraw => {
            let id = texts::published(app, world, &format!("W{turn}"), "Lone Working Policy", "Be kind.");
            owner.post_form(
                &format!("{home}/policies/{id}/withdraw"),
                &[("reason", "It went."), ("confirm", "yes")],
            );
        }
        Deed::FillField => {
            let fields = [("org_field_phone", "01632 960101"), ("org_field_name", "Larkmere Vale")];
            owner.post_form(&format!("{home}/settings/fields"), &fields);
        }
        Deed::GiveRole => {
            newcomer(app, &world.org, &format!("Newydd{turn}"), Some(Role::Hr));
        }
        Deed::LetGo => {
            let gone = newcomer(app, &world.org, &format!("Gadael{turn}"), None).person;
            app.within(&world.org, move |tenant| {
                people::leave(tenant, now, gone, now.day()).map(|_p| ()).unwrap()
            });
        }
        Deed::AskForFile => {
            let service = world.org.services[0].to_string();
            let fields = [("services", service.as_str()), ("kinds", "pdf"), ("language", "en")];
            owner.post_form(&format!("{home}/policies/all-in-force"), &fields);
        }
        Deed::SendForms => send_forms(owner, turn),
        Deed::Paste => {
            let text = format!("# A text {turn}\n\nRing {{{{org_field_phone}}}} when in doubt.\n");
            owner.post_form(&format!("{home}/policies/new"), &[("text", &text), ("code", "P01")]);
        }
    }
}

/// Every form without a row in its address, with words that many of them take.
fn send_forms(owner: &Client, turn: usize) {
    let forms = routes::all().into_iter().filter(|route| {
        route.method == Method::Post && matches!(route.door, Door::Member(_)) && places(route.path).is_empty()
    });
    let words =
        [("name", "Larkmere Vale"), ("title", "canary-other"), ("text", "canary-other"), ("q", "canary")];
    for (at, route) in forms.enumerate().filter(|(at, _)| at % 4 == turn % 4) {
        let page = owner.post_form(&route.path.replace("{slug}", "cartref-prawf"), &words);
        assert!(page.status < 500, "{at} {route:?} answered {}", page.status);
    }
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

/// Every page of an organisation as its owner sees it.
fn view(app: &TestApp, world: &World, owner: &Client) -> BTreeMap<String, (u16, String)> {
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
        let page = owner.get(&address);
        assert!(page.status < 500, "{address} answered {}", page.status);
        seen.insert(address, (page.status, String::from_utf8_lossy(&page.body).into_owned()));
    }
    seen
}

/// The first line that is another.
fn differs(before: &(u16, String), after: Option<&(u16, String)>) -> String {
    let Some(after) = after else { return "gone".to_owned() };
    let mut pairs = before.1.lines().zip(after.1.lines());
    pairs.find(|(one, two)| one != two).map(|(one, two)| format!("{one}\n{two}")).unwrap_or_default()
}

#[test]
fn what_one_organisation_does_is_nothing_to_the_other() {
    let app = TestApp::start();
    let world = app.world();
    let other = mirrored(&world);
    furnish(&app, &world);
    furnish(&app, &other);
    app.run_due_work();
    let owner = app.client_of(&world.olwen).unchecked();
    let beatrix = app.client_of(&other.olwen).unchecked();
    let before = view(&app, &other, &beatrix);
    let shown = before.values().filter(|(status, _)| *status == 200).count();
    assert!(before.len() >= 60 && shown >= 40, "saw only {shown} of {} pages", before.len());

    let turn = std::cell::Cell::new(0);
    let compare = |deeds: Vec<Deed>| {
        for deed in &deeds {
            turn.set(turn.get() + 1);
            act((&app, &world), &owner, *deed, turn.get());
        }
        app.run_due_work();
        let after = view(&app, &other, &beatrix);
        for (address, seen) in &before {
            let now = after.get(address);
            prop_assert!(
                now == Some(seen),
                "{} is another page after {:?}: {}",
                address,
                deeds,
                differs(seen, now)
            );
        }
        prop_assert_eq!(after.len(), before.len());
        Ok(())
    };
    // Nothing at all, and each deed alone: cases of their own, whatever chance brings.
    compare(Vec::new()).unwrap();
    for deed in DEEDS {
        compare(vec![deed]).unwrap();
    }
    let deeds = proptest::collection::vec(proptest::sample::select(DEEDS.to_vec()), 1..=LONGEST);
    let config = Config { cases: CASES, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    TestRunner::new(config).run(&deeds, compare).unwrap();
    assert!(turn.get() >= DEEDS.len() + usize::try_from(CASES).unwrap());
}
