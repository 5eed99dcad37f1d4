//! Settings from the environment, typed and checked. A wrong value stops the start with a sentence.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use url::Url;

use crate::access::FactorRule;
use crate::access::breached::Breached;
use crate::access::pace::Limits;
use crate::db::Address;
use crate::scanner::Place;

mod folders;
mod mail;
mod secrets;
mod shown;
mod unknown;

pub use mail::{MailRoute, SmtpServer};
pub use shown::without_secret;

use shown::quoted;

/// A setting that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {why}")]
pub struct SettingsError {
    /// The variable; `environment` where one is set that no setting has.
    pub name: &'static str,
    /// What is wrong and what to do.
    pub why: String,
}

/// All settings of an installation.
#[derive(Clone)]
pub struct Settings {
    /// The database.
    pub database: Address,
    /// The owner's address on PostgreSQL, for `migrate` only.
    pub migration_database: Option<Address>,
    /// Where files lie.
    pub data_dir: PathBuf,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address that people type.
    pub base_url: Url,
    /// How mail leaves.
    pub mail: MailRoute,
    /// The sender of mails.
    pub mail_from: String,
    /// The master key.
    pub master_key_file: PathBuf,
    /// Where nightly backups go.
    pub backup_dir: PathBuf,
    /// A list of passwords that were in breaches; none is taken.
    pub breached_passwords: Option<PathBuf>,
    /// The scanner for files that people send.
    pub clamd: Option<Place>,
    /// How much one person, network and organisation may ask for.
    pub limits: Limits,
    /// Addresses whose `Forwarded` headers count.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether what lies between the proxy and this program is encrypted by other means.
    pub proxy_is_encrypted: bool,
    /// What is logged, as `tracing` reads it.
    pub log: String,
    /// Whether anybody may set up an organisation.
    pub sign_up: bool,
    /// Who runs the installation and how to reach them, as pages print it.
    pub operator_contact: Option<String>,
    /// The demonstration: no second factor, mails listed for everybody at the machine.
    pub demonstration: bool,
    /// Whether a second factor is asked for. No variable sets it.
    pub second_factor: FactorRule,
}

/// The names of all settings with their meaning's message key, for `check --list`.
pub const NAMES: &[(&str, &str)] = &[
    ("POLISI_DATABASE_URL", "setting-database-url"),
    ("POLISI_DATABASE_URL_FILE", "setting-database-url-file"),
    ("POLISI_MIGRATION_DATABASE_URL", "setting-migration-database-url"),
    ("POLISI_MIGRATION_DATABASE_URL_FILE", "setting-migration-database-url-file"),
    ("POLISI_DATA_DIR", "setting-data-dir"),
    ("POLISI_LISTEN", "setting-listen"),
    ("POLISI_BASE_URL", "setting-base-url"),
    ("POLISI_SMTP_URL", "setting-smtp-url"),
    ("POLISI_SMTP_URL_FILE", "setting-smtp-url-file"),
    ("POLISI_SMTP_CA_FILE", "setting-smtp-ca-file"),
    ("POLISI_SMTP_CLIENT_FILE", "setting-smtp-client-file"),
    ("POLISI_MAIL_FROM", "setting-mail-from"),
    ("POLISI_MASTER_KEY_FILE", "setting-master-key-file"),
    ("POLISI_BACKUP_DIR", "setting-backup-dir"),
    ("POLISI_TRUSTED_PROXIES", "setting-trusted-proxies"),
    ("POLISI_PROXY_ENCRYPTED", "setting-proxy-encrypted"),
    ("POLISI_LOG", "setting-log"),
    ("POLISI_SIGN_UP", "setting-sign-up"),
    ("POLISI_OPERATOR_CONTACT", "setting-operator-contact"),
    ("POLISI_BREACHED_PASSWORDS", "setting-breached-passwords"),
    ("POLISI_CLAMD", "setting-clamd"),
];

/// One variable of the environment; empty counts as absent. One that isn't UTF-8 is there all the same, with marks in the
/// place of what can't be read: [`Settings::of_environment`] refuses it.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    let value = std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    value.filter(|value| !value.is_empty())
}

impl Settings {
    /// Reads all settings from the environment.
    ///
    /// # Errors
    /// A variable that begins as ours do and is none of them, or the first value that can't be read or used.
    pub fn of_environment() -> Result<Self, SettingsError> {
        let set = || std::env::vars_os().filter(|(_, value)| !value.is_empty());
        unknown::refuse(set().map(|(name, _)| name.to_string_lossy().into_owned()))?;
        unknown::refuse_unreadable(set())?;
        Self::read(environment)
    }

