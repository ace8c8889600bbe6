//! Whose a phone number is.

use claims::{NamedText, Number, Ownership, Settings};
use detect::Engine;
use text::Place;

use super::{Asked, Subject, Tone};

/// Answers for the phone number in `asked`, if there is one. `surely` takes a bare run of digits for one.
pub(super) fn number(
    found: &mut Asked<'_>,
    engine: &Engine,
    asked: &str,
    region: Option<&str>,
    surely: bool,
) -> bool {
    let Some(asked_number) = find(engine, asked, region, surely) else {
        return false;
    };
    let e164 = asked_number.e164;
    found.is_about(Subject::Number(e164.clone()));
    let (words, registry) = (found.words, found.registry);
    let fill = |key: &str, brand: &str| {
        let values = [
            ("number", e164.as_str()),
            ("brand", brand),
            ("owner", brand),
        ];
        words.fill(key, &values)
    };
    let listed = registry.owners_of_number(&e164);
    let owner = listed
        .iter()
        .find(|it| found.brand.is_none_or(|brand| brand.id == it.0.id))
        .or(listed.first());
    let asked_for = found
        .brand
        .filter(|it| owner.is_none_or(|owner| owner.0.id != it.id));
    if let Some((brand, phone)) = owner {
        found.answer(Tone::Known, fill("found-number-listed", &brand.name));
        let key = if phone.evidence == "brand_mail" {
            "found-evidence-mail"
        } else {
            "found-evidence-page"
        };
        let date = if phone.date.is_empty() {
            &brand.date
        } else {
            &phone.date
        };
        found.say(words.fill(key, &[("brand", &brand.name), ("date", date)]));
        found.say(words.say("found-number-listed-caution"));
    } else if let Some((brand, _)) = registry.entries_of_number(&e164).first() {
        found.answer(Tone::Unknown, fill("found-number-hearsay", &brand.name));
    } else if let Some(neutral) = registry.neutral_owner(&e164) {
        found.answer(Tone::Known, fill("found-number-neutral", &neutral.owner));
    } else {
        found.answer(Tone::Unknown, fill("found-number-unknown", ""));
    }
    // "Is it Amazon's?"
    if let Some(brand) = asked_for {
        let whose = claims::ownership(&e164, asked_number.region.as_deref(), &[brand], registry);
        if whose == Ownership::NotListed {
            let before = std::mem::take(&mut found.finding.answer);
            let answer = fill("found-number-not-listed", &brand.name);
            found.answer(Tone::Warning, answer);
            found.say(before);
        } else {
            found.say(fill("found-number-none-of-brand", &brand.name));
        }
    }
    if found.finding.tone != Tone::Known {
        found.say(words.say("found-number-advice"));
    }
    if let Some(brand) = found.brand {
        found.say_where_to_check(brand);
    }
    true
}

/// The number that `asked` is, in E.164. What has that form already stays as it is, whether or not such numbers are given out.
pub(crate) fn number_in(engine: &Engine, asked: &str) -> Option<String> {
    let digits = asked.strip_prefix('+').unwrap_or_default();
    if (7..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit()) {
        return Some(asked.to_owned());
    }
    find(engine, asked, None, true).map(|it| it.e164)
}

fn find(engine: &Engine, asked: &str, region: Option<&str>, surely: bool) -> Option<Number> {
    let knowledge = engine.knowledge();
    let mut regions: Vec<String> = region.map(str::to_ascii_uppercase).into_iter().collect();
    regions.extend(knowledge.settings.home_regions.iter().cloned());
    let settings = Settings {
        home_regions: regions,
        max_numbers: 1,
    };
    let text = if surely {
        format!("Phone: {asked}")
    } else {
        asked.to_owned()
    };
    let texts = [NamedText {
        place: Place::Body,
        text: &text,
    }];
    let claims = claims::extract_named(&texts, &knowledge.registry, &knowledge.lexicon, &settings);
    claims.numbers.into_iter().next()
}
