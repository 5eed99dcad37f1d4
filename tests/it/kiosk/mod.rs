//! Staff without e-mail: tablets, slips, badges, own phones.

mod phones;
mod proof;
mod tablets;

use polisi::{acknowledgements, people};

use crate::support::app::{Somebody, TestApp, World};
use crate::support::kiosk::{badge, slip, tablet, try_sign_in, with_own_pin};

const OWN: &str = "482915";

fn lines(app: &TestApp, world: &World, action: &str) -> i64 {
    let filter =
        polisi::audit::Filter { action: Some(action.to_owned()), ..polisi::audit::Filter::default() };
    app.within(&world.org, move |tenant| polisi::audit::count(tenant, &filter).unwrap())
}

/// A policy that somebody is asked to read and sign; the address to read it at a tablet.
fn asked(app: &TestApp, world: &World, somebody: &Somebody) -> String {
    let policy = crate::acknowledgements::publish(app, world, None, "1.0");
    crate::acknowledgements::ask(app, world, policy, &[somebody]);
    let person = somebody.person;
    let duties = app.within(&world.org, move |tenant| {
        acknowledgements::store::assignments_of_person(tenant, person).unwrap()
    });
    format!("/kiosk/me/read/{}", duties[0].id)
}

#[test]
fn from_the_slip_to_the_receipt() {
    let app = TestApp::start();
    let world = app.world();
    let duty = asked(&app, &world, &world.kemi);
    let tablet = tablet(&app, &world);
    let (number, first) = slip(&app, &world, &world.kemi);
    assert_eq!((number.as_str(), first.len()), ("P1001", 6));
    try_sign_in(&tablet, &number, &first).expect(303);
    for page in ["/kiosk/me", &duty, "/kiosk/me/policies"] {
        assert_eq!(tablet.get(page).expect(303).location().unwrap().path(), "/kiosk/me/pin", "{page}");
    }
    let form = || tablet.get("/kiosk/me/pin").expect(200).form("main form").set("before", &first);
    for (new, again) in [("123456", "123456"), ("198512", "198512"), ("48291", "48291"), (OWN, "482916")] {
        let refused = form().set("new", new).set("again", again).submit().expect(422);
        assert!(!refused.text().contains(&first), "a PIN is shown again");
    }
    form().set("new", &first).set("again", &first).submit().expect(422);
    let list = form().set("new", OWN).set("again", OWN).submit().expect(303).follow().expect(200);
    assert!(list.visible().contains("Phones at Work"), "{}", list.visible());

    let read = tablet.get(&duty).expect(200);
    assert!(read.visible().contains("Keep your phone in your bag"));
    let receipt = read.form("form.sign").tick("statement").submit().expect(303).follow().expect(200);
    assert!(receipt.visible().contains("On a shared device, with your PIN"), "{}", receipt.visible());
    let signed = app.within(&world.org, |tenant| acknowledgements::store::all(tenant).unwrap());
    assert_eq!(signed[0].method, acknowledgements::Method::KioskPin);
    // Nobody can tell somebody without an address.
    let list = tablet.get("/kiosk/me").expect(200).visible();
    assert!(list.contains("Look here again at your next shift.") && !list.contains("We tell you"), "{list}");
    assert!(app.command(&["verify"]).status.success());
    assert_eq!((lines(&app, &world, "pin_given"), lines(&app, &world, "pin_chosen")), (1, 1));
    // The slip is of no use any more.
    app.set_time("2026-11-21T10:05:00Z");
    try_sign_in(&tablet, &number, &first).expect(422);
}

#[test]
fn a_slip_runs_out_after_a_week() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    let (number, first) = slip(&app, &world, &world.kemi);
    app.set_time("2026-11-28T10:00:00Z");
    try_sign_in(&tablet, &number, &first).expect(422);
    let list = app.client_of(&world.mair).get("/o/cartref-prawf/slips").expect(200);
    assert!(list.visible().contains("Slip ran out"));
}

/// The mails about signing in at a tablet that somebody has got so far.
fn told(app: &TestApp, somebody: &Somebody) -> Vec<crate::support::mail::Mail> {
    app.run_due_work();
    let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap());
    let words = ["PIN", "slip", "badge", "bathodyn"];
    mails.into_iter().filter(|mail| words.iter().any(|word| mail.subject.contains(word))).collect()
}

