//! What a web page left behind in a copied text.

use super::OfferKind;

// How such lines begin, in small letters. They are offered for removal, never removed unseen.
const BEGINNINGS: [&str; 17] = [
    "leave a reply",
    "leave a comment",
    "share this",
    "click to share",
    "skip to content",
    "skip to main content",
    "posted in ",
    "posted by ",
    "post navigation",
    "previous post",
    "next post",
    "comments are closed",
    "related posts",
    "we use cookies",
    "accept all cookies",
    "required fields are marked",
    "back to top",
];
// How sentences begin that only a web page says.
const SENTENCES: [&str; 3] =
    ["your email address will not be published", "save my name, email", "this entry was posted"];
// Whole lines that nobody means, without the marks at their end.
const WHOLE: [&str; 17] = [
    "leave a reply",
    "leave a reply cancel reply",
    "leave a comment",
    "leave a comment cancel reply",
    "cancel reply",
    "required fields are marked",
    "share this",
    "share this post",
    "click to share",
    "skip to content",
    "skip to main content",
    "post navigation",
    "comments are closed",
    "related posts",
    "accept all cookies",
    "back to top",
    "save my name, email, and website in this browser for the next time i comment",
];
// The most words of a line with a full stop that may be left over.
const WORDS: usize = 5;

/// Whether a line looks like part of a page rather than of the policy.
pub(super) fn is_leftover(line: &str) -> bool {
    is_of_page(line) || is_of_web(line)
}

/// Whether a line stood around the text on paper.
pub(super) fn is_of_page(line: &str) -> bool {
    super::furniture::is_page_line(line) || super::furniture::is_contents_line(line)
}

/// Whether a line stood around the text on a web page.
pub(super) fn is_of_web(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| line.starts_with(beginning));
    let full =
        line.split_whitespace().count() > WORDS && (line.ends_with(['.', '…', '!']) || line.contains(". "));
    begins(&SENTENCES) || (!full && begins(&BEGINNINGS))
}

/// What taking out such a line is: nobody can mean it, or it could be a sentence of the policy.
pub(super) fn kind(line: &str) -> OfferKind {
    let small = line.trim().to_lowercase();
    let bare = small.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let of_web = WHOLE.contains(&bare)
        || small.starts_with("your email address will not be published")
        || small.starts_with("click to share on ");
    let of_page = is_of_page(line) && !super::furniture::is_reference(line);
    if of_web || of_page { OfferKind::Leftover } else { OfferKind::Doubtful }
}

/// Whether this line is the copyright line that ends a policy.
pub(super) fn is_copyright(line: &str) -> bool {
    let line: String = line.trim().chars().take(20).collect::<String>().to_lowercase();
    let marked = line.contains('©')
        || line.contains("(c)")
        || line.chars().any(|c| c.is_ascii_digit() || super::marks::is_mark(c));
    let worded = line.starts_with("copyright") || line.starts_with("hawlfraint");
    line.starts_with('©') || line.starts_with("(c) ") || (worded && marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_leftovers_from_policy() {
        for line in ["Leave a Reply", "  Share this: ", "Posted in Policies"] {
            assert!(is_leftover(line), "{line}");
        }
        for line in [
            "Leave must be agreed.",
            "Required fields of the form are listed below.",
            "Share this information only with people who need to know it.",
            "Posted in the office is a list of people to ring.",
            "Leave a comment in the daily notes after each visit.",
        ] {
            assert!(!is_leftover(line), "{line}");
        }
    }

    #[test]
    fn what_could_be_a_sentence_is_doubtful() {
        for line in [
            "Leave a Reply",
            "Share this:",
            "Your email address will not be published. Required fields are marked *",
            "Click to share on Facebook (Opens in new window)",
            "Page 3 of 12",
            "Phones v2 Page 3 of 12",
            "Purpose ........ 3",
        ] {
            assert_eq!(kind(line), OfferKind::Leftover, "{line}");
        }
        for line in [
            "Share this with your manager",
            "Posted in the office is a list",
            "Posted in Policies",
            "Leave a comment in the notes",
            "We use cookies on no device",
            "See page 3 of 12",
            "Staff must: stop, look, listen",
        ] {
            assert_eq!(kind(line), OfferKind::Doubtful, "{line}");
        }
    }

    #[test]
    fn knows_the_copyright_line() {
        for line in
            ["Copyright © 2026 – Somebody", "© Somebody", "Hawlfraint © 2026", "Copyright 2026 Somebody"]
        {
            assert!(is_copyright(line), "{line}");
        }
        for line in ["Copyright of pictures must be respected.", "Phones"] {
            assert!(!is_copyright(line), "{line}");
        }
    }
}
