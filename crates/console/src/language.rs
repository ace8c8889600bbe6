//! Which language a reader is spoken to in: the one chosen by a link, else the one the browser asks for.

use std::sync::Arc;

use detect::{Catalogue, ENGLISH, PackError};

use crate::words::Words;

/// All languages that there are catalogues for.
#[derive(Debug, Clone)]
pub(crate) struct Languages {
    all: Vec<Words>,
    english: Words,
}

/// Entries of `Accept-Language` that are looked at.
const ENTRIES: usize = 20;

impl Languages {
    pub(crate) fn load() -> Result<Self, PackError> {
        let load = |it| Ok(Words::new(Arc::new(Catalogue::builtin(it)?)));
        let all = Catalogue::languages().into_iter().map(load);
        Ok(Self {
            all: all.collect::<Result<_, PackError>>()?,
            english: load(ENGLISH)?,
        })
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Words] {
        &self.all
    }

    /// The words for a reader who chose `chosen` and whose browser sends `accepted`.
    pub(crate) fn choose(&self, chosen: Option<&str>, accepted: Option<&str>) -> Words {
        let chosen = chosen.and_then(|it| self.get(it));
        let wishes = wishes(accepted.unwrap_or_default());
        let found = chosen.or_else(|| wishes.into_iter().find_map(|it| self.get(it)));
        found.unwrap_or(&self.english).clone()
    }

    /// The words of what is in English only.
    pub(crate) fn english(&self) -> Words {
        self.english.clone()
    }

    fn get(&self, tag: &str) -> Option<&Words> {
        let primary = tag.split(['-', '_']).next()?;
        let mut all = self.all.iter();
        all.find(|it| it.language().eq_ignore_ascii_case(primary))
    }
}

/// The language tags of an `Accept-Language` field (RFC 9110 section 12.5.4), best first.
pub(crate) fn wishes(accepted: &str) -> Vec<&str> {
    let mut wishes: Vec<(&str, f32)> = accepted
        .split(',')
        .take(ENTRIES)
        .filter_map(|entry| {
            let mut parts = entry.split(';');
            let tag = parts.next()?.trim();
            let quality = parts.find_map(|it| it.trim().strip_prefix("q="));
            let quality = quality.map_or(Some(1.0), |it| it.parse().ok())?;
            (!tag.is_empty() && quality > 0.0).then_some((tag, quality))
        })
        .collect();
    wishes.sort_by(|a, b| b.1.total_cmp(&a.1));
    wishes.into_iter().map(|it| it.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_in_order_of_their_weight() {
        assert_eq!(wishes("fr;q=0.5, de-AT, en;q=0.8"), ["de-AT", "en", "fr"]);
        assert_eq!(wishes("es;q=0, *;q=x, ,;q=1"), [""; 0]);
    }

    #[test]
    fn what_was_chosen_counts_before_what_the_browser_asks_for() {
        let languages = Languages::load().unwrap();
        let choose = |chosen, accepted| languages.choose(chosen, accepted).language().to_owned();
        assert_eq!(choose(Some("de"), Some("fr")), "de");
        assert_eq!(choose(None, Some("pt-BR,en;q=0.5")), "pt");
        assert_eq!(choose(Some("xx"), Some("ja")), "en");
        assert_eq!(choose(None, None), "en");
    }
}
