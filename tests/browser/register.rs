//! The register and a policy's page on a phone and without a mouse.

use fantoccini::key::Key;

use crate::support::app::TestApp;
use crate::support::texts::{Text, draft, published};
use crate::walk::{HOME, Journey, go};

const PHONE: u32 = 390;
const TABLE: &str = "Ring the office.\n\n| When it happens | Who telephones | What about administration |\n\
    |---|---|---|\n| Night-time emergencies | Seniors | Telephone every colleague |\n";

#[test]
fn the_register_on_a_phone_shows_policies_before_filters() {
    go(TestApp::start, async |journey| {
        for code in ["POL-1", "POL-2", "POL-3"] {
            published(&journey.app, &journey.world, code, "Lone Working Policy", TABLE);
        }
        journey.sign_in("olwen").await;
        journey.width = PHONE;
        journey.open(&format!("{HOME}/policies?due=90&state=published")).await;
        journey.look("register-phone-nothing").await;
        journey.sees("More filters (2 set)").await;
        journey.open(&format!("{HOME}/policies?state=published")).await;
        journey.look("register-phone").await;
        journey.browser.until("!document.querySelector('select[name=state]').checkVisibility()").await;
        // By keyboard: past the frame, into the filters, to a tick and to what can be done with it.
        journey.browser.tab_to(".skip").await;
        journey.browser.press(Key::Enter).await;
        journey.browser.tab_to("main a").await;
        journey.browser.tab_to(".fold summary").await;
        journey.browser.press(Key::Enter).await;
        journey.browser.until("document.querySelector('select[name=state]').checkVisibility()").await;
        journey.browser.tab_to("input[name=policy]").await;
        journey.type_space().await;
        journey
            .browser
            .until("document.querySelector('.bulk').getBoundingClientRect().bottom <= innerHeight")
            .await;
        journey.browser.tab_to("select[name=do]").await;
        journey.browser.screenshot_as("journey-register-phone-ticked").await;
    });
}

#[test]
fn a_policy_on_a_phone_has_one_main_action_and_a_list_of_others() {
    go(TestApp::start, async |journey| {
        let text = Text::of(&journey.world, "POL-1", "Lone Working Policy", TABLE);
        let id = draft(&journey.app, &journey.world, text);
        journey.sign_in("olwen").await;
        journey.width = PHONE;
        let policy = format!("{HOME}/policies/{id}");
        journey.open(&policy).await;
        journey.browser.until("document.querySelectorAll('.ident .btn.main').length === 1").await;
        journey.browser.until("document.querySelectorAll('.ident a.btn.quiet').length === 2").await;
        journey.browser.tab_to(".menu summary").await;
        journey.browser.press(Key::Enter).await;
        journey.sees("Withdraw").await;
        journey.look("policy-phone").await;
        journey.browser.tab_to(".menu a[href$='/details']").await;
        journey.turn(async |journey| journey.browser.press(Key::Enter).await).await;
        journey.fill("title", "").await;
        journey.send().await;
        journey.browser.until("document.activeElement.id === 'error-summary'").await;
        journey.open(&format!("{policy}/preview")).await;
        // A table that is too wide is stacked, each cell under its heading; no word is broken.
        journey.look("policy-phone-table").await;
        journey.browser.until("document.querySelector('.doc table').classList.contains('cards')").await;
        journey.browser.until("document.querySelector('.doc td').dataset.l === 'When it happens'").await;
        journey.browser.set_width(1280).await;
        journey.browser.until("!document.querySelector('.doc table').classList.contains('cards')").await;
    });
}

impl Journey {
    /// Ticks what has the focus.
    async fn type_space(&self) {
        self.browser.type_words(" ").await;
    }
}
