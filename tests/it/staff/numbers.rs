//! Staff numbers that lost their zeros, and people whose number is another one now.

use super::{added, named, number, paste};
use crate::support::app::{TestApp, World};
use crate::support::client::Client;

/// Two people who began on one day.
fn two(app: &TestApp, world: &World) -> Client {
    let olwen = app.client_of(&world.olwen);
    let list = "Staff number,Name,Start date\n0017,Gareth Un,2024-01-08\n18,Gareth Dau,2024-01-08\n";
    let done = added(app, &olwen, &paste(&olwen, list));
    assert!(done.visible().contains("2 added"), "{}", done.visible());
    olwen
}

#[test]
fn a_number_is_the_same_without_its_zeros() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = two(&app, &world);
    let list = "Staff number,Name,Line manager\n17,Gareth Un,\n0018,Gareth Dau,\n20,Nia Un,017\n";
    let check = paste(&olwen, list);
    let words = check.visible();
    assert!(words.contains("3 rows: 1 new, 1 changed, 1 the same"), "{words}");
    assert!(words.contains("Staff number: 18 → 0018"), "zeros come, and don't go: {words}");
    added(&app, &olwen, &check);
    let leader = named(&app, &world.org, "Gareth Un");
    assert_eq!(number(&leader), Some("0017"));
    assert_eq!(named(&app, &world.org, "Nia Un").standing.line_manager, Some(leader.id));
    let check = paste(&olwen, "Staff number,Name,Job\n5,Pump Pump,Cook\n05,Pump Pump,Cook\n");
    assert!(check.visible().contains("Row 3: this person is in row 2 already"), "{}", check.visible());
}

#[test]
fn two_numbers_that_differ_in_zeros_alone_can_be_two_people() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = two(&app, &world);
    let check = paste(&olwen, "Staff number,Name\n17,Nia Arall\n");
    let words = check.visible();
    assert!(words.contains("Who is this?") && words.contains("Somebody new"), "{words}");
    let form = check.form("main form").set("r2-who", "new");
    added(&app, &olwen, &form.press("then", "save").submit().expect(303).follow().expect(200));
    // As it is written comes first, then who of the two is called so.
    let check = paste(&olwen, "Staff number,Name\n0017,Gareth Un\n17,Nia Arall\n");
    assert!(check.visible().contains("0 new, 0 changed, 2 the same"), "{}", check.visible());
    let check = paste(&olwen, "Staff number,Name\n00017,Gareth Un\n");
    let words = check.visible();
    assert!(words.contains("Staff number: 0017 → 00017") && !words.contains("Who is this?"), "{words}");
    let check = paste(&olwen, "Staff number,Name\n00017,Nobody Known\n");
    let words = check.visible();
    assert!(words.contains("Who is this?") && words.contains("Somebody new"), "{words}");
    assert!(words.contains("Gareth Un (0017") && words.contains("Nia Arall (17"), "both of them: {words}");
}

#[test]
fn the_same_name_and_first_day_with_another_number_is_asked_about() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = two(&app, &world);
    let check = paste(&olwen, "Staff number,Name,Start date\n99,Gareth Un,2025-01-08\n");
    assert!(check.visible().contains("1 row: 1 new"), "another day: {}", check.visible());
    let check = paste(&olwen, "Staff number,Name,Start date\n99,Gareth Un,2024-01-08\n");
    let words = check.visible();
    assert!(words.contains("1 row: 0 new") && words.contains("Who is this?"), "{words}");
    assert!(words.contains("Somebody new"), "{words}");
    let gareth = named(&app, &world.org, "Gareth Un").id.to_string();
    let form = check.form("main form").set("r2-who", &gareth);
    let page = form.press("then", "save").submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("Staff number: 0017 → 99"), "{}", page.visible());
    // So is the same name and address.
    let list = "Staff number,Name,E-mail\n31,Siân Ŵyr,sian.wyr@prawf.example\n";
    added(&app, &olwen, &paste(&olwen, list));
    let check = paste(&olwen, &list.replace("31", "32"));
    assert!(check.visible().contains("Who is this?"), "{}", check.visible());
}

