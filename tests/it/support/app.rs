//! The real application on a port of its own, with a set clock and a mail server, and a small world in it.

use std::net::TcpListener;
use std::sync::mpsc;

use polisi::access::email::Email;
use polisi::access::passwords::Password;
use polisi::access::{Command, FactorRule, Role, session};
use polisi::accounts;
use polisi::app::{assemble, serve};
use polisi::clock::{Clock, Moment};
use polisi::config::Settings;
use polisi::db::ids::{AccountId, OrganisationId, PersonId, ServiceId};
use polisi::db::statement_check::check;
use polisi::db::{Address, DbConnection, Tenant, migrate};
use polisi::messages::Language;
use polisi::organisations::{self, Founding, Nation, ServiceDetails, ServiceType};
use polisi::people::{self, Details, WorkerType};
use polisi::web::App;
use polisi::web::visit::session_cookie;

use super::client::Client;
use super::database::{self, Template, TestDatabase};
use super::log::declared;
use super::raw::Raw;
use super::silent;
use super::smtp::{Encryption, SmtpServer};

static TEMPLATE: Template = Template::new();

/// The password of every account in the tests.
pub const PASSWORD: &str = "slate kettle orchard";
/// The moment at which every test begins: a Saturday, 10:00 in London.
pub const START: &str = "2026-11-21T10:00:00Z";

/// The running application.
pub struct TestApp {
    /// What it stands on; the clock can be moved.
    pub app: App,
    /// Where it answers.
    pub base: String,
    /// Where its mail arrives.
    pub smtp: SmtpServer,
    /// Its database.
    pub database: TestDatabase,
    handle: actix_web::dev::ServerHandle,
}

/// An organisation of the tests.
#[derive(Clone)]
pub struct Org {
    /// The row.
    pub id: OrganisationId,
    /// Its short name.
    pub slug: String,
    /// Two services.
    pub services: Vec<ServiceId>,
}

/// Somebody of the tests.
#[derive(Clone)]
pub struct Somebody {
    /// The row.
    pub person: PersonId,
    /// The account, when there is one.
    pub account: Option<AccountId>,
    /// The address, when there is one.
    pub email: Option<String>,
    /// First and last name.
    pub name: String,
}

/// Two organisations of the same shape.
pub struct World {
    /// The one that a test is about.
    pub org: Org,
    /// Owner.
    pub olwen: Somebody,
    /// Registered manager of the first service.
    pub mair: Somebody,
    /// Registered manager of the second service.
    pub owain: Somebody,
    /// Safeguarding lead of both services.
    pub lowri: Somebody,
    /// First deputy safeguarding lead of both services.
    pub dewi: Somebody,
    /// Responsible individual.
    pub gwen: Somebody,
    /// Care worker at the first service, reads Welsh, has an account.
    pub sian: Somebody,
    /// Care worker at the first service, e-mail but no account.
    pub tomos: Somebody,
    /// Care worker at the first service without e-mail.
    pub kemi: Somebody,
    /// Another organisation.
    pub other: Org,
    /// Its owner.
    pub beatrix: Somebody,
    /// Its registered manager.
    pub priya: Somebody,
}

fn migrate_template(address: &database::Address) {
    let read = |text: &str| match text.strip_prefix("sqlite://") {
        Some(path) => Address::Sqlite(path.into()),
        None => Address::Postgres(text.to_owned()),
    };
    let target = read(address.owner.as_deref().unwrap_or(&address.application));
    let mut connection = DbConnection::open(&target).unwrap();
    migrate::run(&mut connection).unwrap();
    migrate::grant(&mut connection, "polisi_app").unwrap();
}

impl TestApp {
    /// Starts the application on an empty, migrated database. Nobody is asked for a second factor:
    /// `start_guarded` in `support/factor.rs` is the one where they are.
    pub fn start() -> Self {
        Self::start_at(Moment::parse(START).unwrap())
    }

    /// Starts it at a moment.
    pub fn start_at(now: Moment) -> Self {
        Self::start_with(now, None, FactorRule::Off)
    }

    pub(super) fn start_with(now: Moment, public: Option<&str>, rule: FactorRule) -> Self {
        let database = TestDatabase::copy_of(&TEMPLATE, migrate_template);
        let smtp = SmtpServer::start(Encryption::StartTls);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let public = public.unwrap_or(&base);
        let app = assemble(settings(&database, &smtp, public, rule), Clock::set_to(now)).unwrap();
        let handle = run(app.clone(), listener);
        Self { app, base, smtp, database, handle }
    }

    /// The database past the application, as its owner.
    pub fn raw(&self) -> Raw {
        let address = &self.database.address;
        Raw::open(address.owner.as_deref().unwrap_or(&address.application))
    }

    /// The program's command line, beside the running server and with its settings.
    pub fn command(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_polisi"));
        command.args(arguments).current_dir(self.database.folder()).env_clear();
        command.envs(environment(&self.database, &self.smtp, &self.base)).output().unwrap()
    }

