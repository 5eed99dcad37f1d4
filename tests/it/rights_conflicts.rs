//! Data requests that everybody who runs them has a conflict about, and whom somebody may name.

use polisi::access::Role;
use polisi::people;

use crate::rights::{RIGHTS, lead};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;

/// Records a request about somebody, with everybody of these in conflict.
fn record(client: &Client, about: &Somebody, conflicted: &[&Somebody]) -> Page {
    let form = client.get(&format!("{RIGHTS}/new?lang=en")).expect(200).form("main form");
    let form = form.set("person", &about.person.to_string()).set("contact", "1 High Street");
    let form = form.set("words", "canary request").tick_value("asks", "access").set("way", "letter");
    let all = conflicted.iter().map(|one| one.person.to_string());
    all.fold(form, |form, one| form.tick_value("conflicted", &one)).submit()
}

/// Gives somebody a role for the whole organisation.
fn give(app: &TestApp, world: &World, to: &Somebody, role: Role) {
    let (person, now) = (to.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, person, role, None).unwrap();
    });
}

/// The only request of the organisation, by its address.
fn address(app: &TestApp, world: &World) -> String {
    let id = app.within(&world.org, |tenant| polisi::rights::store::all(tenant).unwrap().remove(0).id);
    format!("{RIGHTS}/{id}")
}

fn list(client: &Client) -> String {
    client.get(&format!("{RIGHTS}?lang=en")).expect(200).visible()
}

/// The subjects of all mails to somebody.
fn subjects(app: &TestApp, to: &Somebody) -> String {
    app.run_due_work();
    let mails = app.smtp.mails_to(to.email.as_deref().unwrap());
    mails.iter().map(|mail| format!("{}\n{}\n", mail.subject, mail.text.clone().unwrap())).collect()
}

fn finds_nothing(client: &Client, request: &str) {
    for rest in ["", "/hand-on", "/add", "/answer", "/answer.pdf", "/answer.json"] {
        client.get(&format!("{request}{rest}")).expect(404);
    }
    for rest in ["/search", "/step", "/hand-on", "/add"] {
        client.post_form(&format!("{request}{rest}"), &[("what", "identity_confirmed")]).expect(404);
    }
}

/// Who was ticked and isn't offered by now is not left out unseen: nothing is recorded before somebody has looked again.
#[test]
fn a_choice_that_is_offered_no_more_is_looked_at_again() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let mair = app.client_of(&world.mair);
    let (about, gone) = (world.sian.person.to_string(), world.tomos.person.to_string());
    for gone in [gone.as_str(), "nobody"] {
        let gwen = world.gwen.person.to_string();
        let typed = [
            ("person", about.as_str()),
            ("contact", "1 High Street"),
            ("words", "canary request"),
            ("asks", "access"),
            ("way", "letter"),
            ("received", "2026-11-19"),
            ("conflicted", gwen.as_str()),
            ("conflicted", gone),
        ];
        let page = mair.post_form(&format!("{RIGHTS}/new?lang=en"), &typed).expect(422);
        assert!(page.visible().contains("Somebody you ticked is not offered any more"), "{}", page.visible());
        assert!(page.text().contains("canary request"), "what was typed is kept");
        let ticked = page.attributes("input[name=conflicted][checked]", "value");
        assert_eq!(ticked, [gwen]);
    }
    let count = app.within(&world.org, |tenant| polisi::rights::store::all(tenant).unwrap().len());
    assert_eq!(count, 0);
}

