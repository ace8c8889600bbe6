//! How numbers are written within the countries of the home regions.
//!
//! A number without a country code is read only where its digits and their grouping are usual in a
//! country; the numbering plan itself is checked by the library ([`super::validate`]).

mod table;

use table::PLANS;

/// How a country writes its national numbers.
pub(super) struct Plan {
    /// ISO 3166 code.
    pub(super) region: &'static str,
    /// Its country code.
    pub(super) code: &'static str,
    /// The language most of its mail is in.
    pub(super) language: &'static str,
    /// Another one, or one that is so like it that a short text may be taken for it.
    also: Option<&'static str>,
    pub(super) forms: &'static [Form],
}

/// One usual form.
pub(super) struct Form {
    /// What the digits begin with, any of these; empty: anything.
    leads: &'static [&'static str],
    /// Lengths of the groups.
    groups: &'static [&'static [u8]],
    /// Whether the first group must stand in parentheses.
    parenthesised: bool,
}

const fn form(leads: &'static [&'static str], groups: &'static [&'static [u8]]) -> Form {
    Form {
        leads,
        groups,
        parenthesised: false,
    }
}

const fn area(leads: &'static [&'static str], groups: &'static [&'static [u8]]) -> Form {
    Form {
        leads,
        groups,
        parenthesised: true,
    }
}

/// Whether digits in groups of these lengths, the first in parentheses or not, are written in a form
/// of this plan.
impl Plan {
    pub(super) fn has_form(&self, digits: &str, lengths: &[u8], parenthesised: bool) -> bool {
        self.forms.iter().any(|form| {
            (form.leads.is_empty() || form.leads.iter().any(|it| digits.starts_with(it)))
                && (!form.parenthesised || parenthesised)
                && form.groups.contains(&lengths)
        })
    }

    /// Whether digits without groups could be a national number of this plan. Where the text is not in
    /// the country's language, only digits that begin in a telling way are.
    pub(super) fn may_be(&self, digits: &str, speaks: bool) -> bool {
        let length = digits.len();
        self.forms.iter().any(|form| {
            (form.leads.is_empty() && speaks || form.leads.iter().any(|it| digits.starts_with(it)))
                && form
                    .groups
                    .iter()
                    .any(|groups| groups.iter().map(|it| usize::from(*it)).sum::<usize>() == length)
        })
    }
}

/// The plans to read a number by, in this order, each with whether the text's language is spoken there: home regions
/// of that language, other countries of that language, other home regions.
pub(super) fn candidates<'s>(
    home: &'s [String],
    language: Option<&'s str>,
) -> impl Iterator<Item = (&'static Plan, bool)> + 's {
    let at_home = |it: &Plan| home.iter().any(|home| home == it.region);
    let spoken =
        move |it: &Plan| language == Some(it.language) || it.also == language && language.is_some();
    let own = home.iter().filter_map(|it| plan(it));
    let first = own.clone().filter(move |it| spoken(it));
    // English says nothing of the country. A country whose own language it is comes before one where it is understood.
    let others = move |it: &&Plan| it.language != "en" && spoken(it) && !at_home(it);
    let abroad = PLANS
        .iter()
        .filter(move |it| others(it) && language == Some(it.language));
    let near = PLANS
        .iter()
        .filter(move |it| others(it) && language != Some(it.language));
    let abroad = abroad.chain(near);
    let last = own.filter(move |it| !spoken(it));
    first
        .chain(abroad)
        .map(|it| (it, true))
        .chain(last.map(|it| (it, false)))
}

/// The plan of `region`, which is not one of the North American plan.
pub(super) fn plan(region: &str) -> Option<&'static Plan> {
    PLANS.iter().find(|it| it.region == region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(region: &str, digits: &str, lengths: &[u8], parenthesised: bool, expected: bool) {
        let plan = plan(region).unwrap();
        assert_eq!(plan.has_form(digits, lengths, parenthesised), expected);
    }

    #[test]
    fn usual_forms_are_known() {
        check("BR", "08007712345", &[4, 3, 4], false, true);
        check("BR", "40035913", &[4, 4], false, true);
        check("BR", "11912345678", &[2, 5, 4], true, true);
        check("FR", "0123456789", &[2, 2, 2, 2, 2], false, true);
        check("GB", "08001234567", &[4, 3, 4], false, true);
        check("FI", "095550555", &[2, 3, 4], false, true);
        check("CZ", "800123456", &[3, 3, 3], false, true);
        check("HU", "0612345678", &[2, 1, 3, 4], false, true);
        check("HU", "0612345678", &[2, 1, 3, 4], true, true);
        check("RO", "0211234567", &[3, 3, 4], false, true);
    }

    #[test]
    fn the_country_of_the_language_comes_before_the_one_beside_it() {
        let home = ["US".to_owned()];
        let regions = |language| {
            candidates(&home, Some(language))
                .map(|it| it.0.region)
                .collect::<Vec<_>>()
        };
        assert_eq!(regions("nb"), ["NO", "DK"]);
        assert_eq!(regions("da"), ["DK", "NO"]);
    }

    #[test]
    fn other_forms_are_not() {
        check("BR", "20021015", &[4, 4], false, false);
        check("FR", "1234567890", &[2, 2, 2, 2, 2], false, false);
        check("GB", "08001234567", &[2, 2, 7], false, false);
    }
}
