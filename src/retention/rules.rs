//! How long what is kept, and why: dated data per nation, and the pure rules over it.
//!
//! A period counts from the day on which its record ended (somebody left, a policy was withdrawn, a case was
//! closed) or, where nothing ends, was made. An organisation may lengthen each, and shorten it down to the
//! minimum. Reasons and sources stand in the messages, under the name of the rule.

use crate::clock::Day;
use crate::db::types::text_enum;
use crate::organisations::Nation;

text_enum! {
    /// A rule that the program applies. Those of which others may still need a record come later.
    Rule {
        /// The words of mails that were sent.
        MailBodies = "mail_bodies",
        /// Signatures, after the signer left.
        Acknowledgements = "acknowledgements",
        /// Cases that affect no child.
        CasesAdult = "cases_adult",
        /// Cases that affect a child.
        CasesChild = "cases_child",
        /// What the staff list knows of somebody who left.
        Staff = "staff",
        /// Withdrawn policies with all their versions.
        Policies = "policies",
        /// Personal words beside the lines of the log.
        LogWords = "log_words",
    }
}

impl Rule {
    /// Whether its records are cases: who may not see one learns nothing of it, not even a count.
    #[must_use]
    pub const fn is_of_cases(self) -> bool {
        matches!(self, Self::CasesAdult | Self::CasesChild)
    }
}

/// Records that the law and good practice have periods for and that the program doesn't keep. They are shown, so
/// that nobody believes they were taken care of.
pub const NOT_KEPT: &[&str] = &["allegations", "evidence", "breaches"];

/// What goes by periods that nobody can change; the words say which.
pub const FIXED: &[&str] = &["sessions", "devices", "links", "forms", "sign-ups", "files"];

/// A period of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The rule.
    pub rule: Rule,
    /// The nation; nothing for all that have no line of their own.
    pub nation: Option<Nation>,
    /// Since when the line stands as it does.
    pub since: &'static str,
    /// The months of the program.
    pub months: i64,
    /// The fewest months that an organisation may choose.
    pub minimum: i64,
    /// Whether the source was read for this nation. Where it wasn't, the longest period known holds.
    pub is_verified: bool,
}

const YEAR: i64 = 12;
const SINCE: &str = "2026-11-21";

const fn of_all(rule: Rule, months: i64, minimum: i64) -> Period {
    Period { rule, nation: None, since: SINCE, months, minimum, is_verified: true }
}

const fn of(rule: Rule, nation: Nation, months: i64, minimum: i64) -> Period {
    Period { rule, nation: Some(nation), since: SINCE, months, minimum, is_verified: true }
}

/// Every period (reference domain 3.9).
pub const PERIODS: &[Period] = &[
    of_all(Rule::MailBodies, YEAR, 3),
    of_all(Rule::Acknowledgements, 6 * YEAR, 6 * YEAR),
    of(Rule::CasesAdult, Nation::England, 8 * YEAR, 8 * YEAR),
    of(Rule::CasesAdult, Nation::Wales, 8 * YEAR, 3 * YEAR),
    Period { is_verified: false, ..of_all(Rule::CasesAdult, 8 * YEAR, 8 * YEAR) },
    // The birthday of the child isn't known: 25 years from the end are the 25th birthday of every child.
    of(Rule::CasesChild, Nation::England, 25 * YEAR, 25 * YEAR),
    of(Rule::CasesChild, Nation::Wales, 25 * YEAR, 15 * YEAR),
    Period { is_verified: false, ..of_all(Rule::CasesChild, 25 * YEAR, 25 * YEAR) },
    of_all(Rule::Staff, 6 * YEAR, 3 * YEAR),
    of_all(Rule::Policies, 6 * YEAR, 6 * YEAR),
    of_all(Rule::LogWords, 6 * YEAR, 6 * YEAR),
];

