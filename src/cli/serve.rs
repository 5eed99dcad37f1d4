//! `polisi serve`: web and jobs in one process.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Failure, Outcome, lock, say};
use crate::app::{self, StartError};
use crate::backups::files;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Address;
use crate::web::App;
use crate::{organisations, schedule, telemetry};

/// What `polisi serve` is asked.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct ServeArguments {
    /// Serve pages only and leave the jobs to `polisi work`; needs PostgreSQL
    #[arg(long)]
    pub no_jobs: bool,
}

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// Whatever stops the start, or the server.
pub fn run(arguments: ServeArguments) -> Outcome {
    let mut settings = Settings::of_environment()?;
    telemetry::start(&settings.log)?;
    settings.check_for_serving()?;
    if arguments.no_jobs && matches!(settings.database, Address::Sqlite(_)) {
        return Err(Failure::of("serve-no-jobs-needs-server", &[]));
    }
    let _lock = lock::take(&settings)?;
    sweep(&settings);
    let listener = listen(&mut settings)?;
    let app = app::assemble(settings, Clock::real())?;
    say("serve-listens", &[("address", app.settings.base_url.as_str())])?;
    print_first_run(&app)?;
    until_stopped(app, listener, !arguments.no_jobs)
}

/// What a restore or a backup left behind that was killed goes, when it can: nothing stands in its way.
fn sweep(settings: &Settings) {
    let beside = match &settings.database {
        Address::Sqlite(database) => database.parent(),
        Address::Postgres(_) => None,
    };
    let folders = [Some(settings.data_dir.as_path()), beside, Some(settings.backup_dir.as_path())];
    for folder in folders.into_iter().flatten().filter(|folder| folder.is_dir()) {
        if let Err(fault) = files::sweep(folder) {
            tracing::warn!(fault = ?fault, "what a process left behind that died could not be removed");
        }
    }
}

/// Listens. With port 0 the system chooses, and the address that people type follows it.
///
/// # Errors
/// The address is taken or not ours.
pub fn listen(settings: &mut Settings) -> Result<TcpListener, Failure> {
    let named = |fault| StartError::Io(format!("POLISI_LISTEN {}", settings.listen), fault);
    let listener = TcpListener::bind(settings.listen).map_err(named)?;
    let chosen = listener.local_addr()?;
    if settings.base_url.port() == Some(0) && settings.base_url.set_port(Some(chosen.port())).is_err() {
        return Err(Failure::of("serve-no-port", &[]));
    }
    settings.listen = chosen;
    Ok(listener)
}

fn print_first_run(app: &App) -> Outcome {
    let now = app.clock.now();
    let token = app.database.write_system(move |system| organisations::first_run_token(system, now))?;
    let Some(token) = token else { return Ok(()) };
    let link = app.settings.link(&format!("/sign-up/{}", token.reveal()));
    say("serve-first-run", &[("link", &link)])
}

/// Serves, with the jobs beside it when wanted, until SIGTERM or SIGINT.
///
/// # Errors
/// The server or the jobs can't be started.
pub fn until_stopped(app: App, listener: TcpListener, with_jobs: bool) -> Outcome {
    let jobs = with_jobs.then(|| Jobs::start(&app)).transpose()?;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let served = actix_web::rt::System::new().block_on(async move {
        let server = app::serve(app, listener, workers)?;
        Ok::<_, Failure>(server.await?)
    });
    if let Some(jobs) = jobs {
        jobs.stop();
    }
    tracing::info!("stopped");
    served
}

/// The jobs on their thread.
pub struct Jobs {
    stop: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<()>,
}

impl Jobs {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start(app: &App) -> Result<Self, Failure> {
        let stop = Arc::new(AtomicBool::new(false));
        let thread = schedule::start(app.clone(), Arc::clone(&stop))?;
        Ok(Self { stop, thread })
    }

    /// Lets the ticket in hand come to its end, such as one mail, and waits for it.
    pub fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.thread().unpark();
        if self.thread.join().is_err() {
            tracing::error!("the thread of the jobs panicked");
        }
    }
}
