//! Why a text isn't for a service: the nation, its bodies and its law, or the kind of service.

use crate::library::{self, Law, Template};
use crate::organisations::{Nation, Service, ServiceType};

/// How a text differs from what a service needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The text's nation and the service's, when they differ.
    pub nations: Option<(Nation, Nation)>,
    /// What the text is for and what the service is, when they differ.
    pub kinds: Option<(Vec<ServiceType>, ServiceType)>,
    /// What the text stands on and the library's text for the service doesn't.
    pub named: Vec<&'static Law>,
    /// The other way round.
    pub left_out: Vec<&'static Law>,
    /// The library's text of the same family for the service.
    pub instead: Option<&'static Template>,
}

/// How a text differs from what a service needs; nothing when it is written for it.
#[must_use]
pub fn misfit(template: &'static Template, service: &Service) -> Option<Misfit> {
    if template.fits(service) {
        return None;
    }
    let instead =
        library::of_family(&template.family, service.nation, &[service.service_type], template.language);
    let other_nation = template.nation != service.nation;
    let other_kind = !template.service_types.contains(&service.service_type);
    Some(Misfit {
        nations: other_nation.then_some((template.nation, service.nation)),
        kinds: other_kind.then(|| (template.service_types.clone(), service.service_type)),
        named: match instead {
            Some(instead) => without(&template.laws, &instead.laws),
            None => template.laws.iter().collect(),
        },
        left_out: instead.map(|instead| without(&instead.laws, &template.laws)).unwrap_or_default(),
        instead,
    })
}

fn without(laws: &'static [Law], others: &[Law]) -> Vec<&'static Law> {
    laws.iter().filter(|law| !others.iter().any(|other| other.tag == law.tag)).collect()
}

#[cfg(test)]
mod tests {
    use super::misfit;
    use crate::clock::Moment;
    use crate::db::ids::ServiceId;
    use crate::library;
    use crate::organisations::Nation::{England, Scotland, Wales};
    use crate::organisations::ServiceType::{CareHome, Domiciliary, SupportedLiving};
    use crate::organisations::{Nation, Service, ServiceType};

    fn at(nation: Nation, service_type: ServiceType) -> Service {
        let id = ServiceId::new(Moment::parse("2026-11-21T10:00:00Z").unwrap());
        Service { id, name: "S".to_owned(), nation, service_type }
    }

    #[test]
    fn says_what_differs() {
        let template = library::template("social-media.wales.domiciliary.en").unwrap();
        assert_eq!(misfit(template, &at(Wales, Domiciliary)), None);
        assert_eq!(misfit(template, &at(Wales, SupportedLiving)), None);
        let home = misfit(template, &at(England, CareHome)).unwrap();
        assert_eq!(home.nations, Some((Wales, England)));
        assert_eq!(home.kinds.map(|(_, kind)| kind), Some(CareHome));
        assert_eq!(home.instead.unwrap().nation, England);
        let named: Vec<&str> = home.named.iter().map(|law| law.tag.as_str()).collect();
        assert!(named.contains(&"risca-2016"), "{named:?}");
        assert!(home.left_out.iter().all(|law| !named.contains(&law.tag.as_str())));
        assert!(!home.left_out.is_empty());
        let scottish = misfit(template, &at(Scotland, Domiciliary)).unwrap();
        assert_eq!((scottish.instead, scottish.kinds), (None, None));
        assert_eq!(scottish.named.len(), template.laws.len());
    }
}
