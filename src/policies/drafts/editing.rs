//! Editing a text: what the editor shows, keeping what is typed, saving it, and what to do when somebody
//! else saved in between.

use std::collections::BTreeSet;

use super::{AS_WRITTEN, Draft, NewText, begin, keep, live, next, store};
use crate::clock::Moment;
use crate::db::ids::{PersonId, PolicyId};
use crate::db::{Error, Tenant};
use crate::documents::import::Imported;
use crate::documents::markdown_out::markdown;
use crate::documents::model::Document;
use crate::documents::{Accepted, Aliases, Format, Limit, import_with, limits, stored};
use crate::policies::{Policy, PolicyError};

// Before the stamp of a copy that somebody chose against.
const ASIDE: char = '-';

/// What somebody typed and hasn't saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The draft that it was made from, as [`Draft::stamp`]; empty when there was none.
    pub stamp: String,
    /// The whole text.
    pub source: String,
    /// When it was kept.
    pub at: Moment,
}

impl Copy {
    /// Names this state of the copy.
    #[must_use]
    pub fn token(&self) -> String {
        self.at.microseconds().to_string()
    }

    /// Whether somebody chose against it; it can be taken back until something newer is kept or saved.
    #[must_use]
    pub fn is_set_aside(&self) -> bool {
        self.stamp.starts_with(ASIDE)
    }

    /// The same, chosen against.
    #[must_use]
    pub fn set_aside(self) -> Self {
        if self.is_set_aside() { self } else { Self { stamp: format!("{ASIDE}{}", self.stamp), ..self } }
    }

    /// The same, taken back.
    #[must_use]
    pub fn taken_back(self) -> Self {
        let stamp = self.stamp.trim_start_matches(ASIDE).to_owned();
        Self { stamp, ..self }
    }
}

/// What the editor opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editable {
    /// The text in Markdown.
    pub source: String,
    /// Names the draft; empty when there is none.
    pub stamp: String,
    /// The draft was written otherwise: its clean-ups are in this text.
    pub converted: bool,
    /// The text is that of the version in force.
    pub from_version: bool,
    /// The organisation's names for known fields.
    pub aliases: Aliases,
}

impl Editable {
    /// The text with its structure, as the editor reads it.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn document(&self) -> Result<Document, Limit> {
        Ok(read(&self.source, &self.aliases)?.document)
    }
}

/// A text as the editor reads it: as written, with no clean-up.
///
/// # Errors
/// The text is over a limit.
pub fn read(source: &str, aliases: &Aliases) -> Result<Imported, Limit> {
    import_with(source, Format::Markdown, &Accepted::none(), aliases)
}

/// The text that the editor opens with: the draft's, else that of the version in force, else an empty one.
///
/// # Errors
/// What was stored can't be read.
pub fn editable(tenant: &mut Tenant<'_>, policy: &Policy) -> Result<Editable, PolicyError> {
    if let Some(draft) = store::get(tenant, policy.id)? {
        return Ok(of_draft(&draft)?);
    }
    let aliases = crate::organisations::own::names_for_reading(tenant)?;
    let model = match policy.current_version {
        Some(version) => store::text_of_version(tenant, version)?,
        None => None,
    };
    let source = match &model {
        Some(model) => {
            let document =
                stored::from_json(model).map_err(|fault| PolicyError::Stored(fault.to_string()))?;
            markdown(&document)
        }
        None => String::new(),
    };
    let from_version = model.is_some();
    Ok(Editable { source, stamp: String::new(), converted: false, from_version, aliases })
}

/// A draft as the editor opens it. Markdown without clean-ups stays letter for letter.
///
/// # Errors
/// The text is over a limit.
pub fn of_draft(draft: &Draft) -> Result<Editable, Limit> {
    let found = draft.read()?;
    let as_it_is = draft.format == Format::Markdown && !found.offers.iter().any(|offer| offer.accepted);
    Ok(Editable {
        source: if as_it_is { draft.source.clone() } else { markdown(&found.document) },
        stamp: draft.stamp(),
        converted: !as_it_is,
        from_version: false,
        aliases: draft.aliases.clone(),
    })
}

