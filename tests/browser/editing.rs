//! A draft is written in the editor, sent back, changed, approved, published.

use fantoccini::Locator;
use fantoccini::key::Key;
use polisi::db::ids::PolicyId;
use polisi::organisations::fields;
use serde_json::Value;

use crate::support::app::TestApp;
use crate::support::texts::{self, Text};
use crate::walk::{HOME, Journey, go};

#[test]
fn a_draft_is_written_sent_back_approved_and_published() {
    go(TestApp::start, async |journey| {
        let policy = begins(journey).await;
        journey.sign_in("mair").await;
        writes(journey, &policy).await;
        let round = asks(journey, &policy).await;
        is_sent_back(journey, &round).await;
        changes_without_scripts(journey, &policy).await;
        let round = asks_again(journey, &policy).await;
        is_approved(journey, &round).await;
        publishes(journey, &policy).await;
    });
}

/// Nobody approves their own text here; a draft that is hardly begun.
async fn begins(journey: &mut Journey) -> String {
    journey.sign_in("olwen").await;
    journey.open(&format!("{HOME}/settings/approval")).await;
    journey.look("approval-settings").await;
    journey.tick("rule", "others").await;
    journey.send().await;
    let now = journey.app.app.clock.now();
    journey.app.within(&journey.world.org, move |tenant| {
        fields::set(tenant, now, None, "org_field_phone", "01632 960101").unwrap();
    });
    let text = Text::of(&journey.world, "POL-1", "Lone Working Policy", "## 1. Purpose\n\nBe safe.");
    let mut text = text.at_first(&journey.world);
    text.owner = journey.world.mair.person;
    let id = texts::draft(&journey.app, &journey.world, text);
    format!("{HOME}/policies/{id}")
}

async fn text_of(journey: &Journey) -> String {
    let value = journey.browser.evaluate("document.getElementById('f-text').value").await;
    value.as_str().unwrap().to_owned()
}

/// Waits until the editor's text has these words in it.
async fn has_text(journey: &Journey, words: &str) {
    let words = Value::from(words);
    journey.browser.until(&format!("document.getElementById('f-text').value.includes({words})")).await;
}

/// Out of the text and back into its buttons.
async fn to_the_tools(journey: &Journey) {
    let keys: String = [Key::Shift, Key::Tab].map(char::from).iter().collect();
    journey.browser.type_words(&keys).await;
    journey.browser.until("document.activeElement.closest('.tools')").await;
    journey.browser.assert_focus_seen().await;
}

/// Everything by keyboard; the preview follows what is typed, and it is kept.
async fn writes(journey: &mut Journey, policy: &str) {
    journey.open(&format!("{policy}/edit")).await;
    journey.look("editor").await;
    journey.browser.tab_to("#f-text").await;
    let end: String = [Key::Control, Key::End, Key::Null].map(char::from).iter().collect();
    journey.browser.type_words(&end).await;
    journey.browser.type_words("\nTell the office. Ring ").await;
    to_the_tools(journey).await;
    journey.browser.press(Key::Right).await;
    journey.browser.press(Key::Enter).await;
    has_text(journey, "\n- Tell the office.").await;
    puts_in_a_field(journey, &end).await;
    for place in
        ["//*[@id='preview']//li[contains(., 'Ring 01632 960101')]", "//*[@id='kept'][contains(., 'Kept')]"]
    {
        journey.browser.wait().for_element(Locator::XPath(place)).await.unwrap();
    }
    journey.look("editor-typed").await;
    journey.press("#editor button.main").await;
}

/// By the last button, a search, and the field's own button.
async fn puts_in_a_field(journey: &Journey, end: &str) {
    journey.browser.type_words(end).await;
    to_the_tools(journey).await;
    for _ in 0..5 {
        journey.browser.press(Key::Right).await;
    }
    journey.browser.press(Key::Enter).await;
    journey.browser.type_words("org_field_phone").await;
    journey.browser.tab_to("#field-org_field_phone [data-insert]").await;
    journey.browser.press(Key::Enter).await;
    has_text(journey, "Ring {{org_field_phone}}").await;
}

/// Asks one person for approval; the address of the round.
async fn asks(journey: &mut Journey, policy: &str) -> String {
    journey.open(policy).await;
    journey.look("draft-written").await;
    journey.open(&format!("{policy}/publish")).await;
    journey.look("publish-approval-needed").await;
    journey.open(&format!("{policy}/approval?stage=review")).await;
    journey.look("ask-comments").await;
    journey.open(&format!("{policy}/approval?stage=approval")).await;
    journey.look("ask-approval").await;
    journey.send().await;
    journey.look("ask-approval-errors").await;
    asks_again(journey, policy).await
}

