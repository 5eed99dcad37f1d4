//! One browser for one test: driver, session, and their end whatever happens.

use std::io::{BufRead, BufReader};
use std::ops::Deref;
use std::process::{Child, Command, Stdio};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use crate::support::environment::{in_repository, setting};

/// A session. Everything that fantoccini's client can do, and what this folder adds.
#[derive(Clone)]
pub struct Browser {
    client: Client,
}

impl Deref for Browser {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// The driver's process. It ends when it is dropped.
struct Driver {
    process: Child,
    address: String,
}

/// Runs one test in a browser of its own, or says why not.
///
/// # Panics
/// The test panics; or something is missing and `POLISI_TEST_REQUIRE_BROWSER` is set.
pub fn run<F>(test: F)
where
    F: AsyncFnOnce(Browser) + 'static,
{
    if let Some(why) = missing() {
        assert!(setting("POLISI_TEST_REQUIRE_BROWSER").is_none(), "{why}");
        println!("skipped: {why}");
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, session(test));
}

async fn session<F>(test: F)
where
    F: AsyncFnOnce(Browser) + 'static,
{
    let profile = tempfile::tempdir().unwrap();
    let driver = Driver::start();
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities(&profile))
        .connect(&driver.address)
        .await
        .unwrap_or_else(|error| panic!("Chromium does not start: {error}"));
    let browser = Browser { client: client.clone() };
    // In a task of its own, so that a failed test still closes its browser.
    let outcome = tokio::task::spawn_local(async move { test(browser).await }).await;
    let closed = client.close().await;
    if let Err(error) = outcome {
        std::panic::resume_unwind(error.into_panic());
    }
    closed.unwrap();
}

/// Nothing that talks to the outside, and nothing kept from one test to the next.
fn capabilities(profile: &TempDir) -> Capabilities {
    let folder = format!("--user-data-dir={}", profile.path().display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        &folder,
    ];
    serde_json::from_value(json!({ "goog:chromeOptions": { "args": arguments } })).unwrap()
}

fn missing() -> Option<String> {
    for (program, package) in [("chromedriver", "chromium-driver"), ("chromium", "chromium")] {
        let there =
            Command::new(program).arg("--version").stderr(Stdio::null()).stdout(Stdio::null()).status();
        if !there.is_ok_and(|status| status.success()) {
            return Some(format!("{program} is not installed (package {package}; tests/setup installs it)"));
        }
    }
    let axe = axe_file();
    (!axe.is_file()).then(|| "axe-core is not there (tests/setup fetches it)".to_owned())
}

/// The accessibility rules' engine.
pub fn axe_file() -> std::path::PathBuf {
    in_repository("tests/.tools/node_modules/axe-core/axe.min.js")
}

impl Driver {
    fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        // The pipe is emptied for as long as the driver writes, or it would stop.
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.expect("the driver says its port");
        Self { process, address: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Browser {
    /// Opens the page and waits until it is loaded.
    pub async fn open(&self, url: &str) {
        self.goto(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Keeps a picture of what is seen as `target/screenshots/{name}.png`.
    pub async fn screenshot_as(&self, name: &str) {
        let folder = in_repository("target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    /// The value of a JavaScript expression on the page.
    pub async fn evaluate(&self, expression: &str) -> serde_json::Value {
        let script = format!("return ({expression});");
        self.execute(&script, Vec::new()).await.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Waits until a JavaScript expression is true: the page's scripts follow a key or a new width
    /// in their own time.
    ///
    /// # Panics
    /// It isn't within the driver's time for a script, which is half a minute.
    pub async fn until(&self, expression: &str) {
        let script = format!(
            "const done = arguments[0]; const ask = () => ({expression}) ? done(true) : setTimeout(ask, 20); ask();"
        );
        let outcome = self.execute_async(&script, Vec::new()).await;
        outcome.unwrap_or_else(|error| panic!("never so: {expression}: {error}"));
    }
}
