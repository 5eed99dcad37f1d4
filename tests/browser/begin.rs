//! Somebody new: from the first page to a published policy that staff are asked to read.

use fantoccini::key::Key;
use serde_json::Value;

use crate::support::app::{PASSWORD, TestApp};
use crate::support::factor::Phone;
use crate::support::mail::Mail;
use crate::tally::{Most, Tally};
use crate::walk::{Journey, go};

/// From the first page to a policy in force: the minutes are what the design promises a new manager (ux 8.1). It says at
/// most 14 pages too, of a way without the front page and without a second step, its app and its codes. The way has
/// these; the number may only fall.
const FIRST: Most = Most { minutes: 15.0, pages: 21 };
/// The same with three people brought in and asked to read it.
const WHOLE: Most = Most { minutes: 22.0, pages: 30 };

const EMAIL: &str = "carys@brynhafod.example";
/// Where the new organisation's pages begin.
const HOME: &str = "/o/brynhafod-care";
const TEXT: &str = "Lone Working Policy\n\n1. Purpose\n\nThis policy of {{org_field_name}} keeps people safe. \
    Ring {{org_field_phone}}, or look at {{org_field_website}}.\n\n2. Duties\n\nTell the office where you are.\n";
/// The main button of the page's form.
const MAIN: &str = "main form[method='post'] button.main";
/// Seconds to change to the mail program, find the mail and come back.
const POST: f64 = 30.0;
/// Seconds to install an authenticator app, scan a code and read six figures off it.
const APP: f64 = 90.0;
/// Seconds to put ten recovery codes where they are found again.
const CODES: f64 = 30.0;

#[test]
fn somebody_new_publishes_and_asks_staff_by_keyboard_alone() {
    go(TestApp::start_guarded, async |journey| {
        let mut new = NewUser { tally: Tally::begin(), journey };
        new.journey.open("/").await;
        new.arrives().await;
        new.signs_up().await;
        new.founds().await;
        new.sets_up_the_second_step().await;
        // Staff are a task of their own: they are counted beside the way to the first policy.
        let first = new.begins_to_count();
        new.adds_staff().await;
        let staff = new.begins_to_count();
        new.tally = first;
        new.comes_back_to_the_tasks().await;
        new.brings().await;
        new.fills_the_gaps().await;
        new.publishes().await;
        let first = new.begins_to_count();
        new.asks().await;
        let asked = new.begins_to_count();
        let whole = first.clone().and(staff).and(asked);
        first.tell("Signing up and publishing a policy");
        whole.tell("The same, with staff who are asked to read it");
        first.keeps(FIRST);
        whole.keeps(WHOLE);
    });
}

/// The newest mail to an address.
fn newest_mail(app: &TestApp, email: &str) -> Mail {
    app.run_due_work();
    app.smtp.mails_to(email).pop().expect("a mail")
}

/// Somebody with a keyboard and no mouse.
struct NewUser<'j> {
    journey: &'j mut Journey,
    tally: Tally,
}