/// Whoever holds a slip or a badge signs in the name of whom it is for: they hear of it, unless they made it.
#[test]
fn who_has_an_address_is_told_of_each_slip_and_badge_that_somebody_else_makes() {
    let app = TestApp::start();
    let world = app.world();
    let mut moment = app.app.clock.now();
    for (made, somebody, subject, body) in [
        ("slips", &world.tomos, "slip was printed", "with a first PIN"),
        ("slips", &world.tomos, "slip was printed", "with a first PIN"),
        ("badges", &world.tomos, "badge was made", "has made a badge"),
        ("slips", &world.sian, "slip", "PIN cyntaf"),
        ("badges", &world.sian, "bathodyn", "fathodyn"),
    ] {
        let before = told(&app, somebody).len();
        moment = moment.plus_minutes(1);
        app.app.clock.move_to(moment);
        make(&app, &world, made, &[somebody, &world.mair, &world.kemi]);
        let mails = told(&app, somebody);
        assert_eq!(mails.len(), before + 1, "{made}");
        let mail = mails.last().unwrap();
        let text = mail.text.clone().unwrap();
        assert!(mail.subject.contains(subject) && text.contains(body), "{} {text}", mail.subject);
        assert!(mail.both_parts_agree() && text.contains("Mair Rheolwr"), "{text}");
    }
    assert!(told(&app, &world.mair).is_empty(), "she made hers herself");
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    let mails = raw.number("SELECT count(*) AS value FROM mails WHERE kind = 'pin_replaced'");
    assert_eq!(mails, 5, "one for each sheet, and none without an address");
}

/// A sheet for several, as the manager of the first service prints it.
fn make(app: &TestApp, world: &World, made: &str, people: &[&Somebody]) {
    let form = app.client_of(&world.mair).get("/o/cartref-prawf/slips").expect(200).form("main form");
    let tick = |form: crate::support::form::Form, one: &&Somebody| {
        form.tick_value("people", &one.person.to_string())
    };
    people.iter().fold(form, tick).press("make", made).submit().expect(200);
}

#[test]
fn a_sheet_that_is_loaded_again_ends_no_slip() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let form = mair.get("/o/cartref-prawf/slips").expect(200).form("main form");
    let form = form.tick_value("people", &world.tomos.person.to_string());
    for make in ["slips", "badges"] {
        app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
        let sheet = form.clone().press("make", make);
        sheet.clone().submit().expect(200);
        app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
        let again = sheet.submit().expect(422);
        assert!(again.visible().contains("What was printed first still works"), "{}", again.visible());
        // Who reads that and presses again means it; the people are still ticked.
        app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
        again.form("main form").press("make", make).submit().expect(200);
    }
}

#[test]
fn who_walked_away_reads_what_became_of_what_they_typed() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    with_own_pin(&app, &world, &tablet, &world.tomos, OWN);
    let start = tablet.post_form("/kiosk/me/finish", &[("idle", "yes")]).expect(303).follow().expect(200);
    assert!(start.visible().contains("What was typed and not sent is gone"), "{}", start.visible());
    assert!(!tablet.get("/kiosk").expect(200).visible().contains("is gone"));
    tablet.unchecked().get("/kiosk/me").expect(303);
}

#[test]
fn badges_without_a_pin_are_named_on_their_sheet() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let sheet = || {
        let form = mair.get("/o/cartref-prawf/slips?lang=en").expect(200).form("main form");
        let form = form.tick_value("people", &world.tomos.person.to_string());
        app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
        form.press("make", "badges").submit().expect(200).visible()
    };
    assert!(sheet().contains("1 of these people has no PIN yet"));
    slip(&app, &world, &world.tomos);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
    assert!(!sheet().contains("no PIN yet"));
}

#[test]
fn a_pin_that_somebody_chose_ends_only_when_that_is_meant() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    let finish = || tablet.post_form("/kiosk/me/finish", &[]).expect(303);
    let number = with_own_pin(&app, &world, &tablet, &world.tomos, OWN);
    finish();
    let mair = app.client_of(&world.mair);
    let page = mair.get("/o/cartref-prawf/slips?tick=all").expect(200);
    let ticked = page.attributes("input[name=people][checked]", "value");
    assert!(!ticked.contains(&world.tomos.person.to_string()), "{ticked:?}");
    assert!(ticked.contains(&world.kemi.person.to_string()), "{ticked:?}");
    let form = page.form("main form").tick_value("people", &world.tomos.person.to_string());
    // A badge takes no PIN.
    form.clone().press("make", "badges").submit().expect(200);
    let asked = form.press("make", "slips").submit().expect(422);
    assert!(asked.visible().contains("the PIN that somebody chose: Tomos Newydd"), "{}", asked.visible());
    try_sign_in(&tablet, &number, OWN).expect(303);
    finish();
    // Meanwhile somebody else chose one: that wasn't agreed to, not even in the place of the first.
    app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    finish();
    let form = asked.form("main form");
    let other = form.clone().untick("people").tick_value("people", &world.kemi.person.to_string());
    let other = other.press("make", "slips").submit().expect(422);
    assert!(other.visible().contains("the PIN that somebody chose: Kemi Testwood"), "{}", other.visible());
    let again = form.press("make", "slips").submit().expect(422);
    assert!(again.visible().contains("the PINs that 2 people chose: "), "{}", again.visible());
    again.form("main form").press("make", "slips").submit().expect(200);
    try_sign_in(&tablet, &number, OWN).expect(422);
}

