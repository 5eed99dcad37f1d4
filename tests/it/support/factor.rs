//! The application with the second factor switched on, and a phone with an authenticator app.

use polisi::access::FactorRule;
use polisi::clock::Moment;
use totp_rs::{Builder, Secret, Totp};

use super::app::{PASSWORD, START, Somebody, TestApp};
use super::client::Client;
use super::page::Page;

/// The page of one's own second factor.
pub const OWN: &str = "/account/second-factor";
/// Where a session is named.
pub const COOKIE: &str = "polisi-session";

impl TestApp {
    /// Starts the application as it is served: with the second factor.
    pub fn start_guarded() -> Self {
        Self::start_with(Moment::parse(START).unwrap(), None, FactorRule::On)
    }

    /// Half a minute goes by: the app on the phone shows another code.
    pub fn next_code(&self) {
        self.app.clock.move_to(self.app.clock.now().plus_seconds(30));
    }

    /// Signs in by the page, with the password alone; where it leads.
    pub fn give_password(&self, somebody: &Somebody) -> (Client, String) {
        let client = self.anonymous();
        let page = client.get("/sign-in").expect(200).form("form");
        let page = page.set("email", somebody.email.as_ref().unwrap()).set("password", PASSWORD);
        let answer = page.submit().expect(303);
        let to = answer.header("location").unwrap().to_owned();
        (client, to)
    }

    /// Signs in with password and code, after half a minute: the code before may have been used.
    pub fn sign_in_with(&self, somebody: &Somebody, phone: &Phone) -> Client {
        self.next_code();
        let (client, to) = self.give_password(somebody);
        assert!(to.starts_with("/sign-in/code?"), "{to}");
        give(&client, &to, &phone.code(self)).expect(303);
        client
    }

    /// Sets a second factor up through the pages; the phone, and the recovery codes.
    pub fn enrol(&self, client: &Client) -> (Phone, Vec<String>) {
        let begun = client.get(OWN).expect(200).form("main form").submit().expect(303).follow().expect(200);
        let phone = Phone::scan(&begun);
        let confirmed = begun.form("main form").set("code", &phone.code(self)).submit().expect(303);
        let page = confirmed.follow().expect(200);
        let codes = codes_on(&page);
        page.form("main form").submit().expect(303);
        (phone, codes)
    }
}

/// The recovery codes on a page.
pub fn codes_on(page: &Page) -> Vec<String> {
    let all = page.words("#recovery-codes").remove(0);
    all.split_whitespace().map(str::to_owned).collect()
}

/// Gives a code on the page after the password.
pub fn give(client: &Client, page: &str, code: &str) -> Page {
    client.get(page).expect(200).form("main form").set("code", code).submit()
}

/// A phone that knows somebody's seed.
pub struct Phone(Totp);

impl Phone {
    /// Takes the key from the page that shows it in letters.
    pub fn scan(page: &Page) -> Self {
        Self::of_key(&page.words("#factor-key").remove(0))
    }

    /// Takes the key as it is typed in, in groups.
    pub fn of_key(groups: &str) -> Self {
        let key: String = groups.split_whitespace().collect();
        let secret = Secret::try_from_base32(&key).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// The code that it shows now.
    pub fn code(&self, app: &TestApp) -> String {
        self.code_at(app.app.clock.now())
    }

    /// The code that it shows at a moment.
    pub fn code_at(&self, at: Moment) -> String {
        self.0.generate(u64::try_from(at.seconds()).unwrap()).to_string()
    }

    /// A code that it doesn't show, nor did or will for half a minute.
    pub fn other_code(&self, app: &TestApp) -> String {
        let now = u64::try_from(app.app.clock.now().seconds()).unwrap();
        let near: Vec<String> =
            [now - 30, now, now + 30].iter().map(|at| self.0.generate(*at).to_string()).collect();
        (0..).map(|number| format!("{number:06}")).find(|code| !near.contains(code)).unwrap()
    }

    /// The secret itself.
    pub fn secret(&self) -> &[u8] {
        self.0.secret().as_bytes()
    }
}
