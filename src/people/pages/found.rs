//! Which people a list shows, and in which order.

use super::{Known, Staff, reach_word};
use crate::access::{Role, names};
use crate::clock::Day;
use crate::db::ids::ServiceId;
use crate::people::search::fold;
use crate::people::{WorkerType, ending};
use crate::web::Fields;

/// The filters of the list, as they stand in its address.
pub(super) const FILTERS: &[&str] = &["search", "service", "worker", "role", "state", "reach", "ends"];
/// The word for everybody whom no agency sends.
pub(super) const OWN: &str = "own";

/// The word for those who work at no service.
pub(super) const NOWHERE: &str = "none";

/// The places of those who fit, in the order that is asked for.
pub(super) fn places(query: &Fields, staff: &Staff, today: Day) -> Vec<usize> {
    let asked = Asked::of(query, staff, today);
    let mut places: Vec<usize> = (0..staff.people.len()).collect();
    places.retain(|place| staff.people.get(*place).is_some_and(|known| asked.fits(known)));
    sort(query, staff, &mut places);
    places
}

struct Asked<'a> {
    query: &'a Fields,
    staff: &'a Staff,
    term: String,
    service: Option<ServiceId>,
    role: Option<Role>,
    today: Day,
}

impl<'a> Asked<'a> {
    fn of(query: &'a Fields, staff: &'a Staff, today: Day) -> Self {
        let service = ServiceId::parse(query.text("service"));
        let role = Role::from_word(query.text("role"));
        Self { query, staff, term: fold(query.text("search")), service, role, today }
    }

    fn fits(&self, known: &Known) -> bool {
        let empty = |name: &str| self.query.text(name).is_empty();
        self.is_found(known)
            && self.has_state(known)
            && self.works_there(known)
            && (empty("role") || self.has_role(known))
            && is_kind(self.query.text("worker"), known.person.worker_type)
            && (empty("reach") || self.query.text("reach") == reach_word(known))
            && match self.query.text("ends") {
                "" => true,
                "soon" => ending::is_soon(&known.person, self.today),
                _ => false,
            }
    }

    fn works_there(&self, known: &Known) -> bool {
        match self.query.text("service") {
            "" => true,
            NOWHERE => self.staff.is_nowhere(known),
            _ => self.service.is_some_and(|id| known.services.contains(&id)),
        }
    }

    fn is_found(&self, known: &Known) -> bool {
        let person = &known.person;
        // "Kowal Nowak" is Kowal-Nowak.
        let parted = |text: &str| text.replace('-', " ");
        let term = parted(&self.term);
        let hit = |text: &str| parted(&fold(text)).contains(&term);
        // A number is found however it is typed.
        let number = person.standing.staff_number.as_ref();
        let typed: String = self.term.chars().filter(|letter| !letter.is_whitespace()).collect();
        self.term.is_empty()
            || hit(&person.name())
            || hit(&person.job_title)
            || person.email.as_ref().is_some_and(|email| hit(email.as_str()))
            || number.is_some_and(|number| fold(number.as_str()).contains(&typed))
    }

    /// A state that isn't known is nobody's.
    fn has_state(&self, known: &Known) -> bool {
        match self.query.text("state") {
            "all" => true,
            "left" => !known.person.is_present(),
            "away" => known.person.is_present() && known.is_away(self.today),
            "" => known.person.is_present(),
            _ => false,
        }
    }

    fn has_role(&self, known: &Known) -> bool {
        known.roles.iter().any(|held| Some(held.role) == self.role)
    }
}

fn is_kind(asked: &str, kind: WorkerType) -> bool {
    match asked {
        "" => true,
        OWN => kind != WorkerType::Agency,
        word => word == kind.as_str(),
    }
}

fn sort(query: &Fields, staff: &Staff, places: &mut [usize]) {
    let key = |place: &usize| {
        let person = staff.people.get(*place).map(|known| &known.person)?;
        let name = fold(&names::by_family(&person.given_name, &person.family_name));
        // What isn't known stands behind what is.
        let first = match query.text("sort") {
            "job" => Some(fold(&person.job_title)).filter(|job| !job.is_empty()),
            "number" => person.standing.staff_number.as_ref().map(|number| number.as_str().to_owned()),
            "started" => person.started_on.map(|day| day.to_string()),
            "ends" => person.standing.ends_on.map(|day| day.to_string()),
            _ => Some(String::new()),
        };
        Some((first.is_none(), first, name))
    };
    places.sort_by_cached_key(key);
    if query.text("order") == "down" {
        places.reverse();
    }
}
