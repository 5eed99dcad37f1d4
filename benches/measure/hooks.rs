//! HOOKS: the two places where the measurements meet the application. Fill them in here; the
//! rest of this folder knows nothing of it.

use std::process::Child;

use crate::Fault;
use crate::load::Target;

/// The application, running. It ends when this is dropped.
pub struct Product {
    /// The page to ask for.
    pub target: Target,
    /// Its process.
    pub process: Child,
}

/// Makes one PDF and gives its bytes.
pub type Render = Box<dyn Fn() -> Result<Vec<u8>, Fault>>;

impl Drop for Product {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// HOOK 1: starts the program (`env!("CARGO_BIN_EXE_polisi")`, `demo --json` in a new folder),
/// signs a member of staff in, and gives the page of a policy that they read: address, cookie,
/// process id, and words that only the right answer has (the organisation's name).
///
/// The program must run with as many workers as the constant server: [`crate::constant::WORKERS`].
pub fn policy_page() -> Result<Option<Product>, Fault> {
    Ok(None)
}

/// HOOK 2: the policy of six pages, ready to be made into a PDF in this process. Reading the text
/// and the fonts for the first time is not part of the measurement: do it before.
pub fn pdf() -> Result<Option<Render>, Fault> {
    Ok(None)
}
