//! The only place that asks for the time. Everywhere else a moment or a day is an argument.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::db::types::sql::Utc;

/// A point in time (UTC), in whole microseconds so that both databases give back what they took.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsExpression, FromSqlRow,
)]
#[serde(transparent)]
#[diesel(sql_type = Utc)]
pub struct Moment(Timestamp);

/// A calendar day in London.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, AsExpression, FromSqlRow,
)]
#[serde(transparent)]
#[diesel(sql_type = Text)]
pub struct Day(Date);

/// So far clocks of two machines may be apart. What bears a later moment than that was made by a clock that ran ahead.
const AHEAD_MINUTES: i64 = 10;

impl Moment {
    /// The last moment that still counts as this one, by the clock of another machine.
    #[must_use]
    pub fn latest(self) -> Self {
        self.plus_minutes(AHEAD_MINUTES)
    }

    /// Whether a clock that ran ahead of `now` noted this moment.
    #[must_use]
    pub fn is_ahead_of(self, now: Self) -> bool {
        self > now.latest()
    }

    /// The moment of a count of microseconds since 1970; nothing outside the years -9999 to 9999.
    #[must_use]
    pub fn from_microseconds(count: i64) -> Option<Self> {
        Timestamp::from_microsecond(count).ok().map(Self)
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn microseconds(self) -> i64 {
        self.0.as_microsecond()
    }

    /// Reads an RFC 3339 text such as `2026-11-20T07:30:00Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let timestamp: Timestamp = text.parse().ok()?;
        Self::from_microseconds(timestamp.as_microsecond())
    }

    /// This moment and a number of seconds (negative: earlier), kept within the calendar.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(self.0))
    }

    /// This moment and a number of minutes.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// This moment and a number of hours.
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus_seconds(hours.saturating_mul(3_600))
    }

    /// The calendar day in London.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.0.to_zoned(london()).date())
    }

    /// Minutes since midnight by the clock in London.
    #[must_use]
    pub fn london_minute(self) -> i32 {
        let time = self.0.to_zoned(london()).time();
        i32::from(time.hour()) * 60 + i32::from(time.minute())
    }

    /// Seconds since 1970, as tokens carry it.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// Year, month, day, hour, minute, second in UTC, as file formats want it.
    #[must_use]
    pub fn utc_parts(self) -> (i16, i8, i8, i8, i8, i8) {
        let zoned = self.0.to_zoned(TimeZone::UTC);
        (zoned.year(), zoned.month(), zoned.day(), zoned.hour(), zoned.minute(), zoned.second())
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Day {
    /// Reads an ISO date such as `2026-11-20`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// The day of a year, month (1 to 12) and day of the month; nothing for 30 February.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The same day some months later; 31 January and one month is the last day of February.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        self.plus(months.months())
    }

    /// Some days later (negative: earlier).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus(Span::new().try_days(days).unwrap_or_default())
    }

    /// Days from this day until `other`; negative when `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        let seconds = other.0.duration_since(self.0).as_secs();
        seconds.div_euclid(86_400)
    }

    /// The moment of an hour and minute of this day by the clock in London.
    #[must_use]
    pub fn at(self, hour: i8, minute: i8) -> Moment {
        let zoned = self.0.at(hour, minute, 0, 0).to_zoned(london());
        zoned.map_or(Moment(Timestamp::UNIX_EPOCH), |zoned| Moment(zoned.timestamp()))
    }

    /// The year, for the copyright line.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn of_month(self) -> i8 {
        self.0.day()
    }

    fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

fn london() -> TimeZone {
    // The zone data are compiled in: a machine without /usr/share/zoneinfo shows the same days.
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// Where "now" comes from: the machine, or a time that a test or the demonstration set.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn real() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is moved.
    #[must_use]
    pub fn set_to(moment: Moment) -> Self {
        Self { set: Some(Arc::new(AtomicI64::new(moment.microseconds()))) }
    }

    /// Moves a set clock; nothing happens to the clock of the machine.
    pub fn move_to(&self, moment: Moment) {
        if let Some(set) = &self.set {
            set.store(moment.microseconds(), Ordering::SeqCst);
        }
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks for the time")]
    pub fn now(&self) -> Moment {
        let count = match &self.set {
            Some(set) => set.load(Ordering::SeqCst),
            None => Timestamp::now().as_microsecond(),
        };
        Moment::from_microseconds(count).unwrap_or(Moment(Timestamp::UNIX_EPOCH))
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Moment};

    #[test]
    fn days_are_those_of_london() {
        for (moment, day) in [
            ("2026-06-30T23:30:00Z", "2026-07-01"),
            ("2026-12-31T23:30:00Z", "2026-12-31"),
            ("2026-03-29T00:59:59Z", "2026-03-29"),
            ("2026-10-25T23:59:59Z", "2026-10-25"),
        ] {
            assert_eq!(Moment::parse(moment).unwrap().day().to_string(), day, "{moment}");
        }
    }

    #[test]
    fn months_end_safely() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-11-20", 12, "2027-11-20"),
        ] {
            assert_eq!(Day::parse(from).unwrap().plus_months(months).to_string(), to);
        }
    }

    #[test]
    fn counts_days_over_the_change_of_clocks() {
        let before = Day::parse("2026-03-28").unwrap();
        assert_eq!(before.days_until(Day::parse("2026-03-30").unwrap()), 2);
        assert_eq!(before.days_until(Day::parse("2026-03-27").unwrap()), -1);
    }

    #[test]
    fn half_past_seven_follows_summer_time() {
        assert_eq!(Day::parse("2026-07-01").unwrap().at(7, 30).to_string(), "2026-07-01T06:30:00Z");
        assert_eq!(Day::parse("2026-12-01").unwrap().at(7, 30).to_string(), "2026-12-01T07:30:00Z");
    }
}
