//! The staff list: adding, inviting, leaving, and who sees whom.

use std::collections::BTreeSet;

use polisi::access::Role;
use polisi::people;

use crate::support::app::{Org, PASSWORD, Somebody, TestApp};
use crate::support::page::Page;

fn path(org: &Org, rest: &str) -> String {
    format!("/o/{}/{rest}", org.slug)
}

fn of(org: &Org, somebody: &Somebody, rest: &str) -> String {
    path(org, &format!("people/{}{rest}", somebody.person))
}

fn names(page: &Page) -> String {
    page.text().split("<table").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn the_list_is_searched_filtered_and_taken_away() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let all = olwen.get(&path(&world.org, "people")).expect(200);
    for name in ["Siân Ŵyr", "Kemi Testwood", "Owain Arall"] {
        assert!(names(&all).contains(name), "{name}");
    }
    assert!(all.text().contains("9 of 9"), "{}", all.text());
    let found = olwen.get(&path(&world.org, "people?search=%C5%B5YR")).expect(200);
    assert!(found.text().contains("1 of 9") && names(&found).contains("Siân Ŵyr"));
    let none = olwen.get(&path(&world.org, "people?reach=none")).expect(200);
    assert!(none.text().contains("1 of 9") && names(&none).contains("Kemi"));
    let down = names(&olwen.get(&path(&world.org, "people?sort=name&order=down")).expect(200));
    assert!(down.find("Ŵyr").unwrap() < down.find("Arall").unwrap());
    assert!(none.visible().contains("Clear filters"));
    let whole = olwen.get(&path(&world.org, "people?sort=name")).expect(200);
    assert!(!whole.visible().contains("Clear filters"), "nothing is filtered");
    for unknown in ["people?state=asleep", "people?service=zzz", "people?worker=zzz"] {
        assert_eq!(names(&olwen.get(&path(&world.org, unknown)).expect(200)), "", "{unknown}");
    }
    let nobody = olwen.get(&path(&world.org, "people?search=zzz")).expect(200);
    assert!(nobody.text().contains("Nobody fits"));
    let csv = found.click("Download this list (CSV)").expect(200);
    assert!(csv.text().starts_with('\u{feff}') && csv.text().contains("Siân,Ŵyr,sian.wyr@prawf.example"));
    assert_eq!(csv.text().lines().count(), 2);
    app.client_of(&world.sian).get(&path(&world.org, "people")).expect(403);
    app.client_of(&world.beatrix).get(&of(&world.org, &world.sian, "")).expect(404);
    app.client_of(&world.beatrix).get(&of(&world.other, &world.sian, "")).expect(404);
    olwen.get(&path(&world.org, "people/none")).expect(404);
    olwen.get(&path(&world.org, "settings/roles")).expect(200);
}

#[test]
fn managers_see_and_change_people_of_their_services() {
    let app = TestApp::start();
    let world = app.world();
    let owain = app.client_of(&world.owain);
    let list = names(&owain.get(&path(&world.org, "people")).expect(200));
    assert!(list.contains("Lowri") && !list.contains("Siân"), "{list}");
    owain.get(&of(&world.org, &world.sian, "")).expect(404);
    owain.post_form(&of(&world.org, &world.sian, "/change"), &[("given-name", "X")]).expect(404);
    owain.post_form(&of(&world.org, &world.tomos, "/invite"), &[]).expect(404);
    // Somebody whose roles reach further is seen, not changed.
    owain.get(&of(&world.org, &world.gwen, "")).expect(200);
    owain.get(&of(&world.org, &world.gwen, "/change")).expect(403);

    let form = owain.get(&path(&world.org, "people/add")).expect(200).form("main form");
    let filled = form.set("given-name", "Ŵyn").set("family-name", "Tŷ-Gwyn").set("worker-type", "bank");
    // The only service that they answer for is ticked already.
    let filled = filled.untick("services");
    let wrong = filled.clone().submit().expect(422);
    assert_eq!(wrong.form("main form").value("given-name").as_deref(), Some("Ŵyn"));
    filled.clone().forge("services", &world.org.services[0].to_string()).submit().expect(422);
    let page = filled.tick("services").submit().expect(303).follow().expect(200);
    assert!(page.text().contains("Ŵyn Tŷ-Gwyn") && page.text().contains("Glan"));
    assert!(page.text().contains("Cannot be invited without an e-mail address."));
    let forged = page.url.path().to_owned();
    owain.post_form(&format!("{forged}/invite"), &[]).expect(409);
}

