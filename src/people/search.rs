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

fn plain(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => ('a', None),
        'ç' | 'ć' | 'č' => ('c', None),
        'ď' | 'đ' | 'ð' => ('d', None),
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => ('e', None),
        'ğ' | 'ģ' => ('g', None),
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => ('i', None),
        'ł' | 'ļ' | 'ľ' => ('l', None),
        'ñ' | 'ń' | 'ň' | 'ņ' => ('n', None),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => ('o', None),
        'ř' => ('r', None),
        'ś' | 'š' | 'ş' | 'ș' => ('s', None),
        'ť' | 'ţ' | 'ț' => ('t', None),
        'ù' | 'ú' | 'û' | 'ü' | 'ű' | 'ū' | 'ů' | 'ų' => ('u', None),
        'ẁ' | 'ẃ' | 'ŵ' | 'ẅ' => ('w', None),
        'ỳ' | 'ý' | 'ŷ' | 'ÿ' => ('y', None),
        'ź' | 'ż' | 'ž' => ('z', None),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ß' => ('s', Some('s')),
        '’' | 'ʼ' => ('\'', None),
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
        ] {
            assert_eq!(fold(name), typed);
        }
    }
}
