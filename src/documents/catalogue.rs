//! Every field that a text may use: name, type, check, scope. The list is data
//! (`catalogue.csv`); what each field is called stands in the messages under [`label_key`].

use std::collections::HashMap;
use std::sync::LazyLock;

/// What kind of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text that may have several lines.
    Lines,
    /// Several entries, one a line.
    List,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A web address.
    Url,
    /// One of a list of answers.
    Choice,
    /// A day.
    Date,
    /// A year.
    Year,
    /// A picture.
    Image,
}

/// What is asked of a value beyond its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// Nothing.
    None,
    /// Characters, from and to.
    Length(usize, usize),
    /// One of these answers.
    OneOf(Vec<String>),
    /// A UK postcode; only a warning.
    Postcode,
    /// A regulator's registration number; only a warning.
    Registration,
    /// A provider or location ID; only a warning.
    Provider,
    /// A company number.
    Company,
    /// A charity number.
    Charity,
    /// An entry in the register of data-protection fee payers; only a warning.
    Ico,
    /// The letters before a policy's number.
    Prefix,
}

/// Who needs the field, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// Before a text that uses it is published.
    Publish,
    /// Before incidents can be routed.
    Routing,
    /// As `Publish`, where the nation is Wales.
    Wales,
    /// As `Publish`, where a policy is rendered per service.
    Service,
    /// Never.
    Optional,
}

/// A field of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// As in the text, such as `org_field_name`.
    pub name: String,
    /// What kind of value it takes.
    pub kind: Kind,
    /// What is asked of the value.
    pub check: Check,
    /// O organisation, S service, P policy version, Y printing; the letters in this order.
    pub scope: String,
    /// Who needs it.
    pub needed: Needed,
    /// Other names under which texts use it.
    pub aliases: Vec<String>,
    /// The person it belongs to and which part, such as (`safeguarding_lead`, `email`).
    pub person: Option<(String, String)>,
}

impl Field {
    /// Set by the policy version: dates, code, version number, approval.
    #[must_use]
    pub fn of_version(&self) -> bool {
        self.scope.contains('P')
    }

    /// Set by the printer: page numbers and print date. No part of the policy's text.
    #[must_use]
    pub fn of_printing(&self) -> bool {
        self.scope.contains('Y')
    }
}

struct Catalogue {
    fields: Vec<Field>,
    places: HashMap<String, usize>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let fields: Vec<Field> = include_str!("catalogue.csv").lines().skip(1).filter_map(row).collect();
    let names = |field: &Field| field.aliases.iter().chain([&field.name]).cloned().collect::<Vec<_>>();
    let places = fields
        .iter()
        .enumerate()
        .flat_map(|(place, field)| names(field).into_iter().map(move |name| (name, place)))
        .collect();
    Catalogue { fields, places }
});

static CUSTOM: LazyLock<Field> = LazyLock::new(|| Field {
    name: CUSTOM_PREFIX.to_owned(),
    kind: Kind::Text,
    check: Check::Length(1, 400),
    scope: "OS".to_owned(),
    needed: Needed::Optional,
    aliases: Vec::new(),
    person: None,
});

const CUSTOM_PREFIX: &str = "org_field_custom_";

/// The name of the logo, the one field that may stay empty without being a gap.
pub const LOGO: &str = "org_field_logo";

/// All fields in the order of the catalogue.
#[must_use]
pub fn all() -> &'static [Field] {
    &CATALOGUE.fields
}

/// The field with this name or alias. An organisation's own fields (`org_field_custom_*`)
/// share one entry.
#[must_use]
pub fn find(name: &str) -> Option<&'static Field> {
    if is_custom(name) {
        return Some(&CUSTOM);
    }
    CATALOGUE.places.get(name).and_then(|place| CATALOGUE.fields.get(*place))
}

/// The name under which values are kept for a name or alias found in a text; nothing for an
/// unknown one.
#[must_use]
pub fn canonical(name: &str) -> Option<&str> {
    if is_custom(name) {
        return Some(name);
    }
    find(name).map(|field| field.name.as_str())
}

