//! Finding names however they are typed: Siân by "sian", Ŵyr by "wyr".

use crate::access::names::is_unseen;

/// A text in small letters, without marks above and below them, nor letters that nobody sees.
#[must_use]
pub fn fold(text: &str) -> String {
    let small = text.chars().flat_map(char::to_lowercase);
    // Marks that stand after their letter.
    let kept = small.filter(|letter| !('\u{300}'..='\u{36f}').contains(letter) && !is_unseen(*letter));
    kept.flat_map(plain).collect()
}

/// What a small letter is without marks. The letters of Latin Extended stand together by what they are without theirs,
/// capitals among them.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'æ' | 'ǣ' | 'ǽ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ß' => ('s', Some('s')),
        'þ' => ('t', Some('h')),
        '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '`' | '′' => ('\'', None),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => ('-', None),
        'à'..='å' | 'ā'..='ą' | 'ǎ' | 'ǟ'..='ǡ' | 'ǻ' | 'ȁ'..='ȃ' | 'ȧ' | 'ḁ' | 'ạ'..='ặ' => {
            ('a', None)
        }
        'ḃ'..='ḇ' => ('b', None),
        'ç' | 'ć'..='č' | 'ḉ' => ('c', None),
        'ð' | 'ď'..='đ' | 'ḋ'..='ḓ' => ('d', None),
        'è'..='ë' | 'ē'..='ě' | 'ȅ'..='ȇ' | 'ȩ' | 'ḕ'..='ḝ' | 'ẹ'..='ệ' => ('e', None),
        'ḟ' => ('f', None),
        'ĝ'..='ģ' | 'ǥ'..='ǧ' | 'ǵ' | 'ḡ' => ('g', None),
        'ĥ'..='ħ' | 'ȟ' | 'ḣ'..='ḫ' | 'ẖ' => ('h', None),
        'ì'..='ï' | 'ĩ'..='ı' | 'ǐ' | 'ȉ'..='ȋ' | 'ḭ'..='ḯ' | 'ỉ'..='ị' => ('i', None),
        'ĵ' | 'ǰ' => ('j', None),
        'ķ' | 'ǩ' | 'ḱ'..='ḵ' => ('k', None),
        'ĺ'..='ł' | 'ḷ'..='ḽ' => ('l', None),
        'ḿ'..='ṃ' => ('m', None),
        'ñ' | 'ń'..='ň' | 'ǹ' | 'ṅ'..='ṋ' => ('n', None),
        'ò'..='ö'
        | 'ø'
        | 'ō'..='ő'
        | 'ơ'
        | 'ǒ'
        | 'ǫ'..='ǭ'
        | 'ǿ'
        | 'ȍ'..='ȏ'
        | 'ȫ'..='ȱ'
        | 'ṍ'..='ṓ'
        | 'ọ'..='ợ' => ('o', None),
        'ṕ'..='ṗ' => ('p', None),
        'ŕ'..='ř' | 'ȑ'..='ȓ' | 'ṙ'..='ṟ' => ('r', None),
        'ś'..='š' | 'ș' | 'ṡ'..='ṩ' => ('s', None),
        'ţ'..='ŧ' | 'ț' | 'ṫ'..='ṱ' | 'ẗ' => ('t', None),
        'ù'..='ü' | 'ũ'..='ų' | 'ư' | 'ǔ'..='ǜ' | 'ȕ'..='ȗ' | 'ṳ'..='ṻ' | 'ụ'..='ự' => {
            ('u', None)
        }
        'ṽ'..='ṿ' => ('v', None),
        'ŵ' | 'ẁ'..='ẉ' | 'ẘ' => ('w', None),
        'ẋ'..='ẍ' => ('x', None),
        'ý' | 'ÿ' | 'ŷ' | 'ȳ' | 'ẏ' | 'ẙ' | 'ỳ'..='ỹ' => ('y', None),
        'ź'..='ž' | 'ẑ'..='ẕ' => ('z', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn finds_welsh_names_without_their_marks() {
        for (name, typed) in [
            ("Siân Ŵyr", "sian wyr"),
            ("SIÂN", "sian"),
            ("Sia\u{302}n", "sian"),
            ("Tŷ-Gwyn", "ty-gwyn"),
            ("Łukasz", "lukasz"),
            ("O’Neill", "o'neill"),
            ("Zoë", "zoe"),
            ("Zo\u{200b}\u{ad}ë", "zoe"),
            ("Olúwaṣeun Adébáyọ̀", "oluwaseun adebayo"),
            ("Nguyễn Thị Ưng", "nguyen thi ung"),
            ("Ẹniọlá", "eniola"),
            ("İpek", "ipek"),
            ("Đặng Ħabib", "dang habib"),
            ("Þóra Guðrún", "thora gudrun"),
            ("Groß Æsa Œuvre Ørn", "gross aesa oeuvre orn"),
            ("O‘Neill O´Neill O`Neill Oʼ", "o'neill o'neill o'neill o'"),
            ("A‐B‑C–D—E", "a-b-c-d-e"),
            ("Ŋ Ə Ж", "ŋ ə ж"),
        ] {
            assert_eq!(fold(name), typed);
        }
    }
}
