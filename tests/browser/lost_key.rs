//! The key file is lost: the server says so and what to do, two holders bring their sheets, and everything is there
//! again. The real program in a folder of its own, as an operator runs it.

use polisi::clock::Clock;

use crate::support::app::{PASSWORD, TestApp};
use crate::support::factor::{OWN, Phone};
use crate::support::process::Place;
use crate::walk::{HOME, Journey, go};

const EXPORT: [&str; 6] = ["keys", "export", "--to", "one.txt", "--to", "two.txt"];
const RECOVER: [&str; 6] = ["keys", "recover", "--from", "one.txt", "--from", "two.txt"];

#[test]
fn a_lost_key_file_is_made_again_from_the_sheets_of_two_holders() {
    go(TestApp::start, async |journey| {
        let mut desk = Desk { place: Place::new(), said: String::new() };
        let server = desk.place.serve();
        founds(journey, server.link.as_ref().unwrap()).await;
        journey.open(&format!("{}{HOME}/", server.base)).await;
        journey.sees("Cartref Prawf").await;
        assert_eq!(desk.run(&EXPORT), 0);
        desk.show_sheet(journey).await;
        drop(server);

        std::fs::remove_file(desk.place.path("data/master.key")).unwrap();
        assert_eq!(desk.run(&["serve"]), 1);
        assert!(desk.said.contains("keys recover"), "{}", desk.said);
        assert_eq!(desk.run(&RECOVER), 0);
        let server = desk.place.serve();
        desk.show_screen(journey).await;
        // Nobody has to sign in again: the key is the same.
        journey.open(&format!("{}{HOME}/people", server.base)).await;
        journey.sees("Olwen Perchen").await;
        journey.show("lost-key-back").await;
    });
}

/// The owner founds the organisation by the link that the new server prints, and sets up the second step.
async fn founds(journey: &mut Journey, link: &str) {
    journey.open(link).await;
    journey.show("lost-key-first").await;
    for (field, words) in [
        ("organisation", "Cartref Prawf"),
        ("given-name", "Olwen"),
        ("family-name", "Perchen"),
        ("email", "olwen@prawf.example"),
        ("new-password", PASSWORD),
    ] {
        journey.fill(field, words).await;
    }
    journey.send().await;
    journey.send().await;
    assert_eq!(journey.path().await, format!("{OWN}/app"));
    let phone = Phone::of_key(&journey.browser.words_of("#factor-key").await);
    journey.fill("code", &phone.code_at(Clock::real().now())).await;
    journey.send().await;
    journey.send().await;
}

/// Where the operator sits: the place of the installation, and what stands on the screen.
struct Desk {
    place: Place,
    said: String,
}

impl Desk {
    /// Runs a command; its exit code.
    fn run(&mut self, arguments: &[&str]) -> i32 {
        let said = self.place.run(arguments);
        self.said.push_str(&format!("$ polisi {}\n{}{}\n", arguments.join(" "), said.out, said.err));
        said.code
    }

    /// The sheet of one holder, as it is kept in a safe.
    async fn show_sheet(&self, journey: &Journey) {
        journey.open(&format!("file://{}", self.place.path("one.txt").display())).await;
        journey.sees("Fingerprint").await;
        journey.browser.screenshot_as("journey-lost-key-sheet").await;
    }

    /// What the operator sees.
    async fn show_screen(&self, journey: &Journey) {
        let path = self.place.path("screen.txt");
        std::fs::write(&path, &self.said).unwrap();
        journey.open(&format!("file://{}", path.display())).await;
        journey.sees("keys recover").await;
        journey.browser.screenshot_as("journey-lost-key-screen").await;
    }
}
