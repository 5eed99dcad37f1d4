//! What needs somebody: one list over all kinds, sorted by harm and then by date.

use std::collections::BTreeMap;

use super::Board;
use super::others::{Answer, Ask, LookIn, Signature};
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId};
use crate::reviews::Due;

/// Rows of the list.
pub const AT_MOST: usize = 5;
/// Days before its last one on which a legal time is nearly over.
const NEAR: i64 = 7;

/// Something that needs somebody. Kinds stand in the order of harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// An open case: its reference, and since when.
    Case(String, Moment),
    /// Something about data rights that this member answers: what, its address, and the last day, as far as one runs.
    Right(Ask, String, Option<Day>),
    /// An operator asks to look in, and waits for an owner.
    LookIn(LookIn),
    /// A review that is overdue: policy, title, owner, since when.
    Overdue(PolicyId, String, String, Day),
    /// Somebody whose signatures are late: name, how many, since when.
    Late(String, usize, Day),
    /// A draft that waits for an answer.
    Answer(Answer),
    /// Published policies that print an old value: how many.
    Stale(usize),
    /// A review in the next 30 days.
    Soon(PolicyId, String, String, Day),
    /// A policy whose draft has gaps: title, how many.
    Gaps(PolicyId, String, i64),
}

impl Need {
    /// Harm first, then the earliest date.
    fn place(&self, today: Day) -> (u8, Option<Day>) {
        match self {
            Self::Case(_, at) => (0, Some(at.day())),
            // A legal time that is nearly over comes before what only we set; with time left it waits its turn.
            Self::Right(_, _, Some(on)) if today.days_until(*on) <= NEAR => (1, Some(*on)),
            // It lapses within a day.
            Self::LookIn(ask) => (1, Some(ask.asked_at.day())),
            Self::Overdue(.., on) => (2, Some(*on)),
            Self::Late(.., on) => (3, Some(*on)),
            Self::Answer(answer) => (4, Some(answer.asked_at.day())),
            Self::Stale(_) => (5, None),
            Self::Right(_, _, on) => (6, on.or(Some(today))),
            Self::Soon(.., on) => (6, Some(*on)),
            Self::Gaps(..) => (7, None),
        }
    }
}

/// All that needs somebody, the worst first.
#[must_use]
pub fn needs(board: &Board, today: Day) -> Vec<Need> {
    let mut needs: Vec<Need> =
        board.cases.iter().map(|case| Need::Case(case.reference.clone(), case.received_at)).collect();
    let mine = |policy: &PolicyId| !board.others.contains(policy);
    for duty in board.reviews(Due::Overdue, today).into_iter().filter(|duty| mine(&duty.policy)) {
        needs.push(Need::Overdue(duty.policy, duty.title, duty.owner_name, duty.due_on));
    }
    for duty in board.reviews(Due::Soon, today).into_iter().filter(|duty| mine(&duty.policy)) {
        needs.push(Need::Soon(duty.policy, duty.title, duty.owner_name, duty.due_on));
    }
    needs.extend(late(&board.signatures, today));
    needs.extend(board.answers.iter().cloned().map(Need::Answer));
    needs.extend(board.look_ins.iter().cloned().map(Need::LookIn));
    if board.stale > 0 {
        needs.push(Need::Stale(board.stale));
    }
    let gaps = board.gaps.iter().filter(|policy| mine(&policy.id));
    needs.extend(gaps.map(|policy| Need::Gaps(policy.id, policy.title.clone(), policy.gaps)));
    let rights = board.rights.iter().cloned();
    needs.extend(rights.map(|right| Need::Right(right.ask, right.rest, right.due_on)));
    needs.sort_by_key(|need| need.place(today));
    needs
}

fn late(signatures: &[Signature], today: Day) -> Vec<Need> {
    let mut people: BTreeMap<PersonId, (String, usize, Day)> = BTreeMap::new();
    for signature in signatures.iter().filter(|signature| signature.due_on < today) {
        let row = people.entry(signature.person).or_insert((signature.name.clone(), 0, signature.due_on));
        row.1 += 1;
        row.2 = row.2.min(signature.due_on);
    }
    people.into_values().map(|(name, count, since)| Need::Late(name, count, since)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Need, needs};
    use crate::clock::Day;
    use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId, VersionId};
    use crate::reviews::Duty;
    use crate::today::Board;
    use crate::today::others::{Answer, Ask, LookIn, OpenCase, Right, Signature};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn duty(title: &str, due_on: &str) -> Duty {
        let now = day("2026-11-21").at(9, 0);
        Duty {
            policy: PolicyId::new(now),
            code: String::new(),
            title: title.to_owned(),
            version: VersionId::new(now),
            owner: PersonId::new(now),
            owner_name: String::new(),
            owner_has_email: true,
            due_on: day(due_on),
            services: std::collections::BTreeSet::new(),
            last_reminder: None,
        }
    }

    #[test]
    fn the_worst_comes_first() {
        let today = day("2026-11-21");
        let tomos = PersonId::new(today.at(9, 0));
        let signature =
            |due_on: &str| Signature { person: tomos, name: "Tomos Newydd".to_owned(), due_on: day(due_on) };
        let board = Board {
            cases: vec![OpenCase { reference: "SG-1".to_owned(), received_at: today.at(7, 42) }],
            duties: vec![
                duty("Later", "2027-02-01"),
                duty("Soon", "2026-12-01"),
                duty("Overdue", "2026-11-19"),
                duty("Long overdue", "2026-09-01"),
            ],
            signatures: vec![signature("2026-11-18"), signature("2026-11-10"), signature("2026-12-01")],
            answers: vec![Answer {
                policy: PolicyId::new(today.at(9, 0)),
                round: ApprovalRoundId::new(today.at(9, 0)),
                title: "For approval".to_owned(),
                approval: true,
                asked_at: today.at(9, 0),
                instead_of: None,
            }],
            look_ins: vec![LookIn {
                email: "root@prawf.example".to_owned(),
                reason: String::new(),
                asked_at: today.at(9, 0),
            }],
            stale: 2,
            rights: [("rights/late", "2026-11-28"), ("rights/later", "2026-12-02")]
                .map(|(rest, on)| Right { ask: Ask::Request, rest: rest.to_owned(), due_on: Some(day(on)) })
                .to_vec(),
            ..Board::default()
        };
        let words: Vec<String> = needs(&board, today)
            .into_iter()
            .map(|need| match need {
                Need::Case(reference, _) => reference,
                Need::Overdue(_, title, ..) | Need::Soon(_, title, ..) | Need::Gaps(_, title, _) => title,
                Need::Answer(answer) => answer.title,
                Need::Right(_, rest, _) => rest,
                Need::LookIn(ask) => ask.email,
                Need::Stale(count) => format!("{count} stale"),
                Need::Late(name, count, since) => format!("{name} {count} {since}"),
            })
            .collect();
        assert_eq!(
            words,
            [
                "SG-1",
                "root@prawf.example",
                "rights/late",
                "Long overdue",
                "Overdue",
                "Tomos Newydd 2 2026-11-10",
                "For approval",
                "2 stale",
                "Soon",
                "rights/later"
            ]
        );
    }
}
