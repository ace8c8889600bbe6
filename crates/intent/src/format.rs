//! The model as a file: a magic word, the version, figures, weights, a checksum. All numbers are little-endian.

use std::borrow::Cow;

use crate::classify::Levels;
use crate::error::IntentError;
use crate::features::BUCKETS;
use crate::label::INTENTS;
use crate::model::Model;

const MAGIC: [u8; 8] = *b"offhookI";

/// Changes with the format, and with what the features are made of.
const VERSION: u16 = 1;

/// Bias, scale and three levels an intent.
const FIGURES: usize = 5 * INTENTS;

const WEIGHTS_AT: usize = MAGIC.len() + 2 + 4 * FIGURES;
const CHECKSUM_AT: usize = WEIGHTS_AT + BUCKETS * INTENTS;
const LENGTH: usize = CHECKSUM_AT + 8;

pub(crate) fn write(model: &Model) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(LENGTH);
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    let levels = model.levels.iter();
    let figures = model.bias.iter().chain(&model.scale).copied();
    let figures = figures.chain(levels.flat_map(|it| [it.low, it.medium, it.high]));
    bytes.extend(figures.flat_map(f32::to_le_bytes));
    bytes.extend(model.weights.as_flattened());
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

pub(crate) fn read(bytes: &[u8]) -> Result<Model, IntentError> {
    let (mut model, weights) = read_parts(bytes)?;
    model.weights = Cow::Owned(weights.to_vec());
    Ok(model)
}

/// As [`read`], without a copy of the weights.
pub(crate) fn read_static(bytes: &'static [u8]) -> Result<Model, IntentError> {
    let (mut model, weights) = read_parts(bytes)?;
    model.weights = Cow::Borrowed(weights);
    Ok(model)
}

fn read_parts(bytes: &[u8]) -> Result<(Model, &[[u8; INTENTS]]), IntentError> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or(IntentError::NoModel)?;
    let (version, _) = rest.split_first_chunk().ok_or(IntentError::NoModel)?;
    let version = u16::from_le_bytes(*version);
    if version != VERSION {
        return Err(IntentError::Version(version, VERSION));
    }
    let wrong_length = IntentError::Length(bytes.len(), LENGTH);
    if bytes.len() != LENGTH {
        return Err(wrong_length);
    }
    let Some((content, sum)) = bytes.split_last_chunk() else {
        return Err(wrong_length);
    };
    if checksum(content) != u64::from_le_bytes(*sum) {
        return Err(IntentError::Checksum);
    }
    let (Some(figures), Some(weights)) = (
        content.get(MAGIC.len() + 2..WEIGHTS_AT),
        content.get(WEIGHTS_AT..),
    ) else {
        return Err(wrong_length);
    };
    let (weights, _) = weights.as_chunks();
    let (figures, _) = figures.as_chunks();
    let mut figures = figures.iter().map(|it| f32::from_le_bytes(*it));
    let mut next = || figures.next().unwrap_or(f32::NAN);
    let bias = std::array::from_fn(|_| next());
    let scale = std::array::from_fn(|_| next());
    let levels = std::array::from_fn(|_| Levels {
        low: next(),
        medium: next(),
        high: next(),
    });
    let model = Model {
        bias,
        scale,
        levels,
        weights: Cow::Borrowed(&[]),
    };
    check(&model)?;
    Ok((model, weights))
}

/// Levels may be infinite (never answered), and must ascend; the rest is finite.
fn check(model: &Model) -> Result<(), IntentError> {
    let finite = model.bias.iter().chain(&model.scale);
    let finite = finite.copied().all(|it| it.is_finite() && it.abs() < 1e6);
    let levels = model.levels.iter();
    let ascending = levels
        .map(|it| [it.low, it.medium, it.high])
        .all(|it| it.is_sorted() && it.iter().all(|level| *level > 0.0));
    if finite && ascending {
        Ok(())
    } else {
        Err(IntentError::Figure)
    }
}

/// FNV-1a over 64 bits: against damage, not against forgery.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |state, byte| {
        (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let levels = Levels {
            low: 0.5,
            medium: 0.75,
            high: f32::INFINITY,
        };
        let mut weights = vec![[0; INTENTS]; BUCKETS];
        weights[7] = [1, 2, 3, 4, 5, 6, 7, 255];
        Model {
            bias: [0.25; INTENTS],
            scale: [0.125; INTENTS],
            levels: [levels; INTENTS],
            weights: Cow::Owned(weights),
        }
    }

    /// The file with `change` made and the checksum put right.
    fn forged(change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut bytes = write(&model());
        bytes.truncate(CHECKSUM_AT);
        change(&mut bytes);
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let bytes = write(&model());
        assert!(bytes.len() < 1_000_000);
        assert_eq!(read(&bytes).unwrap(), model());
    }

    #[test]
    fn what_is_no_model_is_refused() {
        assert_eq!(read(b""), Err(IntentError::NoModel));
        assert_eq!(read(b"offhookI\x01"), Err(IntentError::NoModel));
        assert_eq!(read(b"GIF89a, say"), Err(IntentError::NoModel));
        let bytes = write(&model());
        for length in [8, 9, 11, WEIGHTS_AT, LENGTH - 1] {
            assert!(read(&bytes[..length]).is_err(), "{length}");
        }
        assert!(read(&[bytes, vec![0]].concat()).is_err());
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        let bytes = write(&model());
        for at in [10, WEIGHTS_AT, WEIGHTS_AT + 300_000, LENGTH - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            assert_eq!(read(&changed), Err(IntentError::Checksum), "{at}");
        }
    }

    #[test]
    fn another_version_and_impossible_figures_are_refused() {
        let other = forged(|it| it[8] = 9);
        assert_eq!(read(&other), Err(IntentError::Version(9, VERSION)));
        for figure in [f32::NAN, f32::INFINITY, 1e30] {
            let forged = forged(|it| it[10..14].copy_from_slice(&figure.to_le_bytes()));
            assert_eq!(read(&forged), Err(IntentError::Figure), "{figure}");
        }
        // The first of the levels.
        let at = 10 + 4 * 2 * INTENTS;
        for figure in [f32::NAN, -1.0, 0.9] {
            let forged = forged(|it| it[at..at + 4].copy_from_slice(&figure.to_le_bytes()));
            assert_eq!(read(&forged), Err(IntentError::Figure), "{figure}");
        }
    }
}
