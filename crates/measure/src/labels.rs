//! `labels.csv`: what each mail of a directory really is.
//!
//! Columns `path` and `label` are needed; `family`, `number_in` and `numbers_e164` are used where they
//! are; others are ignored. Labels are `callback`, `phish`, and for genuine mail `ham`,
//! `transactional` or `genuine`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What a mail really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Callback phishing.
    Callback,
    /// Phishing by link or attachment, and other scams.
    Phish,
    /// Mail of people, lists and newsletters.
    Ham,
    /// Notifications and receipts.
    Transactional,
    /// Genuine mail of any kind.
    Genuine,
}

impl Label {
    /// Whether accusing such a mail is wrong.
    pub fn is_genuine(self) -> bool {
        matches!(self, Self::Ham | Self::Transactional | Self::Genuine)
    }

    /// The name as in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Callback => "callback",
            Self::Phish => "phish",
            Self::Ham => "ham",
            Self::Transactional => "transactional",
            Self::Genuine => "genuine",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [
            Self::Callback,
            Self::Phish,
            Self::Ham,
            Self::Transactional,
            Self::Genuine,
        ]
        .into_iter()
        .find(|it| it.name() == name)
    }
}

/// One labelled mail.
#[derive(Debug, Clone)]
pub struct LabelledMail {
    /// The file.
    pub path: PathBuf,
    /// Its path in the labels.
    pub name: String,
    /// What it is.
    pub label: Label,
    /// Its template cluster; mails without one form a family of their label.
    pub family: String,
    /// Where the number stands, such as `body` or `pdf`.
    pub number_in: Vec<String>,
    /// The numbers in E.164.
    pub numbers: Vec<String>,
}

impl LabelledMail {
    /// Whether a number stands in the text of the mail, where every engine can see it.
    pub fn has_number_in_text(&self) -> bool {
        !self.numbers.is_empty()
            && self
                .number_in
                .iter()
                .any(|it| matches!(it.as_str(), "body" | "subject" | "display_name" | "text"))
    }
}

/// The labels could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LabelsError {
    /// The file could not be read or is no CSV.
    #[error("cannot read {path}: {source}")]
    Csv {
        /// The file.
        path: String,
        /// Why.
        source: csv::Error,
    },
    /// A label that is none.
    #[error(
        "{path}, line {line}: `{label}` is no label; labels are callback, phish, ham, transactional, genuine"
    )]
    UnknownLabel {
        /// The file.
        path: String,
        /// Counted from 1, the header included.
        line: usize,
        /// The label.
        label: String,
    },
}

#[derive(Deserialize)]
struct Row {
    path: String,
    label: String,
    #[serde(default)]
    family: Option<String>,
    #[serde(default)]
    number_in: Option<String>,
    #[serde(default)]
    numbers_e164: Option<String>,
}

/// Reads `labels.csv` of `directory`.
pub fn read_labels(directory: &Path) -> Result<Vec<LabelledMail>, LabelsError> {
    let file = directory.join("labels.csv");
    let shown = file.display().to_string();
    let csv_error = |source| LabelsError::Csv {
        path: shown.clone(),
        source,
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(&file)
        .map_err(csv_error)?;
    let mut mails = Vec::new();
    for (index, row) in reader.deserialize::<Row>().enumerate() {
        let row = row.map_err(csv_error)?;
        let label = Label::parse(row.label.trim()).ok_or_else(|| LabelsError::UnknownLabel {
            path: shown.clone(),
            line: index + 2,
            label: row.label.clone(),
        })?;
        mails.push(LabelledMail {
            path: directory.join(&row.path),
            family: row
                .family
                .filter(|it| !it.is_empty())
                .unwrap_or_else(|| label.name().to_owned()),
            number_in: split(row.number_in.as_deref()),
            numbers: split(row.numbers_e164.as_deref()),
            name: row.path,
            label,
        });
    }
    Ok(mails)
}

fn split(cell: Option<&str>) -> Vec<String> {
    cell.unwrap_or_default()
        .split('|')
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Result<Vec<LabelledMail>, LabelsError> {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("labels.csv"), text).unwrap();
        read_labels(directory.path())
    }

    #[test]
    fn columns_that_are_missing_are_empty() {
        let mails = labels("path,label\na.eml,genuine\n").unwrap();
        assert_eq!(mails[0].family, "genuine");
        assert!(mails[0].label.is_genuine() && mails[0].numbers.is_empty());
    }

    #[test]
    fn numbers_are_split_at_bars() {
        let mails =
            labels("path,label,family,number_in,numbers_e164\na.eml,callback,f,body|pdf,+1|+2\n")
                .unwrap();
        assert_eq!(mails[0].numbers, ["+1", "+2"]);
        assert!(mails[0].has_number_in_text());
    }

    #[test]
    fn an_unknown_label_is_named_with_its_line() {
        let error = labels("path,label\na.eml,ham\nb.eml,hamm\n")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("line 3") && error.contains("hamm"),
            "{error}"
        );
    }
}
