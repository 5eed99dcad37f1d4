//! What every page shares: the template engine, the static files, the gallery of parts.

pub mod assets;
pub mod dates;
pub mod engine;
mod fallback;
pub mod gallery;
#[cfg(test)]
mod tests;
pub mod error;
pub mod fields;
pub mod guard;
mod member;
pub mod navigation;
pub mod route;
pub mod state;
pub mod visit;

pub use engine::Trusted;
pub use error::Error;
pub use fields::{Body, Fields, FormErrors, Value};
pub use route::{Door, Method, Route, Sensitivity};
pub use state::App;
pub use visit::{Answer, Visit, see_other};
