//! Who judges what the pages are asked about.

use std::any::Any;
use std::future::Future;

use detect::{Engine, Report};

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// Too many ask at the same time.
    #[error("too many ask at the same time")]
    Busy,
    /// The engine failed over it.
    #[error("the engine failed")]
    Failed,
}

/// The judge behind the pages: bounded, and shared with whoever else asks it.
pub trait Desk: Send + Sync + 'static {
    /// Does `work` with the engine, once there is a worker for it.
    fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> T + Send + 'static,
    ) -> impl Future<Output = Result<T, DeskError>> + Send;

    /// Sets memory aside for `bytes` of a message, until what is given is dropped; `None` where there is none left.
    fn hold(&self, bytes: usize) -> Option<Box<dyn Any + Send>>;

    /// Is told of each message that was judged, for counting.
    fn note(&self, report: &Report);
}
