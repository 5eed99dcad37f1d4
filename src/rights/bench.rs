//! Who could run requests and answer complaints, and who is out of one: read once for a list of them.

use std::collections::BTreeSet;

use super::RightsError;
use super::choosing::{self, Candidate, RUNNERS};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::people::same::Same;
use crate::people::{self, Held, appointed, covers};

/// Who could run requests on a day, and which records are one human's.
#[derive(Debug, Clone)]
pub struct Bench {
    /// Everybody who could.
    pub candidates: Vec<Candidate>,
    same: Same,
}

impl Bench {
    /// The bench of a day.
    ///
    /// # Errors
    /// The database is away.
    pub fn on(tenant: &mut Tenant<'_>, day: Day) -> Result<Self, RightsError> {
        Ok(Self { candidates: candidates(tenant, day)?, same: Same::read(tenant)? })
    }

    /// Every record of somebody.
    #[must_use]
    pub fn records_of(&self, person: PersonId) -> BTreeSet<PersonId> {
        self.same.with(BTreeSet::from([person]))
    }

    /// Who is out of a matter that came at a moment: those who are named in it, by whatever record of theirs; whom
    /// these gave a role to run such matters since; and whoever could run it in the place of one of them alone.
    /// Nobody chooses who judges them.
    ///
    /// # Errors
    /// The database is away.
    pub fn out(
        &self,
        tenant: &mut Tenant<'_>,
        since: Moment,
        named: BTreeSet<PersonId>,
    ) -> Result<BTreeSet<PersonId>, RightsError> {
        let runs = |held: &Held| RUNNERS.contains(&held.role);
        let mut out = appointed::with_appointed(tenant, since, self.same.with(named), runs)?;
        out.extend(choosing::unable(&self.candidates, &out));
        Ok(out)
    }
}

/// Everybody who could run requests on a day: present, with an account.
///
/// # Errors
/// The database is away.
pub fn candidates(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<Candidate>, RightsError> {
    let members = people::store::members(tenant)?;
    let mut found = Vec::new();
    for (held, stands_in_for) in covers::acting_for(tenant, day)? {
        let able = RUNNERS.contains(&held.role) && members.contains(&held.person);
        if able && people::get(tenant, held.person)?.is_some_and(|person| person.is_present()) {
            found.push(Candidate { person: held.person, role: held.role, rank: held.rank, stands_in_for });
        }
    }
    Ok(found)
}
