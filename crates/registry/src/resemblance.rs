//! Domains that imitate a brand's.
//!
//! Only names that are distinctive can be imitated: a label counts if it is one of the brand's
//! spellings that is no ordinary word. What is left out on purpose (`chase`, `target`, `united`)
//! would accuse half of the world's domains.

use std::collections::{HashMap, HashSet};

use address::Domain;

use crate::Brand;

/// Which brand a domain imitates, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resemblance {
    /// The brand's id.
    pub brand: String,
    /// The genuine domain it resembles.
    pub domain: String,
    /// `punycode`, `confusable`, `edit_distance`, `added_word`, `swapped_tld`, `subdomain`.
    pub how: &'static str,
}

/// Letters a name needs before one changed letter is no accident.
const EDIT_MINIMUM: usize = 6;
/// Letters a name needs before digits for letters or other endings are no accident.
const LABEL_MINIMUM: usize = 5;
/// Letters a name needs before a word glued to it is no accident.
const GLUED_MINIMUM: usize = 4;
/// Letters a name needs to be recognised as a word of its own between hyphens.
const TOKEN_MINIMUM: usize = 3;
/// Countries from which on a brand is at home everywhere.
const MANY_COUNTRIES: usize = 5;
/// Tokens of one label, and labels of one host, that are looked at.
const MAX_TOKENS: usize = 16;
/// Labels a brand's domain has at most.
const WINDOW: usize = 4;

/// The names that can be imitated.
#[derive(Debug, Default)]
pub(crate) struct Lookalikes {
    names: Vec<Name>,
    by_label: HashMap<String, usize>,
    by_skeleton: HashMap<String, usize>,
    /// By first byte and length: the names of domains of which one changed letter is no accident, in their order.
    editable: HashMap<(u8, usize), Vec<usize>>,
    /// Brand id by web domain.
    domains: HashMap<String, String>,
    words: HashSet<String>,
}

#[derive(Debug)]
struct Name {
    brand: String,
    /// Letters and digits only.
    label: String,
    domain: String,
    /// Endings of the brand's own domains with this label.
    countries: Vec<String>,
    /// The label is that of one of the brand's domains, not only a spelling of its name.
    is_domain: bool,
}

impl Lookalikes {
    pub(crate) fn new(brands: &[Brand], words: HashSet<String>) -> Self {
        let mut lookalikes = Self {
            words,
            ..Self::default()
        };
        for brand in brands {
            lookalikes.add_brand(brand);
        }
        lookalikes
    }

    fn add_brand(&mut self, brand: &Brand) {
        for domain in &brand.web_domains {
            self.domains
                .entry(domain.clone())
                .or_insert(brand.id.clone());
        }
        let Some(main) = brand.web_domains.first() else {
            return;
        };
        for alias in brand.aliases.iter().filter(|it| !it.ambiguous) {
            let label = compact(text::fold(&alias.text).text());
            if label.len() < TOKEN_MINIMUM || self.by_label.contains_key(&label) {
                continue;
            }
            let own = brand.web_domains.iter().chain(&brand.mail_domains);
            let own = own.into_iter().find(|it| compact(first_label(it)) == label);
            let at = self.names.len();
            self.by_label.insert(label.clone(), at);
            if label.len() >= LABEL_MINIMUM {
                self.by_skeleton.entry(skeleton(&label)).or_insert(at);
            }
            if let Some(first) = label.bytes().next()
                && own.is_some()
                && label.len() >= EDIT_MINIMUM
            {
                let names = self.editable.entry((first, label.len())).or_default();
                names.push(at);
            }
            self.names.push(Name {
                brand: brand.id.clone(),
                domain: own.unwrap_or(main).clone(),
                countries: brand.countries.clone(),
                is_domain: own.is_some(),
                label,
            });
        }
    }

    /// The brand that `domain` imitates. The caller has made sure that its root is nobody's known.
    pub(crate) fn find(&self, domain: &Domain) -> Option<Resemblance> {
        // A host without a known ending (`temurewards`) is all label.
        let label = domain.sld.as_deref().unwrap_or(&domain.domain);
        let tld = domain.tld.as_deref().unwrap_or_default();
        self.unicode_label(domain)
            .or_else(|| self.swapped_tld(label, tld))
            .or_else(|| self.confusable(label))
            .or_else(|| self.added_word(label))
            .or_else(|| self.edited(label))
            .or_else(|| self.subdomain(domain.subdomain.as_deref()?))
    }

