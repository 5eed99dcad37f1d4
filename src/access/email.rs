//! E-mail addresses: one canonical form, made at one place.

/// An address as it is stored and compared: trimmed, lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads what somebody typed; nothing when mail can't be sent there.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let text = typed.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@')?;
        let fits = !local.is_empty() && domain.contains('.') && text.len() <= 254;
        let address: Result<lettre::Address, _> = text.parse();
        (fits && address.is_ok()).then_some(Self(text))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with its middle hidden, for pages that only show whether it is the right one.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}…@{domain}")
    }
}

#[cfg(test)]
mod tests {
    use super::Email;

    #[test]
    fn one_form_for_one_address() {
        for (typed, canonical) in [
            (" Sian@Example.WALES ", Some("sian@example.wales")),
            ("o'neill@care.example", Some("o'neill@care.example")),
            ("nobody", None),
            ("a@b", None),
            ("a b@care.example", None),
            ("a@care.example\nBcc: x@y.example", None),
            ("", None),
        ] {
            assert_eq!(Email::parse(typed).as_ref().map(Email::as_str), canonical, "{typed:?}");
        }
    }
}
