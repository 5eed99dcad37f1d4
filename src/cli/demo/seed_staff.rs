//! How the people of the demonstration stand in their organisation: numbers, line managers, ends, being away.

use super::data::Person;
use super::seed::{Maker, SeedError};
use crate::clock::Moment;
use crate::people::absences::{self, NewAbsence};
use crate::people::{self, StaffNumber, Standing};

/// Enters it for everybody, once all are on the list.
pub(super) fn stand(maker: &Maker<'_>, now: Moment) -> Result<(), SeedError> {
    for person in &maker.data.people {
        let (id, standing) = (maker.person(&person.key)?, standing(maker, person)?);
        let away = person.away.map(|away| NewAbsence {
            from: maker.today.plus_days(away.from_in_days),
            until: away.until_in_days.map(|days| maker.today.plus_days(days)),
            reason: away.reason,
        });
        maker.within(move |tenant| {
            let known = people::get(tenant, id)?.ok_or(people::PeopleError::NotFound)?;
            let places = people::store::services_of(tenant, id)?;
            let _same = people::amend(tenant, now, id, &known.details(&places), &standing)?;
            if let Some(away) = away {
                absences::enter(tenant, now, id, away)?;
            }
            Ok::<_, people::PeopleError>(())
        })?;
    }
    Ok(())
}

fn standing(maker: &Maker<'_>, person: &Person) -> Result<Standing, SeedError> {
    Ok(Standing {
        staff_number: StaffNumber::parse(&person.staff_number),
        line_manager: person.line_manager.as_deref().map(|key| maker.person(key)).transpose()?,
        ends_on: person.ends_in_days.map(|days| maker.today.plus_days(days)),
        agency: person.agency.clone(),
        regulator: person.regulator.clone(),
        register_number: person.register_number.clone(),
    })
}
