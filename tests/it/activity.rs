//! The log as people read it.

use polisi::access::Role;
use polisi::{audit, people};

use crate::acknowledgements;
use crate::covers::name_cover;
use crate::incidents::report;
use crate::reviews::{Published, csv_rows};
use crate::support::app::{TestApp, World};
use crate::support::page::Page;

const LOG: &str = "/o/cartref-prawf/activity";

fn published(app: &TestApp, world: &World) -> polisi::db::ids::PolicyId {
    Published {
        title: "Fire Safety",
        code: "POL-01",
        owner: world.mair.person,
        services: &world.org.services[..1],
        next_review_on: "2026-12-10",
    }
    .publish(app, &world.org)
}

fn rows(page: &Page) -> usize {
    page.words("tbody tr").len()
}

#[test]
fn the_log_has_words_filters_and_a_check() {
    let app = TestApp::start();
    let world = app.world();
    let policy = published(&app, &world);
    let client = app.client_of(&world.olwen);
    let page = client.get(LOG).expect(200);
    assert!(page.visible().contains("Role given"), "{}", page.visible());
    assert!(!page.visible().contains("Something else"), "{}", page.visible());
    let all = rows(&page);
    assert_eq!(csv_rows(&client.get(&format!("{LOG}.csv")).expect(200)), all);

    let count = |query: &str| {
        let listed = rows(&client.get(&format!("{LOG}?{query}")).expect(200));
        assert_eq!(csv_rows(&client.get(&format!("{LOG}.csv?{query}")).expect(200)), listed, "{query}");
        listed
    };
    let of_policy = count(&format!("policy={policy}"));
    assert!(of_policy >= 2 && of_policy < all, "{of_policy} of {all}");
    assert_eq!(count(&format!("person={}", world.kemi.person)), 0, "Kemi did nothing");
    assert_eq!(count(&format!("about={}", world.kemi.person)), 1, "Kemi was added");
    assert_eq!(count(&format!("about={}&group=roles", world.lowri.person)), 2);
    assert_eq!(count("group=roles&action=person_added"), 0);
    assert_eq!(count(&format!("service={}", world.org.services[0])), 1);
    assert_eq!(count(&format!("policy={policy}&about={}", world.kemi.person)), 0);
    assert_eq!(count("q=kemi%20ADDED"), 1, "both words, whatever the letters");
    assert_eq!(count("q=%C5%B5yr"), 1, "Ŵyr");
    assert_eq!(count("q=zebrafinch"), 0);
    // The day of everything is the 21st, in London.
    assert_eq!(count("from=2026-11-21&until=2026-11-21"), all);
    assert_eq!(count("from=2026-11-22") + count("until=2026-11-20"), 0);
    let newest = client.get(LOG).words("tbody tr");
    let mut oldest = client.get(&format!("{LOG}?order=oldest")).words("tbody tr");
    oldest.reverse();
    assert_eq!(newest, oldest);

    app.client_of(&world.lowri).get(LOG).expect(403);
    app.client_of(&world.priya).get(LOG).expect(404);
}

#[test]
fn receipts_and_staff_numbers_are_found_by_who_may_see_them() {
    let app = TestApp::start();
    let world = app.world();
    let policy = acknowledgements::publish(&app, &world, None, "1.0");
    acknowledgements::ask(&app, &world, policy, &[&world.sian]);
    let page = app.anonymous().get(&acknowledgements::link_of(&app, &world.sian)).expect(200);
    acknowledgements::sign(&page).expect(303);
    let receipt = app
        .within(&world.org, |tenant| polisi::acknowledgements::store::all(tenant).unwrap())
        .remove(0)
        .receipt;
    let (number, _) = crate::support::kiosk::slip(&app, &world, &world.kemi);
    let found = |who: &crate::support::app::Somebody, word: &str| {
        let client = app.client_of(who);
        let page = client.get(&format!("{LOG}?q={word}")).expect(200);
        assert_eq!(csv_rows(&client.get(&format!("{LOG}.csv?q={word}")).expect(200)), rows(&page), "{word}");
        page.words("tbody tr")
    };
    for typed in [receipt.clone(), receipt.to_lowercase(), receipt.replace('-', "")] {
        let lines = found(&world.olwen, &typed);
        assert!(lines.len() == 1 && lines[0].contains("Siân"), "{typed}: {lines:?}");
    }
    let of_kemi = found(&world.olwen, &number);
    assert!(of_kemi.len() >= 2 && of_kemi.iter().all(|line| line.contains("Kemi")), "{of_kemi:?}");
    assert!(!found(&world.mair, &number).is_empty(), "Kemi works where Mair manages");
    assert!(found(&world.owain, &number).is_empty(), "and nowhere where Owain does");
    assert!(found(&world.owain, &receipt).is_empty());
}

