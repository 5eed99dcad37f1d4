//! Read files become policies with drafts, each in a transaction of its own; what the register says is in
//! force is then published as it stands.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::decided::{details, next_review, terms, tracked};
use super::reading::{self, Text};
use super::{Item, ItemState, Kind, Shelf, ShelfState, events, mark, store, ticket, work};
use crate::access::JobTicket;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{BlobId, PersonId, PolicyId, ShelfId, ShelfItemId};
use crate::db::{Database, Error, Tenant};
use crate::documents::Format;
use crate::documents::read::{Refusal, Tracked};
use crate::messages::Messages;
use crate::policies::codes::Holder;
use crate::policies::drafts::{self, NewText};
use crate::policies::readiness::Readiness;
use crate::policies::versions::finished::{self, Ground};
use crate::policies::versions::publishing;
use crate::policies::{self, Details, PolicyError};
use crate::reactions;

/// Policies that one ticket adds at most.
const POLICIES: usize = 10;

/// Adds the next policies of a shelf; how many.
pub(super) fn add_some(
    database: &Database,
    entry: JobTicket,
    shelf: &Shelf,
    now: Moment,
    messages: &Messages,
) -> Result<u64, Error> {
    let by = shelf.settings.pressed_by.unwrap_or(shelf.created_by);
    let work = Work { database, entry: entry.asked_by(by), shelf, now, by, messages };
    let id = shelf.id;
    let items = database.read(&entry, |tenant| store::items(tenant, id))?;
    let waiting: Vec<&Item> = items.iter().filter(|item| waits(item)).take(POLICIES).collect();
    let mut added = 0_u64;
    for item in &waiting {
        added = added.saturating_add(u64::from(work.one(item)?));
    }
    database.write(work.entry, move |tenant| after(tenant, now, id))?;
    Ok(added)
}

/// Wanted and not tried, or added and not yet in force.
fn waits(item: &Item) -> bool {
    match item.state {
        ItemState::Read => item.is_wanted() && item.reason.is_none(),
        ItemState::Added => item.reason.as_deref() == Some(mark::ADOPT),
        _ => false,
    }
}

/// Leaves the next ticket, or ends: with the page again when a file could not be added.
fn after(tenant: &mut Tenant<'_>, now: Moment, id: ShelfId) -> Result<(), Error> {
    let Some(shelf) = store::get(tenant, id)?.filter(|shelf| shelf.state == ShelfState::Adding) else {
        return Ok(());
    };
    let items = store::items(tenant, id)?;
    let left = items.iter().filter(|item| waits(item)).count();
    let left = i64::try_from(left).unwrap_or(i64::MAX);
    store::set_done(tenant, id, shelf.total.saturating_sub(left).max(0))?;
    if left > 0 {
        return ticket(tenant, now, id, &format!("add/{left}"));
    }
    let failed = items.iter().filter(|item| item.is_wanted()).count();
    if failed > 0 {
        store::advance(tenant, id, ShelfState::Checking, shelf.total, shelf.total)?;
    } else {
        for item in items.iter().filter(|item| item.state == ItemState::Read && item.is_text()) {
            store::set_state(tenant, item.id, ItemState::LeftOut)?;
        }
        store::finish(tenant, now, id, ShelfState::Done)?;
    }
    let added: Vec<&Item> = items.iter().filter(|item| item.state == ItemState::Added).collect();
    let event = events::ShelfAdded {
        shelf: id,
        policies: added.len(),
        in_force: added.iter().filter(|item| is_adopted(item)).count(),
        failed,
    };
    audit::record(tenant, now, &event)?;
    Ok(())
}

/// Whether a file became a policy that is in force.
#[must_use]
pub fn is_adopted(item: &Item) -> bool {
    item.state == ItemState::Added && item.choice.in_force && item.reason.is_none()
}

/// What keeps a text from being in force as it stands: the keys of messages.
const RAW: &str = "shelf-kept-raw";
const GAPS: &str = "shelf-kept-gaps";
const UNKNOWN: &str = "shelf-kept-unknown";
const PLACE: &str = "shelf-kept-place";
const NO_SERVICE: &str = "shelf-kept-no-service";
const LIMIT: &str = "shelf-kept-limit";
const ASKED: &str = "shelf-kept-asked";

/// What keeps a file from being added.
const CODE_TAKEN: &str = "shelf-problem-code-taken";
const NO_SERVICES: &str = "shelf-problem-no-service";
const WRONG_PLACE: &str = "shelf-problem-place";
const TOO_LARGE: &str = "shelf-problem-limit";
const NOT_ASKED: &str = "shelf-problem-tracked";
const NOTHING_LEFT: &str = "shelf-problem-rejected";
const NO_FILE: &str = "shelf-problem-no-file";

