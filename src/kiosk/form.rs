//! What the forms of tablets, slips and badges say.

use std::collections::BTreeSet;

use super::devices::NewDevice;
use super::pin::Pin;
use super::signing_in::Named;
use crate::access::address::Token;
use crate::db::ids::{PersonId, ServiceId};
use crate::web::{Fields, FormErrors};

/// The most letters of a tablet's name.
const NAME_LETTERS: usize = 80;
/// The most letters of a staff number.
const NUMBER_LETTERS: usize = 40;
/// The most slips of one print.
pub const MOST_SLIPS: usize = 100;

/// Reads the name of a tablet.
///
/// # Errors
/// No name, or one that is too long.
pub fn name(fields: &Fields) -> Result<String, FormErrors> {
    let name = fields.text("name");
    if name.is_empty() || name.chars().count() > NAME_LETTERS {
        return Err(FormErrors::one("name", "devices-error-name"));
    }
    Ok(name.to_owned())
}

/// Reads the form for a tablet. `offered` are the services that the form offered.
///
/// # Errors
/// No name, or no service.
pub fn device(fields: &Fields, offered: &BTreeSet<ServiceId>) -> Result<NewDevice, FormErrors> {
    let mut errors = name(fields).err().unwrap_or_default();
    let service = ServiceId::parse(fields.text("service")).filter(|id| offered.contains(id));
    if service.is_none() {
        errors.add("service", "devices-error-service");
    }
    errors.or(service.map(|service| NewDevice { service, name: fields.text("name").to_owned() }))
}

/// Reads who gets a slip or a badge, of those who were offered.
///
/// # Errors
/// Nobody, or too many at once.
pub fn chosen(fields: &Fields, offered: &BTreeSet<PersonId>) -> Result<Vec<PersonId>, FormErrors> {
    let ids = fields.all("people").iter().filter_map(|id| PersonId::parse(id));
    let ids: BTreeSet<PersonId> = ids.filter(|id| offered.contains(id)).collect();
    match ids.len() {
        0 => Err(FormErrors::one("people", "slips-error-nobody")),
        count if count > MOST_SLIPS => Err(FormErrors::one("people", "slips-error-many")),
        _ => Ok(ids.into_iter().collect()),
    }
}

/// Who somebody says they are: a staff number, or what a reader types when it scans a badge.
///
/// # Errors
/// Nothing was typed.
pub fn named(fields: &Fields) -> Result<Named, FormErrors> {
    let typed = fields.text("number");
    if typed.is_empty() {
        return Err(FormErrors::one("number", "kiosk-error-number"));
    }
    let last = typed.rsplit('/').next().unwrap_or(typed);
    match Token::parse(last) {
        Some(token) => Ok(Named::Badge(token)),
        None => Ok(Named::Number(typed.chars().take(NUMBER_LETTERS).collect())),
    }
}

/// Reads a PIN; an empty field and one with other than six figures say so.
///
/// # Errors
/// Not six figures.
pub fn pin(fields: &Fields, name: &'static str) -> Result<Pin, FormErrors> {
    Pin::typed(fields.raw(name)).ok_or_else(|| FormErrors::one(name, "kiosk-error-pin-figures"))
}

/// Reads a new PIN that somebody chose, typed twice.
///
/// # Errors
/// Not six figures, easy to guess, the one before, the staff number, or not the same twice.
pub fn new_pin(fields: &Fields, before: &Pin, number: Option<&str>) -> Result<Pin, FormErrors> {
    let new = pin(fields, "new")?;
    if new.is_easy() || number.is_some_and(|number| number == new.reveal()) {
        return Err(FormErrors::one("new", "kiosk-error-pin-easy"));
    }
    if new == *before {
        return Err(FormErrors::one("new", "kiosk-error-pin-same"));
    }
    if Pin::typed(fields.raw("again")).as_ref() != Some(&new) {
        return Err(FormErrors::one("again", "kiosk-error-pin-again"));
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::{named, new_pin};
    use crate::access::address::Token;
    use crate::kiosk::pin::Pin;
    use crate::kiosk::signing_in::Named;
    use crate::web::Fields;

    #[test]
    fn a_reader_types_the_address_of_the_badge() {
        let token = Token::new();
        let scanned = format!("https://polisi.example/kiosk/b/{}", token.reveal());
        for (typed, badge) in
            [(token.reveal(), true), (scanned.as_str(), true), ("1042", false), ("A/7", false)]
        {
            let pair =
                url::form_urlencoded::Serializer::new(String::new()).append_pair("number", typed).finish();
            let read = named(&Fields::parse(pair.as_bytes())).unwrap();
            assert_eq!(matches!(read, Named::Badge(_)), badge, "{typed}");
        }
        assert!(named(&Fields::parse(b"number=")).is_err());
    }

    #[test]
    fn a_new_pin_is_six_figures_typed_twice_and_neither_easy_nor_old() {
        let before = Pin::typed("739164").unwrap();
        for (body, fault) in [
            ("new=482915&again=482915", None),
            ("new=482+915&again=482915", None),
            ("new=48291&again=48291", Some("kiosk-error-pin-figures")),
            ("new=123456&again=123456", Some("kiosk-error-pin-easy")),
            ("new=900817&again=900817", Some("kiosk-error-pin-easy")),
            ("new=739164&again=739164", Some("kiosk-error-pin-same")),
            ("new=482915&again=482916", Some("kiosk-error-pin-again")),
        ] {
            let read = new_pin(&Fields::parse(body.as_bytes()), &before, Some("900817"));
            assert_eq!(read.err().map(|errors| errors.0[0].key), fault, "{body}");
        }
    }
}
