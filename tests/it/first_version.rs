//! A policy after its first version: what its history says, and old addresses of its draft.

use crate::support::app::TestApp;
use crate::support::texts::{Text, draft, published};

#[test]
fn the_address_of_a_draft_that_is_published_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let id = published(&app, &world, "LW1", "Lone working", "Ring in.");
    let policy = format!("/o/cartref-prawf/policies/{id}");
    for page in ["preview", "import"] {
        let page = olwen.get(&format!("{policy}/{page}")).expect(200);
        let words = page.visible();
        assert_eq!(page.heading(), "There is no draft");
        assert!(words.contains("nobody has begun the next version"), "{words}");
        assert!(page.click("Open the policy").expect(200).visible().contains("Lone working"));
    }
    let text = Text::of(&world, "LW2", "Lone working at night", "Ring in.").at_first(&world);
    let drafted = draft(&app, &world, text);
    let page = olwen.get(&format!("/o/cartref-prawf/policies/{drafted}/preview")).expect(200);
    assert!(!page.visible().contains("There is no draft"));
}

#[test]
fn a_first_version_is_called_so_once() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let told = |code: &str, note: &str| {
        let text = Text::of(&world, code, code, "Ring in.").at_first(&world);
        let id = draft(&app, &world, text);
        let form =
            olwen.get(&format!("/o/cartref-prawf/policies/{id}/publish")).expect(200).form("main form");
        let note = if note.is_empty() { form.value("change_note").unwrap() } else { note.to_owned() };
        let form = form.set("change_note", &note).set("approver", &world.olwen.person.to_string());
        form.submit().expect(303);
        let page = olwen.get(&format!("/o/cartref-prawf/policies/{id}")).expect(200);
        page.visible().matches("First version").count()
    };
    assert_eq!(told("FV1", ""), 1, "as the form proposes it");
    assert_eq!(told("FV2", "We had none before."), 1, "in other words");
}
