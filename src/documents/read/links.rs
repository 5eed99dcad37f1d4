//! Which addresses of links are kept.

const LONGEST: usize = 2_000;

/// The address as it is written into the text; nothing for anything but http, https and mailto.
pub(super) fn checked(address: &str) -> Option<String> {
    let address: String = address.trim().chars().filter(|letter| !letter.is_control()).collect();
    let lower: String = address.chars().take(8).collect::<String>().to_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|begin| lower.starts_with(begin));
    // A field in an address is text: nobody could check what it would lead to.
    let plain = !address.contains(['{', '}', '\u{f8ff}']) && !address.chars().any(char::is_whitespace);
    (known && plain && address.len() <= LONGEST && address.len() > 8).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn keeps_what_people_can_follow() {
        for address in ["https://www.example.org/a?b=c#d", "HTTP://example.org", "mailto:a@example.org"] {
            assert_eq!(checked(address).as_deref(), Some(address));
        }
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html;base64,PHNj",
            "//evil.example",
            "file:///etc/passwd",
            "tel:123",
            "#section",
            "https://example.org/{{org_field_name}}",
            "https://exa mple.org",
            "",
        ] {
            assert_eq!(checked(address), None, "{address}");
        }
    }
}
