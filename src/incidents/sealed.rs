//! What a case says, as it is sealed: each part under the organisation's key, bound to its row and column.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::IncidentError;
use crate::db::Tenant;
use crate::db::ids::{AnyId, IncidentId, KeyId, PersonId};
use crate::db::types::text_enum;
use crate::keys::{DataKey, Place, SealError, store as key_store};

text_enum! {
    /// Who is affected.
    Group {
        /// Somebody supported by the service.
        Supported = "supported",
        /// A child.
        Child = "child",
        /// A colleague.
        Colleague = "colleague",
        /// Whoever reports.
        Me = "me",
        /// A family member.
        Family = "family",
        /// The organisation itself.
        Organisation = "organisation",
        /// The reporter isn't sure.
        Unknown = "unknown",
    }
}

text_enum! {
    /// What came of a case.
    Outcome {
        /// Looked into; nothing wrong was found.
        NoMisuse = "no_misuse",
        /// Advice or training was given.
        AdviceGiven = "advice_given",
        /// A disciplinary process follows.
        Disciplinary = "disciplinary",
        /// Handed to the council, the police or another body.
        ReferredOn = "referred_on",
        /// Not enough is known to act.
        NotEnough = "not_enough",
        /// Sent by mistake.
        MadeInError = "made_in_error",
    }
}

/// Who did it. Both empty: nobody knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// People of the staff list. They never see the case.
    pub people: BTreeSet<PersonId>,
    /// Somebody else, in words.
    pub other: String,
    /// People of the staff list whom these words could mean. They aren't told of the case.
    #[serde(default)]
    pub perhaps: BTreeSet<PersonId>,
    /// What these people and the reporter were called when it was reported: the case says so when the staff list
    /// doesn't any more.
    #[serde(default)]
    pub names: BTreeMap<PersonId, String>,
}

impl Subject {
    /// Who must not be told of the case.
    #[must_use]
    pub fn kept_out(&self) -> BTreeSet<PersonId> {
        self.people.union(&self.perhaps).copied().collect()
    }
}

/// Who is affected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// The groups that were ticked.
    pub groups: Vec<Group>,
    /// Names or initials as typed.
    pub names: String,
}

/// How a case was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
}

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// What happened, as typed.
    pub narrative: String,
    /// Who reported it.
    pub reporter: PersonId,
    /// Who did it.
    pub subject: Subject,
    /// Who is affected.
    pub affected: Affected,
}

/// The sealed columns of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sealed {
    pub key: KeyId,
    pub narrative: Vec<u8>,
    pub reporter: Vec<u8>,
    pub subject: Vec<u8>,
    pub affected: Vec<u8>,
}

/// Bytes to which short parts are filled up, so that their length says nothing.
const BLOCK: usize = 512;

impl Contents {
    pub(super) fn seal(&self, tenant: &mut Tenant<'_>, id: IncidentId) -> Result<Sealed, IncidentError> {
        let key = key_store::of_organisation(tenant, None)?;
        let at = Columns { owner: tenant.organisation().any(), row: id.any(), key: &key };
        Ok(Sealed {
            key: key.id(),
            narrative: at.seal("narrative", self.narrative.as_bytes())?,
            reporter: at.seal("reporter", &json(&self.reporter)?)?,
            subject: at.seal("subject", &json(&self.subject)?)?,
            affected: at.seal("affected", &json(&self.affected)?)?,
        })
    }

    pub(super) fn open(
        tenant: &mut Tenant<'_>,
        id: IncidentId,
        sealed: &Sealed,
    ) -> Result<Self, IncidentError> {
        let key = key_store::of_organisation(tenant, Some(sealed.key))?;
        let at = Columns { owner: tenant.organisation().any(), row: id.any(), key: &key };
        Ok(Self {
            narrative: String::from_utf8_lossy(&at.open("narrative", &sealed.narrative)?).into_owned(),
            reporter: read(&at.open("reporter", &sealed.reporter)?)?,
            subject: read(&at.open("subject", &sealed.subject)?)?,
            affected: read(&at.open("affected", &sealed.affected)?)?,
        })
    }
}

/// Who reported a case, from that column alone.
pub(super) fn reporter(
    tenant: &mut Tenant<'_>,
    id: IncidentId,
    key: KeyId,
    sealed: &[u8],
) -> Result<PersonId, IncidentError> {
    let key = key_store::of_organisation(tenant, Some(key))?;
    let at = Columns { owner: tenant.organisation().any(), row: id.any(), key: &key };
    read(&at.open("reporter", sealed)?)
}

impl Closing {
    pub(super) fn seal(
        &self,
        tenant: &mut Tenant<'_>,
        id: IncidentId,
        key: KeyId,
    ) -> Result<Vec<u8>, IncidentError> {
        let key = key_store::of_organisation(tenant, Some(key))?;
        let at = Columns { owner: tenant.organisation().any(), row: id.any(), key: &key };
        Ok(at.seal("outcome", &json(self)?)?)
    }

    pub(super) fn open(
        tenant: &mut Tenant<'_>,
        id: IncidentId,
        key: KeyId,
        sealed: &[u8],
    ) -> Result<Self, IncidentError> {
        let key = key_store::of_organisation(tenant, Some(key))?;
        let at = Columns { owner: tenant.organisation().any(), row: id.any(), key: &key };
        read(&at.open("outcome", sealed)?)
    }
}

struct Columns<'a> {
    owner: AnyId,
    row: AnyId,
    key: &'a DataKey,
}

impl Columns<'_> {
    fn place(&self, column: &'static str) -> Place {
        Place { owner: self.owner, table: "incidents", row: self.row, column }
    }

    fn seal(&self, column: &'static str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        self.key.seal(&self.place(column), plain)
    }

    fn open(&self, column: &'static str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.key.open(&self.place(column), sealed)
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, SealError> {
    let mut bytes = serde_json::to_vec(value).map_err(|_unwritable| SealError::Damaged)?;
    bytes.resize(bytes.len().next_multiple_of(BLOCK), b' ');
    Ok(bytes)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, IncidentError> {
    Ok(serde_json::from_slice(bytes).map_err(|_unreadable| SealError::Damaged)?)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Subject, json, read};

    #[test]
    fn short_parts_have_one_length() {
        let nobody = Subject::default();
        let somebody = Subject { other: "a visitor in a blue coat".to_owned(), ..Subject::default() };
        for subject in [nobody, somebody] {
            let bytes = json(&subject).unwrap();
            assert_eq!(bytes.len(), BLOCK);
            assert_eq!(read::<Subject>(&bytes).unwrap(), subject);
        }
    }
}
