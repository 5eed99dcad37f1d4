//! Names in which letters are others than they were written with: the sheet was saved by the letters of another kind
//! of machine ("CSV (Macintosh)", "CSV (MS-DOS)"), or by the right ones twice. Pure.

/// Signs that stand beside no letter of a name: what a letter with a mark becomes.
const SIGNS: &[char] = &[
    '‰', 'ƒ', 'ˆ', '˜', '†', '‡', '™', '€', '•', '…', '¡', '¢', '£', '¤', '¥', '¦', '§', '¨', '©', '¬', '®',
    '¯', '°', '±', '²', '³', 'µ', '¶', '¸', '¹', '¼', '½', '¾', '¿', '×', '÷',
];
/// Capitals that such a letter becomes, as "é" of a Mac does: behind a small letter they are none.
const CAPITALS: &[char] = &['Ã', 'Â', 'Ä', 'Å', 'Š', 'Ž', 'Œ', 'Ÿ'];
/// Those that are the first half of a letter that was read as two, and what the second half may be.
const FIRST_HALVES: &[char] = &['Ã', 'Â', 'Ä', 'Å'];
const SECOND_HALVES: &[char] = &['‘', '’', '“', '”', '„', '‚', '‹', '›', '–', '—'];

/// Whether a name holds what stands in none. Of apostrophes, quotation marks and letters that may be right nobody
/// is told: "O’Neill", "Sa‘id", "Robert “Bob” Jones".
#[must_use]
pub fn is_spoilt(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
    let mut places = letters.iter().enumerate();
    places.any(|(place, here)| is_wrong(at(place.checked_sub(1)), *here, at(place.checked_add(1))))
}

/// Whether a letter is wrong between those beside it.
fn is_wrong(before: Option<char>, here: char, after: Option<char>) -> bool {
    let (is_behind, is_ahead) =
        (before.is_some_and(char::is_alphabetic), after.is_some_and(char::is_alphabetic));
    let is_behind_small = before.is_some_and(char::is_lowercase);
    match here {
        '\u{80}'..='\u{9f}' => true,
        '“' | '”' | '‹' | '›' => is_behind && is_ahead,
        '„' | '‚' => is_behind,
        // "Zo‘" was "Zoë".
        '‘' => is_behind_small && after.is_none_or(|after| !after.is_alphanumeric()),
        // "R—is" was "Róis"; behind the dash of a double name stands a capital.
        '—' => is_behind && after.is_some_and(char::is_lowercase),
        sign if SIGNS.contains(&sign) => is_behind || is_ahead,
        capital if CAPITALS.contains(&capital) => {
            is_behind_small || FIRST_HALVES.contains(&capital) && after.is_some_and(is_second_half)
        }
        _ => false,
    }
}

fn is_second_half(letter: char) -> bool {
    ('\u{a0}'..='\u{bf}').contains(&letter) || SECOND_HALVES.contains(&letter) || SIGNS.contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::is_spoilt;

    #[test]
    fn letters_of_another_machine_are_told_from_those_of_names() {
        for (name, spoilt) in [
            // Saved by a Mac.
            ("Si‰n", true),
            ("Zo‘ Bront‘", true),
            ("Se‡n", true),
            ("RenŽe", true),
            ("Si™n", true),
            ("R—is’n", true),
            ("Jos\u{8e}", true),
            ("ƒamon", true),
            // By MS-DOS.
            ("Siƒn", true),
            ("Zo‰", true),
            ("Ren‚", true),
            ("Si“n", true),
            // Twice.
            ("SiÃ¢n", true),
            ("ZoÃ«", true),
            ("MarÃa", true),
            ("VoilÃ", true),
            ("Ã“ SÃºilleabhÃ¡in", true),
            ("Ã‰AMON", true),
            ("TÅ·-Gwyn", true),
            ("Å‚ukasz", true),
            ("Å\u{81}ukasz", true),
            // Right.
            ("Siân Ŵyr", false),
            ("Zoë Brontë", false),
            ("Ângela Ärm", false),
            ("Åsa Žižek", false),
            ("DUŠAN ŽIVANOVIĆ", false),
            ("Ffion McÉvoy", false),
            ("O’Curly", false),
            ("O‘Curly", false),
            ("O´Curly", false),
            ("O` Curly", false),
            ("O‘ Curly", false),
            ("Sa‘id", false),
            ("Isra’", false),
            ("Robert “Bob” Jones", false),
            ("Wójcik–Kowalski", false),
            ("Wójcik—Kowalski", false),
            ("Gal·la", false),
            ("Mª José", false),
            ("Pat Hill £", false),
            ("", false),
        ] {
            assert_eq!(is_spoilt(name), spoilt, "{name:?}");
        }
    }
}
