//! How a redline is read without colour, the same on the page and on paper: signs, words, what is folded.

use super::{Group, Status};

// Fewer unchanged lines in a row are shown.
const FOLDED: usize = 3;

impl Group {
    /// Whether so many lines stand in both texts that only their number is told.
    #[must_use]
    pub fn folds(&self) -> bool {
        self.lines.len() > FOLDED && self.lines.iter().all(|line| line.status == Status::Same)
    }
}

impl Status {
    /// The sign in the margin; empty for a line that is no change.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Same | Self::Renumbered => "",
            Self::Added | Self::MovedHere => "+",
            Self::Removed | Self::MovedAway => "−",
            Self::Changed | Self::Restyled => "±",
        }
    }

    /// The key of the words that tell it.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Same => None,
            Self::Added => Some("redline-added"),
            Self::Removed => Some("redline-removed"),
            Self::Changed => Some("redline-changed"),
            Self::Renumbered => Some("redline-renumbered"),
            Self::Restyled => Some("redline-restyled"),
            Self::MovedAway => Some("redline-moved-away"),
            Self::MovedHere => Some("redline-moved-here"),
        }
    }

    /// Whether parts of the line have a fate of their own.
    #[must_use]
    pub const fn is_in_parts(self) -> bool {
        matches!(self, Self::Changed | Self::Renumbered | Self::Restyled)
    }
}
