//! The log as the program writes it, and servers beside the one of a test with settings of their own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, OnceLock};

use polisi::access::FactorRule;
use polisi::access::pace::Limits;
use polisi::config::Settings;
use polisi::db::ids::AnyId;
use polisi::telemetry;
use polisi::web::App;
use serde_json::Value;

use super::app::{Somebody, TestApp, run};
use super::client::Client;
use super::factor::COOKIE;

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// All but those of the security log.
static ORDINARY: Mutex<Vec<String>> = Mutex::new(Vec::new());
static BEGUN: OnceLock<()> = OnceLock::new();

struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let line = String::from_utf8(bytes.to_vec()).unwrap();
        let lines = if line.contains("\"target\":\"polisi::security\"") { &LINES } else { &ORDINARY };
        lines.lock().unwrap().push(line);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The settings of every test: nobody is slowed down while the clock stands still.
pub fn declared(all: &[(&str, String)], rule: FactorRule) -> Settings {
    let read = |name: &str| all.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
    let settings = Settings::read(read).unwrap();
    Settings { second_factor: rule, limits: Limits::NONE, ..settings }
}

/// Begins to keep the lines of this process, of all tests together.
pub fn begin() {
    BEGUN.get_or_init(|| {
        let filter = telemetry::filter("off,polisi=info").unwrap();
        tracing::subscriber::set_global_default(telemetry::lines(filter, || Kept)).unwrap();
    });
}

/// Every line so far that is none of the security log.
pub fn ordinary_lines() -> Vec<String> {
    ORDINARY.lock().unwrap().clone()
}

/// The lines of the security log that hold a text, as they are.
pub fn lines_with(text: &str) -> Vec<String> {
    let all = LINES.lock().unwrap();
    all.iter().filter(|line| line.contains(text)).cloned().collect()
}

/// Lines as values.
pub fn values(lines: &[String]) -> Vec<Value> {
    lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A server beside that of the test, on the same database. It ends with the process.
pub struct Beside {
    /// Where it answers.
    pub base: String,
}

impl Beside {
    /// Starts it with other settings and other parts. It trusts this machine as its proxy.
    pub fn start(app: &TestApp, limits: Limits, change: impl FnOnce(&mut App)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let mut beside = app.app.clone();
        let settings = Settings {
            trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
            base_url: base.parse().unwrap(),
            limits,
            ..Settings::clone(&app.app.settings)
        };
        beside.settings = Arc::new(settings);
        beside.pace = Arc::new(polisi::access::pace::Pace::new(limits));
        change(&mut beside);
        drop(run(beside, listener));
        Self { base }
    }

    /// Somebody who isn't signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.base)
    }

    /// Somebody who is.
    pub fn client_of(&self, app: &TestApp, somebody: &Somebody) -> Client {
        let client = self.anonymous();
        client.set_cookie(COOKIE, &app.client_of(somebody).cookie(COOKIE).unwrap());
        client
    }
}

/// A browser whose requests carry a name of their own, as a proxy gives it; the name.
pub fn named(app: &TestApp, client: &Client) -> (Client, String) {
    let name = AnyId::new(app.app.clock.now()).to_string();
    (client.with_header("x-request-id", &name).unchecked(), name)
}

/// A request for another host, as no browser of a test sends it.
pub fn get_as(host: &str, base: &str, name: &str) {
    let mut stream = TcpStream::connect(base.strip_prefix("http://").unwrap()).unwrap();
    let text =
        format!("GET /help HTTP/1.1\r\nHost: {host}\r\nX-Request-Id: {name}\r\nConnection: close\r\n\r\n");
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
}
