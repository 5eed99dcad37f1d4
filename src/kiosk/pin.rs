//! PINs: six figures that are not the first that somebody would try.

use std::collections::BTreeSet;

use crate::access::passwords::Password;

/// How many figures a PIN has.
pub const FIGURES: usize = 6;
/// The years that people are born in, and those that are close.
const YEARS: std::ops::RangeInclusive<u32> = 1930..=2039;

/// A PIN. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin([u8; FIGURES]);

impl Pin {
    /// Six figures as they were typed, spaces aside; nothing for any other text.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let figures: Option<Vec<u8>> = text
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .map(|letter| letter.to_digit(10).and_then(|figure| u8::try_from(figure).ok()))
            .collect();
        figures?.try_into().ok().map(Self)
    }

    /// The first PIN of random bytes that isn't easy to guess.
    #[must_use]
    pub fn drawn(mut random: impl FnMut() -> [u8; 8]) -> Self {
        loop {
            let text = format!("{:06}", u64::from_le_bytes(random()) % 1_000_000);
            if let Some(pin) = Self::typed(&text).filter(|pin| !pin.is_easy()) {
                return pin;
            }
        }
    }

    /// The figures for the slip. They go onto paper once, and nowhere else.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0.iter().map(ToString::to_string).collect()
    }

    /// As the hasher takes it.
    #[must_use]
    pub fn password(&self) -> Password {
        Password::typed(&self.reveal())
    }

    /// Whether it is among those that people try first: few different figures, a group that is repeated,
    /// a run up or down, a year of birth, a date.
    #[must_use]
    pub fn is_easy(&self) -> bool {
        let [a, b, c, d, e, f] = self.0;
        let different: BTreeSet<u8> = self.0.into_iter().collect();
        different.len() < 3
            || [a, b, c] == [d, e, f]
            || [a, b, c] == [f, e, d]
            || self.is_run(1)
            || self.is_run(9)
            || is_year([a, b, c, d])
            || is_year([c, d, e, f])
            || is_date([a, b], [c, d])
            || is_date([e, f], [c, d])
    }

    /// Whether each figure is the one before and a step, round the clock.
    fn is_run(&self, step: u8) -> bool {
        self.0.iter().zip(self.0.iter().skip(1)).all(|(one, next)| (one + step) % 10 == *next)
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Pin(..)")
    }
}

fn number(figures: &[u8]) -> u32 {
    figures.iter().fold(0, |sum, figure| sum * 10 + u32::from(*figure))
}

fn is_year(figures: [u8; 4]) -> bool {
    YEARS.contains(&number(&figures))
}

fn is_date(day: [u8; 2], month: [u8; 2]) -> bool {
    (1..=31).contains(&number(&day)) && (1..=12).contains(&number(&month))
}

#[cfg(test)]
mod tests {
    use super::Pin;

    #[test]
    fn reads_six_figures_and_nothing_else() {
        for (typed, read) in [
            ("482915", Some("482915")),
            (" 482 915 ", Some("482915")),
            ("000007", Some("000007")),
            ("48291", None),
            ("4829155", None),
            ("48291a", None),
            ("", None),
            ("٤٨٢٩١٥", None),
        ] {
            assert_eq!(Pin::typed(typed).map(|pin| pin.reveal()).as_deref(), read, "{typed}");
        }
        assert_eq!(format!("{:?}", Pin::typed("482915")), "Some(Pin(..))");
    }

    #[test]
    fn what_people_try_first_is_easy() {
        for (typed, easy) in [
            ("000000", true),
            ("121212", true),
            ("112211", true),
            ("123123", true),
            ("123321", true),
            ("123456", true),
            ("890123", true),
            ("654321", true),
            ("210987", true),
            ("198547", true),
            ("471985", true),
            ("200799", true),
            ("140285", true),
            ("850214", true),
            ("311299", true),
            ("482915", false),
            ("739164", false),
            ("900817", true),
        ] {
            assert_eq!(Pin::typed(typed).unwrap().is_easy(), easy, "{typed}");
        }
    }

    #[test]
    fn easy_ones_are_not_drawn() {
        let mut numbers = [123_456_u64, 198_547, 1_482_915].into_iter();
        let drawn = Pin::drawn(|| numbers.next().unwrap().to_le_bytes());
        assert_eq!(drawn.reveal(), "482915");
    }

    #[test]
    fn most_are_left_to_choose_from() {
        let left = (0..1_000_000_u32)
            .step_by(7)
            .filter(|number| !Pin::typed(&format!("{number:06}")).unwrap().is_easy());
        assert!(left.count() > 120_000);
    }
}