impl NewUser<'_> {
    /// What was counted so far; from here on something else is.
    fn begins_to_count(&mut self) -> Tally {
        std::mem::replace(&mut self.tally, Tally::begin())
    }

    /// A page is there: its words count.
    async fn arrives(&mut self) {
        self.tally.arrives(&self.journey.browser).await;
    }

    async fn tab_to(&mut self, selector: &str) {
        let stops = self.journey.browser.tab_to(selector).await;
        self.tally.steps += u32::try_from(stops).unwrap();
    }

    /// Goes to a field and fills it.
    async fn types(&mut self, selector: &str, words: &str) {
        self.tab_to(selector).await;
        self.journey.browser.type_words(words).await;
        self.tally.field(words);
    }

    /// Goes to a box and ticks it.
    async fn ticks(&mut self, selector: &str) {
        self.tab_to(selector).await;
        if self.journey.browser.evaluate("document.activeElement.checked").await == Value::Bool(false) {
            self.journey.browser.type_words(" ").await;
        }
        self.journey.browser.until("document.activeElement.checked").await;
        self.tally.choices += 1;
    }

    /// Goes to a button or link and presses it; the next page is there.
    async fn presses(&mut self, selector: &str) {
        self.tab_to(selector).await;
        self.journey.turn(async |journey| journey.browser.press(Key::Enter).await).await;
        self.tally.presses += 1;
        self.arrives().await;
    }

    /// Stands at the list of the first tasks again, as before something that is counted beside this way.
    async fn comes_back_to_the_tasks(&mut self) {
        self.journey.open(&format!("{HOME}/ready")).await;
    }

    /// Goes to the list of the first tasks.
    async fn goes_to_the_tasks(&mut self) {
        self.comes_back_to_the_tasks().await;
        self.tally.presses += 1;
        self.arrives().await;
    }

    /// Opens one of the first tasks, from their list, which is open.
    async fn opens_task(&mut self, rest: &str) {
        self.presses(&format!("main .tasks a[href='{HOME}/{rest}']")).await;
    }

    async fn signs_up(&mut self) {
        self.presses("main a[href='/sign-up']").await;
        self.journey.glance("begin").await;
        // Only to see what is said of an empty form: no step of this way.
        let before = self.begins_to_count();
        self.presses(MAIN).await;
        self.journey.glance("begin-errors").await;
        self.tally = before;
        for (field, words) in
            [("email", EMAIL), ("given-name", "Carys"), ("family-name", "Morgan"), ("new-password", PASSWORD)]
        {
            self.types(&format!("main [name='{field}']"), words).await;
        }
        self.ticks("[name='terms']").await;
        self.ticks("[name='data-processing']").await;
        self.presses(MAIN).await;
        self.journey.sees("Check your e-mail").await;
        self.journey.glance("begin-check").await;
        let mail = newest_mail(&self.journey.app, EMAIL);
        self.tally.elsewhere("the mail", POST);
        self.journey.open(&mail.link("/sign-up/confirm/")).await;
        self.tally.presses += 1;
        self.arrives().await;
        self.journey.glance("begin-confirm").await;
        self.presses(MAIN).await;
    }

    /// Three questions.
    async fn founds(&mut self) {
        self.journey.sees("Who inspects you?").await;
        self.journey.glance("begin-nation").await;
        self.tab_to("[name='nation']").await;
        self.journey.browser.press(Key::Down).await;
        self.journey.browser.until("document.activeElement.value === 'wales'").await;
        self.tally.choices += 1;
        self.presses(MAIN).await;
        self.journey.glance("begin-services").await;
        self.ticks("[name='types'][value='domiciliary']").await;
        self.presses(MAIN).await;
        self.journey.glance("begin-organisation").await;
        self.types("[name='organisation']", "Brynhafod Care").await;
        self.presses(MAIN).await;
    }

    /// An owner needs one: the program asks before anything else.
    async fn sets_up_the_second_step(&mut self) {
        self.journey.glance("begin-factor").await;
        self.presses(MAIN).await;
        self.journey.glance("begin-factor-app").await;
        let phone = Phone::of_key(&self.journey.browser.words_of("#factor-key").await);
        let code = phone.code(&self.journey.app);
        self.tally.elsewhere("the phone", APP);
        self.types("[name='code']", &code).await;
        self.presses(MAIN).await;
        self.journey.glance("begin-factor-codes").await;
        self.tally.elsewhere("keeping the codes", CODES);
        self.presses(MAIN).await;
        self.journey.sees("0 of 9 done").await;
        self.journey.glance("begin-ready").await;
    }

    /// Three people, pasted from a sheet.
    async fn adds_staff(&mut self) {
        self.opens_task("people").await;
        self.journey.glance("begin-people").await;
        self.presses("main a[href$='/people/import']").await;
        let list = "Name,E-mail\nSiân Evans,sian@brynhafod.example\nTomos Rees,tomos@brynhafod.example\nKemi Bello,\n";
        self.types("[name='list']", list).await;
        self.presses(MAIN).await;
        self.journey.sees("3 rows: 3 new").await;
        self.journey.glance("begin-staff-check").await;
        self.presses("main button[value='add']").await;
        self.journey.comes_back_later().await;
        self.journey.sees("3 added").await;
        self.arrives().await;
    }

    /// Looks into the library, and brings a text of their own that names two fields.
    async fn brings(&mut self) {
        self.opens_task("library").await;
        self.journey.glance("begin-library").await;
        self.presses("main a[href$='/policies/new']").await;
        self.journey.glance("begin-policy").await;
        self.types("main [name='text']", TEXT).await;
        self.types("main [name='code']", "POL-1").await;
        self.ticks("main [name='services']").await;
        self.presses(MAIN).await;
        self.journey.glance("begin-import").await;
        self.presses(MAIN).await;
        self.journey.sees("2 missing, 0 unknown").await;
        self.journey.glance("begin-preview").await;
    }

    /// One question for each field that the text names.
    async fn fills_the_gaps(&mut self) {
        self.goes_to_the_tasks().await;
        self.opens_task("policies/gaps").await;
        self.journey.glance("begin-gaps").await;
        let all = "[...document.querySelectorAll('main .gapcard input:not([type=hidden]), main .gapcard textarea')].map(e => e.type + ' ' + e.id).join('\\n')";
        let all = self.journey.browser.evaluate(all).await;
        for line in all.as_str().unwrap().lines() {
            let (kind, id) = line.split_once(' ').unwrap();
            let words = match kind {
                "email" => "office@brynhafod.example",
                "tel" => "01632 960101",
                "url" => "https://www.brynhafod.example",
                "date" => "01012026",
                _ => "Brynhafod, Swansea",
            };
            self.types(&format!("[id='{id}']"), words).await;
        }
        self.presses(MAIN).await;
        self.journey.glance("begin-gaps-filled").await;
    }

    async fn publishes(&mut self) {
        self.presses(&format!("main a.main[href='{HOME}/policies/publish-many']")).await;
        self.journey.glance("begin-publish").await;
        self.presses(MAIN).await;
        self.journey.glance("begin-publish-check").await;
        self.presses(MAIN).await;
        self.journey.sees("Lone Working Policy").await;
        self.journey.glance("begin-published").await;
    }

    async fn asks(&mut self) {
        self.presses("main .btns a[href$='/acknowledgements/new']").await;
        self.presses("main .sheet a").await;
        self.journey.glance("begin-ask").await;
        self.ticks("[name='groups']").await;
        self.presses("main form button.main").await;
        self.journey.glance("begin-ask-check").await;
        self.presses(MAIN).await;
        self.journey.sees("0 of").await;
        self.journey.glance("begin-asked").await;
    }
}

