//! An organisation's own names for known fields: what its texts call them, and what they are.

use std::collections::BTreeMap;

use super::catalogue;

/// Names as texts have them, each with the name of the field that it means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<String, String>);

impl Aliases {
    /// Those that mean a field of the catalogue or of the organisation; others are left out.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let known = |(alias, name): (String, String)| {
            catalogue::canonical(&name).map(str::to_owned).map(|name| (alias, name))
        };
        Self(pairs.into_iter().filter_map(known).collect())
    }

    /// The field that a name of a text means.
    #[must_use]
    pub fn get(&self, alias: &str) -> Option<&str> {
        self.0.get(alias).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::import::{Accepted, Format, import_with};

    #[test]
    fn a_text_is_read_with_the_names_of_its_organisation() {
        let pair = |alias: &str, name: &str| (alias.to_owned(), name.to_owned());
        let aliases = Aliases::new([
            pair("org_field_fax", "org_field_phone"),
            pair("beds", "org_field_custom_beds"),
            pair("odd", "org_field_nothing"),
            pair("org_field_name", "org_field_phone"),
        ]);
        let text = "Ring {{org_field_fax}} or {{Org_Field_Fax}}, {{beds}} beds, {{odd}}, {{org_field_name}}.";
        let found = import_with(text, Format::Markdown, &Accepted::all(), &aliases).unwrap();
        let mut names = Vec::new();
        found.document.for_each_field(&mut |name| names.push(name.to_owned()));
        // A name that the catalogue knows keeps its meaning.
        let expected =
            ["org_field_phone", "org_field_phone", "org_field_custom_beds", "odd", "org_field_name"];
        assert_eq!(names, expected);
        assert_eq!(found.unknown.len(), 1);
    }
}