    /// Ends the program and starts it again on the same database, at a new address.
    pub fn restart(&mut self) {
        drop(self.handle.stop(false));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let now = self.app.clock.now();
        let settings = settings(&self.database, &self.smtp, &base, self.app.settings.second_factor);
        self.app = assemble(settings, Clock::set_to(now)).unwrap();
        self.handle = run(self.app.clone(), listener);
        self.base = base;
    }

    /// Starts it behind a proxy that speaks https for this address; clients still speak to it directly.
    pub fn start_behind(public: &str) -> Self {
        Self::start_with(Moment::parse(START).unwrap(), Some(public), FactorRule::Off)
    }

    /// Somebody who isn't signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.base)
    }

    /// Somebody who is signed in, with the password given again a moment ago.
    pub fn client_of(&self, somebody: &Somebody) -> Client {
        let (account, now) = (somebody.account.expect("has an account"), self.app.clock.now());
        let token = self
            .app
            .database
            .write_system(move |system| {
                let token = session::begin(system, now, account, "test")?;
                let found = session::find(system, now, &token)?.expect("a live session");
                session::reauthenticated(system, now, found.id)?;
                Ok::<_, polisi::db::Error>(token)
            })
            .unwrap();
        let client = self.anonymous();
        client.set_cookie(session_cookie(self.app.settings.is_secure()), &token);
        client
    }

    /// Does work in an organisation as its command line would.
    pub fn within<R: Send + 'static>(
        &self,
        org: &Org,
        work: impl FnOnce(&mut Tenant<'_>) -> R + Send + 'static,
    ) -> R {
        let done = self
            .app
            .database
            .write(Command::on(org.id), move |tenant| Ok::<_, polisi::db::Error>(work(tenant)));
        done.unwrap()
    }

    /// Moves the clock.
    pub fn set_time(&self, moment: &str) {
        self.app.clock.move_to(Moment::parse(moment).unwrap());
    }

    /// Runs everything that is due, mail too.
    pub fn run_due_work(&self) -> std::collections::BTreeMap<&'static str, u64> {
        polisi::schedule::run(&self.app, self.app.clock.now()).unwrap()
    }

    /// Two organisations with people who have accounts.
    pub fn world(&self) -> World {
        let hash = self.app.hasher.hash_now(&Password::typed(PASSWORD)).unwrap();
        let now = self.app.clock.now();
        let (org, olwen) =
            self.found("Cartref Prawf", "cartref-prawf", ("Olwen", "Perchen"), Nation::Wales, &hash);
        let (other, beatrix) =
            self.found("Larkmere Vale", "larkmere", ("Beatrix", "Samplewright"), Nation::England, &hash);
        let add = |org: &Org, given: &str, family: &str, language, services: &[ServiceId], way: Way| {
            let details = details(given, family, language, services, way != Way::NoEmail);
            let hash = (way == Way::Account).then(|| hash.clone());
            self.add(org, details, hash, now)
        };
        let (first, second) = (org.services[..1].to_vec(), org.services[1..].to_vec());
        let world = World {
            mair: add(&org, "Mair", "Rheolwr", Language::English, &first, Way::Account),
            owain: add(&org, "Owain", "Arall", Language::English, &second, Way::Account),
            lowri: add(&org, "Lowri", "Diogel", Language::Welsh, &org.services, Way::Account),
            dewi: add(&org, "Dewi", "Dirprwy", Language::English, &org.services, Way::Account),
            gwen: add(&org, "Gwen", "Cyfrifol", Language::English, &org.services, Way::Account),
            sian: add(&org, "Siân", "Ŵyr", Language::Welsh, &first, Way::Account),
            tomos: add(&org, "Tomos", "Newydd", Language::English, &first, Way::Email),
            kemi: add(&org, "Kemi", "Testwood", Language::English, &first, Way::NoEmail),
            priya: add(&other, "Priya", "Ashworth", Language::English, &other.services.clone(), Way::Account),
            org,
            olwen,
            other,
            beatrix,
        };
        self.give_roles(&world);
        world
    }

    fn give_roles(&self, world: &World) {
        let now = self.app.clock.now();
        let (s1, s2) = (world.org.services[0], world.org.services[1]);
        let roles = [
            (world.mair.person, Role::RegisteredManager, Some(s1)),
            (world.owain.person, Role::RegisteredManager, Some(s2)),
            (world.lowri.person, Role::SafeguardingLead, Some(s1)),
            (world.lowri.person, Role::SafeguardingLead, Some(s2)),
            (world.dewi.person, Role::SafeguardingDeputy, Some(s1)),
            (world.dewi.person, Role::SafeguardingDeputy, Some(s2)),
            (world.gwen.person, Role::ResponsibleIndividual, None),
        ];
        self.within(&world.org, move |tenant| {
            for (person, role, service) in roles {
                people::grant(tenant, now, person, role, service).unwrap();
            }
        });
        let (priya, services) = (world.priya.person, world.other.services.clone());
        self.within(&world.other, move |tenant| {
            for service in services {
                people::grant(tenant, now, priya, Role::RegisteredManager, Some(service)).unwrap();
            }
        });
    }

    fn found(
        &self,
        name: &str,
        slug: &str,
        owner: (&str, &str),
        nation: Nation,
        hash: &str,
    ) -> (Org, Somebody) {
        let now = self.app.clock.now();
        let owner = details(owner.0, owner.1, Language::English, &[], true);
        let founding = Founding { name: name.to_owned(), slug: slug.to_owned(), owner: owner.clone() };
        let (hash, email) = (hash.to_owned(), owner.email.clone().unwrap());
        let (id, person, account) = self
            .app
            .database
            .write_system(move |system| {
                let account = accounts::create(system, now, &email, &hash, Language::English)?;
                let (id, person) = organisations::found(system, now, &founding, Some(account))?;
                Ok::<_, accounts::AccountError>((id, person, account))
            })
            .unwrap();
        let mut org = Org { id, slug: slug.to_owned(), services: Vec::new() };
        org.services = self.within(&org, move |tenant| {
            organisations::fields::set(tenant, now, None, "org_field_registration_no", "SIN-00009901-DEMO")
                .unwrap();
            ["Bryn", "Glan"]
                .map(|name| {
                    let service_type = ServiceType::Domiciliary;
                    let service = ServiceDetails { name: name.to_owned(), nation, service_type };
                    organisations::add_service(tenant, now, &service).unwrap()
                })
                .to_vec()
        });
        let email = owner.email.as_ref().map(|email| email.as_str().to_owned());
        let name = format!("{} {}", owner.given_name, owner.family_name);
        (org, Somebody { person, account: Some(account), email, name })
    }

    /// Adds somebody; with a hash they get an account and are a member.
    pub fn add(&self, org: &Org, details: Details, hash: Option<String>, now: Moment) -> Somebody {
        let (organisation, email) = (org.id, details.email.clone());
        let name = format!("{} {}", details.given_name, details.family_name);
        let with_account = hash.zip(email.clone());
        let made = self.app.database.write_system(move |system| {
            let create = |(hash, email): (String, _)| {
                accounts::create(system, now, &email, &hash, details.language).unwrap()
            };
            let account = with_account.map(create);
            let mut tenant = system.enter(&Command::on(organisation))?;
            let person = people::add(&mut tenant, now, &details).unwrap();
            if let Some(account) = account {
                people::store::set_account(&mut tenant, person, account)?;
                organisations::store::insert_membership(system, now, account, organisation, person)?;
            }
            Ok::<_, polisi::db::Error>((person, account))
        });
        let (person, account) = made.unwrap();
        Somebody { person, account, email: email.map(|email| email.as_str().to_owned()), name }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The server ends behind us; the database folder goes with this value.
        drop(self.handle.stop(false));
        if !std::thread::panicking() {
            assert_eq!(check::unscoped(), Vec::<String>::new(), "a statement without its organisation");
            assert_eq!(silent::unexpected(), [], "changed without a line in a log");
        }
    }
}

