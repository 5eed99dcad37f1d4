//! Builds the program from its settings: the same way for the server, for commands and for tests.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{HttpServer, guard, web};

use crate::access::pace::Pace;
use crate::access::passwords::Hasher;
use crate::access::under_way::{Bodies, Room};
use crate::clock::Clock;
use crate::config::{Settings, SettingsError};
use crate::db::connection::DbConnection;
use crate::db::disk::{self, Disk};
use crate::db::startup_checks::{self, Refusal};
use crate::db::{Address, Database, migrate};
use crate::keys::{Keyring, MasterKey, MasterKeyError, store as key_store};
use crate::mail::{Post, Transport, TransportError};
use crate::messages::{Messages, MessagesError};
use crate::retention;
use crate::routes;
use crate::scanner::{Bounds, Scanner};
use crate::today;
use crate::web::engine::{Engine, EngineError};
use crate::web::error::Error as WebError;
use crate::web::{App, Method, Pattern, bounded, guard as own_guard};

/// Why the program doesn't start. Each is one sentence for the person at the machine.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The database.
    #[error(transparent)]
    Database(#[from] crate::db::Error),
    /// The database can't be served.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The master key.
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    /// The keys in the database.
    #[error(transparent)]
    Keys(#[from] key_store::OpenError),
    /// A message file.
    #[error(transparent)]
    Messages(#[from] MessagesError),
    /// A template.
    #[error(transparent)]
    Templates(#[from] EngineError),
    /// Mail.
    #[error(transparent)]
    Mail(#[from] TransportError),
    /// A folder or a port.
    #[error("{0}: {why}", why = disk::words(.1))]
    Io(String, std::io::Error),
    /// The hasher.
    #[error("the password hasher did not start")]
    Hasher,
}

/// Opens the database of the settings and puts everything together. The embedded database is migrated here;
/// a server is migrated by `polisi migrate`.
///
/// # Errors
/// The first thing that isn't right.
pub fn assemble(settings: Settings, clock: Clock) -> Result<App, StartError> {
    let breached = settings.open_breached()?;
    make_folder(&settings.data_dir)?;
    let mut connection = DbConnection::open(&settings.database)?;
    if matches!(settings.database, Address::Sqlite(_)) {
        migrate::run(&mut connection)?;
    }
    startup_checks::check(&mut connection)?;
    drop(connection);
    let keyring = Arc::new(keyring(&settings)?);
    let database = Database::open(&settings.database, Arc::clone(&keyring), clock.clone())?;
    let now = clock.now();
    database.write_system(move |system| {
        key_store::open(system, now)?;
        Ok::<_, StartError>(retention::clock::begin(system, now)?)
    })?;
    let messages = Arc::new(Messages::load()?);
    let engine = Arc::new(Engine::load(&messages)?);
    Ok(App {
        post: Arc::new(Post::new(Arc::clone(&engine), Arc::clone(&messages), settings.base_url.clone())),
        transport: Arc::new(Transport::open(&settings)?),
        hasher: Hasher::new(keyring).map_err(|_busy| StartError::Hasher)?,
        breached: Arc::new(breached),
        scanner: Arc::new(Scanner::new(settings.clamd.clone(), Bounds::STANDARD)),
        pace: Arc::new(Pace::new(settings.limits)),
        bodies: Bodies::new(Room::STANDARD),
        turns: bounded::turns(std::thread::available_parallelism().map_or(2, usize::from)),
        routes: Arc::new(routes::all()),
        first_tasks: today::ready::ahead,
        disk: Arc::new(Disk::of(&settings.database)),
        settings: Arc::new(settings),
        database,
        clock,
        engine,
        messages,
    })
}

/// The keys, with the master key: made only with an empty database.
fn keyring(settings: &Settings) -> Result<Keyring, StartError> {
    match Keyring::of_file(&settings.master_key_file) {
        Err(MasterKeyError::Missing(_)) if is_new(settings)? => {
            MasterKey::create(&settings.master_key_file)?;
            Ok(Keyring::of_file(&settings.master_key_file)?)
        }
        read => Ok(read?),
    }
}

fn is_new(settings: &Settings) -> Result<bool, StartError> {
    let mut connection = DbConnection::open(&settings.database)?;
    Ok(startup_checks::is_empty(&mut connection)?)
}

/// Makes a folder that only we may open.
///
/// # Errors
/// It can't be made.
pub fn make_folder(path: &Path) -> Result<(), StartError> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|error| StartError::Io(path.display().to_string(), error))
}

/// Starts to serve on a listener. The answer runs when it is awaited.
///
/// # Errors
/// The listener can't be used.
pub fn serve(app: App, listener: TcpListener, workers: usize) -> Result<Server, StartError> {
    let data = web::Data::new(app);
    let server = HttpServer::new(move || {
        actix_web::App::new()
            .app_data(data.clone())
            .wrap(from_fn(own_guard::check_origin))
            .wrap(from_fn(own_guard::error_pages))
            .wrap(from_fn(own_guard::headers_and_log))
            .wrap(Compress::default())
            .configure(|config| configure(config, &data))
            .default_service(web::to(not_found))
    });
    let bound = server.workers(workers).shutdown_timeout(10).listen(listener);
    Ok(bound.map_err(|error| StartError::Io("listen".to_owned(), error))?.run())
}

/// Every URL comes from the table of contents, and from nowhere else.
fn configure(config: &mut web::ServiceConfig, app: &App) {
    let mut paths: Vec<&'static str> = app.routes.iter().map(|route| route.path).collect();
    paths.dedup();
    let mut seen = std::collections::BTreeSet::new();
    for path in paths.into_iter().filter(|path| seen.insert(*path)) {
        let mut resource = web::resource(path).app_data(Pattern(path));
        for route in app.routes.iter().filter(|route| route.path == path) {
            let handler = (route.handler)();
            resource = resource.route(match route.method {
                Method::Get => handler.guard(guard::Any(guard::Get()).or(guard::Head())),
                Method::Post => handler.guard(guard::Post()),
            });
        }
        let resource = resource.default_service(web::to(not_found));
        config.service(resource.wrap(from_fn(bounded::bounded)));
    }
}

async fn not_found() -> Result<actix_web::HttpResponse, WebError> {
    std::future::ready(Err(WebError::NotFound)).await
}
