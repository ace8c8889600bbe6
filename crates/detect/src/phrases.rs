//! The phrases that are compiled in, with those of the operator's directories laid over them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use claims::{EntityReader, Lexicon, LexiconError};
use registry::Registry;

/// The lexicon.
pub(crate) fn lexicon(data: &[PathBuf]) -> Result<Lexicon, LexiconError> {
    extended(Lexicon::builtin()?, directories(data, "lexicon"))
}

/// What finds words that play a part. The phrases that are compiled in are read when it is first asked.
pub(crate) fn entity_reader(
    data: &[PathBuf],
    registry: &Arc<Registry>,
) -> Result<EntityReader, LexiconError> {
    let registry = Arc::clone(registry);
    let mut own = directories(data, "entities").peekable();
    if own.peek().is_none() {
        return Ok(EntityReader::builtin(registry));
    }
    let lexicon = extended(Lexicon::builtin_entities()?, own)?;
    Ok(EntityReader::new(lexicon, registry))
}

fn extended(
    mut lexicon: Lexicon,
    directories: impl Iterator<Item = PathBuf>,
) -> Result<Lexicon, LexiconError> {
    for directory in directories {
        lexicon.extend_from(&directory)?;
    }
    Ok(lexicon)
}

/// The directories called `name` that there are.
fn directories<'d>(data: &'d [PathBuf], name: &'d str) -> impl Iterator<Item = PathBuf> + 'd {
    let all = data.iter().map(move |it| Path::join(it, name));
    all.filter(|it| it.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_the_operator_are_read() {
        let directory = tempfile::tempdir().unwrap();
        let data = [directory.path().to_owned()];
        let registry = Arc::new(Registry::builtin().unwrap());
        let finds = || {
            let reader = entity_reader(&data, &registry).unwrap();
            reader.read("", "Xyzzy it, if you can.")
        };
        let request = |found: claims::Entities| found.entities.into_iter().next().map(|it| it.text);
        assert_eq!(finds().and_then(request), None);
        let own = directory.path().join("entities");
        std::fs::create_dir(&own).unwrap();
        let text = "concept = \"request\"\n[phrases]\nen = [\"xyzzy\"]";
        std::fs::write(own.join("request_own.toml"), text).unwrap();
        assert_eq!(finds().and_then(request).as_deref(), Some("Xyzzy it"));
        std::fs::write(own.join("wrong.toml"), "surprise = 1").unwrap();
        assert!(entity_reader(&data, &registry).is_err());
    }
}
