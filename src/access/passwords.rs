//! Passwords: argon2id behind a pepper, in a fixed amount of memory, with a bounded queue.
//!
//! m = 19 MiB, t = 2, p = 1; two at a time, 32 waiting for at most five seconds (reference security 3.4). All
//! of these figures stand here and nowhere else. Those of a hash stand in it, too: it is checked with them, and
//! who signs in over an older one gets a hash with today's.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use data_encoding::BASE64_NOPAD;
use subtle::ConstantTimeEq;

use super::guesses;
use super::turns::{Bounds, Turns};
use crate::db::ids::KeyId;
use crate::keys::{Keyring, random};

/// Memory in KiB, passes and lanes of every new hash.
const TODAY: Figures = Figures { memory: 19_456, passes: 2, lanes: 1 };
/// What a stored hash may ask for at most: nobody makes the program work for hours by a row.
const MOST: Figures = Figures { memory: 65_536, passes: 8, lanes: 4 };
const SALT_BYTES: usize = 16;
const BOUNDS: Bounds = Bounds { at_once: 2, waiting: 32, patience: Duration::from_secs(5) };
/// How long somebody who gets no turn waits for the answer that says so: a flood that asks again
/// at once would take what the pages need.
const BEFORE_BUSY: Duration = Duration::from_secs(2);
/// The fewest characters of a password.
pub const FEWEST_CHARACTERS: usize = 12;
/// The most characters of a password.
pub const MOST_CHARACTERS: usize = 1_024;
/// As many of them are weighed: the work grows faster than the words.
const WEIGHED: usize = 100;
/// Below this many guesses (a power of ten) a password counts as common: three easy parts are a little over
/// eight.
const COMMON_BELOW: f64 = 8.5;
/// The fewest letters of a word that counts for nothing.
const FEWEST_LETTERS: usize = 3;

/// Stored in the place of a hash when no password may let in: a locked account.
pub const NO_PASSWORD: &str = "none";

/// What is left of a text when words that anybody would try are taken out of it: they count for nothing.
fn without(text: &str, words: &[&str]) -> String {
    let mut words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    words.retain(|word| word.chars().count() >= FEWEST_LETTERS);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let found = |text: &str| words.iter().any(|word| text.contains(word.as_str()));
    let lower = text.to_lowercase();
    if !found(&lower) {
        return text.to_owned();
    }
    words.iter().fold(lower, |left, word| left.replace(word.as_str(), ""))
}

/// What a hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Figures {
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl Figures {
    fn params(self) -> Result<Params, Busy> {
        Params::new(self.memory, self.passes, self.lanes, Some(32)).map_err(|_params| Busy)
    }
}

/// How a hash is made.
#[derive(Clone, Copy)]
struct Recipe {
    figures: Figures,
    /// The root key of the pepper; nothing names the first one.
    pepper: Option<KeyId>,
    salt: [u8; SALT_BYTES],
}

/// A stored hash in its parts: `argon2id$v=19$m=19456,t=2,p=1$salt$output`, with `,k=` and the root key of the
/// pepper behind the figures when that isn't the first.
#[derive(Clone)]
struct Stored {
    recipe: Recipe,
    output: [u8; 32],
}

impl Stored {
    fn parse(text: &str) -> Option<Self> {
        let (begin, figures) = text.strip_prefix("argon2id$v=19$")?.split_once('$')?;
        let (salt, output) = figures.split_once('$')?;
        let mut numbers = begin.split(',');
        let mut number = |name: &str| numbers.next()?.strip_prefix(name)?.parse::<u32>().ok();
        let figures = Figures { memory: number("m=")?, passes: number("t=")?, lanes: number("p=")? };
        let pepper = match numbers.next() {
            None => None,
            Some(part) => Some(part.strip_prefix("k=").and_then(KeyId::parse)?),
        };
        let bytes = |text: &str| BASE64_NOPAD.decode(text.as_bytes()).ok();
        let (salt, output) = (bytes(salt)?.try_into().ok()?, bytes(output)?.try_into().ok()?);
        let bearable = figures.memory <= MOST.memory
            && figures.passes <= MOST.passes
            && figures.lanes <= MOST.lanes
            && numbers.next().is_none();
        bearable.then_some(Self { recipe: Recipe { figures, pepper, salt }, output })
    }

    fn text(&self) -> String {
        let Recipe { figures: Figures { memory, passes, lanes }, pepper, salt } = self.recipe;
        let pepper = pepper.map(|name| format!(",k={name}")).unwrap_or_default();
        let (salt, output) = (BASE64_NOPAD.encode(&salt), BASE64_NOPAD.encode(&self.output));
        format!("argon2id$v=19$m={memory},t={passes},p={lanes}{pepper}${salt}${output}")
    }
}

