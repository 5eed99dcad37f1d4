//! Every URL of the table of contents × everybody × own, foreign, invented and mixed identifiers ×
//! methods (DESIGN 3, net 6). A refused request leaves every table as it was.

use std::collections::{BTreeMap, BTreeSet};

use polisi::access::allowed;
use polisi::db::statement_check::check;
use polisi::db::tenant::TENANT_TABLES;
use polisi::routes;
use polisi::web::{Door, Method, Route};

use super::actors::{Actor, Scene};
use super::addresses::{KINDS, Place, Whose, live_token, places, row_places};
use super::doors::{Wanted, wanted, wanted_nowhere};
use super::headers::check_type;
use super::sweep::{mails_of_the_organisation, sweep, sweep_after, sweep_log, sweep_mail};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::rows::{dump, dump_of};
use crate::support::texts::published;

/// At least so many URLs there are; a walk over fewer has lost some.
pub const FEWEST: usize = 420;

/// Tenant tables that nothing reaches for those who walk here: what a case says is for its lead, see `sweep.rs`. This
/// list may only shrink.
const UNREACHED: &[&str] = &["incident_texts"];

/// URLs of [`needs_whole_organisation`].
const WHOLE: &[(Method, &str)] = &[
    (Method::Post, "/o/{slug}/settings/fields"),
    (Method::Post, "/o/{slug}/settings/fields/names"),
    (Method::Post, "/o/{slug}/settings/logo"),
    (Method::Post, "/o/{slug}/settings/logo/remove"),
    (Method::Post, "/o/{slug}/settings/approval"),
    (Method::Post, "/o/{slug}/slips/settings"),
    (Method::Get, "/o/{slug}/services/add"),
    (Method::Post, "/o/{slug}/services/add"),
];

/// What answers any link alike, so that nobody learns which were live.
pub const ALIKE: &[&str] = &["/s/{token}/renew", "/kiosk/b/{token}"];

/// So many URLs are asked before all tables are read again.
pub const BATCH: usize = 8;

/// What ends a session.
pub const LEAVES: &[&str] = &["/sign-out", "/kiosk/me/finish"];

/// Bodies that say different things about the same address.
pub const BODIES: [(&str, &[u8]); 4] = [
    ("application/x-www-form-urlencoded", b""),
    ("application/x-www-form-urlencoded", b"name=a&title=b&reason=c&basis=d&services=e&confirm=yes"),
    ("text/plain", b"\xff\xfe"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
];

pub fn ask(client: &Client, route: &Route, address: &str, body: (&str, &[u8])) -> Page {
    let page = match route.method {
        Method::Get => client.get(address),
        Method::Post => client.request("POST", address, body.0, body.1),
    };
    check_type(&page);
    let failed = page.status >= 500 && !super::planted::is_asked();
    assert!(!failed, "{route:?} {address} answered {}:\n{}", page.status, page.text());
    page
}

pub fn leads_to_sign_in(page: &Page) -> bool {
    page.status == 303 && page.header("location").is_some_and(|to| to.starts_with("/sign-in?"))
}

fn member_routes() -> Vec<Route> {
    routes::all().into_iter().filter(|route| matches!(route.door, Door::Member(_))).collect()
}

#[test]
fn the_table_of_contents_is_sound() {
    let all = routes::all();
    assert!(all.len() >= FEWEST, "saw only {} URLs", all.len());
    let distinct: BTreeSet<(Method, &str)> = all.iter().map(|route| (route.method, route.path)).collect();
    assert_eq!(distinct.len(), all.len(), "a URL is listed twice");
    for route in &all {
        places(route.path);
        let carries = route.path.starts_with("/o/{slug}");
        assert_eq!(carries, matches!(route.door, Door::Member(_)), "{route:?} and its door");
        let token = places(route.path).iter().any(|(_, place)| matches!(place, Place::Token(_)));
        assert_eq!(token, route.door == Door::Link, "{route:?} and its door");
        assert_eq!(route.path.starts_with("/operator"), route.door == Door::Operator, "{route:?}");
        assert_eq!(route.path.starts_with("/support"), route.door == Door::Support, "{route:?}");
    }
}

/// Everybody who may not, at every door: nothing is shown and nothing changes. Of rows there are those of the
/// organisation itself and invented ones.
#[test]
fn nobody_gets_in_who_may_not() {
    let mut scene = Scene::occupied();
    let before = dump(&mut scene.raw);
    let mut asked: BTreeMap<Wanted, usize> = BTreeMap::new();
    let all = routes::all();
    for batch in all.chunks(BATCH) {
        for route in batch {
            for (address, at) in addresses_of(&mut scene, route) {
                for (place, actor) in Actor::ALL.into_iter().enumerate() {
                    let turn = asked.values().sum::<usize>();
                    let wanted = if at == At::Nowhere { wanted_nowhere(actor) } else { wanted(route, actor) };
                    // Where there is nothing, each third asks, at every URL others.
                    if wanted == Wanted::Answer || (at != At::Own && (place + route.path.len()) % 3 > 0) {
                        continue;
                    }
                    let page = ask(&scene.client(actor), route, &address, BODIES[turn % BODIES.len()]);
                    *asked.entry(wanted).or_default() += 1;
                    sweep_for(actor, &page);
                    assert!(wanted.fits(route, &page), "{actor:?} at {route:?} {address}: {page:?}");
                }
            }
        }
        assert_eq!(dump(&mut scene.raw), before, "something changed at one of {batch:?}");
    }
    let enough = asked.values().sum::<usize>() >= 7_900 && asked.values().all(|count| *count >= 390);
    assert!(asked.len() == 5 && enough, "asked only {asked:?}");
}

/// What an address leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Own,
    Invented,
    Nowhere,
}