#[test]
fn an_invitation_makes_a_member_once() {
    let app = TestApp::start();
    let world = app.world();
    let (tomos, service) = (world.tomos.person, world.org.services[0]);
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, tomos, Role::DeputyManager, Some(service)).unwrap();
    });
    let olwen = app.client_of(&world.olwen);
    let page = olwen.get(&of(&world.org, &world.tomos, "")).expect(200);
    let again = page.form("main form").submit().expect(303).follow().expect(200);
    app.run_due_work();
    assert!(again.text().contains("Invited, not joined yet"));
    app.app.clock.move_to(now.plus_minutes(1));
    again.form("main form").submit().expect(303);
    app.run_due_work();
    let mails = app.smtp.mails_to(world.tomos.email.as_deref().unwrap());
    let links: Vec<String> = mails.iter().map(|mail| mail.link("/invitations/")).collect();
    let [old, new] = links.as_slice() else { panic!("{} mails", links.len()) };
    assert!(mails[0].both_parts_agree());

    let visitor = app.anonymous();
    visitor.get(old).expect(410);
    visitor.get(new).expect(200);
    let join = visitor.get(new).expect(200).form("main form").set("new-password", PASSWORD);
    let joined = join.submit().expect(303);
    assert!(joined.header("location").unwrap().ends_with("/o/cartref-prawf"));
    app.anonymous().get(new).expect(410);
    let list = visitor.get(&path(&world.org, "people")).expect(200);
    assert!(names(&list).contains("Siân"), "a deputy manager sees the people of the service");
    assert!(olwen.get(&of(&world.org, &world.tomos, "")).text().contains("By account"));
    olwen.post_form(&of(&world.org, &world.tomos, "/invite"), &[]).expect(409);
}

/// One that a clock which ran ahead noted is no invitation of this minute: nobody would be invited until then.
#[test]
fn an_invitation_of_a_clock_that_ran_ahead_stands_in_nobodys_way() {
    let app = TestApp::start();
    let world = app.world();
    let right = app.app.clock.now();
    let invited = || {
        let olwen = app.client_of(&world.olwen);
        olwen.post_form(&of(&world.org, &world.tomos, "/invite"), &[]).expect(303);
        app.run_due_work();
        app.smtp.mails_to(world.tomos.email.as_deref().unwrap()).len()
    };
    app.app.clock.move_to(right.plus_hours(400 * 24));
    assert_eq!(invited(), 1);
    app.app.clock.move_to(right);
    assert_eq!(invited(), 2);
    assert_eq!(invited(), 2, "pressed twice within a minute");
}

#[test]
fn withdrawn_and_late_invitations_and_other_addresses_end() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let invite = || {
        olwen.post_form(&of(&world.org, &world.tomos, "/invite"), &[]).expect(303);
        app.run_due_work();
        let mails = app.smtp.mails_to(world.tomos.email.as_deref().unwrap());
        mails.last().unwrap().link("/invitations/")
    };
    let link = invite();
    olwen.post_form(&of(&world.org, &world.tomos, "/withdraw"), &[]).expect(303);
    app.anonymous().get(&link).expect(410);

    let link = invite();
    let form = olwen.get(&of(&world.org, &world.tomos, "/change")).form("main form");
    form.set("email", "other@prawf.example").submit().expect(303);
    app.anonymous().get(&link).expect(410);

    // Two people may share an address; only one of them can sign in with it.
    let form = olwen.get(&of(&world.org, &world.kemi, "/change")).form("main form");
    form.set("email", world.sian.email.as_deref().unwrap()).submit().expect(303);
    let refused = olwen.post_form(&of(&world.org, &world.kemi, "/invite"), &[]).expect(409);
    assert!(refused.text().contains("Somebody else here signs in"), "{}", refused.text());
}

