//! Which texts the list of the library shows.

use super::Stock;
use crate::library::{self, Need, Template};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};

/// One answer, or what the organisation has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wanted<T> {
    /// What the organisation's services are.
    #[default]
    Ours,
    /// All.
    Any,
    /// This one.
    One(T),
}

/// Which texts the list shows. The default is those for the organisation's services.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// These letters in title, summary or words.
    pub search: String,
    /// For this nation.
    pub nation: Wanted<Nation>,
    /// For this kind of service.
    pub kind: Wanted<ServiceType>,
    /// As much needed as this.
    pub need: Option<Need>,
    /// In this language.
    pub language: Option<Language>,
    /// Only what isn't adopted.
    pub fresh: bool,
}

impl Filter {
    /// The texts that it keeps, in the order of the catalogue.
    #[must_use]
    pub fn list(&self, stock: &Stock) -> Vec<&'static Template> {
        library::templates().iter().filter(|template| self.keeps(stock, template)).collect()
    }

    fn keeps(&self, stock: &Stock, template: &Template) -> bool {
        self.suits(stock, template)
            && self.need.is_none_or(|need| need == template.need)
            && self.language.is_none_or(|language| language == template.language)
            && (!self.fresh || stock.adopted(template).is_none())
            && self.finds(template)
    }

    /// Without a service nothing is the organisation's own: then everything is shown.
    fn suits(&self, stock: &Stock, template: &Template) -> bool {
        let nation = |nation: Nation| match self.nation {
            Wanted::Ours => stock.services.is_empty() || nation == template.nation,
            Wanted::Any => true,
            Wanted::One(one) => one == template.nation,
        };
        let kind = |kind: ServiceType| match self.kind {
            Wanted::Ours => stock.services.is_empty() || template.service_types.contains(&kind),
            Wanted::Any => true,
            Wanted::One(one) => template.service_types.contains(&one),
        };
        let own = self.nation == Wanted::Ours || self.kind == Wanted::Ours;
        if own && !stock.services.is_empty() {
            stock.services.iter().any(|service| nation(service.nation) && kind(service.service_type))
        } else {
            nation(template.nation) && template.service_types.first().is_some_and(|first| kind(*first))
        }
    }

    fn finds(&self, template: &Template) -> bool {
        let searched = self.search.trim().to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&searched);
        searched.is_empty() || holds(&template.title) || holds(&template.summary) || holds(template.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::db::ids::ServiceId;
    use crate::organisations::Service;

    fn stock(of: &[(Nation, ServiceType)]) -> Stock {
        let id = ServiceId::new(Moment::parse("2026-11-21T10:00:00Z").unwrap());
        let service = |(nation, service_type): &(Nation, ServiceType)| Service {
            id,
            name: "S".to_owned(),
            nation: *nation,
            service_type: *service_type,
        };
        Stock { policies: Vec::new(), services: of.iter().map(service).collect() }
    }

    #[test]
    fn shows_what_is_for_the_services() {
        use Nation::{England, Scotland, Wales};
        use ServiceType::{CareHome, Domiciliary};
        let seen = |filter: &Filter, of: &[(Nation, ServiceType)]| filter.list(&stock(of));
        let fits = |template: &Template, (nation, kind): (Nation, ServiceType)| {
            template.nation == nation && template.service_types.contains(&kind)
        };
        let (home_care, home) = ((Wales, Domiciliary), (England, CareHome));
        let ours = Filter::default();
        for place in [home_care, home] {
            let list = seen(&ours, &[place]);
            assert!(list.len() >= 9 && list.iter().all(|template| fits(template, place)), "{place:?}");
        }
        assert!(seen(&ours, &[(Scotland, CareHome)]).is_empty());
        let both = seen(&ours, &[home_care, home]);
        assert!(both.iter().all(|template| fits(template, home_care) || fits(template, home)));
        assert_eq!(both.len(), seen(&ours, &[home_care]).len() + seen(&ours, &[home]).len());
        assert_eq!(ours.list(&stock(&[])).len(), library::templates().len());
        let wales = Filter { nation: Wanted::One(Wales), kind: Wanted::Any, ..Filter::default() };
        assert!(seen(&wales, &[home]).iter().all(|template| template.nation == Wales));
        let nothing = Filter { search: "zebra crossing".to_owned(), ..Filter::default() };
        assert!(nothing.list(&stock(&[])).is_empty());
    }
}
