//! Policies from the first text to withdrawal, as a manager and a carer meet them.

use polisi::db::ids::PolicyId;
use polisi::organisations::fields;
use polisi::policies;

use crate::support::app::{Org, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;

const TEXT: &str = "{{org_field_logo}}

{{org_field_name}}

Registration Number: {{org_field_registration_no}}

Lone Working Policy

1. Purpose

This policy of {{org_field_name}} keeps people safe. Ring {{org_field_phone}} when in doubt.

2. Duties

Employees must: Tell the office where they are. Carry a phone. Leave when they feel unsafe.

Responsible Person:
{{org_field_registered_manager_first_name}} {{org_field_registered_manager_last_name}}

Reviewed on:
{{last_update_date}}

Next Review Date:
{{next_review_date}}

Copyright © {{current_year}} {{org_field_name}}. All rights reserved.

Leave a Reply
Your email address will not be published. Required fields are marked *
";

fn set_field(app: &TestApp, org: &Org, name: &'static str, value: &'static str) {
    let now = app.app.clock.now();
    app.within(org, move |tenant| {
        fields::set(tenant, now, None, name, value).unwrap();
        policies::recount_gaps(tenant).unwrap();
    });
}

/// Enters the policy by pasting, at the first service; answers its address.
fn add(client: &Client, world: &World, code: &str, text: &str) -> String {
    let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    let service = world.org.services[0].to_string();
    let imported = form
        .set("text", text)
        .set("code", code)
        .tick_value("services", &service)
        .submit()
        .expect(303)
        .follow();
    let address = imported.expect(200).url.path().trim_end_matches("/import").to_owned();
    assert!(address.starts_with("/o/cartref-prawf/policies/"), "{address}");
    address
}

fn publish(client: &Client, policy: &str) -> Page {
    client.get(&format!("{policy}/publish")).expect(200).form("main form").submit()
}

/// Adds a policy without gaps and publishes it.
fn published(app: &TestApp, client: &Client, world: &World) -> String {
    set_field(app, &world.org, "org_field_phone", "01632 960101");
    let policy = add(client, world, "POL-1", TEXT);
    publish(client, &policy).expect(303).follow().expect(200);
    policy
}

#[test]
fn a_text_is_imported_cleaned_and_can_be_left_as_it_was() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = add(&client, &world, "POL-1", TEXT);
    let found = client.get(&format!("{policy}/import")).expect(200);
    let words = found.visible();
    assert!(words.contains("Lone Working Policy"), "{words}");
    assert!(words.contains("Leave a Reply"), "{words}");
    assert!(words.contains("print as a list"), "{words}");
    let preview = client.get(&format!("{policy}/preview")).expect(200);
    assert!(!preview.words("article").join(" ").contains("Leave a Reply"));
    assert!(preview.has("article li"));

    let first = found.attributes("input[name=accept]", "value")[0].clone();
    let mut form = found.form("main form");
    for name in found.attributes("input[name=accept]", "value") {
        let _ = name;
        form = form.untick("accept");
    }
    let kept = form.submit().expect(303).follow().expect(200);
    assert!(kept.words("article").join(" ").contains("Leave a Reply"), "{first}");
    // The page from before is stale now.
    found.form("main form").submit().expect(409);
}