#[test]
fn whoever_bars_everybody_else_runs_nothing() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    give(&app, &world, &world.lowri, Role::NominatedIndividual);
    let mair = app.client_of(&world.mair);
    let done = record(&mair, &world.sian, &[&world.gwen, &world.olwen]).expect(303).follow().expect(200);
    let said = done.visible();
    assert!(said.contains("It waits: everybody here who runs requests has a conflict"), "{said}");
    assert!(said.contains("The data request that you recorded on"), "{said}");
    assert!(!said.contains("canary") && !said.contains("Siân"), "{said}");
    let request = address(&app, &world);
    finds_nothing(&mair, &request);

    // Who is named so learns that there is one, and nothing of it.
    for barred in [&world.gwen, &world.olwen] {
        let client = app.client_of(barred);
        let said = list(&client);
        assert!(said.contains("or you are named in it as having a conflict"), "{}: {said}", barred.name);
        assert!(!said.contains("canary") && !said.contains("Siân"), "{said}");
        let mails = subjects(&app, barred);
        assert!(mails.contains("a data request that you cannot open"), "{mails}");
        assert!(!mails.contains("canary") && !mails.contains("Siân"), "{mails}");
        finds_nothing(&client, &request);
    }
    // There is somebody who can give the role: no owner takes it by naming somebody outside.
    app.client_of(&world.olwen).get(&format!("{request}/outside")).expect(404);
    mair.get(&format!("{request}/outside")).expect(403);
    let lowri = app.client_of(&world.lowri);
    let said = list(&lowri);
    assert!(said.contains("Give somebody without one the role") && said.contains("Answer by"), "{said}");
    assert!(subjects(&app, &world.lowri).contains("waits for somebody who may run it"));
    finds_nothing(&lowri, &request);
    let before = app.smtp.mails_to(world.lowri.email.as_deref().unwrap()).len();
    app.set_time("2026-12-14T12:00:00Z");
    app.run_due_work();
    let after = app.smtp.mails_to(world.lowri.email.as_deref().unwrap()).len();
    assert_eq!(after, before + 1, "the clock runs, and who can help is reminded");

    give(&app, &world, &world.dewi, Role::DataProtectionLead);
    let dewi = app.client_of(&world.dewi);
    let page = dewi.get(&format!("{request}?lang=en")).expect(200).visible();
    assert!(page.contains("canary request") && page.contains("Dewi"), "{page}");
    app.set_time("2026-12-15T12:00:00Z");
    assert!(subjects(&app, &world.dewi).contains("a data request is yours to answer"));
    assert!(!list(&app.client_of(&world.lowri)).contains("Give somebody without one"));
    finds_nothing(&app.client_of(&world.mair), &request);
}

#[test]
fn an_owner_names_somebody_outside_where_nobody_is_left() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    record(&app.client_of(&world.mair), &world.gwen, &[&world.olwen]).expect(303);
    let request = address(&app, &world);
    let olwen = app.client_of(&world.olwen);
    assert!(list(&olwen).contains("Ask somebody outside to decide, and name them"));
    finds_nothing(&olwen, &request);
    app.client_of(&world.gwen).get(&format!("{request}/outside")).expect(404);
    let form = olwen.get(&format!("{request}/outside?lang=en")).expect(200).form("main form");
    let kept = form.set("outside", "A. Solicitor").set("outside_reason", "short").submit().expect(422);
    let form = kept.form("main form").set("outside_reason", "She is named in it and leads alone");
    let page = form.submit().expect(303).follow().expect(200).visible();
    assert!(page.contains("A. Solicitor") && page.contains("canary request"), "{page}");
    olwen.get(&format!("{request}/outside")).expect(404);
    finds_nothing(&app.client_of(&world.gwen), &request);
    finds_nothing(&app.client_of(&world.mair), &request);
}

#[test]
fn who_finds_a_conflict_of_their_own_leaves_it_waiting() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    record(&app.client_of(&world.mair), &world.sian, &[&world.olwen]).expect(303);
    let request = address(&app, &world);
    let gwen = app.client_of(&world.gwen);
    let page = || gwen.get(&format!("{request}/hand-on?lang=en")).expect(200).form("main form");
    let refused = page().set("words", "I am on leave for a month").submit().expect(422);
    assert!(refused.visible().contains("Nobody else here who runs requests is without a conflict"));
    page().set("words", "She is my sister in law").tick("conflict").submit().expect(303);
    finds_nothing(&gwen, &request);
    finds_nothing(&app.client_of(&world.mair), &request);
    app.client_of(&world.olwen).get(&format!("{request}/outside")).expect(200);
}

