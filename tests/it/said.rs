//! Pages say what is so: where an operator goes back to, what cannot be done, and nothing done that was not.

use polisi::access::Role;
use polisi::access::email::Email;
use polisi::accounts::{self, AccountError};
use polisi::messages::Language;
use polisi::people;

use crate::support::app::{Somebody, TestApp};

#[test]
fn an_operator_without_an_organisation_has_pages_of_their_own() {
    let app = TestApp::start();
    let (world, now) = (app.world(), app.app.clock.now());
    let email = Email::parse("root@prawf.example").unwrap();
    let made = app.app.database.write_system(move |system| {
        let id = accounts::create(system, now, &email, "no hash", Language::English)?;
        accounts::store::make_operator(system, now, id)?;
        Ok::<_, AccountError>(id)
    });
    let root = Somebody {
        person: world.olwen.person,
        account: Some(made.unwrap()),
        email: None,
        name: String::new(),
    };
    let client = app.client_of(&root);
    assert_eq!(client.get("/organisations").expect(303).header("location"), Some("/operator"));
    let asked = client.get("/sign-in/again?to=%2Foperator%2Forganisations").expect(200);
    assert_eq!(asked.link("Go back").path(), "/operator");
    let asked = app.client_of(&world.olwen).get("/sign-in/again").expect(200);
    assert_eq!(asked.link("Go back").path(), "/organisations");
}

#[test]
fn a_role_that_everybody_holds_offers_no_empty_list() {
    let app = TestApp::start();
    let (world, now) = (app.world(), app.app.clock.now());
    app.within(&world.org, move |tenant| {
        for person in people::list(tenant).unwrap() {
            people::grant(tenant, now, person.id, Role::Owner, None).unwrap();
        }
    });
    let page = app.client_of(&world.olwen).get("/o/cartref-prawf/settings/people/owner").expect(200);
    assert!(
        page.visible().contains("Everybody on the staff list holds this role already"),
        "{}",
        page.visible()
    );
    assert!(!page.has("main form select"), "{}", page.visible());
}

#[test]
fn whoever_alone_can_take_a_role_must_say_why() {
    let app = TestApp::start();
    let (world, now) = (app.world(), app.app.clock.now());
    let beatrix = app.client_of(&world.beatrix);
    let page = "/o/larkmere/settings/people/hr";
    assert!(beatrix.get(page).expect(200).visible().contains("if you give it to yourself? (optional)"));
    let me = world.beatrix.person;
    app.within(&world.other, move |tenant| {
        for person in people::list(tenant).unwrap().into_iter().filter(|person| person.id != me) {
            people::grant(tenant, now, person.id, Role::Hr, None).unwrap();
        }
    });
    let alone = beatrix.get(page).expect(200).visible();
    assert!(alone.contains("if you give it to yourself?"), "{alone}");
    assert!(!alone.contains("if you give it to yourself? (optional)"), "{alone}");
}

#[test]
fn a_page_that_refuses_says_nothing_was_done() {
    let app = TestApp::start();
    let world = app.world();
    let may = app.client_of(&world.olwen).get("/o/cartref-prawf/settings/people?done=role-changed");
    let words = may.expect(200).words("p.flash").join(" ");
    assert!(!words.is_empty(), "said where it was done");
    for (path, status) in [("settings/people", 403), ("nowhere", 404)] {
        let page =
            app.client_of(&world.sian).get(&format!("/o/cartref-prawf/{path}?done=role-changed&lang=en"));
        assert!(page.expect(status).words("p.flash").is_empty(), "{path}");
    }
}
