//! How many generated imitations of the brands' own domains are recognised, by technique. The figures
//! stand in docs/EVALUATION.md.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "what a test counted is for people"
)]

use address::Domain;
use registry::Registry;

/// A technique, what it makes of a label, and the share that must be recognised.
type Technique = (&'static str, fn(&str) -> Vec<String>, f64);

// Brands with names of two to four letters lower every share: a name that short stands in too many domains to be looked for.
const TECHNIQUES: [Technique; 6] = [
    ("look-alike letters (punycode)", punycode, 0.70),
    ("digits for letters", digits, 0.65),
    ("one edit", edits, 0.55),
    ("added word", words, 0.65),
    ("swapped ending", endings, 0.55),
    ("in front of another domain", fronts, 0.70),
];

fn punycode(label: &str) -> Vec<String> {
    let pairs = [
        ('a', 'а'),
        ('e', 'е'),
        ('o', 'о'),
        ('c', 'с'),
        ('p', 'р'),
        ('i', 'і'),
    ];
    let written = pairs.iter().filter(|(from, _)| label.contains(*from));
    written
        .map(|(from, to)| label.replacen(*from, &to.to_string(), 1))
        .map(|it| idna::domain_to_ascii(&format!("{it}.com")).unwrap())
        .collect()
}

fn digits(label: &str) -> Vec<String> {
    let pairs = [
        ('o', '0'),
        ('l', '1'),
        ('i', '1'),
        ('e', '3'),
        ('a', '4'),
        ('s', '5'),
    ];
    let written = pairs.iter().filter(|(from, _)| label.contains(*from));
    written
        .map(|(from, to)| format!("{}.com", label.replacen(*from, &to.to_string(), 1)))
        .collect()
}

fn edits(label: &str) -> Vec<String> {
    let letters: Vec<char> = label.chars().collect();
    let middle = letters.len() / 2;
    if letters.len() < 4 {
        return Vec::new();
    }
    let mut dropped = letters.clone();
    dropped.remove(middle);
    let mut doubled = letters.clone();
    doubled.insert(middle, letters[middle]);
    let mut swapped = letters.clone();
    swapped.swap(middle - 1, middle);
    [dropped, doubled, swapped]
        .into_iter()
        .filter(|it| *it != letters)
        .map(|it| format!("{}.com", it.into_iter().collect::<String>()))
        .collect()
}

fn words(label: &str) -> Vec<String> {
    [
        "{}-login",
        "secure-{}",
        "{}-support",
        "{}-billing",
        "my-{}-account",
        "{}support",
    ]
    .map(|it| format!("{}.com", it.replace("{}", label)))
    .to_vec()
}

fn endings(label: &str) -> Vec<String> {
    ["top", "xyz", "shop", "online", "info", "icu"]
        .map(|it| format!("{label}.{it}"))
        .to_vec()
}

fn fronts(label: &str) -> Vec<String> {
    ["check-account.com", "a1b2.net"]
        .map(|it| format!("{label}.com.{it}"))
        .to_vec()
}

#[test]
fn generated_imitations_are_recognised() {
    let registry = Registry::builtin().unwrap();
    let main = registry
        .brands()
        .iter()
        .filter(|it| !it.domains_incomplete)
        .filter_map(|it| it.web_domains.first());
    let labels: Vec<String> = main.filter_map(|it| Domain::parse(it).sld).collect();
    println!("| technique | recognised | of | share |\n|---|---|---|---|");
    let mut low = Vec::new();
    for (name, imitate, floor) in TECHNIQUES {
        let imitations = labels
            .iter()
            .flat_map(|it| imitate(it))
            .map(|it| Domain::parse(&it));
        // Some of them are genuine domains of the brand (`amazon.info` may be).
        let imitations = imitations.filter(|it| registry.brand_of_web_domain(&it.domain).is_none());
        let found: Vec<bool> = imitations
            .map(|it| registry.resemblance(&it).is_some())
            .collect();
        let hits = found.iter().filter(|it| **it).count();
        let share = hits as f64 / found.len() as f64;
        println!(
            "| {name} | {hits} | {} | {:.0} % |",
            found.len(),
            share * 100.0
        );
        if share < floor {
            low.push(format!("{name}: {share:.2} below {floor}"));
        }
    }
    assert!(low.is_empty(), "{low:?}");
}
