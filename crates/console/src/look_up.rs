//! One line looked up: a number, an order id, an address, a domain or a company. Answered from the registry alone, and
//! never further than it goes: a number is a brand's only where the brand itself says so. What somebody's own mailbox has seen of it is
//! told beside it, by `own`.

mod number;
mod sender;

use address::{EmailAddress, Url};
use detect::Engine;
use registry::{Brand, Registry};

use crate::hostile_text::shortened;
use crate::words::Words;
pub(crate) use number::number_in;

/// Characters of a question that are read.
const LONGEST: usize = 300;
/// Brands that an order id may be of.
const OWNERS: usize = 8;

/// How an answer looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// It is known whose it is.
    Known,
    /// Nothing is known.
    Unknown,
    /// There is something to beware of.
    Warning,
}

impl Tone {
    /// The name in style sheets, symbols and keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Unknown => "unknown",
            Self::Warning => "warning",
        }
    }
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A phone number in E.164.
    Number(String),
    /// An address, or a domain.
    Sender(String),
    /// An order id, and the brands whose ids have its form: their ids and names.
    Order {
        id: String,
        brands: Vec<(String, String)>,
    },
}

/// What is known of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// What was asked, safe to read.
    pub(crate) question: String,
    pub(crate) tone: Tone,
    /// The answer in a sentence.
    pub(crate) answer: String,
    /// What is to be said beside it.
    pub(crate) sentences: Vec<String>,
    /// What it is about; `None` for a company, and where nothing was found.
    pub(crate) subject: Option<Subject>,
}

/// Looks `question` up. National forms of numbers are read as those of `region` first.
pub(crate) fn look_up(
    engine: &Engine,
    words: &Words,
    question: &str,
    region: Option<&str>,
) -> Finding {
    let asked: String = question.trim().chars().take(LONGEST).collect();
    let registry = &engine.knowledge().registry;
    let mut found = Asked {
        words,
        registry,
        brand: brand_named(registry, &asked),
        finding: Finding {
            question: shortened(&asked, LONGEST),
            tone: Tone::Unknown,
            answer: String::new(),
            sentences: Vec::new(),
            subject: None,
        },
    };
    let is_answered = sender::address(&mut found, &asked)
        || number::number(&mut found, engine, &asked, region, false)
        || order(&mut found, &asked)
        || sender::domain(&mut found, &asked)
        || number::number(&mut found, engine, &asked, region, true)
        || company(&mut found);
    if !is_answered {
        found.finding.answer = words.say("found-nothing");
        found.say(words.say("found-nothing-advice"));
    }
    found.finding
}

/// A question on its way to an answer.
struct Asked<'a> {
    words: &'a Words,
    registry: &'a Registry,
    /// The brand that the question names.
    brand: Option<&'a Brand>,
    finding: Finding,
}

impl Asked<'_> {
    fn answer(&mut self, tone: Tone, sentence: String) {
        self.finding.tone = tone;
        self.finding.answer = sentence;
    }

    fn is_about(&mut self, subject: Subject) {
        self.finding.subject = Some(subject);
    }

    fn say(&mut self, sentence: String) {
        self.finding.sentences.push(sentence);
    }

    /// Where the brand wants its customers to look, and where it wants fakes reported.
    fn say_where_to_check(&mut self, brand: &Brand) {
        if let Some(url) = &brand.check_url {
            self.say(self.words.with("found-order-check", "url", url));
        }
        if let Some(report) = &brand.report_to {
            self.say(self.words.with("found-brand-report", "report", report));
        }
    }
}

/// An order id in the form of a brand's.
fn order(found: &mut Asked<'_>, asked: &str) -> bool {
    let mut candidates = asked
        .split(|it: char| it.is_whitespace() || ",;?!\"'".contains(it))
        .map(|it| it.trim_matches(['#', '.', ':', '(', ')']))
        .filter(|it| it.len() >= 6 && it.bytes().any(|it| it.is_ascii_digit()));
    let owners = candidates.find_map(|id| {
        let brands = found.registry.brands().iter();
        let fits = |it: &&Brand| it.order_ids.iter().any(|form| form.matches(id));
        // The brand that is named counts before others with the same form.
        let owners: Vec<&Brand> = match found.brand.filter(|it| fits(it)) {
            Some(named) => vec![named],
            None => brands.filter(fits).take(OWNERS).collect(),
        };
        owners.first().map(|first| (id, *first, owners.clone()))
    });
    let Some((id, brand, owners)) = owners else {
        return false;
    };
    found.is_about(Subject::Order {
        id: id.to_owned(),
        brands: owners
            .iter()
            .map(|it| (it.id.clone(), it.name.clone()))
            .collect(),
    });
    let words = found.words;
    found.answer(
        Tone::Unknown,
        words.with("found-order-form", "brand", &brand.name),
    );
    found.say_where_to_check(brand);
    true
}

/// A company alone: its own site, and where to turn.
fn company(found: &mut Asked<'_>) -> bool {
    let Some(brand) = found.brand else {
        return false;
    };
    let Some(domain) = brand.web_domains.first() else {
        return false;
    };
    let words = found.words;
    let values = [("brand", brand.name.as_str()), ("domain", domain.as_str())];
    found.answer(Tone::Known, words.fill("found-brand", &values));
    found.say_where_to_check(brand);
    true
}

/// The brand that `asked` names, by the longest of its spellings. An address or a host names nobody: whose it is, is
/// the question.
fn brand_named<'r>(registry: &'r Registry, asked: &str) -> Option<&'r Brand> {
    let words = pieces(asked).filter(|it| !it.contains(['@', '.']));
    let folded = words.collect::<Vec<_>>().join(" ").to_lowercase();
    let is_boundary = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
    let names = |alias: &str| {
        let alias = alias.to_lowercase();
        folded.match_indices(&alias).any(|(at, _)| {
            let before = folded.get(..at).and_then(|it| it.chars().next_back());
            let after = folded
                .get(at + alias.len()..)
                .and_then(|it| it.chars().next());
            is_boundary(before) && is_boundary(after)
        })
    };
    let mut best: Option<(usize, &Brand)> = None;
    for brand in registry.brands() {
        let spellings = brand.aliases.iter().map(|it| it.text.as_str());
        for spelling in spellings.chain([brand.name.as_str()]) {
            let length = spelling.chars().count();
            if length >= 2 && best.is_none_or(|it| it.0 < length) && names(spelling) {
                best = Some((length, brand));
            }
        }
    }
    best.map(|it| it.1)
}

/// The first e-mail address, or else the first host, that stands in `asked`.
fn pieces(asked: &str) -> impl Iterator<Item = &str> {
    asked
        .split(|it: char| it.is_whitespace() || "<>,;()\"".contains(it))
        .map(|it| it.trim_end_matches(['.', '?', '!', ':']))
        .filter(|it| !it.is_empty())
}

fn address_in(asked: &str) -> Option<EmailAddress> {
    let mut found = pieces(asked).filter_map(EmailAddress::parse);
    found.find(|it| it.domain.valid)
}

fn host_in(asked: &str) -> Option<address::Domain> {
    pieces(asked).find_map(|it| {
        let url = Url::parse(it, false)?;
        url.domain.filter(|it| it.valid)
    })
}