/// Keeps what somebody typed, beside the draft. Leaves no line in the log: nothing of the policy changed.
///
/// # Errors
/// No such policy, or a text over the limit of its size.
pub fn keep_copy(
    tenant: &mut Tenant<'_>,
    id: PolicyId,
    by: PersonId,
    copy: &Copy,
) -> Result<(), PolicyError> {
    if copy.source.len() > limits::TEXT_BYTES {
        return Err(PolicyError::Limit(Limit::Text));
    }
    live(tenant, id)?;
    Ok(store::keep_copy(tenant, id, by, copy)?)
}

/// A text as it leaves the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The draft that it was made from.
    pub stamp: String,
    /// The whole text.
    pub source: String,
    /// Names the copy that this editor kept last; empty when it kept none.
    pub kept: String,
}

/// Saves a text from the editor. A copy that another tab kept stays.
///
/// # Errors
/// Somebody else changed the draft, the policy is withdrawn, or the text is over a limit.
pub fn save(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    edited: &Edited,
) -> Result<(), PolicyError> {
    live(tenant, id)?;
    let undone = BTreeSet::from([AS_WRITTEN.to_owned()]);
    match store::get(tenant, id)? {
        Some(draft) if draft.stamp() == edited.stamp => {
            let written = draft.format == Format::Markdown && draft.undone == undone;
            if !written || draft.source != edited.source {
                let source = edited.source.clone();
                let next = Draft { format: Format::Markdown, source, undone, ..next(draft, now, by) };
                keep(tenant, now, &next)?;
            }
        }
        None if edited.stamp.is_empty() => {
            let text = NewText { format: Format::Markdown, source: edited.source.clone() };
            begin(tenant, now, by, id, &text, undone, None)?;
        }
        _ => return Err(PolicyError::Changed),
    }
    forget_saved(tenant, by, id, edited)
}

/// Throws away what somebody typed, so that it can be taken back; or takes it back. False when another tab
/// kept more since the page was made.
///
/// # Errors
/// The database is away.
pub fn choose(
    tenant: &mut Tenant<'_>,
    id: PolicyId,
    by: PersonId,
    token: &str,
    choice: Choice,
) -> Result<bool, Error> {
    let Some(copy) = store::copy(tenant, id, by)? else { return Ok(choice == Choice::Aside) };
    if copy.token() != token {
        return Ok(false);
    }
    let copy = match choice {
        Choice::Aside => copy.set_aside(),
        Choice::Back => copy.taken_back(),
    };
    store::keep_copy(tenant, id, by, &copy)?;
    Ok(true)
}

/// What to do with a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Throw it away.
    Aside,
    /// Take it back.
    Back,
}

/// Saves a text over one that somebody else saved meanwhile. The other is set aside, and can be taken back.
///
/// # Errors
/// Those of [`save`].
pub fn save_over(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    edited: &Edited,
) -> Result<(), PolicyError> {
    let other = store::get(tenant, id)?;
    save(tenant, now, by, id, edited)?;
    let stamp = store::get(tenant, id)?.map(|draft| draft.stamp()).unwrap_or_default();
    if let Some(other) = other {
        let source = of_draft(&other)?.source;
        store::keep_copy(tenant, id, by, &Copy { stamp, source, at: other.updated_at }.set_aside())?;
    }
    Ok(())
}

fn forget_saved(
    tenant: &mut Tenant<'_>,
    by: PersonId,
    id: PolicyId,
    edited: &Edited,
) -> Result<(), PolicyError> {
    let copy = store::copy(tenant, id, by)?;
    if copy.is_some_and(|copy| {
        copy.source == edited.source || copy.token() == edited.kept || copy.is_set_aside()
    }) {
        store::delete_copy(tenant, id, by)?;
    }
    Ok(())
}
