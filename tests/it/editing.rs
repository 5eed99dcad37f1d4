//! Editing drafts: two tabs, two people, text that isn't saved, unknown names, the gaps by field.

use polisi::db::ids::PolicyId;
use polisi::policies;

use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::texts::{self, Text};

const BODY: &str = "## 1. Purpose\n\nStop at once.\n\n## 2. Duties\n\n- Ring the office.\n- Leave.";

fn draft(app: &TestApp, world: &World, code: &str, title: &str, body: &str) -> String {
    let id: PolicyId = texts::draft(app, world, Text::of(world, code, title, body).at_first(world));
    format!("/o/cartref-prawf/policies/{id}")
}

fn editor(client: &Client, policy: &str) -> Page {
    client.get(&format!("{policy}/edit")).expect(200)
}

fn text_of(page: &Page) -> String {
    page.form("#editor").value("text").unwrap()
}

/// What the page's script sends.
fn keep(client: &Client, policy: &str, page: &Page, text: &str) -> Page {
    let form = page.form("#editor");
    let stamp = form.value("stamp").unwrap();
    client.post_form(&format!("{policy}/edit/keep"), &[("stamp", &stamp), ("text", text)])
}

fn drafts_changed(app: &TestApp, world: &World) -> usize {
    app.within(&world.org, |tenant| {
        let filter = polisi::audit::Filter::default();
        let lines = polisi::audit::lines(tenant, &filter, 200, 0).unwrap();
        lines.iter().filter(|line| line.action == "policy_draft_changed").count()
    })
}

#[test]
fn a_text_is_changed_in_the_editor_and_previewed() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let policy = draft(&app, &world, "POL-1", "Lone Working Policy", BODY);
    let page = editor(&client, &policy);
    assert!(text_of(&page).contains("- Ring the office."), "{}", text_of(&page));
    assert!(page.visible().contains("A line that begins with ## is a heading"));
    assert!(page.words(".fieldlist code").contains(&"{{org_field_name}}".to_owned()));
    assert!(page.words(".fieldlist li").iter().any(|row| row.contains("Cartref Prawf")));
    let words = "# Lone Working Policy\n\n## 1. Purpose\n\nIt covers: One. Two. Three.\n\n| A | B |\n|---|---|\n| c | **d** |\n";
    let shown = client.post_form(&format!("{policy}/edit/preview"), &[("text", words)]).expect(200);
    let shown: serde_json::Value = serde_json::from_str(&shown.text()).unwrap();
    let html = shown["html"].as_str().unwrap();
    assert!(html.contains("<table>") && !html.contains("<header"), "{html}");
    let saved = page.form("#editor").set("text", words).press("then", "preview").submit();
    let preview = saved.expect(303).follow().expect(200);
    // The text is taken as it was written: no list is made of it.
    assert!(preview.has("article strong") && !preview.has("article li"));
    assert_eq!(text_of(&editor(&client, &policy)), words);
    let empty = editor(&client, &policy).form("#editor").set("text", " ").submit();
    assert!(empty.expect(422).visible().contains("Upload a file or paste"), "an empty text is refused");
}

#[test]
fn a_text_that_was_pasted_opens_as_markdown_and_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    let text = "Phones Policy\n\n1. Duties\n\nEmployees must: Stop. Tell the office. Leave at once.\n\nLeave a Reply\n";
    let imported = form.set("text", text).set("code", "P1").submit().expect(303).follow().expect(200);
    let policy = imported.url.path().trim_end_matches("/import").to_owned();
    let page = editor(&client, &policy);
    assert!(page.visible().contains("plain signs"), "{}", page.visible());
    let shown = text_of(&page);
    let expected = "# Phones Policy\n\n## 1. Duties\n\nEmployees must:\n\n- Stop.\n- Tell the office.\n- Leave at once.\n";
    assert_eq!(shown, expected);
}

