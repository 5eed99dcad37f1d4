//! What a finished file may not hold: whatever does something by itself, or carries other files.

use super::names;

/// Names that stand for scripts, programs, files in the file, films, forms that send themselves, and forms
/// that bring their own program.
const REFUSED: &[&[u8]] = &[
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"Rendition",
    b"SubmitForm",
    b"ImportData",
    b"GoToE",
    b"XFA",
];
/// What may not happen when a file opens: it would tell somebody that it was opened.
const REFUSED_AT_OPENING: &[&[u8]] = &[b"URI", b"GoToR", b"Movie", b"Sound"];
/// As many bytes of an object are looked at.
const OBJECT: usize = 2 << 10;

/// Whether these bytes name something that is refused.
pub fn is_in(bytes: &[u8]) -> bool {
    names::of(bytes).any(|(_, name)| REFUSED.contains(&name.as_slice()))
}

/// Whether something leaves the file when it opens.
pub fn is_at_opening(bytes: &[u8], kept: &[Vec<u8>]) -> bool {
    let all = || std::iter::once(bytes).chain(kept.iter().map(Vec::as_slice));
    all().any(|piece| {
        names::of(piece).filter(|(_, name)| name == b"OpenAction").any(|(at, _)| {
            let value = names::behind(piece, at);
            match names::pointed(value) {
                Some(number) => is_object_refused(number, bytes, kept),
                None => !value.starts_with(b"[") && leaves(value),
            }
        })
    })
}

/// The first bytes of an object name a way out.
fn leaves(object: &[u8]) -> bool {
    let object = object.get(..object.len().min(OBJECT)).unwrap_or_default();
    let end = names::places(object, b"endobj").next().unwrap_or(object.len());
    let object = object.get(..end).unwrap_or_default();
    names::of(object).any(|(_, name)| REFUSED_AT_OPENING.contains(&name.as_slice()))
}

fn is_object_refused(number: u32, bytes: &[u8], kept: &[Vec<u8>]) -> bool {
    let begin = format!("{number} ");
    let own = names::places(bytes, begin.as_bytes()).filter(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let rest = names::behind(bytes, at.saturating_add(begin.len()));
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        before.is_none_or(|byte| !byte.is_ascii_digit())
            && digits > 0
            && names::behind(rest, digits).starts_with(b"obj")
    });
    let loose = own.map(|at| leaves(bytes.get(at..).unwrap_or_default()));
    let packed = kept.iter().filter_map(|piece| in_collection(number, piece));
    loose.chain(packed).any(|refused| refused)
}

/// Whether an object of a collection leaves the file; nothing when it isn't there. A collection begins with
/// pairs of numbers: the object, and where it stands.
fn in_collection(number: u32, piece: &[u8]) -> Option<bool> {
    let head = piece.iter().take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace()).count();
    let (head, objects) = piece.split_at_checked(head)?;
    let numbers: Vec<usize> = std::str::from_utf8(head)
        .ok()?
        .split_ascii_whitespace()
        .map_while(|word| word.parse().ok())
        .collect();
    let pairs = numbers.chunks(2);
    let wanted = usize::try_from(number).ok()?;
    let mut found = pairs.filter_map(|pair| match pair {
        [object, at] if *object == wanted => Some(*at),
        _ => None,
    });
    let object = objects.get(found.next()?..).unwrap_or_default().trim_ascii_start();
    // Where it isn't what it should be, the numbers lie.
    Some(!(object.starts_with(b"<<") || object.starts_with(b"[")) || leaves(object))
}
