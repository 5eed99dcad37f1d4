//! What each door answers to each who comes: the one table that the walks over every URL are held to.

use std::collections::BTreeMap;

use polisi::access::allowed;
use polisi::routes;
use polisi::web::{Door, Method, Route};

use super::actors::{Actor, Scene};
use super::addresses::{NO_ORGANISATION, Whose, places, row_places};
use super::every_route::{ALIKE, BATCH, BODIES, LEAVES, ask, leads_to_sign_in, mixtures, sweep_for};
use super::sweep::sweep;
use crate::support::page::Page;
use crate::support::rows::dump;

/// What somebody is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// To the sign-in.
    SignIn,
    /// To the front page of tablets.
    Tablet,
    /// No right.
    Refused,
    /// As if there were nothing.
    NotThere,
    /// The page of a link that is over or never was.
    Over,
    /// They may: whatever they are told, it isn't that they may not.
    Answer,
}

/// Where a session of an account begins: not on a shared tablet.
const BEGINNINGS: [&str; 4] = ["/sign-in", "/sign-up", "/invitations", "/password-reset"];

fn is_at_tablet(actor: Actor) -> bool {
    matches!(actor, Actor::Tablet | Actor::KioskPerson)
}

/// The second step is switched off for these tests, so nobody sets one up or changes it: `factor/` is where it is on.
const SWITCHED_OFF: [&str; 3] =
    ["/account/second-factor", "/account/second-factor/app", "/account/second-factor/replace"];

/// Only in the demonstration.
const DEMONSTRATION: [&str; 2] = ["/operator/mail", "/operator/mail/{id}"];

