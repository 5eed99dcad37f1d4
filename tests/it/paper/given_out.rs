//! Policies as they are given out, compared, and looked up for a day.

use polisi::documents::docx::MEDIA_TYPE;

use crate::support::app::{TestApp, World};
use crate::support::client::Client;

const TEXT: &str = "Lone Working Policy\n\n1. Purpose\n\nThis policy of {{org_field_name}} keeps people safe.\n\n\
    2. Duties\n\nEmployees must: Carry a phone. Tell the office. Leave when unsafe.\n\n3. More\n\nFirst words.\n\n\
    Second words.\n\nThird words.\n";

/// Enters a policy and publishes it; answers its address.
pub(super) fn published(client: &Client, world: &World) -> String {
    let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    let service = world.org.services[0].to_string();
    let imported = form.set("text", TEXT).set("code", "POL-9").tick_value("services", &service).submit();
    let address = imported.expect(303).follow().expect(200).url.path().trim_end_matches("/import").to_owned();
    client.get(&format!("{address}/publish")).expect(200).form("main form").submit().expect(303);
    address
}

pub(super) fn second(client: &Client, policy: &str) {
    let form = client.get(&format!("{policy}/text")).expect(200).form("main form");
    let text = TEXT.replace("Carry a phone", "Carry a charged phone");
    form.set("text", &text).submit().expect(303).follow().expect(200);
    let check = client.get(&format!("{policy}/publish")).expect(200).form("main form");
    check.set("change_note", "Charge the phone").submit().expect(303);
}

#[test]
fn a_version_is_given_out_as_a_word_file() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&client, &world);
    let version = client.get(&format!("{policy}/versions/1")).expect(200);
    let file = version.click("Word file").expect(200);
    assert_eq!(file.header("content-type"), Some(MEDIA_TYPE));
    assert!(file.body.starts_with(b"PK"));
    let again = client.get(&format!("{policy}/versions/1.docx")).expect(200);
    assert_eq!(file.body, again.body);
    let staff = app.client_of(&world.sian);
    let own = staff
        .get("/o/cartref-prawf/me/policies?lang=en")
        .expect(200)
        .click("Lone Working Policy")
        .expect(200);
    assert_eq!(own.click("Word file").expect(200).body, again.body);
}

#[test]
fn two_versions_and_a_draft_are_compared() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&client, &world);
    let none = client.get(&format!("{policy}/compare")).expect(200);
    assert!(none.visible().contains("Nothing to compare yet"));
    second(&client, &policy);
    let page = client.get(&format!("{policy}/compare")).expect(200);
    assert!(page.visible().contains("From version 1.0 to version 1.1."), "{}", page.visible());
    assert!(page.visible().contains("POL-9. From version 1.0, published on"), "{}", page.visible());
    assert!(page.visible().contains("One paragraph changed"), "{}", page.visible());
    assert!(page.words(".redline .change h2").iter().any(|words| words.starts_with("Change 1 of 1")));
    assert_eq!(page.words(".redline ins"), ["Added: charged (end)"]);
    assert!(page.words(".redline summary").iter().any(|words| words.contains("paragraphs unchanged (show)")));
    assert!(page.visible().contains("[Organisation name]"));
    let service = world.org.services[0];
    let values = client.get(&format!("{policy}/compare?from=1&to=2&service={service}")).expect(200);
    assert!(!values.visible().contains("[Organisation name]"), "{}", values.visible());
    let same = client.get(&format!("{policy}/compare?from=2&to=2")).expect(200);
    assert!(
        same.visible().contains("Nothing differs: version 1.1 and version 1.1 have the same words."),
        "{}",
        same.visible()
    );
    // A draft with the same words says little: then the two latest versions are shown.
    let form = client.get(&format!("{policy}/text")).expect(200).form("main form");
    form.set("text", &TEXT.replace("Carry a phone", "Carry a charged phone")).submit().expect(303);
    let drafted = client.get(&format!("{policy}/compare")).expect(200).visible();
    assert!(drafted.contains("The draft has the same words as version 1.1."), "{drafted}");
    assert!(drafted.contains("From version 1.0 to version 1.1."), "{drafted}");
    let asked = client.get(&format!("{policy}/compare?from=2&to=draft")).expect(200).visible();
    assert!(asked.contains("Nothing differs: version 1.1 and Draft have the same words."), "{asked}");
    for asked in ["from=7&to=1", "from=x&to=1", "from=1&to=2&service=x"] {
        client.get(&format!("{policy}/compare?{asked}")).expect(404);
    }
}

#[test]
fn what_was_in_force_on_a_day() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let before = app.app.clock.now().day();
    let policy = published(&client, &world);
    app.set_time(&format!("{}T10:00:00Z", before.plus_days(30)));
    let client = app.client_of(&world.olwen);
    second(&client, &policy);
    let asked = |day: polisi::clock::Day| {
        client.get(&format!("/o/cartref-prawf/policies/as-at?day={day}")).expect(200)
    };
    let first = asked(before.plus_days(3));
    assert!(first.visible().contains("One policy text in force on"), "{}", first.visible());
    let then = first.click("Lone Working Policy").expect(200);
    assert!(then.visible().contains("Not in force. Version 1.0 applied from"), "{}", then.visible());
    assert!(then.visible().contains("Carry a phone."));
    let now = asked(before.plus_days(30)).click("Lone Working Policy").expect(200);
    assert!(now.visible().contains("Carry a charged phone.") && !now.visible().contains("Not in force"));
    assert!(asked(before.plus_days(-1)).visible().contains("Nothing was in force"));
    let file = client.get(&format!("/o/cartref-prawf/policies/as-at.csv?day={before}")).expect(200);
    assert!(file.text().contains("POL-9,Lone Working Policy,"), "{}", file.text());
    let elsewhere = client.get("/o/cartref-prawf/policies/as-at?service=zzz").expect(200);
    assert!(elsewhere.visible().contains("Nothing was in force"), "{}", elsewhere.visible());
    let odd = client.get("/o/cartref-prawf/policies/as-at?day=2026-02-31").expect(200);
    assert!(odd.visible().contains("That isn't a day."));
    client.get("/o/cartref-prawf/policies/as-at.csv?day=2026-02-31").expect(404);
}

#[test]
fn a_day_is_asked_for_in_three_boxes() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&client, &world);
    let day = app.app.clock.now().day();
    let page = client.get("/o/cartref-prawf/policies/as-at").expect(200);
    let typed = |day: &str, month: &str, year: &str| {
        page.form("main form").set("day-day", day).set("day-month", month).set("day-year", year).submit()
    };
    let (on, month, year) = (day.of_month().to_string(), day.month().to_string(), day.year().to_string());
    let found = typed(&on, &month, &year).expect(200);
    assert!(found.visible().contains("Lone Working Policy"), "{}", found.visible());
    let link = found.attributes("main p a", "href").into_iter().find(|to| to.contains("as-at.csv")).unwrap();
    assert!(link.contains(&format!("day={day}")), "{link}");
    // What is no day stays as it was typed; an address with one ISO date fills the boxes.
    let odd = typed("31", "2", "2026").expect(200);
    assert!(odd.visible().contains("That isn't a day."), "{}", odd.visible());
    assert_eq!(odd.attributes("input[name=day-day]", "value"), ["31"]);
    let kept = client.get("/o/cartref-prawf/policies/as-at?day=2026-03-14").expect(200);
    assert_eq!(kept.attributes("input[name=day-month]", "value"), ["3"]);
    assert!(!policy.is_empty());
}
