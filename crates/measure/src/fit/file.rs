//! Writing fitted weights into the text of a weights file, of which everything else stays as it is.

use thiserror::Error;

use super::Fit;

/// Why weights could not be written into a file.
#[derive(Debug, Error)]
pub enum FileError {
    /// A weight that was fitted is not where it should be.
    #[error("`{0}` has no line `weight = …` of its own in the file")]
    NoLine(String),
}

/// `text`, a weights file, with the weights of `fit`, rounded to two digits.
///
/// # Errors
///
/// Where a weight does not stand on a line of its own below `[signals.NAME]` or `[rules.NAME]`.
pub fn rewritten(text: &str, fit: &Fit) -> Result<String, FileError> {
    let mut out = String::with_capacity(text.len());
    let mut section: Option<String> = None;
    let mut written = 0;
    let mut bias = false;
    for line in text.lines() {
        if let Some(name) = line.trim().strip_prefix('[') {
            section = Some(name.trim_end_matches(']').to_owned());
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        let new = match (&section, key) {
            (None, "bias") => {
                bias = true;
                Some(fit.bias.1)
            }
            (Some(section), "weight") => weight_of(fit, section).inspect(|_| written += 1),
            _ => None,
        };
        let new = new.map(|it| format!("{key} = {}", rounded(it)));
        out.push_str(new.as_deref().unwrap_or(line));
        out.push('\n');
    }
    if !bias {
        return Err(FileError::NoLine("bias".to_owned()));
    }
    if written < fit.weights.len() {
        let missing = fit
            .weights
            .iter()
            .find(|it| !text.contains(&header(&it.name)));
        let name = missing.map_or_else(|| "a weight".to_owned(), |it| it.name.clone());
        return Err(FileError::NoLine(name));
    }
    Ok(out)
}

fn header(name: &str) -> String {
    match name.strip_prefix("rule:") {
        Some(rule) => format!("[rules.{rule}]"),
        None => format!("[signals.{name}]"),
    }
}

fn weight_of(fit: &Fit, section: &str) -> Option<f64> {
    let wanted = format!("[{section}]");
    let weight = fit.weights.iter().find(|it| header(&it.name) == wanted);
    weight.map(|it| it.after)
}

/// TOML wants a point in a number that is not whole by type.
fn rounded(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0');
    let text = if text == "-0." { "0." } else { text };
    if text.ends_with('.') {
        format!("{text}0")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::{Figures, FittedWeight};

    fn fit() -> Fit {
        let weight = |name: &str, after: f64| FittedWeight {
            name: name.to_owned(),
            before: 1.0,
            after,
            scams: 0,
            genuine: 0,
        };
        Fit {
            bias: (-4.0, -3.456),
            weights: vec![weight("a", 2.0), weight("rule:b", -0.001)],
            strength: 1.0,
            calibration: (1.0, 0.0),
            before: Figures::default(),
            after: Figures::default(),
            sources: Vec::new(),
        }
    }

    #[test]
    fn only_the_numbers_change() {
        let text = "# why\nbias = -4.0\nmalicious = 0.9\n\n[signals.a]\nweight = 1.0\nreason = \"weight = 9\"\n\n[rules.b]\nweight = 1.0\n";
        let wanted = text
            .replace("-4.0", "-3.46")
            .replacen("weight = 1.0", "weight = 2.0", 1)
            .replacen("[rules.b]\nweight = 1.0", "[rules.b]\nweight = 0.0", 1);
        assert_eq!(rewritten(text, &fit()).unwrap(), wanted);
    }

    #[test]
    fn a_weight_that_is_not_in_the_file_is_named() {
        let text = "bias = 1.0\n[signals.a]\nweight = 1.0\n";
        let error = rewritten(text, &fit()).unwrap_err().to_string();
        assert!(error.contains("rule:b"), "{error}");
        assert!(rewritten("[signals.a]\nweight = 1.0\n", &fit()).is_err());
    }
}
