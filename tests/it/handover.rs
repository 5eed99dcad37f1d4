//! The words inside a package aren't found by trying, and the operator's page of closing leads on.

use crate::closing::{EXPORT, operators_page, package, words_inside};
use crate::operator::operator;
use crate::support::app::TestApp;

#[test]
fn words_inside_a_package_are_not_found_by_trying() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let (page, files) = package(&app, &olwen);
    let words = words_inside(&files);
    let tries = |typed: &str| page.form("main form").set("check", typed).submit();
    for _ in 0..10 {
        tries("ABCD-EFGH").expect(422);
    }
    let refused = tries("ABCD-EFGH").expect(429);
    assert!(refused.visible().contains("Too many tries"), "{}", refused.visible());
    assert!(refused.header("retry-after").is_some());
    tries(&words).expect(429);
    // Whoever has the file only waits.
    app.set_time("2026-11-21T10:05:00Z");
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(page.url.path()).expect(200).form("main form");
    let done = form.set("check", &words).submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("Received and opened"), "{}", done.visible());
    assert!(done.url.path().starts_with(EXPORT));
}

#[test]
fn the_operators_page_of_closing_has_the_operators_navigation() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let page = client.get(&operators_page(&world)).expect(200);
    assert!(page.attributes("nav a", "href").iter().any(|href| href == "/operator/quotas"));
    let again = page.form("main form").set("reason", "x").submit().expect(422);
    assert!(again.attributes("nav a", "href").iter().any(|href| href == "/operator/quotas"));
}