#[test]
fn the_next_version_begins_with_the_text_in_force() {
    let app = TestApp::start();
    let world = app.world();
    let id =
        texts::publish_all(&app, &world, vec![Text::of(&world, "POL-1", "Lone Working Policy", BODY)])[0];
    let client = app.client_of(&world.olwen);
    let policy = format!("/o/cartref-prawf/policies/{id}");
    let page = client.get(&policy).expect(200).click("Change this policy").expect(200);
    assert!(page.visible().contains("text of the version in force"));
    let text = text_of(&page);
    assert_eq!(text, format!("# Lone Working Policy\n\n{BODY}\n"));
    let changed = text.replace("at once", "at noon");
    page.form("#editor").set("text", &changed).submit().expect(303).follow().expect(200);
    assert_eq!(text_of(&editor(&client, &policy)), changed);
    assert!(client.get(&policy).expect(200).visible().contains("Draft of the next version"));
}

#[test]
fn one_section_is_changed_alone_and_two_people_change_two() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let policy = draft(&app, &world, "POL-1", "Lone Working Policy", BODY);
    let purpose = editor(&olwen, &policy).click("Edit alone 1 Purpose").expect(200);
    assert_eq!(text_of(&purpose), "## 1. Purpose\n\nStop at once.\n");
    let duties = mair.get(&format!("{policy}/edit?section=s2")).expect(200);
    let words = "## 2. Duties\n\n- Ring.\n";
    duties.form("#editor").set("text", words).submit().expect(303).follow().expect(200);
    let words = "## 1. Purpose\n\nStop at noon.\n";
    purpose.form("#editor").set("text", words).submit().expect(303).follow().expect(200);
    let whole = text_of(&editor(&olwen, &policy));
    assert_eq!(whole, "# Lone Working Policy\n\n## 1. Purpose\n\nStop at noon.\n\n## 2. Duties\n\n- Ring.\n");
    assert_eq!(olwen.get(&format!("{policy}/edit?section=s9")).status, 404);
    // The same section: the one who comes second sees both.
    let (one, two) = (
        olwen.get(&format!("{policy}/edit?section=s1")).expect(200),
        mair.get(&format!("{policy}/edit?section=s1")).expect(200),
    );
    one.form("#editor").set("text", "## 1. Purpose\n\nFirst.\n").submit().expect(303);
    two.form("#editor").set("text", "## 1. Purpose\n\nSecond.\n").submit().expect(409);
}

#[test]
fn nobody_overwrites_anybody_and_nothing_typed_is_lost() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let policy = draft(&app, &world, "POL-1", "Lone Working Policy", BODY);
    let (first, second) = (editor(&olwen, &policy), editor(&mair, &policy));
    let ours = text_of(&first).replace("at once", "at noon");
    let theirs = text_of(&first).replace("at once", "at night");
    first.form("#editor").set("text", &ours).submit().expect(303);
    let both = second.form("#editor").set("text", &theirs).submit().expect(409);
    let words = both.visible();
    assert!(words.contains("changed by somebody else") && words.contains("Olwen Perchen"), "{words}");
    assert!(both.words(".both ins").iter().any(|word| word.contains("night")), "{words}");
    assert_eq!(text_of(&editor(&olwen, &policy)), ours);
    // What was typed is offered again, on any machine and after the session ended.
    let again = app.client_of(&world.mair).get(&format!("{policy}/edit")).expect(200);
    assert!(again.visible().contains("changed by somebody else") && again.visible().contains("night"));
    // Both into the editor, then the right words are kept.
    let joined = both.form(".btns form").press("then", "both").submit().expect(303).follow().expect(200);
    let text = text_of(&joined);
    assert!(
        text.contains("at noon") && text.contains("at night") && text.contains("**Your text**"),
        "{text}"
    );
    joined.form("#editor").set("text", &theirs).submit().expect(303).follow().expect(200);
    assert_eq!(text_of(&editor(&olwen, &policy)), theirs);
    assert!(editor(&mair, &policy).has("#editor"), "nothing is left to choose");
}

