//! What takes much work is bounded, for one and for all (ASVS 5.0: 2.4.1, 15.1.3, 15.2.2).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use polisi::access::pace::Limits;
use polisi::access::turns::{Bounds, Turns};
use polisi::routes;
use polisi::web::Method;

use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::log::Beside;
use crate::support::texts::published;

const PDF: &str = "/o/cartref-prawf/policies.csv";

fn limits() -> Limits {
    Limits { looks: 9, changes: 4, heavy: 3, network: 2, organisation: 2 }
}

fn strict() -> (TestApp, World, Beside) {
    let app = TestApp::start();
    let world = app.world();
    let server = Beside::start(&app, limits(), |_| {});
    (app, world, server)
}

fn bounds(at_once: usize, waiting: usize) -> Bounds {
    Bounds { at_once, waiting, patience: Duration::from_secs(50) }
}

#[test]
fn every_file_that_is_made_on_request_is_heavy() {
    let made = |path: &str| [".pdf", ".docx", ".csv", ".zip"].iter().any(|end| path.ends_with(end));
    let all = routes::all();
    let heavy = all.iter().filter(|route| route.is_heavy).count();
    assert!(heavy >= 40, "saw only {heavy}");
    for route in all.iter().filter(|route| route.method == Method::Get && made(route.path)) {
        // The example sheet is a constant.
        assert!(route.is_heavy || route.path.ends_with("/people/import/sheet.csv"), "{route:?}");
    }
    for path in ["/o/{slug}/people/import", "/o/{slug}/policies/shelf", "/o/{slug}/policies/{id}/text"] {
        let posts = |one: &&polisi::web::Route| one.method == Method::Post && one.path == path;
        assert!(all.iter().find(posts).unwrap().is_heavy, "{path}");
    }
    // Looking at a list holds it against everybody once more, as sending its page does.
    assert!(all.iter().filter(|one| one.path == "/o/{slug}/people/import/{import}").all(|one| one.is_heavy));
}

#[test]
fn one_person_is_told_to_wait_and_others_are_not() {
    let (app, world, server) = strict();
    let (mair, gwen) = (server.client_of(&app, &world.mair), server.client_of(&app, &world.gwen));
    for _ in 0..3 {
        mair.get(PDF).expect(200);
    }
    let page = mair.get(PDF).expect(429);
    assert_eq!(page.header("retry-after"), Some("600"));
    assert!(page.visible().contains("You can try again in 11 minutes"), "{}", page.visible());
    // Pages that take little work are still there, and nobody else waits.
    mair.get("/o/cartref-prawf/policies").expect(200);
    gwen.get(PDF).expect(200);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(10));
    mair.get(PDF).expect(200);
}

#[test]
fn an_organisation_has_a_limit_of_its_own() {
    let (app, world, server) = strict();
    for somebody in [&world.mair, &world.gwen] {
        let client = server.client_of(&app, somebody);
        for _ in 0..3 {
            client.get(PDF).expect(200);
        }
    }
    server.client_of(&app, &world.owain).get(PDF).expect(429);
    server.client_of(&app, &world.priya).get(&PDF.replace("cartref-prawf", &world.other.slug)).expect(200);
}

#[test]
fn a_network_of_strangers_has_one_and_what_keeps_alive_has_none() {
    let (app, world, server) = strict();
    let from = |address: &str| server.anonymous().with_header("x-forwarded-for", address);
    for number in 0..18 {
        from(&format!("203.0.113.{number}")).get("/help").expect(200);
    }
    from("203.0.113.99").get("/help").expect(429);
    from("203.0.114.1").get("/help").expect(200);
    for _ in 0..30 {
        from("203.0.113.99").get("/healthz").expect(200);
    }
    server.client_of(&app, &world.sian).get("/o/cartref-prawf/me").expect(200);
}

