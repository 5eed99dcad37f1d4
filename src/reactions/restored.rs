//! After a restore nothing lets anybody in that was ended, used or revoked since the backup was made. Nobody
//! knows which of what the backup holds that is, so all of it ends.

use crate::access::address::{self, Kind};
use crate::access::session;
use crate::accounts::{moving, sign_up};
use crate::acknowledgements;
use crate::audit::{self, Event};
use crate::clock::Moment;
use crate::db::ids::AnyId;
use crate::db::{Error, System, Tenant};
use crate::operator::support;
use crate::organisations;
use crate::people::invitations;
use crate::policies::sharing;
use crate::{access, kiosk};

/// What ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ended {
    /// Sessions of accounts.
    pub sessions: usize,
    /// Links in mails and on paper, tablets and who was signed in at one.
    pub links: usize,
}

/// What says the same as an address of some kind, and ends with it.
enum Behind {
    /// The address is all there is.
    Nothing,
    /// Rows of the installation.
    Outside(fn(&mut System<'_>, Moment) -> Result<usize, Error>),
    /// Rows of each organisation.
    Within(fn(&mut Tenant<'_>, Moment) -> Result<usize, Error>),
}

/// What ends with the addresses of a kind. A new kind is decided here: every address ends, whatever it is for.
const fn behind(kind: Kind) -> Behind {
    match kind {
        // An empty installation makes a new first link at its start; confirmed moves of accounts stay known, so that
        // who locks an account gets the address back; a code goes with its tablet.
        Kind::FirstRun
        | Kind::PasswordReset
        | Kind::AccountLock
        | Kind::EmailUndo
        | Kind::DeviceEnrolment => Behind::Nothing,
        Kind::EmailChange => Behind::Outside(moving::end_unconfirmed),
        Kind::SignUp => Behind::Outside(sign_up::forget_unconfirmed),
        Kind::Invitation => Behind::Within(invitations::end_all),
        // Whoever opens one is told that it has ended, and can ask for a new one.
        Kind::Signing => Behind::Within(acknowledgements::expire_all),
        Kind::PolicyShare => Behind::Within(sharing::end_all),
        Kind::Device => Behind::Within(kiosk::devices::revoke_all),
        Kind::Badge => Behind::Within(kiosk::badges::end_all),
        Kind::KioskSession => Behind::Within(access::kiosk::end_everybodys),
    }
}

/// Ends whatever lets somebody in without a password or a PIN, and says so in the log of each organisation.
///
/// # Errors
/// The database is away.
pub fn restored(system: &mut System<'_>, now: Moment) -> Result<Ended, Error> {
    let ended = Ended {
        sessions: session::end_everybodys(system, now)?,
        links: address::end_everybodys(system, now)?,
    };
    support::end_everywhere(system, now).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    for kind in Kind::ALL {
        if let Behind::Outside(end) = behind(*kind) {
            end(system, now)?;
        }
    }
    for (organisation, _slug, state) in organisations::store::all(system)? {
        let mut tenant = system.enter(&access::Command::on(organisation))?;
        let mut rows = 0_usize;
        for kind in Kind::ALL {
            if let Behind::Within(end) = behind(*kind) {
                rows = rows.saturating_add(end(&mut tenant, now)?);
            }
        }
        // The log of a closed organisation goes on no more.
        if state != address::KeptOut::Closed.as_str() {
            audit::record(&mut tenant, now, &AccessEnded { rows })?;
        }
    }
    Ok(ended)
}

/// The database came back from a backup, and what let somebody in ended.
struct AccessEnded {
    rows: usize,
}

impl Event for AccessEnded {
    fn action(&self) -> &'static str {
        "access_ended_by_restore"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> serde_json::Value {
        serde_json::json!({ "ended": self.rows })
    }
}