#[test]
fn in_a_conflict_one_may_keep_ones_own_or_throw_it_away() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = draft(&app, &world, "POL-1", "Lone Working Policy", BODY);
    for keeps in [true, false] {
        // Two tabs of the same person.
        let (one, two) = (editor(&client, &policy), editor(&client, &policy));
        let (first, second) = (format!("# A\n\nFirst {keeps}.\n"), format!("# A\n\nSecond {keeps}.\n"));
        one.form("#editor").set("text", &first).submit().expect(303);
        let both = two.form("#editor").set("text", &second).submit().expect(409);
        let form = if keeps {
            both.form(".btns form").press("then", "stay")
        } else {
            both.form(".btns form:last-child")
        };
        form.submit().expect(303).follow().expect(200);
        let (chosen, other) = if keeps { (second, first) } else { (first, second) };
        let page = editor(&client, &policy);
        assert_eq!(text_of(&page), chosen);
        // What one chose against can be taken back, by a button that works without scripts.
        let back = page.form("form[action$='/discard']").press("then", "back").submit();
        let back = back.expect(303).follow().expect(200);
        assert_eq!(text_of(&back), other);
        assert!(back.visible().contains("Choose again"), "{}", back.visible());
        let again = back.click("Choose again").expect(200);
        assert!(again.has(".both"), "{}", again.heading());
        again.form(".btns form:last-child").submit().expect(303).follow().expect(200);
        let saved = editor(&client, &policy);
        saved.form("#editor").set("text", &format!("{chosen}\nMore.\n")).submit().expect(303);
        assert!(!editor(&client, &policy).has("form[action$='/discard']"), "saving ends the offer");
    }
}

#[test]
fn what_is_typed_is_kept_and_offered_later() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = draft(&app, &world, "POL-1", "Lone Working Policy", BODY);
    let page = editor(&client, &policy);
    let before = drafts_changed(&app, &world);
    app.set_time("2026-11-21T10:14:00Z");
    let typed = text_of(&page).replace("at once", "at noon");
    let kept = keep(&client, &policy, &page, &typed).expect(200);
    assert!(kept.text().contains("Kept at 10:14am"), "{}", kept.text());
    assert_eq!(drafts_changed(&app, &world), before, "keeping leaves no line in the log");
    let offered = client.get(&format!("{policy}/edit")).expect(200);
    assert!(offered.heading().contains("text that isn't saved"), "{}", offered.heading());
    assert!(offered.visible().contains("10:14am") && offered.visible().contains("noon"));
    // Somebody else sees nothing of it.
    let other = app.client_of(&world.mair);
    assert!(!text_of(&editor(&other, &policy)).contains("noon"));
    let resumed = offered.click("Go on with my text").expect(200);
    assert_eq!(text_of(&resumed), typed);
    resumed
        .form("#editor")
        .set("text", &format!("{typed}\nMore.\n"))
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    assert!(text_of(&editor(&client, &policy)).ends_with("More.\n"));
    assert_eq!(drafts_changed(&app, &world), before + 1);
    // Thrown away.
    let page = editor(&client, &policy);
    keep(&client, &policy, &page, "# Other\n\nWords.\n").expect(200);
    let offered = client.get(&format!("{policy}/edit")).expect(200);
    offered.form(".btns form").submit().expect(303).follow().expect(200);
    assert!(text_of(&editor(&client, &policy)).ends_with("More.\n"));
    // Somebody else saved meanwhile: the script is told.
    let page = editor(&client, &policy);
    editor(&other, &policy).form("#editor").set("text", "# B\n\nNew.\n").submit().expect(303);
    assert!(keep(&client, &policy, &page, "# C\n").expect(200).text().contains("Somebody else"));
    let large = "a".repeat(1_100_000);
    keep(&client, &policy, &page, &large).expect(422);
    let form = editor(&other, &policy).form("#editor").set("text", &large).submit();
    assert!(form.expect(422).has("#f-text-error"), "the text stays on the page");
}

#[test]
fn ones_own_other_tab_is_not_somebody_else() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let policy = draft(&app, &world, "POL-1", "Lone Working Policy", BODY);
    let (one, other) = (editor(&olwen, &policy), editor(&olwen, &policy));
    let text = text_of(&one);
    one.form("#editor").set("text", &text.replace("at once", "at noon")).submit().expect(303);
    let typed = text.replace("at once", "at night");
    let told = keep(&olwen, &policy, &other, &typed).expect(200).text();
    assert!(told.contains("You saved this text in another tab"), "{told}");
    let words = other.form("#editor").set("text", &typed).submit().expect(409).visible();
    assert!(words.contains("You changed it in another tab") && !words.contains("somebody else"), "{words}");
    assert!(!words.contains("Olwen Perchen."), "{words}");
}

