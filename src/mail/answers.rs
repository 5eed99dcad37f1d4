//! What an answer of a mail server is about (RFC 5321, section 4.2.3; RFC 3463): the mailbox or the mail itself, which no
//! later try mends, or the way there, which somebody puts right.

/// The first three digits that stand alone: `550` in `permanent error (550): no such user`.
#[must_use]
pub fn code(answer: &str) -> Option<u16> {
    let words = answer.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    words.filter(|word| word.len() == 3).find_map(|word| word.parse().ok()).filter(|code| *code >= 200)
}

/// The code that says more, where a server gives one: subject and detail, such as (1, 1) of `5.1.1`.
fn enhanced(answer: &str) -> Option<(u16, u16)> {
    let words = answer.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    words.into_iter().find_map(|word| {
        let mut parts = word.split('.');
        let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
        let is_class = matches!(class, "2" | "4" | "5") && parts.next().is_none();
        is_class.then_some((subject.parse().ok()?, detail.parse().ok()?))
    })
}

/// Whether an answer says that this mailbox is not there or takes nothing. Only what names it counts: anything else may
/// be a fault of our own sign-in, sender, quota or relay, which would fail every mail alike and is put right by somebody.
#[must_use]
pub fn is_about_mailbox(answer: &str) -> bool {
    let words = without_addresses(&answer.to_lowercase());
    let names = |all: &[&str]| all.iter().any(|word| words.contains(word));
    match (code(answer), enhanced(answer)) {
        // The sign-in, whatever else it says.
        (Some(530..=538), _) => false,
        (Some(500..=599), Some((1, 1 | 2 | 3 | 6 | 10) | (2, 1))) => !names(OURS),
        // Microsoft 365 says so of somebody whom it doesn't know.
        (Some(500..=599), Some((4, 1))) => names(&["recipient address rejected"]) && !names(OURS),
        // These say nothing by themselves, as no second code does.
        (Some(550..=556), None | Some((0 | 1 | 5, 0))) => names(NOBODY) && !names(OURS) && !names(RULES),
        _ => false,
    }
}

/// Whether no later try helps: for the mailbox, or because no server there takes such a mail.
#[must_use]
pub fn is_for_good(answer: &str) -> bool {
    let is_unfit = match (code(answer), enhanced(answer)) {
        (Some(530..=538), _) => false,
        (Some(500..=599), Some((3, 4) | (6, _))) => true,
        _ => false,
    };
    is_unfit || is_about_mailbox(answer)
}

/// Whether an answer names the sender, and so isn't about the recipient. At which command it was given the library
/// doesn't say.
#[must_use]
pub fn names_sender(answer: &str, from: &str, to: &str) -> bool {
    let (from, to) = (from.to_lowercase(), to.to_lowercase());
    let around = |letter: char| !letter.is_ascii_alphanumeric();
    from != to && answer.to_lowercase().split_whitespace().any(|word| word.trim_matches(around) == from)
}

/// An answer without the addresses in it: "relaycare.org" says nothing of a relay.
fn without_addresses(answer: &str) -> String {
    answer.split_whitespace().filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ")
}

/// Words for a mailbox that isn't there.
const NOBODY: &[&str] = &[
    "no such user",
    "no such mailbox",
    "no such recipient",
    "no such person",
    "no such address",
    "no such account",
    "unknown user",
    "user unknown",
    "user not found",
    "user not local",
    "unknown mailbox",
    "mailbox unknown",
    "mailbox not found",
    "mailbox unavailable",
    "unknown recipient",
    "recipient unknown",
    "recipient not found",
    "recipient rejected",
    "invalid recipient",
    "unrouteable address",
    "does not exist",
    "doesn't exist",
];

/// Words for whoever sends.
const OURS: &[&str] = &[
    "sender",
    "sendas",
    "mail from",
    "from address",
    "return path",
    "relay",
    "authenticat",
    "spf",
    "dkim",
    "dmarc",
];

/// Words for what a server lets us do, or how much, and for domains, which may be ours.
const RULES: &[&str] = &[
    "policy",
    "prohibit",
    "denied",
    "block",
    "listed",
    "spam",
    "reputation",
    "quota",
    "exceed",
    "limit",
    "too many",
    "full",
    "allowed",
    "permitted",
    "verif",
    "domain",
    "dns",
];

#[cfg(test)]
mod tests {
    use super::{code, enhanced, is_about_mailbox, is_for_good, names_sender};

