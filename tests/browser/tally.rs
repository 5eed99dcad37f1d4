//! What a way through the program costs somebody: counted, and turned into minutes by a model.
//!
//! The model is the keystroke-level one: every key and every aim has a time that was measured on
//! people, and every step begins with a thought. Reading is added: the first hundred words of a page
//! are read, what comes after them is skimmed. Nobody's time was measured here.

use std::fmt::Display;
use std::time::Instant;

/// Seconds for a key, by somebody who types without training.
const KEY: f64 = 0.28;
/// Seconds to aim at something with the mouse.
const AIM: f64 = 1.1;
/// Seconds to press the mouse's button.
const CLICK: f64 = 0.2;
/// Seconds from the keyboard to the mouse or back.
const HOME: f64 = 0.4;
/// Seconds to think of what comes next.
const THOUGHT: f64 = 1.35;
/// So many words of a page are read.
const READ: f64 = 100.0;
/// Words read in a second: 240 in a minute.
const READING: f64 = 4.0;
/// Words skimmed in a second.
const SKIMMING: f64 = 12.0;

/// What somebody did so far.
pub struct Tally {
    began: Instant,
    /// Pages that were seen.
    pub pages: u32,
    /// Fields that were filled.
    pub fields: u32,
    /// Characters that were typed into them.
    pub letters: u32,
    /// Boxes and circles that were chosen.
    pub choices: u32,
    /// Buttons and links that were pressed.
    pub presses: u32,
    /// Keys that only led from one place of a page to another.
    pub steps: u32,
    /// Seconds of reading.
    reading: f64,
    /// Seconds outside of the program, and for what.
    elsewhere: Vec<(&'static str, f64)>,
}

impl Tally {
    /// Nothing yet.
    pub fn begin() -> Self {
        Self {
            began: Instant::now(),
            pages: 0,
            fields: 0,
            letters: 0,
            choices: 0,
            presses: 0,
            steps: 0,
            reading: 0.0,
            elsewhere: Vec::new(),
        }
    }

    /// A page with so many words.
    pub fn page(&mut self, words: usize) {
        let words = f64::from(u32::try_from(words).unwrap());
        self.pages += 1;
        self.reading += words.min(READ) / READING + (words - READ).max(0.0) / SKIMMING;
    }

    /// A field, filled with these letters.
    pub fn field(&mut self, letters: &str) {
        self.fields += 1;
        self.letters += u32::try_from(letters.chars().count()).unwrap();
    }

    /// Something to be done away from the program.
    pub fn elsewhere(&mut self, what: &'static str, seconds: f64) {
        self.elsewhere.push((what, seconds));
    }

    /// Seconds that hold for both ways of working.
    fn common(&self) -> f64 {
        let thoughts = f64::from(self.fields + self.choices + self.presses) * THOUGHT;
        let away: f64 = self.elsewhere.iter().map(|(_, seconds)| seconds).sum();
        thoughts + f64::from(self.letters) * KEY + self.reading + away
    }

    /// Minutes of somebody who never touches the mouse.
    pub fn by_keyboard(&self) -> f64 {
        (self.common() + f64::from(self.steps + self.choices + self.presses) * KEY) / 60.0
    }

    /// Minutes of somebody who aims at everything with the mouse.
    pub fn by_mouse(&self) -> f64 {
        let aims = f64::from(self.fields + self.choices + self.presses) * (AIM + CLICK);
        (self.common() + aims + f64::from(self.fields) * 2.0 * HOME) / 60.0
    }

    /// Tells what was counted; it must stay below so many minutes either way.
    ///
    /// # Panics
    /// It doesn't.
    pub fn tell(&self, what: impl Display, most: f64) {
        let away: Vec<String> =
            self.elsewhere.iter().map(|(what, seconds)| format!("{what} {seconds:.0} s")).collect();
        println!(
            "{what}: {} pages, {} fields with {} characters, {} choices, {} presses, {} steps by Tab; \
             the machine took {:.0} s; a person takes about {:.1} min by mouse, {:.1} min by keyboard \
             ({:.1} min of it reading; {})",
            self.pages,
            self.fields,
            self.letters,
            self.choices,
            self.presses,
            self.steps,
            self.began.elapsed().as_secs_f64(),
            self.by_mouse(),
            self.by_keyboard(),
            self.reading / 60.0,
            away.join(", "),
        );
        assert!(self.by_mouse() < most && self.by_keyboard() < most, "longer than {most} minutes");
    }
}

#[test]
fn reading_and_keys_take_their_time() {
    let mut tally = Tally::begin();
    tally.page(100);
    tally.field("abcd");
    tally.steps = 5;
    tally.elsewhere("the post", 30.0);
    assert!((tally.by_keyboard() * 60.0 - (25.0 + 1.35 + 4.0 * 0.28 + 5.0 * 0.28 + 30.0)).abs() < 0.01);
    assert!((tally.by_mouse() * 60.0 - (25.0 + 1.35 + 4.0 * 0.28 + 1.3 + 0.8 + 30.0)).abs() < 0.01);
    tally.page(100 + 120);
    assert!((tally.reading - (25.0 + 25.0 + 10.0)).abs() < 0.01);
}
