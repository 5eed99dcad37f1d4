//! What a form sent, and what is wrong with it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::clock::Day;

/// The most letters of the name of a file that a message says.
const NAME_LETTERS: usize = 80;
/// The most fields of a form: twice as many as the people whom an organisation may have, all of them ticked. Many small
/// fields cost far more work than the same bytes of text.
pub(super) const MOST_FIELDS: usize = 20_000;
/// The most fields of a form from who isn't signed in, with room for any that such people are shown.
pub(super) const MOST_OF_STRANGERS: usize = 2_000;
/// The most parts of a form with files, with room for more files than any page takes.
pub(super) const MOST_PARTS: usize = 2_000;

/// Whether a urlencoded form has more than so many fields. They are counted before anything is split.
pub(super) fn holds_more(bytes: &[u8], most: usize) -> bool {
    bytes.iter().filter(|byte| **byte == b'&').nth(most.saturating_sub(1)).is_some()
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name on the sender's machine.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The fields of a form or of a query.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    values: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, Vec<File>>,
    refused: Option<FormErrors>,
}

impl Fields {
    /// Reads a query or a urlencoded form.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut fields = Self::default();
        for (name, value) in url::form_urlencoded::parse(bytes) {
            let value = kept(&name, &value);
            fields.values.entry(name.into_owned()).or_default().push(value);
        }
        fields
    }

    /// Adds a part of a form that has files; an empty file is none.
    pub(super) fn add(&mut self, name: String, file: Option<String>, bytes: Vec<u8>) {
        match file {
            Some(_) if bytes.is_empty() => {}
            Some(file) => self.files.entry(name).or_default().push(File { name: file, bytes }),
            None => {
                let value = kept(&name, &String::from_utf8_lossy(&bytes));
                self.values.entry(name).or_default().push(value);
            }
        }
    }

    /// The names of the fields, without files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Whether any file was sent.
    pub(super) fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// Every file, with its field.
    pub(super) fn every_file(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().flat_map(|(name, files)| files.iter().map(move |file| (name.as_str(), file)))
    }

    /// Drops every file because of this one; the message says why.
    pub(super) fn refuse_files(&mut self, number: usize, key: &'static str) {
        let mut errors = FormErrors::default();
        if let Some((field, file)) = self.every_file().nth(number) {
            let name = file.name.chars().filter(|letter| !letter.is_control()).take(NAME_LETTERS).collect();
            errors.add_with(field, key, vec![("name", Value::Text(name))]);
        }
        self.files.clear();
        self.refused = Some(errors);
    }

    /// Why the files that were sent aren't there: one isn't clean, or can't be checked.
    #[must_use]
    pub fn refused(&self) -> Option<FormErrors> {
        self.refused.clone()
    }

    /// The text of a field, trimmed; empty when it is missing.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The text of a field as it was typed: passwords, whole policies.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Every value of a field: ticked boxes.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The same without some fields: what a form must not show again.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let mut rest = self.clone();
        rest.values.retain(|name, _| !names.contains(&name.as_str()));
        rest
    }

    /// A file, when one was sent.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files(name).first()
    }

    /// Every file of a field that takes several.
    #[must_use]
    pub fn files(&self, name: &str) -> &[File] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// Takes the files of a field out, so that large ones aren't copied.
    #[must_use]
    pub fn take_files(&mut self, name: &str) -> Vec<File> {
        self.files.remove(name).unwrap_or_default()
    }

    /// A day from three boxes, or from one field with an ISO date. Nothing typed is `Ok(None)`.
    ///
    /// # Errors
    /// Something was typed that is no day.
    pub fn day(&self, name: &str) -> Result<Option<Day>, NotADay> {
        let part = |part: &str| self.text(&format!("{name}-{part}"));
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            let text = self.text(name);
            return if text.is_empty() { Ok(None) } else { Day::parse(text).map(Some).ok_or(NotADay) };
        }
        let year: i16 = year.parse().map_err(|_not| NotADay)?;
        let year = if year < 100 { year + 2_000 } else { year };
        let (month, day) = (month.parse().map_err(|_not| NotADay)?, day.parse().map_err(|_not| NotADay)?);
        Day::new(year, month, day).map(Some).ok_or(NotADay)
    }

    /// Day, month and year as they were typed, where the month has no such day: 31 November.
    #[must_use]
    pub fn no_such_day(&self, name: &str) -> Option<[String; 3]> {
        let typed = ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")).to_owned());
        let [day, month, year] = &typed;
        let is_month = Day::new(year.parse().ok()?, month.parse().ok()?, 1).is_some();
        let is_late = (29..=31).contains(&day.parse::<i8>().ok()?);
        (is_month && is_late && self.day(name).is_err()).then_some(typed)
    }

    /// Names and values, without files.
    #[must_use]
    pub fn into_pairs(self) -> Vec<(String, String)> {
        let each = self.values.into_iter();
        each.flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value))).collect()
    }

    /// What was typed, for the form to show again; never passwords.
    #[must_use]
    pub fn typed(&self) -> BTreeMap<&str, Typed<'_>> {
        let shown = self.values.iter().filter(|(name, _)| !name.contains("password"));
        shown
            .map(|(name, values)| match values.as_slice() {
                [one] if !name.ends_with("[]") => (name.as_str(), Typed::One(one)),
                several => (name.as_str(), Typed::Several(several)),
            })
            .collect()
    }
}

