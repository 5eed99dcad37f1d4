//! Dates as a policy prints them. The tables are our own: the libraries tried have no Welsh
//! form that reads right.

use jiff::civil::Date;

use crate::messages::Language;

/// The months in English.
pub const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months in Welsh.
pub const WELSH: [&str; 12] = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
];

/// `2 December 2025`, in Welsh `2 Rhagfyr 2025`.
#[must_use]
pub fn long(date: Date, language: Language) -> String {
    let names = match language {
        Language::English => &ENGLISH,
        Language::Welsh => &WELSH,
    };
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| names.get(index)).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn prints_day_month_year_in_both_languages() {
        let cases = [
            (date(2025, 12, 2), "2 December 2025", "2 Rhagfyr 2025"),
            (date(2026, 1, 31), "31 January 2026", "31 Ionawr 2026"),
            (date(2027, 7, 10), "10 July 2027", "10 Gorffennaf 2027"),
        ];
        for (day, english, welsh) in cases {
            assert_eq!(long(day, Language::English), english);
            assert_eq!(long(day, Language::Welsh), welsh);
        }
    }
}
