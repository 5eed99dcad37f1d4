//! An organisation's own fields, and its own names for fields that are known.

pub mod events;
pub mod store;

use crate::audit;
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
use crate::documents::{Aliases, catalogue};
use crate::organisations::form::own_name;

pub use store::{aliases, fields};

/// The longest label of a field, in letters.
pub const LABEL_LETTERS: usize = 80;
/// The longest name that can be another name, in letters.
const NAME_LETTERS: usize = 200;

/// A field that the organisation made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnField {
    /// Its name in texts, `org_field_custom_…`.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What to write there.
    pub hint: String,
}

/// A name that texts use for a known field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name in texts.
    pub alias: String,
    /// The field that it means.
    pub name: String,
    /// Since when.
    pub at: Moment,
}

/// What went wrong with an own field or name.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] Error),
    /// The label has no letters to make a name of, or is too long.
    #[error("no name")]
    NoName,
    /// There is such a field.
    #[error("taken")]
    Taken,
    /// The field isn't known, or the name is known already.
    #[error("unknown")]
    Unknown,
}

/// The names with which texts are read.
///
/// # Errors
/// The database is away.
pub fn names_for_reading(tenant: &mut Tenant<'_>) -> Result<Aliases, Error> {
    Ok(Aliases::new(aliases(tenant)?.into_iter().map(|alias| (alias.alias, alias.name))))
}

/// Lets a name of texts mean a known field, in every text that is read from now on.
///
/// # Errors
/// The field isn't known, or the name is that of a known field.
pub fn set_alias(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    alias: &str,
    name: &str,
) -> Result<(), OwnError> {
    let plain = !alias.is_empty() && !alias.contains(['{', '}']);
    let fits = plain && alias.chars().count() <= NAME_LETTERS;
    if !fits || catalogue::canonical(alias).is_some() || catalogue::find(name).is_none() {
        return Err(OwnError::Unknown);
    }
    store::set_alias(tenant, now, by, alias, name)?;
    audit::record(tenant, now, &events::AliasSet { alias, name })?;
    Ok(())
}

/// Takes a name away again; false when there was none.
///
/// # Errors
/// The database is away.
pub fn remove_alias(tenant: &mut Tenant<'_>, now: Moment, alias: &str) -> Result<bool, Error> {
    let removed = store::remove_alias(tenant, alias)?;
    if removed {
        audit::record(tenant, now, &events::AliasRemoved { alias })?;
    }
    Ok(removed)
}

/// Makes a field of the organisation's own; gives its name in texts.
///
/// # Errors
/// A label without letters or digits, or one that is taken.
pub fn add_field(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    label: &str,
    hint: &str,
) -> Result<String, OwnError> {
    let label = label.trim();
    let name = own_name(label).filter(|_| label.chars().count() <= LABEL_LETTERS).ok_or(OwnError::NoName)?;
    if fields(tenant)?.iter().any(|field| field.name == name) {
        return Err(OwnError::Taken);
    }
    let field = OwnField { name, label: label.to_owned(), hint: hint.trim().to_owned() };
    store::insert_field(tenant, now, by, &field)?;
    audit::record(tenant, now, &events::OwnFieldAdded { field: &field })?;
    Ok(field.name)
}
