//! Slips of the staff list: last days of another year, days that are over, the same person entered twice, and who
//! works nowhere.

use polisi::clock::Day;
use polisi::messages::Language;
use polisi::people;

use super::{PEOPLE, added, all, named, paste};
use crate::support::app::{Somebody, TestApp, World, details};
use crate::support::client::Client;
use crate::support::form::Form;
use crate::support::page::Page;

fn day(form: Form, field: &str, [day, month, year]: [&str; 3]) -> Form {
    let form = form.set(&format!("{field}-day"), day).set(&format!("{field}-month"), month);
    form.set(&format!("{field}-year"), year)
}

fn page_of(somebody: &Somebody, rest: &str) -> String {
    format!("{PEOPLE}/{}{rest}", somebody.person)
}

/// The page that says what will be done to these people.
fn choose(client: &Client, deed: &str, people: &[&Somebody]) -> Page {
    let people: String = people.iter().map(|somebody| format!("&person={}", somebody.person)).collect();
    client.get(&format!("{PEOPLE}/chosen?do={deed}{people}")).expect(200)
}

#[test]
fn a_last_day_that_is_over_is_noted_where_people_leave() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let form = || olwen.get(&page_of(&world.sian, "/change")).expect(200).form("main form");
    let refused = day(form(), "ends", ["20", "11", "2026"]).set("phone", "01632 960123").submit().expect(422);
    assert!(refused.visible().contains("A day that is over ends nothing here"), "{}", refused.visible());
    let again = refused.form("main form");
    let kept = ["ends-day", "phone"].map(|field| again.value(field));
    assert_eq!(kept, [Some("20".to_owned()), Some("01632 960123".to_owned())]);
    assert_eq!(named(&app, &world.org, "Siân Ŵyr").standing.ends_on, None);
    let leave = refused.click("They have left already: save their last day there").expect(200);
    assert_eq!(leave.url.path(), page_of(&world.sian, "/left"));

    // What stands there stays, also when it is over by now.
    day(form(), "ends", ["23", "11", "2026"]).submit().expect(303);
    app.set_time("2026-11-24T10:00:00Z");
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&page_of(&world.sian, "/change")).expect(200).form("main form");
    form.set("phone", "01632 960123").submit().expect(303);
    assert_eq!(named(&app, &world.org, "Siân Ŵyr").standing.ends_on, Day::parse("2026-11-23"));
}

#[test]
fn a_slip_of_the_year_lets_nobody_go() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&page_of(&world.sian, "/left")).expect(200).form("main form");
    let refused = form.set("left-year", "2016").submit().expect(422);
    assert!(refused.visible().contains("Check the year: this day is more than a year back"));
    assert_eq!(refused.form("main form").value("left-year").as_deref(), Some("2016"));

    let form = olwen.get(&page_of(&world.sian, "/change")).expect(200).form("main form");
    day(form, "started", ["1", "6", "2026"]).submit().expect(303);
    let both = choose(&olwen, "left", &[&world.sian, &world.tomos]);
    for (year, words) in [("2016", "Check the year"), ("2026", "before the first day of Siân Ŵyr.")] {
        let page = day(both.form("main form"), "left", ["31", "5", year]).submit().expect(422);
        assert!(page.visible().contains(words), "{year}: {}", page.visible());
    }
    for name in ["Siân Ŵyr", "Tomos Newydd"] {
        assert!(named(&app, &world.org, name).is_present(), "{name}");
    }
    day(both.form("main form"), "left", ["1", "6", "2026"]).submit().expect(303);
    assert!(!named(&app, &world.org, "Tomos Newydd").is_present());
}

#[test]
fn who_leaves_among_others_leaves_nothing_behind_unseen() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let form = choose(&olwen, "manager", &[&world.sian]).form("main form");
    form.set("manager", "Mair Rheolwr").submit().expect(303);
    let page = choose(&olwen, "left", &[&world.mair, &world.tomos]);
    let words = page.visible();
    for told in ["they are no longer Registered manager (Bryn)", "1 person would have no line manager"] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(page.has(&format!("main a[href='{}']", page_of(&world.sian, ""))), "{}", page.text());
    let alone = choose(&olwen, "left", &[&world.tomos]).visible();
    assert!(!alone.contains("they are no longer"), "{alone}");
}

#[test]
fn no_invitation_is_said_to_be_on_its_way_to_an_address_of_somebody_else() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&page_of(&world.kemi, "/change")).expect(200).form("main form");
    form.set("email", world.sian.email.as_deref().unwrap()).submit().expect(303);
    let alone = choose(&olwen, "invite", &[&world.kemi]).visible();
    assert!(alone.contains("Nobody is chosen") && alone.contains("Kemi Testwood"), "{alone}");
    assert!(choose(&olwen, "invite", &[&world.kemi, &world.tomos]).visible().contains("Send 1 invitation"));
}

fn count(app: &TestApp, world: &World, name: &str) -> usize {
    all(app, &world.org).iter().filter(|person| person.name() == name).count()
}