#[test]
fn a_gap_keeps_a_policy_from_being_published() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = add(&client, &world, "POL-1", TEXT);
    let preview = client.get(&format!("{policy}/preview")).expect(200);
    assert!(preview.visible().contains("1 missing, 0 unknown"), "{}", preview.visible());
    for state in ["gap", "filled", "later"] {
        assert!(preview.has(&format!("article .{state}")), "{state}");
    }
    let service = world.org.services[0].to_string();
    let to_field = format!("/o/cartref-prawf/settings/fields?service={service}#f-org_field_phone");
    assert!(preview.attributes("#gaps a", "href").contains(&to_field));
    let register = client.get("/o/cartref-prawf/policies?gaps=1").expect(200);
    assert!(register.visible().contains("1 field open"));

    let check = client.get(&format!("{policy}/publish")).expect(200);
    assert!(check.visible().contains("Missing: "), "{}", check.visible());
    assert!(!check.has("main form"));
    let forced = [
        ("services", service.as_str()),
        ("basis", "0"),
        ("label", "1.0"),
        ("change_note", "First"),
        ("approver", "Olwen"),
    ];
    client.post_form(&format!("{policy}/publish"), &forced).expect(409);

    set_field(&app, &world.org, "org_field_phone", "01632 960101");
    assert!(client.get("/o/cartref-prawf/policies?gaps=1").expect(200).visible().contains("Nothing matches"));
    publish(&client, &policy).expect(303).follow().expect(200);
}

#[test]
fn an_unknown_field_keeps_a_policy_from_being_published() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = add(&client, &world, "POL-9", "A Title\n\nFax {{org_field_fax}} now.\n");
    let preview = client.get(&format!("{policy}/preview")).expect(200);
    assert!(preview.visible().contains("0 missing, 1 unknown"));
    assert!(preview.has("article .unknown"));
    assert!(!client.get(&format!("{policy}/publish")).expect(200).has("main form"));
}

#[test]
fn a_published_version_never_changes() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&app, &client, &world);
    let version = format!("{policy}/versions/1");
    let page = client.get(&version).expect(200);
    assert!(page.words("article").join(" ").contains("Ring 01632 960101 when in doubt."));
    let (pdf, text) = (format!("{version}.pdf"), format!("{version}.txt"));
    let (first_pdf, first_text) = (client.get(&pdf).expect(200).body, client.get(&text).expect(200).body);
    assert!(first_pdf.starts_with(b"%PDF"));

    set_field(&app, &world.org, "org_field_phone", "01632 960999");
    set_field(&app, &world.org, "org_field_name", "Another Name Ltd");
    app.set_time("2027-02-01T10:00:00Z");
    let client = app.client_of(&world.olwen);
    assert_eq!(client.get(&pdf).expect(200).body, first_pdf);
    assert_eq!(client.get(&text).expect(200).body, first_text);
    let again = client.get(&version).expect(200);
    assert_eq!(again.words("article"), page.words("article"));
    let bad = app.within(&world.org, |tenant| policies::check_renditions(tenant).unwrap());
    assert_eq!(bad, None);
}

#[test]
fn what_changes_between_check_and_publish_is_a_conflict() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    set_field(&app, &world.org, "org_field_phone", "01632 960101");
    let policy = add(&client, &world, "POL-1", TEXT);
    let form = client.get(&format!("{policy}/publish")).expect(200).form("main form");
    set_field(&app, &world.org, "org_field_phone", "01632 960102");
    form.submit().expect(409);
}

#[test]
fn importing_again_makes_the_second_version() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&app, &client, &world);
    let next = TEXT.replace("Carry a phone.", "Carry a charged phone.");
    let form = client.get(&format!("{policy}/text")).expect(200).form("main form");
    form.set("text", &next).submit().expect(303).follow().expect(200);
    let check = client.get(&format!("{policy}/publish")).expect(200).form("main form");
    assert_eq!(check.value("label").as_deref(), Some(""));
    check.set("change_note", "Charge the phone").submit().expect(303);
    let second = client.get(&format!("{policy}/versions/2")).expect(200);
    assert!(second.visible().contains("Carry a charged phone."));
    let first = client.get(&format!("{policy}/versions/1")).expect(200);
    assert!(first.visible().contains("Not in force. Version 1.0 applied from"));
    assert!(first.visible().contains("Carry a phone."));
    client.get(&format!("{policy}/versions/3")).expect(404);
}

