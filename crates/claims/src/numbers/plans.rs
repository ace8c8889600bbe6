//! How numbers are written within the countries of the home regions.
//!
//! A number without a country code is read only where its digits and their grouping are usual in a
//! country; the numbering plan itself is checked by the library ([`super::validate`]).

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

static PLANS: &[Plan] = &[
    Plan {
        region: "GB",
        code: "44",
        language: "en",
        also: None,
        forms: &[form(
            &["01", "02", "03", "05", "07", "08", "09"],
            &[
                &[5, 6],
                &[5, 5],
                &[3, 4, 4],
                &[4, 3, 4],
                &[4, 7],
                &[5, 3, 3],
                &[4, 3, 3],
                &[4, 6],
                &[3, 8],
                &[4, 4, 3],
                &[4, 2, 2, 3],
                &[5, 2, 2, 2],
            ],
        )],
    },
    Plan {
        region: "AU",
        code: "61",
        language: "en",
        also: None,
        forms: &[
            form(
                &["02", "03", "04", "07", "08"],
                &[&[2, 4, 4], &[4, 3, 3], &[2, 8]],
            ),
            form(&["1300", "1800"], &[&[4, 3, 3], &[4, 6], &[4, 2, 2, 2]]),
        ],
    },
    Plan {
        region: "IN",
        code: "91",
        language: "en",
        also: None,
        forms: &[
            form(
                &["6", "7", "8", "9"],
                &[&[5, 5], &[4, 3, 3], &[3, 3, 4], &[4, 6]],
            ),
            form(&["06", "07", "08", "09"], &[&[6, 5], &[1, 5, 5]]),
            form(
                &["1800", "1860"],
                &[&[4, 3, 3], &[4, 3, 4], &[4, 2, 4], &[4, 7], &[4, 6]],
            ),
            form(&["0"], &[&[3, 4, 4], &[3, 8], &[4, 7], &[5, 6]]),
        ],
    },
    Plan {
        region: "BR",
        code: "55",
        language: "pt",
        also: None,
        forms: &[
            form(
                &["0300", "0500", "0800", "0900"],
                &[&[4, 3, 4], &[4, 3, 3], &[4, 7], &[4, 6], &[4, 3, 2, 2]],
            ),
            form(&["300", "400"], &[&[4, 4]]),
            area(
                &[],
                &[
                    &[2, 4, 4],
                    &[2, 5, 4],
                    &[2, 1, 4, 4],
                    &[3, 4, 4],
                    &[3, 5, 4],
                    &[2, 8],
                    &[2, 9],
                ],
            ),
            form(&["0"], &[&[3, 4, 4], &[3, 5, 4]]),
            form(&[], &[&[2, 5, 4], &[2, 4, 4]]),
        ],
    },
    Plan {
        region: "DE",
        code: "49",
        language: "de",
        also: None,
        forms: &[form(
            &["01", "02", "03", "04", "05", "06", "07", "08", "09"],
            &[
                &[4, 7],
                &[4, 6],
                &[3, 7],
                &[3, 8],
                &[3, 6],
                &[4, 3, 4],
                &[4, 3, 3],
                &[4, 4, 3],
                &[4, 8],
                &[4, 4, 4],
                &[4, 3, 2, 2],
                &[5, 6],
                &[5, 5],
                &[5, 4],
                &[3, 4, 4],
                &[3, 3, 4],
                &[3, 4, 3],
                &[3, 2, 2, 2, 2],
                &[3, 3, 3],
                &[4, 2, 2, 2],
                &[4, 2, 2, 2, 1],
                &[5, 3, 3],
                &[5, 7],
                &[5, 2, 2, 2],
                &[3, 3, 3, 2],
                &[3, 3, 2, 3],
                &[3, 3, 2, 2],
                &[3, 2, 3, 3],
                &[4, 2, 2, 2, 2],
                &[4, 3, 5],
                &[3, 4, 3],
            ],
        )],
    },
    Plan {
        region: "FR",
        code: "33",
        language: "fr",
        also: None,
        forms: &[form(
            &["01", "02", "03", "04", "05", "06", "07", "08", "09"],
            &[
                &[2, 2, 2, 2, 2],
                &[4, 3, 3],
                &[4, 2, 2, 2],
                &[4, 6],
                &[2, 4, 4],
                &[1, 3, 2, 2, 2],
                &[1, 3, 3, 3],
            ],
        )],
    },
    Plan {
        region: "ES",
        code: "34",
        language: "es",
        also: None,
        forms: &[form(
            &["6", "7", "8", "9"],
            &[
                &[3, 3, 3],
                &[3, 2, 2, 2],
                &[2, 3, 2, 2],
                &[3, 6],
                &[2, 7],
                &[3, 3, 1, 2],
            ],
        )],
    },
    Plan {
        region: "IT",
        code: "39",
        language: "it",
        also: None,
        forms: &[
            form(
                &["0"],
                &[
                    &[2, 4, 4],
                    &[2, 8],
                    &[3, 7],
                    &[2, 7],
                    &[4, 6],
                    &[3, 6],
                    &[2, 3, 4],
                    &[3, 4, 3],
                    &[3, 3, 4],
                ],
            ),
            form(&["3"], &[&[3, 3, 4], &[3, 7], &[3, 3, 2, 2], &[3, 4, 3]]),
            form(
                &["800", "803", "199", "848", "840", "892"],
                &[&[3, 3, 3], &[3, 6], &[3, 2, 2, 2]],
            ),
            form(
                &["0"],
                &[
                    &[2, 2, 2, 2, 2],
                    &[2, 4, 2, 2],
                    &[3, 2, 2, 3],
                    &[2, 3, 2, 3],
                    &[2, 3, 3, 2],
                    &[3, 2, 2, 2],
                ],
            ),
        ],
    },
    Plan {
        region: "MX",
        code: "52",
        language: "es",
        also: None,
        forms: &[
            form(&[], &[&[2, 4, 4], &[3, 3, 2, 2], &[2, 2, 2, 2, 2]]),
            form(&["800", "900"], &[&[3, 3, 4], &[3, 7], &[3, 3, 2, 2]]),
            form(&["01"], &[&[2, 3, 3, 4], &[2, 2, 4, 4]]),
        ],
    },
    Plan {
        region: "NL",
        code: "31",
        language: "nl",
        also: None,
        forms: &[
            form(
                &["01", "02", "03", "04", "05", "07"],
                &[
                    &[3, 7],
                    &[4, 6],
                    &[3, 3, 4],
                    &[3, 3, 2, 2],
                    &[4, 2, 2, 2],
                    &[3, 4, 3],
                    &[4, 3, 3],
                ],
            ),
            form(
                &["06"],
                &[&[2, 8], &[2, 4, 4], &[2, 2, 2, 2, 2], &[4, 3, 3]],
            ),
            form(
                &["0800", "0900"],
                &[&[4, 4], &[4, 7], &[4, 2, 2], &[4, 3, 4]],
            ),
            form(
                &["085", "088"],
                &[&[3, 7], &[3, 3, 4], &[3, 3, 2, 2], &[3, 4, 3], &[4, 6]],
            ),
        ],
    },
    Plan {
        region: "AT",
        code: "43",
        language: "de",
        also: None,
        forms: &[form(
            &["0"],
            &[
                &[4, 6],
                &[4, 7],
                &[4, 3, 4],
                &[4, 3, 3],
                &[2, 3, 4],
                &[2, 7],
                &[5, 5],
                &[5, 6],
                &[4, 6, 2],
            ],
        )],
    },
    Plan {
        region: "CH",
        code: "41",
        language: "de",
        also: Some("fr"),
        forms: &[form(
            &["0"],
            &[&[3, 3, 2, 2], &[4, 2, 2, 2], &[4, 3, 3], &[4, 6]],
        )],
    },
    Plan {
        region: "BE",
        code: "32",
        language: "nl",
        also: Some("fr"),
        forms: &[form(
            &["0"],
            &[
                &[4, 2, 2, 2],
                &[3, 2, 2, 2],
                &[2, 3, 2, 2],
                &[4, 3, 3],
                &[3, 3, 3],
            ],
        )],
    },
    Plan {
        region: "PT",
        code: "351",
        language: "pt",
        also: None,
        forms: &[form(
            &["2", "30", "70", "80", "9"],
            &[&[3, 3, 3], &[2, 3, 4], &[3, 6], &[3, 2, 2, 2]],
        )],
    },
    Plan {
        region: "CO",
        code: "57",
        language: "es",
        also: None,
        forms: &[
            form(&["3", "60"], &[&[3, 3, 4], &[3, 7], &[3, 3, 2, 2]]),
            form(
                &["01800", "018000"],
                &[&[2, 3, 3, 3], &[2, 4, 6], &[2, 4, 2, 4]],
            ),
        ],
    },
    Plan {
        region: "AR",
        code: "54",
        language: "es",
        also: None,
        forms: &[
            form(&["0800", "0810", "0600"], &[&[4, 3, 4], &[4, 7]]),
            form(
                &["011", "02", "03"],
                &[&[3, 4, 4], &[4, 3, 4], &[4, 2, 2, 2]],
            ),
        ],
    },
    Plan {
        region: "CL",
        code: "56",
        language: "es",
        also: None,
        forms: &[
            form(&["600", "800"], &[&[3, 3, 4], &[3, 6], &[3, 3, 3]]),
            form(&["2", "9"], &[&[1, 4, 4], &[2, 7], &[1, 8]]),
        ],
    },
    Plan {
        region: "PE",
        code: "51",
        language: "es",
        also: None,
        forms: &[
            form(&["0800"], &[&[4, 5], &[4, 2, 3], &[4, 1, 4]]),
            form(&["01"], &[&[2, 3, 4], &[2, 7]]),
            form(&["9"], &[&[3, 3, 3]]),
        ],
    },
    Plan {
        region: "IE",
        code: "353",
        language: "en",
        also: None,
        forms: &[
            form(
                &["01", "02", "04", "05", "06", "07", "08", "09"],
                &[&[2, 3, 4], &[3, 3, 4], &[3, 7], &[2, 7]],
            ),
            form(&["1800", "1850", "1890"], &[&[4, 3, 3], &[4, 6]]),
        ],
    },
    Plan {
        region: "NZ",
        code: "64",
        language: "en",
        also: None,
        forms: &[form(&["0800", "0508"], &[&[4, 3, 3], &[4, 3, 4], &[4, 6]])],
    },
    Plan {
        region: "ZA",
        code: "27",
        language: "en",
        also: None,
        forms: &[
            form(&["0800", "0860", "0861", "0862"], &[&[4, 3, 3], &[4, 6]]),
            form(
                &["010", "011", "012", "021", "031", "087"],
                &[&[3, 3, 4], &[3, 7]],
            ),
        ],
    },
    Plan {
        region: "PL",
        code: "48",
        language: "pl",
        also: None,
        forms: &[form(&[], &[&[3, 3, 3], &[2, 3, 2, 2], &[3, 6]])],
    },
    Plan {
        region: "TR",
        code: "90",
        language: "tr",
        also: None,
        forms: &[form(
            &["0"],
            &[&[4, 3, 2, 2], &[4, 3, 4], &[1, 3, 3, 2, 2], &[4, 7]],
        )],
    },
    Plan {
        region: "JP",
        code: "81",
        language: "ja",
        also: None,
        forms: &[form(
            &["0"],
            &[
                &[2, 4, 4],
                &[3, 3, 4],
                &[3, 4, 4],
                &[4, 2, 4],
                &[4, 3, 3],
                &[4, 6],
                &[4, 3, 4],
                &[5, 1, 4],
            ],
        )],
    },
    Plan {
        region: "SE",
        code: "46",
        language: "sv",
        also: None,
        forms: &[form(
            &["0"],
            &[
                &[3, 3, 2, 2],
                &[2, 3, 3, 2],
                &[3, 2, 2, 2],
                &[3, 3, 3],
                &[4, 2, 2, 2],
            ],
        )],
    },
    Plan {
        region: "DK",
        code: "45",
        language: "da",
        also: Some("nb"),
        forms: &[form(&[], &[&[2, 2, 2, 2], &[4, 4], &[2, 3, 3]])],
    },
    Plan {
        region: "NO",
        code: "47",
        language: "nb",
        also: Some("da"),
        forms: &[form(&[], &[&[2, 2, 2, 2], &[3, 2, 3], &[3, 5]])],
    },
    Plan {
        region: "FI",
        code: "358",
        language: "fi",
        also: None,
        forms: &[
            form(
                &["0"],
                &[
                    &[2, 3, 4],
                    &[2, 4, 3],
                    &[2, 4, 4],
                    &[2, 3, 3],
                    &[2, 7],
                    &[3, 3, 4],
                    &[3, 3, 3],
                    &[3, 4, 3],
                    &[3, 3, 2, 2],
                    &[3, 7],
                    &[3, 6],
                    &[3, 4, 4],
                    &[4, 3, 3],
                    &[4, 6],
                ],
            ),
            form(
                &["0600", "0700", "0800"],
                &[
                    &[4, 3, 3],
                    &[4, 6],
                    &[4, 5],
                    &[4, 1, 4],
                    &[4, 2, 3],
                    &[4, 3, 2],
                    &[4, 4],
                    &[4, 2, 2],
                ],
            ),
        ],
    },
    Plan {
        region: "CZ",
        code: "420",
        language: "cs",
        also: None,
        forms: &[form(
            &["2", "3", "4", "5", "6", "7", "8", "9"],
            &[&[3, 3, 3], &[3, 2, 2, 2], &[3, 6]],
        )],
    },
    Plan {
        region: "HU",
        code: "36",
        language: "hu",
        also: None,
        forms: &[
            form(
                &["06"],
                &[
                    &[2, 1, 3, 4],
                    &[2, 1, 7],
                    &[2, 1, 3, 2, 2],
                    &[2, 2, 3, 3],
                    &[2, 2, 3, 4],
                    &[2, 2, 6],
                    &[2, 2, 7],
                    &[2, 2, 3, 2, 2],
                    &[2, 2, 2, 2, 2],
                    &[4, 3, 3],
                    &[4, 3, 4],
                    &[4, 6],
                    &[4, 7],
                    &[3, 3, 4],
                    &[3, 7],
                ],
            ),
            area(&["1", "06"], &[&[1, 3, 4], &[1, 7], &[2, 1, 3, 4]]),
        ],
    },
    Plan {
        region: "RO",
        code: "40",
        language: "ro",
        also: None,
        forms: &[form(
            &["02", "03", "07", "08", "09"],
            &[
                &[3, 3, 4],
                &[4, 3, 3],
                &[3, 3, 2, 2],
                &[3, 2, 2, 3],
                &[3, 7],
                &[4, 6],
                &[3, 2, 3, 2],
                &[4, 2, 2, 2],
                &[4, 4, 2],
            ],
        )],
    },
];

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
