//! A value changes: which policies print the old one, and issuing them again.

use polisi::db::ids::PolicyId;

use super::{BASE, TEXT, draft, in_force, policy, publish, set_field, verified, versions};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::page::Page;

/// The manager of each service prints in document control, the phone in the text.
const BY_SERVICE: &str = "# On Call\n\nAsk {{org_field_registered_manager_first_name}} first.\n";

fn start(text: &str) -> (TestApp, World, PolicyId) {
    let app = TestApp::start();
    let world = app.world();
    set_field(&app, &world, "org_field_phone", "01632 960101");
    let id = draft(&app, &world, "POL-1", text, &world.org.services);
    publish(&app, &world, id, "First");
    (app, world, id)
}

fn stale(app: &TestApp, world: &World) -> Page {
    app.client_of(&world.olwen).get(&format!("{BASE}/policies/stale")).expect(200)
}

fn reissue(app: &TestApp, world: &World, again: bool) -> Page {
    let form = stale(app, world).form("main form").set("reason", "New registered manager");
    let form = if again { form.tick("again") } else { form };
    let check = form.submit().expect(200);
    check.form("main form").submit().expect(303)
}

/// Asks somebody to sign at the first service; the path of their personal link.
fn ask(app: &TestApp, world: &World, id: PolicyId, who: &Somebody) -> String {
    let client = app.client_of(&world.mair);
    let page = client.get(&format!("{BASE}/acknowledgements/new?policy={id}")).expect(200);
    let check = page.form("main form").tick_value("people", &who.person.to_string()).submit().expect(200);
    check.form("main form").submit().expect(303);
    app.run_due_work();
    let mails = app.smtp.mails_to(who.email.as_deref().unwrap());
    let link = mails.iter().rev().find(|mail| mail.links().iter().any(|link| link.contains("/s/"))).unwrap();
    let link = link.link("/s/");
    link.strip_prefix(&app.base).unwrap_or(&link).to_owned()
}

fn open_text(app: &TestApp, world: &World, who: &Somebody) -> Vec<(String, bool)> {
    let person = who.person;
    let duties = app.within(&world.org, move |tenant| {
        polisi::acknowledgements::store::assignments_of_person(tenant, person).unwrap()
    });
    duties.into_iter().map(|duty| (duty.rendition.to_string(), duty.is_open())).collect()
}

#[test]
fn a_new_manager_issues_again_only_where_the_text_changed() {
    let (app, world, id) = start(BY_SERVICE);
    assert!(stale(&app, &world).visible().contains("Every policy prints what you entered"));
    let before = in_force(&app, &world, id);
    let (now, gwen, first) = (app.app.clock.now(), world.gwen.person, world.org.services[0]);
    app.within(&world.org, move |tenant| {
        polisi::people::grant(tenant, now, gwen, polisi::access::Role::RegisteredManager, Some(first))
            .unwrap();
    });
    let page = stale(&app, &world);
    for words in ["Printed: Mair", "Now: Gwen", "Lone Working POL-1", "Bryn"] {
        assert!(page.visible().contains(words), "{words}: {}", page.visible());
    }
    assert!(!page.visible().contains("Glan"), "{}", page.visible());
    let today = app.client_of(&world.olwen).get(&format!("{BASE}/")).expect(200);
    assert!(today.visible().contains("Policies print an old value"));

    page.form("main form").submit().expect(422);
    app.set_time("2026-11-21T11:00:00Z");
    reissue(&app, &world, false);
    let after = in_force(&app, &world, id);
    assert_eq!(after.len(), 2);
    for (service, issue) in [(first, 2), (world.org.services[1], 1)] {
        let row = after.iter().find(|row| row.service == service).unwrap();
        assert_eq!(row.issue, issue);
    }
    let new = after.iter().find(|row| row.service == first).unwrap();
    let old = before.iter().find(|row| row.service == first).unwrap();
    assert!(new.html.contains("Gwen") && old.html.contains("Mair"));
    assert_eq!(versions(&app, &world, id).len(), 1);
    assert!(stale(&app, &world).visible().contains("Every policy prints what you entered"));
    verified(&app, &world);

    let client = app.client_of(&world.olwen);
    let address = format!("{BASE}/policies/{id}/versions/1?service={first}");
    let shown = client.get(&address).expect(200);
    assert!(shown.visible().contains("New registered manager"), "{}", shown.visible());
    let kept = client.get(&format!("{address}&issue=1")).expect(200);
    assert!(kept.visible().contains("A later issue") && kept.words("article").join(" ").contains("Mair"));
    client.get(&format!("{address}&issue=3")).expect(404);
    client.get(&format!("{BASE}/policies/{id}/versions/1.pdf?service={first}&issue=1")).expect(200);
    // Staff find the new issue.
    let own = app.client_of(&world.sian).get(&format!("{BASE}/me/policies/{}", new.id)).expect(200);
    assert!(own.words("article").join(" ").contains("Gwen"));
    let led = app.client_of(&world.sian).get(&format!("{BASE}/me/policies/{}", old.id)).expect(303);
    assert!(led.location().unwrap().path().ends_with(&new.id.to_string()));
    let verify = app.command(&["verify"]);
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
}