#[test]
fn two_people_in_one_text_both_keep_theirs() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = add(&client, &world, "POL-1", TEXT);
    let mine = client.get(&format!("{policy}/text")).expect(200).form("main form");
    let theirs = client.get(&format!("{policy}/text")).expect(200).form("main form");
    theirs.set("text", "Theirs\n\nTheir words.\n").submit().expect(303);
    let refused = mine.set("text", "Mine\n\nMy words.\n").submit().expect(409);
    assert!(refused.visible().contains("Their words."));
    assert!(refused.words("textarea").join(" ").contains("My words."));
}

#[test]
fn a_policy_is_withdrawn_with_a_reason() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&app, &client, &world);
    let staff = app.client_of(&world.sian);
    let reading = staff.get("/o/cartref-prawf/me/policies?lang=en").expect(200).click("Lone Working Policy");
    assert!(reading.visible().contains("Carry a phone."));
    let own = reading.url.path().to_owned();
    assert!(staff.get(&format!("{own}.pdf")).expect(200).body.starts_with(b"%PDF"));

    let form = client.get(&format!("{policy}/withdraw")).expect(200).form("main form");
    form.clone().submit().expect(422);
    form.set("reason", "Part of another policy now").submit().expect(303);
    let page = client.get(&policy).expect(200);
    assert!(page.visible().contains("Part of another policy now"));
    let about = page.visible();
    assert!(about.contains("Last version 1.0"), "{about}");
    assert!(!about.contains("Version in force"), "{about}");
    let history = page.words(".tl, ol, main").join(" ");
    assert!(history.contains("First version.") && !history.contains("Minor change"), "{history}");
    client.get(&format!("{policy}/versions/1")).expect(200);
    staff.get(&own).expect(404);
    assert!(!staff.get("/o/cartref-prawf/me/policies").expect(200).visible().contains("Lone Working"));
    client
        .get(&format!("{policy}/withdraw"))
        .expect(200)
        .form("main form")
        .set("reason", "x")
        .submit()
        .expect(409);
}

#[test]
fn nobody_else_sees_or_changes_a_policy() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&app, &client, &world);
    let id = policy.rsplit('/').next().unwrap();
    assert!(PolicyId::parse(id).is_some());
    let stranger = app.client_of(&world.beatrix);
    let pages = ["", "/details", "/text", "/import", "/preview", "/publish", "/withdraw", "/versions/1"];
    for page in pages.iter().chain(&["/versions/1.pdf", "/versions/1.txt"]) {
        stranger.get(&format!("/o/larkmere/policies/{id}{page}")).expect(404);
        stranger.get(&format!("{policy}{page}")).expect(404);
    }
    for page in ["/details", "/text", "/import", "/publish", "/withdraw"] {
        stranger.post_form(&format!("/o/larkmere/policies/{id}{page}"), &[("x", "y")]).expect(404);
    }
    // A carer has no register; a manager of another service reads and does not change.
    app.client_of(&world.sian).get(&policy).expect(403);
    let owain = app.client_of(&world.owain);
    owain.get(&policy).expect(200);
    owain.get(&format!("{policy}/withdraw")).expect(403);
    app.client_of(&world.mair).get(&format!("{policy}/withdraw")).expect(200);
}

#[test]
fn hostile_names_stay_letters() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    set_field(&app, &world.org, "org_field_phone", "<script>alert(1)</script> {{org_field_name}} Ŵ & \"x\"");
    let policy = add(&client, &world, "=CMD", &TEXT.replace("Lone Working", "<b>Lone</b> & Working"));
    publish(&client, &policy).expect(303);
    // The value holds braces on purpose, which the checks of every page would find.
    let version = client.unchecked().get(&format!("{policy}/versions/1")).expect(200);
    assert!(!version.has("article script") && !version.has("h1 b"));
    assert!(version.words("article").join(" ").contains("<script>alert(1)</script> {{org_field_name}} Ŵ"));
    assert!(client.get(&format!("{policy}/versions/1.pdf")).expect(200).body.starts_with(b"%PDF"));
    let csv = client.get("/o/cartref-prawf/policies.csv").expect(200).text();
    assert!(csv.contains("'=CMD,"), "{csv}");
}

