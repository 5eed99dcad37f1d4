//! What operators send, and what it means.

use std::collections::BTreeSet;

use super::announcements::{Details as Announcement, Level};
use crate::access::email::Email;
use crate::clock::Day;
use crate::db::ids::OrganisationId;
use crate::messages::Language;
use crate::organisations::usage::MEGABYTE;
use crate::organisations::{Founding, slug_of};
use crate::people::{Details, form as people_form};
use crate::quotas::{Kind, MOST as MOST_OF_ANYTHING};
use crate::web::{Fields, FormErrors};

/// Characters of a reason or a message.
const MOST: usize = 500;

/// Reads the form of a new organisation.
///
/// # Errors
/// Empty or impossible fields.
pub fn organisation(fields: &Fields) -> Result<(Founding, Email), FormErrors> {
    let mut errors = FormErrors::default();
    let name = line(fields, "organisation", 120, "operator-error-name", &mut errors);
    let given = line(fields, "given-name", 80, "operator-error-given-name", &mut errors);
    let family = people_form::line(fields, "family-name", 80, "operator-error-family-name", &mut errors);
    let email = Email::parse(fields.text("email"));
    if email.is_none() {
        errors.add("email", "operator-error-email");
    }
    let typed = fields.text("slug");
    let slug = slug_of(if typed.is_empty() { &name } else { typed });
    let faulty = slug.is_empty() || (!typed.is_empty() && slug != typed);
    if faulty && !name.is_empty() {
        errors.add("slug", "operator-error-slug");
    }
    let language = Language::from_code(fields.text("language")).unwrap_or(Language::English);
    errors.or(email.map(|email| {
        let owner = Details::of_newcomer([given, family], Some(email.clone()), language);
        (Founding { name, slug, owner }, email)
    }))
}

fn line(fields: &Fields, name: &str, most: usize, key: &'static str, errors: &mut FormErrors) -> String {
    let text = fields.text(name);
    if text.is_empty() || text.chars().count() > most || text.contains('\n') {
        errors.add(name, key);
    }
    text.to_owned()
}

/// Reads why an organisation is suspended or works again.
///
/// # Errors
/// No reason, or a very long one.
pub fn reason(fields: &Fields) -> Result<String, FormErrors> {
    let reason = fields.text("reason");
    if !is_reason(reason) {
        return Err(FormErrors::one("reason", "operator-error-reason"));
    }
    Ok(reason.to_owned())
}

/// Reads another address of the first owner, and why.
///
/// # Errors
/// No address, no reason, or a very long one.
pub fn owner(fields: &Fields) -> Result<(Email, String), FormErrors> {
    let mut errors = FormErrors::default();
    let email = Email::parse(fields.text("email"));
    if email.is_none() {
        errors.add("email", "operator-error-email");
    }
    let why = fields.text("why");
    if !is_reason(why) {
        errors.add("why", "operator-error-reason");
    }
    errors.or(email.map(|email| (email, why.to_owned())))
}

/// Whether words say why, and no more than there is room for.
#[must_use]
pub fn is_reason(words: &str) -> bool {
    !words.trim().is_empty() && words.chars().count() <= MOST
}

/// An amount of each kind; nothing means as much as every other.
pub type Wanted = Vec<(Kind, Option<i64>)>;

/// Reads how much organisations may have, and why; of one organisation a field may stay empty.
///
/// # Errors
/// Something else than whole numbers from 1 up, or no reason.
pub fn quotas(fields: &Fields, may_be_empty: bool) -> Result<(Wanted, String), FormErrors> {
    let mut errors = FormErrors::default();
    let mut wanted = Wanted::new();
    for kind in Kind::ALL {
        let typed = fields.text(kind.as_str());
        let unit = if *kind == Kind::Storage { MEGABYTE } else { 1 };
        let amount = typed.parse::<i64>().ok().and_then(|number| number.checked_mul(unit));
        match amount.filter(|amount| (1..=MOST_OF_ANYTHING).contains(amount)) {
            Some(amount) => wanted.push((*kind, Some(amount))),
            None if may_be_empty && typed.is_empty() => wanted.push((*kind, None)),
            None => errors.add(kind.as_str(), "quota-error-amount"),
        }
    }
    let reason = reason(fields);
    errors.0.extend(reason.as_ref().err().into_iter().flat_map(|wrong| wrong.0.clone()));
    errors.or(reason.ok().map(|reason| (wanted, reason)))
}

/// Reads a message to members. `known` are the organisations that the form offered.
///
/// # Errors
/// Empty or impossible fields.
pub fn announcement(fields: &Fields, known: &BTreeSet<OrganisationId>) -> Result<Announcement, FormErrors> {
    let mut errors = FormErrors::default();
    let text = fields.text("text").to_owned();
    if text.is_empty() || text.chars().count() > MOST {
        errors.add("text", "operator-error-text");
    }
    let level = Level::from_word(fields.text("level"));
    if level.is_none() {
        errors.add("level", "operator-error-level");
    }
    let days = (day(fields, "from", &mut errors), day(fields, "until", &mut errors));
    if matches!(days, (Some(from), Some(until)) if until < from) {
        errors.add("until", "operator-error-until");
    }
    let organisations = organisations(fields, known, &mut errors);
    let (from, until) = days;
    errors.or(level.zip(from).zip(until).map(|((level, from), until)| Announcement {
        text,
        level,
        from,
        until,
        organisations,
    }))
}

