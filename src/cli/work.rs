//! `polisi work`: jobs only, for a second node.

use tokio::signal::unix::{SignalKind, signal};

use super::serve::Jobs;
use super::{Failure, Outcome, say};
use crate::app;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Address;
use crate::telemetry;

/// Does the jobs until SIGTERM or SIGINT.
///
/// # Errors
/// The embedded database, and whatever stops a start.
pub fn run() -> Outcome {
    let settings = Settings::of_environment()?;
    telemetry::start(&settings.log)?;
    if matches!(settings.database, Address::Sqlite(_)) {
        return Err(Failure::of("work-needs-server", &[]));
    }
    let app = app::assemble(settings, Clock::real())?;
    let jobs = Jobs::start(&app)?;
    say("work-runs", &[])?;
    let waited = actix_web::rt::System::new().block_on(asked_to_stop());
    jobs.stop();
    Ok(waited?)
}

async fn asked_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
