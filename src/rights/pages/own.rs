//! What Polisi holds about whoever looks.

use serde_json::{Value as Json, json};

use super::super::collecting::{Words, not_looked};
use super::super::{Found, RightsError, own};
use super::answer::attached;
use crate::access::Member;
use crate::db::Tenant;
use crate::web::{Answer, Error, Visit};

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let (now, person) = (visit.now, member.person());
    let (messages, language) = (visit.app.messages.clone(), visit.language);
    let look = move |tenant: &mut Tenant<'_>| {
        own::read(tenant, now, person, Words { messages: &messages, language })
    };
    let found = visit.app.read(&member, look).await.map_err(|fault: RightsError| Error::from(fault))?;
    let part = |found: &Found| -> Json {
        json!({ "title": found.title, "lines": found.text.lines().collect::<Vec<_>>() })
    };
    let context = json!({
        "title": visit.words("rights-own-title"),
        "back": member.path("me"),
        "parts": found.iter().map(|(_, found)| part(found)).collect::<Vec<_>>(),
        "not_looked": not_looked(|key| visit.words(key)),
        "file": member.path("me/data.json"),
        "complain": format!("/data-complaint/{}", member.slug()),
        "account": "/account",
    });
    visit.page(&member, "rights/own.html", context)
}

pub(super) async fn file(visit: Visit, member: Member) -> Answer {
    let (now, person) = (visit.now, member.person());
    let (messages, language) = (visit.app.messages.clone(), visit.language);
    let look = move |tenant: &mut Tenant<'_>| {
        own::read(tenant, now, person, Words { messages: &messages, language })
    };
    let found = visit.app.read(&member, look).await.map_err(|fault: RightsError| Error::from(fault))?;
    let parts: Vec<Json> = found
        .iter()
        .map(|(source, found)| {
            json!({ "source": source, "title": found.title, "lines": found.text.lines().collect::<Vec<_>>() })
        })
        .collect();
    let whole = json!({ "organisation": member.organisation_name(), "day": visit.now.day(), "parts": parts });
    let bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    Ok(attached("application/json", "my-data.json", bytes))
}
