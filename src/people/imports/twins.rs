//! Rows of a sheet that may be one person who stands there twice. Pure.

use std::collections::BTreeMap;

use super::checking::{LEFT, Row};
use super::columns::Column;
use super::matching::{self, Found, Index};
use super::parsing::{Fault, Parsed};
use super::phones::is_one_phone;
use crate::clock::Day;

/// What tells two rows apart: name, number, e-mail, telephone and first day.
type Alike = (String, Option<String>, Option<String>, Option<String>, Option<Day>);

/// The second row of one person is wrong, not the first. Where nothing says that it is the same person, it is asked
/// about.
pub(super) fn note_twice(index: &Index<'_>, rows: &mut [Row<'_>]) {
    let mut people: BTreeMap<usize, i64> = BTreeMap::new();
    let mut numbers: BTreeMap<String, (i64, String)> = BTreeMap::new();
    let mut alike: BTreeMap<Alike, i64> = BTreeMap::new();
    let mut zeros: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in rows {
        // Who stands there as a leaver, too, comes in once.
        if row.faults.iter().any(|fault| LEFT.contains(&fault.what)) {
            continue;
        }
        let line = row.given.line;
        let number = row.parsed.number.as_ref().map(|number| number.as_str().to_owned());
        let email = row.parsed.email.as_ref().map(|email| email.as_str().to_owned());
        let key = (row.parsed.key(), number.clone(), email, row.parsed.phone.clone(), row.parsed.started);
        let same = match (&row.found, &row.parsed.number) {
            (Found::Known(at), _) => first(&mut people, *at, line),
            // Somebody new, once with the zeros of their number and once without.
            (Found::New, Some(number)) => {
                first(&mut zeros, (number.plain().to_owned(), row.parsed.key()), line)
            }
            _ => None,
        };
        let numbered = number.map(|number| numbers.entry(number).or_insert((line, row.parsed.key())).clone());
        let numbered = numbered.filter(|(before, _)| *before != line);
        if let Some((before, name)) = &numbered
            && *name != row.parsed.key()
        {
            row.faults.push(Fault::new(Column::Number, "number-twice", &before.to_string()));
            continue;
        }
        let same = numbered.map(|(before, _)| before).or(same);
        let nobody = row.parsed.key().trim().is_empty();
        // Whom each of two namesakes means is asked already, or was answered.
        let is_asked = row.parsed.number.is_none()
            && (row.given.answer.is_some() || matches!(row.found, Found::Ask(..)));
        let twin = if nobody { None } else { first(&mut alike, key, line).filter(|_| !is_asked) };
        if let Some(before) = twin.or(same) {
            note(index, row, before);
        }
    }
}

/// Says that a row may be the same person as one before it: somebody else, unless a number or an address says so.
fn note(index: &Index<'_>, row: &mut Row<'_>, before: i64) {
    let may_be_other = row.parsed.number.is_none() && row.parsed.email.is_none() && row.faults.is_empty();
    if !may_be_other {
        row.faults.push(Fault::new(Column::Name, "twice", &before.to_string()));
        return;
    }
    let is_present = |at: &usize| index.at(*at).is_some_and(|known| known.person.is_present());
    let others = match row.found {
        Found::Known(_) => index.of_name(&row.parsed.key()).iter().copied().filter(is_present).collect(),
        _ => Vec::new(),
    };
    (row.found, row.alike) = (Found::Ask(others, true), Some(before));
}

/// Two new people of one name may be one who stands there twice: the second row is asked about.
pub(super) fn ask_alike(rows: &mut [Row<'_>]) {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut asked: Vec<(usize, i64)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let key = row.parsed.key();
        if !matches!(row.found, Found::New) || !row.faults.is_empty() || key.trim().is_empty() {
            continue;
        }
        let before = named.entry(key).or_default();
        let others = before.iter().filter_map(|at| rows.get(*at));
        let alike =
            others.filter(|other| may_be_one(&row.parsed, &other.parsed)).map(|other| other.given.line);
        let is_answered = row.given.answer == Some(matching::SOMEBODY_NEW);
        asked.extend(alike.min().filter(|_| !is_answered).map(|line| (at, line)));
        before.push(at);
    }
    for (at, line) in asked {
        let Some(row) = rows.get_mut(at) else { continue };
        (row.found, row.alike) = (Found::Ask(Vec::new(), true), Some(line));
    }
}

/// Whether nothing that two rows of one name say tells two people apart. A telephone doesn't: people change it. Where
/// both say one address or one telephone, a staff number doesn't either: who has two jobs has two in some payrolls.
fn may_be_one(one: &Parsed, other: &Parsed) -> bool {
    let shares = (one.email.is_some() && one.email == other.email)
        || is_one_phone(one.phone.as_deref(), other.phone.as_deref());
    let is_told_apart = differ(one.number.as_ref(), other.number.as_ref())
        || differ(one.email.as_ref(), other.email.as_ref())
        || differ(one.started.as_ref(), other.started.as_ref());
    shares || !is_told_apart
}

fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// The line that said the same before.
fn first<K: Ord>(seen: &mut BTreeMap<K, i64>, key: K, line: i64) -> Option<i64> {
    let before = *seen.entry(key).or_insert(line);
    (before != line).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::email::Email;
    use crate::people::StaffNumber;

    #[test]
    fn one_name_with_one_address_may_be_one_person_under_two_numbers() {
        let row = |number: &str, email: &str, phone: &str, started: &str| Parsed {
            number: StaffNumber::parse(number),
            email: Email::parse(email),
            phone: Some(phone.to_owned()).filter(|phone| !phone.is_empty()),
            started: Day::parse(started),
            ..Parsed::default()
        };
        let (ann, phone, day) = ("ann@prawf.example", "07700 900111", "2024-02-01");
        let one = row("8101", ann, phone, day);
        for (other, wanted) in [
            (row("8102", ann, "", ""), true),
            (row("8102", "", "+44 7700 900111", ""), true),
            (row("8102", "", "", day), false),
            (row("8102", "other@prawf.example", "07700 900112", day), false),
            (row("", "", "", ""), true),
            (row("", "", "07700 900112", "2025-02-01"), false),
        ] {
            assert_eq!(may_be_one(&one, &other), wanted, "{other:?}");
        }
    }
}
