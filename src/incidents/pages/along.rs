//! A case as a file, for those who may see it: what they keep when the organisation closes.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use serde_json::Value;

use super::case::{Page, context, with_names};
use crate::access::Member;
use crate::db::Tenant;
use crate::incidents::{self, IncidentError};
use crate::web::{Answer, Visit};

/// Hands the case out as plain text. That is in its log before anything is handed out.
pub(super) async fn record(visit: Visit, member: Member, path: Path<(String, String)>) -> Answer {
    let (now, person, reference) = (visit.now, member.person(), path.1.clone());
    let take = move |tenant: &mut Tenant<'_>| {
        let opened = incidents::take_along(tenant, now, person, &reference)?;
        with_names(tenant, now, opened)
    };
    let page: Result<Page, IncidentError> = visit.app.write(&member, take).await;
    let context = context(&visit, &member, &page?);
    let text = written(&visit, &context);
    let reference = context.get("title").and_then(Value::as_str).unwrap_or_default();
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{reference}.txt\"")))
        .body(text))
}

/// What the page shows, line by line.
fn written(visit: &Visit, context: &Value) -> String {
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let all = |name: &str| context.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut lines = vec![text(context, "title"), String::new()];
    for fact in all("facts") {
        lines.push(format!("{}: {}", text(&fact, "label"), text(&fact, "text")));
    }
    for row in all("rows") {
        lines.extend([String::new(), text(&row, "label")]);
        let said = row.get("lines").and_then(Value::as_array).cloned().unwrap_or_default();
        lines.extend(said.iter().filter_map(Value::as_str).map(str::to_owned));
    }
    lines.extend([String::new(), visit.words("incidents-timeline-heading")]);
    for entry in all("timeline").iter().chain(&all("views")) {
        let what = visit.words(&text(entry, "key"));
        lines.push(format!("{} {} {}", text(entry, "at"), what, text(entry, "who")).trim_end().to_owned());
        let said = entry.get("words").and_then(Value::as_array).cloned().unwrap_or_default();
        lines.extend(said.iter().filter_map(Value::as_str).map(|line| format!("    {line}")));
    }
    lines.join("\n") + "\n"
}
