//! The log as people read it.

use crate::reviews::{Published, csv_rows};
use crate::support::app::TestApp;

#[test]
fn the_log_has_words_filters_and_a_check() {
    let app = TestApp::start();
    let world = app.world();
    let policy = Published {
        title: "Fire Safety",
        code: "POL-01",
        owner: world.mair.person,
        services: &world.org.services,
        next_review_on: "2026-12-10",
    }
    .publish(&app, &world.org);
    let client = app.client_of(&world.olwen);
    let address = format!("/o/{}/activity", world.org.slug);
    let page = client.get(&address).expect(200);
    assert!(page.visible().contains("Role given"), "{}", page.visible());
    assert!(!page.visible().contains("Something else"), "{}", page.visible());
    let all = page.words("tbody tr").len();
    assert_eq!(csv_rows(&client.get(&format!("{address}.csv")).expect(200)), all);

    let filtered = client.get(&format!("{address}?policy={policy}")).expect(200);
    let rows = filtered.words("tbody tr").len();
    assert!(rows >= 2 && rows < all, "{rows} of {all}");
    let nobody = client.get(&format!("{address}?person={}", world.kemi.person)).expect(200);
    assert_eq!(nobody.words("tbody tr").len(), 0);

    let checked = client.get(&address).click("Check the chain now").expect(200);
    assert!(checked.visible().contains("Checked now: intact"), "{}", checked.visible());

    app.client_of(&world.lowri).get(&address).expect(403);
    app.client_of(&world.priya).get(&address).expect(404);
}
