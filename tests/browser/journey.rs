//! The whole job in a real browser, with scripts, and every page of it in the light and in the dark.

use fantoccini::key::Key;

use crate::accessibility::{WIDTHS, assert_accessible};
use crate::browser;
use crate::devtools::Scheme;
use crate::support::app::{PASSWORD, TestApp};
use crate::walk::{HOME, Journey, go};

const TEXT: &str = "Lone Working Policy

1. Purpose

This policy of {{org_field_name}} keeps people safe. Ring {{org_field_phone}} when in doubt.

2. Duties

Employees must: Tell the office where they are. Carry a phone. Leave when they feel unsafe.

Copyright © {{current_year}} {{org_field_name}}. All rights reserved.

Leave a Reply
";
/// Thirty days before the review.
const AS_OF: &str = "2026-11-22T08:00:00Z";

#[test]
fn the_gallery_and_the_open_pages_are_accessible() {
    browser::run(async move |browser| {
        let app = TestApp::start();
        for path in ["/", "/sign-in", "/password-reset", "/help", "/privacy", "/gallery", "/nothing-here"] {
            assert_accessible(&browser, &format!("{}{path}", app.base), &WIDTHS, &Scheme::BOTH).await;
        }
        browser.set_width(1280).await;
        browser.open(&format!("{}/sign-in", app.base)).await;
        browser.screenshot_as("sign-in").await;
        browser.open(&format!("{}/gallery", app.base)).await;
        browser.screenshot_as("gallery").await;
    });
}

#[test]
fn the_whole_job() {
    go(TestApp::start, async |journey| {
        journey.sign_in("mair").await;
        journey.empty_lists().await;
        let policy = journey.imports().await;
        journey.fills_the_gap_and_publishes(&policy).await;
        let request = journey.asks(&policy).await;
        journey.signs_by_keyboard().await;
        journey.reviews(&request).await;
        let reference = journey.reports().await;
        journey.opens_the_case(&reference).await;
        journey.other_pages().await;
    });
}

impl Journey {
    async fn empty_lists(&mut self) {
        for (name, path) in [
            ("today-empty", "/"),
            ("policies-empty", "/policies"),
            ("reviews-empty", "/reviews"),
            ("acknowledgements-empty", "/acknowledgements"),
            ("choose-empty", "/acknowledgements/new"),
            ("incidents-empty", "/incidents"),
            ("reading-empty", "/me"),
            ("my-reports-empty", "/incidents/mine"),
        ] {
            self.open(&format!("{HOME}{path}")).await;
            self.look(name).await;
        }
    }

    /// Pastes the text; the policy's address.
    async fn imports(&mut self) -> String {
        self.open(&format!("{HOME}/policies/new")).await;
        self.look("policy-new").await;
        self.send().await;
        self.look("policy-new-errors").await;
        let service = self.world.org.services[0].to_string();
        self.fill("text", TEXT).await;
        self.fill("code", "POL-07").await;
        self.tick("services", &service).await;
        self.send().await;
        self.sees("Leave a Reply").await;
        self.look("policy-import").await;
        let path = self.path().await;
        self.send().await;
        path.trim_end_matches("/import").to_owned()
    }

    async fn fills_the_gap_and_publishes(&mut self, policy: &str) {
        self.sees("1 missing, 0 unknown").await;
        self.look("policy-preview-gap").await;
        self.open(&format!("{policy}/publish")).await;
        self.look("policy-publish-gap").await;
        self.open(&format!("{policy}/preview")).await;
        self.press("#gaps a").await;
        self.look("fields").await;
        self.fill("org_field_phone", "01632 960101").await;
        self.send().await;
        self.look("fields-saved").await;
        for (name, rest) in [
            ("policy-preview", "/preview"),
            ("policy-draft", ""),
            ("policy-text", "/text"),
            ("policy-details", "/details"),
            ("policy-publish", "/publish"),
        ] {
            self.open(&format!("{policy}{rest}")).await;
            self.look(name).await;
        }
        self.fill("next-year", "").await;
        self.send().await;
        self.look("policy-publish-errors").await;
        self.fill("label", "1.0").await;
        for (field, value) in [("next-day", "22"), ("next-month", "12"), ("next-year", "2026")] {
            self.fill(field, value).await;
        }
        self.send().await;
        self.look("policy-published").await;
        for (name, rest) in [("policy-version", "/versions/1"), ("policy-withdraw", "/withdraw")] {
            self.open(&format!("{policy}{rest}")).await;
            self.look(name).await;
        }
    }

    /// Asks two people; the request's address.
    async fn asks(&mut self, policy: &str) -> String {
        self.open(&format!("{HOME}/acknowledgements/new")).await;
        self.look("choose").await;
        self.open(&format!("{HOME}/acknowledgements/new?policy={}", policy.rsplit('/').next().unwrap()))
            .await;
        self.look("ask").await;
        self.press("main form button.main").await;
        self.look("ask-errors").await;
        for person in [self.world.tomos.person, self.world.sian.person] {
            self.tick("people", &person.to_string()).await;
        }
        self.press("main form button.main").await;
        self.look("ask-check").await;
        self.send().await;
        self.sees("0 of 2 signed").await;
        self.look("request").await;
        self.path().await
    }

