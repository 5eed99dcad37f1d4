//! How mail leaves: through an SMTP server, or as files.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use lettre::Message;
use lettre::message::{Mailbox, MultiPart};

use super::smtp::{self, Fault, Server};
use super::{LETTERS, UNCLEAR, answers};
use crate::clock::Moment;
use crate::config::{MailRoute, Settings};

/// The longest that a mail takes, in minutes: its claim lasts longer.
pub const LONGEST_MINUTES: i64 = smtp::LONGEST_MINUTES;

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
    /// The server had the whole mail, and nobody can read what it said then.
    pub is_unclear: bool,
    /// What the server said, for the outbox.
    pub answer: String,
}

impl Refused {
    /// Nobody took it yet, or ever, and that is clear.
    fn clearly(for_good: bool, answer: String) -> Self {
        Self { for_good, is_unclear: false, answer }
    }
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
    Smtp(Box<Server>),
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
            MailRoute::Smtp(server) => Way::Smtp(Box::new(Server::of(server)?)),
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
                Err(fault) => Err(self.refused(fault, envelope.to)),
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
            Way::Smtp(server) => match server.probe() {
                Ok(true) => Ok(()),
                Ok(false) => Err("the server closed the connection".to_owned()),
                Err(fault) => Err(fault.to_string()),
            },
        }
    }

    fn refused(&self, fault: Fault, to: &str) -> Refused {
        match fault {
            Fault::Refused(fault) => {
                let answer = fault.to_string();
                let is_about_us = answers::names_sender(&answer, self.from.email.as_ref(), to);
                let for_good = fault.is_permanent() && answers::is_for_good(&answer) && !is_about_us;
                Refused::clearly(for_good, answer)
            }
            Fault::Unclear => Refused { for_good: false, is_unclear: true, answer: UNCLEAR.to_owned() },
            // Ours would fail every mail alike, and is put right by somebody.
            Fault::Letters(is_theirs) => Refused::clearly(is_theirs, LETTERS.to_owned()),
        }
    }

    fn message(&self, envelope: &Envelope<'_>) -> Result<Message, Refused> {
        let unwritable = |answer: String| Refused::clearly(true, answer);
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

fn into_file(folder: &Path, id: &str, message: &Message) -> Result<String, Refused> {
    let (draft, file) = (folder.join(format!(".{id}")), folder.join(format!("{id}.eml")));
    // A mail holds live links: only we may read it.
    let mut file_options = OpenOptions::new();
    let written = file_options.write(true).create(true).truncate(true).mode(0o600).open(&draft);
    written
        .and_then(|mut out| out.write_all(&message.formatted()))
        .and_then(|()| std::fs::rename(&draft, &file))
        .map(|()| "written to a file".to_owned())
        .map_err(|error| Refused::clearly(false, error.to_string()))
}
