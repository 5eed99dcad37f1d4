//! Median and range of the rounds. Nothing is left out.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a limit was missed in this run.
static MISSED: AtomicBool = AtomicBool::new(false);

/// Whether a figure keeps a limit, in words; one that doesn't makes the run fail at its end.
pub fn kept(figure: f64, limit: f64) -> &'static str {
    // Nothing measured keeps nothing.
    if figure <= limit {
        "kept"
    } else {
        MISSED.store(true, Ordering::Relaxed);
        "NOT KEPT"
    }
}

/// Whether a limit was missed so far.
pub fn any_missed() -> bool {
    MISSED.load(Ordering::Relaxed)
}

/// Figures of the rounds, sorted.
pub struct Figures(Vec<f64>);

impl Figures {
    /// Sorts the figures.
    pub fn of(mut figures: Vec<f64>) -> Self {
        figures.sort_by(f64::total_cmp);
        Self(figures)
    }

    /// The middle one, or the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        self.quantile(2, 4)
    }

    /// Whether the middle one keeps a limit, in words.
    pub fn against(&self, limit: f64) -> String {
        format!("limit {limit} {}", kept(self.median(), limit))
    }

    /// Distance of the quartiles as a part of the median. Above 0.25 the rounds say little.
    pub fn spread(&self) -> f64 {
        (self.quantile(3, 4) - self.quantile(1, 4)) / self.median()
    }

    fn quantile(&self, part: usize, of: usize) -> f64 {
        let last = self.0.len().saturating_sub(1);
        let (whole, rest) = (last * part / of, last * part % of);
        let at = |index: usize| self.0.get(index.min(last)).copied().unwrap_or(f64::NAN);
        // Half-way where the place is between two figures.
        if rest == 0 { at(whole) } else { f64::midpoint(at(whole), at(whole + 1)) }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (self.0.first().copied(), self.0.last().copied());
        let (low, high) = (low.unwrap_or(f64::NAN), high.unwrap_or(f64::NAN));
        write!(f, "{:.3} [{low:.3}..{high:.3}]", self.median())?;
        if self.spread() > 0.25 {
            write!(f, " (quartiles {:.0} % apart: too unsteady to quote)", self.spread() * 100.0)?;
        }
        Ok(())
    }
}
