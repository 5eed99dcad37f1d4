//! Dates and times as people read them: London time, in English and Welsh words.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde_json::{Value as Json, json};

use crate::clock::Day;
use crate::documents::dates::{ENGLISH, WELSH};
use crate::messages::Language;

const ENGLISH_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const WELSH_DAYS: [&str; 7] =
    ["Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul"];
const ENGLISH_SHORT: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WELSH_SHORT: [&str; 12] =
    ["Ion", "Chw", "Maw", "Ebr", "Mai", "Meh", "Gor", "Awst", "Medi", "Hyd", "Tach", "Rhag"];

/// A day for the three boxes of a form.
#[must_use]
pub fn boxes(day: Day) -> Json {
    json!({ "day": day.of_month(), "month": day.month(), "year": day.year() })
}

/// Writes an ISO date (`2026-11-23`) or an RFC 3339 moment in one of the forms
///
/// | form | English | Welsh |
/// |---|---|---|
/// | `day` | 23 November 2026 | 23 Tachwedd 2026 |
/// | `full` | Monday 23 November 2026 | Dydd Llun 23 Tachwedd 2026 |
/// | `short` | 23 Nov 2026 | 23 Tach 2026 |
/// | `weekday` | Monday 23 November | Dydd Llun 23 Tachwedd |
/// | `month` | November 2026 | Tachwedd 2026 |
/// | `number`, `mon` | 23, Nov | 23, Tach |
/// | `time` | 10:14am | 10:14yb |
/// | `datetime` | Monday 23 November 2026, 10:14am | Dydd Llun 23 Tachwedd 2026, 10:14yb |
///
/// Nothing for text that is no date, for a time of a mere date, or for an unknown form.
#[must_use]
pub fn written(value: &str, form: &str, language: Language) -> Option<String> {
    let (date, time) = parsed(value)?;
    let names = Names::of(language, date);
    let (day, year) = (date.day(), date.year());
    let Names { weekday, month, short } = names;
    Some(match form {
        "day" => format!("{day} {month} {year}"),
        "full" => format!("{weekday} {day} {month} {year}"),
        "short" => format!("{day} {short} {year}"),
        "weekday" => format!("{weekday} {day} {month}"),
        "month" => format!("{month} {year}"),
        "number" => day.to_string(),
        "mon" => short.to_owned(),
        "time" => clock(time?, language),
        "datetime" => format!("{weekday} {day} {month} {year}, {}", clock(time?, language)),
        _ => return None,
    })
}

struct Names {
    weekday: &'static str,
    month: &'static str,
    short: &'static str,
}

impl Names {
    fn of(language: Language, date: Date) -> Self {
        let (days, months, shorts) = match language {
            Language::English => (&ENGLISH_DAYS, &ENGLISH, &ENGLISH_SHORT),
            Language::Welsh => (&WELSH_DAYS, &WELSH, &WELSH_SHORT),
        };
        Self {
            weekday: name(days, date.weekday().to_monday_zero_offset()),
            month: name(months, date.month() - 1),
            short: name(shorts, date.month() - 1),
        }
    }
}

fn name(names: &[&'static str], place: i8) -> &'static str {
    usize::try_from(place).ok().and_then(|place| names.get(place)).copied().unwrap_or("")
}

fn parsed(value: &str) -> Option<(Date, Option<civil::Time>)> {
    if let Ok(moment) = value.parse::<Timestamp>() {
        let local: DateTime = moment.to_zoned(london()?).datetime();
        return Some((local.date(), Some(local.time())));
    }
    if value.len() > 10 {
        return None;
    }
    Some((value.parse::<Date>().ok()?, None))
}

/// The rule of London since 1996, so that no time zone files are needed on the machine.
fn london() -> Option<TimeZone> {
    TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").ok()
}

fn clock(time: civil::Time, language: Language) -> String {
    let half = match (language, time.hour() < 12) {
        (Language::English, true) => "am",
        (Language::English, false) => "pm",
        (Language::Welsh, true) => "yb",
        (Language::Welsh, false) => "yh",
    };
    let hour = if time.hour() % 12 == 0 { 12 } else { time.hour() % 12 };
    format!("{hour}:{:02}{half}", time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_dates_in_both_languages() {
        let cases = [
            ("2026-11-23", "full", "Monday 23 November 2026", "Dydd Llun 23 Tachwedd 2026"),
            ("2026-08-01", "day", "1 August 2026", "1 Awst 2026"),
            ("2026-12-31", "short", "31 Dec 2026", "31 Rhag 2026"),
            ("2026-02-02", "month", "February 2026", "Chwefror 2026"),
            ("2026-11-23T10:14:00Z", "time", "10:14am", "10:14yb"),
            ("2026-07-01T11:05:09Z", "time", "12:05pm", "12:05yh"),
            (
                "2026-07-31T23:30:00Z",
                "datetime",
                "Saturday 1 August 2026, 12:30am",
                "Dydd Sadwrn 1 Awst 2026, 12:30yb",
            ),
        ];
        for (value, form, english, welsh) in cases {
            assert_eq!(written(value, form, Language::English).as_deref(), Some(english));
            assert_eq!(written(value, form, Language::Welsh).as_deref(), Some(welsh));
        }
    }

    #[test]
    fn the_clocks_change_in_march_and_october() {
        let time = |value| written(value, "time", Language::English).unwrap();
        assert_eq!(time("2026-03-29T00:59:00Z"), "12:59am");
        assert_eq!(time("2026-03-29T01:00:00Z"), "2:00am");
        assert_eq!(time("2026-10-25T00:59:00Z"), "1:59am");
        assert_eq!(time("2026-10-25T01:00:00Z"), "1:00am");
    }

    #[test]
    fn refuses_what_is_no_date() {
        for (value, form) in
            [("soon", "day"), ("2026-02-30", "day"), ("2026-11-23", "time"), ("2026-11-23", "x")]
        {
            assert_eq!(written(value, form, Language::English), None);
        }
    }
}