#[test]
fn pages_hold_still_while_lines_come_in_and_the_file_has_them_all() {
    let app = TestApp::start();
    let world = app.world();
    let add = |count: usize| {
        let now = app.app.clock.now();
        app.within(&world.org, move |tenant| {
            for place in 0..count {
                let name = format!("org_field_custom_{place}");
                let value = now.to_string();
                polisi::organisations::fields::set(tenant, now, None, &name, &value).unwrap();
            }
        });
    };
    add(2_100);
    let client = app.client_of(&world.olwen);
    let numbers = |page: &Page| -> Vec<i64> {
        page.words("tbody td:last-child a")
            .iter()
            .filter_map(|text| text.split(' ').next_back()?.parse().ok())
            .collect()
    };
    let first = client.get(LOG).expect(200);
    let next = first.attributes("a[rel=next]", "href").pop().unwrap();
    let before = numbers(&client.get(&next).expect(200));
    let newest = numbers(&first)[0];
    assert_eq!(numbers(&first).len(), 100);
    assert_eq!(before[0], newest - 100);
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        polisi::organisations::fields::set(tenant, now, None, "org_field_phone", "01632 960000").unwrap();
    });
    assert_eq!(numbers(&client.get(&next).expect(200)), before, "a new line moves nothing");

    let total = newest + 1;
    let file = client.get(&format!("{LOG}.csv?order=oldest")).expect(200);
    assert_eq!(csv_rows(&file), usize::try_from(total).unwrap());
    let lines: Vec<String> =
        file.text().lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
    let expected: Vec<String> = (1..=total).map(|number| number.to_string()).collect();
    assert_eq!(lines, expected, "every line once, in order");
    let few = client.get(&format!("{LOG}.csv?q=01632")).expect(200);
    assert!(csv_rows(&few) <= 1);
}

/// Who looks for what somebody signed finds it in the list, not behind each line.
#[test]
fn a_line_says_what_it_is_about() {
    let app = TestApp::start();
    let world = app.world();
    let policy = acknowledgements::publish(&app, &world, None, "1.0");
    acknowledgements::ask(&app, &world, policy, &[&world.sian]);
    let person = world.sian.person;
    let duty = app.within(&world.org, move |tenant| {
        polisi::acknowledgements::store::assignments_of_person(tenant, person).unwrap()[0].id
    });
    let read =
        app.client_of(&world.sian).get(&format!("/o/cartref-prawf/me/read/{duty}?lang=en")).expect(200);
    read.form("form.sign").tick("statement").submit().expect(303);
    let client = app.client_of(&world.olwen);
    let page = client.get(LOG).expect(200);
    let lines = page.words("tbody tr");
    for words in ["Policy read and signed: Phones at Work", "Staff asked to read and sign: Phones at Work"] {
        assert!(lines.iter().any(|line| line.contains(words)), "{words} in {lines:?}");
    }
    let signed = lines.iter().find(|line| line.contains("signed: Phones")).unwrap();
    assert_eq!(signed.matches("Siân Ŵyr").count(), 1, "who signed is said once: {signed}");
    assert!(page.attributes("tbody a", "href").contains(&format!("/o/cartref-prawf/policies/{policy}")));
    assert!(client.get(&format!("{LOG}.csv")).expect(200).text().contains("Phones at Work"));
}

/// An inspector asks who was the manager, from when until when.
#[test]
fn the_log_says_when_each_role_ended() {
    let app = TestApp::start();
    let world = app.world();
    let (now, service, sian) = (app.app.clock.now(), world.org.services[0], world.sian.person);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, sian, Role::RegisteredManager, Some(service)).unwrap();
        people::leave(tenant, now, sian, now.day()).unwrap();
    });
    let page = app.client_of(&world.olwen).get(&format!("{LOG}?action=role_ended")).expect(200);
    let ended = page.words("tbody tr");
    assert_eq!(ended.len(), 2, "{ended:?}");
    assert!(ended.iter().all(|line| line.contains("(Registered manager")), "{ended:?}");
    assert!(ended.iter().any(|line| line.contains("Mair")) && ended.iter().any(|line| line.contains("Siân")));
}

