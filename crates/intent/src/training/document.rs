//! A text with its label.

use crate::features::extract;
use crate::label::Intent;

/// Where a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was written for training, from one part of the phrases.
    Written {
        /// The part, as [`Expanded::fold`](crate::Expanded::fold) says.
        fold: usize,
    },
    /// Somebody sent it.
    Mail,
}

/// A text whose intent is known.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is one of: a template, a family of mail.
    pub source: String,
    /// Where it comes from.
    pub origin: Origin,
    /// What it wants.
    pub intent: Intent,
    pub(crate) folded: Vec<String>,
}

impl Document {
    /// Folds the parts of a text.
    pub fn new(source: &str, origin: Origin, intent: Intent, texts: &[&str]) -> Self {
        let folded = texts.iter().map(|it| text::fold(it).text().to_owned());
        Self {
            source: source.to_owned(),
            origin,
            intent,
            folded: folded.collect(),
        }
    }

    pub(crate) fn parts(&self) -> Vec<&str> {
        self.folded.iter().map(String::as_str).collect()
    }

    /// What is held out together with this: texts of the same phrases, mail of one family.
    pub(crate) fn fold(&self) -> String {
        match self.origin {
            Origin::Written { fold } => format!("written {fold}"),
            Origin::Mail => self.source.clone(),
        }
    }

    pub(crate) fn is_mail(&self) -> bool {
        self.origin == Origin::Mail
    }
}

/// The features of `parts`.
pub(crate) fn features(parts: &[&str]) -> Vec<u16> {
    let mut features = Vec::new();
    extract(parts, |bucket| features.push(bucket as u16));
    features
}
