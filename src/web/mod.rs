//! What every page shares: the template engine, the static files, the gallery of parts.

pub mod assets;
pub mod dates;
pub mod engine;
mod fallback;
pub mod gallery;
#[cfg(test)]
mod tests;
