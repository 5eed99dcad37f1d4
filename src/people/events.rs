//! What the log says about people.

use serde_json::{Value, json};

use super::worded::words;
use super::{Details, Held, Standing};
use crate::access::two_people::Reason;
use crate::audit::Event;
use crate::clock::{Day, Moment};
use crate::db::ids::{AnyId, InvitationId, PersonId};

fn about(person: PersonId) -> (&'static str, Option<AnyId>) {
    ("person", Some(person.any()))
}

/// The name that the words of a line about somebody begin with, and of which actions such lines are.
pub(super) const NAMING: [&str; 2] = ["person_added", CHANGED];
/// The actions that say that somebody left, or came back.
pub(super) const LEAVING: [&str; 2] = [LEFT, "person_came_back"];
/// The action of [`PersonLeft`].
pub const LEFT: &str = "person_left";
/// The action of [`PersonChanged`].
pub(super) const CHANGED: &str = "person_changed";

/// Whether such a line says that the address is another, by its facts.
pub(super) fn moves_address(facts: &str) -> bool {
    let facts: Value = serde_json::from_str(facts).unwrap_or_default();
    let changed = facts.get("changed").and_then(Value::as_array);
    changed.is_some_and(|fields| fields.iter().any(|field| field == "email"))
}

/// Somebody was added.
pub struct PersonAdded<'a> {
    /// Who.
    pub person: PersonId,
    /// What the list says.
    pub details: &'a Details,
    /// How they stand in the organisation.
    pub standing: &'a Standing,
}

impl Event for PersonAdded<'_> {
    fn action(&self) -> &'static str {
        "person_added"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }

    fn facts(&self) -> Value {
        json!({
            "worker_type": self.details.worker_type,
            "services": self.details.services,
            "line_manager": self.standing.line_manager,
            "started_on": self.details.started_on,
            "ends_on": self.standing.ends_on,
        })
    }

    fn words(&self) -> Option<String> {
        Some(words(self.details))
    }
}

/// Details were changed.
pub struct PersonChanged<'a> {
    /// Who.
    pub person: PersonId,
    /// What the list says now.
    pub details: &'a Details,
    /// Which fields are others than before, by name.
    pub fields: &'a [&'static str],
}

impl Event for PersonChanged<'_> {
    fn action(&self) -> &'static str {
        CHANGED
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }

    fn facts(&self) -> Value {
        json!({
            "worker_type": self.details.worker_type,
            "services": self.details.services,
            "changed": self.fields,
        })
    }

    fn words(&self) -> Option<String> {
        Some(words(self.details))
    }
}

/// Somebody left.
pub struct PersonLeft {
    /// Who.
    pub person: PersonId,
    /// The last day.
    pub on: Day,
}

impl Event for PersonLeft {
    fn action(&self) -> &'static str {
        LEFT
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }

    fn facts(&self) -> Value {
        json!({ "on": self.on })
    }
}

/// A role was given.
pub struct RoleGranted<'a> {
    /// The role.
    pub grant: Held,
    /// Why somebody gave it to themselves.
    pub reason: Option<&'a Reason>,
}

impl Event for RoleGranted<'_> {
    fn action(&self) -> &'static str {
        "role_granted"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.grant.person)
    }

    fn facts(&self) -> Value {
        json!({ "role": self.grant.role, "service": self.grant.service, "rank": self.grant.rank })
    }

    fn words(&self) -> Option<String> {
        self.reason.map(|reason| reason.words().to_owned())
    }
}

/// Somebody moved one place up among the holders of a role.
pub struct RoleMovedUp {
    /// The role.
    pub grant: Held,
}

impl Event for RoleMovedUp {
    fn action(&self) -> &'static str {
        "role_moved_up"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.grant.person)
    }

    fn facts(&self) -> Value {
        json!({ "role": self.grant.role, "service": self.grant.service })
    }
}

/// A role ended.
pub struct RoleEnded {
    /// The role.
    pub grant: Held,
}

impl Event for RoleEnded {
    fn action(&self) -> &'static str {
        "role_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.grant.person)
    }

    fn facts(&self) -> Value {
        json!({ "role": self.grant.role, "service": self.grant.service })
    }
}

/// Somebody was invited.
pub struct PersonInvited {
    /// Who.
    pub person: PersonId,
    /// The invitation.
    pub invitation: InvitationId,
    /// Until when it works.
    pub expires_at: Moment,
}

impl Event for PersonInvited {
    fn action(&self) -> &'static str {
        "person_invited"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }

    fn facts(&self) -> Value {
        json!({ "invitation": self.invitation, "expires_at": self.expires_at })
    }
}

/// An invitation was accepted: somebody is a member now.
pub struct MemberJoined {
    /// Who.
    pub person: PersonId,
}

impl Event for MemberJoined {
    fn action(&self) -> &'static str {
        "member_joined"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }
}

/// Somebody will leave after a day that is still to come.
pub struct PersonEnds {
    /// Who.
    pub person: PersonId,
    /// The last day.
    pub on: Day,
}

impl Event for PersonEnds {
    fn action(&self) -> &'static str {
        "person_ends"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }

    fn facts(&self) -> Value {
        json!({ "on": self.on })
    }
}

/// A leaver came back.
pub struct PersonCameBack {
    /// Who.
    pub person: PersonId,
    /// The last day before.
    pub left_on: Option<Day>,
}

impl Event for PersonCameBack {
    fn action(&self) -> &'static str {
        "person_came_back"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }

    fn facts(&self) -> Value {
        json!({ "left_on": self.left_on })
    }
}

/// An invitation was stopped before it was used.
pub struct InvitationWithdrawn {
    /// Who.
    pub person: PersonId,
}

impl Event for InvitationWithdrawn {
    fn action(&self) -> &'static str {
        "invitation_withdrawn"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }
}

/// An owner took somebody's second factor away.
pub struct SecondFactorReset<'a> {
    /// Whose.
    pub person: PersonId,
    /// Why.
    pub reason: &'a str,
}

impl Event for SecondFactorReset<'_> {
    fn action(&self) -> &'static str {
        "second_factor_reset"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }

    fn words(&self) -> Option<String> {
        Some(self.reason.to_owned())
    }
}

/// Somebody's sessions were ended by who manages them.
pub struct SessionsEnded {
    /// Whose.
    pub person: PersonId,
}

impl Event for SessionsEnded {
    fn action(&self) -> &'static str {
        "sessions_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.person)
    }
}
