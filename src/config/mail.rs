//! How mail leaves, as the settings say it.

use std::path::{Path, PathBuf};

use url::Url;

use super::{SettingsError, wrong};

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
    let ca_file = file("POLISI_SMTP_CA_FILE", value)?;
    let client_file = file("POLISI_SMTP_CLIENT_FILE", value)?;
    Ok(MailRoute::Smtp(SmtpServer { url, ca_file, client_file }))
}

fn file(
    name: &'static str,
    value: &impl Fn(&str) -> Option<String>,
) -> Result<Option<PathBuf>, SettingsError> {
    match value(name).map(PathBuf::from) {
        Some(path) if !path.is_file() => Err(wrong(name, format!("{} is not a file", path.display()))),
        path => Ok(path),
    }
}

/// The sender, as mails name it.
pub(super) fn sender(value: Option<String>, base_url: &Url) -> Result<String, SettingsError> {
    let text =
        value.unwrap_or_else(|| format!("Polisi <polisi@{}>", base_url.host_str().unwrap_or("localhost")));
    let read: Result<lettre::message::Mailbox, _> = text.parse();
    read.map(|_mailbox| text.clone()).map_err(|_not| {
        wrong("POLISI_MAIL_FROM", format!("`{text}` is not an address such as Polisi <polisi@care.example>"))
    })
}