/// A value as we keep it; a password exactly as it was sent.
fn kept(name: &str, value: &str) -> String {
    if name.contains("password") { value.to_owned() } else { normal(value) }
}

/// Line ends and composed letters as we keep them; no control characters.
fn normal(value: &str) -> String {
    value
        .replace("\r\n", "\n")
        .chars()
        .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
        .collect()
}

/// Not a day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

/// One value or several, as the form shows them again.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Typed<'a> {
    /// A text.
    One(&'a str),
    /// Ticked boxes.
    Several(&'a [String]),
}

/// A value in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number, which decides the plural.
    Number(i64),
}

/// One thing that is wrong in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: String,
    /// The message.
    pub key: &'static str,
    /// Its values.
    pub args: Vec<(&'static str, Value)>,
}

/// All that is wrong in a form. Empty means: nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(pub Vec<Problem>);

impl FormErrors {
    /// Adds a problem.
    pub fn add(&mut self, field: impl Into<String>, key: &'static str) {
        self.0.push(Problem { field: field.into(), key, args: Vec::new() });
    }

    /// Adds a problem with values.
    pub fn add_with(
        &mut self,
        field: impl Into<String>,
        key: &'static str,
        args: Vec<(&'static str, Value)>,
    ) {
        self.0.push(Problem { field: field.into(), key, args });
    }

    /// One problem alone.
    #[must_use]
    pub fn one(field: impl Into<String>, key: &'static str) -> Self {
        let mut errors = Self::default();
        errors.add(field, key);
        errors
    }

    /// `value` when nothing is wrong.
    ///
    /// # Errors
    /// The problems themselves.
    pub fn or<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, NotADay, holds_more};

    #[test]
    fn counts_fields_without_splitting_them() {
        for (form, most, more) in [
            ("", 1, false),
            ("a=1", 1, false),
            ("a=1&b=2", 1, true),
            ("a=1&b=2", 2, false),
            ("a&a&a", 2, true),
            ("a%26a=1", 1, false),
            ("&&&", 3, true),
        ] {
            assert_eq!(holds_more(form.as_bytes(), most), more, "{form} {most}");
        }
    }

    #[test]
    fn reads_days_as_people_type_them() {
        let day = |query: &str| {
            Fields::parse(query.as_bytes()).day("due").map(|day| day.map(|day| day.to_string()))
        };
        assert_eq!(day(""), Ok(None));
        assert_eq!(day("due-day=3&due-month=2&due-year=27"), Ok(Some("2027-02-03".to_owned())));
        assert_eq!(day("due=2027-02-03"), Ok(Some("2027-02-03".to_owned())));
        for wrong in [
            "due-day=30&due-month=2&due-year=2027",
            "due-day=3",
            "due=soon",
            "due-day=x&due-month=1&due-year=2027",
        ] {
            assert_eq!(day(wrong), Err(NotADay), "{wrong}");
        }
    }

    #[test]
    fn a_day_that_no_month_has_is_named() {
        let named = |query: &str| Fields::parse(query.as_bytes()).no_such_day("due").map(|day| day.join("/"));
        assert_eq!(named("due-day=31&due-month=11&due-year=2026").as_deref(), Some("31/11/2026"));
        assert_eq!(named("due-day=29&due-month=2&due-year=2027").as_deref(), Some("29/2/2027"));
        for other in [
            "due-day=30&due-month=11&due-year=2026",
            "due-day=31&due-month=13&due-year=2026",
            "due-day=45&due-month=1&due-year=2026",
            "due-day=31&due-month=&due-year=2026",
            "due=2026-11-31",
            "",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
    }

    #[test]
    fn passwords_are_kept_exactly_as_they_were_sent() {
        let sent = "%20a%0D%0Ab%00%7F%C2%85e%CC%81%09%20";
        let query = format!("password={sent}&new-password={sent}&text={sent}");
        let fields = Fields::parse(query.as_bytes());
        for name in ["password", "new-password"] {
            assert_eq!(fields.raw(name), " a\r\nb\0\u{7f}\u{85}e\u{301}\t ", "{name}");
        }
        assert_eq!(fields.raw("text"), " a\nbe\u{301}\t ");
    }

    #[test]
    fn never_shows_passwords_again() {
        let fields = Fields::parse(b"email=a&password=b&new-password=c");
        assert_eq!(fields.typed().keys().copied().collect::<Vec<_>>(), ["email"]);
    }
}
