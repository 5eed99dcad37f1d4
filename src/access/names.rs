//! How a name is put together. Many people have one name only: it stands as their first name.

/// First and last name, with no gap where one of them is empty.
#[must_use]
pub fn whole(given: &str, family: &str) -> String {
    [given.trim(), family.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same with the last name first, for lists that go by it.
#[must_use]
pub fn by_family(given: &str, family: &str) -> String {
    whole(family, given)
}

#[cfg(test)]
mod tests {
    use super::{by_family, whole};

    #[test]
    fn one_name_has_no_gap_around_it() {
        for (given, family, expected, sorted) in [
            ("Siân", "Ŵyr", "Siân Ŵyr", "Ŵyr Siân"),
            ("Sukarno", "", "Sukarno", "Sukarno"),
            ("", "Ŵyr", "Ŵyr", "Ŵyr"),
            (" Siân ", " ", "Siân", "Siân"),
            ("", "", "", ""),
        ] {
            assert_eq!(
                (whole(given, family).as_str(), by_family(given, family).as_str()),
                (expected, sorted)
            );
        }
    }
}
