//! What every page shares: the template engine, the static files, the gallery of parts.

pub mod assets;
pub mod body;
pub mod bounded;
mod closing;
mod codes;
pub mod cookies;
pub mod csv;
pub mod dates;
mod done;
pub mod engine;
pub mod error;
mod fallback;
pub mod fields;
pub mod gallery;
pub mod guard;
mod held;
pub mod kept;
pub mod kiosk;
pub mod listing;
mod member;
pub mod navigation;
mod operator;
mod reading;
mod receiving;
pub mod route;
pub mod square;
pub mod state;
mod support;
#[cfg(test)]
mod tests;
mod trying;
pub mod visit;
pub mod watch;

pub use body::{Body, UPLOAD_LIMIT};
pub use engine::Trusted;
pub use error::Error;
pub use fields::{Fields, FormErrors, Value};
pub use operator::Operator;
pub use route::{Door, Method, Pattern, Route, Sensitivity};
pub use state::App;
pub use visit::{Answer, Visit, see_other};
