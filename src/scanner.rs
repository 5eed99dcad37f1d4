//! A scanner for malware on this machine: `clamd`, or what speaks its protocol (`INSTREAM`). Without one in the
//! settings nothing is scanned.
//!
//! Every file of a form comes here from `web::body`, and from nowhere else. What the scanner didn't call clean
//! is never taken: whether it names something, is away, too slow, cut off or says what we don't know.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The bytes of a file that are sent at once.
const CHUNK: usize = 64 << 10;
/// The most bytes of an answer.
const MOST_ANSWER: u64 = 1 << 10;

/// How the answer begins when a file is larger than the scanner takes.
const LARGE: &[u8] = b"INSTREAM size limit exceeded";

/// Where a scanner listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A port of this machine.
    Port(SocketAddr),
    /// A socket in the file system.
    Socket(PathBuf),
}

impl Place {
    /// A loopback address with a port, or the absolute path of a socket; nothing for everything else: files
    /// would leave the machine in the open.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with('/') {
            return Some(Self::Socket(PathBuf::from(text)));
        }
        let address: SocketAddr = text.parse().ok()?;
        address.ip().is_loopback().then_some(Self::Port(address))
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Port(address) => address.fmt(to),
            Self::Socket(path) => path.display().fmt(to),
        }
    }
}

/// How much is asked of a scanner.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Uploads that are looked through at a time; each has one connection.
    pub at_once: usize,
    /// How long one upload may take, with waiting.
    pub patience: Duration,
    /// How long a question whether it lives may take.
    pub greeting: Duration,
}

impl Bounds {
    /// Fewer connections than `clamd` has threads; and longer than it needs for a large shelf.
    pub const STANDARD: Self =
        Self { at_once: 4, patience: Duration::from_secs(60), greeting: Duration::from_secs(3) };
}

/// Why a file isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The scanner found something in it.
    Malware,
    /// It is larger than the scanner takes.
    Large,
    /// The scanner gave no answer that we know.
    Unchecked,
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("its answer was none that we know")]
    Answer,
}

/// The scanner of the settings.
#[derive(Debug)]
pub struct Scanner {
    place: Option<Place>,
    bounds: Bounds,
    turns: Semaphore,
    was_away: AtomicBool,
}

impl Scanner {
    /// The scanner that listens there; without a place nothing is scanned.
    #[must_use]
    pub fn new(place: Option<Place>, bounds: Bounds) -> Self {
        Self { place, bounds, turns: Semaphore::new(bounds.at_once), was_away: AtomicBool::new(false) }
    }

    /// Whether it gave no answer when it was last asked.
    #[must_use]
    pub fn was_away(&self) -> bool {
        self.was_away.load(Ordering::Relaxed)
    }

    /// Looks through files, in their order.
    ///
    /// # Errors
    /// The number of the first one that isn't to be taken, and why.
    pub async fn look<'a>(&self, files: impl Iterator<Item = &'a [u8]>) -> Result<(), (usize, Refusal)> {
        let Some(place) = &self.place else { return Ok(()) };
        let mut at = 0;
        let each = async {
            let Ok(_turn) = self.turns.acquire().await else { return Err(Refusal::Unchecked) };
            for (number, file) in files.enumerate() {
                at = number;
                self.file(place, file).await?;
            }
            Ok(())
        };
        let done = timeout(self.bounds.patience, each).await;
        let done = done.unwrap_or_else(|_late| {
            tracing::warn!("the scanner for files took too long");
            Err(Refusal::Unchecked)
        });
        self.was_away.store(done == Err(Refusal::Unchecked), Ordering::Relaxed);
        done.map_err(|why| (at, why))
    }

    async fn file(&self, place: &Place, file: &[u8]) -> Result<(), Refusal> {
        let answer = match talk(place, &Asked::File(file)).await {
            Ok(answer) => verdict(&answer),
            Err(fault) => Err(Fault::from(fault)),
        };
        answer.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "the scanner for files gave no answer");
            Err(Refusal::Unchecked)
        })
    }

    /// Whether it answers; nothing without one.
    pub async fn answers(&self) -> Option<bool> {
        let place = self.place.as_ref()?;
        let answer = timeout(self.bounds.greeting, talk(place, &Asked::Alive)).await;
        let answers = answer.is_ok_and(|answer| answer.is_ok_and(|answer| answer == b"PONG\0"));
        self.was_away.store(!answers, Ordering::Relaxed);
        Some(answers)
    }
}

