//! What a web page left behind in a copied text.

// How such lines begin, in small letters. They are offered for removal, never removed unseen.
const BEGINNINGS: [&str; 20] = [
    "leave a reply",
    "leave a comment",
    "your email address will not be published",
    "required fields are marked",
    "save my name, email",
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
    "this entry was posted",
    "related posts",
    "we use cookies",
    "accept all cookies",
    "back to top",
];

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
    BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
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
        for line in ["Leave must be agreed.", "Required fields of the form are listed below."] {
            assert!(!is_leftover(line), "{line}");
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
