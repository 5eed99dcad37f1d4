//! How urgent a report is, from its category and its answers (reference domain 4.6).

use super::rules::Category;
use super::sealed::Group;
use crate::db::types::text_enum;

text_enum! {
    /// How urgent a case is.
    Severity {
        /// S1: somebody is in danger, or a child is affected.
        Immediate = "immediate",
        /// S2.
        High = "high",
        /// S3.
        Medium = "medium",
        /// S4.
        Low = "low",
    }
}

/// The answers that count.
#[derive(Debug, Clone, Copy)]
pub struct Answers<'a> {
    /// Somebody is in danger now.
    pub danger: bool,
    /// Who is affected.
    pub affected: &'a [Group],
    /// Somebody of the staff list is complained of.
    pub worker: bool,
}

/// The urgency of a new report. Only people may lower it later.
#[must_use]
pub fn severity(category: &Category, answers: Answers<'_>) -> Severity {
    let is_affected = |group| answers.affected.contains(&group);
    if answers.danger || is_affected(Group::Child) {
        return Severity::Immediate;
    }
    let by_category = match category.severity_if_supported {
        Some(higher) if is_affected(Group::Supported) => higher,
        _ => category.severity,
    };
    // The most urgent comes first in the list of values.
    if answers.worker && is_affected(Group::Supported) {
        by_category.min(Severity::High)
    } else {
        by_category
    }
}

#[cfg(test)]
mod tests {
    use super::{Answers, Severity, severity};
    use crate::incidents::rules;
    use crate::incidents::sealed::Group;

    #[test]
    fn follows_category_and_answers() {
        for (code, danger, affected, worker, expected) in [
            ("SU_IMAGE", false, &[][..], false, Severity::High),
            ("SU_IMAGE", true, &[], false, Severity::Immediate),
            ("ST_COMMENT", false, &[Group::Colleague], true, Severity::Low),
            ("ST_COMMENT", false, &[Group::Child], false, Severity::Immediate),
            ("ST_COMMENT", false, &[Group::Supported], true, Severity::High),
            ("ST_COMMENT", false, &[Group::Supported], false, Severity::Low),
            ("ST_HATE", false, &[Group::Colleague], false, Severity::Medium),
            ("ST_HATE", false, &[Group::Supported], false, Severity::High),
            ("INTIMATE", false, &[], false, Severity::Immediate),
            ("OTHER", false, &[], false, Severity::Medium),
        ] {
            let category = rules::category(code).unwrap();
            let answers = Answers { danger, affected, worker };
            assert_eq!(severity(category, answers), expected, "{code} {answers:?}");
        }
    }
}