/// Own rows, invented ones, and an organisation that isn't there.
fn addresses_of(scene: &mut Scene, route: &Route) -> Vec<(String, At)> {
    let mut all = vec![(scene.own_with_words(route), At::Own)];
    let random = scene.address(route.path, &[]);
    if route.door != Door::Link && random != all[0].0 {
        all.push((random, At::Invented));
    }
    if matches!(route.door, Door::Member(_)) {
        let pattern = route.path.replace("{slug}", "no-such-place");
        all.push((scene.address(&pattern, &[]), At::Nowhere));
    }
    all
}

/// What one may see with a right at one service, and only do with the same right everywhere.
pub fn needs_whole_organisation(route: &Route) -> bool {
    WHOLE.contains(&(route.method, route.path))
}

/// What the stranger sees of their own is no leak.
pub fn sweep_for(actor: Actor, page: &Page) {
    if actor != Actor::Stranger {
        sweep(page);
    }
}

#[test]
fn foreign_and_invented_rows_are_not_there() {
    let mut scene = Scene::occupied();
    let before = dump(&mut scene.raw);
    let owner = scene.client(Actor::Owner);
    super::planted::plant_what_is_asked();
    let mut asked = 0;
    for (place, route) in member_routes().into_iter().enumerate() {
        for whose in mixtures(row_places(route.path)) {
            let address = scene.address(route.path, &whose);
            for body in BODIES {
                let page = ask(&owner, &route, &address, body);
                asked += 1;
                sweep(&page);
                // Only in a process with a fault on purpose: what failed shows nothing, and the walk goes on.
                if page.status < 500 {
                    assert_eq!(page.status, 404, "{route:?} {address} with {whose:?}");
                }
                if route.method == Method::Get {
                    break;
                }
            }
        }
        if place % BATCH == BATCH - 1 {
            assert_eq!(dump(&mut scene.raw), before, "something changed at {route:?} or just before");
        }
    }
    assert_eq!(dump(&mut scene.raw), before, "something changed");
    let with_rows = member_routes().iter().filter(|route| row_places(route.path) > 0).count();
    assert!(with_rows >= 139 && asked >= with_rows * 2, "asked {asked} times about {with_rows} URLs");
}

/// What can't be asked below another row, as the organisation has only one of what stands above.
const ALONE: [&str; 4] = [
    "/o/{slug}/acknowledgements/{id}/people/{person}/resend",
    "/o/{slug}/acknowledgements/{id}/people/{person}/stop",
    "/o/{slug}/acknowledgements/{id}/receipts/{receipt}",
    "/o/{slug}/rights/{request}/records/{record}",
];

/// A row of the organisation is there below what it belongs to, and below nothing else of the same kind.
#[test]
fn own_rows_are_not_there_below_another_own_row() {
    let mut scene = Scene::occupied();
    published(&scene.app, &scene.world, "LB1", "Another policy", "Words of it.");
    let before = dump(&mut scene.raw);
    let owner = scene.client(Actor::Owner);
    let (mut asked, mut alone) = (0, BTreeSet::new());
    for route in member_routes().into_iter().filter(|route| row_places(route.path) == 2) {
        let whose = [Whose::OtherOwn, Whose::Own];
        let Some(address) = scene.ids.address(&mut scene.raw, route.path, &scene.world.org.slug, &whose)
        else {
            alone.insert(route.path);
            continue;
        };
        for body in BODIES {
            let page = ask(&owner, &route, &address, body);
            asked += 1;
            assert_eq!(page.status, 404, "{route:?} {address}");
            if route.method == Method::Get {
                break;
            }
        }
        assert_eq!(dump(&mut scene.raw), before, "something changed at {route:?}");
    }
    assert_eq!(alone, BTreeSet::from(ALONE), "the organisation has only one of what stands above");
    assert!(asked >= 20, "asked only {asked} times");
}