#[test]
fn a_text_for_another_nation_is_refused_with_the_reason() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = add(&client, &world, "POL-1", "A Title\n\nSome words.\n");
    let form = client.get(&format!("{policy}/details")).expect(200).form("main form");
    form.set("nation", "england").submit().expect(303);
    let check = client.get(&format!("{policy}/publish")).expect(200);
    assert!(check.visible().contains("This text is for England. Bryn is in Wales."), "{}", check.visible());
    assert!(!check.has("main form"));
}

#[test]
fn files_that_are_not_read_are_refused_in_words() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    for (name, words) in [
        ("policy.docx", "This file is damaged and cannot be read"),
        ("policy.doc", "This file is damaged and cannot be read"),
    ] {
        let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
        let refused = form
            .set("code", "POL-2")
            .attach("file", name, "application/octet-stream", b"PK words")
            .submit()
            .expect(422);
        assert!(refused.visible().contains(words), "{}", refused.visible());
    }
    let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    let read = form
        .set("code", "POL-2")
        .tick_value("services", &world.org.services[0].to_string())
        .attach("file", "a.md", "text/markdown", "# Polisi Tŷ\n\nGeiriau.\n".as_bytes())
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    assert!(read.visible().contains("Polisi Tŷ"));
    let again = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    let taken = again
        .set("code", "POL-2")
        .set("text", "A Title\n\nWords.\n")
        .tick_value("services", &world.org.services[0].to_string())
        .submit()
        .expect(422);
    assert!(taken.visible().contains("has the code"));
}

#[test]
fn publishing_twice_leads_to_the_same_version() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    set_field(&app, &world.org, "org_field_phone", "01632 960101");
    let policy = add(&client, &world, "POL-1", TEXT);
    let check = client.get(&format!("{policy}/publish")).expect(200);
    let refused = check.form("main form").set("effective-year", "2036").submit().expect(422);
    assert!(refused.visible().contains("Enter today or an earlier day"), "{}", refused.visible());

    let first = check.form("main form").submit().expect(303);
    let second = check.form("main form").submit().expect(303);
    assert_eq!(first.header("location"), second.header("location"));
    client.get(&format!("{policy}/versions/2")).expect(404);
}

#[test]
fn a_spelling_of_a_code_is_no_other_code() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let first = add(&client, &world, "RX40", TEXT);
    let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    let form = form.set("text", TEXT).tick_value("services", &world.org.services[0].to_string());
    for code in ["RX40", "rx-40", "R.X. 40", "RX/40"] {
        let refused = form.clone().set("code", code).submit().expect(422);
        let words = refused.visible();
        assert!(words.contains("“Lone Working Policy” has the code RX40"), "{code}: {words}");
        assert_eq!(refused.form("main form").value("code").as_deref(), Some(code), "what was typed stays");
    }
    // In the other language it is another policy's.
    form.clone().set("code", "rx40").set("language", "cy").submit().expect(303);
    let second = add(&client, &world, "RX41", TEXT);
    let details = client.get(&format!("{second}/details")).expect(200).form("main form");
    let refused = details.set("code", "Rx 40").submit().expect(422);
    assert!(refused.visible().contains("has the code RX40"), "{}", refused.visible());
    // Its own code may be spelled in another way.
    let details = client.get(&format!("{first}/details")).expect(200).form("main form");
    details.set("code", "RX-40").submit().expect(303);
    // Two that clash from before stay, and the rest of their details can be changed.
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    raw.run("UPDATE policies SET code = 'rx.40' WHERE code = 'RX41'").unwrap();
    raw.leave();
    let details = client.get(&format!("{second}/details")).expect(200).form("main form");
    details.set("title", "Lone Working at Night").submit().expect(303);
}
