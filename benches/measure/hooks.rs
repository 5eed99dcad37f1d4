//! HOOKS: the two places where the measurements meet the application. The rest of this folder knows
//! nothing of it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use polisi::access::email::Email;
use polisi::access::{Role, member, session};
use polisi::accounts;
use polisi::cli::demo::{data, seed};
use polisi::clock::Clock;
use polisi::config::Settings;
use polisi::messages::Language;
use polisi::web::App;
use polisi::{app, db, policies, telemetry};
use tempfile::TempDir;
use url::Url;

use crate::Fault;
use crate::constant::WORKERS;
use crate::load::Target;
use crate::rounds::said;

/// The application, running. It ends when this is dropped.
pub struct Product {
    /// The page to ask for.
    pub target: Target,
    /// Who may sign in.
    pub email: String,
    process: Child,
    _folder: TempDir,
}

impl Drop for Product {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The longest policy that a member of staff of the demonstration reads, served by a process of its own, so
/// that its CPU time can be told apart.
pub fn policy_page() -> Result<Product, Fault> {
    let folder = tempfile::tempdir().map_err(said)?;
    let program = std::env::current_exe().map_err(said)?;
    // The log is on, as it is in use: nobody reads it here.
    let mut process = Command::new(program)
        .arg("product")
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("product: {error}"))?;
    let output = process.stdout.take();
    let mut product = Product { target: Target::default(), email: String::new(), process, _folder: folder };
    let mut line = String::new();
    if let Some(output) = output {
        BufReader::new(output).read_line(&mut line).map_err(said)?;
    }
    let [address, cookie, expect, email] = *line.trim().split('\t').collect::<Vec<_>>() else {
        return Err(format!("product: `{}`; start it as `measure product FOLDER` to see why", line.trim()));
    };
    product.target = Target::parse(address)?;
    product.target.cookie = cookie.to_owned();
    product.target.expect = expect.to_owned();
    product.email = email.to_owned();
    product.target.pid = Some(product.process.id());
    Ok(product)
}

/// Is the product: makes the demonstration in this folder, prints address, cookie and the words to expect,
/// then serves until it is killed.
pub fn serve(folder: &Path) -> Result<(), Fault> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(said)?;
    let address = listener.local_addr().map_err(said)?;
    let base = Url::parse(&format!("http://{address}")).map_err(said)?;
    let mut settings = Settings::demonstration(folder, address, base);
    // The flood comes from many networks, as behind a proxy.
    settings.trusted_proxies.push(address.ip());
    let making = app::assemble(settings.clone(), Clock::set_to(Clock::real().now())).map_err(said)?;
    seed::all(&making).map_err(said)?;
    drop(making);
    telemetry::start(&settings.log).map_err(said)?;
    let program = app::assemble(settings, Clock::real()).map_err(said)?;
    println!("{}", staff_page(&program)?);
    std::io::stdout().flush().map_err(said)?;
    actix_web::rt::System::new().block_on(async move {
        let server = app::serve(program, listener, WORKERS).map_err(said)?;
        server.await.map_err(said)
    })
}

/// Signs a member of staff in and finds the longest of the policies that they read.
fn staff_page(app: &App) -> Result<String, Fault> {
    let all = data::read().map_err(said)?;
    let organisation = all.organisations.first().ok_or("no organisation")?;
    let is_staff = |person: &&data::Person| {
        person.account
            && person.language == Language::English
            && person.roles.iter().all(|held| held.role == Role::Staff)
    };
    let reader = organisation.people.iter().find(is_staff).ok_or("no member of staff with an account")?;
    let email = reader.email.as_deref().and_then(Email::parse).ok_or("an account without an address")?;
    let typed = email.as_str().to_owned();
    let now = app.clock.now();
    let begun = app.database.write_system(move |system| {
        let Some(known) = accounts::store::by_email(system, &email)? else { return Ok(None) };
        let cookie = session::begin(system, now, known.id, "measure")?;
        Ok::<_, db::Error>(session::find(system, now, &cookie)?.map(|session| (cookie, session)))
    });
    let (cookie, session) = begun.map_err(said)?.ok_or("no session")?;
    let member = member::enter(&app.database, session, &organisation.slug, app.clock.now().day())
        .map_err(said)?
        .ok_or("no member")?;
    let longest = app.database.read(&member, |tenant| {
        let mut found = Vec::new();
        for policy in policies::in_force(tenant, member.services())? {
            let text = policies::rendition(tenant, policy.rendition)?;
            found.push((text.map_or(0, |text| text.html.len()), policy.rendition));
        }
        Ok::<_, db::Error>(found.into_iter().max())
    });
    let (_, rendition) = longest.map_err(said)?.ok_or("no policy in force")?;
    let page = app.settings.link(&member.path(&format!("me/policies/{rendition}")));
    Ok(format!("{page}\tpolisi-session={cookie}\t{}\t{typed}", member.organisation_name()))
}
