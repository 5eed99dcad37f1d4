//! Whom somebody has put in place since a moment. Rules that keep somebody out of a matter keep out, too, whom these
//! have made its judge since (reference domain 4.7, rule 2).

use std::collections::BTreeSet;

use super::{Held, covers, events, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AnyId, PersonId};
use crate::db::{Error, Tenant};

/// These people, and whom they have put in place since a moment, themselves or by way of others. Who stood there
/// before in a role that counts, and acts themselves ever since, stays: a record in which somebody else acts now is
/// another's place.
///
/// # Errors
/// The database is away.
pub fn with_appointed(
    tenant: &mut Tenant<'_>,
    since: Moment,
    kept_out: BTreeSet<PersonId>,
    counts: impl Fn(&Held) -> bool,
) -> Result<BTreeSet<PersonId>, Error> {
    if kept_out.is_empty() {
        return Ok(kept_out);
    }
    let same = same_since(tenant, since)?;
    let then = store::grants_then(tenant, since)?.into_iter();
    let before = then.filter(counts).map(|held| held.person).filter(|person| same.contains(person)).collect();
    Ok(follow(kept_out, &before, given(tenant, since)?))
}

/// Who acts here as the same person since a moment at least: they could sign in then as now, and nobody has taken
/// their place.
///
/// # Errors
/// The database is away.
pub fn same_since(tenant: &mut Tenant<'_>, since: Moment) -> Result<BTreeSet<PersonId>, Error> {
    let acting = store::acting_since(tenant)?.into_iter();
    Ok(acting.filter(|(_, from)| *from <= since).map(|(person, _)| person).collect())
}

fn given(tenant: &mut Tenant<'_>, since: Moment) -> Result<Vec<Given>, Error> {
    let mut given = store::given_since(tenant, since)?;
    given.extend(covers::store::made_since(tenant, since)?);
    let came_in = store::accepted_since(tenant, since)?;
    let newcomers: Vec<AnyId> = came_in.iter().map(|(.., person)| person.any()).collect();
    given.extend(came_in);
    let mut given: Vec<Given> = given.into_iter().map(|(at, by, to)| Given { at, by, to }).collect();
    if newcomers.is_empty() {
        return Ok(given);
    }
    // Whoever changes the address of somebody who hasn't come in chooses who comes in.
    let changes = audit::acts_since(tenant, since, events::CHANGED, &newcomers)?.into_iter();
    let moves = changes.filter(|act| events::moves_address(&act.facts));
    given.extend(moves.map(|act| Given {
        at: act.at,
        by: PersonId::from_any(act.by),
        to: PersonId::from_any(act.to),
    }));
    Ok(given)
}

/// Something by which somebody put somebody else in place: a role, a cover, an invitation, or another address for who
/// is to come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Given {
    at: Moment,
    by: PersonId,
    to: PersonId,
}

/// These, and whom they have put in place since, themselves or by way of others; `before` stays.
fn follow(
    mut kept_out: BTreeSet<PersonId>,
    before: &BTreeSet<PersonId>,
    mut given: Vec<Given>,
) -> BTreeSet<PersonId> {
    given.sort_unstable();
    for one in given {
        if kept_out.contains(&one.by) && !before.contains(&one.to) {
            kept_out.insert(one.to);
        }
    }
    kept_out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Given, follow};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn whoever_is_kept_out_appoints_nobody_who_is_let_in() {
        let at = |hour: i64| Moment::parse("2026-11-20T10:00:00Z").unwrap().plus_hours(hour);
        let people: Vec<PersonId> = (0..5).map(|_| PersonId::new(at(0))).collect();
        for (given, before, expected) in [
            (&[][..], &[][..], &[0][..]),
            (&[(1, 0, 1)], &[], &[0, 1]),
            (&[(1, 2, 1)], &[], &[0]),
            (&[(1, 0, 1)], &[1], &[0]),
            // By way of a friend, in whatever order they were read.
            (&[(2, 1, 2), (1, 0, 1), (3, 2, 3)], &[], &[0, 1, 2, 3]),
            // Given before the friend came.
            (&[(1, 1, 2), (2, 0, 1)], &[], &[0, 1]),
        ] {
            let of = |places: &[usize]| places.iter().map(|place| people[*place]).collect::<BTreeSet<_>>();
            let given =
                given.iter().map(|(hour, by, to)| Given { at: at(*hour), by: people[*by], to: people[*to] });
            let kept_out = follow(of(&[0]), &of(before), given.collect());
            assert_eq!(kept_out, of(expected), "{before:?}");
        }
    }
}
