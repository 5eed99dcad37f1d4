//! Who may end a hold, and who learns nothing of one.

use std::collections::BTreeSet;

use super::{HoldError, Kind, On, Row};
use crate::access::two_people::{self, Needs};
use crate::access::{Action, Role, allowed};
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::incidents;
use crate::people::same::Same;
use crate::people::{Held, appointed, store as people};

/// Whether a role may put and end holds of a kind: owners and the data-protection lead all of them, the others on
/// cases.
#[must_use]
pub fn may(roles: &[Role], kind: Kind) -> bool {
    let action = if kind == Kind::Case { Action::HoldRecords } else { Action::ManageRetention };
    roles.iter().any(|role| allowed(action).contains(role))
}

/// Who could end a hold: present people with an account and a role for it; for one on a case, who may see the case;
/// never the person it is on, nor whom they have put in place since.
/// Who had such a role when it was put still counts, so that nobody makes themselves the only one by taking the
/// others' roles away.
///
/// # Errors
/// The database is away, or the case doesn't open.
pub fn could_end(tenant: &mut Tenant<'_>, row: &Row) -> Result<BTreeSet<PersonId>, HoldError> {
    let mut could = able(tenant, row)?;
    match row.on {
        On::Case(case) => {
            let seers = incidents::keeping::seers(tenant, case)?;
            could.retain(|person| seers.contains(person));
        }
        On::Person(person) => {
            let same = Same::read(tenant)?;
            let hidden = hidden_from(tenant, row, person, &same)?;
            could.retain(|one| !hidden.contains(one));
        }
        On::Policy(_) | On::Days(..) | On::Organisation => {}
    }
    Ok(could)
}

/// Members who have a role for holds of this kind, or had one when it was put.
fn able(tenant: &mut Tenant<'_>, row: &Row) -> Result<BTreeSet<PersonId>, DbError> {
    let members = people::members(tenant)?;
    let mut grants = people::all_grants(tenant)?;
    grants.extend(people::grants_then(tenant, row.made_at)?);
    let able = |held: &Held| may(&[held.role], row.on.kind()) && members.contains(&held.person);
    Ok(grants.into_iter().filter(able).map(|held| held.person).collect())
}

/// Somebody by every record of theirs, with whom they have put in place since a hold was made, by a role to end it or by
/// inviting them.
fn put_in_place(
    tenant: &mut Tenant<'_>,
    row: &Row,
    by: PersonId,
    same: &Same,
) -> Result<BTreeSet<PersonId>, DbError> {
    let counts = |held: &Held| may(&[held.role], row.on.kind());
    appointed::with_appointed(tenant, row.made_at, same.with(BTreeSet::from([by])), counts)
}

/// Who learns nothing of a hold on a person. Where only those are left whom that person has put in place since, they
/// learn of it: nobody could ever end it else.
pub(super) fn hidden_from(
    tenant: &mut Tenant<'_>,
    row: &Row,
    person: PersonId,
    same: &Same,
) -> Result<BTreeSet<PersonId>, DbError> {
    let hidden = put_in_place(tenant, row, person, same)?;
    let is_anybody_left = !able(tenant, row)?.is_subset(&hidden);
    Ok(if is_anybody_left { hidden } else { same.with(BTreeSet::from([person])) })
}

/// Who is asked to agree when somebody asks for the end of a hold.
pub(super) fn could_agree(
    tenant: &mut Tenant<'_>,
    row: &Row,
    by: PersonId,
) -> Result<BTreeSet<PersonId>, HoldError> {
    let (could, same) = (could_end(tenant, row)?, Same::read(tenant)?);
    Ok(&could - &put_in_place(tenant, row, by, &same)?)
}

/// What somebody needs to end a hold now. Who agrees to what somebody else asked for needs nothing more, if they could
/// have ended it then already, and neither has put the other in place since the hold was made: whoever asks can't make
/// the one who agrees, nor the one who asks for them.
///
/// # Errors
/// The database is away.
pub fn needs(tenant: &mut Tenant<'_>, who: PersonId, row: &Row) -> Result<Needs, HoldError> {
    let (could, same) = (could_end(tenant, row)?, Same::read(tenant)?);
    let own = put_in_place(tenant, row, who, &same)?;
    let Some((at, asked)) = row.asked.filter(|(_, asked)| !own.contains(asked)) else {
        return Ok(two_people::needs(who, true, &(&could - &own)));
    };
    let then = people::grants_then(tenant, at)?;
    let could_then = then.iter().any(|held| held.person == who && may(&[held.role], row.on.kind()));
    let is_apart = !put_in_place(tenant, row, asked, &same)?.contains(&who);
    let agrees = could.contains(&who) && could_then && is_apart;
    Ok(if agrees { Needs::Nothing } else { Needs::SomebodyElse })
}
