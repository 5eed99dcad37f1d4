//! Who may use what, proven on the parsed source (DESIGN 3; reference code-style 5).
//!
//! Each check first finds a planted fault in a known text, then says how much it saw.

mod changes;
mod cookies;
mod layers;
mod lines;
mod reach;
mod sentences;
mod sizes;
mod source;
mod tables;

/// The files of `src/`, for tests elsewhere.
pub fn files() -> Vec<source::File> {
    source::all()
}