    /// Reads all settings.
    ///
    /// # Errors
    /// The first value that can't be used.
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        secrets::refuse_elsewhere(&value)?;
        let data_dir = folders::data(value("POLISI_DATA_DIR"))?;
        let listen = parse_listen(value("POLISI_LISTEN"))?;
        let base_url = parse_base_url(value("POLISI_BASE_URL"), listen)?;
        let secret = |name| secrets::read(name, &value);
        let mail = mail::route(secret("POLISI_SMTP_URL")?, &value, &data_dir)?;
        Ok(Self {
            database: database(secret("POLISI_DATABASE_URL")?, "POLISI_DATABASE_URL", &data_dir)?,
            migration_database: secret("POLISI_MIGRATION_DATABASE_URL")?
                .map(|url| database(Some(url), "POLISI_MIGRATION_DATABASE_URL", &data_dir))
                .transpose()?,
            mail_from: mail::sender(value("POLISI_MAIL_FROM"), &base_url)?,
            master_key_file: folders::master_key(value("POLISI_MASTER_KEY_FILE"), &data_dir)?,
            backup_dir: folders::backups(value("POLISI_BACKUP_DIR"), &data_dir)?,
            trusted_proxies: proxies(value("POLISI_TRUSTED_PROXIES"), &base_url, listen)?,
            proxy_is_encrypted: is_on("POLISI_PROXY_ENCRYPTED", value("POLISI_PROXY_ENCRYPTED"))?,
            log: value("POLISI_LOG").unwrap_or_else(|| "info".to_owned()),
            breached_passwords: value("POLISI_BREACHED_PASSWORDS").map(PathBuf::from),
            clamd: value("POLISI_CLAMD").map(|text| scanner(&text)).transpose()?,
            sign_up: is_on("POLISI_SIGN_UP", value("POLISI_SIGN_UP"))?,
            operator_contact: value("POLISI_OPERATOR_CONTACT").map(|text| contact(&text)).transpose()?,
            demonstration: false,
            limits: Limits::STANDARD,
            second_factor: FactorRule::On,
            data_dir,
            listen,
            base_url,
            mail,
        })
    }

    /// The settings of the demonstration: no variable counts, loopback only, mail as files.
    #[must_use]
    pub fn demonstration(data_dir: &Path, listen: SocketAddr, base_url: Url) -> Self {
        Self {
            database: Address::Sqlite(data_dir.join("polisi.db")),
            migration_database: None,
            data_dir: data_dir.to_path_buf(),
            listen,
            base_url,
            mail: MailRoute::Files(data_dir.join("mail")),
            mail_from: "Polisi <polisi@demonstration.example>".to_owned(),
            master_key_file: data_dir.join("master.key"),
            backup_dir: data_dir.join("backups"),
            breached_passwords: None,
            clamd: None,
            trusted_proxies: Vec::new(),
            log: "info".to_owned(),
            sign_up: true,
            proxy_is_encrypted: false,
            operator_contact: None,
            demonstration: true,
            limits: Limits::NONE,
            second_factor: FactorRule::Off,
        }
    }

    /// What a server needs beyond what a command needs (DESIGN 4, `serve`).
    ///
    /// # Errors
    /// Plain http off the machine, no trusted proxies behind one, or https without a mail server.
    pub fn check_for_serving(&self) -> Result<(), SettingsError> {
        let loopback = self.listen.ip().is_loopback();
        let local = loopback && is_local(&self.base_url);
        if self.base_url.scheme() != "https" && !local {
            return Err(wrong(
                "POLISI_BASE_URL",
                "must begin with https:// unless it and POLISI_LISTEN are loopback",
            ));
        }
        if !loopback && self.trusted_proxies.is_empty() {
            return Err(wrong(
                "POLISI_TRUSTED_PROXIES",
                "must name the proxies in front when POLISI_LISTEN is not loopback",
            ));
        }
        if !loopback && !self.proxy_is_encrypted {
            return Err(wrong(
                "POLISI_PROXY_ENCRYPTED",
                "must be on when POLISI_LISTEN is not loopback: Polisi speaks plain HTTP with its proxy",
            ));
        }
        if self.base_url.scheme() == "https" && matches!(self.mail, MailRoute::Files(_)) {
            return Err(wrong(
                "POLISI_SMTP_URL",
                "must be set when POLISI_BASE_URL is https: mail would reach nobody",
            ));
        }
        Ok(())
    }

    /// Opens the list of passwords that were in breaches.
    ///
    /// # Errors
    /// It can't be read, or isn't such a list.
    pub fn open_breached(&self) -> Result<Breached, SettingsError> {
        let open = Breached::open(self.breached_passwords.as_deref());
        open.map_err(|why| wrong("POLISI_BREACHED_PASSWORDS", why.to_string()))
    }

    /// Whether cookies are bound to https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.base_url.scheme() == "https"
    }

    /// The origin of our own pages, as browsers send it.
    #[must_use]
    pub fn origin(&self) -> String {
        self.base_url.origin().ascii_serialization()
    }

    /// The full address of a path, for mails.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }
}

fn wrong(name: &'static str, why: impl Into<String>) -> SettingsError {
    SettingsError { name, why: why.into() }
}

