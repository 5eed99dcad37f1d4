//! An SMTP server that Debian packages (aiosmtpd), for the one journey that doesn't trust our own.
//! It runs without any right on a loopback port and keeps mails as files (Maildir).

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::environment::missing;
use super::mail::Mail;
use super::tls::Identity;

/// Debian's Python, whatever other one comes first in `PATH`.
const PYTHON: &str = "/usr/bin/python3";

/// The running server. It ends when it is dropped.
pub struct DebianSmtp {
    port: u16,
    folder: TempDir,
    process: Child,
}

impl DebianSmtp {
    /// A server with STARTTLS, demanded. `None` where it is not installed and need not be.
    ///
    /// # Panics
    /// It is installed and doesn't start.
    pub fn start() -> Option<Self> {
        let there = Command::new(PYTHON).args(["-c", "import aiosmtpd"]).output();
        if !there.is_ok_and(|output| output.status.success()) {
            missing("aiosmtpd is not installed (tests/setup installs it)");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::for_localhost();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("ca.pem", &identity.authority);
        write("certificate.pem", &identity.certificate);
        write("key.pem", &identity.key);
        let port = free_port();
        let process = Command::new(PYTHON)
            .args(["-m", "aiosmtpd", "--nosetuid", "--listen", &format!("localhost:{port}")])
            .args(["--tlscert", "certificate.pem", "--tlskey", "key.pem"])
            .args(["--class", "aiosmtpd.handlers.Mailbox", "mails"])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(folder.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let server = Self { port, folder, process };
        server.wait_until_it_listens();
        Some(server)
    }

    /// The address as the setting `POLISI_SMTP_URL` wants it.
    pub fn url(&self) -> String {
        format!("smtp://localhost:{}", self.port)
    }

    /// The port on `localhost`.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The certificate authority to trust (`POLISI_SMTP_CA_FILE`).
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// What has arrived so far. The envelope is as the server noted it in the message.
    pub fn mails(&self) -> Vec<Mail> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join("mails/new")) else { return Vec::new() };
        entries.map(|entry| read(&std::fs::read(entry.unwrap().path()).unwrap())).collect()
    }

    fn wait_until_it_listens(&self) {
        let begin = Instant::now();
        while TcpStream::connect(("localhost", self.port)).is_err() {
            let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(begin.elapsed() < Duration::from_secs(20), "aiosmtpd does not listen: {log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for DebianSmtp {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn read(raw: &[u8]) -> Mail {
    let mut mail = Mail::parse("", &[], raw.to_vec());
    mail.from = mail.header("X-MailFrom").unwrap_or_default().to_owned();
    let to = mail.header("X-RcptTo").unwrap_or_default().to_owned();
    mail.to = to.split(", ").map(str::to_owned).collect();
    mail
}

fn free_port() -> u16 {
    TcpListener::bind(("localhost", 0)).unwrap().local_addr().unwrap().port()
}
