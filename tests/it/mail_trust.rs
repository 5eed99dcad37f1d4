//! Mail leaves only by a connection that is encrypted, to a server whose certificate is trusted.

use std::path::PathBuf;

use polisi::config::{MailRoute, Settings, SmtpServer as Server};
use polisi::mail::Transport;
use polisi::mail::transport::Envelope;
use url::Url;

use crate::support::app::TestApp;
use crate::support::smtp::{Encryption, SmtpServer};

/// Sends one mail to a server at an address, with a certificate authority.
fn send(settings: &Settings, url: &str, authority: Option<&SmtpServer>) -> Result<String, String> {
    send_as(settings, url, authority, None)
}

/// The same, with a certificate of one's own.
fn send_as(
    settings: &Settings,
    url: &str,
    authority: Option<&SmtpServer>,
    client_file: Option<PathBuf>,
) -> Result<String, String> {
    let ca_file = authority.map(SmtpServer::ca_file);
    let mail = MailRoute::Smtp(Server { url: Url::parse(url).unwrap(), ca_file, client_file });
    let transport =
        Transport::open(&Settings { mail, ..settings.clone() }).map_err(|fault| fault.to_string())?;
    let envelope = Envelope {
        id: "trust".to_owned(),
        written_at: polisi::clock::Moment::parse("2026-11-21T10:00:00Z").unwrap(),
        to: "sian@prawf.example",
        subject: "A new password",
        text: "The link is in here.",
        html: "<p>The link is in here.</p>",
    };
    transport.send(&envelope).map_err(|refused| refused.answer)
}

#[test]
fn no_mail_goes_to_a_server_that_is_not_trusted() {
    let app = TestApp::start();
    let settings = &app.app.settings;
    let other = SmtpServer::start(Encryption::StartTls);
    for encryption in [Encryption::StartTls, Encryption::Implicit] {
        let server = SmtpServer::start(encryption);
        for authority in [None, Some(&other)] {
            let refused = send(settings, &server.url(), authority).unwrap_err();
            assert!(refused.contains("certificate"), "{encryption:?}: {refused}");
        }
        assert_eq!((server.mails().len(), server.attempts()), (0, 0), "{encryption:?}");
        send(settings, &server.url(), Some(&server)).unwrap();
        assert_eq!(server.mails().len(), 1, "{encryption:?}");
    }
}

#[test]
fn no_mail_goes_out_in_clear() {
    let app = TestApp::start();
    let server = SmtpServer::start(Encryption::Absent);
    for scheme in ["smtp", "smtps"] {
        let url = format!("{scheme}://localhost:{}", server.port());
        send(&app.app.settings, &url, Some(&server)).unwrap_err();
    }
    assert_eq!((server.mails().len(), server.attempts()), (0, 0));
}

#[test]
fn a_certificate_says_who_we_are_in_place_of_a_password() {
    let app = TestApp::start();
    let settings = &app.app.settings;
    let other = SmtpServer::start_for_known_clients(Encryption::StartTls);
    for encryption in [Encryption::StartTls, Encryption::Implicit] {
        let server = SmtpServer::start_for_known_clients(encryption);
        let by = |client| send_as(settings, &server.url(), Some(&server), client);
        by(None).unwrap_err();
        by(Some(other.client_file())).unwrap_err();
        assert_eq!((server.mails().len(), server.attempts()), (0, 0), "{encryption:?}");
        by(Some(server.client_file())).unwrap();
        assert_eq!(server.mails().len(), 1, "{encryption:?}");
        for unusable in [server.ca_file(), app.database.folder().join("away.pem")] {
            let why = by(Some(unusable.clone())).unwrap_err();
            assert!(why.starts_with("POLISI_SMTP_CLIENT_FILE"), "{}: {why}", unusable.display());
        }
    }
}
