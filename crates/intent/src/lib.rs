//! What a text wants of its reader.
//!
//! [`Model::classify`] answers with one [`Intent`] and how sure that is, or with nothing: below the confidence that
//! was fixed when the model was trained it does not guess. The model is linear over hashed words, pairs of words and
//! groups of letters of folded text ([`text::fold`]), which makes it small, fast and independent of the language.
//!
//! It is trained by [`train`] from [`Written`] text (templates under `data/intent/text`, expanded in a fixed order) and
//! from genuine mail that an operator names. The same text gives the same model to the last byte.
//!
//! There is no I/O here: whoever trains reads the files.

mod calibration;
mod classify;
mod error;
mod features;
mod format;
mod label;
mod model;
mod random;
mod token;
mod training;
mod written;

pub use classify::{Answer, Confidence};
pub use error::IntentError;
pub use label::Intent;
pub use model::Model;
pub use training::{Document, Measured, Origin, Settings, Trained, measure, train};
pub use written::{Expanded, Written};
