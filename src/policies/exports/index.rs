//! The index of the file: a page that opens without a network, and the same as a table.

use serde_json::{Value as Json, json};

use super::{Settings, names};
use crate::messages::Messages;
use crate::policies::PolicyError;
use crate::policies::versions::paper::Paper;
use crate::web::csv;
use crate::web::engine::Engine;

/// `index.html`: it loads nothing.
///
/// # Errors
/// The template is faulty.
pub(super) fn page(settings: &Settings, engine: &Engine, messages: &Messages) -> Result<String, PolicyError> {
    let mut services: Vec<(&str, Vec<Json>)> = Vec::new();
    for (item, files) in rows(settings) {
        let row = json!({
            "code": item.code,
            "title": item.title,
            "label": item.label,
            "effective_on": item.effective_on,
            "next_review_on": item.next_review_on,
            "owner": item.owner,
            "files": files.iter().map(|(kind, path, hash)| json!({
                "kind": messages.get(settings.language, &format!("exports-kind-{kind}")),
                "href": names::address(path),
                "sha256": hash,
            })).collect::<Vec<_>>(),
        });
        match services.last_mut() {
            Some((service, rows)) if *service == item.service => rows.push(row),
            _ => services.push((&item.service, vec![row])),
        }
    }
    let services: Vec<Json> =
        services.into_iter().map(|(name, rows)| json!({ "name": name, "rows": rows })).collect();
    let context = json!({ "organisation": settings.organisation, "services": services });
    engine
        .render("policies/export_index.html", settings.language, &context)
        .map_err(|fault| PolicyError::Stored(fault.to_string()))
}

/// `index.csv`
pub(super) fn table(settings: &Settings, messages: &Messages) -> String {
    let heads = [
        "policies-service",
        "policies-head-code",
        "policies-head-title",
        "policies-label",
        "policies-effective",
        "policies-next",
        "policies-head-owner",
        "exports-file",
        "exports-check",
    ];
    let heads = heads.map(|key| messages.get(settings.language, key));
    let unknown = messages.get(settings.language, "document-not-recorded");
    let mut lines = Vec::new();
    for (item, files) in rows(settings) {
        for (_, path, hash) in files {
            lines.push(vec![
                item.service.clone(),
                item.code.clone(),
                item.title.clone(),
                item.label.clone(),
                item.effective_on.map_or_else(|| unknown.clone(), |day| day.to_string()),
                item.next_review_on.map(|day| day.to_string()).unwrap_or_default(),
                item.owner.clone(),
                path,
                hash,
            ]);
        }
    }
    csv::text(&heads, lines)
}

type Files = Vec<(&'static str, String, String)>;

/// Each policy with its files: kind, path, hash.
fn rows(settings: &Settings) -> impl Iterator<Item = (&super::Item, Files)> {
    let hash = |place: usize| settings.hashes.get(place).cloned().unwrap_or_default();
    settings.items.iter().enumerate().map(move |(at, item)| {
        let first = at.saturating_mul(settings.kinds.len());
        let file = |(offset, kind): (usize, &Paper)| {
            let path = format!("{}.{}", item.path, kind.extension());
            (kind.extension(), path, hash(first.saturating_add(offset)))
        };
        (item, settings.kinds.iter().enumerate().map(file).collect())
    })
}
