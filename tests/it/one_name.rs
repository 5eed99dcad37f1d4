//! People who have one name: it is their first name, and nothing is missing anywhere.

use polisi::access::Role;
use polisi::messages::Language;
use polisi::people;

use crate::support::app::{TestApp, details};
use crate::support::texts::{Text, draft};

const PEOPLE: &str = "/o/cartref-prawf/people";

#[test]
fn somebody_with_one_name_comes_onto_the_list() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&format!("{PEOPLE}/add")).expect(200).form("main form");
    let form = form.set("given-name", "Sukarno").set("worker-type", "employee");
    let page = form.submit().expect(303).follow().expect(200);
    assert_eq!(page.heading(), "Sukarno");
    let list = olwen.get(PEOPLE).expect(200);
    assert!(list.visible().contains("Sukarno") && !list.text().contains("Sukarno <"), "{}", list.visible());
    let rows = list.words("tbody tr");
    let at = |name: &str| rows.iter().position(|row| row.contains(name)).unwrap();
    assert!(
        at("Mair Rheolwr") < at("Sukarno") && at("Sukarno") < at("Siân Ŵyr"),
        "by the name there is: {rows:?}"
    );
    assert!(olwen.get(&format!("{PEOPLE}.csv")).expect(200).text().contains("Sukarno,,"));
    let empty = olwen.get(&format!("{PEOPLE}/add")).expect(200).form("main form");
    let empty = empty.set("family-name", "Sukarno").set("worker-type", "employee").submit().expect(422);
    assert!(empty.visible().contains("first name"), "{}", empty.visible());
}

#[test]
fn a_policy_that_prints_first_and_last_name_has_no_gap() {
    let app = TestApp::start();
    let world = app.world();
    let (now, home) = (app.app.clock.now(), world.org.services[0]);
    let one = app.add(&world.org, details("Sukarno", "", Language::English, &[home], false), None, now);
    let manager = one.person;
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, manager, Role::RegisteredManager, Some(home)).unwrap();
    });
    let body = "Ask {{org_field_registered_manager_first_name}} {{org_field_registered_manager_last_name}}, who knows.";
    let text = Text::of(&world, "ON1", "One name", body).at_first(&world);
    let id = draft(&app, &world, text);
    let olwen = app.client_of(&world.olwen);
    let gaps = olwen.get("/o/cartref-prawf/policies/gaps").expect(200).visible();
    assert!(gaps.contains("Nothing is missing in your draft."), "{gaps}");
    let preview = olwen.get(&format!("/o/cartref-prawf/policies/{id}/preview")).expect(200).visible();
    assert!(preview.contains("Every field has its value."), "{preview}");
    assert!(preview.contains("Registered manager's last name Prints nothing"), "{preview}");
}
