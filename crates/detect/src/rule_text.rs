//! Rule files as text: where a program stands in its YAML, and formatting it there.
//!
//! The YAML reader gives values without places. Here the places are found, and whatever is found is
//! compared with what the reader says: a program whose place is not certain is never rewritten, and
//! what is wrong with it is shown at its key.

mod layout;
mod scalars;

pub use layout::{FormatError, format_program, format_rule_text};
pub use scalars::{Scalar, ScalarStyle, scalars};