    #[test]
    fn only_what_is_about_the_mailbox_is_for_good() {
        for answer in [
            "permanent error (550): 5.1.1 <sian@example.org> unknown",
            "permanent error (550): 5.1.2 bad destination system",
            "permanent error (550): 5.1.1 <ann@relaycare.org> unknown",
            "permanent error (550): <ann@fullcare.org> no such user",
            "permanent error (501): 5.1.3 bad recipient address syntax",
            "permanent error (550): 5.1.6 mailbox has moved",
            "permanent error (556): 5.1.10 null MX",
            "permanent error (550): 5.2.1 mailbox disabled",
            "permanent error (550): 5.4.1 Recipient address rejected: Access denied",
            "permanent error (550): 5.1.0 <sian@example.org>: user unknown",
            "permanent error (550): 5.0.0 No such user here",
            "permanent error (550): 5.5.0 Requested action not taken: mailbox unavailable",
            "permanent error (550): no such user",
            "permanent error (550): sian@example.org Unknown recipient",
            "permanent error (550): The account does not exist",
            "permanent error (551): user not local",
            "permanent error (554): delivery error: mailbox not found",
        ] {
            assert!(is_about_mailbox(answer) && is_for_good(answer), "{answer}");
        }
    }

    #[test]
    fn what_may_be_our_fault_or_passes_is_tried_again() {
        for answer in [
            // The mailbox or the quota of a day has room again later.
            "permanent error (552): 5.2.2 mailbox full",
            "permanent error (552): mailbox full",
            "permanent error (550): Domain prawf.example has exceeded the max emails per hour",
            "permanent error (550): 5.4.5 Daily sending quota exceeded",
            "permanent error (550): no such user: too many unknown recipients",
            // Our own sign-in, sender or relay, or a list that we stand on.
            "permanent error (554): 5.2.252 SendAsDenied; not allowed to send as polisi@prawf.example",
            "permanent error (550): Administrative prohibition",
            "permanent error (550): 5.1.0 <polisi@prawf.example> sender rejected",
            "permanent error (550): 5.1.0 Sender address rejected: User unknown",
            "permanent error (550): 5.1.1 sender address rejected",
            "permanent error (550): SPF check failed",
            "permanent error (553): sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
            "permanent error (553): sorry, that domain isn't in my list of allowed rcpthosts",
            "permanent error (550): 5.4.1 Relay Access Denied",
            "permanent error (550): Sender verify failed",
            "permanent error (550): mailbox unavailable: sender address is not allowed",
            "permanent error (550): mailbox unavailable: invalid DNS MX",
            "permanent error (550): domain of the address does not exist",
            "permanent error (553): bad mailbox name",
            "permanent error (550): not for this recipient",
            "permanent error (535): 5.7.8 wrong user name or password",
            "permanent error (535): unknown user or password",
            "permanent error (535): 5.1.1 no such user",
            "permanent error (535): no",
            "permanent error (530): 5.7.0 authenticate first",
            "permanent error (550): 5.7.1 relaying denied",
            "permanent error (550): 5.7.26 not authenticated",
            "permanent error (553): 5.1.8 sender's domain unknown",
            "permanent error (550): 5.1.7 bad sender",
            "permanent error (554): 5.7.1 blocked by 192.0.2.1",
            "permanent error (550): Relay not permitted",
            "permanent error (554): policy",
            "permanent error (503): order",
            "transient error (451): 4.1.1 later",
            "transient error (450): no such user yet",
            "Connection error: Connection refused (os error 111)",
            "",
        ] {
            assert!(!is_about_mailbox(answer) && !is_for_good(answer), "{answer}");
        }
    }

    #[test]
    fn a_mail_that_no_server_takes_is_no_missing_mailbox() {
        for (answer, wanted) in [
            ("permanent error (552): 5.3.4 message too big", true),
            ("permanent error (554): 5.6.0 cannot read it", true),
            ("permanent error (550): 5.6.7 address not supported", true),
            ("permanent error (535): 5.6.0 no", false),
            ("transient error (451): 4.6.0 later", false),
            ("permanent error (554): 5.3.0 other", false),
        ] {
            assert_eq!((is_for_good(answer), is_about_mailbox(answer)), (wanted, false), "{answer}");
        }
    }

    #[test]
    fn an_answer_that_names_us_is_not_about_them() {
        let (us, them) = ("Polisi@prawf.example", "sian@example.org");
        for (answer, from, to, wanted) in [
            ("permanent error (550): 5.1.1 <polisi@prawf.example> unknown", us, them, true),
            ("permanent error (550): 5.1.1 <sian@example.org> unknown", us, them, false),
            ("permanent error (550): 5.1.1 unknown", us, them, false),
            (
                "permanent error (550): 5.1.1 <sian.polisi@prawf.example>: unknown",
                us,
                "sian.polisi@prawf.example",
                false,
            ),
            (
                "permanent error (550): 5.1.1 <polisi@prawf.example> unknown",
                us,
                "polisi@prawf.example",
                false,
            ),
        ] {
            assert_eq!(names_sender(answer, from, to), wanted, "{answer} {to}");
        }
    }

    #[test]
    fn codes_are_found_among_words() {
        assert_eq!((code("permanent error (550): 5.1.1 no"), code("os error 111")), (Some(550), None));
        assert_eq!(enhanced("554 192.0.2.1 is listed"), None);
        assert_eq!(enhanced("550 5.7.1 no"), Some((7, 1)));
    }
}
