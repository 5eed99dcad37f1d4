//! What a mail server said, in plain words, and addresses that are only hinted at.

use crate::mail::answers::{code, is_about_mailbox};

/// The message for an answer of a server (RFC 5321, section 4.2.3; RFC 3463). The answer itself may hold the
/// address and is not shown.
#[must_use]
pub fn message(answer: &str) -> &'static str {
    match code(answer) {
        Some(_) if is_about_mailbox(answer) => "outbox-answer-address",
        Some(200..=299) => "outbox-answer-taken",
        Some(421 | 450 | 451 | 454) => "outbox-answer-later",
        Some(452 | 552) => "outbox-answer-full",
        Some(530 | 534 | 535 | 538) => "outbox-answer-sign-in",
        Some(521 | 550 | 551 | 553 | 554 | 556 | 571) => "outbox-answer-refused",
        Some(500..=599) => "outbox-answer-failed",
        Some(400..=499) => "outbox-answer-later",
        _ if answer == "written to a file" => "outbox-answer-file",
        _ if answer == crate::mail::UNCLEAR => "outbox-answer-unclear",
        _ if answer == crate::mail::LETTERS => "outbox-answer-letters",
        _ if answer == crate::mail::STOPPED => "outbox-answer-stopped",
        _ if answer == crate::mail::OVER_QUOTA => "outbox-answer-quota",
        _ => "outbox-answer-away",
    }
}

/// An address as the outbox shows it: `s…@example.org`.
#[must_use]
pub fn masked(address: &str) -> String {
    let (name, domain) = address.split_once('@').unwrap_or((address, ""));
    let first: String = name.chars().take(1).collect();
    if domain.is_empty() { format!("{first}…") } else { format!("{first}…@{domain}") }
}

/// An address as operators see it, who know nobody in the organisation: `s•••@e•••.org`.
#[must_use]
pub fn hidden(address: &str) -> String {
    let first = |text: &str| text.chars().take(1).collect::<String>();
    let (name, domain) = address.split_once('@').unwrap_or((address, ""));
    match domain.rsplit_once('.') {
        Some((host, end)) => format!("{}•••@{}•••.{end}", first(name), first(host)),
        None => format!("{}•••@{}•••", first(name), first(domain)),
    }
}

#[cfg(test)]
mod tests {
    use super::{hidden, masked, message};

    #[test]
    fn answers_have_plain_words() {
        for (answer, key) in [
            ("250 2.0.0 Ok: queued as 4F1", "outbox-answer-taken"),
            ("permanent error (550): 5.1.1 <sian@example.org> unknown", "outbox-answer-address"),
            ("permanent error (554): delivery error: mailbox not found", "outbox-answer-address"),
            ("permanent error (550): 5.7.1 relaying denied", "outbox-answer-refused"),
            ("permanent error (554): 5.2.252 SendAsDenied", "outbox-answer-refused"),
            ("permanent error (550): Domain x has exceeded the max emails per hour", "outbox-answer-refused"),
            ("permanent error (550): 5.6.0 cannot read it", "outbox-answer-refused"),
            ("transient error (421): try later", "outbox-answer-later"),
            ("permanent error (552): mailbox full", "outbox-answer-full"),
            ("permanent error (535): no", "outbox-answer-sign-in"),
            ("permanent error (554): policy", "outbox-answer-refused"),
            ("permanent error (503): order", "outbox-answer-failed"),
            ("Connection error: Connection refused (os error 111)", "outbox-answer-away"),
            ("written to a file", "outbox-answer-file"),
            (crate::mail::OVER_QUOTA, "outbox-answer-quota"),
            (crate::mail::STOPPED, "outbox-answer-stopped"),
            (crate::mail::UNCLEAR, "outbox-answer-unclear"),
            (crate::mail::LETTERS, "outbox-answer-letters"),
            ("", "outbox-answer-away"),
        ] {
            assert_eq!(message(answer), key, "{answer}");
        }
    }

    #[test]
    fn addresses_are_hinted_at() {
        for (address, shown) in
            [("sian.evans@example.org", "s…@example.org"), ("ŵyn@example.org", "ŵ…@example.org"), ("x", "x…")]
        {
            assert_eq!(masked(address), shown);
        }
    }
    #[test]
    fn operators_see_two_letters_and_the_end() {
        for (address, shown) in [
            ("sian.evans@example.org", "s•••@e•••.org"),
            ("m@cartref.cymru.example", "m•••@c•••.example"),
            ("ŵyn@localhost", "ŵ•••@l•••"),
            ("x", "x•••@•••"),
            ("", "•••@•••"),
        ] {
            assert_eq!(hidden(address), shown);
        }
    }
}
