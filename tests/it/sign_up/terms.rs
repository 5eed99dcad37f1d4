//! The terms by version: on record from the sign-up, and asked for again when they change.

use polisi::terms::{self, Document};

use super::{EMAIL, founded};
use crate::support::app::{Org, TestApp};

#[test]
fn what_was_accepted_is_on_record() {
    let app = TestApp::start();
    for (path, title) in [("/terms", "Terms of use"), ("/data-processing", "Data-processing terms")] {
        let page = app.anonymous().get(path).expect(200);
        assert_eq!(page.heading(), title);
        assert!(page.visible().contains("Version 1, from 21 November 2026"), "{}", page.visible());
        assert!(page.has("article.doc h2"), "the text has headings");
        app.anonymous().get(&format!("{path}?version=1")).expect(200);
        app.anonymous().get(&format!("{path}?version=2")).expect(404);
    }
    let (client, _) = founded(&app, EMAIL, "Brynhafod Care");
    let page = client.get("/o/brynhafod-care/settings/terms").expect(200);
    assert!(page.visible().contains("Your organisation has accepted the newest versions"));
    for title in ["Terms of use", "Data-processing terms"] {
        assert!(page.words("main h3").iter().any(|head| head == title), "{}", page.visible());
    }
    let accepted = page.words("main li");
    let ours: Vec<&String> = accepted.iter().filter(|line| line.contains("accepted on")).collect();
    assert_eq!(ours.len(), 2, "{accepted:?}");
    assert!(
        ours.iter().all(|line| line.contains("Version 1")
            && line.contains("21 November 2026")
            && line.contains("by Carys Morgan")),
        "{accepted:?}"
    );
    let mut raw = app.raw();
    let id = crate::support::rows::organisations(&mut raw).remove(0);
    raw.enter(&id);
    let rows = "SELECT count(*) FROM terms_acceptances WHERE version = 1";
    assert_eq!(raw.number(rows), 2);
    raw.leave();
}

#[test]
fn the_owner_is_asked_on_the_next_visit_and_nobody_else() {
    let app = TestApp::start();
    let world = app.world();
    let way_in = format!("/o/{}", world.org.slug);
    let mair = app.client_of(&world.mair);
    assert!(mair.get(&way_in).expect(303).header("location").unwrap().ends_with("/ready"));
    mair.get(&format!("{way_in}/settings/terms")).expect(403);

    let olwen = app.client_of(&world.olwen);
    let page = olwen.get(&way_in).expect(303).follow().expect(200);
    assert_eq!(page.heading(), "Terms to accept");
    let today = page.click("Not now").expect(200);
    assert!(today.visible().contains("There are terms to accept"), "{}", today.visible());
    page.form("main form").tick("terms").submit().expect(422);
    let both = page.form("main form").tick("terms").tick("data-processing");
    // What is accepted is what the page showed.
    both.clone().forge("terms", "2").without("terms").submit().expect(422);
    let done = both.clone().submit().expect(303).follow().expect(200);
    assert!(!done.visible().contains("There are terms to accept"), "{}", done.visible());
    both.submit().expect(303);
    assert_eq!(accepted(&app, &world.org), 2, "a second press leaves no second row");
    assert!(olwen.get(&way_in).expect(303).header("location").unwrap().ends_with("/ready"));
}

fn accepted(app: &TestApp, org: &Org) -> usize {
    app.within(org, |tenant| {
        let rows = terms::store::all(tenant).unwrap();
        assert!(rows.contains(&(Document::Terms, 1)) && rows.contains(&(Document::DataProcessing, 1)));
        rows.len()
    })
}