/// Two drafts with a name that nobody knows.
fn with_unknown(app: &TestApp, world: &World) -> (String, String) {
    let body = "## 1. Purpose\n\nRing {{org_field_phone_nr_main}} or write.";
    (
        draft(app, world, "POL-1", "Lone Working Policy", body),
        draft(
            app,
            world,
            "POL-2",
            "Phones Policy",
            &format!("{body}\n\nFax {{{{org_field_phone_nr_main}}}}."),
        ),
    )
}

fn gaps_of(app: &TestApp, world: &World) -> Vec<(String, i64)> {
    app.within(&world.org, |tenant| {
        let all = policies::store::all(tenant).unwrap();
        let mut gaps: Vec<(String, i64)> = all.into_iter().map(|policy| (policy.code, policy.gaps)).collect();
        gaps.sort();
        gaps
    })
}

#[test]
fn an_unknown_name_is_told_once_for_the_whole_shelf() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let (one, two) = with_unknown(&app, &world);
    let page = client.get(&format!("{one}/import")).expect(200);
    let options = page.attributes("#f-known-0 option", "value");
    assert_eq!(options[..2], ["", "org_field_phone"], "the nearest stands first, and nothing is chosen");
    page.form(".unknown").submit().expect(422);
    let told = page
        .form(".unknown")
        .set("way-0", "known")
        .set("known-0", "org_field_phone")
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    assert!(!told.has(".unknown"), "{}", told.visible());
    assert!(!client.get(&format!("{two}/import")).expect(200).has(".unknown"), "the other text follows");
    assert_eq!(gaps_of(&app, &world), [("POL-1".to_owned(), 1), ("POL-2".to_owned(), 1)]);
    let fill = |value: &str| {
        let gaps = client.get("/o/cartref-prawf/policies/gaps").expect(200);
        let name = gaps.attributes(".gapcard input", "name")[0].clone();
        gaps.form("main form").set(&name, value).submit()
    };
    fill("01632 960101").expect(303);
    let preview = client.get(&format!("{two}/preview")).expect(200);
    assert_eq!(preview.words("article").join(" ").matches("01632 960101").count(), 2);
    // Taken away again.
    let settings = client.get("/o/cartref-prawf/settings/fields").expect(200);
    assert!(settings.visible().contains("org_field_phone_nr_main"));
    let names = settings.form("form[action$='/names']").submit().expect(303).follow().expect(200);
    assert!(names.visible().contains("The name is removed"));
    assert!(client.get(&format!("{one}/import")).expect(200).has(".unknown"));
    client.post_form("/o/cartref-prawf/settings/fields/names", &[("alias", "nothing")]).expect(404);
}

#[test]
fn an_unknown_name_becomes_a_field_of_ones_own_or_text() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let (one, two) = with_unknown(&app, &world);
    // A manager of one service decides for the text only.
    let mair = app.client_of(&world.mair);
    let page = mair.get(&format!("{two}/import")).expect(200);
    assert!(page.visible().contains("stands in this text only"), "{}", page.visible());
    let words = "1. the *office* [now]";
    page.form(".unknown")
        .set("way-0", "text")
        .set("words-0", words)
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    let preview = mair.get(&format!("{two}/preview")).expect(200);
    assert_eq!(preview.words("article").join(" ").matches(words).count(), 2, "{}", preview.visible());
    let page = client.get(&format!("{one}/import")).expect(200);
    let empty = page.form(".unknown").set("way-0", "text").set("words-0", " ").submit();
    assert!(empty.expect(422).has("#f-words-0-error"));
    let own = page.form(".unknown").set("way-0", "own").set("label-0", "Main office line").submit();
    own.expect(303).follow().expect(200);
    let gaps = client.get("/o/cartref-prawf/policies/gaps").expect(200);
    assert!(gaps.visible().contains("Main office line: Bryn"), "{}", gaps.visible());
    let name = gaps.attributes(".gapcard input", "name")[0].clone();
    assert!(name.starts_with("v-org_field_custom_main_office_line-"), "{name}");
    gaps.form("main form").set(&name, "01632 960102").submit().expect(303).follow().expect(200);
    assert!(client.get(&format!("{one}/preview")).expect(200).words("article")[0].contains("01632 960102"));
    let service = world.org.services[0];
    let settings = client.get(&format!("/o/cartref-prawf/settings/fields?service={service}")).expect(200);
    assert!(settings.visible().contains("Main office line"));
    let again = client.get(&format!("{one}/import")).expect(200);
    assert!(!again.has(".unknown"));
}
