//! Who runs the installation.

use polisi::accounts;

use super::app::{Somebody, TestApp};

impl TestApp {
    /// Makes somebody with an account an operator.
    pub fn make_operator(&self, somebody: &Somebody) {
        let (account, now) = (somebody.account.unwrap(), self.app.clock.now());
        let make =
            move |system: &mut polisi::db::System<'_>| accounts::store::make_operator(system, now, account);
        self.app.database.write_system(make).unwrap();
    }
}
