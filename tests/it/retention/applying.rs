//! What is due goes: on its day, after notice, with a tombstone, and the lists go on.

use polisi::acknowledgements;
use polisi::db::ids::PolicyId;

use super::{PAGE, assert_verifies, has_words, jump_to, leave, live, name, removed};
use crate::acknowledgements::{ask, link_of, publish, sign};
use crate::support::app::{TestApp, World};

/// A policy that Tomos signed; the request's address.
fn signed(app: &TestApp, world: &World) -> (PolicyId, String) {
    let policy = publish(app, world, None, "1.0");
    let request = ask(app, world, policy, &[&world.tomos, &world.kemi]);
    let link = link_of(app, &world.tomos);
    sign(&app.anonymous().get(&link).expect(200)).expect(303);
    app.run_due_work();
    (policy, request)
}

fn signatures(app: &TestApp, world: &World) -> i64 {
    app.within(&world.org, |tenant| acknowledgements::store::count(tenant).unwrap())
}

#[test]
fn who_left_long_ago_becomes_a_former_member_of_staff() {
    let app = TestApp::start();
    let world = app.world();
    let (_, request) = signed(&app, &world);
    leave(&app, &world, &world.tomos, "2026-11-21");

    // Thirty-one days before six years are over: nothing is announced yet.
    jump_to(&app, "2032-10-20");
    assert_eq!(live(&app, 1), 0);
    let owner = world.olwen.email.clone().unwrap();
    let told =
        |word: &str| app.smtp.mails_to(&owner).iter().filter(|mail| mail.subject.contains(word)).count();
    live(&app, 1);
    assert_eq!(told("Records will be removed"), 2, "of mails first, then of what Tomos left behind");
    live(&app, 28);
    assert_eq!(name(&app, &world, world.tomos.person), "Tomos Newydd");
    assert_eq!((signatures(&app, &world), removed(&app, &world, "people")), (1, 0), "a day before");
    live(&app, 4);
    let former = name(&app, &world, world.tomos.person);
    assert!(former.starts_with("Former member of staff F-") && !former.contains("Tomos"), "{former}");
    assert_eq!((signatures(&app, &world), removed(&app, &world, "people")), (0, 1));
    assert_eq!(removed(&app, &world, "acknowledgements"), 1);
    assert_eq!(live(&app, 1), 0, "a second time nothing is left to do");
    assert_verifies(&app, &world);

    // The lists go on, and count what they counted.
    let olwen = app.client_of(&world.olwen);
    let page = olwen.get(&request).expect(200);
    assert!(page.visible().contains("1 of 2 signed"), "{}", page.visible());
    let person = format!("/o/cartref-prawf/people/{}", world.tomos.person);
    for address in [
        "/o/cartref-prawf/",
        "/o/cartref-prawf/people",
        "/o/cartref-prawf/people?show=left",
        &person,
        "/o/cartref-prawf/acknowledgements",
        "/o/cartref-prawf/acknowledgements?group=person",
        "/o/cartref-prawf/outbox",
        "/o/cartref-prawf/outbox.csv",
        "/o/cartref-prawf/policies",
        "/o/cartref-prawf/activity?verify=1",
        PAGE,
    ] {
        let page = olwen.get(address).expect(200);
        assert!(!page.text().contains("Newydd"), "{address} knows the name still");
    }
    let list = olwen.get(PAGE).expect(200).visible();
    assert!(list.contains("Staff record") && list.contains("Signature"), "{list}");
}

/// A slip in the year of a last day takes nothing away: the period counts from the day on which it was noted.
#[test]
fn a_last_day_long_ago_counts_from_the_day_it_was_noted() {
    let app = TestApp::start();
    let world = app.world();
    leave(&app, &world, &world.tomos, "2016-11-21");
    app.run_due_work();
    live(&app, 60);
    assert_eq!(name(&app, &world, world.tomos.person), "Tomos Newydd");
    assert_eq!(removed(&app, &world, "people"), 0);
    jump_to(&app, "2032-11-01");
    live(&app, 45);
    assert!(name(&app, &world, world.tomos.person).starts_with("Former"), "noted six years ago");
}

#[test]
fn words_of_mails_go_after_a_year_and_the_mails_stay() {
    let app = TestApp::start();
    let world = app.world();
    signed(&app, &world);
    let mails = || {
        app.within(&world.org, |tenant| {
            polisi::mail::list(tenant, &polisi::mail::Wanted::default(), 1_000, 0).unwrap().len()
        })
    };
    let with_words = || {
        let (id, mut raw) = (app.raw().id(&world.org.id.to_string()), app.raw());
        raw.enter(&world.org.id.to_string());
        raw.number(&format!(
            "SELECT count(*) AS value FROM mails WHERE organisation_id = {id} AND text <> '' AND kind = 'request'"
        ))
    };
    let before = mails();
    assert!(with_words() > 0);
    jump_to(&app, "2027-10-25");
    live(&app, 20);
    assert!(with_words() > 0, "a year isn't over");
    live(&app, 14);
    assert_eq!(with_words(), 0);
    assert!(mails() >= before);
    app.client_of(&world.olwen).get("/o/cartref-prawf/outbox").expect(200);
    assert_verifies(&app, &world);
}

