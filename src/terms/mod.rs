//! What an organisation accepts: the terms and the data-processing terms, by version.
//!
//! The texts are data inside the program: `texts/DOCUMENT-VERSION.md`, listed in [`EDITIONS`]. A new
//! version is a new file and a new line; owners are asked again on their next visit.

mod events;
pub mod pages;
pub mod store;

use crate::access::{Action, Member};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, PersonId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};

text_enum! {
    /// A document that owners accept.
    Document {
        /// The terms of use.
        Terms = "terms",
        /// The agreement between controller and processor.
        DataProcessing = "data_processing",
    }
}

impl Document {
    /// Where its current text stands.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Terms => "/terms",
            Self::DataProcessing => "/data-processing",
        }
    }
}

/// A version of a document.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// Of which document.
    pub document: Document,
    /// Its number, from 1.
    pub version: i64,
    /// The day from which it holds, as an ISO date.
    pub from: &'static str,
    /// Its text, in Markdown.
    pub text: &'static str,
    /// The message that says what has changed since the version before.
    pub changes: &'static str,
}

/// Every version, oldest first. Lines are only ever added.
pub const EDITIONS: &[Edition] = &[
    Edition {
        document: Document::Terms,
        version: 1,
        from: "2026-11-21",
        text: include_str!("texts/terms-1.md"),
        changes: "terms-changes-terms-1",
    },
    Edition {
        document: Document::DataProcessing,
        version: 1,
        from: "2026-11-21",
        text: include_str!("texts/data-processing-1.md"),
        changes: "terms-changes-processing-1",
    },
];

/// The versions of a document after one, oldest first; all of them after 0.
pub fn since(document: Document, version: i64) -> impl Iterator<Item = &'static Edition> {
    EDITIONS.iter().filter(move |edition| edition.document == document && edition.version > version)
}

/// The number of the version that holds now.
#[must_use]
pub fn current(document: Document) -> i64 {
    since(document, 0).map(|edition| edition.version).max().unwrap_or_default()
}

/// The versions of both documents that somebody accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// Of the terms.
    pub terms: i64,
    /// Of the data-processing terms.
    pub processing: i64,
}

impl Versions {
    /// Those that hold now.
    #[must_use]
    pub fn current() -> Self {
        Self { terms: current(Document::Terms), processing: current(Document::DataProcessing) }
    }

    /// The version of a document.
    #[must_use]
    pub const fn of(self, document: Document) -> i64 {
        match document {
            Document::Terms => self.terms,
            Document::DataProcessing => self.processing,
        }
    }
}

/// Who accepts.
#[derive(Debug, Clone, Copy)]
pub struct Acceptor {
    /// Their account.
    pub account: AccountId,
    /// Who they are in the organisation.
    pub person: PersonId,
}

/// A version that was accepted for the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Of which document.
    pub document: Document,
    /// Which version.
    pub version: i64,
    /// Who accepted it.
    pub person: PersonId,
    /// When.
    pub at: Moment,
}

/// Notes that versions were accepted for the organisation. What was accepted before gets no second row.
///
/// # Errors
/// The database is away.
pub fn accept(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: Acceptor,
    versions: Versions,
    at: Moment,
) -> Result<(), Error> {
    let before = accepted(tenant)?;
    for document in Document::ALL {
        let version = versions.of(*document);
        if version > before.of(*document) {
            store::insert(tenant, now, by, (*document, version), at)?;
            audit::record(tenant, now, &events::TermsAccepted { document: *document, version })?;
        }
    }
    Ok(())
}

/// The newest versions that the organisation has accepted; 0 for none.
///
/// # Errors
/// The database is away.
pub fn accepted(tenant: &mut Tenant<'_>) -> Result<Versions, Error> {
    let mut found = Versions { terms: 0, processing: 0 };
    for (document, version) in store::all(tenant)? {
        match document {
            Document::Terms => found.terms = found.terms.max(version),
            Document::DataProcessing => found.processing = found.processing.max(version),
        }
    }
    Ok(found)
}

/// Whether this member is to be asked for newer versions.
///
/// # Errors
/// The database is away.
pub fn are_asked(tenant: &mut Tenant<'_>, member: &Member) -> Result<bool, Error> {
    if !member.may(Action::AcceptTerms) {
        return Ok(false);
    }
    let (accepted, current) = (accepted(tenant)?, Versions::current());
    Ok(Document::ALL.iter().any(|document| accepted.of(*document) < current.of(*document)))
}

#[cfg(test)]
mod tests {
    use super::{Document, EDITIONS, current, since};
    use crate::clock::Day;

    #[test]
    fn versions_count_up_without_a_hole() {
        for document in Document::ALL {
            let numbers: Vec<i64> = since(*document, 0).map(|edition| edition.version).collect();
            let wanted: Vec<i64> = (1..=current(*document)).collect();
            assert_eq!(numbers, wanted, "{document:?}");
        }
        for edition in EDITIONS {
            assert!(Day::parse(edition.from).is_some() && edition.text.len() > 1_000, "{edition:?}");
        }
    }
}
