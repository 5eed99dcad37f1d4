//! Pictures of whole pages, wide and on a phone, light and dark, and what is wrong with them.

use serde_json::Value;

use crate::accessibility::{faults_here, too_wide};
use crate::browser::Browser;
use crate::devtools::Scheme;
use crate::support::environment::in_repository;
use crate::walk::Journey;

/// A desk.
pub const WIDE: u32 = 1280;
/// A phone.
pub const PHONE: u32 = 390;
/// The smallest phone that a page must fit.
const SMALLEST: u32 = 320;
/// What a picture shows at most of a long page, in CSS pixels.
const TALLEST: u64 = 4000;

impl Journey {
    /// The open page on a desk in the light, and on a phone in the dark.
    pub async fn glance(&mut self, name: &str) {
        self.look_at(name, &[(WIDE, Scheme::Light), (PHONE, Scheme::Dark)]).await;
    }

    /// The open page on a desk and on a phone, both in the light and in the dark.
    pub async fn show(&mut self, name: &str) {
        let all = Scheme::BOTH.map(|scheme| [(WIDE, scheme), (PHONE, scheme)]);
        self.look_at(name, &all.concat()).await;
    }

    async fn look_at(&mut self, name: &str, views: &[(u32, Scheme)]) {
        for &(width, scheme) in views {
            for fault in faults_here(&self.browser, &[width], &[scheme]).await {
                self.note(name, &fault);
            }
            let picture = format!("journey-{name}-{width}-{}", scheme.name());
            self.browser.whole_page_as(&picture, width).await;
        }
        self.browser.set_scheme(Scheme::Light).await;
        self.browser.set_width(SMALLEST).await;
        if let Some(what) = too_wide(&self.browser).await {
            self.note(name, &format!("{SMALLEST} px: scrolls sideways: {what}"));
        }
        self.browser.set_width(self.width).await;
    }

    /// The open page as it is printed.
    pub async fn printed(&mut self, name: &str) {
        self.browser.set_print().await;
        self.browser.whole_page_as(&format!("journey-{name}-printed"), WIDE).await;
        self.browser.set_scheme(Scheme::Light).await;
        self.browser.set_width(self.width).await;
    }
}

impl Browser {
    /// Keeps a picture of the whole page, not only of what the window shows.
    async fn whole_page_as(&self, name: &str, width: u32) {
        self.set_width(width).await;
        let height = self.evaluate("document.documentElement.scrollHeight").await;
        self.set_size(width, height.as_u64().unwrap_or_default().clamp(400, TALLEST)).await;
        self.screenshot_as(name).await;
        assert!(in_repository(&format!("target/screenshots/{name}.png")).is_file());
        self.set_width(width).await;
    }

    /// The words of an element, also where they are folded away.
    pub async fn words_of(&self, selector: &str) -> String {
        let expression = format!("document.querySelector({})?.textContent", Value::from(selector));
        self.evaluate(&expression).await.as_str().unwrap_or_default().trim().to_owned()
    }
}
