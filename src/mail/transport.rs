//! How mail leaves: through an SMTP server, or as files.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::client::{Certificate, Identity, Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport as _};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use super::answers;
use crate::clock::Moment;
use crate::config::{MailRoute, Settings, SmtpServer};

/// Seconds that a server may take for an answer.
const PATIENCE_SECONDS: i64 = 20;
/// The same.
const PATIENCE: Duration = Duration::from_secs(PATIENCE_SECONDS.unsigned_abs());
/// For how many answers a mail waits at most: the connection, the greeting, two of EHLO, STARTTLS, the handshake, three
/// of AUTH, MAIL, RCPT, DATA, the way of the message, and the last one.
const ANSWERS: i64 = 14;
/// The longest that a mail takes, in minutes.
pub const LONGEST_MINUTES: i64 = PATIENCE_SECONDS * ANSWERS / 60 + 1;

/// Why mail can't be set up.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The server's address or certificate can't be used.
    #[error("POLISI_SMTP_URL: {0}")]
    Server(String),
    /// The file with our own certificate and key can't be used.
    #[error("POLISI_SMTP_CLIENT_FILE: {0}")]
    Client(String),
    /// The folder for files can't be made.
    #[error("the folder for mail {0}: {1}")]
    Folder(String, std::io::Error),
    /// The sender isn't an address.
    #[error("POLISI_MAIL_FROM is not an address")]
    From,
}

/// A mail that didn't leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// No later try will help: there is no such mailbox or it takes no such mail, or the mail can't be written.
    pub for_good: bool,
    /// What the server said, for the outbox.
    pub answer: String,
}

/// A mail with all that an envelope needs.
pub struct Envelope<'a> {
    /// Names the mail; the same on every try, so that a server can tell a repeat.
    pub id: String,
    /// When it was written.
    pub written_at: Moment,
    /// The address.
    pub to: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// The plain-text part.
    pub text: &'a str,
    /// The HTML part.
    pub html: &'a str,
}

enum Way {
    Files(PathBuf),
    Smtp(Box<SmtpTransport>),
}

/// The way out.
pub struct Transport {
    way: Way,
    from: Mailbox,
    host: String,
}

impl Transport {
    /// The way out that the settings name.
    ///
    /// # Errors
    /// A server or folder that can't be used.
    pub fn open(settings: &Settings) -> Result<Self, TransportError> {
        let way = match &settings.mail {
            MailRoute::Files(folder) => {
                let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
                made.map_err(|error| TransportError::Folder(folder.display().to_string(), error))?;
                Way::Files(folder.clone())
            }
            MailRoute::Smtp(server) => Way::Smtp(Box::new(smtp(server)?)),
        };
        let from = settings.mail_from.parse().map_err(|_not| TransportError::From)?;
        let host = settings.base_url.host_str().unwrap_or("localhost").to_owned();
        Ok(Self { way, from, host })
    }

    /// The folder that files go to, when they do.
    #[must_use]
    pub fn folder(&self) -> Option<&PathBuf> {
        match &self.way {
            Way::Files(folder) => Some(folder),
            Way::Smtp(_) => None,
        }
    }

    /// Sends one mail; what the server said.
    ///
    /// # Errors
    /// Nobody took it: for now, or for good.
    pub fn send(&self, envelope: &Envelope<'_>) -> Result<String, Refused> {
        let message = self.message(envelope)?;
        match &self.way {
            Way::Files(folder) => into_file(folder, &envelope.id, &message),
            Way::Smtp(server) => match server.send(&message) {
                Ok(answer) => {
                    Ok(format!("{} {}", answer.code(), answer.message().collect::<Vec<_>>().join(" ")))
                }
                Err(fault) => {
                    let answer = fault.to_string();
                    let is_about_us = answers::names_sender(&answer, self.from.email.as_ref(), envelope.to);
                    let for_good = fault.is_permanent() && answers::is_for_good(&answer) && !is_about_us;
                    Err(Refused { for_good, answer })
                }
            },
        }
    }

