//! How far the form alone makes digits a phone number, and which number it is.

use super::candidate::Candidate;
use super::plans;
use super::spelled;
use super::spoken::Spoken;
use super::validate::{self, Valid};
use crate::Settings;
use crate::reading::Reading;

/// How much more than its form is needed to take digits for a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A call word close by.
    Weak,
    /// Some word of telephoning around.
    Medium,
    /// Nothing more, unless a label says that it is something else.
    Strong,
    /// The same, and a single word before it is no such label: no order number has a country code and an area code of
    /// three digits ("free of charge: 1-689-…").
    Unmistakable,
    /// Nothing at all: a plus sign and a country code.
    Certain,
}

impl Strength {
    fn weaker(self) -> Self {
        match self {
            Self::Weak | Self::Medium => Self::Weak,
            Self::Strong | Self::Unmistakable => Self::Medium,
            Self::Certain => Self::Strong,
        }
    }
}

/// A candidate whose digits are a number that can exist.
#[derive(Debug, Clone)]
pub(super) struct Assessment {
    pub(super) strength: Strength,
    pub(super) valid: Valid,
}

/// What the candidates of one message are judged by.
pub(super) struct Judge<'s> {
    settings: &'s Settings,
    spoken: &'s Spoken<'s>,
    /// Numbers that may still be validated.
    validations: usize,
    /// What was validated lately: mails repeat their number.
    known: Vec<(String, Option<Valid>)>,
}

/// Groups that a number has at most unless its digits are taken apart; then nothing else stands beside
/// it. Rows of digits that go on and on are tables.
const MOST_USUAL_GROUPS: usize = 6;
/// Answers of the validation that are kept.
const KEPT: usize = 32;

impl<'s> Judge<'s> {
    pub(super) fn new(settings: &'s Settings, spoken: &'s Spoken<'s>) -> Self {
        Self {
            settings,
            spoken,
            validations: settings.max_numbers.saturating_mul(6),
            known: Vec::new(),
        }
    }

    /// Assesses `candidate` by its form and the numbering plans.
    pub(super) fn assess(
        &mut self,
        candidate: &Candidate<'_>,
        reading: &Reading,
    ) -> Option<Assessment> {
        let length = candidate.digits().len();
        let apart = candidate.groups().len() > MOST_USUAL_GROUPS && candidate.spelled() == 0;
        if !(7..=16).contains(&length)
            || !candidate.is_bounded()
            || apart && !candidate.is_alone()
            || candidate.has_loose_letters(reading)
            || is_something_else(candidate)
            || is_enumeration(candidate)
        {
            return None;
        }
        let plus = candidate.plus(reading).is_some();
        let mut assessment = self
            .international(candidate, plus)
            .or_else(|| self.at_home(candidate, reading, plus))
            .or_else(|| self.without_plus(candidate))?;
        if candidate.breaks_line() && !plus {
            assessment.strength = assessment.strength.weaker();
        }
        Some(assessment)
    }

    /// `+1 …`, `0044 …`, `011 44 …`.
    fn international(&mut self, candidate: &Candidate<'_>, plus: bool) -> Option<Assessment> {
        let plain = candidate.digits();
        if !plus && !plain.starts_with("00") && !plain.starts_with("011") {
            return None;
        }
        let digits = candidate.international_digits();
        if plus {
            let digits = digits.strip_prefix("00").unwrap_or(&digits);
            let valid = self.validated("+", digits)?;
            let strength = if candidate.groups().len() > 7 || candidate.spelled() > 0 {
                Strength::Strong
            } else {
                Strength::Certain
            };
            return Some(Assessment { strength, valid });
        }
        let rest = digits.strip_prefix("00").or_else(|| {
            let first = candidate.groups().first()?;
            let dialled = first.digits.1 - first.digits.0 == 3;
            digits.strip_prefix("011").filter(|_| dialled)
        })?;
        let valid = self.validated("+", rest)?;
        let grouped = candidate.groups().len() > 1;
        Some(Assessment {
            strength: if grouped {
                Strength::Medium
            } else {
                Strength::Weak
            },
            valid,
        })
    }

    /// By the North American plan or another: by the latter where it fits better, as `21 3958-7041` does in Portuguese.
    fn at_home(
        &mut self,
        candidate: &Candidate<'_>,
        reading: &Reading,
        plus: bool,
    ) -> Option<Assessment> {
        let north_american = self.north_american(candidate, reading, plus);
        match north_american {
            Some(found) if found.strength > Strength::Weak => Some(found),
            weak => {
                let national = self.national(candidate, reading);
                // English says nothing of the country.
                let fits_better = self.spoken.language() != Some("en")
                    && national
                        .as_ref()
                        .is_some_and(|it| it.strength > Strength::Weak);
                if fits_better {
                    national
                } else {
                    weak.or(national)
                }
            }
        }
    }

