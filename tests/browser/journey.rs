//! The whole job in a real browser.

use crate::accessibility::assert_accessible;
use crate::browser;
use crate::devtools::Scheme;
use crate::support::app::TestApp;

/// The widths of a desk, a phone and a small phone.
const WIDTHS: [u32; 3] = [1280, 390, 320];

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
