//! How mail leaves, as the settings say it.

use std::path::{Path, PathBuf};

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use url::{Host, Url};

use super::{SettingsError, quoted, wrong};

/// How mail leaves.
#[derive(Clone, PartialEq, Eq)]
pub enum MailRoute {
    /// As files in the folder `mail` of the data folder.
    Files(PathBuf),
    /// Through an SMTP server.
    Smtp(SmtpServer),
}

/// An SMTP server. Prints no password.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpServer {
    /// `smtp://user:password@host:port` (STARTTLS) or `smtps://…`.
    pub url: Url,
    /// A certificate authority of one's own (PEM).
    pub ca_file: Option<PathBuf>,
    /// The certificate and the key with which Polisi shows the server who it is (PEM).
    pub client_file: Option<PathBuf>,
}

/// The way that the settings name; without a server, files.
pub(super) fn route(
    url: Option<String>,
    value: &impl Fn(&str) -> Option<String>,
    data_dir: &Path,
) -> Result<MailRoute, SettingsError> {
    let ca_file = authority(value)?;
    let client_file = file("POLISI_SMTP_CLIENT_FILE", value)?;
    let Some(text) = url else { return Ok(MailRoute::Files(data_dir.join("mail"))) };
    let url = Url::parse(&text).map_err(|_not| {
        wrong("POLISI_SMTP_URL", "is not an address such as smtps://user:password@mail.example:465")
    })?;
    if !matches!(url.scheme(), "smtp" | "smtps") || url.host_str().is_none() {
        return Err(wrong(
            "POLISI_SMTP_URL",
            "must begin with smtp:// (STARTTLS) or smtps:// and name a host",
        ));
    }
    // A slash, question mark or # in a password ends the host: then mail would go to whom the user's name names.
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong(
            "POLISI_SMTP_URL",
            "must end with the host and its port: no path, question mark or #; in a password write %2F for /, %3F \
             for ? and %23 for #",
        ));
    }
    Ok(MailRoute::Smtp(SmtpServer { url, ca_file, client_file }))
}

/// A file without a certificate would be taken for a list of none, and each mail would fail.
fn authority(value: &impl Fn(&str) -> Option<String>) -> Result<Option<PathBuf>, SettingsError> {
    let name = "POLISI_SMTP_CA_FILE";
    let Some(path) = file(name, value)? else { return Ok(None) };
    let pem = std::fs::read(&path)
        .map_err(|fault| wrong(name, format!("{} can't be read: {}", called(&path), fault.kind())))?;
    match CertificateDer::from_pem_slice(&pem) {
        Ok(_certificate) => Ok(Some(path)),
        Err(_none) => Err(wrong(name, format!("{} holds no certificate (PEM)", called(&path)))),
    }
}

/// A file as a message names it; somebody may have put a password there.
fn called(path: &Path) -> String {
    quoted(&path.display().to_string())
}

fn file(
    name: &'static str,
    value: &impl Fn(&str) -> Option<String>,
) -> Result<Option<PathBuf>, SettingsError> {
    match value(name).map(PathBuf::from) {
        Some(path) if !path.is_file() => Err(wrong(name, format!("{} is not a file", called(&path)))),
        path => Ok(path),
    }
}

/// The sender, as mails name it.
pub(super) fn sender(value: Option<String>, base_url: &Url) -> Result<String, SettingsError> {
    // An address of version 6 is written in another way in mails, and nobody answers there.
    let host = base_url.host_str().filter(|_| !matches!(base_url.host(), Some(Host::Ipv6(_))));
    let text = value.unwrap_or_else(|| format!("Polisi <polisi@{}>", host.unwrap_or("localhost")));
    let read: Result<lettre::message::Mailbox, _> = text.parse();
    read.map(|_mailbox| text.clone()).map_err(|_not| {
        let why = format!("{} is not an address such as Polisi <polisi@care.example>", quoted(&text));
        wrong("POLISI_MAIL_FROM", why)
    })
}
