//! The thirty days: what is refused isn't lost, and what staff were asked to sign is signed to the last day.

use super::closing;
use crate::acknowledgements::{ask, link_of, publish, sign};
use crate::support::app::TestApp;

#[test]
fn a_form_says_before_that_it_is_not_saved_and_what_was_typed_is_kept() {
    let app = TestApp::start();
    let world = app.world();
    closing(&app, &world);
    let page = app.client_of(&world.olwen).get("/o/cartref-prawf/people/add").expect(200);
    assert!(page.visible().contains("what you send is not saved"), "{}", page.visible());
    let form = page.form("main form").set("given-name", "Ffion").set("family-name", "O'Gadw");
    let refused = form.submit().expect(409);
    assert!(refused.visible().contains("was not saved"), "{}", refused.visible());
    let kept = refused.click("See what you typed").expect(200).visible();
    for words in ["First name", "Ffion", "O'Gadw", "nothing was sent"] {
        assert!(kept.contains(words), "{words}: {kept}");
    }
}

#[test]
fn policies_are_signed_by_every_way() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos, &world.sian]);
    let link = link_of(&app, &world.tomos);
    closing(&app, &world);
    sign(&app.anonymous().get(&link).expect(200)).expect(303);
    let sian = app.client_of(&world.sian);
    let list = sian.get("/o/cartref-prawf/me?lang=en").expect(200);
    assert!(list.visible().contains("Policies can still be signed"), "{}", list.visible());
    let read = list.attributes("main a[href*='/me/read/']", "href");
    sign(&sian.get(&read[0]).expect(200)).expect(303);
}
