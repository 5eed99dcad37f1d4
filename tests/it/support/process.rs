//! The real program, run in empty folders with an environment of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

use super::client::Client;

/// An empty place for the program.
pub struct Place {
    pub folder: TempDir,
    pub settings: Vec<(String, String)>,
}

/// What a command said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), settings: Vec::new() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("data/polisi.db")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_polisi"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.envs(self.settings.iter().cloned());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::from(self.command(arguments).output().unwrap())
    }

    /// Serves on a port of the system's choice.
    pub fn serve(&self) -> Serving {
        // Only an empty installation prints a second line.
        let is_new = !self.database().exists();
        let mut command = self.command(&["serve"]);
        command.env("POLISI_LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("the server says where it answers").unwrap();
        let base = first.rsplit(' ').next().unwrap().trim_end_matches('/').to_owned();
        let link = is_new.then(|| lines.next().unwrap().unwrap());
        let link = link.map(|line| line.rsplit(' ').next().unwrap().to_owned());
        Serving { child, base, link }
    }

    /// A place whose database holds an organisation, with lines in its log.
    pub fn founded() -> Self {
        let place = Self::new();
        place.found("Cartref Prawf").fine();
        place
    }

    pub fn found(&self, name: &str) -> Said {
        let owner = ["--owner-email", "olwen@prawf.example", "--owner-given-name", "Olwen"];
        let mut all = vec!["organisation", "create", "--name", name];
        all.extend(owner);
        all.extend(["--owner-family-name", "Perchen"]);
        self.run(&all)
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    pub fn fine(self) -> String {
        assert_eq!(self.code, 0, "{} {}", self.out, self.err);
        self.out
    }

    /// It failed with this code and says why in one line that holds the words.
    pub fn failed(self, code: i32, words: &str) -> Self {
        assert_eq!(self.code, code, "{} {}", self.out, self.err);
        assert_eq!(self.err.trim_end().lines().count(), 1, "one line: {}", self.err);
        assert!(self.err.contains(words), "{words}: {}", self.err);
        self
    }
}

/// A server that runs.
pub struct Serving {
    pub child: Child,
    pub base: String,
    pub link: Option<String>,
}

impl Serving {
    pub fn client(&self) -> Client {
        Client::new(&self.base)
    }

    /// Asks the server to stop; its exit code.
    pub fn stop(mut self) -> i32 {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Stopped before, or the test failed: either way nothing may stay behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

pub fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}