#[test]
fn a_withdrawn_policy_stays_as_long_as_a_signature_for_it() {
    let app = TestApp::start();
    let world = app.world();
    let (policy, _) = signed(&app, &world);
    let (now, by) = (app.app.clock.now(), world.mair.person);
    app.within(&world.org, move |tenant| {
        polisi::policies::withdraw(tenant, now, by, policy, "No longer needed", None).unwrap();
        polisi::reactions::withdrawn(tenant, now, policy).unwrap();
    });
    jump_to(&app, "2033-01-01");
    live(&app, 40);
    let page = format!("/o/cartref-prawf/policies/{policy}");
    app.client_of(&world.olwen).get(&page).expect(200);
    assert_eq!((signatures(&app, &world), removed(&app, &world, "policies")), (1, 0), "Tomos is still here");

    leave(&app, &world, &world.tomos, "2033-01-05");
    jump_to(&app, "2039-01-01");
    // It was noted on 10 February: then the signature goes, and after notice the policy.
    live(&app, 80);
    assert_eq!((signatures(&app, &world), removed(&app, &world, "policies")), (0, 1));
    assert_eq!((removed(&app, &world, "policy_versions"), removed(&app, &world, "renditions")), (1, 1));
    let olwen = app.client_of(&world.olwen);
    olwen.get(&page).expect(404);
    for address in ["", "policies", "acknowledgements", "reviews", "activity", "people", "me", "ready"] {
        olwen.get(&format!("/o/cartref-prawf/{address}")).expect(200);
    }
    assert_verifies(&app, &world);
    let orphans = app.command(&["verify"]);
    assert!(orphans.status.success(), "{}", String::from_utf8_lossy(&orphans.stderr));
}

#[test]
fn words_of_the_log_go_by_a_rule_or_the_chain_is_broken() {
    let app = TestApp::start();
    let world = app.world();
    let (_, request) = signed(&app, &world);
    let form = app.client_of(&world.mair).get(&format!("{request}/withdraw")).expect(200);
    form.form("main form").set("reason", "Canary reason").submit().expect(303);
    let action = "request_withdrawn";
    assert_eq!(has_words(&app, &world, action), [true]);
    jump_to(&app, "2032-11-01");
    live(&app, 60);
    assert_eq!(has_words(&app, &world, action), [false]);
    assert!(removed(&app, &world, "audit_texts") > 0);
    assert_verifies(&app, &world);
    let log = app.client_of(&world.olwen).get("/o/cartref-prawf/activity?verify=1").expect(200);
    assert!(!log.text().contains("Canary") && log.has(".notice.ok"), "{}", log.visible());
    assert!(log.visible().contains("removed by"), "{}", log.visible());

    // Words that somebody takes away without a rule are missed.
    let (id, mut raw) = (app.raw().id(&world.org.id.to_string()), app.raw());
    raw.enter(&world.org.id.to_string());
    raw.run(&format!("DELETE FROM audit_texts WHERE organisation_id = {id}")).unwrap();
    let bad = app.within(&world.org, |tenant| polisi::audit::check(tenant).unwrap());
    assert_eq!(bad.map(|bad| bad.table), Some("audit_texts"));
}

#[test]
fn a_clock_that_jumps_stops_everything_until_an_operator_looked() {
    let app = TestApp::start();
    let world = app.world();
    app.make_operator(&world.gwen);
    leave(&app, &world, &world.tomos, "2026-11-21");
    app.run_due_work();
    let alarms = || {
        let mails = app.smtp.mails_to(world.gwen.email.as_deref().unwrap());
        mails.iter().filter(|mail| mail.subject.contains("clock of the server jumped")).count()
    };
    app.set_time("2036-11-21T10:00:00Z");
    app.run_due_work();
    assert_eq!(alarms(), 1);
    assert_eq!(live(&app, 40), 0, "nothing is even announced");
    assert_eq!((alarms(), name(&app, &world, world.tomos.person)), (1, "Tomos Newydd".to_owned()));
    let operator = app.client_of(&world.gwen);
    let page = operator.get("/operator/retention").expect(200);
    assert!(page.visible().contains("Removals stopped"), "{}", page.visible());
    app.client_of(&world.olwen).get("/operator/retention").expect(404);
    page.form("main form").submit().expect(303).follow().expect(200);
    live(&app, 35);
    assert!(name(&app, &world, world.tomos.person).starts_with("Former"), "after notice it goes on");

    // Put right again, the clock needs nobody.
    for now in ["2045-01-01T10:00:00Z", "2037-02-05T10:00:00Z"] {
        app.set_time(now);
        app.run_due_work();
    }
    let page = app.client_of(&world.gwen).get("/operator/retention").expect(200);
    assert!(page.visible().contains("go by the clock"), "{}", page.visible());
}

#[test]
fn a_pass_ahead_of_the_clock_removes_nothing() {
    let app = TestApp::start();
    let world = app.world();
    leave(&app, &world, &world.tomos, "2026-11-21");
    jump_to_quietly(&app);
    live(&app, 1);
    let ahead = app.app.clock.now().plus_hours(24 * 45);
    let done = polisi::schedule::run(&app.app, ahead).unwrap();
    assert_eq!(done["records_removed"], 0);
    assert_eq!(name(&app, &world, world.tomos.person), "Tomos Newydd");
}

fn jump_to_quietly(app: &TestApp) {
    app.run_due_work();
    jump_to(app, "2032-11-20");
}

#[test]
fn without_a_tombstone_the_database_deletes_nothing() {
    let app = TestApp::start();
    let world = app.world();
    signed(&app, &world);
    let (id, mut raw) = (app.raw().id(&world.org.id.to_string()), app.raw());
    raw.enter(&world.org.id.to_string());
    for table in ["acknowledgements", "printed_values", "renditions", "policy_versions"] {
        let refused = raw.run(&format!("DELETE FROM {table} WHERE organisation_id = {id}"));
        assert!(refused.unwrap_err().contains("append-only"), "{table}");
    }
}
