//! What the log says about tablets, slips and badges. No PIN, code or token is ever in it.

use serde_json::{Value, json};

use super::Allowed;
use super::devices::Device;
use crate::audit::Event;
use crate::db::ids::{AnyId, PersonId};

/// What happened to a tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// It was added.
    Added,
    /// A new code was made for it.
    Code,
    /// It gave its code.
    Enrolled,
    /// It was taken out of use.
    Revoked,
}

/// Something happened to a tablet.
pub struct OfDevice<'a> {
    /// The tablet.
    pub device: &'a Device,
    /// What.
    pub did: Did,
}

impl Event for OfDevice<'_> {
    fn action(&self) -> &'static str {
        match self.did {
            Did::Added => "device_added",
            Did::Code => "device_code_made",
            Did::Enrolled => "device_enrolled",
            Did::Revoked => "device_revoked",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("device", Some(self.device.id.any()))
    }

    fn facts(&self) -> Value {
        json!({ "service": self.device.service })
    }

    fn words(&self) -> Option<String> {
        Some(self.device.name.clone())
    }
}

/// A tablet has another name.
pub struct DeviceRenamed<'a> {
    /// The tablet before.
    pub before: &'a Device,
    /// Its name now.
    pub name: &'a str,
}

impl Event for DeviceRenamed<'_> {
    fn action(&self) -> &'static str {
        "device_renamed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("device", Some(self.before.id.any()))
    }

    fn words(&self) -> Option<String> {
        Some(format!("{} → {}", self.before.name, self.name))
    }
}

/// What somebody got or chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Got {
    /// A slip with a first PIN.
    Slip,
    /// A PIN of their own choice.
    OwnPin,
    /// A badge.
    Badge,
}

/// Somebody got or chose what they sign in with.
pub struct OfPerson {
    /// Who.
    pub person: PersonId,
    /// What.
    pub got: Got,
}

impl Event for OfPerson {
    fn action(&self) -> &'static str {
        match self.got {
            Got::Slip => "pin_given",
            Got::OwnPin => "pin_chosen",
            Got::Badge => "badge_made",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.person.any()))
    }
}

/// A PIN was locked after wrong tries.
pub struct PinLocked {
    /// Whose.
    pub person: PersonId,
    /// Only for own phones.
    pub phone: bool,
}

impl Event for PinLocked {
    fn action(&self) -> &'static str {
        "pin_locked"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.person.any()))
    }

    fn facts(&self) -> Value {
        json!({ "phone": self.phone })
    }
}

/// PIN and badge were taken from somebody.
pub struct SignInStopped {
    /// From whom.
    pub person: PersonId,
    /// They had a PIN.
    pub pin: bool,
    /// They had a badge.
    pub badge: bool,
}

impl Event for SignInStopped {
    fn action(&self) -> &'static str {
        "kiosk_sign_in_stopped"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.person.any()))
    }

    fn facts(&self) -> Value {
        json!({ "pin": self.pin, "badge": self.badge })
    }
}

/// What the organisation allows was changed.
pub struct Allowing {
    /// What it allows now.
    pub allowed: Allowed,
}

impl Event for Allowing {
    fn action(&self) -> &'static str {
        "kiosk_settings_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "badge_alone": self.allowed.badge_alone, "own_phone": self.allowed.own_phone })
    }
}