#[test]
fn a_slip_that_replaces_an_own_pin_says_so() {
    let app = TestApp::start();
    let world = app.world();
    with_own_pin(&app, &world, &tablet(&app, &world), &world.tomos, OWN);
    let replaced = || told(&app, &world.tomos).into_iter().filter(|mail| mail.subject.contains("replaced"));
    assert_eq!(replaced().count(), 0, "a first PIN replaces nothing");
    app.set_time("2026-11-21T10:01:00Z");
    slip(&app, &world, &world.tomos);
    let mails: Vec<_> = replaced().collect();
    assert_eq!((mails.len(), told(&app, &world.tomos).len()), (1, 2));
    let text = mails[0].text.clone().unwrap();
    assert!(mails[0].both_parts_agree() && text.contains("has printed a slip"), "{text}");
    // A slip in the place of a slip takes nothing that was chosen; nor does it fail without an address.
    app.set_time("2026-11-21T10:02:00Z");
    slip(&app, &world, &world.tomos);
    assert_eq!((replaced().count(), told(&app, &world.tomos).len()), (1, 3));
    with_own_pin(&app, &world, &tablet(&app, &world), &world.kemi, OWN);
    slip(&app, &world, &world.kemi);
}

#[test]
fn five_wrong_tries_lock_until_a_new_slip_and_nobody_learns_who_exists() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    tablet.get("/kiosk/me").form("nav form").submit().expect(303);
    let stripped = |text: String, number: &str| text.replace(number, "N");
    let unknown = stripped(try_sign_in(&tablet, "9999", "739164").expect(422).text(), "9999");
    for _ in 0..5 {
        let wrong = try_sign_in(&tablet, &number, "739164").expect(422);
        assert_eq!(stripped(wrong.text(), &number), unknown);
        assert!(!wrong.text().contains("739164"));
    }
    let locked = try_sign_in(&tablet, &number, OWN).expect(422);
    assert_eq!(stripped(locked.text(), &number), unknown, "a locked PIN answers as an unknown number");
    assert_eq!(lines(&app, &world, "pin_locked"), 1);
    let list = app.client_of(&world.mair).get("/o/cartref-prawf/slips").expect(200);
    assert!(list.visible().contains("Locked after 5 wrong tries"));
    app.set_time("2026-11-21T10:30:00Z");
    let (again, first) = slip(&app, &world, &world.kemi);
    assert_eq!(again, number, "a staff number stays");
    try_sign_in(&tablet, &number, OWN).expect(422);
    try_sign_in(&tablet, &number, &first).expect(303);
}

#[test]
fn zeros_at_the_front_of_a_number_keep_nobody_out() {
    let app = TestApp::start();
    let world = app.world();
    let (kemi, now) = (world.kemi.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        let known = people::get(tenant, kemi).unwrap().unwrap();
        let places = people::store::services_of(tenant, kemi).unwrap();
        let standing =
            people::Standing { staff_number: people::StaffNumber::parse("0104"), ..known.standing.clone() };
        let _amended = people::amend(tenant, now, kemi, &known.details(&places), &standing).unwrap();
    });
    let tablet = tablet(&app, &world);
    let (number, first) = slip(&app, &world, &world.kemi);
    assert_eq!(number, "0104");
    for (typed, status) in [("1040", 422), ("104", 303)] {
        try_sign_in(&tablet, typed, &first).expect(status);
    }
}

