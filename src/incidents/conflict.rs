//! Who is kept out of a case beside those who were chosen as complained of: whom the reporter named in words
//! (reference domain 4.7, rule 2).

use std::collections::BTreeSet;

use crate::access::names::PARTICLES;
use crate::db::ids::PersonId;
use crate::people::search;

/// Whom of the staff list somebody means who typed a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// Their whole name stands there, in whatever order.
    pub surely: BTreeSet<PersonId>,
    /// A part of their name stands there.
    pub perhaps: BTreeSet<PersonId>,
}

/// Whom of these people a text means.
#[must_use]
pub fn meant<'a>(typed: &str, people: impl IntoIterator<Item = (PersonId, &'a str)>) -> Meant {
    let typed = words(typed);
    let mut meant = Meant::default();
    for (person, name) in people {
        let name = words(name);
        if !name.is_empty() && name.is_subset(&typed) {
            meant.surely.insert(person);
        } else if name.intersection(&typed).any(|word| !is_particle(word) && word.len() > 1) {
            meant.perhaps.insert(person);
        }
    }
    let Meant { surely, perhaps } = &mut meant;
    perhaps.retain(|person| !surely.contains(person));
    meant
}

/// Who goes by a name that is taken for another: the same name twice on the list, or one that holds the whole of the
/// other. Whoever stands there twice could be chosen in one place and told in the other.
#[must_use]
pub fn namesakes<'a>(
    chosen: &str,
    people: impl IntoIterator<Item = (PersonId, &'a str)>,
) -> BTreeSet<PersonId> {
    let chosen = words(chosen);
    let holds = |whole: &BTreeSet<String>, part: &BTreeSet<String>| part.len() > 1 && part.is_subset(whole);
    let is_like = |name: &BTreeSet<String>| *name == chosen || holds(name, &chosen) || holds(&chosen, name);
    people.into_iter().filter(|(_, name)| is_like(&words(name))).map(|(person, _)| person).collect()
}

/// Whether a name is of a single word.
#[must_use]
pub fn is_one_word(name: &str) -> bool {
    words(name).len() < 2
}

fn is_particle(word: &str) -> bool {
    PARTICLES.iter().any(|particle| looks(particle) == word)
}

fn words(text: &str) -> BTreeSet<String> {
    let folded = search::fold(text);
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(looks)
        .collect()
}

/// How a word looks: letters of other alphabets that look alike are the same (Unicode Technical Standard 39).
fn looks(word: &str) -> String {
    unicode_security::skeleton(word).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{meant, namesakes};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn a_typed_name_means_whoever_it_could_be() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let names = ["Siân Ŵyr", "Dafydd ap Gwilym", "Nia O’Neill", "Siân Puw", "Ni Ni Win"];
        let people: Vec<(PersonId, &str)> = names.iter().map(|name| (PersonId::new(now), *name)).collect();
        for (typed, surely, perhaps) in [
            ("", &[][..], &[][..]),
            ("A man in a red car", &[], &[]),
            ("Siân Ŵyr", &[0], &[3]),
            ("sian wyr, the lead", &[0], &[3]),
            ("Wyr, Sian", &[0], &[3]),
            ("Sian", &[], &[0, 3]),
            ("SIANNE", &[], &[]),
            ("Rhys ap Iwan", &[], &[]),
            ("Mr Gwilym", &[], &[1]),
            ("Dafydd Gwilym", &[], &[1]),
            ("dafydd ap gwilym and Nia O'Neill", &[1, 2], &[]),
            ("Si\u{200b}ân Ŵ\u{ad}yr", &[0], &[3]),
            ("D\u{430}fydd ap Gwilym", &[1], &[]),
            ("Nia O‘Neill", &[2], &[]),
            ("Ni Ni", &[], &[4]),
        ] {
            let found = meant(typed, people.iter().copied());
            let of = |places: &[usize]| places.iter().map(|place| people[*place].0).collect::<BTreeSet<_>>();
            assert_eq!((found.surely, found.perhaps), (of(surely), of(perhaps)), "{typed}");
        }
    }

    #[test]
    fn a_name_twice_on_the_list_is_one_name() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let names =
            ["Siân Ŵyr", "Sian Wyr", "Siân Ŵyr-Test", "S\u{456}ân Ŵyr", "Siân Puw", "Siân", "Wyr Siân"];
        let people: Vec<(PersonId, &str)> = names.iter().map(|name| (PersonId::new(now), *name)).collect();
        for (chosen, alike) in [
            ("Siân Ŵyr", &[0, 1, 2, 3, 6][..]),
            ("Siân Puw", &[4]),
            ("Siân", &[5]),
            ("Siân Ŵyr-Test", &[0, 1, 2, 3, 6]),
            ("Nobody Here", &[]),
        ] {
            let found = namesakes(chosen, people.iter().copied());
            assert_eq!(found, alike.iter().map(|place| people[*place].0).collect(), "{chosen}");
        }
    }
}
