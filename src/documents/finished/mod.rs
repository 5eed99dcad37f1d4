//! A finished PDF: what it must be to be adopted as it is. Nothing in it is run or changed.

mod active;
mod made;
mod names;
mod pieces;

pub use made::Made;

use super::read::Refusal;

/// The most bytes of a finished file.
pub const MOST_BYTES: usize = 10 << 20;

/// Checks the bytes of a finished file, and reads what it says of its making. Slow for a large one.
///
/// # Errors
/// The key of the message that says why it isn't taken.
pub fn check(bytes: &[u8]) -> Result<Made, &'static str> {
    if !bytes.starts_with(b"%PDF-") || names::places(bytes, b"startxref").next().is_none() {
        return Err(Refusal::Broken.key());
    }
    if bytes.len() > MOST_BYTES {
        return Err("shelf-refused-pdf-large");
    }
    if is_locked(bytes) {
        return Err(Refusal::Encrypted.key());
    }
    let mut is_active = false;
    let kept = pieces::unpack(bytes, &mut |piece| is_active |= active::is_in(piece))
        .map_err(|pieces::Opaque| "shelf-refused-pdf-opaque")?;
    if is_active || active::is_at_opening(bytes, &kept) {
        return Err("shelf-refused-pdf-active");
    }
    Ok(made::read(std::iter::once(bytes).chain(kept.iter().map(Vec::as_slice))))
}

/// The trailer of a protected file points to how it is locked: `/Encrypt 12 0 R` or `/Encrypt <<`.
fn is_locked(bytes: &[u8]) -> bool {
    names::of(bytes).filter(|(_, name)| name == b"Encrypt").any(|(at, _)| {
        let next = names::behind(bytes, at).first();
        next.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'<')
    })
}

#[cfg(test)]
mod tests;
