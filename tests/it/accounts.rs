//! Signing in and out, new passwords, invitations, the first organisation.

use crate::support::app::{PASSWORD, TestApp};

#[test]
fn signs_in_and_out() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.anonymous();
    let page = client.get("/sign-in");
    let email = world.mair.email.clone().unwrap();
    let answer = page
        .form("form")
        .set("email", &format!(" {} ", email.to_uppercase()))
        .set("password", PASSWORD)
        .submit()
        .expect(303);
    assert_eq!(answer.header("location").unwrap(), "/organisations");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let today = client.get(&format!("/o/{}/", world.org.slug)).expect(200);
    assert!(today.visible().contains(&world.mair.name), "the head of the page says who is signed in");
    let kept = client.cookie("polisi-session").unwrap();

    client.post_form("/sign-out", &[]).expect(303);
    assert_eq!(client.cookie("polisi-session").as_deref().unwrap_or_default(), "");
    client.set_cookie("polisi-session", &kept);
    let back = client.get("/organisations").expect(303);
    assert!(back.header("location").unwrap().starts_with("/sign-in"), "the session ended on the server");
}

#[test]
fn the_link_of_an_empty_installation_makes_one_organisation() {
    let app = TestApp::start();
    let now = app.app.clock.now();
    let token = app.app.database.write_system(move |system| {
        Ok::<_, polisi::db::Error>(polisi::organisations::first_run_token(system, now)?.unwrap())
    });
    let link = format!("/sign-up/{}", token.unwrap().reveal());
    let client = app.anonymous();
    let fill = |password: &str| {
        client
            .get(&link)
            .expect(200)
            .form("main form")
            .set("organisation", "Cartref Tŷ Haf & Co")
            .set("given-name", "Siân")
            .set("family-name", "Ŵyr")
            .set("email", "sian@tyhaf.example")
            .set("new-password", password)
            .submit()
    };
    let refused = fill("password1234").expect(422);
    assert!(refused.visible().contains("Choose a password that is harder to guess"), "{}", refused.visible());
    assert!(
        String::from_utf8_lossy(&refused.body).contains("Cartref Tŷ Haf &amp; Co"),
        "what was typed is kept"
    );
    let made = fill(PASSWORD).expect(303);
    assert_eq!(made.header("location").unwrap(), "/o/cartref-ty-haf-co");
    let today = made.follow().expect(303).follow().expect(200);
    assert!(today.visible().contains("Cartref Tŷ Haf & Co"));
    let gone = app.anonymous().get(&link).expect(410).visible();
    assert!(gone.contains("There is an organisation here already"), "{gone}");
}

/// What asks for a fresh proof counts the password chosen on an invitation like one given at a sign-in: for the same
/// fifteen minutes.
#[test]
fn joining_proves_who_one_is_as_long_as_signing_in() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    olwen.post_form(&format!("/o/cartref-prawf/people/{}/invite", world.tomos.person), &[]).expect(303);
    app.run_due_work();
    let joins = app.anonymous();
    let link = app.smtp.mails_to(world.tomos.email.as_deref().unwrap()).last().unwrap().link("/invitations/");
    let form = joins.get(&link).expect(200).form("main form");
    form.set("new-password", "cobalt lantern meadow").submit().expect(303);
    let signs_in = app.anonymous();
    let email = world.mair.email.as_deref().unwrap();
    signs_in.post_form("/sign-in", &[("email", email), ("password", PASSWORD)]).expect(303);
    let asked = |minute: &str| {
        app.set_time(&format!("2026-11-21T10:{minute}Z"));
        [&joins, &signs_in].map(|client| {
            ["app", "replace"].map(|page| {
                let answer = client.get(&format!("/account/second-factor/{page}"));
                answer.location().is_some_and(|to| to.path() == "/sign-in/again")
            })
        })
    };
    for (minute, again) in [("01:12", false), ("14:59", false), ("15:00", true)] {
        assert_eq!(asked(minute), [[again; 2]; 2], "{minute}");
    }
}
