//! `polisi mail`: holding mail back, and letting it go.

use clap::Subcommand;

use super::{Outcome, open, open_in_use, say};
use crate::keys::store::hold_mail;

/// What `polisi mail` is asked.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum MailCommand {
    /// Hold all mail back, as after a restore
    Hold,
    /// Let mail go that is held
    Release,
}

/// Holds or releases.
///
/// # Errors
/// Whatever stops a start; a release in a place for looking things up.
pub fn run(command: MailCommand) -> Outcome {
    let app = match command {
        MailCommand::Hold => open()?,
        MailCommand::Release => open_in_use("mail-release-alone")?,
    };
    let now = app.clock.now();
    let (since, key) = match command {
        MailCommand::Hold => (Some(now), "mail-held"),
        MailCommand::Release => (None, "mail-released"),
    };
    app.database.write_system(move |system| hold_mail(system, since))?;
    say(key, &[])
}
