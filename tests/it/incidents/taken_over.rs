//! Whoever comes to act in somebody's place gets neither the cases that these were told of nor their reports.

use super::{BASE, case, report};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;

const OTHER: &str = "somebody.else@prawf.example";
const PASSWORD: &str = "cobalt lantern meadow";

fn of(somebody: &Somebody, rest: &str) -> String {
    format!("/o/cartref-prawf/people/{}{rest}", somebody.person)
}

/// Lets somebody go and takes them back.
fn leave_and_return(by: &Client, somebody: &Somebody) {
    let left = by.get(&of(somebody, "/left")).expect(200).form("main form").submit().expect(303);
    left.follow().expect(200).form("main form[action$='/back']").submit().expect(303);
}

/// Leads somebody's mails to another address, and joins as them with another account.
fn take_over(app: &TestApp, by: &Client, somebody: &Somebody) -> Client {
    let form = by.get(&of(somebody, "/change")).expect(200).form("main form");
    form.set("email", OTHER).submit().expect(303);
    by.post_form(&of(somebody, "/invite"), &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(OTHER).last().unwrap().link("/invitations/");
    let stranger = app.anonymous();
    let form = stranger.get(&link).expect(200).form("main form");
    form.set("new-password", PASSWORD).submit().expect(303);
    // Cases ask for the password once a session; nothing else may keep anybody out here.
    let again = stranger.get("/sign-in/again?to=/account").expect(200).form("main form");
    again.set("password", PASSWORD).submit().expect(303);
    stranger
}

fn later(app: &TestApp) {
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
}

fn sees(client: &Client, reference: &str) -> (u16, bool) {
    let listed = client.unchecked().get(&format!("{BASE}?lang=en"));
    (
        client.unchecked().get(&case(reference)).status,
        listed.status == 200 && listed.text().contains(reference),
    )
}

fn own(page: &Page, reference: &str) -> bool {
    page.text().contains(reference)
}

fn stage() -> (TestApp, World, String) {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    assert_eq!(sees(&app.client_of(&world.lowri), &reference), (200, true));
    later(&app);
    (app, world, reference)
}

#[test]
fn who_joins_in_the_place_of_a_lead_sees_no_case_of_theirs() {
    let (app, world, reference) = stage();
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.lowri);
    later(&app);
    let taken = take_over(&app, &olwen, &world.lowri);
    let (status, is_listed) = sees(&taken, &reference);
    assert!([403, 404].contains(&status) && !is_listed, "{status} {is_listed}");
    taken.unchecked().get(&format!("{}/record.txt", case(&reference))).expect(404);
}

#[test]
fn a_lead_who_comes_back_is_told_anew_or_not_at_all() {
    let (app, world, reference) = stage();
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.lowri);
    later(&app);
    olwen.post_form(&of(&world.lowri, "/invite"), &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(world.lowri.email.as_deref().unwrap()).last().unwrap().link("/invitations/");
    let lowri = app.client_of(&world.lowri);
    lowri.get(&link).expect(200).form("main form").submit().expect(303);
    assert!(!sees(&lowri, &reference).1);
    lowri.unchecked().get(&case(&reference)).expect(404);
}

#[test]
fn who_joins_in_the_place_of_a_reporter_finds_no_report() {
    let (app, world, reference) = stage();
    let mine = format!("{BASE}/mine?lang=en");
    let sian = app.client_of(&world.sian);
    assert!(own(&sian.get(&mine).expect(200), &reference), "the reporter sees it");
    let mair = app.client_of(&world.mair);
    leave_and_return(&mair, &world.sian);
    later(&app);
    let taken = take_over(&app, &mair, &world.sian);
    assert!(!own(&taken.get(&mine).expect(200), &reference), "who took their place");
    taken.unchecked().get(&format!("{BASE}/received/{reference}")).expect(404);
    let data = taken.get("/o/cartref-prawf/me/data.json").text();
    assert!(!data.contains(&reference), "{data}");
    // What they report now is theirs.
    later(&app);
    let (_, new) = report(&taken, &world, &[&world.mair]);
    assert!(own(&taken.get(&mine).expect(200), &new));
}
