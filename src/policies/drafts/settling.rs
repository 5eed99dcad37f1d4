//! Words, or another field, in the place of a field that texts use: in one draft, or in many at once.

use std::collections::BTreeSet;

use super::names::{Names, recount_gaps};
use super::{AS_WRITTEN, Draft, live, next, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId};
use crate::documents::markdown_out::markdown;
use crate::documents::model::{Document, Inline};
use crate::documents::{Format, Limit};
use crate::policies::{PolicyError, approval, events};

/// Puts words, or another field, in the place of every field of a name; how many places there were.
pub fn replace_field(document: &mut Document, name: &str, with: &Inline) -> usize {
    let mut count = 0;
    document.for_each_sentence_mut(&mut |sentence| count += replace(&mut sentence.0, name, with));
    count
}

fn replace(parts: &mut [Inline], name: &str, with: &Inline) -> usize {
    let mut count = 0;
    for part in parts {
        match part {
            Inline::Field(found) if found == name => {
                *part = with.clone();
                count += 1;
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => count += replace(inner, name, with),
            Inline::Link(link) => count += replace(&mut link.label, name, with),
            Inline::Text(_) | Inline::Field(_) | Inline::Break => {}
        }
    }
    count
}

/// The next state of a draft, with the names that it uses.
#[derive(Debug, Clone)]
pub struct Rewritten {
    draft: Draft,
    names: Names,
}

/// A draft with words, or another field, in the place of every field of a name; nothing when it doesn't
/// use the field. Slow with a long text: many are rewritten outside any transaction.
///
/// # Errors
/// The text is over a limit.
pub fn rewritten(
    draft: Draft,
    (now, by): (Moment, PersonId),
    name: &str,
    with: &Inline,
) -> Result<Option<Rewritten>, Limit> {
    let mut document = draft.read()?.document;
    if replace_field(&mut document, name, with) == 0 {
        return Ok(None);
    }
    let undone = BTreeSet::from([AS_WRITTEN.to_owned()]);
    let source = markdown(&document);
    let draft = Draft { format: Format::Markdown, source, undone, ..next(draft, now, by) };
    Ok(Some(Rewritten { names: draft.names()?, draft }))
}

/// Keeps drafts that were rewritten, all or none.
///
/// # Errors
/// Somebody else changed one of them meanwhile, or a policy is withdrawn.
pub fn keep_all(tenant: &mut Tenant<'_>, now: Moment, all: &[Rewritten]) -> Result<(), PolicyError> {
    for Rewritten { draft, names } in all {
        live(tenant, draft.policy)?;
        if !store::update(tenant, draft, names)? {
            return Err(PolicyError::Changed);
        }
        audit::record(tenant, now, &events::DraftChanged { draft })?;
        approval::draft_changed(tenant, now, draft.policy)?;
    }
    Ok(recount_gaps(tenant)?)
}

/// Saves the draft with words, or another field, in the place of every field of a name.
///
/// # Errors
/// Somebody else changed the draft, there is none, or it doesn't use the field.
pub fn settle(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    (id, stamp): (PolicyId, &str),
    name: &str,
    with: &Inline,
) -> Result<(), PolicyError> {
    live(tenant, id)?;
    let draft = store::get(tenant, id)?.ok_or(PolicyError::NoDraft)?;
    if draft.stamp() != stamp {
        return Err(PolicyError::Changed);
    }
    let rewritten = rewritten(draft, (now, by), name, with)?.ok_or(PolicyError::Changed)?;
    keep_all(tenant, now, &[rewritten])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Aliases;
    use crate::policies::drafts::editing::read;

    #[test]
    fn words_in_the_place_of_a_field_are_only_words() {
        let aliases = Aliases::default();
        let mut document =
            read("# T\n\n## A\n\nRing **{{fax}}**.\n\n- {{fax}}\n", &aliases).unwrap().document;
        let before = document.blocks.len();
        let with = Inline::Text("1. **x** {{y}} # z".to_owned());
        assert_eq!(replace_field(&mut document, "fax", &with), 2);
        let again = read(&markdown(&document), &aliases).unwrap();
        assert_eq!(again.document.blocks.len(), before);
        assert!(again.unknown.is_empty(), "{:?}", again.unknown);
        assert!(markdown(&again.document).contains("- 1\\. \\*\\*x\\*\\* "), "{}", markdown(&again.document));
    }
}
