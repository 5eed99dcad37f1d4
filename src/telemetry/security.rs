//! Security events: every kind of them stands here, and each is one line of the program's log with who,
//! what, where and how it ended. Values are words of this file, numbers, patterns of addresses and
//! identifiers: nobody's name, address or words, so that nothing typed can pretend to be a line.

use std::net::IpAddr;

use crate::db::ids::{AccountId, OrganisationId};

/// The target of these lines, for filters: `info,polisi::security=info`.
pub const TARGET: &str = "polisi::security";

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
    /// It was answered like any other, and is worth looking at.
    Noted,
    /// It went wrong on our side.
    Failed,
}

impl Outcome {
    /// The word in the log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Noted => "noted",
            Self::Failed => "failed",
        }
    }
}

macro_rules! events {
    ($($(#[$about:meta])+ $variant:ident = $name:literal, $outcome:ident;)+) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Event {
            $($(#[$about])+ $variant,)+
        }

        impl Event {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word in the log. It stays when the program changes: alarms hang on it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// How it ended.
            #[must_use]
            pub const fn outcome(self) -> Outcome {
                match self { $(Self::$variant => Outcome::$outcome,)+ }
            }
        }
    };
}

events! {
    /// Somebody signed in, or finished with the second factor; at a tablet too.
    SignedIn = "signed_in", Done;
    /// A wrong password at the door or where it is asked for again.
    WrongPassword = "wrong_password", Refused;
    /// A wrong code of the second factor.
    WrongCode = "wrong_code", Refused;
    /// A wrong number, PIN or badge at a tablet or a phone.
    WrongPin = "wrong_pin", Refused;
    /// The password was right where it was asked for again.
    ProvedAgain = "proved_again", Done;
    /// A second factor was set up or replaced.
    FactorSet = "factor_set", Done;
    /// Somebody signed out.
    SignedOut = "signed_out", Done;
    /// A link for a new password was asked for; whether the address has an account isn't said.
    ResetAsked = "reset_asked", Done;
    /// A password was chosen by a link.
    ResetUsed = "reset_used", Done;
    /// A password was changed by who knew the old one.
    PasswordChanged = "password_changed", Done;
    /// A page of members or operators without a live session.
    NotSignedIn = "not_signed_in", Refused;
    /// Somebody asked for what their role doesn't allow.
    NotAllowed = "not_allowed", Refused;
    /// Somebody asked for what isn't there or what they may not know of: a foreign identifier too.
    NotThere = "not_there", Refused;
    /// A mailed or shown link that was invented, used up or has ended.
    DeadLink = "dead_link", Refused;
    /// A change that a page of another site asked for.
    CrossSite = "cross_site", Refused;
    /// The request names another host than the installation's.
    OtherHost = "other_host", Noted;
    /// A session cookie that we never made.
    ForgedSession = "forged_session", Refused;
    /// A form with a field that no form has, such as `is_admin`. The field counts for nothing.
    ForeignField = "foreign_field", Noted;
    /// A body that is no form.
    Unreadable = "unreadable", Refused;
    /// The scanner found something harmful in a file.
    MalwareFound = "malware_found", Refused;
    /// A file that the scanner could not look through; it wasn't taken.
    FileUnchecked = "file_unchecked", Failed;
    /// Too many tries, too much work, or too large an upload.
    OverLimit = "over_limit", Refused;
    /// A key of the installation was changed at the machine.
    KeyChanged = "key_changed", Done;
    /// An operator wrote or changed a message to members; the words are in the database, before and after.
    AnnouncementWritten = "announcement_written", Done;
    /// An operator ended a message to members before its last day.
    AnnouncementEnded = "announcement_ended", Done;
    /// A request failed for a reason that we didn't expect.
    Failed = "failed", Failed;
    /// The database, or a turn at slow work, was not to be had.
    Unavailable = "unavailable", Failed;
    /// A mail that the server refused or could not be given.
    MailNotTaken = "mail_not_taken", Failed;
}

/// From what kind of network a request comes. The address itself is kept nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// This machine.
    Own,
    /// A private network.
    Private,
    /// Anywhere else.
    Internet,
}

impl Network {
    /// The class of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            one if one.is_loopback() => Self::Own,
            IpAddr::V4(four) if four.is_private() || four.is_link_local() => Self::Private,
            IpAddr::V6(six) if six.is_unique_local() || six.is_unicast_link_local() => Self::Private,
            _ => Self::Internet,
        }
    }

    /// The word in the log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own machine",
            Self::Private => "private",
            Self::Internet => "internet",
        }
    }
}

