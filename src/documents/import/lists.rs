//! Lists that lost their bullets: "It covers: One. Two. Three."

use super::{RawItem, RawList, marks, sentences};

/// A paragraph that is a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RunOn {
    /// The words up to and with the colon.
    pub(super) lead: String,
    /// The items.
    pub(super) items: Vec<String>,
}

impl RunOn {
    /// As a list.
    pub(super) fn list(&self) -> RawList {
        let item = |text: &String| RawItem { text: text.clone(), lists: Vec::new() };
        RawList { ordered: false, start: 1, items: self.items.iter().map(item).collect() }
    }
}

// Signs that are bullets wherever they stand between spaces.
const BULLETS: [char; 8] = ['•', '▪', '●', '◦', '‣', '○', '■', '·'];
// Signs that are bullets at the beginning of a line, or behind a colon.
const DASHES: [char; 3] = ['–', '-', 'o'];

/// A list whose bullets stand in one paragraph: "You must: • stop • tell a manager".
pub(super) fn by_marks(text: &str) -> Option<RunOn> {
    BULLETS.iter().chain(&DASHES).find_map(|mark| by_mark(text, *mark))
}

fn by_mark(text: &str, mark: char) -> Option<RunOn> {
    text.matches(mark).nth(1)?;
    let mut before: Option<char> = None;
    let (mut parts, mut begin, mut spaced) = (Vec::new(), 0, true);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let parted = next.is_none_or(char::is_whitespace);
        if letter == mark && spaced && parted && is_bullet(mark, before, parts.len()) {
            parts.push(text.get(begin..at)?);
            begin = at + mark.len_utf8();
        } else if !letter.is_whitespace() {
            before = Some(letter);
        }
        spaced = letter.is_whitespace() || letter == marks::BREAK;
    }
    parts.push(text.get(begin..)?);
    let edges = |letter: char| letter.is_whitespace() || letter == marks::BREAK;
    let mut parts = parts.into_iter().map(|part| part.trim_matches(edges).to_owned());
    let lead = parts.next()?;
    let items: Vec<String> = parts.collect();
    let sensible = items.len() >= 2 && items.iter().all(|item| item.chars().any(char::is_alphanumeric));
    let capitals = || {
        items.iter().all(|item| item.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase))
    };
    (sensible && (mark != 'o' || capitals())).then_some(RunOn { lead, items })
}

// The first dash must follow nothing, a line's end or a colon; those after it belong to it.
fn is_bullet(mark: char, before: Option<char>, found: usize) -> bool {
    let begins = before.is_none_or(|before| before == marks::BREAK || before == ':');
    BULLETS.contains(&mark) || found > 0 || begins
}

// More colons than this in one paragraph are not looked at, so that the time stays linear.
const COLONS: usize = 8;

const LEADS: [&str; 16] = [
    "include",
    "includes",
    "including",
    "must",
    "to",
    "means",
    "covers",
    "following",
    "should",
    "implements",
    "alongside",
    "are",
    "will",
    "by",
    "with",
    "for",
];

/// The list that runs from a colon to the end of this paragraph, if there is one.
pub(super) fn find(text: &str) -> Option<RunOn> {
    if let Some(run) = by_marks(text) {
        return Some(run);
    }
    let starts = sentences::starts(text);
    text.match_indices(": ").take(COLONS).find_map(|(colon, _)| at_colon(text, &starts, colon))
}

fn at_colon(text: &str, starts: &[usize], colon: usize) -> Option<RunOn> {
    let first_after = starts.partition_point(|start| *start <= colon);
    let begin = first_after.checked_sub(1).and_then(|index| starts.get(index)).copied().unwrap_or(0);
    let sentence = text.get(begin..colon)?;
    if sentence.split_whitespace().count() < 2 {
        return None;
    }
    let rest_at = colon + 1;
    let rest = text.get(rest_at..)?.trim();
    let further: Vec<usize> = starts.iter().skip(first_after).map(|start| start - rest_at).collect();
    let items = match further.len() {
        0 => by_codes(rest).or_else(|| by_semicolons(rest))?,
        1 if !leads(sentence) => return None,
        _ => by_sentences(text.get(rest_at..)?, &further)?,
    };
    Some(RunOn { lead: text.get(..rest_at)?.trim().to_owned(), items })
}

fn leads(sentence: &str) -> bool {
    sentence.split_whitespace().last().is_some_and(|word| LEADS.contains(&word.to_lowercase().as_str()))
}

