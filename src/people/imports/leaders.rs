//! Line managers of a list: on the list already, or in another row of the same sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Found, Index};
use super::naming;
use super::numbers::Numbers;
use super::parsing::Parsed;
use crate::access::email::Email;
use crate::db::ids::PersonId;
use crate::people::StaffNumber;
use crate::people::search::fold;

/// Who leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leader {
    /// Somebody on the list.
    Person(PersonId),
    /// Somebody new in this row, by its place among the rows.
    Row(usize),
}

/// Finds rows of the sheet.
pub struct InFile {
    numbers: Numbers,
    by_email: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    own: Vec<Option<Leader>>,
}

impl InFile {
    /// Sorts the rows. A row that means nobody certain leads nobody.
    #[must_use]
    pub fn of(index: &Index<'_>, rows: &[(&Parsed, &Found)]) -> Self {
        let mut all = Self {
            numbers: Numbers::default(),
            by_email: BTreeMap::new(),
            by_name: BTreeMap::new(),
            own: Vec::new(),
        };
        for (at, (parsed, found)) in rows.iter().enumerate() {
            all.own.push(match found {
                Found::New => Some(Leader::Row(at)),
                Found::Known(known) => index.at(*known).map(|known| Leader::Person(known.person.id)),
                Found::Ask(..) | Found::Fault(_) => None,
            });
            if let Some(number) = &parsed.number {
                all.numbers.add(number, at);
            }
            if let Some(email) = &parsed.email {
                all.by_email.entry(email.as_str().to_owned()).or_default().push(at);
            }
            all.by_name.entry(parsed.key()).or_default().push(at);
        }
        all
    }

    /// Who the row itself is.
    #[must_use]
    pub fn own(&self, at: usize) -> Option<Leader> {
        self.own.get(at).copied().flatten()
    }

    fn leaders(&self, rows: &[usize]) -> BTreeSet<Leader> {
        rows.iter().filter_map(|at| self.own(*at)).collect()
    }
}

/// Who is meant by a staff number, an e-mail or a full name.
///
/// # Errors
/// The end of a message's key: nobody, several, or somebody who has left.
pub fn meant(index: &Index<'_>, rows: &InFile, text: &str) -> Result<Leader, &'static str> {
    let number = StaffNumber::parse(text);
    let email = Email::parse(text);
    let name =
        naming::names(text).map_or_else(|| fold(text), |(given, family)| fold(&format!("{given} {family}")));
    let known = |places: &[usize]| places.iter().filter_map(|at| index.at(*at)).collect::<Vec<_>>();
    let numbered = |places: &[usize]| known(places).into_iter().filter(|known| known.is_visible).collect();
    let in_rows = |rows: Option<&'_ Vec<usize>>| rows.cloned().unwrap_or_default();
    let of_number = |whose: &dyn Fn(&Numbers, &StaffNumber) -> Vec<usize>| match &number {
        Some(number) => (numbered(&whose(index.numbers(), number)), whose(&rows.numbers, number)),
        None => (Vec::new(), Vec::new()),
    };
    let ways = [
        // A number as it is written comes before the same one with other zeros, wherever that stands.
        of_number(&|numbers, number| numbers.written(number).to_vec()),
        of_number(&|numbers, number| numbers.of(number).to_vec()),
        (
            known(email.as_ref().map_or(&[], |email| index.of_email(email.as_str()))),
            in_rows(email.as_ref().and_then(|email| rows.by_email.get(email.as_str()))),
        ),
        (known(index.of_name(&name)), in_rows(rows.by_name.get(&name))),
    ];
    let mut left = false;
    for (people, in_rows) in ways {
        let present = people.iter().filter(|known| known.person.is_present());
        let mut leaders: BTreeSet<Leader> = present.map(|known| Leader::Person(known.person.id)).collect();
        left |= !people.is_empty() && leaders.is_empty();
        leaders.extend(rows.leaders(&in_rows));
        match leaders.len() {
            0 => {}
            1 => return leaders.pop_first().ok_or("manager-unknown"),
            _ => return Err("manager-several"),
        }
    }
    Err(if left { "manager-left" } else { "manager-unknown" })
}

/// The most people of a circle who are named.
const NAMED: usize = 5;

/// People who would lead each other, from one of them on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// Themselves, then who leads them, and so on, as far as they are named.
    pub begins: Vec<Leader>,
    /// Whether there are more before it comes back.
    pub goes_on: bool,
}

