//! What the workbench of the console stands on: the judge of all doors, and the store.

use std::sync::Arc;

use detect::{Engine, PackError};
use store::Store;
use workbench::{Bench, Made};

use super::Shared;

impl Bench for Shared {
    fn engine(&self) -> Arc<Engine> {
        self.judge.engine()
    }

    fn change_engine(&self, make: &dyn Fn(&Engine) -> Made) -> Result<(), Vec<PackError>> {
        let changed = self.judge.change(|engine| make(engine));
        self.metrics.note_reload(changed.is_ok());
        changed
    }

    fn store(&self) -> Result<Arc<Store>, String> {
        self.keeping.store().map_err(|it| it.to_string())
    }

    fn is_idle(&self) -> bool {
        self.judge.has_idle_worker()
    }

    fn is_closing(&self) -> bool {
        *self.closing.borrow()
    }

    fn note_records(&self) {
        self.keeping.note_news();
    }
}
