//! Who somebody is and what they may do: sessions, entries, roles, passwords, limits.

pub mod actions;
pub mod address;
pub mod announcements;
pub mod email;
pub mod entries;
pub mod guesses;
pub mod member;
pub mod passwords;
pub mod session;
mod store;

pub use actions::{Action, Role, allowed};
pub use entries::{Command, JobTicket, LinkHolder, ShareHolder};
pub use member::{Grant, Member};
pub use session::Session;
