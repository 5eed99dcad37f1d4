//! `polisi jobs run`: one pass of everything that is due.

use clap::Subcommand;

use super::{Outcome, open, print, warn, words};
use crate::clock::Moment;
use crate::schedule;

/// What `polisi jobs` is asked.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum JobsCommand {
    /// Do everything that is due, once, then deliver mail; print how many of each kind
    Run {
        /// The moment that counts as now, such as 2026-11-20T07:30:00Z; the present when left out
        #[arg(long, value_name = "RFC3339", value_parser = moment)]
        as_of: Option<Moment>,
    },
}

fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text).ok_or_else(|| "not a moment such as 2026-11-20T07:30:00Z".to_owned())
}

/// Runs one pass, beside a server or without one.
///
/// # Errors
/// Whatever stops a start; the database is away.
pub fn run(command: JobsCommand) -> Outcome {
    let JobsCommand::Run { as_of } = command;
    let app = open()?;
    let now = app.clock.now();
    if let Some(ahead) = as_of.filter(|moment| *moment > now) {
        warn(&words("jobs-ahead", &[("moment", &ahead.to_string())]))?;
    }
    let counts = match as_of {
        Some(moment) => schedule::run(&app, moment)?,
        None => schedule::run_now(&app, &|| false)?,
    };
    print(&serde_json::to_string(&counts)?)
}