/// A password that somebody typed. Prints nothing.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// What was typed, as it is.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether it may become somebody's password.
    ///
    /// # Errors
    /// Too short, too long, or easy to guess by an offline list of common passwords and the words given.
    pub fn check(&self, words: &[&str]) -> Result<(), Weakness> {
        let length = self.0.chars().count();
        if length < FEWEST_CHARACTERS {
            return Err(Weakness::Short);
        }
        if length > MOST_CHARACTERS {
            return Err(Weakness::Long);
        }
        let weighed: String = self.0.chars().take(WEIGHED).collect();
        let rest = without(&weighed, words);
        let is_common = |text: &str| zxcvbn::zxcvbn(text, words).guesses_log10() < COMMON_BELOW;
        if is_common(&weighed) || (rest != weighed && is_common(&rest)) {
            return Err(Weakness::Common);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Password(..)")
    }
}

/// Why a password isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than twelve characters.
    Short,
    /// More than a thousand.
    Long,
    /// On the list of common ones, or made of words that are easy to guess.
    Common,
}

/// Too many wait for the hasher, or it failed: try again later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being checked")]
pub struct Busy;

/// Hashes passwords. One for the whole program.
pub struct Hasher {
    keyring: Arc<Keyring>,
    turns: Arc<Turns>,
    memory: Mutex<Vec<Vec<Block>>>,
    dummy: String,
    computed: AtomicU64,
}

impl Hasher {
    /// Reserves the memory and hashes a dummy, against which unknown accounts are checked.
    ///
    /// # Errors
    /// The dummy can't be hashed.
    pub fn new(keyring: Arc<Keyring>) -> Result<Arc<Self>, Busy> {
        let today = TODAY.params()?.block_count();
        let memory = (0..BOUNDS.at_once).map(|_| vec![Block::default(); today]).collect();
        let mut hasher = Self {
            keyring,
            turns: Turns::new(BOUNDS),
            memory: Mutex::new(memory),
            dummy: String::new(),
            computed: AtomicU64::new(0),
        };
        hasher.dummy = hasher.hash_now(&Password(BASE64_NOPAD.encode(&random::<16>())))?;
        Ok(Arc::new(hasher))
    }

    /// The hash to store, for somebody who asks from an address: where many wait, the networks that ask least come
    /// first. So it is with all work for somebody.
    ///
    /// # Errors
    /// Too many wait.
    pub async fn hash(self: &Arc<Self>, from: IpAddr, password: Password) -> Result<String, Busy> {
        let hasher = Arc::clone(self);
        self.in_turn(from, move || hasher.hash_now(&password)).await?
    }

