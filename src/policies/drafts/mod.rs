//! Drafts: the text that is worked on, with the clean-ups that were undone.

pub mod differences;
pub mod editing;
mod files;
pub mod names;
pub mod sections;
pub mod settling;
pub mod store;

use std::collections::BTreeSet;

use super::{Details, Policy, PolicyError, approval, events, store as policies};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{BlobId, DraftId, PersonId, PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::{Accepted, Aliases, Format, Imported, Limit, import, import_with};
use crate::organisations;

use names::recount;

pub use files::{attach, create_of_file};
pub use names::recount_gaps;
pub use store::{get, services};

/// A text that is worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The row.
    pub id: DraftId,
    /// The policy.
    pub policy: PolicyId,
    /// How the text is written.
    pub format: Format,
    /// The text as it came.
    pub source: String,
    /// The clean-ups that were undone, and those done that nobody does unseen; [`AS_WRITTEN`] or [`SEEN`].
    pub undone: BTreeSet<String>,
    /// Counts the changes, from 1.
    pub revision: i64,
    /// When it was last changed.
    pub updated_at: Moment,
    /// By whom.
    pub updated_by: PersonId,
    /// The organisation's names for known fields.
    pub aliases: Aliases,
    /// The finished file that the draft is; its text is then the sheet that stands for the file.
    pub file: Option<BlobId>,
}

impl Draft {
    /// Names this state of the draft, so that a form knows what it was made from.
    #[must_use]
    pub fn stamp(&self) -> String {
        format!("{}.{}", self.id, self.revision)
    }

    /// The text with its structure.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn read(&self) -> Result<Imported, Limit> {
        import_with(&self.source, self.format, &accepted(&self.undone), &self.aliases)
    }
}

/// A text as it was pasted or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewText {
    /// How it is written.
    pub format: Format,
    /// The text.
    pub source: String,
}

impl NewText {
    /// The text with its structure, as a draft begins with it.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn read(&self) -> Result<Imported, Limit> {
        import(&self.source, self.format, &Accepted::usual())
    }
}

/// In place of the clean-ups that were undone: the text is taken as it was written, with none of them.
pub const AS_WRITTEN: &str = "*";

/// Among the clean-ups that were undone: somebody looked through them.
pub const SEEN: &str = "seen";

fn accepted(undone: &BTreeSet<String>) -> Accepted {
    if undone.contains(AS_WRITTEN) {
        return Accepted::none();
    }
    undone.iter().fold(Accepted::usual(), |accepted, id| accepted.except(id))
}

/// The title that a text gives itself, without its field places; empty when it has none.
#[must_use]
pub fn proposed_title(imported: &Imported) -> String {
    let mut title = String::new();
    let raw = imported.document.title.raw();
    let mut rest = raw.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        title.push_str(before);
        rest = after.split_once("}}").map_or("", |(_, after)| after);
    }
    title.push_str(rest);
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join(" ").chars().take(200).collect()
}

/// Enters a policy with its first draft.
///
/// # Errors
/// The code is taken, or the text is over a limit.
pub fn create(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    details: &Details,
    text: &NewText,
) -> Result<PolicyId, PolicyError> {
    enter(tenant, (now, by), details, text, BTreeSet::new())
}

/// Enters a policy with its first draft as it was written: every clean-up is offered, none is done.
///
/// # Errors
/// The code is taken, or the text is over a limit.
pub fn create_as_written(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    details: &Details,
    text: &NewText,
) -> Result<PolicyId, PolicyError> {
    enter(tenant, (now, by), details, text, BTreeSet::from([AS_WRITTEN.to_owned()]))
}

fn enter(
    tenant: &mut Tenant<'_>,
    (now, by): (Moment, PersonId),
    details: &Details,
    text: &NewText,
    undone: BTreeSet<String>,
) -> Result<PolicyId, PolicyError> {
    if let Some(holder) = policies::codes::holder(tenant, &details.code, details.language, None)? {
        return Err(PolicyError::CodeTaken(holder));
    }
    let id = PolicyId::new(now);
    policies::insert(tenant, now, id, details, by)?;
    store::set_services(tenant, id, &details.services)?;
    audit::record(tenant, now, &events::PolicyAdded { policy: id, details })?;
    begin(tenant, now, by, id, text, undone, None)?;
    Ok(id)
}

/// Changes code, title, owner, what the text is for, and the services of the draft.
///
/// # Errors
/// No such policy, withdrawn, or the code is taken.
pub fn change(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PolicyId,
    details: &Details,
) -> Result<(), PolicyError> {
    let policy = live(tenant, id)?;
    // Two that clash from before stay as they are, and the rest of their details can be changed.
    let kept = (&policy.code, policy.language) == (&details.code, details.language);
    if !kept && let Some(holder) = policies::codes::holder(tenant, &details.code, details.language, Some(id))?
    {
        return Err(PolicyError::CodeTaken(holder));
    }
    policies::update(tenant, policy.id, details)?;
    store::set_services(tenant, id, &details.services)?;
    store::touch(tenant, id)?;
    audit::record(tenant, now, &events::PolicyChanged { policy: id, details })?;
    recount(tenant, id)?;
    approval::draft_changed(tenant, now, id)?;
    Ok(())
}

