//! Words of a sheet that nobody here uses: what they mean, said once for every row. Pure.
//!
//! A sheet may call a service, a way of working or a line manager by words of its own. What people say about such a
//! word is kept with the list and read with every row that holds it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answers::offers;
pub use super::answers::{CORRECT, LEFT, NOTHING, Said, understood};
use super::checking::{Checked, Report, Verdict};
use super::columns::Column;
use super::matching::World;
use super::parsing::Fault;
use super::{ImportRow, RowState, leaving, parsing, words};
use crate::people::search::fold;

/// What is wrong in a row whose line manager isn't found.
const NO_LEADER: &[&str] = &["manager-unknown", "manager-several", "manager-left"];

/// What a word means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// A service by its id, a way of working by its word, a line manager by number, e-mail or full name; that somebody
    /// has left.
    Means(String),
    /// It says nothing here: the rows are read without it.
    Nothing,
    /// It is none of ours: each row is corrected.
    Correct,
}

impl Meaning {
    /// As a form says it.
    #[must_use]
    pub fn answer(&self) -> &str {
        match self {
            Self::Means(what) => what,
            Self::Nothing => NOTHING,
            Self::Correct => CORRECT,
        }
    }
}

/// What was said about words, by column and folded word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Meanings(BTreeMap<Column, BTreeMap<String, Meaning>>);

impl Meanings {
    /// What a word of a column means, however it is written.
    #[must_use]
    pub fn get(&self, column: Column, word: &str) -> Option<&Meaning> {
        self.0.get(&column)?.get(&fold(word))
    }

    /// What holds for later lists as well: names of services and of ways of working. Those of line managers are
    /// people's, and what says nothing or is corrected may be anything.
    #[must_use]
    pub fn lasting(&self) -> Self {
        let lasts = |column: &Column| matches!(column, Column::Services | Column::Worker);
        let columns = self.0.iter().filter(|(column, _)| lasts(column));
        let words = |words: &BTreeMap<String, Meaning>| {
            // Nobody stays out of the next list without being asked about.
            let lasts = |meaning: &Meaning| matches!(meaning, Meaning::Means(what) if what != LEFT);
            words.clone().into_iter().filter(|(_, meaning)| lasts(meaning)).collect()
        };
        let lasting = columns.map(|(column, said)| (*column, words(said)));
        Self(lasting.filter(|(_, words): &(Column, BTreeMap<_, _>)| !words.is_empty()).collect())
    }

    /// Says what a word means; nothing takes an answer back.
    pub fn set(&mut self, column: Column, word: &str, meaning: Option<Meaning>) {
        let words = self.0.entry(column).or_default();
        match meaning {
            Some(meaning) => words.insert(fold(word), meaning),
            None => words.remove(&fold(word)),
        };
    }
}

/// A word that somebody has to explain, or has explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Where it stands.
    pub column: Column,
    /// The word, folded.
    pub word: String,
    /// The word as the first row writes it.
    pub written: String,
    /// In how many rows it stands.
    pub rows: usize,
    /// What was said about it.
    pub meaning: Option<Meaning>,
    /// It needs an answer, or another one.
    pub is_open: bool,
}

/// The words of the rows that wait which nobody here uses: open ones first, then those of most rows.
#[must_use]
pub fn questions(world: &World, rows: &[ImportRow], report: &Report) -> Vec<Question> {
    let mut all: BTreeMap<(Column, String), Question> = BTreeMap::new();
    let is_asked =
        |row: &&ImportRow| row.state == RowState::Waiting && !has_fault(report, row.line, &["example"]);
    for row in rows.iter().filter(is_asked) {
        let led_by_nobody = has_fault(report, row.line, NO_LEADER);
        let is_over = verdict(report, row.line) == Some(Verdict::Over);
        let mut seen = BTreeSet::new();
        for (column, written) in unknown(world, row, led_by_nobody) {
            let key = (column, fold(written));
            // Nobody explains the words of people who have left, but for the one that says so: it can be taken back.
            let is_aside = is_over && !says_left(world, column, written);
            if is_aside || !seen.insert(key.clone()) {
                continue;
            }
            let question = all.entry(key).or_insert_with(|| question(world, column, written));
            question.rows = question.rows.saturating_add(1);
            question.is_open |= column == Column::Manager && led_by_nobody;
        }
    }
    let mut all: Vec<Question> = all.into_values().collect();
    all.sort_by_key(|question| (!question.is_open, std::cmp::Reverse(question.rows)));
    all
}

