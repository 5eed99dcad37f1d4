//! The commands of the real program.

use crate::support::process::{Place, Said, Serving, mode, set_mode};

mod altered;
mod backup;
mod changing;
mod keys;
mod log;
mod nights;
mod one;
mod records;
mod renewing;
mod serve;
mod server;
mod usage;
