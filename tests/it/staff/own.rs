//! What everybody changes of their own: the telephone, the language, the days away.

use polisi::messages::Language;

use super::{PEOPLE, named};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::kiosk::by_hand;

const DETAILS: &str = "/o/cartref-prawf/me/details";
const AWAY: &str = "/o/cartref-prawf/me/away";

fn lines(app: &TestApp, world: &World, action: &str, about: &Somebody) -> usize {
    let filter = polisi::audit::Filter {
        action: Some(action.to_owned()),
        subject: Some(about.person.any()),
        actor: Some(about.person.any()),
        ..polisi::audit::Filter::default()
    };
    app.within(&world.org, move |tenant| polisi::audit::lines(tenant, &filter, 10, 0).unwrap().len())
}

#[test]
fn a_care_worker_changes_their_phone_and_the_language_of_their_mails() {
    let app = TestApp::start();
    let world = app.world();
    let policy = crate::acknowledgements::publish(&app, &world, None, "1.0");
    let sian = app.client_of(&world.sian);
    let page = sian.get("/o/cartref-prawf/me?lang=en").expect(200).click("My details and days away");
    let page = page.expect(200);
    let words = page.visible();
    assert!(
        words.contains("are kept by those who keep the staff list") && words.contains("Mair Rheolwr"),
        "{words}"
    );
    assert!(!words.contains("Owain Arall"), "he manages another service: {words}");
    let form = page.form(&format!("main form[action='{DETAILS}']"));
    let wrong = form.clone().set("phone", "ring me").submit().expect(422);
    assert!(wrong.visible().contains("Use only digits"), "{}", wrong.visible());
    // What isn't theirs to change stays, also when it is sent.
    let before = named(&app, &world.org, "Siân Ŵyr");
    let elsewhere = world.org.services[1].to_string();
    let sent = [
        ("phone", "07700 900321"),
        ("language", "en"),
        ("given-name", "Sian"),
        ("email", "other@prawf.example"),
        ("job-title", "Manager"),
        ("staff-number", "9"),
        ("ends-day", "30"),
        ("services", elsewhere.as_str()),
    ];
    sian.post_form(DETAILS, &sent).expect(303);
    let after = named(&app, &world.org, "Siân Ŵyr");
    assert_eq!((after.phone.as_deref(), after.language), (Some("07700 900321"), Language::English));
    let rest = |person: &polisi::people::Person| {
        (person.email.clone(), person.job_title.clone(), person.standing.clone(), person.worker_type)
    };
    assert_eq!(rest(&after), rest(&before));
    let (id, services) = (world.sian.person, world.org.services[..1].iter().copied().collect());
    let works = app.within(&world.org, move |tenant| polisi::people::store::services_of(tenant, id).unwrap());
    assert_eq!(works, services);
    assert_eq!(lines(&app, &world, "person_changed", &world.sian), 1);
    // A language that isn't one changes nothing of it.
    sian.post_form(DETAILS, &[("phone", ""), ("language", "xx")]).expect(303);
    let person = named(&app, &world.org, "Siân Ŵyr");
    assert_eq!((person.phone, person.language), (None, Language::English));

    // Mails come in the language that was chosen.
    crate::acknowledgements::ask(&app, &world, policy, &[&world.sian]);
    app.run_due_work();
    let mails = app.smtp.mails_to(world.sian.email.as_deref().unwrap());
    let asked = mails.last().unwrap().text.clone().unwrap();
    assert!(asked.contains("read") && !asked.contains("arllen"), "{asked}");
}

#[test]
fn everybody_says_when_they_are_away_and_back_and_nobody_says_it_of_others() {
    let app = TestApp::start();
    let world = app.world();
    let lowri = app.client_of(&world.lowri);
    let page = lowri.get(&format!("{DETAILS}?lang=en")).expect(200);
    assert!(page.visible().contains("Being away passes no role on"), "she leads: {}", page.visible());
    let form = page.form("main form[action$='/me/away']");
    let wrong = form.clone().set("until-day", "1").set("until-month", "1").set("until-year", "2026");
    wrong.submit().expect(422);
    let form = form.set("until-day", "5").set("until-month", "12").set("until-year", "2026");
    let page = form.set("reason", "leave").submit().expect(303).follow().expect(200);
    assert!(page.has("main form input[name=back]"), "{}", page.text());
    let back = page.attributes("main form input[name=back]", "value").remove(0);
    assert_eq!(lines(&app, &world, "absence_entered", &world.lowri), 1);
    // Whoever keeps the list sees the days and the word.
    let seen = app.client_of(&world.olwen).get(&format!("{PEOPLE}/{}", world.lowri.person)).expect(200);
    assert!(
        seen.visible().contains("Away from 21 November 2026 until 5 December 2026"),
        "{}",
        seen.visible()
    );
    // Nobody ends another's.
    let sian = app.client_of(&world.sian);
    assert!(!sian.get(&format!("{DETAILS}?lang=en")).expect(200).visible().contains("passes no role on"));
    sian.post_form(AWAY, &[("back", &back)]).expect(404);
    sian.post_form(AWAY, &[("back", "x")]).expect(404);
    lowri.post_form(AWAY, &[("back", &back)]).expect(303);
    assert_eq!(lines(&app, &world, "absence_ended", &world.lowri), 1);
    let seen = app.client_of(&world.olwen).get(&format!("{PEOPLE}/{}", world.lowri.person)).expect(200);
    assert!(!seen.visible().contains("Away from"), "{}", seen.visible());
}

#[test]
fn it_is_welsh_and_out_of_reach_of_a_tablet() {
    let app = TestApp::start();
    let world = app.world();
    let words = app.client_of(&world.sian).get(&format!("{DETAILS}?lang=cy")).expect(200).visible();
    for said in ["Fy manylion", "Diwrnodau i ffwrdd", "Diwrnod cyntaf i ffwrdd", "Gofynnwch i un ohonynt"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let (_, at_tablet) = by_hand(&app, &world, &world.sian);
    let before = named(&app, &world.org, "Siân Ŵyr");
    for (page, fields) in [(DETAILS, [("phone", "07700 900999")]), (AWAY, [("from-day", "21")])] {
        assert_ne!(at_tablet.get(DETAILS).status, 200);
        assert!(at_tablet.post_form(page, &fields).location().is_none_or(|to| !to.path().contains("/me/")));
    }
    assert_eq!(named(&app, &world.org, "Siân Ŵyr"), before);
}