/// The period of the program for a nation.
#[must_use]
pub fn period(rule: Rule, nation: Nation) -> Period {
    let own = |period: &&Period| period.rule == rule && period.nation == Some(nation);
    let all = |period: &&Period| period.rule == rule && period.nation.is_none();
    let found = PERIODS.iter().find(own).or_else(|| PERIODS.iter().find(all));
    found.copied().unwrap_or(of_all(rule, i64::from(i32::MAX), i64::from(i32::MAX)))
}

/// The longest period of the program, over all nations: for pages that know no organisation.
#[must_use]
pub fn longest(rule: Rule) -> i64 {
    let months = PERIODS.iter().filter(|period| period.rule == rule).map(|period| period.months);
    months.max().unwrap_or(i64::from(i32::MAX))
}

/// What an organisation chose, or the program's own where it chose nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setting {
    /// Counts the choices; 0 before the first.
    pub version: i64,
    /// The months; nothing is the program's own.
    pub months: Option<i64>,
}

/// What holds for a nation: the choice, but never less than the nation's minimum.
#[must_use]
pub fn months(rule: Rule, nation: Nation, setting: Setting) -> i64 {
    let period = period(rule, nation);
    setting.months.map_or(period.months, |chosen| chosen.max(period.minimum))
}

/// The fewest months that an organisation in these nations may choose. `proved` are the periods of what the log
/// proves: its words stay as long as the longest of them.
#[must_use]
pub fn minimum(rule: Rule, nations: &[Nation], proved: &[i64]) -> i64 {
    let of_nations = nations.iter().map(|nation| period(rule, *nation).minimum);
    let of_records = proved.iter().copied().filter(|_| rule == Rule::LogWords);
    of_nations.chain(of_records).max().unwrap_or_else(|| period(rule, Nation::England).minimum)
}

/// A choice of the organisation, as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Counts them, from 1.
    pub version: i64,
    /// The months.
    pub months: i64,
    /// The day from which it holds.
    pub from_on: Day,
}

/// What holds on a day.
#[must_use]
pub fn in_force(choices: &[Choice], on: Day) -> Setting {
    let latest = choices.iter().filter(|choice| choice.from_on <= on).max_by_key(|choice| choice.version);
    latest
        .map_or(Setting::default(), |choice| Setting { version: choice.version, months: Some(choice.months) })
}

/// Days before a shorter period holds, and before a rule removes anything after it was announced.
pub const NOTICE_DAYS: i64 = 30;

/// The day from which a choice holds: a shorter period waits, a longer one holds at once.
#[must_use]
pub fn holds_from(today: Day, now: i64, chosen: i64) -> Day {
    if chosen < now { today.plus_days(NOTICE_DAYS) } else { today }
}

/// The day on which a record is due.
#[must_use]
pub fn due_on(start: Day, months: i64) -> Day {
    start.plus_months(i32::try_from(months).unwrap_or(i32::MAX))
}

/// Whether a rule may remove what is due: it was announced, and the days of notice are over.
#[must_use]
pub fn may_remove(told_on: Option<Day>, today: Day) -> bool {
    told_on.is_some_and(|told| told.plus_days(NOTICE_DAYS) <= today)
}

#[cfg(test)]
mod tests {
    use super::{
        Choice, NOT_KEPT, PERIODS, Rule, Setting, due_on, holds_from, in_force, may_remove, minimum, months,
        period,
    };
    use crate::clock::Day;
    use crate::messages::{Language, Messages};
    use crate::organisations::Nation;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn every_rule_has_a_period_in_every_nation() {
        use Nation::{England, NorthernIreland, Scotland, Wales};
        for (rule, nation, years, least) in [
            (Rule::Acknowledgements, Wales, 72, 72),
            (Rule::Policies, England, 72, 72),
            (Rule::Staff, England, 72, 36),
            (Rule::CasesAdult, England, 96, 96),
            (Rule::CasesAdult, Wales, 96, 36),
            (Rule::CasesAdult, Scotland, 96, 96),
            (Rule::CasesChild, England, 300, 300),
            (Rule::CasesChild, Wales, 300, 180),
            (Rule::CasesChild, NorthernIreland, 300, 300),
            (Rule::MailBodies, Wales, 12, 3),
            (Rule::LogWords, Wales, 72, 72),
        ] {
            let found = period(rule, nation);
            assert_eq!((found.months, found.minimum), (years, least), "{rule:?} {nation:?}");
            let is_guessed = rule.is_of_cases() && ![England, Wales].contains(&nation);
            assert_eq!(found.is_verified, !is_guessed, "{rule:?} {nation:?}");
        }
        for period in PERIODS {
            assert!(period.minimum <= period.months && Day::parse(period.since).is_some());
        }
    }

