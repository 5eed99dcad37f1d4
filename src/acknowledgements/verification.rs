//! Proof that no signature was altered, removed or slipped in.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;

use super::{Acknowledgement, events, store};
use crate::audit::{self, Bad};
use crate::db::ids::{AcknowledgementId, AnyId};
use crate::db::{Error, Tenant};
use crate::keys::PublicKey;

/// The first bad row, or nothing: every signature's seal is checked, its digest is compared with the log,
/// and the counts that requests keep are compared with the rows.
///
/// # Errors
/// The database is away.
pub fn check_acknowledgements(
    tenant: &mut Tenant<'_>,
    public_keys: &[PublicKey],
) -> Result<Option<Bad>, Error> {
    let mut logged = logged(tenant)?;
    for row in store::all(tenant)? {
        let digest = logged.remove(&row.id.any());
        if let Some(why) = fault(tenant, &row, digest.as_deref(), public_keys)? {
            return Ok(Some(Bad { table: "acknowledgements", id: row.id.any(), why }));
        }
    }
    let removed = audit::tombstones::of_kind(tenant, "acknowledgements")?;
    if let Some(id) = logged.into_keys().find(|id| !removed.contains(id)) {
        let why = "the log knows it, but it is gone";
        return Ok(Some(Bad { table: "acknowledgements", id, why }));
    }
    miscounted(tenant)
}

fn fault(
    tenant: &mut Tenant<'_>,
    row: &Acknowledgement,
    logged: Option<&str>,
    public_keys: &[PublicKey],
) -> Result<Option<&'static str>, Error> {
    let organisation = tenant.organisation();
    let key = public_keys.iter().find(|key| key.id == row.key);
    let Some(key) = key else { return Ok(Some("its signing key is unknown")) };
    if !row.is_sealed_by(organisation, &key.public) {
        return Ok(Some("its seal does not hold"));
    }
    if !key.may_sign_at(row.signed_at) {
        return Ok(Some("it is dated after its signing key was retired"));
    }
    let digest = HEXLOWER.encode(&row.digest(organisation));
    if logged != Some(digest.as_str()) {
        return Ok(Some("the log has no line for it, or another digest"));
    }
    let assignment = store::assignment(tenant, row.assignment)?;
    let fulfilled = assignment.is_some_and(|duty| duty.acknowledged_at == Some(row.signed_at));
    Ok((!fulfilled).then_some("its assignment says otherwise"))
}

/// The digests of signatures as the log has them.
fn logged(tenant: &mut Tenant<'_>) -> Result<BTreeMap<AnyId, String>, Error> {
    let filter = audit::Filter { action: Some(events::SIGNED.to_owned()), ..audit::Filter::default() };
    let lines = audit::lines(tenant, &filter, i64::MAX, 0)?;
    let digests = lines.into_iter().filter_map(|line| {
        let facts: serde_json::Value = serde_json::from_str(&line.facts).unwrap_or_default();
        let digest = facts.get("digest").and_then(serde_json::Value::as_str).unwrap_or_default();
        Some((AcknowledgementId::from_any(line.subject_id?).any(), digest.to_owned()))
    });
    Ok(digests.collect())
}

/// The first request whose stored counts are not those of its rows.
fn miscounted(tenant: &mut Tenant<'_>) -> Result<Option<Bad>, Error> {
    let counted: BTreeMap<_, _> = store::requests_raw_counts(tenant, None)?
        .into_iter()
        .map(|(id, asked, signed)| (id, (asked, signed)))
        .collect();
    let wrong = store::requests(tenant)?.into_iter().find(|request| {
        counted.get(&request.id).copied().unwrap_or_default() != (request.asked, request.signed)
    });
    let why = "its counts are not those of its rows";
    Ok(wrong.map(|request| Bad { table: "requests", id: request.id.any(), why }))
}