    /// The ten digits of the North American plan.
    fn north_american(
        &mut self,
        candidate: &Candidate<'_>,
        reading: &Reading,
        plus: bool,
    ) -> Option<Assessment> {
        let region = self.home(&["US", "CA"])?;
        let strength = north_american_form(candidate, candidate.is_parenthesised(reading), plus)?;
        let valid = self.validated(region, candidate.digits())?;
        Some(Assessment { strength, valid })
    }

    /// The forms of the other home regions and of those where the text's language is spoken, the latter first.
    fn national(&mut self, candidate: &Candidate<'_>, reading: &Reading) -> Option<Assessment> {
        let digits = candidate.digits();
        let lengths = candidate.lengths()?;
        let parenthesised = candidate.is_parenthesised(reading);
        let even = is_evenly_separated(candidate);
        let whole = candidate.groups().len() == 1
            || candidate.is_alone() && (is_taken_apart(candidate) || candidate.spelled() > 0);
        let (settings, language) = (self.settings, self.spoken.language());
        for (plan, speaks) in plans::candidates(&settings.home_regions, language) {
            let formed = even && plan.has_form(digits, lengths.as_slice(), parenthesised);
            // People group the digits of their own country as they like. English is spoken in too many countries:
            // there only a leading zero tells.
            let loose = speaks
                && even
                && candidate.groups().len() > 1
                && candidate.spelled() == 0
                && (plan.language != "en" || digits.starts_with('0'));
            if !(formed || loose || whole && plan.may_be(digits, speaks)) {
                continue;
            }
            if let Some(valid) = self.validated(plan.region, digits) {
                let strength = national_strength(candidate, formed, speaks);
                return Some(Assessment { strength, valid });
            }
        }
        None
    }

    /// A country code of a home region without plus sign.
    fn without_plus(&mut self, candidate: &Candidate<'_>) -> Option<Assessment> {
        if candidate.digits().len() < 11 || !candidate.is_alone() {
            return None;
        }
        let digits = candidate.international_digits();
        let mut regions = self.settings.home_regions.iter();
        let plan = regions.find_map(|it| {
            plans::plan(it).filter(|plan| digits.len() >= 11 && digits.starts_with(plan.code))
        })?;
        let first = candidate.groups().first()?;
        let apart = (first.digits.1 - first.digits.0) as usize == plan.code.len();
        if !apart {
            return None;
        }
        let valid = self.validated("+", &digits)?;
        Some(Assessment {
            strength: Strength::Weak,
            valid,
        })
    }

    /// The first of `regions` that is a home region.
    fn home(&self, regions: &[&'static str]) -> Option<&'static str> {
        let home = &self.settings.home_regions;
        regions
            .iter()
            .find(|it| home.iter().any(|home| home == *it))
            .copied()
    }

    /// Validates digits as dialled within `region`, or behind `+`, while there is a budget for it.
    fn validated(&mut self, region: &str, digits: &str) -> Option<Valid> {
        let asked = |it: &&(String, Option<Valid>)| it.0.strip_prefix(region) == Some(digits);
        if let Some(known) = self.known.iter().find(asked) {
            return known.1.clone();
        }
        self.validations = self.validations.checked_sub(1)?;
        let valid = match region {
            "+" => validate::international(digits),
            region => validate::national(digits, region),
        };
        if self.known.len() >= KEPT {
            self.known.remove(0);
        }
        self.known
            .push((format!("{region}{digits}"), valid.clone()));
        valid
    }
}

/// Whether slashes, where there are several groups, do not stand beside other signs: `06/01/25-05/31` is
/// two dates.
fn is_evenly_separated(candidate: &Candidate<'_>) -> bool {
    let gaps = candidate.gaps();
    let slashes = gaps.iter().filter(|it| it.slash).count();
    slashes < 2 || slashes == gaps.len()
}

fn national_strength(candidate: &Candidate<'_>, formed: bool, speaks: bool) -> Strength {
    if candidate.spelled() >= 5 && speaks {
        return Strength::Medium;
    }
    if is_taken_apart(candidate) && candidate.is_alone() && speaks {
        return Strength::Medium;
    }
    if !formed || candidate.has_letters() || candidate.spelled() > 0 {
        return Strength::Weak;
    }
    if speaks {
        Strength::Medium
    } else {
        Strength::Weak
    }
}

/// How far the grouping is that of a North American number; `None` if it cannot be one.
fn north_american_form(
    candidate: &Candidate<'_>,
    parenthesised: bool,
    plus: bool,
) -> Option<Strength> {
    let digits = candidate.digits();
    let (lead, national) = match digits.strip_prefix('1') {
        Some(rest) if rest.len() == 10 => (true, rest),
        _ => (false, digits),
    };
    if !may_be_north_american(national) {
        return None;
    }
    if candidate.spelled() > 0 {
        return spelled_strength(candidate, national);
    }
    let lengths = candidate.lengths()?;
    let mut lengths = lengths.as_slice();
    let mut gaps = candidate.gaps();
    let first;
    if lead {
        match lengths {
            [1, rest @ ..] => {
                lengths = rest;
                gaps = gaps.get(1..).unwrap_or_default();
            }
            [it, rest @ ..] => {
                let mut shortened = [0_u8; 17];
                for (to, from) in shortened
                    .iter_mut()
                    .zip(std::iter::once(&(it - 1)).chain(rest))
                {
                    *to = *from;
                }
                first = shortened;
                lengths = first.get(..=rest.len()).unwrap_or_default();
            }
            [] => return None,
        }
    }
    let parenthesised = parenthesised || gaps.first().is_some_and(|it| it.close);
    let signed = gaps.iter().any(|it| it.hyphen || it.dot) || parenthesised;
    let odd = gaps.iter().any(|it| it.odd || it.slash || it.signs > 2);
    let strength = match lengths {
        [3, 3, 4] if odd => Strength::Medium,
        [3, 3, 4] if lead || plus || parenthesised => Strength::Unmistakable,
        [3, 3, 4] if signed => Strength::Strong,
        [3, 3, 4] => Strength::Medium,
        [3, 7] if parenthesised => Strength::Strong,
        [3, 7] | [6, 4] if signed => Strength::Medium,
        [10] => Strength::Weak,
        [2, ..] if parenthesised => return None,
        _ if is_taken_apart(candidate) => Strength::Medium,
        _ if candidate.is_alone() => Strength::Weak,
        _ => return None,
    };
    Some(if candidate.has_letters() {
        strength.weaker()
    } else {
        strength
    })
}

fn may_be_north_american(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 10
        && bytes.first().is_some_and(|it| (b'2'..=b'9').contains(it))
        && bytes.get(3).is_some_and(|it| (b'2'..=b'9').contains(it))
        && bytes
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a != b))
}

