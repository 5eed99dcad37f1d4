//! Letters that the fonts can print, in words that can be broken.

use super::world;

// Where the font has no letter (a picture sign, say), this stands in its place.
const STAND_INS: [char; 3] = ['\u{25a1}', '\u{fffd}', '?'];
// A longer run without a space may be broken anywhere, so that it neither leaves the page nor
// makes the typesetter try every place.
const LONGEST_RUN: usize = 40;
// And one longer than this is parted: the PDF writer cannot hold a line of more than 64 KB.
const LONGEST_WORD: usize = 2_000;

/// The text with letters that the font has.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut run, mut strange) = (0_usize, false);
    for letter in text.chars() {
        if letter.is_whitespace() {
            out.push(' ');
            (run, strange) = (0, false);
            continue;
        }
        // Joiners and variation marks only make sense between letters of other scripts.
        if matches!(letter, '\u{200d}' | '\u{fe00}'..='\u{fe0f}') {
            continue;
        }
        let known = world::has_letter(letter) && !letter.is_control();
        if known {
            out.push(letter);
        } else if !strange {
            out.extend(STAND_INS.into_iter().find(|stand_in| world::has_letter(*stand_in)));
        }
        strange = !known;
        run += 1;
        if run % LONGEST_WORD == 0 {
            out.push(' ');
        } else if run % LONGEST_RUN == 0 {
            out.push('\u{200b}');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_welsh_letters_and_replaces_pictures() {
        assert_eq!(printable("Tŷ ŵ â – “x” © …"), "Tŷ ŵ â – “x” © …");
        let care = printable("Care 👩‍⚕️ Home");
        assert!(care.starts_with("Care ") && care.ends_with(" Home") && care.chars().count() == 11, "{care}");
    }
}
