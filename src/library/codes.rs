//! Codes of policies: letters for nation and kind of service, and the number of the topic
//! (reference domain 2.2).

use super::Template;
use crate::organisations::{Nation, ServiceType};

/// Every beginning of a code.
pub const PREFIXES: [&str; 5] = ["CHW", "DCW", "CH", "SL", "DC"];

/// The letters before the number.
#[must_use]
pub const fn prefix(nation: Nation, kind: ServiceType) -> &'static str {
    match (nation, kind) {
        (Nation::Wales, ServiceType::CareHome | ServiceType::NursingHome) => "CHW",
        (Nation::Wales, _) => "DCW",
        (_, ServiceType::CareHome | ServiceType::NursingHome) => "CH",
        (_, ServiceType::SupportedLiving) => "SL",
        (_, _) => "DC",
    }
}

/// The code that a text gets at such services: the first kind that it is written for and that is there
/// decides; the first that it is written for where none is.
#[must_use]
pub fn code(template: &Template, kinds: &[ServiceType]) -> String {
    let there = template.service_types.iter().find(|kind| kinds.contains(kind));
    let kind = there.or(template.service_types.first()).copied().unwrap_or(ServiceType::Domiciliary);
    format!("{}{}", prefix(template.nation, kind), template.number)
}

#[cfg(test)]
mod tests {
    use super::{PREFIXES, prefix};
    use crate::organisations::Nation::{England, Wales};
    use crate::organisations::ServiceType::{
        CareHome, DayService, Domiciliary, ExtraCare, NursingHome, SupportedLiving,
    };

    #[test]
    fn letters_are_those_that_managers_know() {
        for (nation, kind, letters) in [
            (England, CareHome, "CH"),
            (England, NursingHome, "CH"),
            (England, Domiciliary, "DC"),
            (England, SupportedLiving, "SL"),
            (England, ExtraCare, "DC"),
            (England, DayService, "DC"),
            (Wales, CareHome, "CHW"),
            (Wales, NursingHome, "CHW"),
            (Wales, Domiciliary, "DCW"),
            (Wales, SupportedLiving, "DCW"),
            (Wales, ExtraCare, "DCW"),
            (Wales, DayService, "DCW"),
        ] {
            assert_eq!(prefix(nation, kind), letters, "{nation:?} {kind:?}");
            assert!(PREFIXES.contains(&letters), "{letters}");
        }
    }
}
