//! Naming everybody who holds a key role on one page.

use scraper::Selector;

use super::{EMAIL, founded, mail};
use crate::support::app::TestApp;
use crate::support::form::Form;
use crate::support::page::Page;

const PAGE: &str = "/o/brynhafod-care/settings/key-people";
const WHY: &str = "I run this small service alone for now";

/// The name of the field of a role.
fn field(page: &Page, role: &str) -> String {
    let names = page.attributes("main select", "name");
    names.into_iter().find(|name| name.starts_with(role)).unwrap_or_else(|| panic!("no field of {role}"))
}

/// The choice of somebody by name.
fn choice(page: &Page, name: &str) -> String {
    let (html, options) = (page.html(), Selector::parse("main select option").unwrap());
    let mut options = html.select(&options);
    let found = options.find(|option| option.text().collect::<String>() == name);
    found.unwrap_or_else(|| panic!("{name} can't be chosen")).attr("value").unwrap().to_owned()
}

fn choose(form: Form, page: &Page, chosen: &[(&str, &str)]) -> Form {
    let choose = |form: Form, (role, name): &(&str, &str)| form.set(&field(page, role), &choice(page, name));
    chosen.iter().fold(form, choose)
}

#[test]
fn a_founder_alone_names_everybody_at_once() {
    let app = TestApp::start();
    let (client, ready) = founded(&app, EMAIL, "Brynhafod Care");
    let page = ready.click("Name the key people").expect(200);
    assert_eq!(page.attributes("main select", "name").len(), 5, "manager, lead, deputy, individual, data");
    let all = [
        ("registered_manager", "Carys Morgan"),
        ("safeguarding_lead", "Carys Morgan"),
        ("safeguarding_deputy", "Somebody new (name them below)"),
        ("responsible_individual", "Carys Morgan"),
        ("data_protection_lead", "Carys Morgan"),
    ];
    let form = choose(page.form("main form"), &page, &all);
    let refused = form.submit().expect(422);
    for words in ["Say in at least 20 letters why", "Enter a first name"] {
        assert!(refused.visible().contains(words), "{words}: {}", refused.visible());
    }
    let whole =
        refused.form("main form").set("reason", WHY).set("given-name", "Siân").set("family-name", "Ŵyr");
    let done = whole.set("email", "sian@brynhafod.example").submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("The roles are saved"), "{}", done.visible());
    assert!(done.visible().contains("Back to the first tasks: "), "{}", done.visible());
    assert_eq!(done.visible().matches("Carys Morgan; given by themselves").count(), 4, "{}", done.visible());
    assert!(done.visible().contains("Siân Ŵyr"), "{}", done.visible());
    assert!(!done.visible().contains("roles are empty"), "{}", done.visible());
    let invitation = mail(&app, "sian@brynhafod.example");
    assert!(invitation.text.as_deref().unwrap().contains("Carys Morgan"));
    // Nothing is left; the form of before names nobody over somebody else.
    assert!(client.get(PAGE).expect(200).visible().contains("Somebody holds every key role"));
    let again = whole_of(&page).submit().expect(422);
    assert!(again.visible().contains("The list has changed meanwhile"), "{}", again.visible());
    let people = client.get("/o/brynhafod-care/people").expect(200);
    assert_eq!(people.visible().matches("Siân Ŵyr").count(), 1, "{}", people.visible());
    let list = client.get("/o/brynhafod-care/ready").expect(200);
    // Who was named is no staff that was added.
    assert!(list.visible().contains("Add your staff Not yet started"), "{}", list.visible());
    assert!(
        list.visible().contains("1 role is held by somebody who has not joined yet"),
        "{}",
        list.visible()
    );
}

/// A form that was opened before and is sent late.
fn whole_of(page: &Page) -> Form {
    let form = choose(page.form("main form"), page, &[("safeguarding_lead", "Carys Morgan")]);
    form.set("reason", WHY)
}

#[test]
fn what_cannot_be_is_refused_at_its_field() {
    let app = TestApp::start();
    let (client, _) = founded(&app, EMAIL, "Brynhafod Care");
    let page = client.get(PAGE).expect(200);
    let new = "Somebody new (name them below)";
    let me = "Carys Morgan";
    for (chosen, typed, words) in [
        (vec![], vec![], "Choose who holds at least one role"),
        (
            vec![("safeguarding_lead", me), ("safeguarding_deputy", me)],
            vec![("reason", WHY)],
            "must be two different people",
        ),
        (
            vec![("safeguarding_lead", new), ("safeguarding_deputy", new)],
            vec![("given-name", "Nia"), ("family-name", "Puw")],
            "must be two different people",
        ),
        (
            vec![("safeguarding_deputy", new)],
            vec![("given-name", "carys"), ("family-name", "MORGAN")],
            "is on the staff list already",
        ),
        (
            vec![("safeguarding_deputy", new)],
            vec![("given-name", "Nia"), ("family-name", "Puw"), ("email", "nia")],
            "Enter an e-mail address",
        ),
        (
            vec![("safeguarding_deputy", new)],
            vec![("given-name", "Nia"), ("family-name", "Puw"), ("email", EMAIL)],
            "signs in with this e-mail",
        ),
        (
            vec![("safeguarding_lead", me)],
            vec![("reason", WHY), ("given-name", "Nia")],
            "for the role that this person takes",
        ),
    ] {
        let form = choose(page.form("main form"), &page, &chosen);
        let form = typed.iter().fold(form, |form, (name, value)| form.set(name, value));
        let refused = form.submit().expect(422);
        assert!(refused.visible().contains(words), "{words}: {}", refused.visible());
        for (name, value) in &typed {
            assert!(refused.text().contains(value), "{name} is lost");
        }
    }
    // A person of nobody's list, and a role that isn't asked about.
    let stranger = [(field(&page, "safeguarding_lead"), "01890000-0000-7000-8000-000000000000".to_owned())];
    let stranger: Vec<(&str, &str)> =
        stranger.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
    client.post_form(PAGE, &stranger).expect(422);
    client.post_form(PAGE, &[("owner", &choice(&page, me)), ("reason", WHY)]).expect(422);
    let people = client.get("/o/brynhafod-care/people").expect(200);
    assert!(!people.visible().contains("Puw"), "{}", people.visible());
    assert_eq!(client.get(PAGE).attributes("main select", "name").len(), 5, "nothing was saved");
}

#[test]
fn who_leads_already_is_not_the_deputy_too() {
    let app = TestApp::start();
    let (client, _) = founded(&app, EMAIL, "Brynhafod Care");
    let page = client.get(PAGE).expect(200);
    whole_of(&page).submit().expect(303);
    let page = client.get(PAGE).expect(200);
    assert_eq!(page.attributes("main select", "name").len(), 4);
    let form = choose(page.form("main form"), &page, &[("safeguarding_deputy", "Carys Morgan")]);
    let refused = form.set("reason", WHY).submit().expect(422);
    assert!(refused.visible().contains("must be two different people"), "{}", refused.visible());
}