/// Rows that are faulty for nothing but words that are asked about wait for the answers, and so do those whose line
/// manager's row waits.
pub fn wait_for_answers(rows: &[ImportRow], report: &mut Report, questions: &[Question]) {
    let open = questions.iter().filter(|question| question.is_open);
    let open: BTreeSet<(Column, &str)> = open.map(|one| (one.column, one.word.as_str())).collect();
    let is_open = |column: Column, word: &str| open.contains(&(column, fold(word).as_str()));
    let mut waiting: BTreeSet<i64> = BTreeSet::new();
    for at in report.order.clone() {
        let Some(checked) = report.rows.get_mut(at).filter(|row| row.verdict == Verdict::Faulty) else {
            continue;
        };
        let cells = rows.binary_search_by_key(&checked.line, |row| row.line).ok();
        let manager = cells.and_then(|at| rows.get(at)).and_then(|row| row.cells.get(&Column::Manager));
        let led_from = checked.leader;
        let is_asked = |fault: &Fault| match fault.column {
            Column::Manager if fault.what == "manager-row" => {
                led_from.is_some_and(|line| waiting.contains(&line))
            }
            Column::Manager => {
                NO_LEADER.contains(&fault.what) && manager.is_some_and(|word| is_open(Column::Manager, word))
            }
            column => is_open(column, &fault.value),
        };
        if checked.faults.iter().all(is_asked) {
            checked.verdict = Verdict::Word;
            waiting.insert(checked.line);
        }
    }
}

fn question(world: &World, column: Column, written: &str) -> Question {
    let meaning = world.meanings.get(column, written).cloned();
    let is_open = match &meaning {
        None => true,
        // Whoever looks at the list may have no right to the service that somebody else chose.
        Some(Meaning::Means(what)) => column == Column::Services && !offers(world, what),
        Some(Meaning::Nothing | Meaning::Correct) => false,
    };
    Question { column, word: fold(written), written: written.to_owned(), rows: 0, meaning, is_open }
}

fn says_left(world: &World, column: Column, written: &str) -> bool {
    matches!(world.meanings.get(column, written), Some(Meaning::Means(what)) if what == LEFT)
}

fn row_of(report: &Report, line: i64) -> Option<&Checked> {
    report.rows.binary_search_by_key(&line, |row| row.line).ok().and_then(|at| report.rows.get(at))
}

fn verdict(report: &Report, line: i64) -> Option<Verdict> {
    row_of(report, line).map(|row| row.verdict)
}

fn has_fault(report: &Report, line: i64, of: &[&str]) -> bool {
    row_of(report, line).is_some_and(|row| row.faults.iter().any(|fault| of.contains(&fault.what)))
}

