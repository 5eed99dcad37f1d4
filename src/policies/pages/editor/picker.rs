//! The fields that can be put into a text.

use serde_json::{Value as Json, json};

use super::Opened;
use crate::documents::{Value, Values, catalogue, dates};
use crate::policies::pages::field_words;
use crate::policies::readiness;
use crate::web::Visit;

/// Every field with its label, its place in a text and its value at the service; what the organisation made
/// itself stands first.
pub(super) fn rows(visit: &Visit, opened: &Opened) -> Vec<Json> {
    let values = readiness::in_words(&opened.site.values, &visit.app.messages, opened.policy.language);
    let row = |name: &str, label: &str| row(opened, &values, name, label);
    let own = opened.own.iter().map(|field| row(&field.name, &field.label));
    let known = catalogue::all().iter().filter(|field| !field.of_printing());
    own.chain(known.map(|field| row(&field.name, &field_words(visit, &field.name)))).collect()
}

fn row(opened: &Opened, values: &Values, name: &str, label: &str) -> Json {
    let value = match values.get(name) {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Date(date)) => Some(dates::long(*date, opened.policy.language)),
        Some(Value::Image | Value::Nothing) | None => None,
    };
    json!({
        "name": name,
        "label": label,
        "place": format!("{{{{{name}}}}}"),
        "value": value,
        "later": catalogue::find(name).is_some_and(catalogue::Field::of_version),
        "words": format!("{} {}", label.to_lowercase(), name),
    })
}