/// Whether this is the name of a field that an organisation defined for itself.
#[must_use]
pub fn is_custom(name: &str) -> bool {
    name.strip_prefix(CUSTOM_PREFIX).is_some_and(|rest| {
        (1..=60).contains(&rest.len())
            && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

/// The message with the field's label: `field-org-field-name`; `field-custom` (which takes
/// `$name`) for an organisation's own fields.
#[must_use]
pub fn label_key(name: &str) -> String {
    if is_custom(name) { "field-custom".to_owned() } else { format!("field-{}", name.replace('_', "-")) }
}

/// The known names nearest to an unknown one, best first, at most `count`.
#[must_use]
pub fn nearest(name: &str, count: usize) -> Vec<&'static str> {
    let name: String = name.chars().take(80).collect();
    let mut ranked: Vec<(usize, &'static str)> = all()
        .iter()
        .filter(|field| !field.of_printing())
        .map(|field| {
            let names = field.aliases.iter().chain([&field.name]);
            (names.map(|known| distance(&name, known)).min().unwrap_or(usize::MAX), field.name.as_str())
        })
        .collect();
    ranked.sort();
    ranked.into_iter().take(count).map(|(_, known)| known).collect()
}

// Letters to change, add or drop to make one name of the other.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for (step, pair) in other.chars().zip(row.windows(2)).map(|(o, pair)| (o != letter, pair)) {
            let [slant, above] = pair else { continue };
            let left = next.last().copied().unwrap_or(line + 1);
            next.push((slant + usize::from(step)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

fn row(line: &str) -> Option<Field> {
    let cells: Vec<&str> = line.split(',').collect();
    let [name, kind, check, scope, needed, aliases, person] = cells.as_slice() else { return None };
    Some(Field {
        name: (*name).to_owned(),
        kind: parse_kind(kind)?,
        check: parse_check(check)?,
        scope: (*scope).to_owned(),
        needed: parse_needed(needed)?,
        aliases: aliases.split('|').filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
        person: person.split_once('.').map(|(role, part)| (role.to_owned(), part.to_owned())),
    })
}

fn parse_kind(word: &str) -> Option<Kind> {
    Some(match word {
        "text" => Kind::Text,
        "lines" => Kind::Lines,
        "list" => Kind::List,
        "email" => Kind::Email,
        "tel" => Kind::Tel,
        "url" => Kind::Url,
        "choice" => Kind::Choice,
        "date" => Kind::Date,
        "year" => Kind::Year,
        "image" => Kind::Image,
        _ => return None,
    })
}

fn parse_check(word: &str) -> Option<Check> {
    Some(match word {
        "" => Check::None,
        "postcode" => Check::Postcode,
        "registration" => Check::Registration,
        "provider" => Check::Provider,
        "company" => Check::Company,
        "charity" => Check::Charity,
        "ico" => Check::Ico,
        "prefix" => Check::Prefix,
        list if list.contains('|') => Check::OneOf(list.split('|').map(str::to_owned).collect()),
        range => {
            let (from, to) = range.split_once('-')?;
            Check::Length(from.parse().ok()?, to.parse().ok()?)
        }
    })
}

fn parse_needed(word: &str) -> Option<Needed> {
    Some(match word {
        "publish" => Needed::Publish,
        "routing" => Needed::Routing,
        "wales" => Needed::Wales,
        "service" => Needed::Service,
        "optional" => Needed::Optional,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Language, Messages};

    #[test]
    fn reads_every_row_and_no_name_twice() {
        let rows = include_str!("catalogue.csv").lines().count() - 1;
        assert_eq!(all().len(), rows);
        assert!(rows > 100, "{rows}");
        let names: usize = all().iter().map(|field| 1 + field.aliases.len()).sum();
        assert_eq!(CATALOGUE.places.len(), names);
    }

    #[test]
    fn every_field_has_an_english_label() {
        let messages = Messages::load().unwrap();
        for field in all() {
            assert!(messages.has(Language::English, &label_key(&field.name)), "{}", field.name);
        }
    }

    #[test]
    fn finds_names_aliases_and_own_fields() {
        let cases = [
            ("org_field_name", Some("org_field_name")),
            ("org_field_phone_no", Some("org_field_phone")),
            ("out_of_hours", Some("org_field_out_of_hours_phone")),
            ("org_field_custom_bed_count", Some("org_field_custom_bed_count")),
            ("org_field_custom_", None),
            ("org_field_custom_Ä", None),
            ("org_field_fax", None),
        ];
        for (name, expected) in cases {
            assert_eq!(canonical(name), expected, "{name}");
        }
    }

    #[test]
    fn offers_the_nearest_names() {
        assert_eq!(nearest("org_field_registration_nr", 1), ["org_field_registration_no"]);
        assert_eq!(nearest("org_feild_name", 1), ["org_field_name"]);
    }
}
