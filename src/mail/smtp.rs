//! The dialogue with an SMTP server (RFC 5321) about one mail. The library could hold it alone, but doesn't say of an
//! answer that nobody can read whether the server had the mail by then.

use std::error::Error as _;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use lettre::Message;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, Identity, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use super::transport::TransportError;
use crate::config::SmtpServer;

/// Seconds that a server may take for an answer.
const PATIENCE_SECONDS: i64 = 20;
/// The same.
const PATIENCE: Duration = Duration::from_secs(PATIENCE_SECONDS.unsigned_abs());
/// For how many answers a mail waits at most: the connection, the greeting, two of EHLO, STARTTLS, the handshake, three
/// of AUTH, MAIL, RCPT, DATA, the way of the message, and the last one.
const ANSWERS: i64 = 14;
/// The longest that a mail takes, in minutes.
pub(super) const LONGEST_MINUTES: i64 = PATIENCE_SECONDS * ANSWERS / 60 + 1;

/// What the library says of a connection that ended before the answer.
const BROKEN_OFF: &str = "incomplete response";

/// A server, and how it is spoken to.
pub(super) struct Server {
    host: String,
    port: u16,
    parameters: TlsParameters,
    /// Whether all is encrypted from the first byte; else from STARTTLS on.
    is_wrapped: bool,
    credentials: Option<Credentials>,
}

/// Why a server has no mail of us, or why we don't know whether it has.
pub(super) enum Fault {
    /// It refused, or can't be reached.
    Refused(Error),
    /// It had the whole mail and said something that nobody can read.
    Unclear,
    /// It takes no such letters in addresses: of the recipient when true, else of ours.
    Letters(bool),
}

impl Server {
    /// The server that the settings name.
    ///
    /// # Errors
    /// A certificate or a key that can't be used.
    pub(super) fn of(settings: &SmtpServer) -> Result<Self, TransportError> {
        let fault = |error: &dyn std::fmt::Display| TransportError::Server(error.to_string());
        let host = settings.url.host_str().unwrap_or_default().to_owned();
        let mut parameters = TlsParameters::builder(host.clone());
        if let Some(path) = &settings.ca_file {
            let pem = std::fs::read(path).map_err(|error| fault(&error))?;
            parameters =
                parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| fault(&error))?);
        }
        if let Some(path) = &settings.client_file {
            parameters = parameters.identify_with(identity(path)?);
        }
        let parameters = parameters.build().map_err(|error| fault(&error))?;
        let is_wrapped = settings.url.scheme() == "smtps";
        let port = settings.url.port().unwrap_or(if is_wrapped { 465 } else { 587 });
        let credentials = (!settings.url.username().is_empty()).then(|| {
            let password = settings.url.password().unwrap_or_default();
            Credentials::new(percent_decoded(settings.url.username()), percent_decoded(password))
        });
        Ok(Self { host, port, parameters, is_wrapped, credentials })
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// It can't be reached, or doesn't know us.
    pub(super) fn probe(&self) -> Result<bool, Error> {
        let mut connection = self.connect()?;
        let answers = connection.test_connected();
        connection.abort();
        Ok(answers)
    }

    /// Hands one mail over; what it said.
    ///
    /// # Errors
    /// It didn't take it, or not so that we could read it.
    pub(super) fn send(&self, message: &Message) -> Result<Response, Fault> {
        let bytes = message.formatted();
        let mut connection = self.connect().map_err(Fault::Refused)?;
        let begun = begin(&mut connection, message.envelope(), &bytes);
        let taken = begun.and_then(|()| {
            connection.message(&bytes).map_err(|fault| match is_unreadable(&fault) {
                true => Fault::Unclear,
                false => Fault::Refused(fault),
            })
        });
        connection.abort();
        taken
    }

    fn connect(&self) -> Result<SmtpConnection, Error> {
        let (hello, wrapper) = (ClientId::default(), self.is_wrapped.then_some(&self.parameters));
        let address = (self.host.as_str(), self.port);
        let mut connection = SmtpConnection::connect(address, Some(PATIENCE), &hello, wrapper, None)?;
        if !self.is_wrapped {
            connection.starttls(&self.parameters, &hello)?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials)?;
        }
        Ok(connection)
    }
}

/// All of the dialogue before the message itself.
fn begin(connection: &mut SmtpConnection, envelope: &Envelope, message: &[u8]) -> Result<(), Fault> {
    let mut parameters = Vec::new();
    let theirs = envelope.to().iter().any(|address| !address.to_string().is_ascii());
    let ours = envelope.from().is_some_and(|address| !address.to_string().is_ascii());
    if theirs || ours {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Fault::Letters(theirs));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    // Only addresses of such letters make a message of ours more than ASCII.
    if !message.is_ascii() {
        if !connection.server_info().supports_feature(Extension::EightBitMime) {
            return Err(Fault::Letters(theirs));
        }
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection.command(Mail::new(envelope.from().cloned(), parameters)).map_err(Fault::Refused)?;
    for recipient in envelope.to() {
        connection.command(Rcpt::new(recipient.clone(), Vec::new())).map_err(Fault::Refused)?;
    }
    connection.command(Data).map_err(Fault::Refused)?;
    Ok(())
}

/// Whether a server said something that can't be read: no code and text, or letters in another encoding. A connection
/// that broke off said nothing.
fn is_unreadable(fault: &Error) -> bool {
    let source = fault.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    // One of the encryption bears its own fault.
    let is_encoding =
        source.is_some_and(|source| source.kind() == ErrorKind::InvalidData && source.get_ref().is_none());
    is_encoding || (fault.is_response() && !fault.to_string().contains(BROKEN_OFF))
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