fn spelled_strength(candidate: &Candidate<'_>, national: &str) -> Option<Strength> {
    if spelled::only_counts(national) || spelled::only_counts(candidate.digits()) {
        return None;
    }
    Some(match candidate.spelled() {
        7.. => Strength::Strong,
        3.. => Strength::Medium,
        _ => Strength::Weak,
    })
}

/// Whether commas stand between plain figures: a list. Between spelled digits, between a few of the digits of a number that
/// is taken apart ("4 4 0, 5 5 5, 0 1 8 0"), and before a word that leads on ("213, then 555"), they only part the groups.
fn is_enumeration(candidate: &Candidate<'_>) -> bool {
    let commas = candidate
        .gaps()
        .iter()
        .filter(|it| it.comma && !it.led_on)
        .count();
    let parts = is_taken_apart(candidate) && commas <= MOST_PARTS;
    commas > 0 && candidate.spelled() == 0 && !parts
}

/// Commas within one number: it has four parts at most.
const MOST_PARTS: usize = 3;

/// Whether every digit stands for itself (`2 0 8 - 4 7 1`): nobody writes so whose number programs may read.
fn is_taken_apart(candidate: &Candidate<'_>) -> bool {
    candidate.groups().len() >= 7
        && candidate
            .groups()
            .iter()
            .all(|it| it.digits.1 - it.digits.0 == 1)
}

/// Whether the grouping is that of a date, an address of the Internet, a Brazilian tax number.
fn is_something_else(candidate: &Candidate<'_>) -> bool {
    let Some(lengths) = candidate.lengths() else {
        return true;
    };
    let area_code = candidate.gaps().first().is_some_and(|it| it.close);
    if !area_code && are_decimals(candidate, lengths.as_slice()) {
        return true;
    }
    let gaps = candidate.gaps();
    let dots = gaps.iter().filter(|it| it.dot && it.is_tight()).count();
    match lengths.as_slice() {
        // CPF 123.456.789-09 and CNPJ 12.345.678/0001-90, the latter also without its punctuation.
        [3, 3, 3, 2] => dots == 2 && gaps.last().is_some_and(|it| it.hyphen),
        [2, 3, 3, 4, 2] | [8, 4, 2] => gaps.iter().any(|it| it.slash || it.dot),
        // Four bytes of an address.
        [1..=3, 1..=3, 1..=3, 1..=3] if dots == 3 => true,
        // Dates.
        [1 | 2, 1 | 2, 4, ..] | [4, 1 | 2, 1 | 2, ..] => {
            let [first, second, ..] = gaps else {
                return false;
            };
            let same = |a: bool, b: bool| a && b;
            same(first.slash, second.slash)
                || same(first.hyphen, second.hyphen)
                || same(first.dot, second.dot)
        }
        _ => false,
    }
}

/// Whether some groups are joined by a dot and others set apart by a space: figures of a table (`8542.48
/// 69.37`), unless the groups are those of a number.
fn are_decimals(candidate: &Candidate<'_>, lengths: &[u8]) -> bool {
    let dotted = candidate.gaps().iter().any(|it| it.dot && it.is_tight());
    let spaced = candidate.gaps().iter().any(|it| it.space);
    let north_american = matches!(lengths, [3, 3, 4] | [1, 3, 3, 4] | [1, 3, 3, 2, 2]);
    dotted && spaced && !north_american
}