/// The table.
pub fn wanted(route: &Route, actor: Actor) -> Wanted {
    let runs = matches!(actor, Actor::Operator | Actor::Support);
    let begins = |start: &&str| {
        route.path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match route.door {
        Door::Public | Door::Link if is_at_tablet(actor) && BEGINNINGS.iter().any(begins) => Wanted::Refused,
        Door::Public | Door::Development => Wanted::Answer,
        Door::Link => Wanted::Over,
        Door::Kiosk if actor == Actor::KioskPerson => Wanted::Answer,
        Door::Kiosk if actor == Actor::Tablet && !route.path.starts_with("/kiosk/me") => Wanted::Answer,
        Door::Kiosk => Wanted::Tablet,
        _ if actor.is_nobody() => Wanted::SignIn,
        Door::SignedIn if route.method == Method::Post && SWITCHED_OFF.contains(&route.path) => {
            Wanted::Refused
        }
        Door::SignedIn => Wanted::Answer,
        Door::Operator if DEMONSTRATION.contains(&route.path) => Wanted::NotThere,
        Door::Operator if runs => Wanted::Answer,
        // Who is let in is let in to one visit: see `in_support.rs`.
        Door::Operator | Door::Support => Wanted::NotThere,
        Door::Member(action) => match actor.role() {
            Some(role) if allowed(action).contains(&role) => Wanted::Answer,
            Some(_) => Wanted::Refused,
            None => Wanted::NotThere,
        },
    }
}

/// What they are answered where there is no such organisation.
pub fn wanted_nowhere(actor: Actor) -> Wanted {
    if actor.is_nobody() { Wanted::SignIn } else { Wanted::NotThere }
}

impl Wanted {
    /// Whether the answer is this.
    pub fn fits(self, route: &Route, page: &Page) -> bool {
        let to = page.header("location").unwrap_or_default();
        match self {
            Self::SignIn => leads_to_sign_in(page),
            Self::Tablet => page.status == 303 && to.starts_with("/kiosk"),
            Self::Refused => page.status == 403,
            Self::NotThere => page.status == 404,
            Self::Over if ALIKE.contains(&route.path) => {
                matches!(page.status, 200 | 303 | 400 | 404 | 410 | 422)
            }
            Self::Over => matches!(page.status, 404 | 410),
            Self::Answer if leads_to_sign_in(page) => route.door == Door::Public,
            Self::Answer if route.method == Method::Get && places(route.path).is_empty() => {
                matches!(page.status, 200 | 303)
            }
            // Codes are guessed only so often.
            Self::Answer => matches!(page.status, 200 | 303 | 400 | 404 | 409 | 410 | 422 | 429),
        }
    }
}

/// Who may, gets an answer at every door that isn't a member's: `role_matrix.rs` asks at those.
#[test]
fn who_may_is_answered_at_every_other_door() {
    let mut scene = Scene::occupied();
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for route in routes::all() {
        if matches!(route.door, Door::Member(_)) || LEAVES.contains(&route.path) {
            continue;
        }
        let address = scene.own(route.path).replace(NO_ORGANISATION, &scene.world.org.id.to_string());
        for actor in Actor::ALL.into_iter().filter(|actor| wanted(&route, *actor) == Wanted::Answer) {
            let page = ask(&scene.client(actor), &route, &address, BODIES[0]);
            // Whoever runs the installation sees the names of all.
            if route.door != Door::Operator {
                sweep_for(actor, &page);
            }
            *asked.entry(format!("{:?}", route.door)).or_default() += 1;
            if !Wanted::Answer.fits(&route, &page) {
                faults.push(format!("{actor:?} at {route:?} {address}: {page:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let fewest = [("Kiosk", 21), ("Operator", 80), ("Public", 580), ("SignedIn", 390)];
    assert!(fewest.iter().all(|(door, fewest)| asked[*door] >= *fewest), "asked only {asked:?}");
}

/// Who may ask about rows of the organisation beside the owner: some at one service only.
const ASKING: [Actor; 10] = [
    Actor::Manager,
    Actor::ManagerElsewhere,
    Actor::Deputy,
    Actor::ResponsibleIndividual,
    Actor::SafeguardingLead,
    Actor::DataProtectionLead,
    Actor::Hr,
    Actor::Communications,
    Actor::LineManager,
    Actor::Staff,
];

/// Who has rights at one service only; the policy of the tests is in force at two.
const AT_ONE: [Actor; 3] = [Actor::Manager, Actor::ManagerElsewhere, Actor::Deputy];

/// Who comes from elsewhere, or isn't signed in to an account.
const OUTSIDE: [Actor; 8] = [
    Actor::Stranger,
    Actor::Leaver,
    Actor::Operator,
    Actor::Support,
    Actor::Tablet,
    Actor::KioskPerson,
    Actor::LinkHolder,
    Actor::Anonymous,
];

/// Asks those about rows of the other organisation below the address of this one: to the stranger they are rows of
/// their own. Gives how often.
fn ask_outside(scene: &mut Scene, route: &Route, faults: &mut Vec<String>) -> usize {
    let address = scene.address(route.path, &vec![Whose::Foreign; row_places(route.path)]);
    for (place, actor) in OUTSIDE.into_iter().enumerate() {
        let page = ask(&scene.client(actor), route, &address, BODIES[place % 2]);
        sweep_for(actor, &page);
        if !wanted(route, actor).fits(route, &page) {
            faults.push(format!("{actor:?} at {route:?} {address}: {page:?}"));
        }
    }
    OUTSIDE.len()
}

/// The owner is asked about in `every_route.rs`; here are all others, whose rights take other ways through the program.
#[test]
fn foreign_rows_are_there_for_no_role() {
    let mut scene = Scene::occupied();
    let before = dump(&mut scene.raw);
    let all = routes::all();
    let with_rows = |route: &&Route| matches!(route.door, Door::Member(_)) && row_places(route.path) > 0;
    let routes: Vec<&Route> = all.iter().filter(with_rows).collect();
    let (mut asked, mut outside, mut faults) = (0, 0, Vec::new());
    for batch in routes.chunks(BATCH) {
        for route in batch {
            outside += ask_outside(&mut scene, route, &mut faults);
            let mixed = mixtures(row_places(route.path));
            for whose in mixed.into_iter().filter(|whose| whose.contains(&Whose::Foreign)) {
                let address = scene.address(route.path, &whose);
                for actor in ASKING.into_iter().filter(|actor| wanted(route, *actor) == Wanted::Answer) {
                    let page = ask(&scene.client(actor), route, &address, BODIES[asked % 2]);
                    asked += 1;
                    sweep(&page);
                    // Who has no right to the policy at all of its services is told so before a row of it is looked for.
                    let kept_out = page.status == 403 && whose[0] == Whose::Own && AT_ONE.contains(&actor);
                    if page.status != 404 && !kept_out {
                        faults.push(format!("{actor:?} at {route:?} {address} with {whose:?}: {page:?}"));
                    }
                }
            }
        }
        assert_eq!(dump(&mut scene.raw), before, "something changed at one of {batch:?}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(routes.len() >= 139 && asked >= 1_100, "asked {asked} times about {} URLs", routes.len());
    assert!(outside == routes.len() * OUTSIDE.len(), "asked only {outside} times from outside");
}

/// A live link leads to what its holder was asked to read. Rows of a colleague and of another organisation aren't
/// there by it, whoever has it.
#[test]
fn a_live_link_opens_the_rows_of_its_holder_only() {
    let mut scene = Scene::occupied();
    let before = dump(&mut scene.raw);
    let is_signing = |route: &Route| route.path.starts_with("/s/{token}") && row_places(route.path) > 0;
    let routes: Vec<Route> = routes::all().into_iter().filter(is_signing).collect();
    let own = scene.made.asked[&scene.world.tomos.name].clone();
    for route in &routes {
        let pattern = route.path.replace("{token}", &scene.made.link);
        for whose in [Whose::Own, Whose::Foreign, Whose::Random] {
            let address = scene.address(&pattern, &[whose]);
            for actor in [Actor::LinkHolder, Actor::Anonymous, Actor::Staff, Actor::Owner, Actor::Stranger] {
                for body in &BODIES[..2] {
                    let page = ask(&scene.client(actor), route, &address, *body);
                    assert_eq!(page.status, 404, "{actor:?} at {address} with {whose:?}");
                    sweep_for(actor, &page);
                }
            }
        }
        if route.method == Method::Get && pattern.ends_with("{assignment}") {
            let address = pattern.replace("{assignment}", &own);
            scene.client(Actor::LinkHolder).get(&address).expect(200);
        }
    }
    assert!(routes.len() >= 4, "saw only {}", routes.len());
    assert_eq!(dump(&mut scene.raw), before, "something changed");
}
