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
/// Letters a name needs before digits for letters, other endings or glued words are no accident.
const LABEL_MINIMUM: usize = 5;
/// Letters a name needs to be recognised as a word of its own between hyphens.
const TOKEN_MINIMUM: usize = 3;
/// Labels a brand's domain has at most.
const WINDOW: usize = 4;

/// The names that can be imitated.
#[derive(Debug, Default)]
pub(crate) struct Lookalikes {
    names: Vec<Name>,
    by_label: HashMap<String, usize>,
    by_skeleton: HashMap<String, usize>,
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
        let label = domain.sld.as_deref()?;
        if let Some(found) = self.unicode_label(domain) {
            return Some(found);
        }
        self.swapped_tld(label, domain.tld.as_deref()?)
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
        let tokens: Vec<&str> = label.split('-').filter(|it| !it.is_empty()).collect();
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
        self.names.iter().position(|name| {
            let long = name.label.len() >= LABEL_MINIMUM;
            let rest = token
                .strip_prefix(name.label.as_str())
                .or_else(|| token.strip_suffix(name.label.as_str()));
            long && rest.is_some_and(|it| !it.is_empty() && self.is_added(it))
        })
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

    /// One letter added, lost, changed, or two neighbours swapped.
    fn edited(&self, label: &str) -> Option<Resemblance> {
        let at = self.names.iter().position(|name| {
            name.is_domain
                && name.label.len() >= EDIT_MINIMUM
                && one_edit_apart(name.label.as_bytes(), label.as_bytes())
        })?;
        self.resemblance(at, "edit_distance")
    }

    /// A whole brand domain in front of somebody else's (`paypal.com.example.net`).
    fn subdomain(&self, subdomain: &str) -> Option<Resemblance> {
        let labels: Vec<&str> = subdomain.split('.').collect();
        for start in 0..labels.len() {
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
        None
    }
}

/// Whether a brand at home in `countries` may well own its name under the country ending `tld`.
fn may_be_national(tld: &str, countries: &[String]) -> bool {
    let last = tld.rsplit('.').next().unwrap_or_default();
    let code = if last == "uk" { "gb" } else { last };
    let worldwide = || countries.iter().any(|it| it == "*");
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

/// Whether one insertion, deletion, replacement or swap of neighbours leads from `a` to `b`.
fn one_edit_apart(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (short.get(same..), long.get(same..));
    let (Some(short), Some(long)) = (short, long) else {
        return false;
    };
    match (short, long) {
        ([], []) => false,
        ([x, y, rest @ ..], [p, q, tail @ ..]) if x == q && y == p && rest == tail => true,
        (rest, [_, tail @ ..]) if rest == tail => true,
        ([_, rest @ ..], [_, tail @ ..]) => rest == tail,
        _ => false,
    }
}