/// The words of a row that nobody here uses.
fn unknown<'a>(world: &World, row: &'a ImportRow, led_by_nobody: bool) -> Vec<(Column, &'a str)> {
    let cell = |column: Column| row.cells.get(&column).map(String::as_str);
    let places = cell(Column::Services).map(|text| parsing::parts(text, &world.places)).unwrap_or_default();
    let places = places.into_iter().filter(|part| world.places.find(part).is_none());
    let worker = cell(Column::Worker).filter(|text| words::worker(text).is_none());
    let said = |text: &&str| led_by_nobody || world.meanings.get(Column::Manager, text).is_some();
    let leader = cell(Column::Manager).filter(said);
    let ends = cell(Column::Ends).filter(|text| leaving::is_unclear(text));
    let mut found: Vec<(Column, &str)> = places.map(|part| (Column::Services, part)).collect();
    found.extend(ends.map(|text| (Column::Ends, text)));
    found.extend(worker.map(|text| (Column::Worker, text)));
    found.extend(leader.map(|text| (Column::Manager, text)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Day, Moment};
    use crate::db::ids::ServiceId;
    use crate::people::imports::checked;
    use crate::people::imports::parsing::Places;

    struct Case {
        world: World,
        bryn: ServiceId,
        glan: ServiceId,
    }

    fn case() -> Case {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [bryn, glan] = [0; 2].map(|_| ServiceId::new(now));
        let places = Places {
            named: vec![("bryn".to_owned(), bryn), ("glan".to_owned(), glan)],
            offered: [bryn].into(),
            names: [(bryn, "Bryn".to_owned()), (glan, "Glan".to_owned())].into(),
        };
        let world = World {
            today: Day::parse("2026-11-21").unwrap(),
            known: Vec::new(),
            places,
            needs_service: false,
            meanings: Meanings::default(),
        };
        Case { world, bryn, glan }
    }

    fn rows(of: &[&[(Column, &str)]]) -> Vec<ImportRow> {
        let row = |(at, cells): (usize, &&[(Column, &str)])| ImportRow {
            line: i64::try_from(at).unwrap() + 2,
            state: RowState::Waiting,
            cells: [(Column::Name, format!("Enw Rhif{at}"))]
                .into_iter()
                .chain(cells.iter().map(|(column, text)| (*column, (*text).to_owned())))
                .collect(),
            answer: None,
            reason: None,
            person: None,
            before: None,
        };
        of.iter().enumerate().map(row).collect()
    }

    fn asked(world: &World, rows: &[ImportRow]) -> Vec<(Column, String, usize, bool)> {
        let found = questions(world, rows, &checked(world, rows));
        found.into_iter().map(|one| (one.column, one.written, one.rows, one.is_open)).collect()
    }

    /// The lines that wait for answers.
    fn waiting(world: &World, rows: &[ImportRow]) -> Vec<i64> {
        let mut report = checked(world, rows);
        let questions = questions(world, rows, &report);
        wait_for_answers(rows, &mut report, &questions);
        let wait = report.rows.iter().filter(|row| row.verdict == Verdict::Word);
        wait.map(|row| row.line).collect()
    }

    fn faults(world: &World, rows: &[ImportRow]) -> usize {
        checked(world, rows).rows.iter().map(|row| row.faults.len()).sum()
    }

    #[test]
    fn a_word_is_asked_about_once_for_all_rows() {
        use Column::{Manager, Services, Worker};
        let Case { mut world, bryn, .. } = case();
        let rows = rows(&[
            &[(Services, "Sunny side"), (Worker, "Core team"), (Manager, "Mrs P")],
            &[(Services, "SUNNY SIDE; Bryn"), (Manager, "mrs p")],
            &[(Services, "Bryn"), (Worker, "Bank")],
            &[(Services, "Sunny Side / sunny side")],
        ]);
        let before = asked(&world, &rows);
        let text = |text: &str| text.to_owned();
        assert_eq!(
            before,
            [
                (Services, text("Sunny side"), 3, true),
                (Manager, text("Mrs P"), 2, true),
                (Worker, text("Core team"), 1, true)
            ]
        );
        assert_eq!(faults(&world, &rows), 7);
        assert_eq!(waiting(&world, &rows), [2, 3, 5], "nothing else is wrong with them");

        let answer = |world: &mut World, column, word: &str, answer: &str| {
            let meaning = understood(world, column, answer).expect("an answer that can be given");
            world.meanings.set(column, word, meaning);
        };
        answer(&mut world, Services, "sunny side", &bryn.to_string());
        answer(&mut world, Worker, "core team", "employee");
        answer(&mut world, Manager, "mrs p", "Enw Rhif2");
        assert_eq!(faults(&world, &rows), 0);
        assert!(asked(&world, &rows).iter().all(|(.., is_open)| !is_open), "said, and said on the page");
        let report = checked(&world, &rows);
        assert_eq!(report.rows[3].record.as_ref().unwrap().details.services, [bryn].into());
        assert_eq!(report.rows[0].record.as_ref().unwrap().leader, Some(4));

        // Taken back, it is asked again; a line manager who is nobody is asked about again, too.
        answer(&mut world, Services, "sunny side", "");
        answer(&mut world, Manager, "mrs p", "Nobody Here");
        let open: Vec<_> = asked(&world, &rows).into_iter().filter(|one| one.3).map(|one| one.0).collect();
        assert_eq!(open, [Services, Manager]);
    }

    #[test]
    fn a_word_may_say_nothing_or_be_corrected_row_by_row() {
        use Column::Services;
        let Case { mut world, bryn, .. } = case();
        let rows = rows(&[&[(Services, "Sunny side, Cardiff")]]);
        world.meanings.set(Services, "Sunny side", Some(Meaning::Means(bryn.to_string())));
        world.meanings.set(Services, "CARDIFF", Some(Meaning::Nothing));
        assert_eq!(faults(&world, &rows), 0);
        world.meanings.set(Services, "Cardiff", Some(Meaning::Correct));
        assert_eq!(faults(&world, &rows), 1, "the row says what is wrong in it");
        assert!(asked(&world, &rows).iter().all(|(.., is_open)| !is_open), "and nobody is asked");
    }

    #[test]
    fn words_of_which_nobody_knows_who_is_there_are_asked_about() {
        use Column::{Ends, Worker};
        let Case { mut world, .. } = case();
        let rows = rows(&[&[(Ends, "Dormant")], &[(Ends, "dormant")], &[(Worker, "Frozen")]]);
        let text = |text: &str| text.to_owned();
        let asked_at_first = [(Ends, text("Dormant"), 2, true), (Worker, text("Frozen"), 1, true)];
        let mut sorted = asked(&world, &rows);
        sorted.sort_by_key(|one| std::cmp::Reverse(one.2));
        assert_eq!(sorted, asked_at_first);
        assert_eq!(waiting(&world, &rows), [2, 3, 4], "nobody comes in before it is said");
        world.meanings.set(Ends, "Dormant", Some(Meaning::Means(LEFT.to_owned())));
        world.meanings.set(Worker, "Frozen", Some(Meaning::Means(LEFT.to_owned())));
        let over = |world: &World| checked(world, &rows).count(Verdict::Over);
        assert_eq!((over(&world), asked(&world, &rows).len()), (3, 2), "what was said can be taken back");
        assert_eq!(world.meanings.lasting(), Meanings::default());
        world.meanings.set(Ends, "Dormant", Some(Meaning::Nothing));
        assert_eq!((over(&world), checked(&world, &rows).count(Verdict::New)), (1, 2));
    }

    #[test]
    fn a_row_with_another_fault_does_not_wait_and_who_is_led_waits_along() {
        use Column::{Email, Manager, Services};
        let Case { world, .. } = case();
        let rows = rows(&[
            &[(Services, "Sunny side")],
            &[(Services, "Sunny side"), (Email, "nobody")],
            &[(Manager, "Enw Rhif0")],
            &[(Manager, "Enw Rhif1")],
            &[(Manager, "Enw Rhif2"), (Email, "a@b.example")],
        ]);
        assert_eq!(waiting(&world, &rows), [2, 4, 6]);
    }

    #[test]
    fn answers_are_those_that_somebody_may_give() {
        use Column::{Email, Ends, Manager, Services, Worker};
        let Case { mut world, bryn, glan } = case();
        let (bryn, glan) = (bryn.to_string(), glan.to_string());
        for (column, answer, can_be) in [
            (Services, bryn.as_str(), true),
            (Services, glan.as_str(), false),
            (Services, "Bryn", false),
            (Services, "", true),
            (Services, NOTHING, true),
            (Services, CORRECT, true),
            (Worker, "bank", true),
            (Worker, "wizard", false),
            (Worker, NOTHING, true),
            (Worker, LEFT, true),
            (Ends, LEFT, true),
            (Ends, NOTHING, true),
            (Ends, "bank", false),
            (Services, LEFT, false),
            (Manager, "Mair Rheolwr", true),
            (Manager, "", true),
            (Email, "a@b.example", false),
            (Email, NOTHING, false),
        ] {
            assert_eq!(understood(&world, column, answer).is_some(), can_be, "{column:?} {answer}");
        }
        assert_eq!(understood(&world, Manager, &"x".repeat(161)), None);
        // What somebody with more rights chose is open to whoever may not choose it, and puts nobody there.
        let rows = rows(&[&[(Services, "Sunny side")]]);
        world.meanings.set(Services, "Sunny side", Some(Meaning::Means(glan)));
        assert_eq!(asked(&world, &rows), [(Services, "Sunny side".to_owned(), 1, true)]);
        assert_eq!(checked(&world, &rows).rows[0].faults[0].what, "service-right");
    }
}
