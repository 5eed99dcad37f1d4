//! The names in the bytes of a PDF (`/JavaScript`, also written `/J#61vaScript`), and what stands behind them.

/// The most letters of a name that is looked at.
const MOST_LETTERS: usize = 40;

/// Where some bytes stand.
pub fn places<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = wanted.first().copied();
    let fits = move |at: &usize| bytes.get(*at..).is_some_and(|rest| rest.starts_with(wanted));
    bytes.iter().enumerate().filter(move |(_, byte)| Some(**byte) == first).map(|(at, _)| at).filter(fits)
}

/// Where some bytes stand for the last time.
pub fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

/// Every name, with the place behind it. Words in brackets count, too: better one refused too many.
pub fn of(bytes: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> + '_ {
    places(bytes, b"/").map(|at| name_at(bytes, at.saturating_add(1)))
}

fn name_at(bytes: &[u8], begin: usize) -> (usize, Vec<u8>) {
    let (mut at, mut name) = (begin, Vec::new());
    while let Some(byte) = bytes.get(at).copied().filter(|byte| is_regular(*byte)) {
        if name.len() > MOST_LETTERS {
            break;
        }
        let escaped = bytes.get(at.saturating_add(1)..at.saturating_add(3)).filter(|_| byte == b'#');
        let written = escaped.and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        name.push(written.unwrap_or(byte));
        at = at.saturating_add(if written.is_some() { 3 } else { 1 });
    }
    (at, name)
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

/// What stands behind a place, without white space.
pub fn behind(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or_default().trim_ascii_start()
}

/// The number of an object that is pointed to: `12 0 R`.
pub fn pointed(rest: &[u8]) -> Option<u32> {
    let begin = rest.get(..rest.len().min(32))?;
    let text: String = begin.iter().map(|byte| char::from(*byte)).collect();
    let mut words = text.split_ascii_whitespace();
    let number = words.next()?.parse().ok()?;
    words.next()?.parse::<u32>().ok()?;
    words.next()?.starts_with('R').then_some(number)
}
