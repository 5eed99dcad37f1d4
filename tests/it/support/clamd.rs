//! A scanner in the test process: it speaks the protocol of `clamd`, does what the test says, and keeps what it
//! was given.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use polisi::scanner::{Bounds, Place, Scanner};

/// What the scanner does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Looks, and says what it saw.
    Honest,
    /// Takes no more than so many bytes of a file.
    AtMost(usize),
    /// Takes all and never answers.
    Silent,
    /// Hangs up before it answers.
    HangsUp,
    /// Answers this.
    Says(&'static [u8]),
}

/// The running scanner. It ends with the process.
pub struct Clamd {
    place: Place,
    shared: Arc<Shared>,
}

struct Shared {
    way: Way,
    files: Mutex<Vec<Vec<u8>>>,
    // Kept open, so that nothing but silence is heard.
    silent: Mutex<Vec<Box<dyn Stream>>>,
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// The file by which scanners are tried out. It stands here in two parts, so that none of them finds it here.
pub fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}

/// A scanner as the program has it; it waits as long as a test does.
pub fn at(place: Place) -> Arc<Scanner> {
    Arc::new(Scanner::new(Some(place), Bounds::STANDARD))
}

/// A place where nothing listens.
pub fn nowhere() -> Place {
    Place::parse("/nonexistent/clamd.ctl").unwrap()
}

/// For scanners that never answer.
pub fn impatient() -> Bounds {
    let moment = Duration::from_millis(200);
    Bounds { patience: moment, greeting: moment, ..Bounds::STANDARD }
}

impl Clamd {
    /// A scanner on a free port.
    pub fn start(way: Way) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = Place::Port(listener.local_addr().unwrap());
        let shared = Shared::new(way);
        let own = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                own.serve(stream.unwrap());
            }
        });
        Self { place, shared }
    }

    /// A scanner at a socket.
    pub fn start_at(path: &Path, way: Way) -> Self {
        let listener = UnixListener::bind(path).unwrap();
        let shared = Shared::new(way);
        let own = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                own.serve(stream.unwrap());
            }
        });
        Self { place: Place::Socket(path.to_owned()), shared }
    }

    /// Where it listens.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// The files that it was given, whole ones only.
    pub fn files(&self) -> Vec<Vec<u8>> {
        self.shared.files.lock().unwrap().clone()
    }
}

impl Shared {
    fn new(way: Way) -> Arc<Self> {
        Arc::new(Self { way, files: Mutex::default(), silent: Mutex::default() })
    }

    fn serve(self: &Arc<Self>, stream: impl Stream + 'static) {
        let own = Arc::clone(self);
        std::thread::spawn(move || own.answer(Box::new(stream)));
    }

    fn answer(&self, mut stream: Box<dyn Stream>) {
        let Some(command) = command(&mut stream) else { return };
        let answer = match (command.as_slice(), self.way) {
            (_, Way::HangsUp) => return,
            (_, Way::Silent) => {
                self.silent.lock().unwrap().push(stream);
                return;
            }
            (_, Way::Says(answer)) => answer,
            (b"zPING", _) => b"PONG\0",
            (b"zINSTREAM", way) => self.look(&mut stream, way),
            _ => b"UNKNOWN COMMAND\0",
        };
        drop(stream.write_all(answer));
    }

    fn look(&self, stream: &mut impl Read, way: Way) -> &'static [u8] {
        let mut file = Vec::new();
        loop {
            let mut length = [0; 4];
            stream.read_exact(&mut length).unwrap();
            let length = usize::try_from(u32::from_be_bytes(length)).unwrap();
            if length == 0 {
                break;
            }
            let mut part = vec![0; length];
            stream.read_exact(&mut part).unwrap();
            file.extend(part);
            if matches!(way, Way::AtMost(most) if file.len() > most) {
                return b"INSTREAM size limit exceeded. ERROR\0";
            }
        }
        let bad = eicar();
        let found = file.windows(bad.len()).any(|part| part == bad);
        self.files.lock().unwrap().push(file);
        if found { b"stream: Eicar-Signature FOUND\0" } else { b"stream: OK\0" }
    }
}

/// The first word, up to its end; nothing when there is none.
fn command(stream: &mut impl Read) -> Option<Vec<u8>> {
    let mut said = Vec::new();
    let mut letter = [0];
    while said.len() < 20 {
        stream.read_exact(&mut letter).ok()?;
        if letter[0] == 0 {
            return Some(said);
        }
        said.push(letter[0]);
    }
    None
}
