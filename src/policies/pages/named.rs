//! What a page says of the codes that a text names and that lead nowhere.

use std::collections::BTreeSet;

use super::super::drafts::Draft;
use super::super::related::{self, Named, Warning, Why};
use super::super::{Policy, PolicyError};
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::organisations::Service;
use crate::web::Visit;

/// The warnings in words, in reading order.
pub(super) fn words(visit: &Visit, warnings: &[Warning], services: &[Service]) -> Vec<String> {
    warnings.iter().map(|warning| say(visit, warning, services)).collect()
}

fn say(visit: &Visit, warning: &Warning, services: &[Service]) -> String {
    let (key, at) = match &warning.why {
        Why::Missing => ("related-missing", String::new()),
        Why::Withdrawn => ("related-gone", String::new()),
        Why::Unpublished => ("related-unpublished", String::new()),
        Why::Elsewhere(at) => ("related-elsewhere", names(at, services)),
    };
    let Named { code, section, .. } = &warning.named;
    let key = if section.is_some() { format!("{key}-in") } else { key.to_owned() };
    let section = section.clone().unwrap_or_default();
    let args = crate::messages::args([("code", code.clone()), ("section", section), ("services", at)]);
    visit.app.messages.format(visit.language, &key, &args)
}

fn names(ids: &BTreeSet<ServiceId>, services: &[Service]) -> String {
    let named = services.iter().filter(|service| ids.contains(&service.id));
    named.map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The codes in a draft that lead nowhere.
pub(super) fn warnings(
    tenant: &mut Tenant<'_>,
    policy: &Policy,
    draft: &Draft,
    services: &BTreeSet<ServiceId>,
) -> Result<Vec<Warning>, PolicyError> {
    let document = draft.read()?.document;
    let known = related::known(tenant, policy.language, &related::words_of(&document))?;
    Ok(known.warnings(&document, (&policy.code, services), &related::InForce::new()))
}