#[test]
fn a_made_up_number_gives_way_to_a_firms_own_and_who_signs_in_with_it_is_counted() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Name,Start date\nDavid Jones,2024-01-08\nNia Un,2024-02-01\n";
    added(&app, &olwen, &paste(&olwen, list));
    let set = |name: &str, made: &str| {
        let change = format!("/o/cartref-prawf/people/{}/change", named(&app, &world.org, name).id);
        olwen.get(&change).expect(200).form("main form").set("staff-number", made).submit().expect(303);
    };
    set("David Jones", "P1001");
    // The payroll list comes later: one has a number that nobody knew, of the other only the made-up one goes.
    let payroll =
        list.replace("Name", "Staff number,Name").replace("David", "4711,David").replace("Nia", "4712,Nia");
    let words = paste(&olwen, &payroll).visible();
    assert!(words.contains("0 new, 2 changed") && words.contains("Staff number: P1001 → 4711"), "{words}");
    assert!(words.contains("1 person gets another staff number"), "{words}");
    // A firm's own that looks as if it were made up is another person's.
    let alike = payroll.replace("4711", "P10299");
    let words = paste(&olwen, &alike).visible();
    assert!(words.contains("Who is this?") && !words.contains("gets another staff number"), "{words}");
    set("Nia Un", "P1002");
    let words = paste(&olwen, &payroll).visible();
    assert!(words.contains("2 people get other staff numbers"), "{words}");
}

/// Slips are printed with numbers that Polisi makes up: next month's list, which has none, means the same people.
#[test]
fn a_made_up_number_is_none_beside_a_row_without_one() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Name,Job\nDavid Jones,Cook\nNia Un,Cook\n";
    added(&app, &olwen, &paste(&olwen, list));
    let set = |name: &str, number: &str| {
        let change = format!("/o/cartref-prawf/people/{}/change", named(&app, &world.org, name).id);
        olwen.get(&change).expect(200).form("main form").set("staff-number", number).submit().expect(303);
    };
    set("David Jones", "P1001");
    set("Nia Un", "P1002");
    let words = paste(&olwen, &list.replace("Cook", "Carer")).visible();
    assert!(words.contains("0 new, 2 changed") && !words.contains("Who is this?"), "{words}");
    // A firm's own may tell two people apart.
    set("Nia Un", "4712");
    let words = paste(&olwen, &list.replace("Cook", "Senior carer")).visible();
    assert!(words.contains("0 new, 1 changed") && words.contains("Who is this?"), "{words}");
}

/// Two lines of a payroll have each other's number: neither person becomes the other, and every answer leads on.
#[test]
fn swapped_numbers_are_asked_about_and_can_be_put_right() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = two(&app, &world);
    let list = "Staff number,Name,Start date\n18,Gareth Un,2024-01-08\n0017,Gareth Dau,2024-01-08\n";
    let check = paste(&olwen, list);
    let words = check.visible();
    assert!(words.contains("2 rows: 0 new, 0 changed") && words.contains("2 rows need you"), "{words}");
    let [un, dau] = ["Gareth Un", "Gareth Dau"].map(|name| named(&app, &world.org, name).id.to_string());
    let save = |form: crate::support::form::Form| {
        form.press("then", "save").submit().expect(303).follow().expect(200)
    };
    let page = save(check.form("main form").set("r2-who", &un).set("r3-who", "new"));
    let words = page.visible();
    for row in
        ["Row 2: somebody else has the staff number 18", "Row 3: somebody else has the staff number 0017"]
    {
        assert!(words.contains(row) && words.contains("or empty it"), "{row}: {words}");
    }
    // Who said "somebody new" says now who it is; the numbers are put right, or left as they stand on the list.
    let form = page.form("main form").set("r2-number", "0017").set("r3-who", &dau).set("r3-number", "");
    let page = save(form);
    assert!(page.visible().contains("2 rows: 0 new, 0 changed, 2 the same"), "{}", page.visible());
}

#[test]
fn two_numbers_of_one_name_and_address_are_asked_about() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Staff number,Name,E-mail\n8101,Ann Dwywaith,ann@prawf.example\n8102,Ann Dwywaith,ann@prawf.example\n";
    let check = paste(&olwen, list);
    let words = check.visible();
    assert!(words.contains("2 rows: 1 new") && words.contains("Row 3: row 2 has the same name"), "{words}");
    let form = check.form("main form").set("r3-who", "new").press("then", "save");
    let ready = form.submit().expect(303).follow().expect(200);
    assert!(ready.visible().contains("2 rows: 2 new"), "{}", ready.visible());
    added(&app, &olwen, &ready);
    let words = paste(&olwen, list).visible();
    assert!(words.contains("2 rows: 0 new, 0 changed, 2 the same"), "once is enough: {words}");
}
