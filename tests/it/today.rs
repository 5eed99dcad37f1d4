//! The Today page: figures that equal their lists.

use crate::reviews::{Published, csv_rows};
use crate::support::app::TestApp;

#[test]
fn every_figure_equals_its_list_and_its_csv() {
    let app = TestApp::start();
    let world = app.world();
    for (title, code, due) in [
        ("Fire Safety", "POL-01", "2026-09-10"),
        ("Infection Control", "POL-02", "2026-11-20"),
        ("Lone Working", "POL-03", "2026-11-21"),
        ("Medication", "POL-04", "2026-12-21"),
        ("Moving", "POL-05", "2026-12-22"),
        ("Nutrition", "POL-06", "2027-06-01"),
    ] {
        Published {
            title,
            code,
            owner: world.mair.person,
            services: &world.org.services,
            next_review_on: due,
        }
        .publish(&app, &world.org);
    }
    let client = app.client_of(&world.olwen);
    let today = client.get(&format!("/o/{}/", world.org.slug)).expect(200);
    assert_eq!(today.heading(), "Saturday 21 November");
    assert!(today.visible().contains("2 policy reviews are overdue."), "{}", today.visible());
    assert!(today.visible().contains("4 of 6 policies are in date."), "{}", today.visible());
    let numbers = today.words(".figs .num");
    let links = today.attributes(".figs a", "href");
    assert!(links.len() >= 3, "{links:?}");
    assert_eq!(numbers[..2], ["2", "2"]);
    for (number, link) in numbers.iter().zip(&links) {
        let count: usize = number.parse().unwrap();
        assert_eq!(client.get(link).expect(200).words("tbody tr").len(), count, "{link}");
        let csv = client.get(&link.replacen('?', ".csv?", 1)).expect(200);
        assert_eq!(csv_rows(&csv), count, "{link}");
    }
    assert_eq!(today.words("ol.reg li").len(), 4, "two overdue, two due");
    assert!(today.words("ol.reg li")[0].contains("Fire Safety"));
    for (month, link) in today.words("ol.strip b").iter().zip(today.attributes("ol.strip a", "href")) {
        let count: usize = month.split_whitespace().next().unwrap().parse().unwrap();
        assert_eq!(client.get(&link).expect(200).words("tbody tr").len(), count, "{link}");
    }
}

#[test]
fn at_most_five_rows_need_somebody() {
    let app = TestApp::start();
    let world = app.world();
    for number in 10..17 {
        Published {
            title: &format!("Policy {number}"),
            code: &format!("POL-{number}"),
            owner: world.mair.person,
            services: &world.org.services,
            next_review_on: &format!("2026-10-{number}"),
        }
        .publish(&app, &world.org);
    }
    let today = app.client_of(&world.mair).get(&format!("/o/{}/", world.org.slug)).expect(200);
    assert_eq!(today.words("ol.reg li").len(), 5);
    assert!(today.visible().contains("See all: 7 reviews overdue"), "{}", today.visible());
}

#[test]
fn staff_see_their_reading_and_a_new_organisation_its_tasks() {
    let app = TestApp::start();
    let world = app.world();
    let address = format!("/o/{}/", world.org.slug);
    let staff = app.client_of(&world.sian).get(&format!("{address}?lang=en")).expect(200);
    assert!(staff.visible().contains("You have nothing to read."), "{}", staff.visible());
    assert!(!staff.has(".figs"));
    let welsh = app.client_of(&world.sian).get(&address).expect(200);
    assert_eq!(welsh.heading(), "Dydd Sadwrn 21 Tachwedd");

    let owner = app.client_of(&world.olwen).get(&address).expect(200);
    assert!(owner.visible().contains("Get your organisation ready"), "{}", owner.visible());
    assert!(owner.visible().contains("of 9 done"), "{}", owner.visible());
    let list = owner.click("Go on with the list").expect(200);
    assert_eq!(list.heading(), "Get Cartref Prawf ready");
    let way_in = |somebody| app.client_of(somebody).get(&format!("/o/{}", world.org.slug)).expect(303);
    assert_eq!(way_in(&world.mair).header("location").unwrap(), format!("{address}ready"));
    assert_eq!(way_in(&world.sian).header("location").unwrap(), address);
}