/// Who isn't at a tablet gets to none of its pages, and who is to nothing but their own.
#[test]
fn the_pages_of_tablets_are_for_who_is_at_one() {
    let mut scene = Scene::occupied();
    let before = dump(&mut scene.raw);
    let routes: Vec<Route> = routes::all().into_iter().filter(|route| route.door == Door::Kiosk).collect();
    assert!(routes.len() >= 14, "saw only {}", routes.len());
    for route in &routes {
        for whose in mixtures(row_places(route.path)) {
            let address = scene.address(route.path, &whose);
            for actor in [Actor::KioskPerson, Actor::Tablet] {
                let page = ask(&scene.client(actor), route, &address, BODIES[0]);
                let stranger = actor == Actor::Tablet && route.path.starts_with("/kiosk/me");
                assert_eq!(page.status, if stranger { 303 } else { 404 }, "{actor:?} {route:?} {whose:?}");
                sweep(&page);
            }
        }
        assert_eq!(dump(&mut scene.raw), before, "something changed at {route:?}");
    }
}

/// Every way to fill `count` places in which at least one isn't one's own.
pub fn mixtures(count: usize) -> Vec<Vec<Whose>> {
    let mut all: Vec<Vec<Whose>> = vec![Vec::new()];
    for _ in 0..count {
        let longer = all.iter().flat_map(|begun| {
            [Whose::Own, Whose::Foreign, Whose::Random].map(|next| [begun.as_slice(), &[next]].concat())
        });
        all = longer.collect();
    }
    all.retain(|whose| whose.iter().any(|one| *one != Whose::Own));
    all
}

#[test]
fn other_methods_are_not_there_and_head_answers_as_get() {
    let mut scene = Scene::occupied();
    let clients =
        [Actor::Owner, Actor::Staff, Actor::KioskPerson, Actor::Anonymous].map(|actor| scene.client(actor));
    let before = dump(&mut scene.raw);
    let all = routes::all();
    let patterns: BTreeSet<&str> = all.iter().map(|route| route.path).collect();
    let mut refused = 0;
    for (place, pattern) in patterns.iter().enumerate() {
        let address = scene.own(pattern);
        let has = |method| all.iter().any(|route| route.path == *pattern && route.method == method);
        let mut absent = vec!["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"];
        absent.extend((!has(Method::Post)).then_some("POST"));
        absent.extend((!has(Method::Get)).then_some("GET"));
        for (turn, method) in absent.into_iter().enumerate() {
            // The owner, who may most, and of the others one after the other.
            for client in [&clients[0], &clients[1 + (place + turn) % 3]] {
                let client = client.with_header("x-http-method-override", "POST");
                let page = client.request(method, &address, "", b"");
                assert_eq!(page.status, 404, "{method} {address}");
                sweep(&page);
                refused += 1;
            }
        }
        if has(Method::Get) {
            // What one fetches of one's own may stand in the log.
            let (owner, address) = (&clients[0], scene.address(pattern, &[]));
            let (get, head) = (owner.get(&address), owner.request("HEAD", &address, "", b""));
            assert_eq!((get.status, head.body.len()), (head.status, 0), "HEAD {address}");
        }
    }
    assert!(patterns.len() >= 300 && refused >= 4_000, "{} patterns, {refused} refused", patterns.len());
    assert_eq!(dump(&mut scene.raw), before);
}

#[test]
fn links_of_another_kind_or_of_nobody_lead_nowhere() {
    let mut scene = Scene::occupied();
    let links: Vec<Route> = routes::all().into_iter().filter(|route| route.door == Door::Link).collect();
    assert!(links.len() >= 30, "saw only {}", links.len());
    let mut asked = 0;
    let tokens = KINDS.map(|kind| (kind, live_token(&scene.app, kind, scene.world.org.id)));
    let before = dump(&mut scene.raw);
    for route in links {
        let Place::Token(own) = places(route.path)[0].1 else { panic!("{route:?} begins with a token") };
        let mut wrong: Vec<&str> =
            tokens.iter().filter(|(kind, _)| *kind != own).map(|(_, token)| token.as_str()).collect();
        wrong.extend(["-", "a", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "..%2f..%2fetc"]);
        for token in wrong {
            let address = scene.own(&route.path.replacen("{token}", token, 1));
            let others = [Actor::Anonymous, Actor::LinkHolder, Actor::Staff].map(|actor| (actor, BODIES[1]));
            for (actor, body) in BODIES.map(|body| (Actor::Owner, body)).into_iter().chain(others) {
                let page = ask(&scene.client(actor), &route, &address, body);
                assert!(Wanted::Over.fits(&route, &page), "{actor:?} {route:?} {address}: {page:?}");
                sweep(&page);
                asked += 1;
            }
        }
        assert_eq!(dump(&mut scene.raw), before, "something changed at {route:?}");
    }
    assert!(asked >= 2_900, "asked only {asked} times");
}