#[test]
fn a_manager_of_one_service_names_only_its_people() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let names = |who: &Somebody| {
        let page = app.client_of(who).get(&format!("{RIGHTS}/new?lang=en")).expect(200);
        page.attributes("select[name=person] option", "value")
    };
    let (sian, dewi) = (world.sian.person.to_string(), world.dewi.person.to_string());
    let owain = app.client_of(&world.owain);
    let offered = names(&world.owain);
    assert!(offered.contains(&dewi) && !offered.contains(&sian), "{offered:?}");
    for who in [&world.mair, &world.gwen, &world.olwen] {
        assert!(names(who).contains(&sian), "{}", who.name);
    }
    let form = owain.get(&format!("{RIGHTS}/new?lang=en")).expect(200).form("main form");
    let form = form.set("contact", "1 High Street").tick_value("asks", "access").set("way", "letter");
    let refused = form.forge("person", &sian).submit().expect(422);
    assert!(refused.visible().contains("Choose somebody of the list"), "{}", refused.visible());
    // Those who could have a conflict are named to everybody who records.
    let page = owain.get(&format!("{RIGHTS}/new?lang=en")).expect(200).visible();
    assert!(page.contains("Mair Rheolwr") && !page.contains("Siân"), "{page}");
}

/// Complains on the page for everybody, about somebody with these roles.
fn complain(app: &TestApp, about: &[&str]) -> Page {
    let page = app.anonymous().get("/data-complaint/cartref-prawf?lang=en").expect(200);
    let form = page.form("main form").set("name", "Ann Arall").set("email", "ann@example.org");
    let form = form.set("words", "canary-complaint about a letter");
    about.iter().fold(form, |form, role| form.tick_value("about", role)).submit()
}

#[test]
fn a_complaint_goes_past_those_whom_it_is_about() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    complain(&app, &["data_protection_lead"]).expect(303);
    assert!(!subjects(&app, &world.gwen).contains("data-protection complaint waits"));
    assert!(subjects(&app, &world.olwen).contains("data-protection complaint waits"));
    let list = |client: &Client| client.get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    let (olwen, gwen) = (app.client_of(&world.olwen), app.client_of(&world.gwen));
    assert!(!list(&gwen).visible().contains("Ann Arall"));
    let csv = gwen.get(&format!("{RIGHTS}/complaints.csv?lang=en")).expect(200).text();
    assert!(!csv.contains("Ann Arall"), "{csv}");
    let complaint = list(&olwen).attributes("main th a", "href").remove(0);
    gwen.get(&complaint).expect(404);
    gwen.post_form(&complaint, &[("what", "answered"), ("outcome", "All is well here")]).expect(404);
    let page = olwen.get(&format!("{complaint}?lang=en")).expect(200).visible();
    assert!(page.contains("The data-protection lead") && page.contains("canary-complaint"), "{page}");
    // Who becomes the lead afterwards isn't the one whom it is about.
    give(&app, &world, &world.dewi, Role::DataProtectionLead);
    app.client_of(&world.dewi).get(&complaint).expect(200);
    app.client_of(&world.gwen).get(&complaint).expect(403);
}

#[test]
fn nobody_chooses_who_reads_a_complaint_about_them() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    complain(&app, &["owner"]).expect(303);
    let request = record(&app.client_of(&world.mair), &world.sian, &[&world.olwen]);
    request.expect(303);
    let complaint = app.client_of(&world.gwen).get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    let complaint = complaint.attributes("main th a", "href").remove(0);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
    let page = "/o/cartref-prawf/settings/people/data_protection_lead";
    let form = app.client_of(&world.olwen).get(page).expect(200).form("main form:has(select)");
    form.set("person", &world.dewi.person.to_string()).submit().expect(303);
    let dewi = app.client_of(&world.dewi);
    dewi.get(&complaint).expect(404);
    assert!(!list(&dewi).contains("canary") && !list(&dewi).contains("Ann Arall"));
    finds_nothing(&dewi, &address(&app, &world));
    assert!(!dewi.get(&format!("{RIGHTS}/complaints?lang=en")).expect(200).visible().contains("Ann Arall"));
    // Whom somebody else appoints reads both.
    give(&app, &world, &world.lowri, Role::DataProtectionLead);
    app.client_of(&world.lowri).get(&complaint).expect(200);
    app.client_of(&world.lowri).get(&address(&app, &world)).expect(200);
}