#[test]
fn a_line_shows_all_that_it_holds() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let line = client.get(&format!("{LOG}/2")).expect(200);
    let (hash, before) = app.within(&world.org, |tenant| {
        let entry = audit::entry(tenant, 2).unwrap().unwrap();
        (entry.hash, entry.prev_hash)
    });
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for value in [hex(&hash), hex(&before)] {
        assert!(line.visible().contains(&value), "{}", line.visible());
    }
    line.click("The line before").expect(200);
    for wrong in ["0", "99999", "x", "-1"] {
        client.get(&format!("{LOG}/{wrong}")).expect(404);
    }
}

#[test]
fn a_manager_sees_the_lines_of_their_service() {
    let app = TestApp::start();
    let world = app.world();
    let policy = published(&app, &world);
    let (mair, owain) = (app.client_of(&world.mair), app.client_of(&world.owain));
    let seen = |client: &crate::support::client::Client, query: &str| {
        rows(&client.get(&format!("{LOG}?{query}")).expect(200))
    };
    // Kemi and the policy are of the first service; Owain manages the second.
    assert_eq!(seen(&mair, &format!("about={}", world.kemi.person)), 1);
    assert_eq!(seen(&owain, &format!("about={}", world.kemi.person)), 0);
    assert!(seen(&mair, &format!("policy={policy}")) >= 2);
    assert_eq!(seen(&owain, &format!("policy={policy}")), 0);
    assert_eq!(seen(&owain, "action=organisation_founded"), 0);
    assert!(!owain.get(LOG).text().contains("Kemi"), "nor in what there is to choose");
    assert_eq!(csv_rows(&owain.get(&format!("{LOG}.csv?about={}", world.kemi.person)).expect(200)), 0);
    let kemi = world.kemi.person.any();
    let place = app.within(&world.org, move |tenant| {
        let filter = audit::Filter { subject: Some(kemi), ..audit::Filter::default() };
        audit::lines(tenant, &filter, 1, 0).unwrap()[0].seq
    });
    mair.get(&format!("{LOG}/{place}")).expect(200);
    owain.get(&format!("{LOG}/{place}")).expect(404);
    assert!(owain.get(LOG).visible().contains("your services"));
}

#[test]
fn a_day_that_is_none_is_said_and_kept() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let page = client.get(&format!("{LOG}?from=garbage&group=people")).expect(422);
    assert!(page.visible().contains("“garbage” is no date"), "{}", page.visible());
    assert_eq!(rows(&page), 0, "the filter isn't dropped");
    let form = page.form("form.filter");
    assert_eq!(form.value("from").as_deref(), Some("garbage"));
    assert_eq!(form.value("group").as_deref(), Some("people"));
    assert!(rows(&form.set("from", "2026-11-01").submit().expect(200)) > 0);
    let turned = client.get(&format!("{LOG}?from=2026-11-21&until=2026-11-20")).expect(422);
    assert!(turned.visible().contains("The last day is before the first"), "{}", turned.visible());
    let file = client.get(&format!("{LOG}.csv?until=garbage")).expect(400);
    assert!(file.visible().contains("no date"), "{}", file.visible());
}

#[test]
fn the_page_of_a_line_says_its_facts_in_words() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let seq = |wanted: &'static str| {
        let lines =
            app.within(&world.org, |tenant| audit::lines(tenant, &audit::Filter::default(), 100, 0).unwrap());
        lines.into_iter().find(|line| line.action == wanted).unwrap().seq
    };
    let given = client.get(&format!("{LOG}/{}", seq("role_granted"))).expect(200);
    let words = given.visible();
    for said in ["Role Responsible individual", "Order 1"] {
        assert!(words.contains(said), "{said} in {words}");
    }
    let added = client.get(&format!("{LOG}/{}", seq("person_added"))).expect(200).visible();
    assert!(added.contains("How they work Employee") && added.contains("Services Bryn"), "{added}");
    assert!(!added.contains("worker_type"), "{added}");
}

