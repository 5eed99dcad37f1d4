//! Published versions and their renditions: what was printed for each service, and proof that it still is.

pub mod changes;
pub mod finished;
pub mod frame;
pub mod labels;
pub mod outline;
pub mod paper;
mod printing;
pub mod publishing;
pub mod reissue;
pub mod spread;
pub mod stale;
pub mod store;

pub use printing::long_day;

use std::collections::BTreeMap;

use crate::audit::{self, Bad};
use crate::blobs;
use crate::clock::{Day, Moment};
use crate::db::ids::{BlobId, OrganisationId, PersonId, PolicyId, RenditionId, ServiceId, VersionId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::documents::Hash;
use crate::keys::hash_parts;
use crate::messages::Language;

text_enum! {
    /// How great the change to the version before is.
    ChangeKind {
        /// Duties changed.
        Major = "major",
        /// The wording changed, or a duty in a small way.
        Minor = "minor",
        /// Spelling and layout; the duty text is the same.
        Typographical = "typographical",
        /// It was in force before it was entered here.
        Adopted = "adopted",
    }
}

/// A published version; it never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The row.
    pub id: VersionId,
    /// The policy.
    pub policy: PolicyId,
    /// Its place among the versions, from 1; stands in addresses.
    pub number: i64,
    /// As people call it, such as `1.0`.
    pub label: String,
    /// The code of the policy at that time.
    pub code: String,
    /// The title at that time.
    pub title: String,
    /// What changed, in words.
    pub change_note: String,
    /// Who approved it.
    pub approver_name: String,
    /// When it was published.
    pub published_at: Moment,
    /// By whom.
    pub published_by: PersonId,
    /// From which day it applies; where nobody knows, the first day on which it is known to have applied.
    pub effective_on: Day,
    /// Whether that is the day on which it came into force.
    pub effective_known: bool,
    /// When it was reviewed.
    pub reviewed_on: Day,
    /// When it was to be looked at again.
    pub next_review_on: Day,
    /// How great the change was.
    pub change_kind: ChangeKind,
    /// When it was approved; nothing where that was the day of publication, or where nobody knows.
    pub approved_on: Option<Day>,
    /// Whom to ask about it, as it printed; empty when nobody is named.
    pub contact: String,
    /// The template and its edition, in words, when the text was adopted from one.
    pub adopted_from: Option<String>,
    /// Why a text for another nation or kind of service was adopted.
    pub override_reason: Option<String>,
    /// Why its own author approved it.
    pub approval_reason: Option<String>,
}

impl Version {
    /// The day on which it came into force, when somebody said so.
    #[must_use]
    pub fn effective_day(&self) -> Option<Day> {
        self.effective_known.then_some(self.effective_on)
    }

    /// The day of approval: that of publication, but for what was in force before it was entered here. Of that
    /// it is known only when somebody said so.
    #[must_use]
    pub fn approved_day(&self) -> Option<Day> {
        let published = || (self.change_kind != ChangeKind::Adopted).then(|| self.published_at.day());
        self.approved_on.or_else(published)
    }
}

/// What was printed for one version, service and language; it never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The row.
    pub id: RenditionId,
    /// The policy.
    pub policy: PolicyId,
    /// The version.
    pub version: VersionId,
    /// The service.
    pub service: ServiceId,
    /// The language.
    pub language: Language,
    /// The sheet as HTML.
    pub html: String,
    /// The same as text.
    pub text: String,
    /// What a PDF is made from, as JSON ([`store`] of the stored frame).
    pub frame: String,
    /// The SHA-256 of `html`.
    pub html_sha256: Vec<u8>,
    /// The SHA-256 of the duty text: who signed one with the same need not sign again.
    pub duty_sha256: Vec<u8>,
    /// The logo.
    pub logo: Option<BlobId>,
    /// When it was published.
    pub published_at: Moment,
    /// The hash over all the other columns.
    pub digest: Vec<u8>,
    /// 1 on publication; counts the re-issues of the same version for the same service, when a value changed.
    pub issue: i64,
    /// Why it was issued again; empty on publication.
    pub reason: String,
    /// Who issued it again.
    pub issued_by: Option<PersonId>,
    /// The finished file that this rendition is, when it isn't made from a text.
    pub file: Option<BlobId>,
}

/// A policy as it is in force at one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The policy.
    pub policy: PolicyId,
    /// The version.
    pub version: VersionId,
    /// The rendition.
    pub rendition: RenditionId,
    /// The service.
    pub service: ServiceId,
    /// The language.
    pub language: Language,
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
    /// The version as people call it.
    pub label: String,
    /// 1 on publication, then the re-issues.
    pub issue: i64,
    /// From which day it applies; where nobody knows, the first day on which it is known to have applied.
    pub effective_on: Day,
    /// Whether that is the day on which it came into force.
    pub effective_known: bool,
    /// When it is looked at again.
    pub next_review_on: Option<Day>,
}