#[test]
fn a_form_that_is_sent_several_times_enters_one_person() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let blank = || olwen.get(&format!("{PEOPLE}/add")).expect(200).form("main form");
    let form = blank().set("given-name", "Nia").set("family-name", "Untro").set("worker-type", "employee");
    let forms = [form.clone(), form.clone(), form];
    let answers: Vec<Page> = std::thread::scope(|scope| {
        let sending: Vec<_> = forms.into_iter().map(|form| scope.spawn(move || form.submit())).collect();
        sending.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let to: Vec<_> = answers.iter().map(|page| page.location().map(|to| to.path().to_owned())).collect();
    assert!(to[0].is_some() && to.iter().all(|other| *other == to[0]), "{to:?}");
    assert_eq!(count(&app, &world, "Nia Untro"), 1);

    // Somebody else of the name is asked about, however often the answer is sent.
    let other = blank().set("given-name", "nia").set("family-name", "Untro").set("worker-type", "bank");
    let asked = other.submit().expect(422);
    assert!(asked.visible().contains("Somebody with this name is or was on the list"), "{}", asked.visible());
    let answer = asked.form("main form").tick("another");
    let made = answer.clone().submit().expect(303).location().unwrap();
    assert_eq!(answer.submit().expect(303).location().unwrap(), made);
    assert_eq!((count(&app, &world, "Nia Untro"), count(&app, &world, "nia Untro")), (1, 1));
}

#[test]
fn a_leaver_and_an_agency_workers_namesake_are_asked_about() {
    let app = TestApp::start();
    let world = app.world();
    let (tomos, now) = (world.tomos.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::leave(tenant, now, tomos, now.day()).unwrap());
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&format!("{PEOPLE}/add")).expect(200).form("main form");
    let form = form.set("given-name", "Tomos").set("family-name", "Newydd").set("worker-type", "employee");
    let asked = form.submit().expect(422);
    assert!(asked.visible().contains("who was here until 21 November 2026"), "{}", asked.visible());
    let page = asked.click("Tomos Newydd").expect(200);
    page.form("main form").submit().expect(303);
    assert_eq!(count(&app, &world, "Tomos Newydd"), 1);

    let form = olwen.get(&format!("{PEOPLE}/agency")).expect(200).form("main form");
    let form = form.set("given-name", "Sian").set("family-name", "Wyr").set("agency", "Brightcover");
    let asked = day(form, "ends", ["5", "12", "2026"]).submit().expect(422);
    assert!(asked.visible().contains("Somebody with this name is or was on the list"), "{}", asked.visible());
    assert_eq!(count(&app, &world, "Sian Wyr"), 0);
    asked.form("main form").tick("another").submit().expect(303);
    assert_eq!(count(&app, &world, "Sian Wyr"), 1);
}

#[test]
fn who_works_at_no_service_is_found_and_named() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, now) = (app.client_of(&world.olwen), app.app.clock.now());
    let nia = app.add(&world.org, details("Nia", "Heb", Language::English, &[], false), None, now);
    let found = olwen.get(&format!("{PEOPLE}?service=none")).expect(200);
    assert_eq!(found.words("tbody th"), ["Nia Heb", "Olwen Perchen"]);
    assert!(found.visible().contains("No service"), "{}", found.visible());
    for (somebody, is_nowhere) in [(&nia, true), (&world.sian, false)] {
        let page = olwen.get(&page_of(somebody, "")).expect(200).visible();
        assert_eq!(page.contains("They work at no service"), is_nowhere, "{page}");
    }
    let policy = crate::acknowledgements::publish(&app, &world, None, "1.0");
    let new = format!("/o/cartref-prawf/acknowledgements/new?policy={policy}");
    let page = olwen.get(&new).expect(200);
    assert!(page.visible().contains("2 people work at no service and can’t be asked."), "{}", page.visible());
    assert!(page.visible().contains("All employees at these services ("), "{}", page.visible());
    assert_eq!(page.link("Say where they work").query(), Some("service=none"));
    let of_manager = app.client_of(&world.mair).get(&new).expect(200).visible();
    assert!(!of_manager.contains("work at no service"), "she reads the people of hers: {of_manager}");

    let done = added(&app, &olwen, &paste(&olwen, "Name,Job\nMari Heb,Cook\n"));
    assert!(done.visible().contains("1 person of this list works at no service"), "{}", done.visible());
}

#[test]
fn days_away_that_are_over_are_refused_and_others_still_hold() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let away = |path: &str| olwen.get(path).expect(200).form("main form[action$='/away']");
    for path in [page_of(&world.sian, "/away"), "/o/cartref-prawf/me/details?lang=en".to_owned()] {
        let form = day(away(&path), "from", ["1", "11", "2026"]);
        let refused = day(form, "until", ["20", "11", "2026"]).submit().expect(422);
        assert!(refused.visible().contains("These days are over"), "{}", refused.visible());
        let kept = refused.form("main form[action$='/away']").value("until-day");
        assert_eq!(kept.as_deref(), Some("20"), "{path}");
    }
    let path = page_of(&world.sian, "/away");
    away(&path).submit().expect(303);
    let page = day(away(&path), "until", ["5", "12", "2026"]).submit().expect(303).follow().expect(200);
    let backs = page.attributes("form[action*='/away/']", "action");
    assert_eq!(backs.len(), 2, "{}", page.text());
    let words = |back: &str| olwen.post_form(back, &[]).expect(303).follow().expect(200).visible();
    let first = words(&backs[0]);
    assert!(first.contains("today they are away all the same"), "{first}");
    let last = words(&backs[1]);
    assert!(last.contains("It is noted that they are not away"), "{last}");
}
