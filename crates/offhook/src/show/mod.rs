//! Reports on a terminal: words first, colour only beside them.

pub(crate) mod overview;
pub(crate) mod story;
pub(crate) mod style;
mod undecided;