#[test]
fn the_second_press_issues_nothing_more() {
    let (app, world, id) = start(TEXT);
    set_field(&app, &world, "org_field_phone", "01632 960102");
    let page = stale(&app, &world);
    let check = page.form("main form").set("reason", "New number").submit().expect(200);
    for _ in 0..2 {
        check.form("main form").submit().expect(303);
    }
    assert!(in_force(&app, &world, id).iter().all(|row| row.issue == 2));
    verified(&app, &world);
}

#[test]
fn what_changes_is_shown_before_it_is_confirmed() {
    let (app, world, id) = start(TEXT);
    set_field(&app, &world, "org_field_phone", "01632 960102");
    let page = stale(&app, &world);
    let check = page.form("main form").set("reason", "New number").submit().expect(200);
    for words in
        ["Bryn", "Glan", "01632 960101", "01632 960102", "Words that must be followed", "Show the changed"]
    {
        assert!(check.visible().contains(words), "{words}: {}", check.visible());
    }
    assert!(check.words("details del").join(" ").contains("960101"), "{}", check.visible());
    assert!(check.words("details ins").join(" ").contains("960102"), "{}", check.visible());
    assert!(in_force(&app, &world, id).iter().all(|row| row.issue == 1), "nothing is written yet");
    // Another change meanwhile: what was shown isn't what would be printed.
    set_field(&app, &world, "org_field_phone", "01632 960103");
    check.form("main form").submit().expect(422);
    assert!(in_force(&app, &world, id).iter().all(|row| row.issue == 1));
    reissue(&app, &world, false);
    assert!(in_force(&app, &world, id).iter().all(|row| row.issue == 2));
}

#[test]
fn the_history_tells_each_issue_and_a_past_day_shows_the_one_of_that_day() {
    let (app, world, id) = start(TEXT);
    ask(&app, &world, id, &world.sian);
    let day = app.app.clock.now().day();
    app.set_time("2026-12-05T10:00:00Z");
    set_field(&app, &world, "org_field_phone", "01632 960102");
    reissue(&app, &world, false);
    let policy = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}")).expect(200);
    let told = policy.visible();
    for words in [
        "Version 1.0 issued again",
        "Olwen",
        "New registered manager",
        "Nobody was asked to sign again",
        "Bryn (issue 2)",
        "Glan (issue 2)",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    app.set_time("2026-12-06T10:00:00Z");
    set_field(&app, &world, "org_field_phone", "01632 960103");
    reissue(&app, &world, true);
    let client = app.client_of(&world.olwen);
    let policy = client.get(&format!("{BASE}/policies/{id}")).expect(200);
    assert!(policy.visible().contains("People were asked to sign again"), "{}", policy.visible());
    // The version leads to what was printed before.
    let version = client.get(&format!("{BASE}/policies/{id}/versions/1")).expect(200);
    assert!(version.visible().contains("Printed as of 5 December 2026 (issue 2"), "{}", version.visible());
    let first =
        version.attributes("main nav a", "href").into_iter().find(|to| to.ends_with("issue=1")).unwrap();
    assert!(client.get(&first).expect(200).words("article").join(" ").contains("960101"));
    // A past day shows the issue of that day.
    for (on, number) in [
        (day.to_string(), "960101"),
        ("2026-12-05".to_owned(), "960102"),
        ("2026-12-06".to_owned(), "960103"),
    ] {
        let page = client.get(&format!("{BASE}/policies/as-at?day={on}")).expect(200);
        let text = page.click("Lone Working POL-1").expect(200).words("article").join(" ");
        assert!(text.contains(number), "{on}: {text}");
    }
}

