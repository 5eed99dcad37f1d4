//! Square codes as one path of an inline picture: no file, no request, nothing that a policy must allow.

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// Empty squares that readers want around the code.
const MARGIN: i32 = 4;

/// A square code for the part `square_code` of the templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Square {
    /// Squares on each side, with the margin.
    pub size: i32,
    /// The dark squares, as the path of a picture.
    pub path: String,
}

/// The square code of a text; nothing when the text is too long for one.
#[must_use]
pub fn square(text: &str) -> Option<Square> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        let mut start = None;
        // One step beyond the edge, where all is light, ends the last run of the row.
        for x in 0..=side {
            match (code.get_module(x, y), start) {
                (true, None) => start = Some(x),
                (false, Some(from)) => {
                    path.push_str(&format!(
                        "M{} {}h{}v1h-{}z",
                        from + MARGIN,
                        y + MARGIN,
                        x - from,
                        x - from
                    ));
                    start = None;
                }
                _ => {}
            }
        }
    }
    Some(Square { size: side + 2 * MARGIN, path })
}

#[cfg(test)]
mod tests {
    use super::square;

    #[test]
    fn draws_the_dark_squares_row_by_row() {
        let code = square("polisi").unwrap();
        assert_eq!(code.size, 21 + 8);
        // The first row begins and ends with the upper edge of a finder.
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert!(code.path.contains("M18 4h7v1h-7z"));
        assert!(code.path.chars().all(|c| c.is_ascii_digit() || "Mhvz -".contains(c)));
        assert_eq!(square(&"x".repeat(3_000)), None);
    }
}
