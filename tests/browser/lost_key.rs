//! The key file is lost: the server says so and what to do, two holders bring their sheets, and everything is there
//! again. The real program in a folder of its own, as an operator runs it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use polisi::clock::Clock;
use tempfile::TempDir;

use crate::support::app::{PASSWORD, TestApp};
use crate::support::factor::{OWN, Phone};
use crate::walk::{HOME, Journey, go};

const EXPORT: [&str; 6] = ["keys", "export", "--to", "one.txt", "--to", "two.txt"];
const RECOVER: [&str; 6] = ["keys", "recover", "--from", "one.txt", "--from", "two.txt"];

#[test]
fn a_lost_key_file_is_made_again_from_the_sheets_of_two_holders() {
    go(TestApp::start, async |journey| {
        let mut desk = Desk { folder: tempfile::tempdir().unwrap(), said: String::new() };
        let (server, link) = desk.serve();
        founds(journey, &link).await;
        journey.open(&format!("{}{HOME}/", server.base)).await;
        journey.sees("Cartref Prawf").await;
        assert_eq!(desk.run(&EXPORT), 0);
        desk.show_sheet(journey).await;
        drop(server);

        std::fs::remove_file(desk.folder.path().join("data/master.key")).unwrap();
        assert_eq!(desk.run(&["serve"]), 1);
        assert!(desk.said.contains("keys recover"), "{}", desk.said);
        assert_eq!(desk.run(&RECOVER), 0);
        let (server, _) = desk.serve();
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

/// Where the operator sits: the folder of the installation, and what stands on the screen.
struct Desk {
    folder: TempDir,
    said: String,
}

/// A server that runs.
struct Server {
    child: Child,
    base: String,
}

impl Desk {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_polisi"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("POLISI_LISTEN", "127.0.0.1:0");
        command
    }

    /// Runs a command; its exit code.
    fn run(&mut self, arguments: &[&str]) -> i32 {
        let output = self.command(arguments).output().unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        self.said.push_str(&format!("$ polisi {}\n{text}\n", arguments.join(" ")));
        output.status.code().unwrap_or(-1)
    }

    /// Starts the server; it, and the last word that it says at first: in a new place the link to begin with.
    fn serve(&mut self) -> (Server, String) {
        let lines = if self.folder.path().join("data/polisi.db").exists() { 1 } else { 2 };
        let mut child =
            self.command(&["serve"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap()).lines().take(lines);
        let said: Vec<String> = out.map(Result::unwrap).collect();
        self.said.push_str(&format!("$ polisi serve\n{}\n\n", said.join("\n")));
        let last_word = |line: &String| line.rsplit(' ').next().unwrap().to_owned();
        let base = last_word(&said[0]).trim_end_matches('/').to_owned();
        (Server { child, base }, last_word(said.last().unwrap()))
    }

    /// The sheet of one holder, as it is kept in a safe.
    async fn show_sheet(&self, journey: &Journey) {
        journey.open(&format!("file://{}", self.folder.path().join("one.txt").display())).await;
        journey.sees("Fingerprint").await;
        journey.browser.screenshot_as("journey-lost-key-sheet").await;
    }

    /// What the operator sees.
    async fn show_screen(&self, journey: &Journey) {
        let path = self.folder.path().join("screen.txt");
        std::fs::write(&path, &self.said).unwrap();
        journey.open(&format!("file://{}", path.display())).await;
        journey.sees("keys recover").await;
        journey.browser.screenshot_as("journey-lost-key-screen").await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
