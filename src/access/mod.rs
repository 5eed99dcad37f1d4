//! Who somebody is and what they may do: sessions, entries, roles, passwords, limits.

pub mod actions;
pub mod address;
pub mod announcements;
pub mod breached;
mod complainant;
pub mod devices;
pub mod email;
pub mod entries;
pub mod factor;
pub mod guesses;
pub mod kept;
pub mod kiosk;
pub mod mailed;
pub mod member;
pub mod names;
pub mod pace;
pub mod passwords;
pub mod paused;
pub mod session;
mod store;
pub mod support;
pub mod turns;
pub mod two_people;
pub mod under_way;

/// The setting that says on which day an organisation closes.
pub const CLOSES_ON: &str = "closes_on";

pub use actions::{Action, Role, allowed, can_be_covered, passes_to_cover};
pub use complainant::{Complainant, complainant, is_paused};
pub use entries::{Command, JobTicket, LinkHolder, ShareHolder};
pub use factor::FactorRule;
pub use kiosk::{KioskDevice, KioskPerson, StaffDoor};
pub use member::{Grant, Member, StandingIn};
pub use session::Session;
