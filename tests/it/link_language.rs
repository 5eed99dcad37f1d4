//! What a mailed link opens is in the language of its mail, in a browser in which none was chosen.

use polisi::access::address::Token;
use polisi::messages::Language;

use crate::acknowledgements::{ask, link_of, publish};
use crate::support::app::{PASSWORD, TestApp, World, details};
use crate::support::page::Page;

const NEW_PASSWORD: &str = "copper lantern meadow";

fn language(page: &Page) -> String {
    page.attributes("html", "lang").remove(0)
}

/// The newest link of a kind that was mailed to an address.
fn mailed(app: &TestApp, to: &str, kind: &str) -> String {
    app.run_due_work();
    let mails = app.smtp.mails_to(to);
    let is_there = |links: &[String]| links.iter().any(|link| link.contains(kind));
    mails.iter().rev().find(|mail| is_there(&mail.links())).unwrap().link(kind)
}

fn reset(app: &TestApp, to: &str) -> String {
    app.anonymous().post_form("/password-reset", &[("email", to)]).expect(200);
    mailed(app, to, "/password-reset/")
}

fn lock(app: &TestApp, to: &str) -> String {
    app.anonymous().post_form("/sign-in", &[("email", to), ("password", PASSWORD)]).expect(303);
    mailed(app, to, "/account-lock/")
}

fn invitation(app: &TestApp, world: &World, (given, language): (&str, Language)) -> String {
    let invited = details(given, "Newydd", language, &world.org.services, true);
    let invited = app.add(&world.org, invited, None, app.app.clock.now());
    let path = format!("/o/cartref-prawf/people/{}/invite", invited.person);
    app.client_of(&world.olwen).post_form(&path, &[]).expect(303);
    mailed(app, invited.email.as_deref().unwrap(), "/invitations/")
}

/// The link that moves Lowri's account, and the one that moves it back.
fn moves(app: &TestApp, world: &World) -> [String; 2] {
    let to = "lowri@newydd.example";
    let asked = [("email", to), ("password", PASSWORD)];
    app.client_of(&world.lowri).post_form("/account/email", &asked).expect(303);
    let change = mailed(app, to, "/email-change/");
    assert_eq!(language(&app.anonymous().get(&change).expect(200)), "cy");
    app.anonymous().post_form(&change, &[]).expect(303);
    [change, mailed(app, world.lowri.email.as_deref().unwrap(), "/email-undo/")]
}

#[test]
fn pages_of_accounts_are_in_the_language_of_whose_the_link_is() {
    let app = TestApp::start();
    let world = app.world();
    let (sian, mair) = (world.sian.email.as_deref().unwrap(), world.mair.email.as_deref().unwrap());
    let [used, undo] = moves(&app, &world);
    let welsh =
        [reset(&app, sian), lock(&app, sian), invitation(&app, &world, ("Nia", Language::Welsh)), undo];
    let english = [reset(&app, mair), lock(&app, mair), invitation(&app, &world, ("Ned", Language::English))];
    for link in &welsh {
        assert_eq!(language(&app.anonymous().get(link).expect(200)), "cy", "{link}");
        // What was chosen in the browser goes before.
        let reader = app.anonymous();
        assert_eq!(language(&reader.get(&format!("{link}?lang=en")).expect(200)), "en-GB", "{link}");
        assert_eq!(language(&reader.get(link).expect(200)), "en-GB", "{link}");
    }
    for link in &english {
        assert_eq!(language(&app.anonymous().get(link).expect(200)), "en-GB", "{link}");
    }
    for link in [&welsh[0], &welsh[2]] {
        let again = app.anonymous().post_form(link, &[("new-password", "short")]).expect(422);
        assert_eq!(language(&again), "cy", "{link}");
    }
    // Links that lead nowhere, or no longer, say nothing of anybody.
    app.anonymous().post_form(&welsh[0], &[("new-password", NEW_PASSWORD)]).expect(303);
    for link in [&welsh[0], &used] {
        assert_eq!(language(&app.anonymous().get(link).expect(410)), "en-GB", "{link}");
    }
    for kind in ["password-reset", "account-lock", "invitations", "email-change", "email-undo"] {
        let never = format!("/{kind}/{}", Token::new().reveal());
        assert_eq!(language(&app.anonymous().get(&never).expect(410)), "en-GB", "{kind}");
        assert_eq!(language(&app.anonymous().get(&format!("{never}?lang=cy")).expect(410)), "cy", "{kind}");
    }
}

/// Whoever chose the password needn't be whoever the mail warns.
#[test]
fn the_mail_about_a_new_password_is_in_the_language_of_the_account() {
    let app = TestApp::start();
    let world = app.world();
    for (somebody, browser, subject) in
        [(&world.sian, "en", "Newidiwyd eich cyfrinair"), (&world.mair, "cy", "Your password was changed")]
    {
        let to = somebody.email.as_deref().unwrap();
        let link = reset(&app, to);
        let client = app.anonymous();
        assert!(client.get(&format!("{link}?lang={browser}")).expect(200).has("main form"));
        client.post_form(&link, &[("new-password", NEW_PASSWORD)]).expect(303);
        app.run_due_work();
        let mails = app.smtp.mails_to(to);
        let told = &mails.last().unwrap().subject;
        assert!(told.contains(subject), "{told}");
    }
}

#[test]
fn a_new_signing_link_is_promised_in_the_language_of_the_page_with_the_button() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.sian]);
    let link = link_of(&app, &world.sian);
    app.set_time("2027-06-01T10:00:00Z");
    let ended = app.anonymous().get(&link).expect(410);
    assert_eq!(language(&ended), "cy");
    let sent = ended.form("main form").submit().expect(303).follow().expect(200);
    assert_eq!((language(&sent).as_str(), sent.heading().as_str()), ("cy", "Edrychwch ar eich e-bost"));
    let other = sent.url.as_str();
    let chosen = app.anonymous().get(&format!("{other}&lang=en")).expect(200);
    assert_eq!(language(&chosen), "en-GB", "the switch of the page goes before");
    // The answer is the same for a link that never was.
    let never = format!("/s/{}/renew", Token::new().reveal());
    let unknown = app.anonymous().post_form(&format!("{never}?language=cy"), &[]).expect(303);
    assert_eq!(unknown.follow().expect(200).visible(), sent.visible());
    let plain = [format!("{link}/renew"), never].map(|page| app.anonymous().get(&page).expect(200));
    assert_eq!(plain[0].visible(), plain[1].visible());
    assert_eq!(language(&plain[0]), "en-GB");
}
