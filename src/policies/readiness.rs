//! What keeps a text from being published at a service: gaps, unknown fields, a text that is for
//! another nation or another kind of service.

use std::collections::BTreeSet;

use super::Policy;
use crate::blobs::{self, Blob};
use crate::clock::Day;
use crate::db::ids::{BlobId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::model::Document;
use crate::documents::{Filled, Pictures, Value, Values, catalogue};
use crate::library::{self, Template};
use crate::messages::{Language, Messages};
use crate::organisations::{self, Nation, Service, ServiceType, fields};

/// A service with the values that its policies print.
#[derive(Debug, Clone)]
pub struct Site {
    /// The service.
    pub service: Service,
    /// The values of its fields.
    pub values: Values,
    /// Its logo, or that of the organisation.
    pub logo: Option<BlobId>,
}

/// A service and its values.
///
/// # Errors
/// The database is away.
pub fn site(tenant: &mut Tenant<'_>, service: Service) -> Result<Site, Error> {
    let values = fields::resolve(tenant, Some(service.id))?;
    let logo = logo_of(tenant, service.id)?;
    Ok(Site { service, values, logo })
}

/// The services of these ids that are open, by name, with their values.
///
/// # Errors
/// The database is away.
pub fn sites(tenant: &mut Tenant<'_>, chosen: &BTreeSet<ServiceId>) -> Result<Vec<Site>, Error> {
    let mut found = Vec::new();
    for service in organisations::services(tenant)? {
        if chosen.contains(&service.id) {
            found.push(site(tenant, service)?);
        }
    }
    Ok(found)
}

fn logo_of(tenant: &mut Tenant<'_>, service: ServiceId) -> Result<Option<BlobId>, Error> {
    let own = organisations::store::value(tenant, Some(service), catalogue::LOGO)?;
    let value = match own {
        Some(own) => Some(own),
        None => organisations::store::value(tenant, None, catalogue::LOGO)?,
    };
    Ok(value.as_deref().and_then(BlobId::parse))
}

/// The bytes of a site's logo.
///
/// # Errors
/// The database is away.
pub fn logo(tenant: &mut Tenant<'_>, logo: Option<BlobId>) -> Result<Option<Blob>, Error> {
    match logo {
        Some(id) => blobs::read(tenant, id),
        None => Ok(None),
    }
}

/// The files of a text's pictures. A name that is no picture of this organisation has none.
///
/// # Errors
/// The database is away.
pub fn pictures(tenant: &mut Tenant<'_>, document: &Document) -> Result<Pictures, Error> {
    let mut pictures = Pictures::default();
    for picture in document.pictures() {
        if pictures.get(&picture.name).is_none()
            && let Some(id) = BlobId::parse(&picture.name)
            && let Some(blob) = blobs::read(tenant, id)?
        {
            pictures.add(&picture.name, &blob.bytes);
        }
    }
    Ok(pictures)
}

/// The values with the choices (nation, kind of service) in words of the language.
#[must_use]
pub fn in_words(values: &Values, messages: &Messages, language: Language) -> Values {
    let mut values = values.clone();
    for (name, words) in
        [("org_field_nation", "choice-nation-"), ("org_field_service_type", "choice-service-type-")]
    {
        if let Some(Value::Text(choice)) = values.get(name).cloned() {
            let key = format!("{words}{}", choice_key(&choice));
            values.text(name, &messages.get(language, &key));
        }
    }
    values
}

/// The end of the key of a choice's words. The catalogue says `nursing` for a home with nursing.
#[must_use]
pub fn choice_key(choice: &str) -> String {
    if choice == ServiceType::NursingHome.as_str() { "nursing".to_owned() } else { choice.replace('_', "-") }
}

/// What keeps a text from being published at a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readiness {
    /// Fields that nobody filled, with the number of their places.
    pub missing: Vec<(String, usize)>,
    /// Names that the catalogue doesn't know, with the number of their places.
    pub unknown: Vec<(String, usize)>,
    /// How many pictures have no description.
    pub undescribed: usize,
    /// The text is for this nation, the service is elsewhere.
    pub wrong_nation: Option<Nation>,
    /// The text is for these kinds of service, the service is another; empty when it fits.
    pub wrong_types: Vec<ServiceType>,
}

impl Readiness {
    /// Nothing stands in the way.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        *self == Self::default()
    }
}