/// The same beginning on a phone whose browser runs no scripts.
#[test]
fn an_organisation_is_founded_without_scripts() {
    go(TestApp::start_guarded, async |journey| {
        journey.browser.set_scripts(false).await;
        journey.width = crate::pictures::PHONE;
        journey.browser.set_width(journey.width).await;
        journey.open("/sign-up").await;
        for (field, words) in
            [("email", EMAIL), ("given-name", "Carys"), ("family-name", "Morgan"), ("new-password", PASSWORD)]
        {
            journey.fill(field, words).await;
        }
        journey.tick("terms", "1").await;
        journey.tick("data-processing", "1").await;
        journey.send().await;
        journey.browser.screenshot_as("journey-plain-check").await;
        let mail = newest_mail(&journey.app, EMAIL);
        let (_, rest) = mail.text.as_deref().unwrap().split_once("Your code: ").expect("a code");
        journey.fill("code", &rest.chars().take(7).collect::<String>()).await;
        journey.send().await;
        journey.tick("nation", "england").await;
        journey.send().await;
        journey.tick("types", "care_home").await;
        journey.send().await;
        journey.fill("organisation", "Brynhafod Care").await;
        journey.send().await;
        journey.send().await;
        journey.browser.screenshot_as("journey-plain-factor").await;
        let phone = Phone::of_key(&journey.browser.words_of("#factor-key").await);
        journey.fill("code", &phone.code(&journey.app)).await;
        journey.send().await;
        journey.send().await;
        journey.sees("0 of 9 done").await;
        journey.browser.screenshot_as("journey-plain-ready").await;
    });
}
