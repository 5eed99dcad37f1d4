//! A finished file as a version: the file is frozen and signed as it is. The sheet that stands for it says
//! what it is, with its SHA-256; who signs, signs for these bytes.

use std::collections::BTreeSet;

use super::printing::Printing;
use super::publishing::Terms;
use super::{Rendition, Version, store};
use crate::audit;
use crate::blobs;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{BlobId, OrganisationId, PersonId, PolicyId, ServiceId};
use crate::documents::markdown_out::markdown;
use crate::documents::model::{Block, Document, Sentence};
use crate::documents::{Format, Hash, Pictures, stored};
use crate::messages::{Language, Messages, args};
use crate::organisations;
use crate::policies::drafts::NewText;
use crate::policies::readiness::{self, Site};
use crate::policies::{Details, PolicyError, events, store as policies};

/// The organisation and the services as they are at one moment.
#[derive(Debug, Clone)]
pub struct Ground {
    organisation: OrganisationId,
    organisation_name: String,
    sites: Vec<Site>,
}

impl Ground {
    /// Reads it.
    ///
    /// # Errors
    /// The database is away.
    pub fn of(tenant: &mut Tenant<'_>, services: &BTreeSet<ServiceId>) -> Result<Self, PolicyError> {
        Ok(Self {
            organisation: tenant.organisation(),
            organisation_name: organisations::name(tenant)?,
            sites: readiness::sites(tenant, services)?,
        })
    }
}

/// The file.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Where it is kept.
    pub id: BlobId,
    /// Its hash.
    pub sha256: Hash,
    /// Its size.
    pub bytes: usize,
}

impl File {
    /// Names the bytes of a file that is kept.
    ///
    /// # Errors
    /// The file is gone.
    pub fn of(tenant: &mut Tenant<'_>, id: BlobId) -> Result<Self, PolicyError> {
        let blob = blobs::read(tenant, id)?.ok_or(PolicyError::NotFound)?;
        Ok(Self { id, sha256: Hash::of(&blob.bytes), bytes: blob.bytes.len() })
    }
}

/// A version that is printed and not yet written.
#[derive(Debug, Clone)]
pub struct Prepared {
    version: Version,
    details: Details,
    model: String,
    renditions: Vec<Rendition>,
}

impl Prepared {
    /// The policy that it will be.
    #[must_use]
    pub fn policy(&self) -> PolicyId {
        self.version.policy
    }
}

/// Prints the sheets that stand for a file.
///
/// # Errors
/// No service, or one of another nation or kind than the policy is for.
pub fn prepare(
    ground: &Ground,
    details: &Details,
    terms: &Terms,
    file: &File,
    (now, by): (Moment, PersonId),
    messages: &Messages,
) -> Result<Prepared, PolicyError> {
    let fits = |site: &Site| {
        details.nation.is_none_or(|nation| nation == site.service.nation)
            && details.service_type.is_none_or(|kind| kind == site.service.service_type)
    };
    if ground.sites.is_empty() || !ground.sites.iter().all(fits) {
        return Err(PolicyError::NotReady);
    }
    let version = terms.version((PolicyId::new(now), 1), &details.code, &details.title, (now, by));
    let document = sheet(&details.title, details.language, file, messages);
    let printing = Printing {
        organisation: (ground.organisation, &ground.organisation_name),
        owner: "",
        language: details.language,
        before: None,
        version: &version,
        document: &document,
        pictures: &Pictures::default(),
        issue: None,
        file: Some(*file),
        messages,
    };
    let printed = ground.sites.iter().map(|site| printing.rendition(site, None));
    Ok(Prepared {
        model: stored::to_json(&document),
        renditions: printed
            .map(|printed| printed.map(|printed| printed.rendition))
            .collect::<Result<_, _>>()?,
        details: details.clone(),
        version,
    })
}

/// The sheet that stands for a file, as the text of a draft.
#[must_use]
pub fn draft_text(title: &str, language: Language, file: &File, messages: &Messages) -> NewText {
    NewText { format: Format::Markdown, source: markdown(&sheet(title, language, file, messages)) }
}

/// Title, what the file is, and its hash.
fn sheet(title: &str, language: Language, file: &File, messages: &Messages) -> Document {
    let hash = file.sha256.to_string();
    let kilobytes = i64::try_from(file.bytes.div_ceil(1_024)).unwrap_or(i64::MAX);
    let said = |key: &str, values| Sentence::plain(&messages.format(language, key, &values));
    Document {
        head: Vec::new(),
        title: Sentence::plain(title),
        blocks: vec![
            Block::Paragraph(vec![Sentence::plain(&messages.get(language, "finished-what"))]),
            Block::Paragraph(vec![
                said("finished-size", args([("kilobytes", kilobytes)])),
                said("finished-hash", args([("hash", hash.as_str())])),
            ]),
        ],
    }
}

/// Enters a policy whose first version is a finished file.
///
/// # Errors
/// Another policy has the code.
pub fn adopt(tenant: &mut Tenant<'_>, now: Moment, prepared: &Prepared) -> Result<(), PolicyError> {
    let Prepared { version, details, model, renditions } = prepared;
    if let Some(holder) = policies::codes::holder(tenant, &details.code, details.language, None)? {
        return Err(PolicyError::CodeTaken(holder));
    }
    policies::insert(tenant, now, version.policy, details, version.published_by)?;
    audit::record(tenant, now, &events::PolicyAdded { policy: version.policy, details })?;
    store::insert_version(tenant, version, model)?;
    for rendition in renditions {
        store::insert_rendition(tenant, rendition)?;
    }
    policies::set_current(tenant, version.policy, version.id, version.next_review_on)?;
    crate::policies::drafts::store::set_services(tenant, version.policy, &details.services)?;
    let renditions: Vec<&Rendition> = renditions.iter().collect();
    audit::record(
        tenant,
        now,
        &events::PolicyPublished { version, renditions: &renditions, approver: None },
    )?;
    Ok(())
}
