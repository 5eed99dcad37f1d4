//! One line of the log with all that it holds.

use actix_web::web::Path;
use data_encoding::HEXLOWER;
use serde_json::{Value as Json, json};

use super::{SEALED_KINDS, about, what, who};
use crate::access::Member;
use crate::activity::{Names, facts, tell, within};
use crate::audit::{self, Entry};
use crate::db::{Error as DbError, Tenant};
use crate::messages::args;
use crate::web::{Answer, Error, Visit};

/// Shows one line by its number.
pub(super) async fn show(visit: Visit, member: Member, path: Path<(String, String)>) -> Answer {
    let seq: i64 = path.1.parse().map_err(|_not| Error::NotFound)?;
    let who_asks = member.clone();
    let look = move |tenant: &mut Tenant<'_>| {
        let Some(entry) = audit::entry(tenant, seq)? else { return Ok(None) };
        // Who sees a part of the log finds the line in that part or not at all.
        let within = within(tenant, &who_asks)?;
        let filter = audit::Filter { seq: Some(seq), within: within.clone(), ..Default::default() };
        let lines = audit::lines(tenant, &filter, 1, 0)?;
        let names = Names::read(tenant)?;
        let told = tell(tenant, &names, within.as_ref(), lines)?.pop();
        Ok::<_, DbError>(told.map(|told| (entry, told, (names, within))))
    };
    let (entry, told, (names, within)) = visit.app.read(&member, look).await?.ok_or(Error::NotFound)?;
    let words = (&*visit.app.messages, visit.language);
    let context = json!({
        "title": visit.app.messages.format(visit.language, "activity-entry-title", &args([("seq", seq)])),
        "back": member.path("activity"),
        "what": what(&visit, &told.action),
        "who": who(&visit, &told.actor_kind, told.actor.as_deref()),
        "at": told.at,
        "as_of": (entry.as_of != entry.at).then_some(entry.as_of),
        "about": about(&member, &told),
        "words": told.words,
        "facts": facts::told(words, &names, within.as_ref(), &told.facts),
        "fields": fields(&visit, &entry),
        "hash": HEXLOWER.encode(&entry.hash),
        "prev_hash": HEXLOWER.encode(&entry.prev_hash),
        "previous": (seq > 1).then(|| member.path(&format!("activity/{}", seq - 1))),
    });
    visit.page(&member, "activity/entry.html", context)
}

/// What else is under the hash, as it is stored.
fn fields(visit: &Visit, entry: &Entry) -> Vec<Json> {
    let id = |id: Option<crate::db::ids::AnyId>| id.map(|id| id.to_string()).unwrap_or_default();
    let sealed = SEALED_KINDS.contains(&entry.subject_kind.as_str());
    let all = [
        ("id", entry.id.to_string()),
        ("action", entry.action.clone()),
        ("actor", format!("{} {}", entry.actor_kind, id(entry.actor_id))),
        ("subject", format!("{} {}", entry.subject_kind, id(entry.subject_id.filter(|_| !sealed)))),
        ("commitment", HEXLOWER.encode(&entry.commitment)),
    ];
    all.into_iter()
        .map(|(name, value)| {
            json!({ "label": visit.words(&format!("activity-field-{name}")), "value": value.trim() })
        })
        .collect()
}
