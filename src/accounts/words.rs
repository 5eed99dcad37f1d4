//! The words of which no password is made: what somebody tries first who knows the person or the organisation.
//!
//! They are our own names, the parts of the e-mail address, the names of the person, of their organisations and
//! of the services there; each as a whole and each of its parts. A password that holds one isn't refused for
//! it: the word counts for nothing, and what is left must be hard to guess.

use std::collections::BTreeSet;

use super::store;
use crate::access::JobTicket;
use crate::db::ids::AccountId;
use crate::db::{Error as DbError, System};
use crate::{organisations, people};

/// Words of ours, and of the trade.
const OURS: &[&str] = &["polisi", "policy", "policies", "password", "cyfrinair", "care", "gofal", "carehome"];
/// The fewest letters of a part: shorter ones say nothing.
const FEWEST_LETTERS: usize = 3;
/// So many words are weighed: the work grows with them.
const MOST_WORDS: usize = 200;

/// The words of some texts, with ours.
pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found: BTreeSet<String> = OURS.iter().map(|word| (*word).to_owned()).collect();
    for text in texts {
        let lower = text.to_lowercase();
        found.insert(lower.chars().filter(|letter| letter.is_alphanumeric()).collect());
        found.extend(lower.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned));
    }
    found.retain(|word| word.chars().count() >= FEWEST_LETTERS);
    found.into_iter().take(MOST_WORDS).collect()
}

/// What stands around an account: its address, and in each organisation the names there.
///
/// # Errors
/// The database is away.
pub fn around(system: &mut System<'_>, account: AccountId) -> Result<Vec<String>, DbError> {
    let email = store::email(system, account)?.map(|email| email.as_str().to_owned());
    let mut texts: Vec<String> = email.into_iter().collect();
    for (organisation, _) in organisations::store::of_account(system, account)? {
        let mut tenant = system.enter(&JobTicket::claimed(organisation)).map_err(DbError::from)?;
        texts.push(organisations::name(&mut tenant)?);
        texts.extend(people::store::service_names(&mut tenant)?.into_iter().map(|(_, name)| name));
        let own =
            people::store::list(&mut tenant)?.into_iter().find(|person| person.account == Some(account));
        texts.extend(own.map(|person| person.name()));
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::of_texts;

    #[test]
    fn texts_fall_into_their_words() {
        let words = of_texts(["Tŷ Gwyn Care Ltd.", "Siân.O'Brien@prawf.example"]);
        for (word, is_there) in [
            ("tŷgwyncareltd", true),
            ("gwyn", true),
            ("ltd", true),
            ("siân", true),
            ("brien", true),
            ("prawf", true),
            ("polisi", true),
            ("tŷ", false),
            ("o", false),
            ("", false),
        ] {
            assert_eq!(words.iter().any(|known| known == word), is_there, "{word}: {words:?}");
        }
    }
}