#[test]
fn an_invitation_to_an_address_that_signs_in_somebody_else_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let shared = "couple@prawf.example";
    for one in [&world.tomos, &world.kemi] {
        let form = olwen.get(&of(&world.org, one, "/change")).form("main form");
        form.set("email", shared).submit().expect(303);
        olwen.post_form(&of(&world.org, one, "/invite"), &[]).expect(303);
    }
    app.run_due_work();
    let invitations = path(&world.org, "people/invitations");
    let said = "Not joined to this record";
    assert!(!olwen.get(&invitations).expect(200).visible().contains(said));
    let links: Vec<String> =
        app.smtp.mails_to(shared).iter().map(|mail| mail.link("/invitations/")).collect();
    let form = app.anonymous().get(&links[0]).expect(200).form("main form");
    form.set("new-password", "cobalt lantern meadow").submit().expect(303);
    let page = olwen.get(&invitations).expect(200);
    let rows = page.words("tbody tr");
    assert!(rows.len() == 1 && rows[0].contains(said), "{rows:?}");
    assert!(rows[0].contains("Withdraw") && !rows[0].contains("Send a new one"), "{rows:?}");
    let listed = olwen.get(&path(&world.org, "people?reach=shared")).expect(200);
    assert_eq!(listed.words("tbody tr").len(), 1);
    let other = if names(&listed).contains("Kemi") { &world.kemi } else { &world.tomos };
    let person = olwen.get(&of(&world.org, other, "")).expect(200);
    assert!(person.visible().contains("It is not joined to this record"), "{}", person.visible());
    assert!(!person.visible().contains("not joined yet"), "{}", person.visible());
    olwen.post_form(&of(&world.org, other, "/withdraw"), &[]).expect(303);
    assert!(olwen.get(&invitations).expect(200).visible().contains("No open invitations"));
}

/// Somebody who left is entered anew, and joined with the account from before: what is done to the old record afterwards
/// takes nothing from the new one, be it an owner's.
#[test]
fn an_old_record_that_is_marked_left_again_ends_nobody_elses_access() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, sian) = (app.client_of(&world.olwen), app.client_of(&world.sian));
    let leave = |page: &Page| {
        let form = page.click("Last day").expect(200).form("main form");
        form.submit().expect(303).follow().expect(200)
    };
    let old = leave(&olwen.get(&of(&world.org, &world.sian, "")));
    let (id, now) = (world.sian.person, app.app.clock.now());
    let new = app.within(&world.org, move |tenant| {
        let known = people::get(tenant, id).unwrap().unwrap();
        let new = people::add(tenant, now, &known.details(&BTreeSet::new())).unwrap();
        people::grant(tenant, now, new, Role::Owner, None).unwrap();
        new
    });
    let new = path(&world.org, &format!("people/{new}"));
    olwen.post_form(&format!("{new}/invite"), &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(world.sian.email.as_deref().unwrap()).last().unwrap().link("/invitations/");
    sian.get(&link).expect(200).form("main form").submit().expect(303);
    let inside = path(&world.org, "settings/roles");
    sian.get(&inside).expect(200);
    let held = app.within(&world.org, move |tenant| people::get(tenant, id).unwrap().unwrap().account);
    assert_eq!(held, None, "the account is that of the new record alone");

    let back = old.form("main form").submit().expect(303).follow().expect(200);
    leave(&back);
    sian.get(&inside).expect(200);
    leave(&olwen.get(&new));
    sian.get(&inside).expect(404);
}

#[test]
fn leavers_lose_their_access() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let sian = app.client_of(&world.sian);
    let inside = path(&world.org, "settings/roles");
    mair.get(&inside).expect(200);
    sian.get(&inside).expect(403);

    let form = mair.get(&of(&world.org, &world.sian, "")).click("Last day").expect(200).form("main form");
    form.clone().set("left-year", "2029").submit().expect(422);
    let page = form.submit().expect(303).follow().expect(200);
    assert!(page.text().contains("Their access has ended"));
    sian.get(&inside).expect(404);
    assert!(!names(&mair.get(&path(&world.org, "people"))).contains("Siân"));
    assert!(names(&mair.get(&path(&world.org, "people?state=left"))).contains("Siân"));
    page.form("main form").submit().expect(303);
    assert!(names(&mair.get(&path(&world.org, "people"))).contains("Siân"));
    sian.get(&inside).expect(404);

    // The last owner stays, and nobody lets themselves go.
    let own = olwen.get(&of(&world.org, &world.olwen, "/left")).form("main form").submit().expect(422);
    assert!(own.text().contains("You cannot let yourself go"));
    let owner = of(&world.org, &world.olwen, "/left");
    mair.post_form(&owner, &[("left", "2026-11-20")]).expect(404);
    mair.get(&of(&world.org, &world.lowri, "/left")).expect(403);
}
