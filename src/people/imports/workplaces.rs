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

/// The services that a cell names, each by itself. A service's own name may hold a comma.
#[must_use]
pub fn parts<'a>(text: &'a str, places: &Places) -> Vec<&'a str> {
    match places.find(text) {
        Some(_) => vec![text],
        None => text.split([',', ';', '/', '|']).map(str::trim).filter(|part| !part.is_empty()).collect(),
    }
}