async fn asks_again(journey: &mut Journey, policy: &str) -> String {
    journey.open(&format!("{policy}/approval?stage=approval")).await;
    let gwen = journey.world.gwen.person.to_string();
    journey.tick("people", &gwen).await;
    journey.fill("change_note", "Written anew.").await;
    journey.send().await;
    journey.sees("Gwen Cyfrifol").await;
    journey.path().await
}

/// The approver finds it on the first page, and says what is missing.
async fn is_sent_back(journey: &mut Journey, round: &str) {
    journey.look("round-asked").await;
    journey.sign_in("gwen").await;
    journey.open(&format!("{HOME}/")).await;
    journey.sees("For your approval").await;
    journey.look("today-approval").await;
    journey.open(round).await;
    journey.look("round-answer").await;
    journey.press("#answer button[value='no']").await;
    journey.look("round-answer-errors").await;
    journey.fill("comment", "Say who is told.").await;
    journey.press("#answer button[value='no']").await;
    journey.sign_in("mair").await;
    journey.open(round).await;
    journey.sees("Say who is told.").await;
    journey.look("round-sent-back").await;
}

/// The editor is a box for text and two buttons then.
async fn changes_without_scripts(journey: &mut Journey, policy: &str) {
    journey.browser.set_scripts(false).await;
    journey.open(&format!("{policy}/edit")).await;
    assert!(!journey.element(".tools").await.is_displayed().await.unwrap());
    let words = "# Lone Working Policy\n\n## 1. Purpose\n\nBe safe.\n\n- Tell the office, or the manager.\n";
    journey.fill("text", words).await;
    journey.press("#editor button[value='preview']").await;
    assert!(journey.path().await.ends_with("/preview"), "{}", journey.path().await);
    journey.sees("Tell the office, or the manager.").await;
    journey.browser.set_scripts(true).await;
    journey.open(&format!("{policy}/edit")).await;
    assert_eq!(text_of(journey).await, words);
}

async fn is_approved(journey: &mut Journey, round: &str) {
    journey.sign_in("gwen").await;
    journey.open(round).await;
    journey.sees("Tell the office, or the manager.").await;
    journey.press("#answer button[value='yes']").await;
    journey.look("round-approved").await;
}

/// The author publishes what was approved.
async fn publishes(journey: &mut Journey, policy: &str) {
    journey.sign_in("mair").await;
    journey.open(&format!("{policy}/publish")).await;
    journey.sees("What was approved").await;
    journey.look("publish-approved").await;
    journey.send().await;
    journey.open(&format!("{policy}/versions/1")).await;
    journey.sees("Gwen Cyfrifol").await;
    journey.look("version-approved").await;
}

/// Two people save the same text; the second one sees both and chooses.
#[test]
fn nobody_overwrites_what_somebody_else_wrote() {
    go(TestApp::start, async |journey| {
        let text = Text::of(&journey.world, "POL-1", "Lone Working Policy", "## 1. Purpose\n\nBe safe.");
        let id = texts::draft(&journey.app, &journey.world, text.at_first(&journey.world));
        let policy = format!("{HOME}/policies/{id}");
        journey.sign_in("olwen").await;
        journey.open(&format!("{policy}/edit?section=s1")).await;
        journey.look("editor-section").await;
        journey.open(&format!("{policy}/edit")).await;
        saves_meanwhile(journey, id);
        journey.fill("text", "# Lone Working Policy\n\n## 1. Purpose\n\nBe safe at night.\n").await;
        journey.press("#editor button.main").await;
        journey.sees("changed by somebody else").await;
        journey.sees("Mair Rheolwr").await;
        journey.look("editor-conflict").await;
        journey.press("main form.one button[value='both']").await;
        let both = text_of(journey).await;
        assert!(both.contains("at night") && both.contains("at noon"), "{both}");
        journey.look("editor-both").await;
        journey.fill("text", "# Lone Working Policy\n\n## 1. Purpose\n\nBe safe, always.\n").await;
        journey.press("#editor button.main").await;
        journey.open(&format!("{policy}/preview")).await;
        journey.sees("Be safe, always.").await;
    });
}

/// The registered manager, at another desk.
fn saves_meanwhile(journey: &Journey, id: PolicyId) {
    let client = journey.app.client_of(&journey.world.mair);
    let form = client.get(&format!("{HOME}/policies/{id}/edit")).expect(200).form("#editor");
    let text = "# Lone Working Policy\n\n## 1. Purpose\n\nBe safe at noon.\n";
    form.set("text", text).submit().expect(303);
}