#[test]
fn verify_says_that_all_is_whole_or_where_it_is_not() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let verify = || client.get(LOG).click("Verify").expect(200).visible();
    let (lines, head) = app.within(&world.org, |tenant| {
        let checked = audit::walk(tenant).unwrap();
        (checked.lines, checked.head)
    });
    let hex: String = head.iter().map(|byte| format!("{byte:02x}")).collect();
    let short: String = hex.chars().take(16).collect();
    let said = verify();
    assert!(said.contains(&format!("All {lines} lines are whole. Head: {short}…")), "{said}");
    assert!(said.contains(&hex));

    // Somebody at the database changes the seventh line, with the guards off.
    let mut raw = app.raw();
    let own = world.org.id.to_string();
    let guarded = raw.is_sqlite();
    raw.enter(&own);
    let id = raw.id(&own);
    if guarded {
        raw.run("DROP TRIGGER audit_entries_no_update").unwrap();
    } else {
        raw.run("ALTER TABLE audit_entries DISABLE TRIGGER USER").unwrap();
    }
    raw.run(&format!(
        "UPDATE audit_entries SET action = 'review_recorded' WHERE organisation_id = {id} AND seq = 7"
    ))
    .unwrap();
    raw.leave();
    let said = verify();
    assert!(said.contains("Line 7 is not what was written"), "{said}");
    assert!(said.contains("6 lines before it are whole"), "{said}");
}

#[test]
fn the_head_is_signed_and_goes_out_once_a_month() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let file = olwen.get(&format!("{LOG}/head.txt")).expect(200).text();
    let public = app.within(&world.org, |tenant| tenant.keyring().signing().unwrap().public());
    assert!(audit::file_holds(&file, &public), "{file}");
    let lines = app.within(&world.org, |tenant| audit::walk(tenant).unwrap().lines);
    assert!(file.contains(&format!("lines={lines}\n")), "{file}");
    for (from, to) in [("lines=", "lines=1"), ("head=", "head=00"), ("at=2", "at=3")] {
        assert!(!audit::file_holds(&file.replacen(from, to, 1), &public), "{from}");
    }
    assert!(!audit::file_holds(&file, &[7; 32]));

    // Only an owner chooses where it goes.
    let mail = format!("{LOG}/mail");
    app.client_of(&world.gwen).get(&mail).expect(403);
    app.client_of(&world.mair).post_form(&mail, &[("email", "a@b.example")]).expect(403);
    let refused = olwen.get(&mail).form("main form").set("email", "nobody").submit().expect(422);
    assert!(refused.visible().contains("Enter an e-mail address"));
    assert_eq!(refused.form("main form").value("email").as_deref(), Some("nobody"));
    refused
        .form("main form")
        .set("email", "trustee@outside.example")
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    let sent = || app.smtp.mails_to("trustee@outside.example");
    let at = |now: &str| {
        app.set_time(now);
        app.run_due_work();
        app.run_due_work();
        sent().len()
    };
    assert_eq!(at("2026-11-30T12:00:00Z"), 0);
    assert_eq!(at("2026-12-01T07:29:00Z"), 0);
    assert_eq!(at("2026-12-01T07:30:00Z"), 1);
    assert_eq!(at("2026-12-02T07:30:00Z"), 1);
    // The program was off on the first: it goes out when it is back, once.
    assert_eq!(at("2027-01-04T09:00:00Z"), 2);
    assert_eq!(at("2027-01-05T09:00:00Z"), 2);
    let text = sent()[0].text.clone().unwrap();
    assert!(text.contains("head=") && text.contains("signature="), "{text}");
    for name in ["Olwen", "Kemi", "Bryn"] {
        assert!(!text.contains(name), "the mail says {name}: {text}");
    }
    let olwen = app.client_of(&world.olwen);
    olwen.get(&mail).form("main form:has(input[name=act])").submit().expect(303);
    assert_eq!(at("2027-02-01T09:00:00Z"), 2);
    let log = app.client_of(&world.olwen).get(LOG).expect(200).visible();
    assert!(log.contains("Monthly e-mail with the head of the log"), "{log}");
}

#[test]
fn no_line_hints_at_a_case() {
    let app = TestApp::start();
    let world = app.world();
    name_cover(&app, &world, &world.lowri, &world.owain);
    let owner = app.client_of(&world.olwen);
    let before = owner.get(&format!("{LOG}.csv")).expect(200).text();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    app.client_of(&world.owain).get(&format!("/o/cartref-prawf/incidents/{reference}")).expect(200);
    let after = owner.get(&format!("{LOG}.csv")).expect(200).text();
    let daily = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.contains("Daily seal")).map(str::to_owned).collect()
    };
    assert_eq!(daily(&before), daily(&after));
    assert!(!after.contains(&reference));
}
