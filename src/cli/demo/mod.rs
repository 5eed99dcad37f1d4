//! `polisi demo`: two fictional organisations, made through the operations under a set clock, and served.

pub mod data;
mod seed;
mod texts;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};
use url::Url;

use crate::app::{self, StartError};
use crate::clock::Clock;
use crate::config::Settings;

/// The password of every account in the demonstration. It is printed, and it opens nothing else.
const PASSWORD: &str = "slate kettle orchard";
/// Marks a folder as a demonstration.
const MARK: &str = "demonstration";

/// What `polisi demo` takes.
#[derive(Debug, clap::Args)]
pub struct DemoArguments {
    /// The folder for the demonstration
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// Where to listen; loopback only
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Make the demonstration and stop
    #[arg(long)]
    seed_only: bool,
    /// Print one line of JSON once it listens, and nothing else on standard output
    #[arg(long)]
    json: bool,
}

/// Why the demonstration doesn't start.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The program doesn't start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The address isn't this machine's.
    #[error("--listen: the demonstration listens on a loopback address only")]
    NotLoopback,
    /// The folder holds something else.
    #[error("{0} is not empty and holds no demonstration; choose another folder with --data")]
    OtherFolder(String),
    /// The folder or the port can't be used.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    /// The data can't be made.
    #[error("the demonstration could not be made: {0}")]
    Seed(String),
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &DemoArguments) -> ExitCode {
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => super::fail(&error),
    }
}

fn serve(arguments: &DemoArguments) -> Result<(), DemoError> {
    if !arguments.listen.ip().is_loopback() {
        return Err(DemoError::NotLoopback);
    }
    let listener = TcpListener::bind(arguments.listen)
        .map_err(|error| DemoError::Io(arguments.listen.to_string(), error))?;
    let address = listener.local_addr().map_err(|error| DemoError::Io("listen".to_owned(), error))?;
    let base = Url::parse(&format!("http://{address}")).map_err(|error| DemoError::Seed(error.to_string()))?;
    let settings = Settings::demonstration(&arguments.data, address, base);
    let lock = app::lock_instance(&settings)?;
    prepare(&arguments.data, &settings)?;
    if !arguments.seed_only {
        let program = app::assemble(settings.clone(), Clock::real())?;
        crate::telemetry::start(&settings.log);
        app::run(program, listener, true, || announce(arguments, &settings))?;
    }
    drop(lock);
    Ok(())
}

/// Makes the demonstration unless it is there; refuses any other folder with something in it.
fn prepare(folder: &Path, settings: &Settings) -> Result<(), DemoError> {
    if folder.join(MARK).is_file() {
        return Ok(());
    }
    if folder.join("polisi.db").exists() {
        return Err(DemoError::OtherFolder(folder.display().to_string()));
    }
    let clock = Clock::set_to(Clock::real().now());
    let program = app::assemble(settings.clone(), clock)?;
    seed::all(&program).map_err(|error| DemoError::Seed(error.to_string()))?;
    std::fs::write(folder.join(MARK), "Polisi demonstration\n")
        .map_err(|error| DemoError::Io(folder.display().to_string(), error))
}

/// Prints where to look and who to be.
fn announce(arguments: &DemoArguments, settings: &Settings) {
    let Ok(demonstration) = data::read() else { return };
    if arguments.json {
        super::say(&summary(&demonstration, settings).to_string());
        return;
    }
    super::say(&texts::announcement(&demonstration, settings, PASSWORD));
}

fn summary(demonstration: &data::Demonstration, settings: &Settings) -> Value {
    let organisations: Vec<Value> = demonstration
        .organisations
        .iter()
        .map(|organisation| json!({ "slug": organisation.slug, "name": organisation.name }))
        .collect();
    let accounts: Vec<Value> =
        demonstration.organisations.iter().flat_map(|organisation| accounts(organisation)).collect();
    json!({
        "address": settings.base_url.as_str().trim_end_matches('/'),
        "password": PASSWORD,
        "mail_dir": settings.data_dir.join("mail"),
        "organisations": organisations,
        "accounts": accounts,
    })
}

fn accounts(organisation: &data::Organisation) -> Vec<Value> {
    let with_account = organisation.people.iter().filter(|person| person.account);
    with_account
        .map(|person| {
            let roles: std::collections::BTreeSet<&str> =
                person.roles.iter().map(|held| held.role.as_str()).collect();
            json!({
                "email": person.email,
                "name": format!("{} {}", person.given_name, person.family_name),
                "organisation": organisation.slug,
                "roles": roles,
                "services": person.services,
            })
        })
        .collect()
}
