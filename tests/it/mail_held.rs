//! While mail is held after a restore no page promises one, whomever it is for, and those who lead are told.

use polisi::keys::store::hold_mail;

use crate::operator::operator;
use crate::sign_up::begin;
use crate::support::app::TestApp;

const WAIT: &str = "wait for now: Polisi was restored from a backup";
const HOME: &str = "/o/cartref-prawf/?lang=en";

fn hold(app: &TestApp, is_held: bool) {
    let since = is_held.then(|| app.app.clock.now());
    app.app.database.write_system(move |system| hold_mail(system, since)).unwrap();
}

#[test]
fn no_page_promises_mail_while_it_is_held() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let email = world.olwen.email.clone().unwrap();
    let reset =
        |email: &str| app.anonymous().post_form("/password-reset", &[("email", email)]).expect(200).visible();
    assert!(reset(&email).contains("a link is on its way"));
    hold(&app, true);

    let known = reset(&email);
    assert!(known.contains(WAIT) && !known.contains("on its way"), "{known}");
    assert_eq!(known, reset("nobody@prawf.example"), "the same for who has no account");
    let invite = format!("/o/cartref-prawf/people/{}/invite", world.tomos.person);
    let invited = olwen.post_form(&invite, &[]).expect(303).follow().expect(200).visible();
    assert!(invited.contains(WAIT) && !invited.contains("on its way"), "{invited}");
    let begun = begin(&app.anonymous(), "new@prawf.example").expect(303).follow().expect(200).visible();
    assert!(begun.contains(WAIT) && !begun.contains("We sent"), "{begun}");
    let complained = "/data-complaint/cartref-prawf/received?lang=en";
    let complained = app.anonymous().get(complained).expect(200).visible();
    assert!(complained.contains("restored") && !complained.contains("on its way"), "{complained}");
}

#[test]
fn whoever_leads_is_told_until_it_is_released() {
    let app = TestApp::start();
    let world = app.world();
    hold(&app, true);
    let operator = operator(&app, &world);
    let home = |somebody| app.client_of(somebody).get(HOME).expect(200).visible();
    for (somebody, is_told) in [(&world.olwen, true), (&world.mair, true), (&world.sian, false)] {
        assert_eq!(home(somebody).contains(WAIT), is_told, "{}", somebody.name);
    }
    assert!(operator.get("/operator").expect(200).visible().contains("polisi mail release"));
    hold(&app, false);
    assert!(!home(&world.olwen).contains(WAIT));
    assert!(!operator.get("/operator").expect(200).visible().contains("polisi mail release"));
}
