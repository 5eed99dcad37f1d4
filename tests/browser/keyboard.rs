//! The page without a mouse.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::Value;

use crate::browser::Browser;

/// How often Tab is pressed before a search ends: no page of ours has more stops.
const MOST_STOPS: usize = 120;

/// Whether the focused element looks different from how it looks without focus, as a person would
/// see it: outline, border, shadow, background or underline.
const VISIBLE: &str = "(() => { const e = document.activeElement; if (!e || e === document.body) return false;
    const look = () => { const s = getComputedStyle(e); return [s.outlineStyle === 'none' || s.outlineWidth === '0px' ? ''
        : s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor, s.borderWidth,
        s.textDecorationLine, s.textDecorationThickness, s.clipPath, s.position, s.top, s.left].join('|'); };
    const inside = e.getBoundingClientRect(); const focused = look();
    if (inside.width < 2 || inside.height < 2 || inside.bottom <= 0 || inside.top >= innerHeight) return false;
    e.blur(); const without = look(); e.focus({focusVisible: true}); return focused !== without; })()";

impl Browser {
    /// Presses and releases one key.
    pub async fn press(&self, key: Key) {
        let value = char::from(key);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.perform_actions(keys).await.unwrap();
    }

    /// Types words into what has the focus.
    pub async fn type_words(&self, words: &str) {
        self.active_element().await.unwrap().send_keys(words).await.unwrap();
    }

    /// Goes on by Tab until the element that the CSS selector finds has the focus; every stop on
    /// the way must be seen. Gives the number of stops.
    ///
    /// # Panics
    /// It is not reached, or a stop cannot be seen.
    pub async fn tab_to(&self, selector: &str) -> usize {
        let there = format!("!!document.activeElement.closest({})", Value::from(selector));
        for stop in 1..=MOST_STOPS {
            self.press(Key::Tab).await;
            if self.evaluate("document.activeElement === document.body").await == Value::Bool(false) {
                self.assert_focus_seen().await;
            }
            if self.evaluate(&there).await == Value::Bool(true) {
                return stop;
            }
        }
        panic!("{selector} is not reached by Tab");
    }

    /// Fails unless a person can see what has the focus.
    ///
    /// # Panics
    /// They cannot.
    pub async fn assert_focus_seen(&self) {
        let what = self.evaluate("document.activeElement.outerHTML.slice(0, 160)").await;
        assert!(self.focus_is_seen().await, "the focus is not seen on {what}");
    }

    /// Whether a person can see what has the focus.
    pub async fn focus_is_seen(&self) -> bool {
        self.evaluate(VISIBLE).await == Value::Bool(true)
    }
}
