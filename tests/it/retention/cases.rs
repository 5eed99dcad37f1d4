//! Cases: they go by their own rules, holds on them are known to those alone who may see them, and nothing hints at
//! them.

use super::{PAGE, assert_verifies, day, jump_to, live, removed};
use crate::incidents::report;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;

const CASES: &str = "/o/cartref-prawf/incidents";

/// A case about the manager that the lead closed on the first day.
fn closed(app: &TestApp, world: &World) -> String {
    let (_, reference) = report(&app.client_of(&world.sian), world, &[&world.mair]);
    app.run_due_work();
    let lead = app.client_of(&world.lowri);
    let page = lead.get(&format!("{CASES}/{reference}?lang=en")).expect(200);
    let page = page.form("form[action$='/look']").submit().expect(303).follow().expect(200);
    let form = page.form("form[action$='/close']").set("outcome", "referred_on");
    form.set("reason", "The council looks into it.").submit().expect(303);
    app.run_due_work();
    reference
}

fn hold(client: &Client, reference: &str) {
    let page = client.get(&format!("{PAGE}/holds/add?lang=en")).expect(200);
    let value = page.attributes("select[name=case] option:not([value=''])", "value").remove(0);
    assert!(page.text().contains(reference));
    let form = page.form("main form").set("on", "case").set("case", &value).set("reason", "Canary claim");
    day(form, "review", "2035-06-01").submit().expect(303).follow().expect(200);
}

#[test]
fn a_closed_case_goes_after_its_time_and_leaves_no_hint() {
    let app = TestApp::start();
    let world = app.world();
    let reference = closed(&app, &world);
    jump_to(&app, "2034-11-10");
    live(&app, 2);
    let page = |somebody: &Somebody, address: &str| {
        app.client_of(somebody).get(&format!("{address}?lang=en")).expect(200).text()
    };
    assert!(page(&world.lowri, PAGE).contains(&reference), "who may see it sees what falls due");
    for somebody in [&world.olwen, &world.mair, &world.gwen] {
        assert!(!page(somebody, PAGE).contains(&reference));
        let none = "Nothing that you may see falls due";
        let count = page(somebody, PAGE).matches(none).count();
        assert!(count >= 2, "no count of cases for others");
    }
    let told = |somebody: &Somebody| {
        let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap());
        mails.iter().filter(|mail| mail.subject.contains("record") || mail.subject.contains("cofnod")).count()
    };
    assert_eq!((told(&world.lowri), told(&world.mair)), (1, 0));
    live(&app, 25);
    assert_eq!(removed(&app, &world, "incidents"), 0);
    live(&app, 8);
    assert_eq!(removed(&app, &world, "incidents"), 1);
    assert!(removed(&app, &world, "incident_entries") > 3);
    assert_verifies(&app, &world);
    live(&app, 2);
    assert_verifies(&app, &world);
    for somebody in [&world.lowri, &world.olwen, &world.mair, &world.sian] {
        let client = app.client_of(somebody);
        client.get(&format!("{CASES}/{reference}")).expect(404);
        assert!(!client.get(CASES).expect(200).text().contains(&reference));
        client.get(&format!("{CASES}/mine")).expect(200);
    }
    let log = page(&world.olwen, "/o/cartref-prawf/activity");
    assert!(!log.contains("cases_adult") && !log.contains(&reference), "the log betrays the case");
}

#[test]
fn a_hold_on_a_case_is_known_to_those_who_may_see_it() {
    let app = TestApp::start();
    let world = app.world();
    let reference = closed(&app, &world);
    jump_to(&app, "2034-11-10");
    let lowri = app.client_of(&world.lowri);
    hold(&lowri, &reference);
    let holds = format!("{PAGE}/holds");
    let page = lowri.get(&holds).expect(200);
    assert!(page.text().contains("Canary") && page.text().contains(&reference));
    let end = page.attributes("main a[href$='/end']", "href").remove(0);
    let olwen = app.client_of(&world.olwen);
    let seen = olwen.get(&holds).expect(200).text();
    assert!(!seen.contains("Canary") && !seen.contains(&reference));
    olwen.get(&end).expect(404);
    olwen.post_form(&end, &[("reason", "I would like it to end now, please.")]).expect(404);
    assert!(!olwen.get("/o/cartref-prawf/activity").expect(200).text().contains("hold_put"));
    live(&app, 60);
    assert_eq!(removed(&app, &world, "incidents"), 0, "held");
    assert!(app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
    let case = app.client_of(&world.lowri).get(&format!("{CASES}/{reference}?lang=en"));
    assert!(case.expect(200).visible().contains("Legal hold put on"));
    assert_verifies(&app, &world);
}

/// Whoever stayed on the list for being named in a case would be seen to be.
#[test]
fn who_is_named_in_a_case_goes_like_everybody_and_the_case_keeps_the_name() {
    let app = TestApp::start();
    let world = app.world();
    let reference = closed(&app, &world);
    super::leave(&app, &world, &world.mair, "2026-11-21");
    super::leave(&app, &world, &world.tomos, "2026-11-21");
    jump_to(&app, "2032-11-10");
    let due = |somebody: &Somebody| {
        let page = app.client_of(somebody).get(&format!("{PAGE}?lang=en")).expect(200).visible();
        page.contains("2 records fall due")
    };
    assert!(due(&world.olwen), "both, whatever they are named in");
    live(&app, 40);
    for somebody in [&world.mair, &world.tomos] {
        assert!(super::name(&app, &world, somebody.person).starts_with("Former"), "{}", somebody.name);
    }
    let case = app.client_of(&world.lowri).get(&format!("{CASES}/{reference}?lang=en")).expect(200).visible();
    assert!(case.contains("Mair Rheolwr") && case.contains("Siân Ŵyr"), "{case}");
    jump_to(&app, "2034-11-10");
    live(&app, 80);
    assert_eq!(removed(&app, &world, "incidents"), 1);
}
