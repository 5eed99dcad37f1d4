//! What was typed before signing in again: shown as it is, and sent by the person alone.

use actix_web::HttpRequest;
use serde_json::{Value, json};

use super::see_other_without;
use crate::access::Session;
use crate::access::kept::{self, HOURS, Kept};
use crate::db::Error as DbError;
use crate::web::kept::{kept_cookie, token};
use crate::web::{Answer, Visit, see_other};

/// Where somebody goes for whom nothing is kept.
const ELSEWHERE: &str = "/organisations";

/// Shows what was kept, with a button that sends all of it where it was going.
pub(super) async fn offer(visit: Visit, session: Session, request: HttpRequest) -> Answer {
    let Some(token) = token(&request, visit.app.settings.is_secure()) else {
        return Ok(see_other(ELSEWHERE));
    };
    let (now, account) = (visit.now, session.account);
    let found: Result<Option<Kept>, DbError> = visit
        .app
        .look(move |database| database.read_system(|system| kept::find(system, now, &token, account)))
        .await;
    let Some(form) = found? else { return Ok(see_other(ELSEWHERE)) };
    let fields: Vec<Value> = form
        .fields
        .iter()
        .map(|(name, value)| json!({ "name": name, "label": label(name), "value": value }))
        .collect();
    let context = json!({
        "title": visit.words("sessions-kept-title"),
        "address": form.address,
        "fields": fields,
        "hours": HOURS,
    });
    visit.plain("accounts/kept.html", context)
}

/// The name of a field for people: `given-name` is `Given name`.
fn label(name: &str) -> String {
    let spaced = name.trim_end_matches("[]").replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Throws away what was kept.
pub(super) async fn discard(visit: Visit, _session: Session, request: HttpRequest) -> Answer {
    let secure = visit.app.settings.is_secure();
    if let Some(token) = token(&request, secure) {
        let removed: Result<(), DbError> = visit
            .app
            .work(move |database| database.write_system(move |system| kept::remove(system, &token, None)))
            .await;
        removed?;
    }
    Ok(see_other_without(kept_cookie(secure), &visit, ELSEWHERE))
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn fields_have_names_for_people() {
        for (name, shown) in [
            ("given-name", "Given name"),
            ("job_title", "Job title"),
            ("services[]", "Services"),
            ("é", "É"),
            ("", ""),
        ] {
            assert_eq!(label(name), shown);
        }
    }
}
