//! Whether a service may take reports: its safeguarding lead and a deputy are two people with accounts
//! (reference domain 4.7, rule 4). Whoever stands in for one of them makes no service ready.

use super::routing::Holder;

/// Whether a lead and a deputy can be told who aren't one person.
#[must_use]
pub fn is_ready(leads: &[Holder], deputies: &[Holder]) -> bool {
    let reachable = |holders: &[Holder]| -> Vec<_> {
        let own = holders.iter().filter(|holder| holder.reachable && holder.stands_in_for.is_none());
        own.map(|holder| holder.person).collect()
    };
    let (leads, deputies) = (reachable(leads), reachable(deputies));
    leads.iter().any(|lead| deputies.iter().any(|deputy| deputy != lead))
}

#[cfg(test)]
mod tests {
    use super::is_ready;
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::incidents::routing::Holder;

    #[test]
    fn needs_two_people_with_accounts() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (a, b, c) = (PersonId::new(now), PersonId::new(now), PersonId::new(now));
        let yes = |person| Holder::own(person, true);
        let for_b = |person| Holder { person, reachable: true, stands_in_for: Some(b) };
        let no = |person| Holder::own(person, false);
        for (leads, deputies, ready) in [
            (vec![yes(a)], vec![yes(b)], true),
            (vec![yes(a)], vec![no(b), yes(c)], true),
            (vec![yes(a)], vec![yes(a), yes(b)], true),
            (vec![yes(a)], vec![yes(a)], false),
            (vec![yes(a)], vec![no(b)], false),
            (vec![no(a)], vec![yes(b)], false),
            (vec![yes(a)], vec![for_b(c), no(b)], false),
            (vec![for_b(c), no(b)], vec![yes(a)], false),
            (vec![yes(a)], vec![], false),
            (vec![], vec![yes(b)], false),
            (vec![], vec![], false),
        ] {
            assert_eq!(is_ready(&leads, &deputies), ready, "{leads:?} {deputies:?}");
        }
    }
}
