//! The band that whoever has not kept recovery codes sees on every page, and goes on all the same.

use serde_json::{Value as Json, json};

use super::visit::Visit;
use crate::access::Member;

/// Where they are made.
const PAGE: &str = "/account/second-factor/codes";

/// The band; nothing for whoever has a code left, or signs in without a second factor.
pub(super) fn band(visit: &Visit, member: &Member) -> Option<Json> {
    let (text, link) = (visit.words("factor-codes-none"), visit.words("factor-codes-none-link"));
    member.lacks_codes().then(|| json!({ "text": text, "level": "warning", "href": PAGE, "link": link }))
}
