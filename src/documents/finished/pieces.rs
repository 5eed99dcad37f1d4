//! A PDF in its pieces, without believing what it says of itself: the bytes as they are, and every packed
//! stream unpacked. Where its tables point doesn't matter, because programs differ in what they follow.

use std::io::Read as _;

use flate2::bufread::ZlibDecoder;

/// The most bytes that are unpacked of one file, all streams together.
const MOST_UNPACKED: usize = 256 << 20;
/// The most bytes that are kept of one stream, and of all.
const MOST_KEPT: usize = 1 << 20;
const MOST_KEPT_OF_ALL: usize = 32 << 20;
/// The most streams of a file.
const MOST_STREAMS: usize = 30_000;
/// So many bytes are unpacked at a time.
const CHUNK: u64 = 64 << 10;
/// The end of a chunk is looked at again with the next one: a name may lie across.
const ACROSS: usize = 160;
/// So many bytes before a stream may say what it is.
const SAID_BEFORE: usize = 4 << 10;

/// Somebody packed it so that it can't be looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opaque;

/// Calls `look` with the bytes of the file and of every stream that unpacks, some of which may come in parts,
/// and returns those streams that can hold objects or words about the file.
///
/// # Errors
/// A collection of objects that doesn't unpack, or too much of everything.
pub fn unpack(bytes: &[u8], look: &mut impl FnMut(&[u8])) -> Result<Vec<Vec<u8>>, Opaque> {
    look(bytes);
    let (mut left, mut kept, mut room) = (MOST_UNPACKED, Vec::new(), MOST_KEPT_OF_ALL);
    for (count, (at, data)) in streams(bytes).enumerate() {
        if count >= MOST_STREAMS {
            return Err(Opaque);
        }
        let mut stream = Stream { left, begin: Vec::new(), length: 0 };
        let whole = stream.read(data, look)?;
        left = left.saturating_sub(stream.length);
        let is_collection = says_objects(bytes.get(at.saturating_sub(SAID_BEFORE)..at).unwrap_or_default());
        if is_collection && (!whole || stream.length > MOST_KEPT) {
            return Err(Opaque);
        }
        if stream.is_telling() {
            room = room.checked_sub(stream.begin.len()).ok_or(Opaque)?;
            kept.push(stream.begin);
        }
    }
    Ok(kept)
}

/// What stands before a stream calls it a collection of objects.
fn says_objects(before: &[u8]) -> bool {
    let own = super::names::last(before, b"obj").and_then(|at| before.get(at..)).unwrap_or(before);
    super::names::of(own).any(|(_, name)| name == b"ObjStm")
}

/// Every place where a stream begins, with the bytes from there to the end of the file: a packed stream knows
/// its own end.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    const WORD: &[u8] = b"stream";
    super::names::places(bytes, WORD).filter_map(|at| {
        let ends = at.checked_sub(3).and_then(|before| bytes.get(before..at)) == Some(b"end");
        let after = bytes.get(at.saturating_add(WORD.len())..)?;
        let data = [&b"\r\n"[..], b"\n", b"\r"].iter().find_map(|end| after.strip_prefix(*end))?;
        (!ends).then_some((at, data))
    })
}

struct Stream {
    left: usize,
    begin: Vec<u8>,
    length: usize,
}

impl Stream {
    /// Unpacks a stream and shows it in parts. Whether it could be unpacked to its end.
    fn read(&mut self, data: &[u8], look: &mut impl FnMut(&[u8])) -> Result<bool, Opaque> {
        let mut unpacked = ZlibDecoder::new(data);
        let mut part: Vec<u8> = Vec::new();
        loop {
            let old = part.len();
            let read = (&mut unpacked).take(CHUNK).read_to_end(&mut part);
            let new = part.get(old..).unwrap_or_default();
            self.length = self.length.saturating_add(new.len());
            self.begin.extend(new.iter().take(MOST_KEPT.saturating_sub(self.begin.len())));
            if self.length > self.left {
                return Err(Opaque);
            }
            look(&part);
            match read {
                Ok(0) => return Ok(self.length > 0),
                Ok(_some) => {}
                Err(_broken) => return Ok(false),
            }
            part.drain(..part.len().saturating_sub(ACROSS));
        }
    }

    /// Objects begin with their numbers, words about a file are XML.
    fn is_telling(&self) -> bool {
        let first = self.begin.iter().find(|byte| !byte.is_ascii_whitespace());
        first.is_some_and(|byte| byte.is_ascii_digit())
            || super::names::places(&self.begin, b"xmpmeta").next().is_some()
    }
}