    /// Whether the server answers; for `polisi check`.
    ///
    /// # Errors
    /// It doesn't.
    pub fn probe(&self) -> Result<(), String> {
        match &self.way {
            Way::Files(_) => Ok(()),
            Way::Smtp(server) => match server.test_connection() {
                Ok(true) => Ok(()),
                Ok(false) => Err("the server closed the connection".to_owned()),
                Err(fault) => Err(fault.to_string()),
            },
        }
    }

    fn message(&self, envelope: &Envelope<'_>) -> Result<Message, Refused> {
        let unwritable = |answer: String| Refused { for_good: true, answer };
        let to: Mailbox = envelope.to.parse().map_err(|fault| unwritable(format!("{fault}")))?;
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(envelope.subject)
            .date(
                UNIX_EPOCH
                    + Duration::from_secs(u64::try_from(envelope.written_at.seconds()).unwrap_or_default()),
            )
            .message_id(Some(format!("<{}@{}>", envelope.id, self.host)))
            .multipart(MultiPart::alternative_plain_html(envelope.text.to_owned(), envelope.html.to_owned()))
            .map_err(|fault| unwritable(fault.to_string()))
    }
}

fn smtp(server: &SmtpServer) -> Result<SmtpTransport, TransportError> {
    let fault = |error: &dyn std::fmt::Display| TransportError::Server(error.to_string());
    let host = server.url.host_str().unwrap_or_default().to_owned();
    let mut parameters = TlsParameters::builder(host.clone());
    if let Some(path) = &server.ca_file {
        let pem = std::fs::read(path).map_err(|error| fault(&error))?;
        parameters =
            parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| fault(&error))?);
    }
    if let Some(path) = &server.client_file {
        parameters = parameters.identify_with(identity(path)?);
    }
    let parameters = parameters.build().map_err(|error| fault(&error))?;
    let wrapped = server.url.scheme() == "smtps";
    let (tls, port) =
        if wrapped { (Tls::Wrapper(parameters), 465) } else { (Tls::Required(parameters), 587) };
    let mut builder = SmtpTransport::builder_dangerous(&host)
        .port(server.url.port().unwrap_or(port))
        .tls(tls)
        .timeout(Some(PATIENCE));
    if !server.url.username().is_empty() {
        let plain = |text: &str| percent_decoded(text);
        builder = builder.credentials(lettre::transport::smtp::authentication::Credentials::new(
            plain(server.url.username()),
            plain(server.url.password().unwrap_or_default()),
        ));
    }
    Ok(builder.build())
}

/// The certificate and the key of a file, with which we say who we are.
fn identity(path: &Path) -> Result<Identity, TransportError> {
    let unusable = |why: String| TransportError::Client(format!("{}: {why}", path.display()));
    let pem = std::fs::read(path).map_err(|fault| unusable(fault.to_string()))?;
    let certificate = CertificateDer::from_pem_slice(&pem).map_err(|fault| unusable(fault.to_string()))?;
    // Whatever the name of this says, the library takes the bytes of the certificate as they are.
    Identity::from_pem(&certificate, &pem).map_err(|fault| unusable(fault.to_string()))
}

/// A user name or password as typed: in a URL some letters are written as %40 and the like.
fn percent_decoded(text: &str) -> String {
    let pair = format!("v={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).map(|(_, value)| value.into_owned()).collect()
}

fn into_file(folder: &Path, id: &str, message: &Message) -> Result<String, Refused> {
    let (draft, file) = (folder.join(format!(".{id}")), folder.join(format!("{id}.eml")));
    // A mail holds live links: only we may read it.
    let mut file_options = OpenOptions::new();
    let written = file_options.write(true).create(true).truncate(true).mode(0o600).open(&draft);
    written
        .and_then(|mut out| out.write_all(&message.formatted()))
        .and_then(|()| std::fs::rename(&draft, &file))
        .map(|()| "written to a file".to_owned())
        .map_err(|error| Refused { for_good: false, answer: error.to_string() })
}
