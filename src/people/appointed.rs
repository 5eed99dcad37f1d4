//! Whom somebody has put in place since a moment. Rules that keep somebody out of a matter keep out, too, whom these
//! have made its judge since (reference domain 4.7, rule 2).

use std::collections::BTreeSet;

use super::{Held, covers, events, store};
use crate::access::{Action, allowed};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AnyId, PersonId};
use crate::db::{Error, Tenant};

/// That somebody was given a role, or named to stand in for its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// When.
    pub at: Moment,
    /// By whom; the server's commands give roles as nobody.
    pub by: Option<PersonId>,
    /// Which role, where, and to whom.
    pub place: Held,
    /// Whether it was taken away since.
    pub is_ended: bool,
}

/// These people, and whom they have put in place since a moment, themselves or by way of others. Only a role that
/// counts here is such a place: by any other they would keep out whom they like.
///
/// Who stood there before in a role that counts, and acts themselves ever since, stays: a record in which somebody
/// else acts now is another's place. Nor is anybody kept out who holds such a role from somebody uninvolved, whatever
/// else they were given: that is a judge whom those complained of did not choose.
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
    let before =
        then.filter(&counts).map(|held| held.person).filter(|person| same.contains(person)).collect();
    Ok(follow(kept_out, &before, given(tenant, since, counts)?))
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

fn given(
    tenant: &mut Tenant<'_>,
    since: Moment,
    counts: impl Fn(&Held) -> bool,
) -> Result<Vec<Given>, Error> {
    let granted = store::given_since(tenant, since)?;
    let covers = covers::store::made_since(tenant, since)?;
    // Who gives roles can put others in place; who stands in for them can't.
    let granted = granted.iter().filter_map(|one| place(one, &counts).or_else(|| power(one)));
    let mut given: Vec<Given> = granted.chain(covers.iter().filter_map(|one| place(one, &counts))).collect();
    let came_in = store::accepted_since(tenant, since)?;
    let newcomers: Vec<AnyId> = came_in.iter().map(|(.., person)| person.any()).collect();
    let entry = |at, by, to| Given { at, by: Some(by), to, what: What::Entry };
    given.extend(came_in.into_iter().map(|(at, by, to)| entry(at, by, to)));
    if newcomers.is_empty() {
        return Ok(given);
    }
    // Whoever changes the address of somebody who hasn't come in chooses who comes in.
    let changes = audit::acts_since(tenant, since, events::CHANGED, &newcomers)?.into_iter();
    let moves = changes.filter(|act| events::moves_address(&act.facts));
    given.extend(moves.map(|act| entry(act.at, PersonId::from_any(act.by), PersonId::from_any(act.to))));
    Ok(given)
}

fn place(one: &Placing, counts: impl Fn(&Held) -> bool) -> Option<Given> {
    let what = What::Place { stands: !one.is_ended };
    counts(&one.place).then_some(Given { at: one.at, by: one.by, to: one.place.person, what })
}

fn power(one: &Placing) -> Option<Given> {
    let gives = allowed(Action::GrantRoles).contains(&one.place.role);
    gives.then_some(Given { at: one.at, by: one.by, to: one.place.person, what: What::Power })
}

/// Something by which somebody put somebody else in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Given {
    at: Moment,
    by: Option<PersonId>,
    to: PersonId,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// An invitation, or another address for who is to come in: whoever comes is who they chose.
    Entry,
    /// Another role, by which one puts others in place.
    Power,
    /// A role that counts, or a cover of one; whether it wasn't taken away since.
    Place { stands: bool },
}