#[test]
fn what_was_done_leads_back_to_the_first_tasks() {
    let app = TestApp::start();
    let world = app.world();
    let address = |rest: &str| format!("/o/{}/{rest}", world.org.slug);
    let back = |somebody, rest: &str| {
        app.client_of(somebody).get(&address(rest)).expect(200).visible().contains("Back to the first tasks")
    };
    let done = "services?done=service-changed";
    let page = app.client_of(&world.olwen).get(&address(done)).expect(200);
    let words = page.visible();
    let said = words.split_once("Back to the first tasks: ").expect(&words).1.split(" done").next().unwrap();
    assert!(said.ends_with(" of 9"), "{said}");
    let list = page.click(&format!("Back to the first tasks: {said} done")).expect(200);
    assert_eq!(list.heading(), "Get Cartref Prawf ready");
    assert!(list.visible().contains(&format!("{said} done")), "{said}: {}", list.visible());
    for (who, rest, expected) in [
        (&world.mair, done, true),
        (&world.sian, "me?done=person-changed", false),
        (&world.olwen, "services", false),
        (&world.olwen, "services?done=nothing-of-the-kind", false),
        (&world.olwen, "?done=ready-list-hidden", false),
        (&world.olwen, "ready?done=ready-list-shown", false),
    ] {
        assert_eq!(back(who, rest), expected, "{rest}");
    }
    app.client_of(&world.olwen)
        .get(&address("ready"))
        .expect(200)
        .form("form[action$='/hide']")
        .submit()
        .expect(303);
    assert!(!back(&world.olwen, done), "hidden");
    assert!(back(&world.mair, done), "not hidden for others");
}

#[test]
fn every_link_of_the_page_opens() {
    let app = TestApp::start();
    let world = app.world();
    Published {
        title: "Fire Safety",
        code: "POL-01",
        owner: world.mair.person,
        services: &world.org.services,
        next_review_on: "2026-11-10",
    }
    .publish(&app, &world.org);
    for somebody in [&world.olwen, &world.mair, &world.gwen, &world.lowri, &world.sian] {
        let client = app.client_of(somebody);
        let page = client.get(&format!("/o/{}/", world.org.slug)).expect(200);
        for link in page.attributes("main a", "href") {
            client.get(&link).expect(200);
        }
    }
}

#[test]
fn owners_are_told_which_roles_nobody_fills() {
    let app = TestApp::start();
    let world = app.world();
    let address = format!("/o/{}/", world.org.slug);
    let (olwen, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let said = || olwen.get(&address).expect(200).visible();
    assert!(said().contains("Nobody is data-protection lead."), "{}", said());
    assert!(!said().contains("Nothing needs you today"), "not under a red band: {}", said());
    assert!(!said().contains("Nobody is responsible individual."), "{}", said());
    let (gwen, now) = (world.gwen.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        polisi::people::grant(tenant, now, gwen, polisi::access::Role::DataProtectionLead, None).unwrap();
    });
    assert!(!said().contains("Somebody is missing"), "{}", said());
    assert!(said().contains("Nothing needs you today"), "{}", said());

    // Away with a deputy who is there: all is well. Both away: not any more, until somebody stands in.
    for somebody in [&world.lowri, &world.dewi] {
        assert!(!said().contains("Somebody is missing"), "{}", said());
        let away = format!("/o/{}/people/{}/away", world.org.slug, somebody.person);
        olwen.get(&away).expect(200).form("main form").submit().expect(303);
    }
    let page = olwen.get(&address).expect(200);
    assert!(
        page.visible().contains("Lowri Diogel, safeguarding lead of Bryn, is away"),
        "{}",
        page.visible()
    );
    let cover = page.link("Name somebody who stands in");
    assert_eq!(cover.path(), format!("{address}covers/add"));
    assert!(!mair.get(&address).expect(200).visible().contains("Somebody is missing"), "not theirs to give");

    // The manager of a service leaves: it is said, with the page that gives the role.
    let (owain, now) = (world.owain.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        polisi::people::leave(tenant, now, owain, now.day()).unwrap();
    });
    let page = olwen.get(&address).expect(200);
    let glan = format!("registered_manager?service={}", world.org.services[1]);
    assert!(page.visible().contains("Glan has no registered manager."), "{}", page.visible());
    assert!(page.attributes(".notice a", "href").iter().any(|href| href.ends_with(&glan)));
    let other = app.client_of(&world.beatrix).get(&format!("/o/{}/", world.other.slug)).expect(200);
    assert!(other.visible().contains("safeguarding lead"), "{}", other.visible());
}
