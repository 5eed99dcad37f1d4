//! Passwords that were in breaches are taken nowhere.

use std::sync::Arc;

use data_encoding::HEXUPPER;
use polisi::access::breached::Breached;
use polisi::access::pace::Limits;
use sha1::{Digest as _, Sha1};

use super::{PASSWORD, email, mails, try_password};
use crate::support::app::TestApp;
use crate::support::client::Client;
use crate::support::log::Beside;
use crate::support::page::Page;

/// Nobody would guess it, and it is on the list.
const LEAKED: &str = "copper lantern meadow";

fn hash(password: &str) -> String {
    HEXUPPER.encode(&Sha1::digest(password.as_bytes()))
}

#[test]
fn a_password_on_the_list_is_refused_wherever_one_is_chosen() {
    let app = TestApp::start();
    let world = app.world();
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list");
    let mut lines: Vec<String> =
        [LEAKED, "another", "a third"].map(|word| format!("{}:7\r\n", hash(word))).into();
    lines.sort();
    std::fs::write(&list, lines.concat()).unwrap();
    let beside = Beside::start(&app, Limits::NONE, |beside| {
        beside.breached = Arc::new(Breached::open(Some(&list)).unwrap());
    });
    let refused = |page: Page| {
        let words = page.expect(422).visible();
        assert!(words.contains("others have got hold of") || words.contains("wedi cael gafael"), "{words}");
        assert!(!words.contains(LEAKED));
    };

    let client = Client::new(&beside.base);
    try_password(&client, &email(&world.mair), PASSWORD).expect(303);
    let change =
        |new: &str| client.post_form("/account/password", &[("password", PASSWORD), ("new-password", new)]);
    refused(change(LEAKED));
    change("copper lantern meadows").expect(303);

    app.anonymous().post_form("/password-reset", &[("email", &email(&world.sian))]).expect(200);
    let told = mails(&app, &email(&world.sian));
    let reset = told.iter().find(|mail| mail.text.as_deref().unwrap().contains("/password-reset/"));
    let link = url::Url::parse(&reset.unwrap().link("/password-reset/")).unwrap().path().to_owned();
    let anybody = Client::new(&beside.base);
    refused(anybody.post_form(&link, &[("new-password", LEAKED)]));
    anybody.post_form(&link, &[("new-password", "copper lantern meadows")]).expect(303);

    let form = Client::new(&beside.base).get("/sign-up").expect(200).form("main form");
    let form = form.set("email", "new@brynhafod.example").set("given-name", "A").set("family-name", "B");
    let form = form.tick("terms").tick("data-processing");
    refused(form.clone().set("new-password", LEAKED).submit());
    form.set("new-password", PASSWORD).submit().expect(303);
}
