//! What the gallery of parts shows; for development and for the accessibility run.

use serde_json::{Value, json};

use super::engine::Trusted;

/// The values of `gallery/gallery.html`, with errors and kept text when `faulty`.
#[must_use]
pub fn gallery_context(faulty: bool) -> Value {
    let mut page = frame();
    for part in [dashboard(), people(), forms()] {
        merge(&mut page, part);
    }
    merge(&mut page, if faulty { faults() } else { saved() });
    page
}

/// The policy text of the gallery, as the sanitiser of documents would give it.
#[must_use]
pub fn rendition() -> Trusted {
    Trusted::vouch(include_str!("gallery_rendition.html").to_owned())
}

fn merge(page: &mut Value, part: Value) {
    if let (Some(page), Value::Object(part)) = (page.as_object_mut(), part) {
        page.extend(part);
    }
}

fn frame() -> Value {
    json!({
        "title": "Gallery", "path": "/gallery",
        "other_lang": {"code": "cy", "name": "Cymraeg", "href": "?lang=cy"},
        "organisation": {"name": "Brynhafod Care", "slug": "brynhafod", "scope": {"text": "All 3 services", "href": "#"}},
        "viewer": {"name": "Carys Morgan", "href": "#", "not_you": "#"},
        "nav": [
            {"key": "today", "href": "#", "current": true}, {"key": "policies", "href": "#"},
            {"key": "reviews", "href": "#"}, {"key": "acknowledgements", "href": "#"},
            {"key": "incidents", "href": "#", "count": 1}, {"key": "people", "href": "#"},
            {"key": "packs", "href": "#"}, {"key": "settings", "href": "#"},
        ],
    })
}

fn dashboard() -> Value {
    json!({
        "figures": [
            {"number": 2, "label": "reviews overdue", "href": "#", "note": "oldest by 12 days", "late": true},
            {"number": 5, "label": "reviews due in 30 days", "href": "#", "note": "next: Friday 27 November"},
            {"number": 37, "label": "signatures outstanding", "href": "#", "note": "14 of 61 people; 6 late"},
            {"number": 3, "label": "incidents open", "href": "#", "note": "1 waiting for first look"},
            {"number": 0, "label": "library updates waiting", "href": "#"},
        ],
        "entries": [
            {"act": "Review", "of": {"title": "Medication Administration Policy", "href": "#", "big": 11, "small": "Nov", "note": "12 days ago", "kind": "late", "tag": "Overdue", "text": "Yearly review. Owner: you. A library update is part of this review."}},
            {"act": "Nudge 4", "of": {"title": "Using Social Media Platforms Policy, version 4", "href": "#", "big": 22, "small": "Nov", "note": "yesterday", "kind": "due", "tag": "6 people late", "text": "36 of 42 have signed. Two of the six have no e-mail address: use the kiosk code."}},
            {"act": "Approve", "of": {"title": "Safeguarding Adults from Abuse Policy", "href": "#", "big": 27, "small": "Nov", "note": "in 4 days", "kind": "info", "tag": "Waiting for your approval", "text": "Reviewed by Mair Rees on Friday: 3 paragraphs changed."}},
        ],
        "months": [
            month("Nov", 4, 1), month("Dec", 3, 1), month("Jan", 6, 2), month("Feb", 0, 0),
            month("Mar", 2, 1), month("Apr", 11, 3), month("May", 3, 1), month("Jun", 2, 1),
            month("Jul", 4, 1), month("Aug", 1, 0), month("Sep", 5, 2), month("Oct", 1, 0),
        ],
        "trend": [
            {"label": "Jun", "count": 1, "step": 3}, {"label": "Jul", "count": 2, "step": 6},
            {"label": "Aug", "count": 0, "step": 0}, {"label": "Sep", "count": 1, "step": 3},
            {"label": "Oct", "count": 3, "step": 9}, {"label": "Nov", "count": 2, "step": 6},
        ],
    })
}

fn month(label: &str, count: u8, level: u8) -> Value {
    json!({"label": label, "count": count, "unit": "reviews", "level": level, "href": "#"})
}

fn people() -> Value {
    json!({
        "heads": [
            {"label": "Name", "href": "#"}, {"label": "Service"}, {"label": "To read", "right": true},
            {"label": "Days late", "right": true, "href": "#", "sorted": "descending"}, {"label": "Reached by"},
        ],
        "people": [
            {"name": "Tomasz Zielinski", "service": "Brynhafod House", "count": 7, "late": 9, "kind": "none", "reach": "Kiosk only"},
            {"name": "Siân Evans", "service": "Swansea home care", "count": 4, "late": 9, "kind": "late", "reach": "E-mail bounced"},
            {"name": "Adaeze Okafor", "service": "Brynhafod House", "count": 22, "late": 0, "kind": "info", "reach": "New starter"},
        ],
        "tags": [
            {"kind": "ok", "text": "In date"}, {"kind": "due", "text": "Due soon"}, {"kind": "late", "text": "Overdue"},
            {"kind": "none", "text": "Draft"}, {"kind": "info", "text": "Waiting for approval"},
            {"kind": "safe", "text": "First look due by 11:42am"}, {"kind": "gap", "text": "Missing"},
        ],
        "facts": [
            {"label": "Read and sign by", "text": "Monday 30 November"}, {"label": "Reading time", "text": "About 5 minutes"},
            {"label": "Version 4 from", "text": "9 November 2026"}, {"label": "You signed version 3 on", "text": "4 November 2025"},
        ],
    })
}

fn forms() -> Value {
    json!({
        "options": [
            {"value": "a", "label": "England (Care Quality Commission)"},
            {"value": "b", "label": "Wales (Care Inspectorate Wales)", "hint": "Also for home care in Wales"},
            {"value": "c", "label": "Scotland (Care Inspectorate)"},
        ],
        "dues": [
            {"value": "12", "label": "In 12 months: Tuesday 23 November 2027 (usual)"},
            {"value": "6", "label": "In 6 months: Sunday 23 May 2027"},
            {"value": "other", "label": "Another date"},
        ],
        "form": {"organisation_name": "Brynhafod Care", "due": "12", "kinds": ["a", "c"], "nation": "b"},
    })
}

fn saved() -> Value {
    json!({"flash": {"kind": "ok", "text": "Siân Evans archived.", "href": "#", "link": "Undo"}})
}

fn faults() -> Value {
    json!({
        "form": {
            "organisation_name": "", "email": "carys@", "reason": "Because of \"<law>\"", "due": "x",
            "review-day": "31", "review-month": "Sept", "review-year": "",
        },
        "errors": [
            {"field": "organisation_name", "text": "Enter the organisation name"},
            {"field": "email", "text": "Work e-mail must have a name, an @ and a domain"},
            {"field": "password", "text": "Choose a password that is harder to guess"},
            {"field": "reason", "text": "Reason must be 300 characters or fewer"},
            {"field": "nation", "text": "Choose who inspects you"},
            {"field": "due", "text": "Choose when the next review is"},
            {"field": "kinds", "text": "Choose what you run"},
            {"field": "agree", "text": "Tick the box if this is true"},
            {"field": "review", "text": "Next review date must include a year"},
            {"field": "logo", "text": "The logo must be smaller than 2 MB"},
            {"field": "statement", "text": "Tick the box to sign"},
            {"text": "The service could not save. Press the button again."},
        ],
    })
}
