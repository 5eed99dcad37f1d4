//! References of a policy, as a manager keeps them.

use polisi::clock::Day;
use polisi::db::ids::PolicyId;
use polisi::policies::references::{self, Kind, NewReference};

use crate::support::app::TestApp;
use crate::support::texts::published;

#[test]
fn a_reference_is_added_put_right_and_removed() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&app, &world, "POL-1", "Lone Working Policy", "Ring the office.");
    let page = format!("/o/cartref-prawf/policies/{policy}");
    let shown = client.get(&page).expect(200);
    assert!(shown.visible().contains("No references yet"), "{}", shown.visible());
    let form = client.get(&format!("{page}/references/add")).expect(200).form("main form");
    let again =
        form.set("title", "Equality Act 2010").set("address", "http://a.example").submit().expect(422);
    assert!(again.visible().contains("Choose what it is."), "{}", again.visible());
    assert!(again.visible().contains("begins with https://"), "{}", again.visible());
    assert_eq!(again.attributes("#f-title", "value"), ["Equality Act 2010"]);
    let form = client.get(&format!("{page}/references/add")).expect(200).form("main form");
    let shown = form
        .set("kind", "law")
        .set("title", "Equality Act 2010")
        .set("dated-day", "8")
        .set("dated-month", "4")
        .set("dated-year", "2010")
        .set("address", "https://www.legislation.gov.uk/ukpga/2010/15")
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    assert!(shown.visible().contains("Equality Act 2010"), "{}", shown.visible());
    assert!(shown.visible().contains("8 April 2010"), "{}", shown.visible());
    assert_eq!(
        shown.attributes("#references a[rel]", "href"),
        ["https://www.legislation.gov.uk/ukpga/2010/15"]
    );
    let change = shown.attributes("#references .chg-link a", "href")[0].clone();
    let form = client.get(&change).expect(200).form("main form");
    let shown = form.set("title", "Equality Act 2010, Part 2").submit().expect(303).follow().expect(200);
    assert!(shown.visible().contains("Equality Act 2010, Part 2"));
    let confirm = client.get(&format!("{change}/remove")).expect(200);
    let shown = confirm.form("main form").submit().expect(303).follow().expect(200);
    assert!(shown.visible().contains("No references yet"));
    // A second press of an old page leads to a page that says so.
    client.get(&change).expect(404);
    let log = client.get("/o/cartref-prawf/activity").expect(200);
    for words in
        ["References of a policy added", "Reference of a policy changed", "Reference of a policy removed"]
    {
        assert!(log.visible().contains(words), "{words}");
    }
}

#[test]
fn several_references_are_one_line_in_the_log_and_only_so_many() {
    let app = TestApp::start();
    let world = app.world();
    let policy = published(&app, &world, "POL-1", "Lone Working Policy", "Ring the office.");
    let (now, by) = (app.app.clock.now(), world.olwen.person);
    let new: Vec<NewReference> = (0..references::MOST)
        .map(|number| NewReference {
            kind: if number % 2 == 0 { Kind::Document } else { Kind::Law },
            title: format!("Paper {number}"),
            code: None,
            dated_on: Day::parse("2024-06-01"),
            address: None,
        })
        .collect();
    let one_more = new[..1].to_vec();
    app.within(&world.org, move |tenant| {
        assert_eq!(references::add(tenant, now, by, policy, &[]).unwrap(), []);
        assert_eq!(references::add(tenant, now, by, policy, &new).unwrap().len(), references::MOST);
        let listed = references::list(tenant, policy).unwrap();
        assert_eq!(listed[0].said.kind, Kind::Law);
        assert_eq!(listed.last().unwrap().said.kind, Kind::Document);
        let other = PolicyId::new(now);
        assert!(references::remove(tenant, now, other, listed[0].id).is_err(), "not of that policy");
        references::add(tenant, now, by, policy, &one_more).unwrap_err();
    });
    let log = app.client_of(&world.olwen).get("/o/cartref-prawf/activity").expect(200);
    assert_eq!(log.visible().matches("Paper 0; Paper 1").count(), 1);
}
