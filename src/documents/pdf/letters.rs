//! Letters that the fonts can print, in words that can be broken.

use serde_json::Value as Json;

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

/// Puts a place to break into every word that is wider than `most`, in letters of full width. `run` is the
/// width of the word that the text before ended with.
pub(super) fn broken(text: &mut String, most: f64, run: &mut f64) {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let width = world::width(letter);
        if letter.is_whitespace() || letter == '\u{200b}' {
            *run = 0.0;
        } else if *run > 0.0 && *run + width > most {
            out.push('\u{200b}');
            *run = width;
        } else {
            *run += width;
        }
        out.push(letter);
    }
    *text = out;
}

/// Visits the words of parts, in reading order; a line break is a line end.
pub(super) fn visit(parts: &Json, see: &mut dyn FnMut(&str)) {
    match parts {
        Json::Array(parts) => parts.iter().for_each(|part| visit(part, see)),
        Json::Object(part) => match part.get("k").and_then(Json::as_str) {
            Some("br") => see("\n"),
            Some("t" | "gap") => see(part.get("v").and_then(Json::as_str).unwrap_or_default()),
            _ => part.get("c").into_iter().for_each(|inner| visit(inner, see)),
        },
        _ => {}
    }
}

/// Changes the words of parts, in reading order.
pub(super) fn for_each(parts: &mut Json, change: &mut dyn FnMut(&mut String)) {
    match parts {
        Json::Array(parts) => parts.iter_mut().for_each(|part| for_each(part, change)),
        Json::Object(part) => {
            let holds_words = matches!(part.get("k").and_then(Json::as_str), Some("t" | "gap"));
            match part.get_mut(if holds_words { "v" } else { "c" }) {
                Some(Json::String(words)) if holds_words => change(words),
                Some(inner) => for_each(inner, change),
                None => {}
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_that_is_too_wide_is_broken() {
        let wide = world::width('m');
        for (text, most, expected) in [
            ("mmm mm", 3.5, "mmm mm"),
            ("mmmm mm", 3.5, "mmm\u{200b}m mm"),
            ("mmmmmmm", 2.5, "mm\u{200b}mm\u{200b}mm\u{200b}m"),
            ("mm", 0.1, "m\u{200b}m"),
            ("", 1.0, ""),
        ] {
            let mut words = text.to_owned();
            broken(&mut words, most * wide, &mut 0.0);
            assert_eq!(words, expected);
        }
        // A word that goes on in bold letters is one word.
        let mut parts = serde_json::json!([{"k": "t", "v": "mm"}, {"k": "b", "c": [{"k": "t", "v": "mm"}]}]);
        let mut run = 0.0;
        for_each(&mut parts, &mut |text| broken(text, 3.5 * wide, &mut run));
        assert_eq!(parts[1]["c"][0]["v"], "m\u{200b}m");
    }

    #[test]
    fn keeps_welsh_letters_and_replaces_pictures() {
        assert_eq!(printable("Tŷ ŵ â – “x” © …"), "Tŷ ŵ â – “x” © …");
        let care = printable("Care 👩‍⚕️ Home");
        assert!(care.starts_with("Care ") && care.ends_with(" Home") && care.chars().count() == 11, "{care}");
    }
}
