//! Two colleagues of one name and one job are told apart by where they work, wherever somebody chooses between them.

use polisi::messages::Language;
use polisi::people::{self, StaffNumber, Standing};

use super::{BASE, case, report};
use crate::support::app::{TestApp, details};
use crate::support::client::Client;

/// What a page offers for a person.
fn offered(client: &Client, page: &str) -> Vec<String> {
    client.get(&format!("{page}?lang=en")).expect(200).words("select[name=person] option")
}

#[test]
fn two_of_one_name_are_told_apart_by_where_they_work() {
    let app = TestApp::start();
    let world = app.world();
    let now = app.app.clock.now();
    let twins = [world.org.services[0], world.org.services[1]].map(|home| {
        app.add(&world.org, details("Nia", "Prawf", Language::English, &[home], false), None, now)
    });
    let first = twins[0].person;
    app.within(&world.org, move |tenant| {
        let person = people::get(tenant, first).unwrap().unwrap();
        let services = people::store::services_of(tenant, first).unwrap();
        let standing = Standing { staff_number: StaffNumber::parse("70417"), ..person.standing.clone() };
        people::amend(tenant, now, first, &person.details(&services), &standing).map(drop).unwrap();
    });
    let sian = app.client_of(&world.sian);
    let options = offered(&sian, &format!("{BASE}/report"));
    for label in
        ["Nia Prawf, Care worker, Bryn", "Nia Prawf, Care worker, Glan", "Kemi Testwood, Care worker"]
    {
        assert_eq!(options.iter().filter(|option| *option == label).count(), 1, "{label}: {options:?}");
    }
    assert!(!options.join("; ").contains("70417"), "{options:?}");

    let (_, reference) = report(&sian, &world, &[&twins[1]]);
    app.run_due_work();
    let page =
        app.client_of(&world.lowri).get(&format!("{}?lang=en", case(&reference))).expect(200).visible();
    assert!(page.contains("Nia Prawf, Glan") && !page.contains("Nia Prawf, Bryn"), "{page}");
    assert!(!page.contains("Siân Ŵyr, Bryn"), "nobody else is called like the reporter: {page}");
}

#[test]
fn a_hold_and_a_request_tell_them_apart_too() {
    let app = TestApp::start();
    let world = app.world();
    let now = app.app.clock.now();
    for home in &world.org.services {
        app.add(&world.org, details("Nia", "Prawf", Language::English, &[*home], false), None, now);
    }
    let olwen = app.client_of(&world.olwen);
    for page in ["settings/retention/holds/add", "rights/new"] {
        let options = offered(&olwen, &format!("/o/cartref-prawf/{page}"));
        for label in ["Nia Prawf, Care worker, Bryn", "Nia Prawf, Care worker, Glan"] {
            assert_eq!(options.iter().filter(|option| *option == label).count(), 1, "{label}: {options:?}");
        }
    }
}
