//! What somebody should see before a text is in force: lines that were taken out unseen, words that tell the
//! writer what to do, and what the text says of its own version.

use super::super::PolicyError;
use super::super::drafts::{Draft, SEEN};
use super::draft::readable;
use super::edit::no_thread;
use crate::documents::{Imported, OfferKind, instructions};
use crate::messages::args;
use crate::web::bounded;
use crate::web::{Error, Visit};

/// The most pieces that are told of each.
const MOST: usize = 10;
const LETTERS: usize = 120;

/// What was found in one draft.
#[derive(Debug, Clone, Default)]
pub(super) struct Unseen {
    removed: Vec<String>,
    raw: Vec<String>,
    versions: Vec<String>,
}

impl Unseen {
    pub(super) fn of(draft: &Draft, read: &Imported) -> Self {
        let told = |kinds: &[OfferKind], accepted: bool| {
            let of_kind = read.offers.iter().filter(|offer| kinds.contains(&offer.kind));
            of_kind.filter(|offer| offer.accepted == accepted).map(|offer| offer.before.clone()).collect()
        };
        let taken = [OfferKind::Leftover, OfferKind::Doubtful, OfferKind::Prompt];
        Self {
            removed: if draft.undone.contains(SEEN) { Vec::new() } else { told(&taken, true) },
            raw: instructions(&read.document),
            versions: told(&[OfferKind::VersionTable], false),
        }
    }

    /// Whether the text tells its writer what to do.
    pub(super) fn is_raw(&self) -> bool {
        !self.raw.is_empty()
    }

    /// A sentence for each kind.
    pub(super) fn words(&self, visit: &Visit) -> Vec<String> {
        let kinds = [
            ("policies-unseen-raw", &self.raw),
            ("policies-unseen-removed", &self.removed),
            ("policies-unseen-versions", &self.versions),
        ];
        let say = |(key, pieces): (&str, &Vec<String>)| {
            let more = if pieces.len() > MOST { " …" } else { "" };
            let words = pieces.iter().take(MOST).map(|piece| short(&readable(visit, piece)));
            let words = words.collect::<Vec<_>>().join(" | ") + more;
            let mut values = args([("words", words)]);
            let count = i64::try_from(pieces.len()).unwrap_or(i64::MAX);
            values.set("count", count);
            visit.app.messages.format(visit.language, key, &values)
        };
        kinds.into_iter().filter(|(_, pieces)| !pieces.is_empty()).map(say).collect()
    }
}

fn short(piece: &str) -> String {
    let begin: String = piece.chars().take(LETTERS).collect();
    if begin == piece { begin } else { begin + "…" }
}

/// What the page of one draft says of it.
pub(super) async fn words(visit: &Visit, draft: &Draft) -> Result<Vec<String>, Error> {
    let draft = draft.clone();
    let read = bounded::block(move || Ok::<_, PolicyError>(Unseen::of(&draft, &draft.read()?)));
    Ok(read.await.map_err(|_gone| no_thread())??.words(visit))
}
