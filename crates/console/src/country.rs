//! Which country a reader is in: the one chosen, else the one that the browser's languages name.

use crate::help::{Countries, CountryHelp};
use crate::language::wishes;

/// Where a language is spoken that comes without a country.
const HOMES: [(&str, &str); 5] = [
    ("de", "DE"),
    ("es", "ES"),
    ("fr", "FR"),
    ("hi", "IN"),
    ("pt", "PT"),
];

/// The country of a reader who chose `chosen` and whose browser sends `accepted`.
pub(crate) fn choose<'c>(
    countries: &'c Countries,
    chosen: Option<&str>,
    accepted: Option<&str>,
) -> Option<&'c CountryHelp> {
    let wishes = wishes(accepted.unwrap_or_default());
    let named = || {
        let mut regions = wishes.iter().filter_map(|it| region(it));
        regions.find_map(|it| countries.get(it))
    };
    let home = || {
        let mut homes = wishes.iter().filter_map(|tag| {
            let language = tag.split(['-', '_']).next()?;
            let mut homes = HOMES.iter();
            homes.find(|it| it.0.eq_ignore_ascii_case(language))
        });
        homes.find_map(|it| countries.get(it.1))
    };
    chosen
        .and_then(|it| countries.get(it))
        .or_else(named)
        .or_else(home)
}

/// The region of a language tag (RFC 5646): `BR` of `pt-BR`, `MX` of `es-Latn-MX`.
pub(crate) fn region(tag: &str) -> Option<&str> {
    let mut parts = tag.split(['-', '_']).skip(1);
    parts.find(|it| it.len() == 2 && it.bytes().all(|it| it.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_is_chosen_named_or_guessed() {
        let countries = Countries::builtin().unwrap();
        let choose = |chosen, accepted| {
            choose(&countries, chosen, accepted).map(|it| it.code.as_str().to_owned())
        };
        assert_eq!(choose(Some("in"), Some("de-DE")).as_deref(), Some("IN"));
        assert_eq!(choose(None, Some("pt-BR,pt")).as_deref(), Some("BR"));
        assert_eq!(choose(None, Some("en,de-DE;q=0.8")).as_deref(), Some("DE"));
        assert_eq!(choose(None, Some("fr")).as_deref(), Some("FR"));
        assert_eq!(choose(None, Some("en")), None);
        assert_eq!(choose(Some("zz"), None), None);
    }
}