    #[test]
    fn every_rule_says_why() {
        let messages = Messages::load().unwrap();
        let names = Rule::ALL.iter().map(|rule| rule.as_str()).chain(NOT_KEPT.iter().copied());
        for name in names.map(|name| name.replace('_', "-")) {
            for what in ["rule", "why", "from", "source"] {
                let key = format!("retention-{what}-{name}");
                let is_shown = what != "from" || !NOT_KEPT.contains(&name.as_str());
                assert!(!is_shown || messages.has(Language::English, &key), "{key}");
            }
        }
    }

    #[test]
    fn a_choice_is_never_below_the_minimum_of_a_nation() {
        let chosen = |months| Setting { version: 1, months: Some(months) };
        for (rule, nation, setting, expected) in [
            (Rule::CasesAdult, Nation::Wales, Setting::default(), 96),
            (Rule::CasesAdult, Nation::Wales, chosen(36), 36),
            (Rule::CasesAdult, Nation::England, chosen(36), 96),
            (Rule::Staff, Nation::England, chosen(120), 120),
            (Rule::Acknowledgements, Nation::England, chosen(1), 72),
        ] {
            assert_eq!(months(rule, nation, setting), expected, "{rule:?} {nation:?} {setting:?}");
        }
        for (rule, nations, proved, expected) in [
            (Rule::CasesAdult, vec![Nation::Wales], vec![], 36),
            (Rule::CasesAdult, vec![Nation::Wales, Nation::England], vec![], 96),
            (Rule::CasesAdult, vec![], vec![], 96),
            (Rule::LogWords, vec![Nation::Wales], vec![72, 120, 36], 120),
            (Rule::LogWords, vec![Nation::Wales], vec![36], 72),
            // Only the log proves others.
            (Rule::Staff, vec![Nation::Wales], vec![120], 36),
        ] {
            assert_eq!(minimum(rule, &nations, &proved), expected, "{rule:?} {nations:?} {proved:?}");
        }
    }

    #[test]
    fn the_newest_choice_holds_from_its_day() {
        let choice = |version, months, from| Choice { version, months, from_on: day(from) };
        let choices = [choice(1, 48, "2026-12-21"), choice(2, 120, "2026-12-01")];
        for (on, version, months) in [
            ("2026-11-30", 0, None),
            ("2026-12-01", 2, Some(120)),
            // The one before it was shorter and still waited: it is overtaken.
            ("2026-12-21", 2, Some(120)),
        ] {
            assert_eq!(in_force(&choices, day(on)), Setting { version, months }, "{on}");
        }
    }

    #[test]
    fn a_shorter_period_waits_thirty_days() {
        for (now, chosen, from) in
            [(72, 36, "2026-12-21"), (72, 71, "2026-12-21"), (72, 72, "2026-11-21"), (72, 96, "2026-11-21")]
        {
            assert_eq!(holds_from(day("2026-11-21"), now, chosen), day(from), "{now} {chosen}");
        }
    }

    #[test]
    fn nothing_goes_before_its_day_or_before_notice() {
        for (start, months, due) in [
            ("2026-11-21", 72, "2032-11-21"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2026-08-31", 6, "2027-02-28"),
        ] {
            assert_eq!(due_on(day(start), months), day(due), "{start}");
        }
        for (told, today, may) in [
            (None, "2032-12-31", false),
            (Some("2032-11-21"), "2032-12-20", false),
            (Some("2032-11-21"), "2032-12-21", true),
        ] {
            assert_eq!(may_remove(told.map(day), day(today)), may, "{told:?} {today}");
        }
    }
}
