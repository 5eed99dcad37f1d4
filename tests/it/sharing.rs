//! A link to one policy for somebody outside.

use polisi::db::ids::PolicyId;

use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::texts::published;

fn make(client: &Client, policy: PolicyId, email: &str) -> Page {
    let page = format!("/o/cartref-prawf/policies/{policy}");
    let form = client.get(&format!("{page}/shares/new")).expect(200).form("main form");
    let made = form
        .set("recipient", "Ann Price, Social Care Wales")
        .set("note", "She asked on the phone")
        .set("email", email)
        .submit()
        .expect(303);
    made.follow().expect(200)
}

/// The path of a link that was just made.
fn link_on(app: &TestApp, page: &Page) -> String {
    let link = page.words("#share-link")[0].clone();
    link.strip_prefix(&app.base).unwrap_or(&link).to_owned()
}

fn set_up() -> (TestApp, World, PolicyId) {
    let app = TestApp::start();
    let world = app.world();
    let policy = published(&app, &world, "POL-1", "Lone Working Policy", "Ring the office.");
    published(&app, &world, "POL-2", "Hidden Policy", "Nobody outside reads this.");
    (app, world, policy)
}

#[test]
fn a_link_shows_one_policy_and_its_use_is_listed() {
    let (app, world, policy) = set_up();
    let client = app.client_of(&world.olwen);
    let made = make(&client, policy, "");
    let link = link_on(&app, &made);
    assert!(link.starts_with("/p/"), "{link}");
    let outside = app.anonymous();
    let shown = outside.get(&link).expect(200);
    let words = shown.visible();
    for part in ["Lone Working Policy", "Ring the office.", "Ann Price", "Olwen Perchen", "5 December 2026"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert_eq!(shown.header("x-robots-tag"), Some("noindex, nofollow"));
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    assert!(shown.has("meta[name=robots]"));
    assert!(!words.contains("Hidden Policy"));
    assert!(!shown.attributes("a", "href").iter().any(|href| href.contains("/o/")), "{words}");
    // The other service's text too, and the files.
    let other = shown.attributes("nav.chips a:not([aria-current])", "href")[0].clone();
    outside.get(&other).expect(200);
    let pdf = outside.get(&format!("{link}/policy.pdf")).expect(200);
    assert_eq!(&pdf.body[..5], b"%PDF-");
    let text = outside.get(&format!("{link}/policy.txt")).expect(200);
    assert!(String::from_utf8_lossy(&text.body).contains("Ring the office."));
    let listed = client.get(&format!("/o/cartref-prawf/policies/{policy}/shares")).expect(200);
    assert!(listed.visible().contains("4 "), "{}", listed.visible());
    let of = client.get(made.url.path()).expect(200);
    for part in ["Policy opened", "PDF opened", "Plain text opened", "She asked on the phone"] {
        assert!(of.visible().contains(part), "{part}: {}", of.visible());
    }
    let page = client.get(&format!("/o/cartref-prawf/policies/{policy}")).expect(200);
    assert!(page.visible().contains("(1 link works)"), "{}", page.visible());
}

#[test]
fn the_link_is_shown_to_its_maker_for_ten_minutes() {
    let (app, world, policy) = set_up();
    let made = make(&app.client_of(&world.olwen), policy, "");
    assert!(made.has("#share-link"));
    let others = app.client_of(&world.gwen).get(made.url.path()).expect(200);
    assert!(!others.has("#share-link"));
    app.set_time("2026-11-21T10:11:00Z");
    assert!(!app.client_of(&world.olwen).get(made.url.path()).expect(200).has("#share-link"));
}

#[test]
fn what_ended_is_over_or_never_was_is_the_same_page() {
    let (app, world, policy) = set_up();
    let client = app.client_of(&world.olwen);
    let (first, second) = (make(&client, policy, ""), make(&client, policy, ""));
    let (ended, over) = (link_on(&app, &first), link_on(&app, &second));
    assert_ne!(ended, over);
    let end = client.get(&format!("{}/end", first.url.path())).expect(200);
    end.form("main form").submit().expect(303).follow().expect(200);
    // Pressed again on an old page, it is ended once.
    end.form("main form").submit().expect(303);
    let unknown = format!("/p/{}", "A".repeat(43));
    let anonymous = app.anonymous();
    let words = anonymous.get(&unknown).expect(404).visible();
    assert_eq!(anonymous.get(&ended).expect(404).visible(), words);
    anonymous.get(&format!("{ended}/policy.pdf")).expect(404);
    anonymous.get(&over).expect(200);
    app.set_time("2026-12-05T23:59:00Z");
    anonymous.get(&over).expect(200);
    app.set_time("2026-12-06T00:00:00Z");
    assert_eq!(anonymous.get(&over).expect(404).visible(), words);
    let log = app.client_of(&world.olwen).get("/o/cartref-prawf/activity").expect(200).visible();
    assert_eq!(
        log.matches("Link for somebody outside ended").count(),
        2,
        "once as a line, once as a filter: {log}"
    );
}

#[test]
fn a_withdrawn_policy_is_not_shown_any_more() {
    let (app, world, policy) = set_up();
    let client = app.client_of(&world.olwen);
    let link = link_on(&app, &make(&client, policy, ""));
    let withdraw = client.get(&format!("/o/cartref-prawf/policies/{policy}/withdraw")).expect(200);
    withdraw.form("main form").set("reason", "Not needed").submit().expect(303);
    app.anonymous().get(&link).expect(404);
    let shares = client.get(&format!("/o/cartref-prawf/policies/{policy}/shares")).expect(200);
    assert!(!shares.visible().contains("Make a link"));
}

#[test]
fn one_address_gets_five_links_a_day() {
    let (app, world, policy) = set_up();
    let client = app.client_of(&world.olwen);
    for _ in 0..5 {
        make(&client, policy, "ann@scw.example");
    }
    let page = format!("/o/cartref-prawf/policies/{policy}/shares/new");
    let form = client.get(&page).expect(200).form("main form").set("recipient", "Ann Price");
    let refused = form.set("note", "Again").set("email", "ANN@scw.example").submit().expect(422);
    assert!(refused.visible().contains("Five links were mailed"), "{}", refused.visible());
    assert_eq!(refused.attributes("#f-recipient", "value"), ["Ann Price"]);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to("ann@scw.example").len(), 5);
    // Nothing was made of it; without an address, or with another one, there is a link.
    let listed = client.get(&format!("/o/cartref-prawf/policies/{policy}/shares")).expect(200);
    assert_eq!(listed.words("tbody tr").len(), 5);
    assert!(make(&client, policy, "").has("#share-link"));
    assert!(make(&client, policy, "bob@scw.example").has("#share-link"));
    app.set_time("2026-11-22T10:00:00Z");
    make(&app.client_of(&world.olwen), policy, "ann@scw.example");
}

#[test]
fn the_link_can_be_mailed_and_the_form_keeps_what_was_typed() {
    let (app, world, policy) = set_up();
    let client = app.client_of(&world.olwen);
    let page = format!("/o/cartref-prawf/policies/{policy}/shares/new");
    let form = client.get(&page).expect(200).form("main form");
    let again =
        form.set("recipient", "Ann").set("email", "ann").set("until-year", "2030").submit().expect(422);
    assert_eq!(again.attributes("#f-recipient", "value"), ["Ann"]);
    assert!(again.visible().contains("Enter why you share this policy."));
    assert!(again.visible().contains("at most 90 days"), "{}", again.visible());
    let made = make(&client, policy, "ann@scw.example");
    let link = link_on(&app, &made);
    app.run_due_work();
    let mails = app.smtp.mails_to("ann@scw.example");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].link("/p/").ends_with(&link));
    // A manager of the other service may not share what is in force at both.
    app.client_of(&world.owain).get(&page).expect(403);
}