    fn resemblance(&self, at: usize, how: &'static str) -> Option<Resemblance> {
        let name = self.names.get(at)?;
        Some(Resemblance {
            brand: name.brand.clone(),
            domain: name.domain.clone(),
            how,
        })
    }

    /// A label in other scripts that reads like a brand's name.
    fn unicode_label(&self, domain: &Domain) -> Option<Resemblance> {
        let unicode = domain.punycode.as_deref()?;
        let tld = domain.tld.as_deref()?;
        let labels = unicode.split('.').count();
        let suffix = tld.split('.').count();
        let label = unicode.split('.').nth(labels.checked_sub(suffix + 1)?)?;
        if label.is_ascii() {
            return None;
        }
        let folded = compact(text::fold(label).text());
        let at = self
            .by_label
            .get(&folded)
            .or_else(|| self.by_skeleton.get(&skeleton(&folded)))?;
        self.resemblance(*at, "punycode")
    }

    /// The brand's very name under an ending that is not its own.
    fn swapped_tld(&self, label: &str, tld: &str) -> Option<Resemblance> {
        let at = *self.by_label.get(&compact(label))?;
        let name = self.names.get(at)?;
        let foreign = name.is_domain && name.label.len() >= LABEL_MINIMUM;
        (foreign && !may_be_national(tld, &name.countries))
            .then(|| self.resemblance(at, "swapped_tld"))
            .flatten()
    }

    /// Digits for letters and letters that look alike (`paypa1`, `arnazon`).
    fn confusable(&self, label: &str) -> Option<Resemblance> {
        let label = compact(label);
        let at = *self.by_skeleton.get(&skeleton(&label))?;
        (self.names.get(at)?.label != label)
            .then(|| self.resemblance(at, "confusable"))
            .flatten()
    }

    /// The brand's name beside words that lures add (`amazon-support`, `paypalbilling`).
    fn added_word(&self, label: &str) -> Option<Resemblance> {
        let tokens = label.split('-').filter(|it| !it.is_empty());
        let tokens: Vec<&str> = tokens.take(MAX_TOKENS).collect();
        let at = self
            .hyphenated(&tokens)
            .or_else(|| tokens.iter().find_map(|token| self.glued(token)))?;
        self.resemblance(at, "added_word")
    }

    fn hyphenated(&self, tokens: &[&str]) -> Option<usize> {
        for start in 0..tokens.len() {
            for end in start + 1..=tokens.len().min(start + WINDOW) {
                let (before, named) = tokens.split_at_checked(start)?;
                let (named, after) = named.split_at_checked(end - start)?;
                let Some(at) = self.named(&named.concat()) else {
                    continue;
                };
                if before.iter().chain(after).any(|it| self.is_added(it)) {
                    return Some(at);
                }
            }
        }
        None
    }

    fn named(&self, token: &str) -> Option<usize> {
        let exact = self.by_label.get(token);
        exact
            .or_else(|| self.by_skeleton.get(&skeleton(token)))
            .copied()
    }

    fn glued(&self, token: &str) -> Option<usize> {
        let cuts = token.char_indices().map(|(at, _)| at).skip(1);
        let halves = cuts.map(|at| token.split_at(at));
        let named = halves.flat_map(|(start, end)| {
            let name = |name: &str, rest: &str| {
                let long = name.len() >= GLUED_MINIMUM;
                let at = self.by_label.get(name).filter(|_| long)?;
                self.is_added(rest).then_some(*at)
            };
            [name(start, end), name(end, start)]
        });
        named.flatten().min()
    }

    /// Whether `text` is a word that lures add, or two of them.
    fn is_added(&self, text: &str) -> bool {
        if self.words.contains(text) {
            return true;
        }
        let cuts = text.char_indices().map(|(at, _)| at).skip(1);
        cuts.take(64).any(|at| {
            let (first, second) = text.split_at(at);
            self.words.contains(first) && self.words.contains(second)
        })
    }

    /// One letter added, lost, changed, or two neighbours swapped; not the first letter, whose change
    /// makes another word (`norton`, `horton`).
    fn edited(&self, label: &str) -> Option<Resemblance> {
        let first = label.bytes().next()?;
        let lengths = label.len().saturating_sub(1)..=label.len() + 1;
        let near = lengths.filter_map(|it| self.editable.get(&(first, it)));
        let apart = |at: &usize| {
            let name = self.names.get(*at);
            name.is_some_and(|it| one_edit_apart(it.label.as_bytes(), label.as_bytes()))
        };
        let at = near.flatten().copied().filter(apart).min()?;
        self.resemblance(at, "edit_distance")
    }

