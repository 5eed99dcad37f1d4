//! What the log says about the organisation.

use serde_json::{Value, json};

use super::ServiceDetails;
use crate::audit::Event;
use crate::db::ids::{AnyId, ServiceId};

/// The organisation was founded.
pub struct OrganisationFounded<'a> {
    /// Its short name.
    pub slug: &'a str,
}

impl Event for OrganisationFounded<'_> {
    fn action(&self) -> &'static str {
        "organisation_founded"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "slug": self.slug })
    }
}

/// A service was added or changed.
pub struct ServiceChanged<'a> {
    /// Which.
    pub service: ServiceId,
    /// What is said of it now.
    pub details: &'a ServiceDetails,
    /// It is new.
    pub added: bool,
}

impl Event for ServiceChanged<'_> {
    fn action(&self) -> &'static str {
        if self.added { "service_added" } else { "service_changed" }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("service", Some(self.service.any()))
    }

    fn facts(&self) -> Value {
        json!({ "nation": self.details.nation, "service_type": self.details.service_type })
    }

    fn words(&self) -> Option<String> {
        Some(self.details.name.clone())
    }
}

/// A field got another value.
pub struct FieldChanged<'a> {
    /// The field.
    pub name: &'a str,
    /// The service; nothing means the organisation.
    pub service: Option<ServiceId>,
    /// The new value.
    pub value: &'a str,
}

impl Event for FieldChanged<'_> {
    fn action(&self) -> &'static str {
        "field_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("service", self.service.map(ServiceId::any))
    }

    fn facts(&self) -> Value {
        json!({ "name": self.name, "filled": !self.value.is_empty() })
    }

    fn words(&self) -> Option<String> {
        (!self.value.is_empty()).then(|| self.value.to_owned())
    }
}
