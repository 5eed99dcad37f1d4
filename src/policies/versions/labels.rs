//! What the next version is called: pure rules.

use super::ChangeKind;

/// The label that is proposed for a change of this kind: `1.0` at first, `2.0` for a major change, `1.1`
/// for a minor one, `1.1.1` for a typographical one. Empty when the label before has no numbers.
#[must_use]
pub fn proposed(before: Option<&str>, kind: ChangeKind) -> String {
    let Some(before) = before else { return "1.0".to_owned() };
    let numbers: Option<Vec<u32>> = before.trim().split('.').map(|part| part.parse().ok()).collect();
    let (major, minor, third) = match numbers.as_deref() {
        Some([major]) => (*major, 0, 0),
        Some([major, minor]) => (*major, *minor, 0),
        Some([major, minor, third]) => (*major, *minor, *third),
        _ => return String::new(),
    };
    match kind {
        ChangeKind::Major => format!("{}.0", major.saturating_add(1)),
        ChangeKind::Minor | ChangeKind::Adopted => format!("{major}.{}", minor.saturating_add(1)),
        ChangeKind::Typographical => format!("{major}.{minor}.{}", third.saturating_add(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::proposed;
    use crate::policies::ChangeKind::{Major, Minor, Typographical};

    #[test]
    fn proposes_the_next_label() {
        for (before, minor, major, typographical) in [
            (None, "1.0", "1.0", "1.0"),
            (Some("1.0"), "1.1", "2.0", "1.0.1"),
            (Some("1.1.1"), "1.2", "2.0", "1.1.2"),
            (Some("2.9"), "2.10", "3.0", "2.9.1"),
            (Some("3"), "3.1", "4.0", "3.0.1"),
            (Some(" 4.2 "), "4.3", "5.0", "4.2.1"),
            (Some("1.1.1.1"), "", "", ""),
            (Some("spring"), "", "", ""),
        ] {
            assert_eq!(proposed(before, Minor), minor, "{before:?}");
            assert_eq!(proposed(before, Major), major, "{before:?}");
            assert_eq!(proposed(before, Typographical), typographical, "{before:?}");
        }
    }
}
