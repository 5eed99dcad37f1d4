//! What operators ask for and send.

use super::Filter;
use crate::clock::Moment;
use crate::db::ids::OrganisationId;
use crate::mail::State;
use crate::mail::operators::Wanted;
use crate::web::Fields;

/// The word for mails of accounts, in the place of an organisation.
pub const ACCOUNTS: &str = "accounts";
/// What is shown when nothing is chosen: what isn't done.
const OPEN: &[State] = &[State::Queued, State::Failed];

/// Whose mails a word names: nothing, accounts or an organisation; nothing else.
#[must_use]
pub fn whose(word: &str) -> Option<Option<OrganisationId>> {
    if word == ACCOUNTS { Some(None) } else { OrganisationId::parse(word).map(Some) }
}

/// Reads the filter. Of mails that left those of the last 24 hours are shown. What can't be read filters
/// nothing.
#[must_use]
pub fn filter(query: &Fields, now: Moment) -> Filter {
    let states = State::from_word(query.text("state")).map_or_else(|| OPEN.to_vec(), |state| vec![state]);
    let wanted = Wanted { states, since: now.plus_hours(-24) };
    Filter { wanted, whose: whose(query.text("organisation")) }
}

#[cfg(test)]
mod tests {
    use super::{filter, whose};
    use crate::clock::Moment;
    use crate::mail::State::{Cancelled, Failed, Queued, Sent};
    use crate::web::Fields;

    #[test]
    fn reads_what_is_asked_for() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let id = "0193a000-0000-7000-8000-00000000000a";
        for (query, states, whose_word) in [
            ("", vec![Queued, Failed], ""),
            ("state=sent", vec![Sent], ""),
            ("state=cancelled&organisation=accounts", vec![Cancelled], "accounts"),
            ("state=lost&organisation=nobody", vec![Queued, Failed], ""),
            (&format!("organisation={id}"), vec![Queued, Failed], id),
        ] {
            let read = filter(&Fields::parse(query.as_bytes()), now);
            assert_eq!((read.wanted.states, read.whose), (states, whose(whose_word)), "{query}");
        }
        assert_eq!(whose("accounts"), Some(None));
        assert_eq!(whose("nobody"), None);
    }
}
