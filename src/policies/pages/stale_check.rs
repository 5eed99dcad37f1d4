//! What issuing policies again would change, service by service, before it is confirmed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::Policy;
use super::super::versions::changes::{Change, Field};
use super::{field_words, language_words};
use crate::access::Member;
use crate::db::ids::{PolicyId, ServiceId};
use crate::documents::redline::{Compared, Status};
use crate::organisations::Service;
use crate::web::{Fields, Visit};

/// What one policy would print differently.
pub(super) struct Preview {
    pub(super) policy: PolicyId,
    pub(super) changes: Vec<Change>,
    /// The digest of what would be written; the confirmed press must find it again.
    pub(super) basis: String,
}

/// The name of the box that holds the digest of one policy.
pub(super) fn basis_name(policy: PolicyId) -> String {
    format!("basis-{policy}")
}

/// The page.
pub(super) fn context(
    visit: &Visit,
    member: &Member,
    (policies, services): (&BTreeMap<PolicyId, Policy>, &[Service]),
    (previews, left_out): (&[Preview], &[Json]),
    fields: &Fields,
) -> Json {
    let row = |preview: &Preview| {
        let policy = policies.get(&preview.policy)?;
        let site = |change: &Change| site(visit, services, change);
        Some(json!({
            "id": policy.id,
            "basis_name": basis_name(policy.id),
            "basis": preview.basis,
            "title": format!("{} ({})", policy.title, policy.code),
            "sites": preview.changes.iter().map(site).collect::<Vec<_>>(),
        }))
    };
    let duty = previews.iter().flat_map(|preview| &preview.changes).any(|change| change.duty);
    let touched: BTreeSet<ServiceId> =
        previews.iter().flat_map(|preview| &preview.changes).map(|change| change.service).collect();
    json!({
        "title": visit.words("policies-reissue-check"),
        "back": member.path("policies/stale"),
        "action": member.path("policies/stale"),
        "rows": previews.iter().filter_map(row).collect::<Vec<_>>(),
        "left_out": left_out,
        "count": previews.len(),
        "services": touched.len(),
        "reason": fields.text("reason"),
        "again": fields.has("again"),
        "again_days": fields.text("again_days"),
        "duty": duty,
    })
}

fn site(visit: &Visit, services: &[Service], change: &Change) -> Json {
    let name =
        services.iter().find(|service| service.id == change.service).map(|service| service.name.as_str());
    let field = |field: &Field| json!({ "label": field_words(visit, &field.name), "before": field.before, "after": field.after });
    let other = change.language != visit.language;
    json!({
        "name": name,
        "language": other.then(|| language_words(visit, change.language)),
        "lang": change.language.tag(),
        "fields": change.fields.iter().map(field).collect::<Vec<_>>(),
        "paragraphs": change.paragraphs.iter().map(|(section, line)| paragraph(section, line)).collect::<Vec<_>>(),
        "duty": change.duty,
        "logo": change.logo,
    })
}

fn paragraph(section: &str, line: &Compared) -> Json {
    let kind = |status: Status| match status {
        Status::Added | Status::MovedHere => "added",
        Status::Removed | Status::MovedAway => "removed",
        Status::Same | Status::Changed | Status::Renumbered | Status::Restyled => "same",
    };
    let whole = kind(line.status);
    let piece = |piece: &crate::documents::redline::Piece| {
        let own = kind(piece.status);
        json!({ "kind": if own == "same" { whole } else { own }, "words": piece.words })
    };
    json!({ "section": section, "pieces": line.pieces.iter().map(piece).collect::<Vec<_>>() })
}