/// Sets the services that a draft is for.
///
/// # Errors
/// The database is away.
pub fn set_services(
    tenant: &mut Tenant<'_>,
    id: PolicyId,
    services: &BTreeSet<ServiceId>,
) -> Result<(), Error> {
    store::set_services(tenant, id, services)?;
    store::touch(tenant, id)?;
    recount(tenant, id)
}

/// Whether a policy was published, sent round for approval, shared, or stands in an answer to the regulator.
///
/// # Errors
/// The database is away.
pub fn is_in_use(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<bool, Error> {
    store::is_in_use(tenant, id)
}

/// Removes a policy that is nothing but a draft, as if it had never been entered; the log keeps that it was.
///
/// # Errors
/// It was published, sent round or shared.
pub fn discard(tenant: &mut Tenant<'_>, now: Moment, id: PolicyId) -> Result<(), PolicyError> {
    let Some(policy) = policies::get(tenant, id)? else { return Ok(()) };
    if store::is_in_use(tenant, id)? {
        return Err(PolicyError::Changed);
    }
    store::discard(tenant, id)?;
    audit::record(tenant, now, &events::PolicyDiscarded { policy: id, title: &policy.title })?;
    Ok(())
}

/// Puts another text in the place of the draft's, or begins the draft of the next version.
/// `stamp` is that of the draft that the author saw; empty when there was none.
///
/// # Errors
/// Somebody else changed the draft, the policy is withdrawn, or the text is over a limit.
pub fn replace(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    stamp: &str,
    text: &NewText,
) -> Result<(), PolicyError> {
    live(tenant, id)?;
    match store::get(tenant, id)? {
        Some(draft) if draft.stamp() == stamp => {
            let next = Draft {
                format: text.format,
                source: text.source.clone(),
                undone: BTreeSet::new(),
                ..next(draft, now, by)
            };
            keep(tenant, now, &next)
        }
        None if stamp.is_empty() => begin(tenant, now, by, id, text, BTreeSet::new(), None),
        _ => Err(PolicyError::Changed),
    }
}

/// Decides which clean-ups hold; `undone` are those for which the usual answer is turned round.
///
/// # Errors
/// Somebody else changed the draft, or there is none.
pub fn decide(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    stamp: &str,
    mut undone: BTreeSet<String>,
) -> Result<(), PolicyError> {
    live(tenant, id)?;
    undone.insert(SEEN.to_owned());
    let draft = store::get(tenant, id)?.ok_or(PolicyError::NoDraft)?;
    if draft.stamp() != stamp {
        return Err(PolicyError::Changed);
    }
    keep(tenant, now, &Draft { undone, ..next(draft, now, by) })
}

fn next(draft: Draft, now: Moment, by: PersonId) -> Draft {
    let revision = draft.revision.saturating_add(1);
    // Whoever changes the words that stand for a file puts a text in its place.
    Draft { revision, updated_at: now, updated_by: by, file: None, ..draft }
}

fn begin(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    text: &NewText,
    undone: BTreeSet<String>,
    file: Option<BlobId>,
) -> Result<(), PolicyError> {
    let draft = Draft {
        id: DraftId::new(now),
        policy: id,
        format: text.format,
        source: text.source.clone(),
        undone,
        revision: 1,
        updated_at: now,
        updated_by: by,
        aliases: organisations::own::names_for_reading(tenant)?,
        file,
    };
    store::insert(tenant, &draft, &draft.names()?)?;
    noted(tenant, now, &draft)
}

fn keep(tenant: &mut Tenant<'_>, now: Moment, draft: &Draft) -> Result<(), PolicyError> {
    if !store::update(tenant, draft, &draft.names()?)? {
        return Err(PolicyError::Changed);
    }
    noted(tenant, now, draft)
}

fn noted(tenant: &mut Tenant<'_>, now: Moment, draft: &Draft) -> Result<(), PolicyError> {
    recount(tenant, draft.policy)?;
    audit::record(tenant, now, &events::DraftChanged { draft })?;
    approval::draft_changed(tenant, now, draft.policy)?;
    Ok(())
}

/// A policy that isn't withdrawn.
fn live(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<Policy, PolicyError> {
    let policy = policies::get(tenant, id)?.ok_or(PolicyError::NotFound)?;
    if policy.withdrawn_at.is_some() { Err(PolicyError::Withdrawn) } else { Ok(policy) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_its_field_places() {
        let titled = |title: &str| {
            let text = NewText { format: Format::Markdown, source: format!("# {title}\n\nWords.\n") };
            proposed_title(&text.read().unwrap())
        };
        assert_eq!(titled("Lone Working Policy"), "Lone Working Policy");
        assert_eq!(titled("{{org_field_name}} Lone Working"), "Lone Working");
        assert_eq!(titled("Rules of {{org_field_name}}"), "Rules of");
    }

    #[test]
    fn an_undone_clean_up_stays_undone() {
        let text = NewText { format: Format::Text, source: "Title\n\nWords.\n\nLeave a Reply\n".to_owned() };
        let offers = text.read().unwrap().offers;
        let undone: BTreeSet<String> = offers.iter().map(|offer| offer.id.clone()).collect();
        let again = import(&text.source, text.format, &accepted(&undone)).unwrap();
        assert!(again.offers.iter().all(|offer| !offer.accepted));
    }
}