fn day(fields: &Fields, name: &str, errors: &mut FormErrors) -> Option<Day> {
    let day = fields.day(name).ok().flatten();
    if day.is_none() {
        errors.add(name, "operator-error-day");
    }
    day
}

fn organisations(
    fields: &Fields,
    known: &BTreeSet<OrganisationId>,
    errors: &mut FormErrors,
) -> Option<BTreeSet<OrganisationId>> {
    match fields.text("audience") {
        "all" => return None,
        "some" => {}
        _ => errors.add("audience", "operator-error-audience"),
    }
    let ticked: BTreeSet<OrganisationId> =
        fields.all("organisations").iter().filter_map(|text| OrganisationId::parse(text)).collect();
    if fields.text("audience") == "some" && (ticked.is_empty() || !ticked.is_subset(known)) {
        errors.add("organisations", "operator-error-organisations");
    }
    Some(ticked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong<T>(read: Result<T, FormErrors>) -> Vec<String> {
        read.err().map_or_else(Vec::new, |errors| errors.0.into_iter().map(|one| one.field).collect())
    }

    #[test]
    fn reads_a_new_organisation() {
        let whole = "organisation=T%C5%B7+Haf&given-name=Si%C3%A2n&family-name=Wyn&email=s%40tyhaf.example";
        let (founding, email) = organisation(&Fields::parse(whole.as_bytes())).unwrap();
        assert_eq!((founding.name.as_str(), founding.slug.as_str()), ("Tŷ Haf", "ty-haf"));
        assert_eq!(founding.owner.email, Some(email));
        for (more, field) in
            [("&slug=Not+Plain", "slug"), ("&slug=a%2Fb", "slug"), ("&organisation=", "organisation")]
        {
            let query = if field == "organisation" {
                whole.replace("T%C5%B7+Haf", "")
            } else {
                format!("{whole}{more}")
            };
            assert_eq!(wrong(organisation(&Fields::parse(query.as_bytes()))), [field], "{query}");
        }
        let empty = wrong(organisation(&Fields::default()));
        assert_eq!(empty, ["organisation", "given-name", "email"]);
    }

    #[test]
    fn reads_how_much_organisations_may_have() {
        let read = |query: &str, empty| quotas(&Fields::parse(query.as_bytes()), empty);
        let all = |storage, people, mails| {
            vec![(Kind::Storage, storage), (Kind::People, people), (Kind::Mails, mails)]
        };
        let whole = "storage=5&people=100&mails=7&reason=Because";
        assert_eq!(read(whole, false).unwrap().0, all(Some(5_000_000), Some(100), Some(7)));
        let some = read("storage=&people=100&mails=&reason=Because", true).unwrap();
        assert_eq!(some, (all(None, Some(100), None), "Because".to_owned()));
        for (query, empty, fields) in [
            ("storage=5&people=&mails=7&reason=R", false, vec!["people"]),
            ("storage=0&people=-1&mails=7.5&reason=R", true, vec!["storage", "people", "mails"]),
            ("storage=99999999999999&people=1&mails=1&reason=R", true, vec!["storage"]),
            ("storage=1&people=1&mails=1&reason=", true, vec!["reason"]),
        ] {
            assert_eq!(wrong(read(query, empty)), fields, "{query}");
        }
    }

    #[test]
    fn reads_a_message() {
        let known = BTreeSet::from([OrganisationId::parse("0193a000-0000-7000-8000-00000000000a").unwrap()]);
        let days = "from-day=21&from-month=11&from-year=2026&until-day=22&until-month=11&until-year=2026";
        let read = |query: &str| announcement(&Fields::parse(query.as_bytes()), &known);
        let all = read(&format!("text=Maintenance&level=news&audience=all&{days}"));
        assert_eq!(all.map(|details| details.organisations), Ok(None));
        let ticked = "organisations=0193a000-0000-7000-8000-00000000000a";
        let some = read(&format!("text=M&level=warning&audience=some&{ticked}&{days}"));
        assert_eq!(some.map(|details| details.organisations), Ok(Some(known.clone())));
        let other = "organisations=0193a000-0000-7000-8000-00000000000b";
        for (query, field) in [
            (format!("text=&level=news&audience=all&{days}"), "text"),
            (format!("text=M&level=loud&audience=all&{days}"), "level"),
            (format!("text=M&level=news&audience=&{days}"), "audience"),
            (format!("text=M&level=news&audience=some&{days}"), "organisations"),
            (format!("text=M&level=news&audience=some&{other}&{days}"), "organisations"),
            (format!("text=M&level=news&audience=all&{}", days.replace("=22", "=20")), "until"),
        ] {
            assert_eq!(wrong(read(&query)), [field], "{query}");
        }
    }
}