/// How somebody can be reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By an account.
    Account,
    /// By e-mail.
    Email,
    /// Not by the program.
    NoEmail,
}

/// Details of somebody, with an address made of the name.
pub fn details(
    given: &str,
    family: &str,
    language: Language,
    services: &[ServiceId],
    email: bool,
) -> Details {
    let address =
        format!("{}.{}@prawf.example", organisations::slug_of(given), organisations::slug_of(family));
    Details {
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        email: email.then(|| Email::parse(&address).unwrap()),
        phone: None,
        job_title: "Care worker".to_owned(),
        worker_type: WorkerType::Employee,
        language,
        started_on: None,
        services: services.iter().copied().collect(),
    }
}

fn settings(database: &TestDatabase, smtp: &SmtpServer, base: &str, rule: FactorRule) -> Settings {
    declared(&environment(database, smtp, base), rule)
}

fn environment(database: &TestDatabase, smtp: &SmtpServer, base: &str) -> [(&'static str, String); 7] {
    [
        ("POLISI_SIGN_UP", "on".to_owned()),
        ("POLISI_DATABASE_URL", database.address.application.clone()),
        ("POLISI_DATA_DIR", database.folder().join("data").display().to_string()),
        ("POLISI_BASE_URL", base.to_owned()),
        ("POLISI_MAIL_FROM", "Polisi <polisi@prawf.example>".to_owned()),
        ("POLISI_SMTP_URL", smtp.url()),
        ("POLISI_SMTP_CA_FILE", smtp.ca_file().display().to_string()),
    ]
}

/// Serves an application until its handle is stopped.
pub fn run(app: App, listener: TcpListener) -> actix_web::dev::ServerHandle {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = serve(app, listener, 1).unwrap();
            send.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    receive.recv().unwrap()
}
