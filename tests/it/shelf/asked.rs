//! What a Word file asks before it comes in: tracked changes and comments.

use super::files::{asking, word};
use super::{added, all, checked};
use crate::support::app::{TestApp, World};
use crate::support::page::Page;

/// The text of the draft of a policy, as the editor shows it.
fn text_of(app: &TestApp, world: &World, code: &str) -> String {
    let policy = all(app, &world.org).into_iter().find(|policy| policy.code == code).unwrap();
    let client = app.client_of(&world.olwen);
    let preview = client.get(&format!("/o/cartref-prawf/policies/{}/preview", policy.id)).expect(200);
    preview.words("article").join(" ")
}

fn refused(
    check: &Page,
    prepare: impl Fn(crate::support::form::Form) -> crate::support::form::Form,
) -> String {
    prepare(check.form("main form")).press("then", "add").submit().expect(422).visible()
}

#[test]
fn changes_and_comments_are_asked_about_before_a_file_is_added() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let files = [
        ("CH1 Phones.docx", asking("Phones", "annually", "every year", "Is that enough?")),
        ("CH2 Tablets.docx", asking("Tablets", "never", "always", "")),
        ("CH3 Plain.docx", word("Plain", "Words.")),
    ];
    let check = checked(&app, &olwen, &files);
    let words = check.visible();
    for said in
        ["annually", "every year", "Ann Author, 2 March 2026", "Is that enough?", "1 comment", "Accept all"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!check.has("input[type=radio][checked]"), "nothing is chosen for anybody");
    assert!(!check.has("#f-r3-tracked"));

    // Not before something is said about each.
    let said = refused(&check, |form| form);
    for error in ["File 1: accept or reject", "File 2: accept or reject", "File 1: it has comments"] {
        assert!(said.contains(error), "{error}: {said}");
    }
    assert!(all(&app, &world.org).is_empty());
    let said = refused(&check, |form| form.set("tracked", "accept"));
    assert!(said.contains("File 1: it has comments") && !said.contains("File 2: accept"), "{said}");

    // One choice for all, and another for one of them.
    let form =
        check.form("main form").set("tracked", "accept").set("r2-tracked", "reject").tick("r1-comments");
    form.press("then", "add").submit().expect(303);
    app.run_due_work();
    assert!(text_of(&app, &world, "CH1").contains("Review every year."));
    assert!(text_of(&app, &world, "CH2").contains("Review never."));
    assert!(text_of(&app, &world, "CH3").contains("Words."));
    let done = olwen.get(check.url.path()).expect(200);
    assert!(done.visible().contains("Is that enough?"), "{}", done.visible());
}

#[test]
fn a_file_that_is_left_out_asks_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let files = [
        ("CH1 Phones.docx", asking("Phones", "annually", "every year", "Really?")),
        ("CH3 Plain.docx", word("Plain", "Words.")),
    ];
    let check = checked(&app, &olwen, &files);
    let form = check.form("main form").untick("include").tick_value("include", "2");
    form.press("then", "add").submit().expect(303);
    app.run_due_work();
    assert_eq!(all(&app, &world.org).len(), 1);
}

#[test]
fn what_is_saved_unfinished_is_kept() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check =
        checked(&app, &olwen, &[("CH1 Phones.docx", asking("Phones", "annually", "every year", "Really?"))]);
    let form = check.form("main form").set("r1-tracked", "reject").tick("comments");
    let saved = form.press("then", "save").submit().expect(303).follow().expect(200);
    let form = saved.form("main form");
    assert_eq!(form.value("r1-tracked").as_deref(), Some("reject"));
    assert_eq!(form.value("comments").as_deref(), Some("yes"));
    form.press("then", "add").submit().expect(303);
    app.run_due_work();
    assert!(text_of(&app, &world, "CH1").contains("Review annually."));
}

#[test]
fn a_code_in_the_footer_is_proposed() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = checked(
        &app,
        &olwen,
        &[("Phones.docx", super::files::with_footer("Phones", "CH13 v2.1 Review 03/2027"))],
    );
    assert_eq!(check.form("main form").value("r1-code").as_deref(), Some("CH13"));
    assert!(check.visible().contains("CH13 v2.1 Review 03/2027"), "{}", check.visible());
    added(&app, &olwen, &check, &[]);
}

#[test]
fn one_file_asks_on_its_own_page_and_need_not_be_chosen_again() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let new = "/o/cartref-prawf/policies/new";
    let form = olwen.get(new).expect(200).form("main form").set("code", "CH1");
    let bytes = asking("Phones", "annually", "every year", "Really?");
    let asked = form.attach("file", "Phones.docx", "application/octet-stream", &bytes).submit().expect(422);
    let words = asked.visible();
    for said in ["Phones.docx", "annually", "every year", "Ann Author, 2 March 2026", "Really?"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!asked.has("input[name=tracked][checked]") && !asked.has("input[type=file]"));
    let form = asked.form("main form").set("tracked", "reject").tick("comments");
    let found = form.submit().expect(303).follow().expect(200);
    assert!(found.visible().contains("Phones"), "{}", found.visible());
    assert!(text_of(&app, &world, "CH1").contains("Review annually."));

    // The same when the text of a policy is replaced.
    let policy = found.url.path().trim_end_matches("/import").to_owned();
    let form = olwen.get(&format!("{policy}/text")).expect(200).form("main form");
    let asked = form.attach("file", "Phones.docx", "application/octet-stream", &bytes).submit().expect(422);
    let form = asked.form("main form").set("tracked", "accept").tick("comments");
    form.submit().expect(303);
    assert!(text_of(&app, &world, "CH1").contains("Review every year."));
}
