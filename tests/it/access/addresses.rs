//! What stands in the place of `{…}` in the pattern of a URL. A new place is added to [`TABLE`].

use std::collections::BTreeMap;

use polisi::access::address::{Found, Kind, Token, keep};
use polisi::db::ids::{AnyId, OrganisationId};

use crate::support::app::TestApp;
use crate::support::raw::Raw;
use crate::support::rows::Planted;

/// What a place in a pattern names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The column of a row of an organisation.
    Row(&'static str, &'static str),
    /// A word that names no row: every organisation knows it.
    Word(&'static str),
    /// A token of a link.
    Token(Kind),
}

use Place::{Row, Word};

/// An organisation that isn't there, as operators name one.
pub const NO_ORGANISATION: &str = "0193a000-0000-7000-8000-0000000000fe";

/// A visit that isn't there.
pub const NO_VISIT: &str = "0193a000-0000-7000-8000-0000000000fc";

/// The segment before the place (with its own places left out), the name in the pattern, and what it
/// names. The first line that fits holds.
const TABLE: &[(&str, &str, Place)] = &[
    ("static", "name", Word("nothing.css")),
    ("password-reset", "token", Place::Token(Kind::PasswordReset)),
    ("account-lock", "token", Place::Token(Kind::AccountLock)),
    ("email-change", "token", Place::Token(Kind::EmailChange)),
    ("email-undo", "token", Place::Token(Kind::EmailUndo)),
    ("sign-up", "token", Place::Token(Kind::FirstRun)),
    ("confirm", "token", Place::Token(Kind::SignUp)),
    ("invitations", "token", Place::Token(Kind::Invitation)),
    ("s", "token", Place::Token(Kind::Signing)),
    ("b", "token", Place::Token(Kind::Badge)),
    ("devices", "device", Row("devices", "id")),
    ("slips", "holder", Row("people", "id")),
    ("p", "token", Place::Token(Kind::PolicyShare)),
    ("all-in-force", "export", Row("exports", "id")),
    ("export", "handover", Row("handovers", "id")),
    ("shares", "share", Row("policy_shares", "id")),
    ("policies", "id", Row("policies", "id")),
    ("rights", "request", Row("rights_requests", "id")),
    ("records", "record", Row("rights_records", "id")),
    ("cases", "task", Row("rights_case_tasks", "id")),
    ("complaints", "complaint", Row("data_complaints", "id")),
    ("shelf", "shelf", Row("shelves", "id")),
    ("library", "template", Word("social-media.wales.domiciliary.en")),
    ("example", "template", Word("social-media.wales.domiciliary.en")),
    ("coverage", "service", Row("services", "id")),
    ("coverage", "expectation", Word("wales-medicines")),
    ("approval", "round", Row("approval_rounds", "id")),
    ("versions", "number", Word("1")),
    ("references", "reference", Row("policy_references", "id")),
    ("policies", "rendition", Row("renditions", "id")),
    ("reviews", "policy", Row("policies", "id")),
    ("acknowledgements", "id", Row("requests", "id")),
    ("import", "import", Row("staff_imports", "id")),
    ("away", "absence", Row("absences", "id")),
    ("activity", "number", Word("1")),
    ("covers", "cover", Row("covers", "id")),
    ("holds", "hold", Row("legal_holds", "id")),
    ("rules", "rule", Word("mail-bodies")),
    ("people", "person", Row("people", "id")),
    ("people", "id", Row("people", "id")),
    ("people", "role", Word("registered_manager")),
    ("receipts", "receipt", Row("acknowledgements", "id")),
    ("receipts", "id", Row("acknowledgements", "id")),
    ("read", "assignment", Row("assignments", "id")),
    ("incidents", "reference", Row("incidents", "reference")),
    ("received", "reference", Row("incidents", "reference")),
    ("outbox", "mail", Row("mails", "id")),
    // What operators see stands outside the organisations.
    ("organisations", "organisation", Word(NO_ORGANISATION)),
    ("health", "organisation", Word(NO_ORGANISATION)),
    ("health", "id", Word("0193a000-0000-7000-8000-0000000000ff")),
    ("support", "visit", Word(NO_VISIT)),
    ("announcements", "announcement", Word("0193a000-0000-7000-8000-0000000000fd")),
    // The mails of accounts stand outside the organisations.
    ("mail", "id", Word("0193a000-0000-7000-8000-0000000000ff")),
    ("services", "id", Row("services", "id")),
    ("logo", "id", Row("blobs", "id")),
];

/// Whose row an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The organisation of the address.
    Own,
    /// Its own, but another one than [`Whose::Own`] names.
    OtherOwn,
    /// Another.
    Foreign,
    /// Nobody's.
    Random,
}

/// The places of a pattern, apart from the organisation's `{slug}`.
///
/// # Panics
/// A place is not in [`TABLE`]: whoever adds the URL says there what it names.
pub fn places(pattern: &str) -> Vec<(&str, Place)> {
    let segments: Vec<&str> = pattern.split('/').collect();
    let mut places = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let Some((name, _)) = segment.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
            continue;
        };
        if name == "slug" {
            continue;
        }
        let before = segments[..at].iter().rev().find(|other| !other.starts_with('{')).unwrap_or(&"");
        let found = TABLE.iter().find(|(segment, place, _)| segment == before && *place == name);
        let (_, _, place) = found
            .unwrap_or_else(|| panic!("{pattern}: add ({before:?}, {name:?}, …) to the table of places"));
        places.push((name, *place));
    }
    places
}

