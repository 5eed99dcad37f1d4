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

/// Whether an answer says that this mailbox is not there, takes nothing, or takes no such mail. Anything else may be a
/// fault of our own sign-in, sender or relay, which would fail every mail alike.
#[must_use]
pub fn is_about_mailbox(answer: &str) -> bool {
    match (code(answer), enhanced(answer)) {
        // 5.1.7 and 5.1.8 are about the sender.
        (Some(500..=599), Some((1, detail))) => !matches!(detail, 7 | 8),
        (Some(500..=599), Some((2 | 6, _)) | Some((3, 4))) => true,
        (Some(550 | 551 | 552 | 553 | 556), None) => !is_about_us(answer),
        _ => false,
    }
}

/// Whether an answer without a second code speaks of what the server lets us do.
fn is_about_us(answer: &str) -> bool {
    let words = answer.to_lowercase();
    ["relay", "authenticat", "sender", "blocked", "denied"].iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{code, enhanced, is_about_mailbox};

    #[test]
    fn only_what_is_about_the_mailbox_is_for_good() {
        for (answer, wanted) in [
            ("permanent error (550): 5.1.1 <sian@example.org> unknown", true),
            ("permanent error (550): no such user", true),
            ("permanent error (551): user not local", true),
            ("permanent error (552): 5.2.2 mailbox full", true),
            ("permanent error (553): bad mailbox name", true),
            ("permanent error (556): 5.1.10 null MX", true),
            ("permanent error (552): 5.3.4 message too big", true),
            ("permanent error (554): 5.6.0 cannot read it", true),
            // Our own sign-in, sender or relay, or a list that we stand on.
            ("permanent error (535): 5.7.8 wrong user name or password", false),
            ("permanent error (535): no", false),
            ("permanent error (530): 5.7.0 authenticate first", false),
            ("permanent error (550): 5.7.1 relaying denied", false),
            ("permanent error (550): 5.7.26 not authenticated", false),
            ("permanent error (553): 5.1.8 sender's domain unknown", false),
            ("permanent error (550): 5.1.7 bad sender", false),
            ("permanent error (554): 5.7.1 blocked by 192.0.2.1", false),
            ("permanent error (550): Relay not permitted", false),
            ("permanent error (554): policy", false),
            ("permanent error (503): order", false),
            ("transient error (451): 4.1.1 later", false),
            ("Connection error: Connection refused (os error 111)", false),
            ("", false),
        ] {
            assert_eq!(is_about_mailbox(answer), wanted, "{answer}");
        }
    }

    #[test]
    fn codes_are_found_among_words() {
        assert_eq!((code("permanent error (550): 5.1.1 no"), code("os error 111")), (Some(550), None));
        assert_eq!(enhanced("554 192.0.2.1 is listed"), None);
        assert_eq!(enhanced("550 5.7.1 no"), Some((7, 1)));
    }
}