    /// A whole brand domain in front of somebody else's (`paypal.com.example.net`), or a name with a
    /// word between hyphens (`tracking-dhl.example.net`).
    fn subdomain(&self, subdomain: &str) -> Option<Resemblance> {
        let labels: Vec<&str> = subdomain.split('.').collect();
        for start in 0..labels.len().min(MAX_TOKENS) {
            for end in start + 2..=labels.len().min(start + WINDOW) {
                let host = labels.get(start..end)?.join(".");
                if let Some(brand) = self.domains.get(&host) {
                    return Some(Resemblance {
                        brand: brand.clone(),
                        domain: host,
                        how: "subdomain",
                    });
                }
            }
        }
        let hyphenated = |label: &&str| {
            let tokens: Vec<&str> = label.split('-').take(MAX_TOKENS).collect();
            self.hyphenated(&tokens)
        };
        let at = labels.iter().take(MAX_TOKENS).find_map(hyphenated)?;
        self.resemblance(at, "subdomain")
    }
}

/// Whether a brand at home in `countries` may well own its name under the country ending `tld`.
fn may_be_national(tld: &str, countries: &[String]) -> bool {
    let last = tld.rsplit('.').next().unwrap_or_default();
    let code = if last == "uk" { "gb" } else { last };
    let worldwide = || countries.len() >= MANY_COUNTRIES || countries.iter().any(|it| it == "*");
    let at_home = || countries.iter().any(|it| it.eq_ignore_ascii_case(code));
    last.len() == 2 && (worldwide() || at_home())
}

fn first_label(domain: &str) -> &str {
    domain.split('.').next().unwrap_or_default()
}

/// Letters and digits of `text`.
fn compact(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// What is left of a label when characters that look alike become one.
fn skeleton(label: &str) -> String {
    let digits: String = label
        .chars()
        .map(|it| match it {
            '0' => 'o',
            '1' | 'i' | '|' => 'l',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            other => other,
        })
        .collect();
    digits
        .replace("rn", "m")
        .replace("vv", "w")
        .replace("cl", "d")
}

/// Whether one insertion, deletion, replacement or swap of neighbours leads from `one` to `other`.
fn one_edit_apart(one: &[u8], other: &[u8]) -> bool {
    let start = one.iter().zip(other).take_while(|(x, y)| x == y).count();
    let (one, other) = (one.split_at(start).1, other.split_at(start).1);
    let same_ends = one.iter().rev().zip(other.iter().rev());
    let end = same_ends.take_while(|(x, y)| x == y).count();
    let (one, other) = (
        one.split_at(one.len() - end).0,
        other.split_at(other.len() - end).0,
    );
    match (one, other) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_one_letter_or_one_swap() {
        let apart = |one: &str, other: &str| one_edit_apart(one.as_bytes(), other.as_bytes());
        assert!(apart("amazon", "amazzon"));
        assert!(apart("amazon", "amzon"));
        assert!(apart("amazon", "amaxon"));
        assert!(apart("amazon", "amzaon"));
        assert!(apart("amazon", "amazonn"));
        assert!(!apart("amazon", "amazon"));
        assert!(!apart("amazon", "amzno"));
        assert!(!apart("amazon", "amazonas"));
        assert!(!apart("", ""));
        assert!(apart("", "a"));
    }

    #[test]
    fn skeletons_meet_where_letters_look_alike() {
        assert_eq!(skeleton("paypa1"), skeleton("paypal"));
        assert_eq!(skeleton("arnazon"), skeleton("amazon"));
        assert_eq!(skeleton("netfl1x"), skeleton("netflix"));
        assert_ne!(skeleton("amazon"), skeleton("amazone"));
    }

    #[test]
    fn a_national_ending_may_be_the_brands_own() {
        let worldwide = ["*".to_owned()];
        let british = ["GB".to_owned()];
        assert!(may_be_national("com.br", &worldwide));
        assert!(may_be_national("co.uk", &british));
        assert!(!may_be_national("fr", &british));
        assert!(!may_be_national("support", &worldwide));
    }
}