#[test]
fn a_form_that_came_too_soon_is_kept_for_its_sender() {
    let (app, world, server) = strict();
    let olwen = server.client_of(&app, &world.olwen);
    let title = "A title nobody wants to type again";
    let fields = [("title", title), ("code", ""), ("text", "# One\n\nTwo.")];
    for _ in 0..4 {
        olwen.post_form("/o/cartref-prawf/services/add", &fields).expect(422);
    }
    let page = olwen.post_form("/o/cartref-prawf/services/add", &fields).expect(429);
    assert!(page.visible().contains("What you typed is kept"), "{}", page.visible());
    let kept = page.click("Send it again").expect(200);
    assert!(kept.text().contains(title), "{}", kept.visible());
    // A flood is not written down.
    for number in 0..8 {
        let page = olwen.post_form("/o/cartref-prawf/services/add", &fields).expect(429);
        assert_eq!(page.visible().contains("is kept"), number < 4, "{number}");
    }
}

/// How many of these pieces of work ran at a time at most, and which statuses came back.
fn at_once(clients: &[(Client, String)]) -> Vec<u16> {
    let start = Arc::new(Barrier::new(clients.len()));
    let asked: Vec<_> = clients
        .iter()
        .cloned()
        .map(|(client, address)| {
            let start = Arc::clone(&start);
            std::thread::spawn(move || {
                start.wait();
                client.get(&address).status
            })
        })
        .collect();
    asked.into_iter().map(|thread| thread.join().unwrap()).collect()
}

#[test]
fn many_pdfs_of_one_organisation_keep_no_other_out() {
    let app = TestApp::start();
    let world = app.world();
    let policy = published(&app, &world, "POL-1", "Lone Working", "Carry the alarm.");
    let turns = Turns::new(bounds(1, 6));
    let shared = Arc::clone(&turns);
    let server = Beside::start(&app, Limits::NONE, |app| app.turns = shared);
    let mair = server.client_of(&app, &world.mair);
    let pdf = format!("/o/cartref-prawf/policies/{policy}/versions/1.pdf");
    mair.get(&pdf).expect(200);
    let mut all: Vec<(Client, String)> = (0..24).map(|_| (mair.clone(), pdf.clone())).collect();
    let other = PDF.replace("cartref-prawf", &world.other.slug);
    all.push((server.client_of(&app, &world.priya), other));
    let statuses = at_once(&all);
    assert_eq!(statuses.last(), Some(&200), "the other organisation: {statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 503)), "{statuses:?}");
    assert!(statuses.contains(&200) && statuses.contains(&503), "the queue is bounded: {statuses:?}");
    // Every turn came back: nobody waits now.
    mair.get(&pdf).expect(200);
}

/// Work that panics, and work that nobody waits for any more, give their turn back when they end.
#[test]
fn a_turn_is_given_back_whatever_happens() {
    let turns = Turns::new(bounds(1, 1));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ran = Arc::new(AtomicUsize::new(0));
    runtime.block_on(async {
        let turn = turns.take(None).await.unwrap();
        let panicked = tokio::task::spawn_blocking(move || {
            let _held = turn;
            panic!("as work may");
        });
        assert!(panicked.await.is_err());
        let turn = turns.take(None).await.expect("the panic gave it back");
        let waiting = tokio::time::timeout(Duration::from_millis(1), turns.take(None)).await;
        assert!(waiting.is_err(), "there is one turn");
        let (go, gone) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel::<()>();
        let counted = Arc::clone(&ran);
        let work = tokio::task::spawn_blocking(move || {
            let _held = turn;
            begun.send(()).unwrap();
            gone.recv().unwrap();
            counted.fetch_add(1, Ordering::SeqCst);
        });
        begins.await.unwrap();
        work.abort();
        drop(tokio::time::timeout(Duration::from_millis(1), turns.take(None)).await);
        assert_eq!(ran.load(Ordering::SeqCst), 0, "the turn is held while the work runs");
        go.send(()).unwrap();
        turns.take(None).await.expect("the work ended");
    });
}
