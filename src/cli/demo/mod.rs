//! `polisi demo`: two fictional organisations, made through the operations under a set clock, and served.

pub mod data;
pub mod seed;
mod seed_coverage;
mod seed_staff;
mod seed_steps;
mod seed_work;
mod texts;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use url::Url;

use super::{Failure, Outcome, lock, print, serve};
use crate::access::names;
use crate::app;
use crate::clock::Clock;
use crate::config::Settings;
use crate::telemetry;

/// The password of every account in the demonstration. It is printed, and it opens nothing else.
pub const PASSWORD: &str = "slate kettle orchard";
/// Marks a folder as a demonstration.
const MARK: &str = "demonstration";

impl From<DemoError> for Failure {
    fn from(fault: DemoError) -> Self {
        Self::new(&fault.to_string())
    }
}

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
    /// The address isn't this machine's.
    #[error("--listen: the demonstration listens on a loopback address only")]
    NotLoopback,
    /// The folder holds something else.
    #[error("{0} is not empty and holds no demonstration; choose another folder with --data")]
    OtherFolder(String),
    /// The data can't be made.
    #[error("the demonstration could not be made: {0}")]
    Seed(String),
}

/// Makes the demonstration where there is none, and serves it.
///
/// # Errors
/// An address off this machine, a folder with something else in it, or whatever stops a start.
pub fn run(arguments: &DemoArguments) -> Outcome {
    let clock = Clock::real();
    if !arguments.listen.ip().is_loopback() {
        return Err(DemoError::NotLoopback.into());
    }
    let base = Url::parse(&format!("http://{}", arguments.listen))
        .map_err(|fault| Failure::new(&fault.to_string()))?;
    let mut settings = Settings::demonstration(&arguments.data, arguments.listen, base);
    app::make_folder(&arguments.data)?;
    let _lock = lock::take(&settings)?;
    let listener = serve::listen(&mut settings)?;
    prepare(&arguments.data, &settings)?;
    if arguments.seed_only {
        return Ok(());
    }
    telemetry::start(&settings.log)?;
    let program = app::assemble(settings.clone(), clock)?;
    seed::renew(&program).map_err(|error| DemoError::Seed(error.to_string()))?;
    announce(arguments, &settings)?;
    serve::until_stopped(program, listener, true)
}

/// Makes the demonstration unless it is there; refuses any other folder with something in it.
fn prepare(folder: &Path, settings: &Settings) -> Outcome {
    if folder.join(MARK).is_file() {
        return Ok(());
    }
    if folder.join("polisi.db").exists() {
        return Err(DemoError::OtherFolder(folder.display().to_string()).into());
    }
    let clock = Clock::set_to(Clock::real().now());
    let program = app::assemble(settings.clone(), clock)?;
    seed::all(&program).map_err(|error| DemoError::Seed(error.to_string()))?;
    Ok(std::fs::write(folder.join(MARK), "Polisi demonstration\n")?)
}

/// Prints where to look and who to be.
fn announce(arguments: &DemoArguments, settings: &Settings) -> Outcome {
    let demonstration = data::read().map_err(|fault| DemoError::Seed(fault.to_string()))?;
    if arguments.json {
        return print(&summary(&demonstration, settings).to_string());
    }
    print(&texts::announcement(&demonstration, settings, PASSWORD))
}

fn summary(demonstration: &data::Demonstration, settings: &Settings) -> Value {
    let organisations: Vec<Value> = demonstration
        .organisations
        .iter()
        .map(|organisation| json!({ "slug": organisation.slug, "name": organisation.name }))
        .collect();
    let accounts: Vec<Value> = demonstration.organisations.iter().flat_map(accounts).collect();
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
                "name": names::whole(&person.given_name, &person.family_name),
                "organisation": organisation.slug,
                "roles": roles,
                "services": person.services,
            })
        })
        .collect()
}
