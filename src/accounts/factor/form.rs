//! What people send about their second factor.

use super::recovery::Code;
use crate::web::{Fields, FormErrors};

/// What somebody gave as a second factor. Prints nothing.
pub enum Typed {
    /// The six figures of the app.
    App(String),
    /// A recovery code.
    Recovery(Code),
}

impl Typed {
    /// The field and the words for a wrong one.
    #[must_use]
    pub fn wrong(&self) -> FormErrors {
        match self {
            Self::App(_) => FormErrors::one("code", "signin-second-error-wrong"),
            Self::Recovery(_) => FormErrors::one("recovery", "signin-recovery-error"),
        }
    }
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Typed(..)")
    }
}

/// Reads a code of the app, with or without a space in the middle.
///
/// # Errors
/// Nothing, or something that no app shows.
pub fn app_code(fields: &Fields) -> Result<String, FormErrors> {
    let code: String = fields.text("code").chars().filter(|c| !c.is_whitespace()).collect();
    if code.is_empty() {
        return Err(FormErrors::one("code", "signin-second-error-empty"));
    }
    if code.len() == 6 && code.chars().all(|c| c.is_ascii_digit()) {
        Ok(code)
    } else {
        Err(FormErrors::one("code", "factor-error-code-form"))
    }
}

/// Reads a code of the app or a recovery code, wherever it was typed.
///
/// # Errors
/// Nothing, or something that is neither.
pub fn typed(fields: &Fields) -> Result<Typed, FormErrors> {
    let recovery = fields.text("recovery");
    if !recovery.is_empty() {
        let wrong = || FormErrors::one("recovery", "signin-recovery-error");
        return Code::parse(recovery).map(Typed::Recovery).ok_or_else(wrong);
    }
    match Code::parse(fields.text("code")) {
        Some(code) => Ok(Typed::Recovery(code)),
        None => app_code(fields).map(Typed::App),
    }
}

#[cfg(test)]
mod tests {
    use super::{Typed, typed};
    use crate::web::Fields;

    #[test]
    fn either_code_is_read_wherever_it_stands() {
        for (code, recovery, wanted) in [
            ("123456", "", "app 123456"),
            (" 123 456 ", "", "app 123456"),
            ("", "abcd efgh ijkl mnop", "recovery ABCD-EFGH-IJKL-MNOP"),
            ("ABCD-EFGH-IJKL-MNOP", "", "recovery ABCD-EFGH-IJKL-MNOP"),
            ("123456", "ABCD-EFGH-IJKL-MNOP", "recovery ABCD-EFGH-IJKL-MNOP"),
            ("", "", "signin-second-error-empty"),
            ("12345", "", "factor-error-code-form"),
            ("12345a", "", "factor-error-code-form"),
            ("١٢٣٤٥٦", "", "factor-error-code-form"),
            ("123456", "nonsense", "signin-recovery-error"),
        ] {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            let sent = form.append_pair("code", code).append_pair("recovery", recovery).finish();
            let read = match typed(&Fields::parse(sent.as_bytes())) {
                Ok(Typed::App(code)) => format!("app {code}"),
                Ok(Typed::Recovery(code)) => format!("recovery {}", code.shown()),
                Err(errors) => errors.0[0].key.to_owned(),
            };
            assert_eq!(read, wanted, "{code} {recovery}");
        }
    }
}
