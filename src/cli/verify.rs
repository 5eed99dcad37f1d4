//! `polisi verify`: whether anything that must not change was changed.

use super::{Outcome, open, say};
use crate::backups::checking::{connection_holds, organisations_hold};
use crate::db::DbConnection;

/// What `polisi verify` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct VerifyArguments {
    /// Only the organisation with this short name
    #[arg(long, value_name = "SLUG")]
    pub organisation: Option<String>,
}

/// Verifies everything, or one organisation.
///
/// # Errors
/// The first bad row, by name; no such organisation; whatever stops a start.
pub fn run(arguments: &VerifyArguments) -> Outcome {
    let app = open()?;
    let only = arguments.organisation.clone();
    let count = app.database.read_system(|system| organisations_hold(system, only.as_deref()))?;
    let mut connection = DbConnection::open(&app.settings.database)?;
    connection_holds(&mut connection)?;
    say("verify-holds", &[("count", &count.to_string())])
}