#[test]
fn signatures_stay_and_what_is_open_stays_unless_it_is_asked_again() {
    let (app, world, id) = start(TEXT);
    let link = ask(&app, &world, id, &world.tomos);
    app.anonymous().get(&link).expect(200);
    ask(&app, &world, id, &world.sian);
    let before = open_text(&app, &world, &world.sian);
    set_field(&app, &world, "org_field_phone", "01632 960102");
    // The number stands in the words that must be followed: without a tick what was asked stays as it was.
    reissue(&app, &world, false);
    assert_eq!(open_text(&app, &world, &world.sian), before);
    set_field(&app, &world, "org_field_phone", "01632 960103");
    reissue(&app, &world, true);
    let after = open_text(&app, &world, &world.sian);
    assert_eq!(after.iter().filter(|(_, open)| *open).count(), 1);
    let bryn = world.org.services[0];
    let newest = in_force(&app, &world, id).into_iter().find(|row| row.service == bryn).unwrap();
    assert!(after.contains(&(newest.id.to_string(), true)));
    assert_eq!(newest.issue, 3);
}

#[test]
fn what_is_open_follows_where_the_duties_stay() {
    let text = "# On Call\n\nCarry a phone.\n";
    let (app, world, id) = start(text);
    ask(&app, &world, id, &world.sian);
    // The registration number prints around the text only.
    set_field(&app, &world, "org_field_registration_no", "SIN-00009902-DEMO");
    reissue(&app, &world, true);
    let bryn = world.org.services[0];
    let newest = in_force(&app, &world, id).into_iter().find(|row| row.service == bryn).unwrap();
    assert_eq!(newest.issue, 2);
    assert_eq!(open_text(&app, &world, &world.sian), [(newest.id.to_string(), true)]);
}

#[test]
fn a_value_that_is_gone_is_shown_and_not_issued() {
    let (app, world, id) = start(TEXT);
    set_field(&app, &world, "org_field_phone", "");
    let page = stale(&app, &world);
    assert!(page.visible().contains("Now nobody fills this field"), "{}", page.visible());
    assert!(!page.has("main form"));
    let form = [("policies", id.to_string()), ("reason", "x".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = app.client_of(&world.olwen).post_form(&format!("{BASE}/policies/stale"), &form).expect(422);
    assert!(refused.visible().contains("Fill it first"), "{}", refused.visible());
    assert!(policy(&app, &world, id).is_in_force());
    assert!(in_force(&app, &world, id).iter().all(|row| row.issue == 1));
}

#[test]
fn only_who_may_change_a_policy_issues_it_again() {
    let (app, world, id) = start(TEXT);
    set_field(&app, &world, "org_field_phone", "01632 960102");
    app.client_of(&world.sian).get(&format!("{BASE}/policies/stale")).expect(403);
    let looked = app.client_of(&world.lowri).get(&format!("{BASE}/policies/stale")).expect(200);
    assert!(!looked.has("main form"));
    // The manager of one service can't issue a policy of two.
    let id = id.to_string();
    let form = [("policies", id.as_str()), ("reason", "New number")];
    app.client_of(&world.mair).post_form(&format!("{BASE}/policies/stale"), &form).expect(403);
}