/// The hash over every column of a rendition but the digest itself.
#[must_use]
pub fn rendition_digest(rendition: &Rendition) -> [u8; 32] {
    let logo = rendition.logo.map(|logo| logo.bytes().to_vec()).unwrap_or_default();
    let published = rendition.published_at.microseconds().to_be_bytes();
    let issue = rendition.issue.to_be_bytes();
    let issued_by = rendition.issued_by.map(|by| by.bytes().to_vec()).unwrap_or_default();
    let file = rendition.file.map(|file| file.bytes().to_vec()).unwrap_or_default();
    let mut parts: Vec<&[u8]> = vec![
        rendition.organisation.bytes(),
        rendition.id.bytes(),
        rendition.policy.bytes(),
        rendition.version.bytes(),
        rendition.service.bytes(),
        rendition.language.code().as_bytes(),
        rendition.html.as_bytes(),
        rendition.text.as_bytes(),
        rendition.frame.as_bytes(),
        &rendition.html_sha256,
        &rendition.duty_sha256,
        &logo,
        &published,
    ];
    // The first form had none of the columns below: what was published then keeps its hash.
    let first_form = rendition.issue == 1
        && rendition.reason.is_empty()
        && rendition.issued_by.is_none()
        && rendition.file.is_none();
    if first_form {
        return hash_parts("polisi rendition v1", &parts);
    }
    parts.extend([issue.as_slice(), rendition.reason.as_bytes(), &issued_by, &file]);
    hash_parts("polisi rendition v2", &parts)
}

/// Whether a rendition's own hashes hold.
#[must_use]
pub fn rendition_is_whole(rendition: &Rendition) -> bool {
    Hash::of(rendition.html.as_bytes()).0.as_slice() == rendition.html_sha256
        && rendition_digest(rendition).as_slice() == rendition.digest
}

/// The first rendition that was altered, removed or slipped in, compared with its own hashes and with the
/// log of its publication; nothing when all hold.
///
/// # Errors
/// The database is away.
pub fn check_renditions(tenant: &mut Tenant<'_>) -> Result<Option<Bad>, Error> {
    let mut logged = logged(tenant)?;
    for id in store::rendition_ids(tenant)? {
        let Some(rendition) = store::rendition(tenant, id)? else { continue };
        let bad = |why| Ok(Some(Bad { table: "renditions", id: id.any(), why }));
        if !rendition_is_whole(&rendition) {
            return bad("its hashes don't hold");
        }
        if !file_is_whole(tenant, &rendition)? {
            return bad("its file isn't what was published");
        }
        match logged.remove(&id.to_string()) {
            None => return bad("the log doesn't know it"),
            Some(digest) if digest != Hash(rendition_digest(&rendition)).to_string() => {
                return bad("the log has another hash");
            }
            Some(_) => {}
        }
    }
    let removed = audit::tombstones::of_kind(tenant, "renditions")?;
    let mut missing = logged.into_keys().filter_map(|id| RenditionId::parse(&id));
    let missing = missing.find(|id| !removed.contains(&id.any()));
    Ok(missing.map(|id| Bad { table: "renditions", id: id.any(), why: "the log knows it, but it is gone" }))
}

/// Whether the file of a rendition, when it has one, is the one that people signed for.
fn file_is_whole(tenant: &mut Tenant<'_>, rendition: &Rendition) -> Result<bool, Error> {
    let Some(file) = rendition.file else { return Ok(true) };
    let blob = blobs::read(tenant, file)?;
    Ok(blob.is_some_and(|blob| Hash::of(&blob.bytes).0.as_slice() == rendition.duty_sha256))
}

/// The action of the log's line on publication.
pub(in crate::policies) const PUBLISHED: &str = "policy_published";
/// The action of the log's line when a version is issued again.
pub(in crate::policies) const REISSUED: &str = "policy_reissued";

/// Ids and digests of renditions, as the log has them.
fn logged(tenant: &mut Tenant<'_>) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    for action in [PUBLISHED, REISSUED] {
        let filter = audit::Filter { action: Some(action.to_owned()), ..audit::Filter::default() };
        for line in audit::lines(tenant, &filter, i64::MAX, 0)? {
            let facts: serde_json::Value = serde_json::from_str(&line.facts).unwrap_or_default();
            let renditions = facts.get("renditions").and_then(serde_json::Value::as_object).cloned();
            for (id, digest) in renditions.unwrap_or_default() {
                found.insert(id, digest.as_str().unwrap_or_default().to_owned());
            }
        }
    }
    Ok(found)
}