/// The number of rows that a pattern names.
pub fn row_places(pattern: &str) -> usize {
    places(pattern).iter().filter(|(_, place)| matches!(place, Row(..))).count()
}

/// Knows what to put into a pattern.
pub struct Ids {
    /// The organisation that the tests are about.
    pub own: OrganisationId,
    /// Rows of the other one.
    pub foreign: Planted,
    /// The row of a table that stands for the organisation, where it isn't the newest.
    pub chosen: BTreeMap<&'static str, String>,
}

impl Ids {
    /// The address of a pattern, `whose` for each place that names a row; nothing when this
    /// organisation has no such row.
    pub fn address(&self, raw: &mut Raw, pattern: &str, slug: &str, whose: &[Whose]) -> Option<String> {
        let mut address = pattern.replace("{slug}", slug);
        let mut whose = whose.iter();
        for (name, place) in places(pattern) {
            let text = match place {
                Word(word) => word.to_owned(),
                Place::Token(_) => Token::new().reveal().to_owned(),
                Row(table, column) => match whose.next().copied().unwrap_or(Whose::Random) {
                    Whose::Own => self.own_row(raw, table, column)?,
                    Whose::OtherOwn => self.other_own_row(raw, table, column)?,
                    Whose::Foreign => self.foreign[table][column].clone(),
                    Whose::Random => "0193a000-0000-7000-8000-0000000000ff".to_owned(),
                },
            };
            address = address.replacen(&format!("{{{name}}}"), &text, 1);
        }
        Some(address)
    }

    /// Fields as forms have them, each with a row of the other organisation.
    pub fn foreign_fields(&self) -> String {
        let of = |table: &str| self.foreign[table]["id"].clone();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        for (name, table) in [
            ("person", "people"),
            ("people", "people"),
            ("owner", "people"),
            ("service", "services"),
            ("services", "services"),
            ("policy", "policies"),
            ("policies", "policies"),
            ("rendition", "renditions"),
            ("request", "requests"),
            ("assignment", "assignments"),
            ("logo", "blobs"),
            ("id", "people"),
            ("q", "people"),
        ] {
            form.append_pair(name, &of(table));
        }
        for (name, value) in [
            ("search", "canary"),
            ("name", "A"),
            ("title", "A title"),
            ("code", "P77"),
            ("text", "# A\n\nB."),
        ] {
            form.append_pair(name, value);
        }
        form.finish()
    }

    /// The newest row that the organisation has. People all came in one moment: of them it is the last by name,
    /// who holds no role.
    fn own_row(&self, raw: &mut Raw, table: &str, column: &str) -> Option<String> {
        if let Some(id) = self.chosen.get(table).filter(|_| column == "id") {
            return Some(id.clone());
        }
        self.own_rows(raw, table, column).into_iter().next()
    }

    /// The newest but that one.
    fn other_own_row(&self, raw: &mut Raw, table: &str, column: &str) -> Option<String> {
        let own = self.own_row(raw, table, column)?;
        self.own_rows(raw, table, column).into_iter().find(|other| *other != own)
    }

    /// The newest rows, the newest first.
    fn own_rows(&self, raw: &mut Raw, table: &str, column: &str) -> Vec<String> {
        let own = self.own.to_string();
        let id = raw.id(&own);
        let value = match (raw.is_sqlite(), column) {
            (true, "id") => "lower(hex(id))",
            (true, other) => other,
            (false, "id") => "id::text",
            (false, other) => other,
        };
        raw.enter(&own);
        let order = if table == "people" { "given_name" } else { "id" };
        let question = format!(
            "SELECT {value} AS value FROM {table} WHERE organisation_id = {id} ORDER BY {order} DESC LIMIT 5"
        );
        let found = raw.lines(&question);
        raw.leave();
        let read = |text: String| match column {
            "id" => AnyId::parse(&text).unwrap().to_string(),
            _ => text,
        };
        found.into_iter().map(read).collect()
    }
}

/// The kinds of links that are mailed or printed.
pub const KINDS: [Kind; 10] = [
    Kind::FirstRun,
    Kind::Invitation,
    Kind::PasswordReset,
    Kind::Signing,
    Kind::PolicyShare,
    Kind::EmailChange,
    Kind::EmailUndo,
    Kind::AccountLock,
    Kind::SignUp,
    Kind::Badge,
];

/// A live link of a kind in an organisation; it leads to a row that isn't there.
pub fn live_token(app: &TestApp, kind: Kind, organisation: OrganisationId) -> String {
    let (token, now) = (Token::new(), app.app.clock.now());
    let found = Found {
        kind,
        organisation: matches!(kind, Kind::Invitation | Kind::Signing | Kind::PolicyShare | Kind::Badge)
            .then_some(organisation),
        subject: AnyId::new(now),
        expires_at: now.plus_hours(1),
        ended_at: None,
    };
    let kept = token.clone();
    app.app.database.write_system(move |system| keep(system, now, &kept, &found)).unwrap();
    token.reveal().to_owned()
}

#[test]
fn patterns_are_read_and_unknown_places_refused() {
    assert_eq!(
        places("/o/{slug}/policies/{id}/versions/{number}.pdf"),
        [("id", Row("policies", "id")), ("number", Word("1"))]
    );
    assert_eq!(places("/help"), []);
    std::panic::catch_unwind(|| places("/o/{slug}/dragons/{id}")).unwrap_err();
}
