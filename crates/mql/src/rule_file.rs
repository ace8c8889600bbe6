//! Rule files: YAML in the format of the public feed.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};

/// Why a rule file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleFileError {
    /// Not YAML, or a field of the wrong shape.
    #[error("not a rule file: {0}")]
    Yaml(#[from] serde_yaml_ng::Error),
}

/// A rule file. Fields that this type does not know are kept in [`other`](Self::other).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct RuleFile {
    /// The rule's name.
    #[serde(default, deserialize_with = "scalar")]
    pub name: String,
    /// What it is about.
    #[serde(default, deserialize_with = "scalar")]
    pub description: String,
    /// `rule`, `exclusion`, `dlp`, `triage_rule`, `query`, or our own `signal`.
    #[serde(rename = "type", default, deserialize_with = "scalar")]
    pub kind: String,
    /// `low`, `medium`, `high`, `critical`, `informational`; may be empty.
    #[serde(default, deserialize_with = "scalar")]
    pub severity: String,
    /// The program.
    #[serde(default, deserialize_with = "scalar")]
    pub source: String,
    /// The rule's stable identifier.
    #[serde(default, deserialize_with = "scalar")]
    pub id: String,
    /// Pages about what it catches.
    #[serde(default, deserialize_with = "texts")]
    pub references: Vec<String>,
    /// Free labels.
    #[serde(default, deserialize_with = "texts")]
    pub tags: Vec<String>,
    /// What the attacker is after.
    #[serde(default, deserialize_with = "texts")]
    pub attack_types: Vec<String>,
    /// How the attacker goes about it.
    #[serde(default, deserialize_with = "texts")]
    pub tactics_and_techniques: Vec<String>,
    /// What the rule looks at.
    #[serde(default, deserialize_with = "texts")]
    pub detection_methods: Vec<String>,
    /// Genuine mail it is known to hit.
    #[serde(default, deserialize_with = "texts")]
    pub false_positives: Vec<String>,
    /// Whether the rule is switched on; rules are, unless they say otherwise.
    #[serde(default)]
    pub active: Option<bool>,
    /// The rule's own tests, uninterpreted.
    #[serde(default)]
    pub tests: Vec<serde_json::Value>,
    /// Everything else in the file.
    #[serde(flatten)]
    pub other: IndexMap<String, serde_json::Value>,
    /// The line of the file that the program starts on, from one; 1 where that is unclear.
    #[serde(skip)]
    pub source_line: usize,
}

impl RuleFile {
    /// Reads a rule file.
    pub fn parse(text: &str) -> Result<Self, RuleFileError> {
        let mut file: Self = serde_yaml_ng::from_str(text)?;
        file.source_line = source_line(text);
        Ok(file)
    }

    /// Whether the program must be a truth value: everything but a `query`.
    pub fn is_rule(&self) -> bool {
        self.kind != "query"
    }
}

/// The line after `source: |`, or the line of `source:` itself for a program on the same line.
fn source_line(text: &str) -> usize {
    for (index, line) in text.lines().enumerate() {
        if let Some(rest) = line.strip_prefix("source:") {
            let block = rest.trim_start().starts_with(['|', '>']);
            return index + 1 + usize::from(block);
        }
    }
    1
}

/// A scalar of any kind as text: one file writes `source: true`.
fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(as_text(serde_json::Value::deserialize(deserializer)?))
}

/// A list of scalars, one scalar, or nothing.
fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Null => Vec::new(),
        serde_json::Value::Array(items) => items.into_iter().map(as_text).collect(),
        other => vec![as_text(other)],
    })
}

fn as_text(json: serde_json::Value) -> String {
    match json {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_file_is_read_with_what_it_does_not_know() {
        let file = RuleFile::parse(
            "name: x\ntype: rule\nseverity: high\nsource: |\n  type.inbound\n  and true\n\
             attack_types:\n  - \"Callback Phishing\"\ntests:\n  - mail: a.eml\n    expect: match\n\
             color: red\n",
        )
        .unwrap();
        assert_eq!(file.source, "type.inbound\nand true\n");
        assert_eq!(file.source_line, 5);
        assert_eq!(file.attack_types, ["Callback Phishing"]);
        assert_eq!(file.tests[0]["expect"], "match");
        assert_eq!(file.other["color"], "red");
        assert!(file.is_rule());
    }

    #[test]
    fn a_program_that_yaml_reads_as_a_boolean_is_text_again() {
        let file = RuleFile::parse("name: x\nsource: true\n").unwrap();
        assert_eq!(file.source, "true");
        assert_eq!(file.source_line, 2);
    }

    #[test]
    fn what_is_no_rule_file_is_refused() {
        assert!(RuleFile::parse("- a\n- b\n").is_err());
        assert!(RuleFile::parse("name: [\n").is_err());
    }
}