enum Asked<'a> {
    Alive,
    File(&'a [u8]),
}

async fn talk(place: &Place, asked: &Asked<'_>) -> std::io::Result<Vec<u8>> {
    match place {
        Place::Port(address) => {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            exchange(stream, asked).await
        }
        Place::Socket(path) => exchange(UnixStream::connect(path).await?, asked).await,
    }
}

async fn exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    asked: &Asked<'_>,
) -> std::io::Result<Vec<u8>> {
    let said = match asked {
        Asked::Alive => stream.write_all(b"zPING\0").await,
        Asked::File(file) => send(&mut stream, file).await,
    };
    let mut answer = Vec::new();
    let heard = stream.take(MOST_ANSWER).read_to_end(&mut answer).await;
    match said.and(heard) {
        // Who finds a file too large says so and hangs up, before all was sent.
        Err(fault) if !answer.starts_with(LARGE) => Err(fault),
        _ => Ok(answer),
    }
}

/// Each part with its length before it, then an empty one.
async fn send(stream: &mut (impl AsyncWrite + Unpin), file: &[u8]) -> std::io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for part in file.chunks(CHUNK) {
        let length = u32::try_from(part.len()).unwrap_or_default();
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(part).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    stream.flush().await
}

/// What a whole answer says. One that was cut off is none.
fn verdict(answer: &[u8]) -> Result<Result<(), Refusal>, Fault> {
    let answer = answer.strip_suffix(b"\0").ok_or(Fault::Answer)?;
    match answer.strip_prefix(b"stream: ") {
        Some(b"OK") => Ok(Ok(())),
        Some(found) if found.ends_with(b" FOUND") => Ok(Err(Refusal::Malware)),
        _ if answer.starts_with(LARGE) => Ok(Err(Refusal::Large)),
        _ => Err(Fault::Answer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_never_leave_the_machine() {
        for (text, fits) in [
            ("127.0.0.1:3310", true),
            ("127.9.9.9:1", true),
            ("[::1]:3310", true),
            ("/run/clamav/clamd.ctl", true),
            ("127.0.0.1", false),
            ("localhost:3310", false),
            ("0.0.0.0:3310", false),
            ("[::]:3310", false),
            ("10.0.0.7:3310", false),
            ("203.0.113.9:3310", false),
            ("[2001:db8::1]:3310", false),
            ("clamd.example:3310", false),
            ("run/clamd.ctl", false),
            ("unix:/run/clamd.ctl", false),
            ("", false),
        ] {
            assert_eq!(Place::parse(text).map(|place| place.to_string()).as_deref(), fits.then_some(text));
        }
    }

    #[test]
    fn only_a_whole_answer_that_says_so_lets_a_file_in() {
        for (answer, taken) in [
            (&b"stream: OK\0"[..], Some(Ok(()))),
            (b"stream: Eicar-Signature FOUND\0", Some(Err(Refusal::Malware))),
            (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", Some(Err(Refusal::Malware))),
            (b"INSTREAM size limit exceeded. ERROR\0", Some(Err(Refusal::Large))),
            (b"stream: OK", None),
            (b"stream: OK\n", None),
            (b"stream: OK\0stream: OK\0", None),
            (b"stream: OK\0stream: Eicar-Signature FOUND\0", Some(Err(Refusal::Malware))),
            (b"stream: Can't allocate memory ERROR\0", None),
            (b"UNKNOWN COMMAND\0", None),
            (b"OK\0", None),
            (b"\0", None),
            (b"", None),
        ] {
            assert_eq!(verdict(answer).ok(), taken, "{}", String::from_utf8_lossy(answer));
        }
    }
}