/// The rows whose people would be led by themselves, each with the circle. `leads` has the leader of each row, by place.
#[must_use]
pub fn in_circles(index: &Index<'_>, rows: &InFile, leads: &[Option<Leader>]) -> BTreeMap<usize, Circle> {
    let mut above: BTreeMap<Leader, Leader> = BTreeMap::new();
    for known in &index.world.known {
        if let Some(leader) = known.person.standing.line_manager {
            above.insert(Leader::Person(known.person.id), Leader::Person(leader));
        }
    }
    for (at, leader) in leads.iter().enumerate() {
        if let (Some(own), Some(leader)) = (rows.own(at), leader) {
            above.insert(own, *leader);
        }
    }
    let circles = circles(&above);
    (0..leads.len())
        .filter(|at| leads.get(*at).is_some_and(Option::is_some))
        .filter_map(|at| Some((at, rows.own(at).filter(|own| circles.contains(own))?)))
        .map(|(at, own)| (at, circle(&above, own)))
        .collect()
}

/// Everybody who is in a circle. Each is walked over once, however long the ways are.
fn circles(above: &BTreeMap<Leader, Leader>) -> BTreeSet<Leader> {
    let (mut fine, mut circles) = (BTreeSet::new(), BTreeSet::new());
    for begin in above.keys() {
        let mut places: BTreeMap<Leader, usize> = BTreeMap::new();
        let (mut path, mut next) = (Vec::new(), Some(*begin));
        while let Some(node) = next.filter(|node| !fine.contains(node)) {
            if let Some(from) = places.get(&node).copied() {
                circles.extend(path.iter().skip(from).copied());
                break;
            }
            places.insert(node, path.len());
            path.push(node);
            next = above.get(&node).copied();
        }
        fine.extend(path);
    }
    circles
}

/// The circle from somebody in it, as far as it is named.
fn circle(above: &BTreeMap<Leader, Leader>, own: Leader) -> Circle {
    let others = std::iter::successors(above.get(&own), |last| above.get(*last)).copied();
    let mut begins = vec![own];
    begins.extend(others.take_while(|next| *next != own).take(NAMED.saturating_sub(1)));
    let last = begins.last().and_then(|last| above.get(last));
    Circle { goes_on: last.is_some_and(|next| *next != own), begins }
}

/// The rows in an order in which every leader stands before whom they lead.
#[must_use]
pub fn in_order(leads: &[Option<Leader>]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut placed = BTreeSet::new();
    for at in 0..leads.len() {
        let (mut path, mut next) = (Vec::new(), Some(at));
        while let Some(row) = next.filter(|row| placed.insert(*row)) {
            path.push(row);
            next = match leads.get(row) {
                Some(Some(Leader::Row(leader))) => Some(*leader),
                _ => None,
            };
        }
        order.extend(path.into_iter().rev());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_come_before_whom_they_lead() {
        let row = |at| Some(Leader::Row(at));
        assert_eq!(in_order(&[row(2), None, row(3), None]), [3, 2, 0, 1]);
        assert_eq!(in_order(&[row(1), row(0)]).len(), 2, "a circle loses nobody");
        assert_eq!(in_order(&[]), Vec::<usize>::new());
    }

    /// Who leads whom, by rows.
    fn above(leads: &[(usize, usize)]) -> BTreeMap<Leader, Leader> {
        leads.iter().map(|(row, leader)| (Leader::Row(*row), Leader::Row(*leader))).collect()
    }

    #[test]
    fn a_circle_is_named_from_each_of_its_people_and_nobody_else_is_in_it() {
        let rows = |rows: &[usize]| rows.iter().copied().map(Leader::Row).collect::<Vec<_>>();
        // 0 to 2 lead each other, 3 and 4 are led by them, 5 by nobody, 6 by themselves.
        let all = above(&[(0, 1), (1, 2), (2, 0), (3, 1), (4, 3), (7, 5), (6, 6)]);
        let found = circles(&all);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), rows(&[0, 1, 2, 6]));
        for (own, begins) in [(0, vec![0, 1, 2]), (2, vec![2, 0, 1]), (6, vec![6])] {
            let expected = Circle { begins: rows(&begins), goes_on: false };
            assert_eq!(circle(&all, Leader::Row(own)), expected, "{own}");
        }
        for (length, named, goes_on) in [(4, 4, false), (5, 5, false), (6, 5, true)] {
            let around: Vec<(usize, usize)> = (0..length).map(|row| (row, (row + 1) % length)).collect();
            let circle = circle(&above(&around), Leader::Row(1));
            assert_eq!((circle.begins.len(), circle.goes_on), (named, goes_on), "{length}");
        }
    }

    #[test]
    fn a_whole_sheet_in_one_circle_is_seen_through() {
        let around: Vec<(usize, usize)> = (0..5_000).map(|row| (row, (row + 1) % 5_000)).collect();
        let all = above(&around);
        let found = circles(&all);
        assert_eq!(found.len(), 5_000);
        assert!(found.iter().all(|own| circle(&all, *own).begins.len() == NAMED));
        let leads: Vec<Option<Leader>> =
            around.iter().map(|(_, leader)| Some(Leader::Row(*leader))).collect();
        assert_eq!(in_order(&leads).len(), 5_000);
    }
}