/// These, and whom they have put in place since, themselves or by way of others; `before` stays, and so does who
/// holds a place from somebody uninvolved, but for those whom they chose to come in.
fn follow(
    named: BTreeSet<PersonId>,
    before: &BTreeSet<PersonId>,
    mut given: Vec<Given>,
) -> BTreeSet<PersonId> {
    given.sort_unstable();
    let (mut kept_out, mut chosen, mut trusted) = (named.clone(), named, BTreeSet::new());
    for one in given.into_iter().filter(|one| !before.contains(&one.to)) {
        let is_theirs = one.by.is_some_and(|by| kept_out.contains(&by));
        match one.what {
            What::Entry if is_theirs => {
                chosen.insert(one.to);
                kept_out.insert(one.to);
            }
            What::Power | What::Place { .. } if is_theirs && !trusted.contains(&one.to) => {
                kept_out.insert(one.to);
            }
            What::Place { stands: true } if !is_theirs && !chosen.contains(&one.to) => {
                trusted.insert(one.to);
                kept_out.remove(&one.to);
            }
            What::Entry | What::Power | What::Place { .. } => {}
        }
    }
    kept_out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Given, What, follow};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    const ROLE: What = What::Place { stands: true };
    const ENDED: What = What::Place { stands: false };
    /// The server's commands.
    const NOBODY: usize = 9;

    /// What was given by whom to whom in this order, who stood there before, and who is kept out with 0.
    type Case = (&'static [(usize, usize, What)], &'static [usize], &'static [usize]);

    fn check(cases: &[Case]) {
        let at = |hour: i64| Moment::parse("2026-11-20T10:00:00Z").unwrap().plus_hours(hour);
        let people: Vec<PersonId> = (0..5).map(|_| PersonId::new(at(0))).collect();
        let of = |places: &[usize]| places.iter().map(|place| people[*place]).collect::<BTreeSet<_>>();
        for (given, before, expected) in cases {
            let given = given.iter().zip(1..).map(|((by, to, what), hour)| Given {
                at: at(hour),
                by: people.get(*by).copied(),
                to: people[*to],
                what: *what,
            });
            // In whatever order they were read.
            let mut given: Vec<Given> = given.collect();
            given.reverse();
            let kept_out = follow(of(&[0]), &of(before), given.clone());
            assert_eq!(kept_out, of(expected), "{given:?} {before:?}");
        }
    }

    #[test]
    fn whoever_is_kept_out_appoints_nobody_who_is_let_in() {
        check(&[
            (&[], &[], &[0]),
            (&[(0, 1, ROLE)], &[], &[0, 1]),
            (&[(0, 1, ENDED)], &[], &[0, 1]),
            (&[(0, 1, What::Entry)], &[], &[0, 1]),
            (&[(2, 1, ROLE)], &[], &[0]),
            (&[(NOBODY, 1, ROLE)], &[], &[0]),
            (&[(0, 1, ROLE)], &[1], &[0]),
            (&[(0, 1, What::Entry)], &[1], &[0]),
            // By way of a friend, whose own role need not count, and may be over.
            (&[(0, 1, ROLE), (1, 2, ROLE), (2, 3, ROLE)], &[], &[0, 1, 2, 3]),
            (&[(0, 1, ENDED), (1, 2, ROLE)], &[], &[0, 1, 2]),
            (&[(0, 1, What::Power), (1, 2, ROLE)], &[], &[0, 1, 2]),
            (&[(0, 1, What::Entry), (1, 2, ROLE)], &[], &[0, 1, 2]),
            // Given before the friend came.
            (&[(1, 2, ROLE), (0, 1, ROLE)], &[], &[0, 1]),
        ]);
    }

    #[test]
    fn whom_somebody_uninvolved_put_in_place_is_not_kept_out() {
        check(&[
            // Before or after what those complained of gave them.
            (&[(3, 1, ROLE), (0, 1, ROLE)], &[], &[0]),
            (&[(0, 1, ROLE), (3, 1, ROLE)], &[], &[0]),
            (&[(NOBODY, 1, ROLE), (0, 1, ENDED), (0, 1, What::Power)], &[], &[0]),
            (&[(3, 1, ROLE), (0, 1, ROLE), (1, 2, ROLE)], &[], &[0]),
            // Not by a role that was taken away, nor by one that doesn't count.
            (&[(3, 1, ENDED), (0, 1, ROLE)], &[], &[0, 1]),
            (&[(3, 1, What::Power), (0, 1, ROLE)], &[], &[0, 1]),
            // Not by a friend, and whom they had put in place before stays out.
            (&[(0, 2, ROLE), (2, 1, ROLE)], &[], &[0, 1, 2]),
            (&[(0, 1, ROLE), (1, 2, ROLE), (3, 1, ROLE)], &[], &[0, 2]),
            // Not whoever came in because those complained of chose so, and never those complained of.
            (&[(0, 1, What::Entry), (3, 1, ROLE)], &[], &[0, 1]),
            (&[(3, 1, ROLE), (0, 1, What::Entry)], &[], &[0, 1]),
            (&[(3, 1, What::Entry), (0, 1, ROLE), (3, 1, ROLE)], &[], &[0]),
            (&[(3, 0, ROLE)], &[], &[0]),
        ]);
    }
}
