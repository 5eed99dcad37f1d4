//! What people send about coverage.

use super::{NewAnswer, Said, Standing};
use crate::db::ids::{PolicyId, ServiceId};
use crate::web::{Fields, FormErrors, Value};

const REASON_LETTERS: usize = 500;

/// Which lines the page shows; nothing means all.
#[must_use]
pub fn show(query: &Fields) -> Option<Standing> {
    Standing::from_word(query.text("show"))
}

/// Reads an answer for a service, or for all.
///
/// # Errors
/// What is wrong, by field.
pub fn answer(fields: &Fields, service: ServiceId) -> Result<NewAnswer, FormErrors> {
    let mut errors = FormErrors::default();
    let said = Said::from_word(fields.text("answer"));
    let policy = PolicyId::parse(fields.text("policy"));
    let reason = fields.text("reason").to_owned();
    match said {
        None => errors.add("answer", "coverage-error-answer"),
        Some(Said::Covered) if policy.is_none() => errors.add("policy", "coverage-error-policy"),
        Some(Said::NotApplicable) if reason.is_empty() => errors.add("reason", "coverage-error-reason"),
        Some(_) => {}
    }
    if reason.chars().count() > REASON_LETTERS {
        let limit = i64::try_from(REASON_LETTERS).unwrap_or(i64::MAX);
        errors.add_with("reason", "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    errors.or(said.map(|said| NewAnswer {
        service: (!fields.has("everywhere")).then_some(service),
        said,
        policy: policy.filter(|_| said == Said::Covered),
        reason,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    #[test]
    fn an_answer_needs_what_it_stands_on() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let (service, policy) = (ServiceId::new(now), PolicyId::new(now));
        let key = |form: &str| {
            let read =
                answer(&Fields::parse(form.replace("POLICY", &policy.to_string()).as_bytes()), service);
            read.map(|_| ()).map_err(|errors| errors.0[0].key)
        };
        assert_eq!(key(""), Err("coverage-error-answer"));
        assert_eq!(key("answer=covered"), Err("coverage-error-policy"));
        assert_eq!(key("answer=covered&policy=POLICY"), Ok(()));
        assert_eq!(key("answer=not_applicable&policy=POLICY"), Err("coverage-error-reason"));
        assert_eq!(key("answer=not_applicable&reason=No+medicines"), Ok(()));
        assert_eq!(
            key(&format!("answer=not_applicable&reason={}", "a".repeat(501))),
            Err("policies-error-long")
        );
        let said = answer(&Fields::parse(b"answer=not_applicable&reason=x&everywhere=yes"), service).unwrap();
        assert_eq!((said.service, said.policy), (None, None));
    }
}