    /// Opens the link from the mail on a phone and signs without touching the screen.
    async fn signs_by_keyboard(&mut self) {
        self.app.run_due_work();
        let mail = self.app.smtp.mails_to(self.world.tomos.email.as_deref().unwrap()).remove(0);
        let link = mail.link("/s/");
        self.browser.delete_all_cookies().await.unwrap();
        self.width = 390;
        self.browser.set_width(390).await;
        for (name, rest) in [("link-list", "/list"), ("link-not-you", "/not-you"), ("link-read", "")] {
            self.open(&format!("{link}{rest}")).await;
            self.look(name).await;
        }
        self.open(&link).await;
        self.browser.tab_to("form.sign button").await;
        self.turn(async |journey| journey.browser.press(Key::Enter).await).await;
        self.look("link-read-errors").await;
        self.open(&link).await;
        self.browser.tab_to("#f-statement").await;
        self.browser.type_words(" ").await;
        self.browser.until("document.activeElement.checked").await;
        self.browser.tab_to("form.sign button").await;
        self.turn(async |journey| journey.browser.press(Key::Enter).await).await;
        self.sees("Tomos Newydd").await;
        assert!(self.path().await.contains("/receipts/"));
        self.look("receipt").await;
        for (name, rest) in [("link-list-signed", "/list"), ("link-nothing", "x")] {
            self.open(&format!("{link}{rest}")).await;
            self.look(name).await;
        }
        self.width = 1280;
    }

    /// The reminder is sent once by the program beside the server; its link leads to the review.
    async fn reviews(&mut self, request: &str) {
        self.app.smtp.clear();
        self.app.set_time(AS_OF);
        for count in ["\"review_reminders\":1", "\"review_reminders\":0"] {
            let output = self.app.command(&["jobs", "run", "--as-of", AS_OF]);
            let said = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success() && said.contains(count), "{said}");
        }
        let mails = self.app.smtp.mails_to(self.world.mair.email.as_deref().unwrap());
        assert_eq!(mails.iter().filter(|mail| mail.subject.starts_with("In 30 days")).count(), 1);
        let mail = mails.iter().find(|mail| mail.subject.starts_with("In 30 days")).unwrap();
        self.open(&mail.link("/reviews/")).await;
        self.look("sign-in-first").await;
        self.sign_in_here("mair").await;
        self.look("review").await;
        self.send().await;
        self.look("review-errors").await;
        self.tick("looked_at", "law").await;
        self.fill("reason", "The law and our work are the same as before.").await;
        self.send().await;
        self.sees("The review is recorded").await;
        self.look("review-recorded").await;
        for (name, path) in [
            ("today", format!("{HOME}/")),
            ("policies", format!("{HOME}/policies")),
            ("reviews", format!("{HOME}/reviews?due=all")),
            ("reviews-nothing", format!("{HOME}/reviews?q=nothing")),
            ("request-signed", request.to_owned()),
            ("acknowledgements", format!("{HOME}/acknowledgements?state=open")),
        ] {
            self.open(&path).await;
            self.look(name).await;
        }
    }

    /// A carer reports a concern; the reference.
    async fn reports(&mut self) -> String {
        self.sign_in("sian").await;
        for (name, path) in [("staff-today", "/"), ("reading", "/me"), ("report", "/incidents/report")] {
            self.open(&format!("{HOME}{path}")).await;
            self.look(name).await;
        }
        self.send().await;
        self.look("report-errors").await;
        let (service, person) = (self.world.org.services[0].to_string(), self.world.mair.person.to_string());
        for (field, value) in
            [("danger", "no"), ("category", "SU_IMAGE"), ("who", "listed"), ("affected", "supported")]
        {
            self.tick(field, value).await;
        }
        self.choose("service", &service).await;
        self.choose("person", &person).await;
        self.fill("story", "Zebrafinch saw a picture of Mr Quillfeather.").await;
        self.send().await;
        self.look("report-check").await;
        self.send().await;
        self.look("report-received").await;
        let reference = self.path().await.rsplit('/').next().unwrap().to_owned();
        for (name, path) in [("my-reports", "/incidents/mine"), ("outside", "/incidents/outside")] {
            self.open(&format!("{HOME}{path}")).await;
            self.look(name).await;
        }
        reference
    }

    /// The lead opens the case from the mail; the other manager is shown nothing.
    async fn opens_the_case(&mut self, reference: &str) {
        self.app.smtp.clear();
        self.app.run_due_work();
        let link =
            self.app.smtp.mails_to(self.world.lowri.email.as_deref().unwrap()).remove(0).link(reference);
        self.browser.delete_all_cookies().await.unwrap();
        self.open(&link).await;
        self.sign_in_here("lowri").await;
        self.look("password-again").await;
        self.fill("password", PASSWORD).await;
        self.send().await;
        self.sees("Zebrafinch saw a picture").await;
        self.look("case").await;
        self.press("form[action$='/look'] button").await;
        self.look("case-looked-at").await;
        self.press("form[action$='/close'] button").await;
        self.look("case-errors").await;
        self.open(&format!("{HOME}/incidents")).await;
        self.look("incidents").await;

        self.sign_in("owain").await;
        self.open(&link).await;
        self.fill("password", PASSWORD).await;
        self.send().await;
        assert!(!self.words().await.contains("Zebrafinch"));
        assert!(!self.words().await.contains(reference));
        self.look("case-of-others").await;
    }

    /// What the owner finds afterwards.
    async fn other_pages(&mut self) {
        self.sign_in("olwen").await;
        for (name, path) in [
            ("activity", "/activity"),
            ("outbox", "/outbox"),
            ("people", "/people"),
            ("services", "/services"),
            ("settings", "/settings"),
            ("account", "/me/account"),
        ] {
            self.open(&format!("{HOME}{path}")).await;
            self.look(name).await;
        }
    }
}