fn by_sentences(rest: &str, starts: &[usize]) -> Option<Vec<String>> {
    let first = rest.trim_start().chars().next()?;
    let begins = first.is_uppercase() || super::marks::is_mark(first);
    begins.then(|| sentences::cut(rest, starts).into_iter().map(str::to_owned).collect())
}

// "First Policy (AB12), Second, and Third Policy (AB13)." is split after a code in brackets, never
// at a comma inside a title.
fn by_codes(rest: &str) -> Option<Vec<String>> {
    let body = rest.trim_end_matches('.');
    let mut items = Vec::new();
    let mut open = String::new();
    for piece in body.split("), ") {
        open.push_str(piece);
        if is_code(piece.trim_end_matches(')')) {
            let item = open.trim_end_matches(')').trim();
            let item = item.strip_prefix("and ").unwrap_or(item);
            items.push(format!("{item})"));
            open.clear();
        } else {
            open.push_str("), ");
        }
    }
    (items.len() >= 2 && open.is_empty() && body.ends_with(')')).then_some(items)
}

fn is_code(piece: &str) -> bool {
    let Some((_, code)) = piece.rsplit_once('(') else { return false };
    let letters = code.chars().take_while(char::is_ascii_uppercase).count();
    let digits = code.chars().skip(letters).take_while(char::is_ascii_digit).count();
    let tail = code.chars().skip(letters + digits).collect::<Vec<_>>();
    (1..=6).contains(&letters)
        && (1..=4).contains(&digits)
        && tail.len() <= 1
        && tail.iter().all(char::is_ascii_alphabetic)
}

fn by_semicolons(rest: &str) -> Option<Vec<String>> {
    let items: Vec<String> = rest.split_inclusive("; ").map(|item| item.trim().to_owned()).collect();
    (items.len() >= 3).then_some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_lists_and_leaves_sentences() {
        let cases: [(&str, &[&str]); 9] = [
            ("It covers: Phones. Tablets. Cameras.", &["Phones.", "Tablets.", "Cameras."]),
            ("Keep calm. Staff must: Stop. Tell a manager.", &["Stop.", "Tell a manager."]),
            ("Note: One thing. Another thing. A third.", &[]),
            ("Please remember: One thing. Another thing.", &[]),
            ("Opening hours: 9:00 to 17:00.", &[]),
            (
                "Read it with: Care, Diet, and Rest Policy (AB1), Other (AB22).",
                &["Care, Diet, and Rest Policy (AB1)", "Other (AB22)"],
            ),
            (
                "Read it with: Data (UK) Policy (AB1), Other (old), Third (AB22)",
                &["Data (UK) Policy (AB1)", "Other (old), Third (AB22)"],
            ),
            ("Bring with you: a pen; a book; and a coat.", &["a pen;", "a book;", "and a coat."]),
            ("A plain sentence with (AB1), nothing else.", &[]),
        ];
        for (text, expected) in cases {
            let items = find(text).map(|found| found.items).unwrap_or_default();
            assert_eq!(items, expected, "{text}");
        }
    }

    #[test]
    fn bullets_in_one_paragraph_are_a_list() {
        let cases: [(&str, &str, &[&str]); 10] = [
            ("You must: • stop • tell a manager", "You must:", &["stop", "tell a manager"]),
            ("• stop • tell", "", &["stop", "tell"]),
            ("Bring · a pen · a book", "Bring", &["a pen", "a book"]),
            ("Staff will: – stop – tell", "Staff will:", &["stop", "tell"]),
            ("Staff will: o Stop o Tell", "Staff will:", &["Stop", "Tell"]),
            ("First\u{100005}- stop\u{100005} - tell", "First", &["stop", "tell"]),
            ("Staff – all of them – sign.", "", &[]),
            ("Mae hyn: o leiaf un o bob tri", "", &[]),
            ("A 3·5 mg dose · once", "", &[]),
            ("Care • (none) • ", "", &[]),
        ];
        for (text, lead, items) in cases {
            let found = by_marks(text);
            let read = found.as_ref().map_or(("", Vec::new()), |run| (run.lead.as_str(), run.items.clone()));
            assert_eq!(read.0, lead, "{text}");
            assert_eq!(read.1, items, "{text}");
        }
    }

    #[test]
    fn keeps_the_words_before_the_colon() {
        let found = find("Some words. This means: One. Two. Three.").unwrap();
        assert_eq!(found.lead, "Some words. This means:");
    }
}
