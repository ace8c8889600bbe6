//! Who runs the workbench.

use std::fmt;
use std::sync::Arc;

use detect::{Engine, PackError};
use store::Store;

/// What is made of an engine, or what is wrong with the rules that it should have had.
pub type Made = Result<Engine, Vec<PackError>>;

/// The process that judges mail, as the workbench needs it. All of it is asked on threads that may wait.
pub trait Bench: fmt::Debug + Send + Sync + 'static {
    /// The engine that judges at this moment.
    fn engine(&self) -> Arc<Engine>;

    /// Lets the engine that `make` makes of the present one judge from here on. Nobody else changes it in the meantime.
    fn change_engine(&self, make: &dyn Fn(&Engine) -> Made) -> Result<(), Vec<PackError>>;

    /// The store; in words, why there is none at this moment.
    fn store(&self) -> Result<Arc<Store>, String>;

    /// Whether the doors leave a worker unused.
    fn is_idle(&self) -> bool;

    /// Whether the process is about to end.
    fn is_closing(&self) -> bool;

    /// Is told that records were added.
    fn note_records(&self);
}