/// What keeps a filled text of a policy from a service.
#[must_use]
pub fn readiness(policy: &Policy, service: &Service, filled: &Filled) -> Readiness {
    let owned = |(name, count): (&str, usize)| (name.to_owned(), count);
    Readiness {
        missing: filled.gaps().map(owned).collect(),
        unknown: filled.unknown().map(owned).collect(),
        undescribed: filled.undescribed().count(),
        wrong_nation: wrong_nation(policy, service),
        wrong_types: wrong_types(policy, service),
    }
}

/// What a text of the library is for holds whatever the details of the policy say; only an owner's reason
/// sets it aside.
fn template(policy: &Policy) -> Option<&'static Template> {
    policy.template.as_deref().and_then(library::template)
}

fn wrong_nation(policy: &Policy, service: &Service) -> Option<Nation> {
    if policy.override_reason.is_some() {
        return None;
    }
    let meant = policy.nation.into_iter().chain(template(policy).map(|template| template.nation));
    meant.into_iter().find(|nation| *nation != service.nation)
}

fn wrong_types(policy: &Policy, service: &Service) -> Vec<ServiceType> {
    if policy.override_reason.is_some() {
        return Vec::new();
    }
    let own = policy.service_type.map(|kind| vec![kind]);
    let meant = own.into_iter().chain(template(policy).map(|template| template.service_types.clone()));
    meant.into_iter().find(|kinds| !kinds.contains(&service.service_type)).unwrap_or_default()
}

/// The values that publishing sets, as they are proposed while the text is a draft.
#[must_use]
pub fn with_proposals(mut values: Values, policy: &Policy, today: Day, label: &str) -> Values {
    values.text("policy_code", &policy.code);
    values.text("policy_version", label);
    values.text("current_year", &today.year().to_string());
    set_day(&mut values, "last_update_date", today);
    set_day(&mut values, "effective_date", today);
    set_day(&mut values, "approved_on", today);
    set_day(&mut values, "next_review_date", today.plus_months(policy.months()));
    values
}

/// Sets a value that is a day.
pub fn set_day(values: &mut Values, name: &str, day: Day) {
    if let Ok(date) = day.to_string().parse() {
        values.set(name, Value::Date(date));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(template: Option<&str>, nation: Option<Nation>, reason: Option<&str>) -> Policy {
        let now = crate::clock::Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [template, override_reason] = [template, reason].map(|words| words.map(str::to_owned));
        Policy { nation, template, override_reason, ..Policy::sample(now, "P1") }
    }

    #[test]
    fn a_text_of_the_library_is_for_its_services_until_an_owner_gives_a_reason() {
        use crate::organisations::Nation::{England, Wales};
        use crate::organisations::ServiceType::{CareHome, Domiciliary, SupportedLiving};
        let key = "social-media.wales.domiciliary.en";
        for (template, nation, reason, at, wrong) in [
            (Some(key), Some(Wales), None, (Wales, SupportedLiving), (false, false)),
            (Some(key), Some(Wales), None, (Wales, CareHome), (false, true)),
            (Some(key), Some(Wales), None, (England, Domiciliary), (true, false)),
            (Some(key), Some(England), None, (England, Domiciliary), (true, false)),
            (Some(key), None, None, (England, CareHome), (true, true)),
            (Some(key), Some(Wales), Some("Rewritten by us"), (England, CareHome), (false, false)),
            (None, Some(Wales), None, (England, CareHome), (true, false)),
            (None, None, None, (England, CareHome), (false, false)),
            (Some("gone.wales.domiciliary.en"), None, None, (England, CareHome), (false, false)),
        ] {
            let now = crate::clock::Moment::parse("2026-11-21T10:00:00Z").unwrap();
            let id = ServiceId::new(now);
            let service = Service { id, name: "S".to_owned(), nation: at.0, service_type: at.1 };
            let policy = policy(template, nation, reason);
            let found =
                (wrong_nation(&policy, &service).is_some(), !wrong_types(&policy, &service).is_empty());
            assert_eq!(found, wrong, "{template:?} {nation:?} {reason:?} {at:?}");
        }
    }

    #[test]
    fn choices_have_words() {
        let messages = Messages::load().unwrap();
        for (prefix, words) in [
            ("choice-nation-", Nation::ALL.iter().map(|nation| nation.as_str()).collect::<Vec<_>>()),
            ("choice-service-type-", ServiceType::ALL.iter().map(|kind| kind.as_str()).collect()),
        ] {
            for word in words {
                let key = format!("{prefix}{}", choice_key(word));
                assert!(messages.has(Language::English, &key), "{key}");
            }
        }
    }
}