#[test]
fn a_suspended_organisation_is_closed_to_members_and_not_there_for_others() {
    let mut scene = Scene::occupied();
    let id = scene.raw.id(&scene.world.org.id.to_string());
    scene.raw.run(&format!("UPDATE organisations SET state = 'suspended' WHERE id = {id}")).unwrap();
    let before = dump(&mut scene.raw);
    let routes = member_routes();
    assert!(routes.len() >= 265, "saw only {}", routes.len());
    for route in routes {
        let address = scene.own(route.path);
        for actor in [Actor::Owner, Actor::Manager, Actor::Staff] {
            let page = ask(&scene.client(actor), &route, &address, BODIES[0]);
            assert_eq!(page.status, 403, "{actor:?} {address}");
            assert!(page.visible().contains("Polisi is paused for this organisation"), "{actor:?} {address}");
        }
        for actor in [Actor::Stranger, Actor::Leaver, Actor::Operator] {
            let page = ask(&scene.client(actor), &route, &address, BODIES[0]);
            assert_eq!(page.status, 404, "{actor:?} {address}");
        }
    }
    assert_eq!(dump(&mut scene.raw), before);
}

/// Everything that the owner may do, done with the wrong ids in the fields: nothing of the other
/// organisation is shown or changed. Last, every statement named its organisation.
#[test]
fn who_may_gets_an_answer_and_nothing_of_others() {
    crate::support::log::begin();
    let mut scene = Scene::occupied();
    let other = scene.world.other.id.to_string();
    let before = dump_of(&mut scene.raw, &other);
    let fields = scene.ids.foreign_fields();
    super::planted::plant_what_is_asked();
    let mut answered = 0;
    let all =
        [Actor::Anonymous, Actor::Tablet, Actor::KioskPerson, Actor::Staff, Actor::Manager, Actor::Owner];
    // Whoever sees next to nothing stumbles over no fault on purpose.
    let actors = all.into_iter().skip(if super::planted::is_asked() { 3 } else { 0 });
    for actor in actors {
        for route in routes::all() {
            if LEAVES.contains(&route.path) && route.method == Method::Post {
                continue;
            }
            let mut address = scene.own(route.path);
            if route.method == Method::Get {
                address.push_str(&format!("?{fields}"));
            }
            let body = ("application/x-www-form-urlencoded", fields.as_bytes());
            let page = ask(&scene.client(actor), &route, &address, body);
            sweep_after(&page, &fields);
            let may = matches!(route.door, Door::Member(action) if actor.role().is_some_and(|role| allowed(action).contains(&role)));
            if may {
                answered += 1;
                // A manager's right may end at another service than this row's.
                let kept_out = page.status == 403 && actor == Actor::Owner;
                assert!(!kept_out && !leads_to_sign_in(&page), "{actor:?} {route:?} {}", page.status);
            }
        }
    }
    let fewest = if super::planted::is_asked() { 450 } else { 550 };
    assert!(answered >= fewest, "answered only {answered}");
    assert_eq!(dump_of(&mut scene.raw, &other), before, "the other organisation changed");
    scene.app.run_due_work();
    let mails = mails_of_the_organisation(&scene);
    assert!(mails.len() >= 20, "saw only {} mails", mails.len());
    mails.iter().for_each(sweep_mail);
    assert_eq!(check::unscoped(), Vec::<String>::new(), "a statement without its organisation");
    let (lines, fewest) = (sweep_log(), if super::planted::is_asked() { 1_200 } else { 1_500 });
    assert!(lines > fewest, "saw only {lines} lines");
    let seen = check::tables_seen();
    let unseen: Vec<&str> = TENANT_TABLES.iter().filter(|table| !seen.contains(**table)).copied().collect();
    assert!(unseen.iter().all(|table| UNREACHED.contains(table)), "no statement named {unseen:?}");
}
