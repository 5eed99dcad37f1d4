//! Which services the words of a register mean. Pure.

use std::collections::BTreeSet;

use super::register::Row;
use crate::db::ids::ServiceId;
use crate::organisations::plain_letter;

/// Words that mean every service.
const ALL: [&str; 11] = [
    "all",
    "allservices",
    "allhomes",
    "allsites",
    "alllocations",
    "everyservice",
    "pobgwasanaeth",
    "pobun",
    "pobcartref",
    "yrhollwasanaethau",
    "hollwasanaethau",
];
/// Words that mean every service where there are two.
const BOTH: [&str; 7] =
    ["both", "bothservices", "bothhomes", "bothsites", "yddau", "yddauwasanaeth", "yddaugartref"];
/// Words between two services.
const AND: [&str; 5] = [" and ", " & ", " + ", " a ", " ac "];

/// What the words of a row mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// The services.
    pub services: BTreeSet<ServiceId>,
    /// The words say that it is all of them.
    pub all: bool,
    /// Words that mean no service, or more than one.
    pub unknown: Vec<String>,
}

impl Meant {
    /// Whether words stand there, and none of them means one of these services.
    #[must_use]
    pub fn is_elsewhere(&self, may: &BTreeSet<ServiceId>) -> bool {
        let says = !self.services.is_empty() || !self.unknown.is_empty();
        says && self.services.is_disjoint(may)
    }
}

/// What a row says of where its policy is in force.
#[must_use]
pub fn meant(row: &Row, services: &[(ServiceId, String)]) -> Meant {
    let mut found = Meant::default();
    for said in &row.services {
        if is_all(said, services.len()) {
            found.all = true;
            found.services.extend(services.iter().map(|(id, _)| *id));
        } else if let Some(these) = one(said, services).map(|id| vec![id]).or_else(|| several(said, services))
        {
            found.services.extend(these);
        } else {
            found.unknown.push(said.clone());
        }
    }
    found
}

fn is_all(said: &str, services: usize) -> bool {
    let said = words(said).concat();
    ALL.contains(&said.as_str()) || (services == 2 && BOTH.contains(&said.as_str()))
}

/// The service of this name, else the only one whose name begins with these words.
fn one(said: &str, services: &[(ServiceId, String)]) -> Option<ServiceId> {
    let said = words(said);
    if said.is_empty() {
        return None;
    }
    let only = |fits: &dyn Fn(&[String]) -> bool| {
        let mut found = services.iter().filter(|(_, name)| fits(&words(name)));
        let first = found.next().map(|(id, _)| *id);
        (first, found.next().is_some())
    };
    match only(&|name| name.concat() == said.concat()) {
        (None, _) => {}
        (first, more) => return first.filter(|_| !more),
    }
    let (first, more) = only(&|name| name.starts_with(&said));
    first.filter(|_| !more)
}

/// "Bryn and Glan": all of them, or nothing.
fn several(said: &str, services: &[(ServiceId, String)]) -> Option<Vec<ServiceId>> {
    let between = AND.iter().find(|word| said.contains(*word))?;
    said.split(between).map(|part| one(part, services)).collect()
}

/// The words of a name without case, accents and punctuation.
fn words(name: &str) -> Vec<String> {
    let marks = |letter: &char| !matches!(letter, '\'' | '’' | '\u{300}'..='\u{36f}');
    let plain: String = name.to_lowercase().chars().filter(marks).map(plain_letter).collect();
    let parts = plain.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    fn said(cell: &str, names: &[&str]) -> (Vec<String>, bool, Vec<String>) {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let services: Vec<(ServiceId, String)> =
            names.iter().map(|name| (ServiceId::new(now), (*name).to_owned())).collect();
        let parts = cell.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
        let row = Row { services: parts.collect(), ..Row::default() };
        let meant = meant(&row, &services);
        let named = services.iter().filter(|(id, _)| meant.services.contains(id));
        (named.map(|(_, name)| name.clone()).collect(), meant.all, meant.unknown)
    }

    #[test]
    fn names_compare_without_accents_case_and_punctuation() {
        let names = ["Dyffryn Uchaf", "Glan-y-Môr", "St David's"];
        for (cell, found) in [
            ("Glan-y-Môr", vec!["Glan-y-Môr"]),
            ("Glan-y-Mor", vec!["Glan-y-Môr"]),
            ("GLAN Y MOR", vec!["Glan-y-Môr"]),
            ("Glan-y-Mo\u{302}r", vec!["Glan-y-Môr"]),
            ("St Davids", vec!["St David's"]),
            ("st. david’s", vec!["St David's"]),
            ("Dyffryn", vec!["Dyffryn Uchaf"]),
            ("Dyffryn; Glan", vec!["Dyffryn Uchaf", "Glan-y-Môr"]),
            ("Dyffryn Uchaf and Glan-y-Môr", vec!["Dyffryn Uchaf", "Glan-y-Môr"]),
            ("", vec![]),
        ] {
            let (services, all, unknown) = said(cell, &names);
            assert_eq!(
                (services.iter().map(String::as_str).collect::<Vec<_>>(), all),
                (found, false),
                "{cell}"
            );
            assert!(unknown.is_empty(), "{cell}");
        }
    }

    #[test]
    fn what_is_not_understood_is_no_service() {
        let names = ["Bryn", "Bryn Awel", "Dyffryn Uchaf", "Dyffryn Isaf"];
        for (cell, found, unknown) in [
            ("Bryn", vec!["Bryn"], vec![]),
            ("Bryn A", vec![], vec!["Bryn A"]),
            ("Dyffryn", vec![], vec!["Dyffryn"]),
            ("Dyff", vec![], vec!["Dyff"]),
            ("Both", vec![], vec!["Both"]),
            ("All but Bryn", vec![], vec!["All but Bryn"]),
            ("Bryn; Seaside", vec!["Bryn"], vec!["Seaside"]),
            ("Bryn and Seaside", vec![], vec!["Bryn and Seaside"]),
            ("-", vec![], vec!["-"]),
        ] {
            let (services, all, told) = said(cell, &names);
            assert_eq!(
                (services.iter().map(String::as_str).collect::<Vec<_>>(), all),
                (found, false),
                "{cell}"
            );
            assert_eq!(told, unknown, "{cell}");
        }
    }

    #[test]
    fn all_and_both() {
        for cell in ["All", "all services", "Both", "Both services", "Pob gwasanaeth", "Y ddau"] {
            let (services, all, unknown) = said(cell, &["Bryn", "Glan"]);
            assert_eq!((services.len(), all, unknown.len()), (2, true, 0), "{cell}");
        }
    }

    #[test]
    fn a_row_is_elsewhere_when_it_names_none_of_these() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let (one, two) = (ServiceId::new(now), ServiceId::new(now));
        let meant = |services: &[ServiceId], unknown: &[&str]| Meant {
            services: services.iter().copied().collect(),
            all: false,
            unknown: unknown.iter().map(|word| (*word).to_owned()).collect(),
        };
        let may = BTreeSet::from([one]);
        assert!(!meant(&[], &[]).is_elsewhere(&may));
        assert!(!meant(&[one, two], &["x"]).is_elsewhere(&may));
        assert!(meant(&[two], &[]).is_elsewhere(&may));
        assert!(meant(&[], &["x"]).is_elsewhere(&may));
    }
}