/// The class of a browser by how it names itself: one of a few words, never the text.
#[must_use]
pub fn browser(agent: &str) -> &'static str {
    const KNOWN: [(&str, &str); 7] = [
        ("Edg/", "edge"),
        ("SamsungBrowser/", "samsung"),
        ("Firefox/", "firefox"),
        ("FxiOS/", "firefox"),
        ("Chrome/", "chrome"),
        ("CriOS/", "chrome"),
        ("Safari/", "safari"),
    ];
    if agent.is_empty() {
        return "none";
    }
    let known = KNOWN.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, word)| *word);
    known.unwrap_or(if agent.starts_with("Mozilla/") { "other" } else { "program" })
}

/// A line of the log about a request.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// What happened.
    pub event: Event,
    /// Whose account, where it is known.
    pub account: Option<AccountId>,
    /// In which organisation, where it is known.
    pub organisation: Option<OrganisationId>,
    /// A short keyed hash of the session, which joins the lines of one stay.
    pub session: Option<String>,
    /// The name of the request, which joins its lines.
    pub request: &'a str,
    /// The method.
    pub method: &'a str,
    /// The pattern of the address, never the address.
    pub route: &'a str,
    /// From what kind of network.
    pub network: Network,
    /// The class of the browser.
    pub browser: &'a str,
    /// The status of the answer.
    pub status: u16,
}

impl Line<'_> {
    /// Writes it.
    pub fn write(&self) {
        let account = self.account.map_or_else(|| "nobody".to_owned(), |account| account.to_string());
        let organisation = self.organisation.map(|organisation| organisation.to_string());
        let organisation = organisation.as_deref().unwrap_or("-");
        let session = self.session.as_deref().unwrap_or("-");
        let (event, outcome) = (self.event.name(), self.event.outcome().word());
        let (request, method, route) = (self.request, self.method, self.route);
        let (network, browser, status) = (self.network.word(), self.browser, self.status);
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(target: TARGET, event, outcome, account, organisation, session, request,
                    method, route, network, browser, status, "security")
            };
        }
        match self.event.outcome() {
            Outcome::Done => line!(info),
            Outcome::Refused | Outcome::Noted => line!(warn),
            Outcome::Failed => line!(error),
        }
    }
}

/// A line about work that no request asked for. `about` is the identifier of a row, or a word of the program.
pub fn of_work(event: Event, organisation: Option<OrganisationId>, about: &str) {
    let organisation = organisation.map_or_else(|| "-".to_owned(), |organisation| organisation.to_string());
    let (name, outcome) = (event.name(), event.outcome().word());
    macro_rules! line {
        ($level:ident) => {
            tracing::$level!(target: TARGET, event = name, outcome, account = "nobody", organisation, about,
                "security")
        };
    }
    match event.outcome() {
        Outcome::Done => line!(info),
        Outcome::Refused | Outcome::Noted => line!(warn),
        Outcome::Failed => line!(error),
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Network, browser};

    #[test]
    fn every_event_has_a_word_of_its_own() {
        let names: std::collections::BTreeSet<&str> = Event::ALL.iter().map(|event| event.name()).collect();
        assert_eq!(names.len(), Event::ALL.len());
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    }

    #[test]
    fn networks_and_browsers_are_a_few_words() {
        for (address, word) in [
            ("127.0.0.1", "own machine"),
            ("::1", "own machine"),
            ("::ffff:127.0.0.1", "own machine"),
            ("10.1.2.3", "private"),
            ("192.168.0.9", "private"),
            ("fd00::1", "private"),
            ("fe80::1", "private"),
            ("203.0.113.9", "internet"),
            ("2001:db8::1", "internet"),
        ] {
            assert_eq!(Network::of(address.parse().unwrap()).word(), word, "{address}");
        }
        for (agent, word) in [
            ("", "none"),
            ("curl/8.0", "program"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "firefox"),
            ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36", "chrome"),
            ("Mozilla/5.0 AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "edge"),
            ("Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", "safari"),
            ("Mozilla/5.0 (Nothing)", "other"),
            ("evil\n{\"event\":\"signed_in\"}", "program"),
        ] {
            assert_eq!(browser(agent), word, "{agent}");
        }
    }
}
