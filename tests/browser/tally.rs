//! What a way through the program costs somebody: counted, and turned into minutes by a model.
//!
//! The model is the keystroke-level one: every key and every aim has a time that was measured on
//! people, and every step begins with a thought. Reading is added: the first hundred words of a page
//! are read, what comes after them is skimmed. Nobody's time was measured here.

use std::fmt::Display;
use std::time::Instant;

use crate::browser::{Browser, run};
use crate::support::canned::{Canned, serve};

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

/// How many words of the open page a person sees. What is folded away isn't read: the inside of closed `details`, the
/// options of a closed list but the chosen one, and what only a screen reader says. `textContent` has all of these, and
/// `innerText` the options. What stands in a field when the page comes is read with the rest.
const SEEN: &str = r"(() => {
    const count = text => (text.match(/\S+/g) || []).length;
    const text = /^(text|email|tel|url|search|number|date)$/;
    const of = node => {
        if (node.nodeType === Node.TEXT_NODE) return count(node.data);
        if (node.nodeType !== Node.ELEMENT_NODE) return 0;
        const style = getComputedStyle(node);
        const gone = style.display === 'none' || style.visibility === 'hidden' || style.clipPath === 'inset(50%)';
        if (gone || /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(node.tagName)) return 0;
        if (node.tagName === 'TEXTAREA') return count(node.value);
        if (node.tagName === 'INPUT') return text.test(node.type) ? count(node.value) : 0;
        if (node.tagName === 'SELECT') {
            const open = node.multiple || node.size > 1;
            const options = open ? node.options : node.selectedOptions;
            return [...options].reduce((sum, option) => sum + count(option.label), 0);
        }
        const closed = node.tagName === 'DETAILS' && !node.open;
        const shown = closed ? [...node.children].filter(child => child.tagName === 'SUMMARY') : [...node.childNodes];
        return shown.reduce((sum, child) => sum + of(child), 0);
    };
    return of(document.querySelector('main'));
})()";

/// The most that a way may cost.
#[derive(Clone, Copy)]
pub struct Most {
    /// Minutes, by mouse and by keyboard.
    pub minutes: f64,
    /// Pages.
    pub pages: u32,
}

/// What somebody did so far.
#[derive(Clone)]
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
    /// The words of each page.
    words: Vec<usize>,
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
            words: Vec::new(),
            elsewhere: Vec::new(),
        }
    }

    /// The page that is open: what is seen of it counts.
    ///
    /// # Panics
    /// It has no `main`.
    pub async fn arrives(&mut self, browser: &Browser) {
        let seen = browser.evaluate(SEEN).await.as_u64().expect("a number of words");
        self.page(usize::try_from(seen).unwrap());
    }

    /// A page with so many words.
    pub fn page(&mut self, words: usize) {
        self.words.push(words);
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

    /// This way and another as one.
    pub fn and(mut self, other: Self) -> Self {
        self.began = self.began.min(other.began);
        self.pages += other.pages;
        self.fields += other.fields;
        self.letters += other.letters;
        self.choices += other.choices;
        self.presses += other.presses;
        self.steps += other.steps;
        self.reading += other.reading;
        self.words.extend(other.words);
        self.elsewhere.extend(other.elsewhere);
        self
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

    /// Tells what was counted.
    pub fn tell(&self, what: impl Display) {
        let away: Vec<String> =
            self.elsewhere.iter().map(|(what, seconds)| format!("{what} {seconds:.0} s")).collect();
        println!(
            "{what}: {} pages, {} fields with {} characters, {} choices, {} presses, {} steps by Tab; \
             the machine took {:.0} s; a person takes about {:.1} min by mouse, {:.1} min by keyboard \
             ({:.1} min of it reading; {}); words of each page {:?}",
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
            self.words,
        );
    }

    /// It must stay below so many minutes either way, and have no more pages.
    ///
    /// # Panics
    /// It doesn't.
    pub fn keeps(&self, most: Most) {
        let minutes = self.by_mouse().max(self.by_keyboard());
        assert!(minutes < most.minutes, "longer than {} minutes: {minutes:.2}", most.minutes);
        assert!(self.pages <= most.pages, "more than {} pages: {}", most.pages, self.pages);
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
    let mut other = Tally::begin();
    other.page(4);
    let both = tally.and(other);
    assert_eq!((both.pages, both.words.as_slice()), (3, [100, 220, 4].as_slice()));
    assert!((both.reading - 61.0).abs() < 0.01);
}

/// What isn't shown isn't read, and what is shown is.
#[test]
fn words_that_nobody_sees_are_not_counted() {
    const PAGE: &str = "<!doctype html><html lang=en><title>Words</title><link rel=stylesheet href=/vh.css><main><h1>One two</h1>\
        <details><summary>three</summary><p>folded away</p></details><details open><summary>four</summary>five</details>\
        <select><option>not<option selected>six seven<option>neither</select><span class=vh>unseen</span>\
        <input value='eight'><input type=hidden value=no><input type=checkbox value=no><textarea>nine ten</textarea>\
        <p hidden>no</p></main>";
    let base = serve(|asked| match asked.target.as_str() {
        "/vh.css" => {
            let body = ".vh { clip-path: inset(50%); }".to_owned();
            Canned { status: 200, headers: Vec::new(), body }.header("content-type", "text/css")
        }
        _ => Canned::html(PAGE),
    });
    run(async move |browser| {
        browser.open(&base).await;
        let mut tally = Tally::begin();
        tally.arrives(&browser).await;
        assert_eq!(tally.words, [10]);
    });
}