/// A switch that is off unless it says otherwise.
fn is_on(name: &'static str, value: Option<String>) -> Result<bool, SettingsError> {
    match value.as_deref() {
        None | Some("off") => Ok(false),
        Some("on") => Ok(true),
        Some(other) => Err(wrong(name, format!("{} is neither on nor off", quoted(other)))),
    }
}

/// The most characters of a contact.
const CONTACT: usize = 200;

/// Who runs the installation: one line that people can read.
fn contact(text: &str) -> Result<String, SettingsError> {
    let text = text.trim();
    let fits = text.chars().count() <= CONTACT && !text.chars().any(char::is_control);
    match fits && text.chars().any(char::is_alphanumeric) {
        true => Ok(text.to_owned()),
        false => Err(wrong(
            "POLISI_OPERATOR_CONTACT",
            "must be one line with a name and an address, at most 200 characters",
        )),
    }
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn parse_listen(value: Option<String>) -> Result<SocketAddr, SettingsError> {
    let text = value.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    text.parse().map_err(|_not| {
        wrong("POLISI_LISTEN", format!("{} is not an address such as 127.0.0.1:8080", quoted(&text)))
    })
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn parse_base_url(value: Option<String>, listen: SocketAddr) -> Result<Url, SettingsError> {
    let text = value.unwrap_or_else(|| format!("http://{listen}"));
    let url = Url::parse(&text).map_err(|_not| {
        wrong(
            "POLISI_BASE_URL",
            format!("{} is not an address such as https://polisi.example", quoted(&text)),
        )
    })?;
    let has_more = url.query().is_some() || url.fragment().is_some() || has_user(&url);
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || url.path() != "/" || has_more {
        let why =
            "must be http:// or https:// with a host and no more: no path, question mark, # or name with @";
        return Err(wrong("POLISI_BASE_URL", why));
    }
    Ok(url)
}

fn database(value: Option<String>, name: &'static str, data_dir: &Path) -> Result<Address, SettingsError> {
    let Some(text) = value else { return Ok(Address::Sqlite(data_dir.join("polisi.db"))) };
    if let Some(path) = text.strip_prefix("sqlite://") {
        return Ok(Address::Sqlite(PathBuf::from(path)));
    }
    if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
        return Err(wrong(name, "must begin with sqlite:// or postgres://"));
    }
    let url = Url::parse(&text)
        .map_err(|_not| wrong(name, "is not an address such as postgres://user@host/polisi"))?;
    postgres_is_private(&url, name)?;
    Ok(Address::Postgres(text))
}

/// Off the machine only with TLS: what travels are allegations about named people. The database's own library goes to
/// whatever the parameters name, in its order; so all that any of them names must be here.
fn postgres_is_private(url: &Url, name: &'static str) -> Result<(), SettingsError> {
    let all = |key: &str| -> Vec<String> {
        let given = url.query_pairs().filter(|(found, _)| found.eq_ignore_ascii_case(key));
        given.map(|(_, value)| value.into_owned()).collect()
    };
    let [hosts, addresses, services, modes] = ["host", "hostaddr", "service", "sslmode"].map(all);
    let mut named = hosts.iter().chain(&addresses).flat_map(|list| list.split(','));
    if services.is_empty() && is_here(url.host_str().unwrap_or_default()) && named.all(is_here) {
        return Ok(());
    }
    if !cfg!(feature = "postgres-tls") {
        return Err(wrong(
            name,
            "names another machine; this build has no TLS (build with --features postgres-tls)",
        ));
    }
    if !modes.is_empty() && modes.iter().all(|mode| matches!(mode.as_str(), "verify-full" | "verify-ca")) {
        return Ok(());
    }
    Err(wrong(name, "names another machine: add ?sslmode=verify-full&sslrootcert=system"))
}

/// A socket, or an address of this machine.
fn is_here(host: &str) -> bool {
    host.is_empty() || host.starts_with('/') || host == "localhost" || is_loopback_text(host)
}

fn is_loopback_text(host: &str) -> bool {
    host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn scanner(text: &str) -> Result<Place, SettingsError> {
    let why = "must be a port of this machine such as 127.0.0.1:3310, or the path of a socket such as \
               /run/clamav/clamd.ctl: files may not leave the machine";
    Place::parse(text).ok_or_else(|| wrong("POLISI_CLAMD", why))
}

/// Who speaks https for a program that listens on loopback is on the same machine. Without trust in it, everybody
/// would seem to come from there, and share the limits of one network.
fn proxies(value: Option<String>, base_url: &Url, listen: SocketAddr) -> Result<Vec<IpAddr>, SettingsError> {
    if value.is_none() && base_url.scheme() == "https" && listen.ip().is_loopback() {
        return Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]);
    }
    let text = value.unwrap_or_default();
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            part.parse().map(|address: IpAddr| address.to_canonical()).map_err(|_not| {
                wrong("POLISI_TRUSTED_PROXIES", format!("{} is not an IP address", quoted(part)))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