/// The lead chose who stands in for her: whatever is about her goes past both.
#[test]
fn nobody_judges_in_the_place_of_whoever_it_is_about() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let (of, days) = ((&world.gwen, Role::DataProtectionLead), ("2026-11-21", "2026-11-27"));
    crate::covers::name(&app, &world, &world.gwen, of, &world.dewi, days).expect(303);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
    record(&app.client_of(&world.mair), &world.gwen, &[]).expect(303);
    complain(&app, &["data_protection_lead"]).expect(303);
    let (request, dewi) = (address(&app, &world), app.client_of(&world.dewi));
    finds_nothing(&dewi, &request);
    assert!(!list(&dewi).contains("canary"), "{}", list(&dewi));
    for other in [&world.gwen, &world.dewi] {
        let mails = subjects(&app, other);
        assert!(!mails.contains("is yours to answer") && !mails.contains("complaint waits"), "{mails}");
    }
    let olwen = app.client_of(&world.olwen);
    let page = olwen.get(&format!("{request}?lang=en")).expect(200).visible();
    assert!(page.contains("canary request") && page.contains("Olwen"), "{page}");
    let complaints = olwen.get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    let complaint = complaints.attributes("main th a", "href").remove(0);
    dewi.get(&complaint).expect(404);
    assert!(!dewi.get(&format!("{RIGHTS}/complaints?lang=en")).expect(200).visible().contains("Ann Arall"));
    // What is about somebody else is theirs to see while they stand in.
    record(&app.client_of(&world.mair), &world.sian, &[]).expect(303);
    assert!(list(&dewi).contains("Siân"), "{}", list(&dewi));
}

#[test]
fn a_complaint_about_everybody_who_answers_is_sent_on() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let refused = complain(&app, &["data_protection_lead", "owner"]).expect(422);
    let said = refused.visible();
    assert!(said.contains("It is about everybody here who could answer it"), "{said}");
    assert!(said.contains("ico.org.uk/make-a-complaint"), "{said}");
    let mair = app.client_of(&world.mair);
    let form = mair.get(&format!("{RIGHTS}/complaints/new?lang=en")).expect(200).form("main form");
    let form =
        form.set("name", "Ann Arall").set("words", "canary-complaint about a letter").set("way", "letter");
    let both = form.tick_value("about", "data_protection_lead").tick_value("about", "owner");
    let kept = both.submit().expect(422);
    kept.form("main form").untick("about").tick_value("about", "owner").submit().expect(303);
    app.run_due_work();
    let list = app.client_of(&world.gwen).get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    assert!(list.visible().contains("Ann Arall"));
    let list = app.client_of(&world.olwen).get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    assert!(!list.visible().contains("Ann Arall"));
}

#[test]
fn today_says_what_of_data_rights_waits() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    give(&app, &world, &world.lowri, Role::NominatedIndividual);
    record(&app.client_of(&world.mair), &world.sian, &[]).expect(303);
    complain(&app, &[]).expect(303);
    let today = |who: &Somebody| {
        let page = app.client_of(who).get("/o/cartref-prawf/?lang=en").expect(200);
        page.visible()
    };
    let gwen = today(&world.gwen);
    assert!(gwen.contains("Data request to answer") && gwen.contains("Due in 30 days"), "{gwen}");
    assert!(gwen.contains("Data-protection complaint to answer"), "{gwen}");
    assert!(!gwen.contains("Siân") && !gwen.contains("Ann Arall"), "{gwen}");
    for other in [&world.olwen, &world.mair, &world.lowri, &world.sian] {
        let said = today(other);
        assert!(!said.contains("Data request to") && !said.contains("complaint to answer"), "{said}");
    }
    assert!(list(&app.client_of(&world.gwen)).contains("(1 open)"));
    assert!(!list(&app.client_of(&world.mair)).contains("(1 open)"));

    record(&app.client_of(&world.mair), &world.tomos, &[&world.gwen, &world.olwen]).expect(303);
    assert!(today(&world.lowri).contains("Data request that nobody may run"));
    assert!(!today(&world.olwen).contains("Data request that"));
    app.set_time("2026-12-22T12:00:00Z");
    let gwen = today(&world.gwen);
    assert!(gwen.contains("Late by 1 day"), "{gwen}");
}
