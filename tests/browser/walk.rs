//! Going through the real program in a browser, as one person after another.

use fantoccini::Locator;
use serde_json::Value;

use crate::accessibility::{WIDTHS, faults_here};
use crate::browser::{self, Browser};
use crate::devtools::Scheme;
use crate::support::app::{PASSWORD, Somebody, TestApp, World};

/// Where the organisation's pages begin.
pub const HOME: &str = "/o/cartref-prawf";

/// Goes through the program that `start` gives; what a page lacks is told at the end.
///
/// # Panics
/// Something isn't there, or a page isn't accessible.
pub fn go(start: impl FnOnce() -> TestApp + 'static, journey: impl AsyncFnOnce(&mut Journey) + 'static) {
    browser::run(async move |browser| {
        let app = start();
        let world = app.world();
        let mut walk = Journey { browser, app, world, width: 1280, faults: Vec::new() };
        walk.browser.set_width(1280).await;
        journey(&mut walk).await;
        assert!(walk.faults.is_empty(), "not accessible:\n{}", walk.faults.join("\n"));
    });
}

/// Asks again and again, for a quarter of a minute at most; whether it came true.
async fn patiently(mut so: impl AsyncFnMut() -> bool) -> bool {
    for _ in 0..300 {
        if so().await {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    false
}

/// One browser, used by one person after another.
pub struct Journey {
    /// The window.
    pub browser: Browser,
    /// The program.
    pub app: TestApp,
    /// Who is there.
    pub world: World,
    /// Width of the person's window in CSS pixels.
    pub width: u32,
    /// What axe and the ruler found; all of it is told at the end.
    pub faults: Vec<String>,
}

impl Journey {
    /// Checks the open page at all widths, light and dark, and keeps a picture.
    pub async fn look(&mut self, name: &str) {
        for fault in faults_here(&self.browser, &WIDTHS, &Scheme::BOTH).await {
            self.note(name, &fault);
        }
        self.browser.set_scheme(Scheme::Light).await;
        self.browser.set_width(self.width).await;
        self.browser.screenshot_as(&format!("journey-{name}")).await;
    }

    /// Keeps a fault of a page for the end.
    pub fn note(&mut self, name: &str, fault: &str) {
        // Told at once as well: the journey may end early.
        println!("{name}: {fault}");
        self.faults.push(format!("{name}: {fault}"));
    }

    /// Opens a path of the program, or a whole address.
    pub async fn open(&self, path: &str) {
        let url = if path.starts_with('/') { format!("{}{path}", self.app.base) } else { path.to_owned() };
        self.browser.open(&url).await;
    }

    /// The path of the open page.
    pub async fn path(&self) -> String {
        self.browser.current_url().await.unwrap().path().to_owned()
    }

    /// What can be read on the page.
    pub async fn words(&self) -> String {
        // One question: between two of them a page may be replaced by its own script.
        let words = self.browser.evaluate("document.body.innerText").await;
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Closes the page, lets the work that waits be done, and comes back to the page.
    pub async fn comes_back_later(&self) {
        let page = self.path().await;
        self.open("about:blank").await;
        self.app.run_due_work();
        self.open(&page).await;
    }

    /// Fails unless these words are on the page, or come soon.
    pub async fn sees(&self, words: &str) {
        if !patiently(async || self.words().await.contains(words)).await {
            panic!("no `{words}` on {}:\n{}", self.path().await, self.words().await);
        }
    }

    /// What the CSS selector finds.
    pub async fn element(&self, selector: &str) -> fantoccini::elements::Element {
        let found = self.browser.find(Locator::Css(selector)).await;
        match found {
            Ok(element) => element,
            Err(_) => panic!("no {selector} on {}:\n{}", self.path().await, self.words().await),
        }
    }

    /// Types words into a field in place of what is there.
    pub async fn fill(&self, field: &str, words: &str) {
        let element = self.element(&format!("main [name='{field}']")).await;
        element.clear().await.unwrap();
        element.send_keys(words).await.unwrap();
    }

    /// Chooses from a list.
    pub async fn choose(&self, field: &str, value: &str) {
        self.element(&format!("main select[name='{field}']")).await.select_by_value(value).await.unwrap();
    }

    /// Ticks a box, or chooses a circle.
    pub async fn tick(&self, field: &str, value: &str) {
        self.element(&format!("main input[name='{field}'][value='{value}']")).await.click().await.unwrap();
    }

    /// Does what leads to another page and waits for it.
    pub async fn turn(&self, press: impl AsyncFnOnce(&Self)) {
        self.browser.execute("window.polisiPageBefore = true", Vec::new()).await.unwrap();
        press(self).await;
        let new = "!window.polisiPageBefore && document.readyState === 'complete'";
        if !patiently(async || self.browser.evaluate(new).await == Value::Bool(true)).await {
            panic!("nothing follows {}", self.path().await);
        }
    }

    /// Presses what leads to another page.
    pub async fn press(&self, selector: &str) {
        self.turn(async |journey| journey.element(selector).await.click().await.unwrap()).await;
    }

    /// Presses the main button of the page's form.
    pub async fn send(&self) {
        self.press("main form[method='post'] button.main").await;
    }

    fn somebody(&self, name: &str) -> Somebody {
        let world = &self.world;
        match name {
            "mair" => &world.mair,
            "owain" => &world.owain,
            "lowri" => &world.lowri,
            "gwen" => &world.gwen,
            "sian" => &world.sian,
            "olwen" => &world.olwen,
            other => panic!("nobody is called {other}"),
        }
        .clone()
    }

    /// Ends the session and signs in as somebody else.
    pub async fn sign_in(&mut self, name: &str) {
        self.browser.delete_all_cookies().await.unwrap();
        self.open("/sign-in").await;
        self.sign_in_here(name).await;
    }

    /// Signs in on the page that asks for it.
    pub async fn sign_in_here(&mut self, name: &str) {
        self.fill("email", self.somebody(name).email.as_deref().unwrap()).await;
        self.fill("password", PASSWORD).await;
        self.send().await;
    }

    /// Opens a page that may ask for the password again.
    pub async fn opens(&self, path: &str) {
        self.open(path).await;
        self.gives_password_if_asked().await;
    }

    /// Gives the password where the page asks for it again.
    pub async fn gives_password_if_asked(&self) {
        if self.path().await == "/sign-in/again" {
            self.fill("password", PASSWORD).await;
            self.send().await;
        }
    }

    /// Presses what leads to another page and has these words.
    pub async fn follow(&self, words: &str) {
        let found = self.browser.find(Locator::LinkText(words)).await;
        let Ok(link) = found else {
            panic!("no link `{words}` on {}:\n{}", self.path().await, self.words().await)
        };
        self.turn(async |_| link.click().await.unwrap()).await;
    }
}
