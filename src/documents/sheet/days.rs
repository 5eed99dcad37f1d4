//! Days as people in the United Kingdom write them in a sheet: 03/04/2025 is 3 April.

use crate::clock::Day;

/// The numbers that a cell with a day holds when its form was lost: 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;

/// How much less the number of a day is where a workbook counts from 1 January 1904, as old ones of Macs do.
pub const EPOCH_OF_1904: i64 = 1_462;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day that a text names; nothing when it names none.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let text = without_time(text);
    if let Ok(serial) = text.parse::<i64>() {
        return SERIALS.contains(&serial).then(|| of_serial(serial)).flatten();
    }
    let parts: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '-' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [weekday, rest @ ..] if rest.len() == 3 && is_weekday(weekday) => of_parts(rest),
        parts => of_parts(parts),
    }
}

/// The day of the number that a spreadsheet keeps: days since 30 December 1899.
#[must_use]
pub fn of_serial(serial: i64) -> Option<Day> {
    Some(Day::new(1899, 12, 30)?.plus_days(serial))
}

/// A time of day behind the day says nothing here.
fn without_time(text: &str) -> &str {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let is_time = time.contains(':') && day.chars().any(|letter| letter.is_ascii_digit()) && day.len() >= 6;
    if is_time { day } else { text }
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    word.len() >= 3
        && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day))
}

fn of_parts(parts: &[&str]) -> Option<Day> {
    let [first, second, third] = parts else { return None };
    if first.len() == 4
        && let Ok(year) = first.parse::<i16>()
    {
        return Day::new(year, month(second)?, number(third)?);
    }
    // "April 3, 2025", with the month in words.
    if let Some(month) = month_in_words(first) {
        return Day::new(year(third)?, month, number(second)?);
    }
    Day::new(year(third)?, month(second)?, number(first)?)
}

fn number(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    digits.parse().ok()
}

fn month(text: &str) -> Option<i8> {
    text.parse().ok().or_else(|| month_in_words(text))
}

fn month_in_words(text: &str) -> Option<i8> {
    let word = text.to_lowercase();
    if word.chars().count() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let place = MONTHS
        .iter()
        .position(|month| month.starts_with(&word) || (word == "sept" && *month == "september"))?;
    i8::try_from(place.saturating_add(1)).ok()
}

fn year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(year.saturating_add(2_000)),
        2 => Some(year.saturating_add(1_900)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn reads_days_as_people_write_them() {
        for (text, wanted) in [
            ("03/04/2025", Some("2025-04-03")),
            ("3/4/25", Some("2025-04-03")),
            ("3.4.2025", Some("2025-04-03")),
            ("03-Apr-2025", Some("2025-04-03")),
            ("3rd April 2025", Some("2025-04-03")),
            ("Thursday 3 April 2025", Some("2025-04-03")),
            ("Thu, 3 Apr 2025", Some("2025-04-03")),
            ("April 3, 2025", Some("2025-04-03")),
            ("2025-04-03", Some("2025-04-03")),
            ("2025-04-03T00:00:00", Some("2025-04-03")),
            ("03/04/2025 00:00", Some("2025-04-03")),
            ("1 Sept 2024", Some("2024-09-01")),
            ("45750", Some("2025-04-03")),
            ("29/02/2024", Some("2024-02-29")),
            ("31/02/2025", None),
            ("29/02/2025", None),
            ("04/13/2025", None),
            ("soon", None),
            ("2025", None),
            ("12", None),
            ("April 2025", None),
            ("", None),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), wanted, "{text}");
        }
    }
}