    /// Whether the password is the one of the stored hash. Without a hash (nobody has that account, or it is
    /// locked) the same work is done and the answer is no.
    ///
    /// # Errors
    /// Too many wait.
    pub async fn verify(
        self: &Arc<Self>,
        from: IpAddr,
        password: Password,
        stored: Option<String>,
    ) -> Result<bool, Busy> {
        let hasher = Arc::clone(self);
        let stored = stored.filter(|stored| stored != NO_PASSWORD);
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.clone());
        let same = self.in_turn(from, move || hasher.verify_now(&password, &stored)).await?;
        Ok(same? && known)
    }

    /// Whether a stored hash was made with the figures and the pepper that new ones are made with.
    #[must_use]
    pub fn is_of_today(&self, stored: &str) -> bool {
        let Some(Stored { recipe, .. }) = Stored::parse(stored) else { return false };
        recipe.figures == TODAY && recipe.pepper == self.keyring.root_name()
    }

    fn today(&self, salt: [u8; SALT_BYTES]) -> Recipe {
        Recipe { figures: TODAY, pepper: self.keyring.root_name(), salt }
    }

    /// How many hashes were computed so far.
    #[must_use]
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::SeqCst)
    }

    /// How many turns the network of an address asked for lately.
    #[must_use]
    pub fn asked(&self, from: IpAddr) -> u32 {
        self.turns.asked(&guesses::network(from))
    }

    /// As [`Hasher::hash`], on the calling thread: for commands.
    ///
    /// # Errors
    /// The hash can't be computed.
    pub fn hash_now(&self, password: &Password) -> Result<String, Busy> {
        self.hash_with(password, self.today(random()))
    }

    /// The hash under a salt that the caller chose: of codes that are looked up by their hash.
    ///
    /// # Errors
    /// Too many wait.
    pub async fn hash_salted(
        self: &Arc<Self>,
        from: IpAddr,
        password: Password,
        salt: [u8; SALT_BYTES],
    ) -> Result<String, Busy> {
        let hasher = Arc::clone(self);
        self.in_turn(from, move || hasher.hash_with(&password, hasher.today(salt))).await?
    }

    /// The hash with salt and figures of a stored one: they are the same text when the password is the same.
    /// Without a stored one the same work is done for nothing.
    ///
    /// # Errors
    /// Too many wait.
    pub async fn hash_like(
        self: &Arc<Self>,
        from: IpAddr,
        password: Password,
        stored: Option<String>,
    ) -> Result<String, Busy> {
        let hasher = Arc::clone(self);
        let like = stored.as_deref().and_then(Stored::parse).map(|stored| stored.recipe);
        let recipe = like.unwrap_or_else(|| self.today(random()));
        self.in_turn(from, move || hasher.hash_with(&password, recipe)).await?
    }

    fn hash_with(&self, password: &Password, recipe: Recipe) -> Result<String, Busy> {
        let output = self.compute(password, recipe)?;
        Ok(Stored { recipe, output }.text())
    }

    fn verify_now(&self, password: &Password, stored: &str) -> Result<bool, Busy> {
        let Some(stored) = Stored::parse(stored) else { return Ok(false) };
        Ok(self.compute(password, stored.recipe)?.ct_eq(&stored.output).into())
    }

    /// A pepper that isn't here was made by another process a moment ago: busy, not wrong.
    fn compute(&self, password: &Password, recipe: Recipe) -> Result<[u8; 32], Busy> {
        self.computed.fetch_add(1, Ordering::SeqCst);
        let Recipe { figures, pepper, salt } = recipe;
        let parts = [password.0.as_bytes()];
        let peppered = self.keyring.mac_named(pepper, "polisi password pepper v1", &parts).ok_or(Busy)?;
        let params = figures.params()?;
        let blocks = params.block_count();
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut memory = self.take_memory(figures, blocks);
        let mut output = [0; 32];
        let done = argon.hash_password_into_with_memory(&peppered, &salt, &mut output, &mut memory);
        if figures == TODAY {
            self.memory.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        }
        done.map(|()| output).map_err(|_fault| Busy)
    }

    /// The memory that is kept is that of today's figures.
    fn take_memory(&self, figures: Figures, blocks: usize) -> Vec<Block> {
        let kept = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = Some(kept).filter(|_| figures == TODAY).and_then(|mut kept| kept.pop());
        kept.unwrap_or_else(|| vec![Block::default(); blocks])
    }

    async fn in_turn<R: Send + 'static>(
        &self,
        from: IpAddr,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> Result<R, Busy> {
        let Some(turn) = self.turns.take(Some(guesses::network(from))).await else {
            tokio::time::sleep(BEFORE_BUSY).await;
            return Err(Busy);
        };
        let worked = tokio::task::spawn_blocking(move || {
            // The turn lasts as long as the work, also when nobody waits for the answer any more.
            let done = work();
            drop(turn);
            done
        });
        worked.await.map_err(|_panicked| Busy)
    }
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Hasher(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_CHARACTERS, Password, Weakness};

    #[test]
    fn refuses_short_and_common_passwords() {
        for (password, answer) in [
            ("elevenchars", Err(Weakness::Short)),
            ("password1234", Err(Weakness::Common)),
            ("qwertyuiop12", Err(Weakness::Common)),
            ("aaaaaaaaaaaaaaaa", Err(Weakness::Common)),
            ("brynhafodcare", Err(Weakness::Common)),
            ("Brynhafod-Care-2026", Err(Weakness::Common)),
            ("care.brynhafod.care!", Err(Weakness::Common)),
            ("brynhafod slate kettle orchard", Ok(())),
            ("Abcdefgh1234", Err(Weakness::Common)),
            ("slate kettle orchard", Ok(())),
            ("mynydd-llwyd-ceffyl", Ok(())),
        ] {
            assert_eq!(Password::typed(password).check(&["brynhafod", "care"]), answer, "{password}");
        }
        let long = "slate kettle orchard ".repeat(50);
        assert_eq!(Password::typed(&long).check(&[]), Err(Weakness::Long));
        let fits: String = long.chars().take(MOST_CHARACTERS).collect();
        assert_eq!(Password::typed(&fits).check(&[]), Ok(()));
    }
}