#[test]
fn nothing_of_the_first_is_left_for_the_second() {
    let app = TestApp::start();
    let world = app.world();
    let duty = asked(&app, &world, &world.kemi);
    let tablet = tablet(&app, &world);
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let before = tablet.cookie("polisi-kiosk").unwrap();
    tablet.get("/kiosk/me?lang=cy").expect(200);
    let done = tablet.get("/kiosk/me").expect(200).form("nav form").submit().expect(303);
    assert_eq!(done.header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert_eq!(done.follow().expect(200).heading(), "You are signed out");
    assert!(tablet.cookie("polisi-kiosk").is_none_or(|value| value.is_empty()));
    for page in ["/kiosk/me", &duty, "/kiosk/me/policies", "/kiosk/me/pin"] {
        assert_eq!(tablet.get(page).expect(303).location().unwrap().path(), "/kiosk/done");
    }
    let second = with_own_pin(&app, &world, &tablet, &world.tomos, "739164");
    assert_eq!(second, "P1002");
    let list = tablet.get("/kiosk/me").expect(200);
    assert!(!list.text().contains("Kemi") && !list.text().contains("Phones at Work"), "{}", list.visible());
    assert!(list.visible().contains("We tell you when there is something new"), "{}", list.visible());
    tablet.get(&duty).expect(404);
    // The cookie of the first, kept by somebody, is nobody's.
    tablet.set_cookie("polisi-kiosk", &before);
    tablet.get("/kiosk/me").expect(303);
}

#[test]
fn who_walks_away_is_signed_out_and_who_reads_is_not() {
    let app = TestApp::start();
    let world = app.world();
    let duty = asked(&app, &world, &world.kemi);
    let tablet = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let list = tablet.get("/kiosk/me").expect(200);
    assert!(list.has("dialog[data-idle='120']") && list.text().contains("url=/kiosk/done"));
    app.set_time("2026-11-21T10:01:59Z");
    let more = tablet.post_form("/kiosk/me/more", &[("back", &duty)]).expect(303);
    assert_eq!(more.location().unwrap().path(), duty);
    let elsewhere = tablet.post_form("/kiosk/me/more", &[("back", "//evil.example")]).expect(303);
    assert_eq!(elsewhere.location().unwrap().path(), "/kiosk/me");
    app.set_time("2026-11-21T10:03:58Z");
    tablet.get("/kiosk/me").expect(200);
    app.set_time("2026-11-21T10:05:58Z");
    tablet.get("/kiosk/me").expect(303);
    try_sign_in(&tablet, &number, OWN).expect(303);
    let read = tablet.get(&duty).expect(200);
    // A text of one minute gives three.
    app.set_time("2026-11-21T10:08:50Z");
    read.form("form.sign").tick("statement").submit().expect(303);
}

#[test]
fn a_badge_works_at_the_tablets_of_its_own_organisation_only() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    tablet.get("/kiosk/me").form("nav form").submit().expect(303);
    let address = badge(&app, &world, &world.kemi);
    let elsewhere = app.anonymous().get(&address).expect(200);
    assert_eq!(elsewhere.heading(), "This is a staff badge");
    assert!(!elsewhere.text().contains("Cartref") && !elsewhere.text().contains("Kemi"));
    let page = tablet.get(&address).expect(200);
    assert!(!page.text().contains("Kemi"), "the page of a badge names nobody");
    page.form("main form").set("pin", "739164").submit().expect(422);
    page.form("main form").set("pin", OWN).submit().expect(303);
    assert!(tablet.get("/kiosk/me").expect(200).visible().contains("Kemi Testwood"));
    tablet.get("/kiosk/me").form("nav form").submit().expect(303);

    let (by, person, now) = (world.priya.person, world.priya.person, app.app.clock.now());
    let foreign = app
        .within(&world.other, move |tenant| polisi::kiosk::badges::make(tenant, now, by, person).unwrap().1);
    let foreign = format!("/kiosk/b/{}", foreign.reveal());
    tablet.get(&foreign).expect(200).form("main form").set("pin", OWN).submit().expect(422);

    // A reader types the address and presses Enter.
    let scanned = format!("{}{address}", app.base);
    let typed = |address: &str| tablet.get("/kiosk").expect(200).form("main form").set("number", address);
    assert_eq!(typed(&scanned).submit().expect(303).location().unwrap().path(), address);
    let owner = app.client_of(&world.olwen);
    let settings = owner.get("/o/cartref-prawf/slips").expect(200).form("form[action$=settings]");
    settings.tick("badge-alone").submit().expect(303);
    typed(&format!("{}{foreign}", app.base)).submit().expect(422);
    assert_eq!(typed(&scanned).submit().expect(303).location().unwrap().path(), "/kiosk/me");
    let policies = tablet.get("/kiosk/me").expect(200);
    assert!(policies.visible().contains("Kemi Testwood"));
    tablet.get("/kiosk/me").form("nav form").submit().expect(303);
    let newer = badge(&app, &world, &world.kemi);
    typed(&scanned).submit().expect(422);
    typed(&newer).submit().expect(303);
}

#[test]
fn a_concern_is_reported_at_a_tablet_in_the_name_of_who_is_there() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let form = tablet.get("/kiosk/me").expect(200).click("Report a concern").expect(200).form("main form");
    let form = form.set("danger", "no").set("service", &world.org.services[0].to_string());
    let form = form.set("story", "A picture of somebody we support was posted.").set("who", "unknown");
    let form = form.set("category", "SU_IMAGE").tick("affected");
    let check = form.press("step", "check").submit().expect(200);
    let sent = check.form("main form").press("step", "send").submit().expect(303);
    let received = sent.follow().expect(200);
    assert!(received.url.path().starts_with("/kiosk/me/incidents/received/"), "{}", received.url);
    assert!(!received.text().contains("incidents/mine"));
    let mine = app.within(&world.org, {
        let (person, now) = (world.kemi.person, app.app.clock.now());
        move |tenant| polisi::incidents::mine(tenant, now, person).unwrap()
    });
    assert_eq!(mine.len(), 1);
}