struct Work<'a> {
    database: &'a Database,
    entry: JobTicket,
    shelf: &'a Shelf,
    now: Moment,
    by: PersonId,
    messages: &'a Messages,
}

impl Work<'_> {
    /// Adds one file, or puts an added one into force; false when it was done already or can't be.
    fn one(&self, item: &Item) -> Result<bool, Error> {
        if let Some(policy) = item.policy {
            self.adopt(item, policy)?;
            return Ok(false);
        }
        if item.kind == Kind::Pdf && item.choice.in_force {
            return self.file(item);
        }
        let policy = self.text(item)?;
        if let Some(policy) = policy.filter(|_| item.choice.in_force) {
            self.adopt(item, policy)?;
        }
        Ok(policy.is_some())
    }

    fn problem(&self, id: ShelfItemId, key: &'static str) -> Result<(), Error> {
        self.database.write(self.entry, move |tenant| store::set_reason(tenant, id, Some(key)))
    }

    /// Another policy has the code: the file stays, and the page says which.
    fn held(&self, item: &Item, holder: Holder) -> Result<(), Error> {
        let mut item = item.clone();
        item.reason = Some(CODE_TAKEN.to_owned());
        item.found.there = Some(holder.id);
        item.found.holder = Some((holder.code, holder.title));
        self.database.write(self.entry, move |tenant| store::set_proposal(tenant, &item))
    }

    /// A policy with a draft. The file notes it in the same transaction.
    fn text(&self, item: &Item) -> Result<Option<PolicyId>, Error> {
        let details = details(self.shelf, item, self.by);
        let again = match self.again(item)? {
            Ok(again) => again,
            Err(key) => return self.problem(item.id, key).map(|()| None),
        };
        let sheet = match self.sheet(item, &details) {
            Ok(sheet) => sheet,
            Err(PolicyError::NotFound) => return self.problem(item.id, NO_FILE).map(|()| None),
            Err(other) => return Err(fault(other)),
        };
        let (now, by, id, own) = (self.now, self.by, item.id, item.clone());
        let written = self.database.write(self.entry, move |tenant| {
            let item = own;
            let format = if item.found.markdown { Format::Markdown } else { Format::Text };
            let policy = match sheet {
                Some((sheet, file)) => drafts::create_of_file(tenant, now, by, &details, (&sheet, file))?,
                None => {
                    let source = match &again {
                        Some(text) => work::pictures_kept(tenant, now, text)?,
                        None => store::source(tenant, item.id)?,
                    };
                    let text = NewText { format, source };
                    if item.choice.in_force {
                        drafts::create_as_written(tenant, now, by, &details, &text)?
                    } else {
                        drafts::create(tenant, now, by, &details, &text)?
                    }
                }
            };
            if let Some(day) = item.choice.row.as_ref().and_then(next_review) {
                policies::set_next_review(tenant, policy, day)?;
            }
            let reason = item.choice.in_force.then_some(mark::ADOPT);
            if store::set_added(tenant, id, policy, reason)? { Ok(policy) } else { Err(PolicyError::Changed) }
        });
        match written {
            Ok(policy) => Ok(Some(policy)),
            // Another node added it meanwhile.
            Err(PolicyError::Changed) => Ok(None),
            Err(PolicyError::CodeTaken(holder)) => self.held(item, holder).map(|()| None),
            Err(PolicyError::Limit(_)) => self.problem(id, TOO_LARGE).map(|()| None),
            Err(other) => Err(fault(other)),
        }
    }

    /// The text with its tracked changes rejected, where that was chosen; it was read with them accepted.
    fn again(&self, item: &Item) -> Result<Result<Option<Text>, &'static str>, Error> {
        match tracked(self.shelf, item) {
            _ if item.found.changes() == 0 => return Ok(Ok(None)),
            None => return Ok(Err(NOT_ASKED)),
            Some(Tracked::Accept) => return Ok(Ok(None)),
            Some(Tracked::Reject) => {}
        }
        let Some(file) = item.file else { return Ok(Err(NO_FILE)) };
        let blob = self.database.read(&self.entry, |tenant| crate::blobs::read(tenant, file))?;
        let Some(blob) = blob else { return Ok(Err(NO_FILE)) };
        let reading = || reading::again(&item.file_name, &blob.bytes, Tracked::Reject);
        let read = catch_unwind(AssertUnwindSafe(reading)).unwrap_or(Err(Refusal::Broken.key()));
        Ok(read.map(Some).map_err(|_refused| NOTHING_LEFT))
    }

    /// What stands for a finished file that isn't in force yet; nothing for a text.
    fn sheet(&self, item: &Item, details: &Details) -> Result<Option<(NewText, BlobId)>, PolicyError> {
        if item.kind != Kind::Pdf {
            return Ok(None);
        }
        let id = item.file.ok_or(PolicyError::NotFound)?;
        let file = self.database.read(&self.entry, |tenant| finished::File::of(tenant, id))?;
        let sheet = finished::draft_text(&details.title, details.language, &file, self.messages);
        Ok(Some((sheet, id)))
    }

    /// Publishes a text as it stands; when it can't be, it stays a draft and says why.
    fn adopt(&self, item: &Item, policy: PolicyId) -> Result<(), Error> {
        let id = item.id;
        let reason = match self.published(item, policy) {
            Ok(()) => None,
            Err(PolicyError::NotReady | PolicyError::Changed) => Some(self.why_not(policy)?),
            // People were asked about it meanwhile: they decide.
            Err(PolicyError::RoundStands) => Some(ASKED),
            Err(PolicyError::Limit(_)) => Some(LIMIT),
            // Somebody published or withdrew it meanwhile: there is nothing left to do.
            Err(PolicyError::NoDraft | PolicyError::Withdrawn | PolicyError::NotFound) => None,
            Err(other) => return Err(fault(other)),
        };
        self.database.write(self.entry, move |tenant| store::set_reason(tenant, id, reason))
    }

    /// The one place that publishes a text: read, print outside a transaction, write.
    fn published(&self, item: &Item, policy: PolicyId) -> Result<(), PolicyError> {
        let now = self.now;
        let basis = self.database.read(&self.entry, |tenant| {
            let services = drafts::services(tenant, policy)?;
            publishing::basis(tenant, policy, &services)
        })?;
        if basis.of.is_raw()? {
            return Err(PolicyError::NotReady);
        }
        let terms = terms(self.shelf, item, basis.of.policy.language, now, self.messages);
        let prepared = publishing::prepare(&basis, &terms, now, self.by, self.messages)?;
        self.database.write(self.entry, move |tenant| {
            publishing::publish(tenant, now, &prepared)?;
            reactions::published(tenant, now, policy)?;
            Ok(())
        })
    }

    fn why_not(&self, policy: PolicyId) -> Result<&'static str, Error> {
        let basis = self.database.read(&self.entry, |tenant| {
            let services = drafts::services(tenant, policy)?;
            publishing::basis(tenant, policy, &services)
        });
        let basis = basis.map_err(fault)?;
        let Ok(ready) = basis.of.readiness() else { return Ok(LIMIT) };
        let any = |what: fn(&Readiness) -> bool| ready.iter().any(|(_, ready)| what(ready));
        Ok(if basis.of.is_raw().unwrap_or(false) {
            RAW
        } else if ready.is_empty() {
            NO_SERVICE
        } else if any(|ready| !ready.unknown.is_empty()) {
            UNKNOWN
        } else if any(|ready| ready.wrong_nation.is_some() || !ready.wrong_types.is_empty()) {
            PLACE
        } else {
            GAPS
        })
    }

    /// A finished file: policy, version and renditions at once.
    fn file(&self, item: &Item) -> Result<bool, Error> {
        let details = details(self.shelf, item, self.by);
        let Some(file) = item.file else { return self.problem(item.id, NO_FILE).map(|()| false) };
        let (now, id) = (self.now, item.id);
        let prepared = self.printed(item, &details, file);
        let written = prepared.and_then(|prepared| {
            self.database.write(self.entry, move |tenant| {
                finished::adopt(tenant, now, &prepared)?;
                reactions::published(tenant, now, prepared.policy())?;
                if store::set_added(tenant, id, prepared.policy(), None)? {
                    Ok(())
                } else {
                    Err(PolicyError::Changed)
                }
            })
        });
        let problem = match written {
            Ok(()) => return Ok(true),
            Err(PolicyError::Changed) => return Ok(false),
            Err(PolicyError::CodeTaken(holder)) => return self.held(item, holder).map(|()| false),
            Err(PolicyError::NotReady) if details.services.is_empty() => NO_SERVICES,
            Err(PolicyError::NotReady) => WRONG_PLACE,
            Err(PolicyError::NotFound) => NO_FILE,
            Err(other) => return Err(fault(other)),
        };
        self.problem(id, problem).map(|()| false)
    }

    fn printed(
        &self,
        item: &Item,
        details: &Details,
        file: BlobId,
    ) -> Result<finished::Prepared, PolicyError> {
        let services = details.services.clone();
        let (ground, adopted) = self.database.read(&self.entry, |tenant| {
            Ok::<_, PolicyError>((Ground::of(tenant, &services)?, finished::File::of(tenant, file)?))
        })?;
        let terms = terms(self.shelf, item, details.language, self.now, self.messages);
        finished::prepare(&ground, details, &terms, &adopted, (self.now, self.by), self.messages)
    }
}

fn fault(error: PolicyError) -> Error {
    match error {
        PolicyError::Database(fault) => fault,
        other => Error::Unavailable(other.to_string()),
    }
}
