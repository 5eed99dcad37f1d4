//! What was typed before signing in again: shown as it is, and sent by the person alone.

use actix_web::HttpRequest;
use serde_json::{Value, json};

use super::see_other_without;
use crate::access::Session;
use crate::access::kept::{self, HOURS, Kept};
use crate::db::Error as DbError;
use crate::db::ids::AnyId;
use crate::documents::labels;
use crate::messages::Language;
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
    let filled: Vec<_> = form.fields.iter().filter(|(_, value)| !value.trim().is_empty()).collect();
    let typed: Vec<Value> = filled
        .iter()
        .filter_map(|(name, value)| Some(json!({ "label": label(&visit, name, value)?, "value": value })))
        .collect();
    let fields: Vec<Value> =
        form.fields.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    let context = json!({
        "title": visit.words("sessions-kept-title"),
        "address": form.address,
        "where": form.address.split('?').next(),
        "fields": fields,
        "chosen": filled.len() > typed.len(),
        "typed": typed,
        "hours": HOURS,
    });
    visit.plain("accounts/kept.html", context)
}

/// What a field is called that people type into; nothing for one where they choose, or that is carried along. Words
/// in a field that nobody named are shown all the same.
fn label(visit: &Visit, name: &str, value: &str) -> Option<String> {
    if AnyId::parse(value).is_some() {
        return None;
    }
    // Where gaps are filled in, the service follows the name of the field.
    let field = name.trim_start_matches("v-").split('-').next().unwrap_or_default();
    if field.starts_with("org_field_") {
        return Some(labels::field(&visit.app.messages, visit.language, field));
    }
    let key = format!("typed-{}", plain(name));
    let is_named = visit.app.messages.has(Language::English, &key);
    let are_words = value.trim().contains(char::is_whitespace);
    (is_named || are_words).then(|| visit.words(if is_named { &key } else { "typed-words" }))
}

/// The name of a field without the number of its row or the template it is for: `r1-title` is `title`.
fn plain(name: &str) -> String {
    let (begin, rest) = name.split_once('-').unwrap_or(("", name));
    let is_row = begin.strip_prefix('r').is_some_and(|number| number.parse::<usize>().is_ok());
    match begin {
        _ if is_row => rest.replace('_', "-"),
        "code" => begin.to_owned(),
        _ => name.replace('_', "-"),
    }
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
    use super::plain;

    #[test]
    fn the_number_of_a_row_is_no_part_of_a_name() {
        for (name, expected) in [
            ("given-name", "given-name"),
            ("change_note", "change-note"),
            ("r1-title", "title"),
            ("r12-code", "code"),
            ("code-social-media.wales", "code"),
            ("regulator-other", "regulator-other"),
            ("r-title", "r-title"),
            ("", ""),
        ] {
            assert_eq!(plain(name), expected);
        }
    }
}
