//! The services as a sheet names them.

use std::collections::BTreeSet;

use crate::db::ids::ServiceId;
use crate::people::search::fold;

/// The services that a sheet may name.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Names and codes, folded, with the service.
    pub named: Vec<(String, ServiceId)>,
    /// Where the person who brings the list may put people.
    pub offered: BTreeSet<ServiceId>,
    /// Names as they are written.
    pub names: std::collections::BTreeMap<ServiceId, String>,
}

impl Places {
    /// The service of a name or code, however it is written.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<ServiceId> {
        let plain = fold(name);
        self.named.iter().find(|(known, _)| *known == plain).map(|(_, id)| *id)
    }
}

/// The services that a cell names, each by itself. A service's own name may hold a comma, or an "and".
#[must_use]
pub fn parts<'a>(text: &'a str, places: &Places) -> Vec<&'a str> {
    if let Some(known) = joined(text, places) {
        return known;
    }
    let split = text.split([',', ';', '/', '|']).map(str::trim).filter(|part| !part.is_empty());
    split.flat_map(|part| joined(part, places).unwrap_or_else(|| vec![part])).collect()
}

/// What joins two services in a cell.
const JOINTS: &[&str] = &["&", "+", " and ", " And ", " AND ", " a ", " ac "];

/// The services that such words join; nothing unless every part is one.
fn joined<'a>(text: &'a str, places: &Places) -> Option<Vec<&'a str>> {
    let text = text.trim();
    if places.find(text).is_some() {
        return Some(vec![text]);
    }
    JOINTS.iter().flat_map(|joint| text.match_indices(*joint)).find_map(|(at, joint)| {
        let first = text.get(..at)?.trim();
        let rest = text.get(at.saturating_add(joint.len())..)?;
        places.find(first)?;
        Some([vec![first], joined(rest, places)?].concat())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    #[test]
    fn services_are_parted_where_every_part_is_one() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let named =
            ["hafan las", "ty derw", "hill and dale"].map(|name| (name.to_owned(), ServiceId::new(now)));
        let places = Places { named: named.to_vec(), ..Places::default() };
        for (text, wanted) in [
            ("Hafan Las & Ty Derw", &["Hafan Las", "Ty Derw"][..]),
            ("Hafan Las and Ty Derw", &["Hafan Las", "Ty Derw"]),
            ("Hafan Las+Ty Derw", &["Hafan Las", "Ty Derw"]),
            ("Hill and Dale", &["Hill and Dale"]),
            ("Hill and Dale and Hafan Las", &["Hill and Dale", "Hafan Las"]),
            ("Ty Derw, Hafan Las & Hill and Dale", &["Ty Derw", "Hafan Las", "Hill and Dale"]),
            ("Hafan Las & Elsewhere", &["Hafan Las & Elsewhere"]),
            ("Both homes", &["Both homes"]),
            ("Hafan Las; Ty Derw", &["Hafan Las", "Ty Derw"]),
        ] {
            assert_eq!(parts(text, &places), wanted, "{text}");
        }
    }
}
