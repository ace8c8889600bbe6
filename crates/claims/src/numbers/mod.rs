//! Phone numbers in any text, however they are written or hidden.
//!
//! The steps, each in a module: words of digits are gathered in runs (`groups`), parts of a run are
//! candidates (`candidate`), their form and the numbering plans say how likely a candidate is a phone
//! number (`form`, `plans`, `validate`), and the words around decide where the form leaves doubt
//! (`context`, `neighbours`).

mod candidate;
mod concealment;
mod context;
mod form;
mod groups;
mod neighbours;
pub(crate) mod ownership;
mod plans;
mod spelled;
pub(crate) mod spoken;
mod tel_link;
mod validate;
mod vanity;

use registry::Registry;
use text::{Place, Quote, Span};

use crate::lexicon::{Matcher, Role};
use crate::reading::Reading;
use crate::words::Shape;
use crate::{Concealment, Lexicon, LineKind, NamedText, Number, Ownership, Settings, language};
use candidate::Candidate;
use context::{Context, Setting};
use form::{Assessment, Judge, Strength};
use groups::Run;
use spoken::Spoken;
use validate::Valid;

/// Digits of the shortest number (Brazil's `4003-1234` has eight; seven leaves room for others).
const FEWEST_DIGITS: usize = 7;

/// The phone numbers of one text, in order. Nothing is known of brands here: nobody owns them.
pub fn find(text: &str, place: Place, lexicon: &Lexicon, settings: &Settings) -> Vec<Number> {
    let matcher = lexicon.matcher(&Registry::default());
    let readings = [Reading::new(&NamedText { place, text }, &matcher)];
    let spoken = Spoken::in_text(Some(text), language::detect(&readings, &matcher));
    collect(&readings, &matcher, &spoken, settings)
}

/// The phone numbers of all texts: one for each number and place, the body's first.
pub(crate) fn collect(
    readings: &[Reading],
    matcher: &Matcher,
    spoken: &Spoken<'_>,
    settings: &Settings,
) -> Vec<Number> {
    let mut judge = Judge::new(settings, spoken);
    let mut numbers = Numbers::new(settings.max_numbers);
    let mut order: Vec<&Reading> = readings.iter().collect();
    order.sort_by_key(|it| rank(it.place));
    for reading in &order {
        match reading.place {
            Place::TelLink => {
                let asked = || asks_to_call(&order, matcher);
                find_target(reading, spoken, settings, &mut numbers, asked);
            }
            Place::Qr => {
                find_in(reading, &mut judge, &mut numbers);
                if asks_to_call(&order, matcher) {
                    numbers.call_dialled(reading);
                }
            }
            Place::SenderAddress | Place::Link | Place::Header => {}
            _ => find_in(reading, &mut judge, &mut numbers),
        }
    }
    numbers.found
}

/// Places by how plainly a reader sees them.
fn rank(place: Place) -> u8 {
    match place {
        Place::Body => 0,
        Place::Subject => 1,
        Place::DisplayName => 2,
        Place::TelLink => 20,
        Place::AttachmentName => 21,
        Place::HiddenText => 22,
        _ => 10,
    }
}

/// Whether any text asks to call: then the target of a `tel:` link is what to call.
fn asks_to_call(readings: &[&Reading], matcher: &Matcher) -> bool {
    readings.iter().any(|reading| {
        reading.phrases.iter().any(|it| {
            let meaning = matcher.meanings.get(it.meaning as usize);
            meaning.is_some_and(|it| it.role == Role::CallRequest)
        })
    })
}

/// What was found, each number once a place.
struct Numbers {
    found: Vec<Number>,
    most: usize,
}

impl Numbers {
    fn new(most: usize) -> Self {
        Self {
            found: Vec::new(),
            most,
        }
    }

    fn is_full(&self) -> bool {
        self.found.len() >= self.most
    }

    /// A code that dials is a request to call: marks the numbers of `reading` that stand after `tel:`.
    fn call_dialled(&mut self, reading: &Reading) {
        for number in &mut self.found {
            let before = reading.original.get(..number.quote.span.start as usize);
            if number.quote.place == reading.place && before.is_some_and(|it| it.ends_with("tel:"))
            {
                number.call_to_action = true;
            }
        }
    }

    /// Adds `number`; a second occurrence in one place replaces the first only if it asks to be called
    /// where the first does not, and every way of hiding counts.
    fn add(&mut self, mut number: Number) {
        let full = self.is_full();
        let same = self
            .found
            .iter_mut()
            .find(|it| it.e164 == number.e164 && it.quote.place == number.quote.place);
        match same {
            Some(kept) => {
                if number.call_to_action && !kept.call_to_action {
                    std::mem::swap(kept, &mut number);
                }
                for hidden in number.hidden_by {
                    if !kept.hidden_by.contains(&hidden) {
                        kept.hidden_by.push(hidden);
                    }
                }
            }
            None if !full => self.found.push(number),
            None => {}
        }
    }
}

fn find_target(
    reading: &Reading,
    spoken: &Spoken<'_>,
    settings: &Settings,
    numbers: &mut Numbers,
    asked: impl Fn() -> bool,
) {
    let Some(valid) = tel_link::parse(reading.original.trim(), spoken.language(), settings) else {
        return;
    };
    let elsewhere = numbers.found.iter().find(|it| it.e164 == valid.e164);
    let call_to_action = elsewhere.map_or_else(&asked, |it| it.call_to_action || asked());
    let whole = Span::new(0, reading.original.len());
    let quote = Quote::new(reading.original, reading.place, whole);
    numbers.add(number(
        valid,
        quote.clone(),
        quote,
        Vec::new(),
        call_to_action,
    ));
}

fn number(
    valid: Valid,
    quote: Quote,
    context: Quote,
    hidden_by: Vec<Concealment>,
    call_to_action: bool,
) -> Number {
    Number {
        raw: quote.text.clone(),
        e164: valid.e164,
        region: valid.region,
        kind: valid.kind,
        hidden_by,
        call_to_action,
        context,
        quote,
        owner: None,
        ownership: Ownership::Unknown,
    }
}

/// Finds the numbers of one text.
fn find_in(reading: &Reading, judge: &mut Judge<'_>, numbers: &mut Numbers) {
    let context = Context::new(reading);
    let taken = find_vanity(reading, &context, numbers);
    let is_taken = |word: u32| taken.iter().any(|it| it.0 <= word && word < it.1);
    let mut found = Vec::new();
    groups::runs(reading, FEWEST_DIGITS, is_taken, |run| {
        if !numbers.is_full() {
            find_in_run(run, reading, &context, judge, &mut found);
            for number in found.drain(..) {
                numbers.add(number);
            }
        }
    });
}

/// Numbers written with words; the words that they take.
fn find_vanity(reading: &Reading, context: &Context, numbers: &mut Numbers) -> Vec<(u32, u32)> {
    let mut taken: Vec<(u32, u32)> = Vec::new();
    for (at, word) in reading.words.iter().enumerate() {
        let begins = word.shape == Shape::Digits && matches!(word.len(), 1 | 3);
        if !begins || taken.last().is_some_and(|it| (at as u32) < it.1) {
            continue;
        }
        let Some(vanity) = vanity::at(reading, at) else {
            continue;
        };
        let setting = context.setting(vanity.span);
        if setting == Setting::Labelled || !vanity.lead && setting < Setting::Close {
            continue;
        }
        let Some(valid) = validate::national(&vanity.digits, "US") else {
            continue;
        };
        taken.push(vanity.words);
        let quote = reading.quote(vanity.span);
        let around = reading.quote(context.around(vanity.span));
        let asked = context.is_requested(vanity.span);
        numbers.add(number(valid, quote, around, Vec::new(), asked));
    }
    taken
}

/// Finds the numbers of a run: the plain ones first, then in what is left those that need context.
fn find_in_run(
    run: &Run,
    reading: &Reading,
    context: &Context,
    judge: &mut Judge<'_>,
    found: &mut Vec<Number>,
) {
    let count = run.groups.len();
    let mut used = vec![false; count];
    let mut weak = Vec::new();
    let mut first = 0;
    while first < count {
        let best = best_from(run, first, &used, reading, judge);
        let Some((candidate, assessment)) = best else {
            first += 1;
            continue;
        };
        if assessment.strength == Strength::Weak {
            weak.push((candidate, assessment));
            first += 1;
            continue;
        }
        match accept(&candidate, assessment, reading, context) {
            Some(number) => {
                found.push(number);
                mark(&mut used, &candidate);
                first = candidate.last + 1;
            }
            None => first += 1,
        }
    }
    for (candidate, assessment) in weak {
        if is_free(&used, &candidate)
            && let Some(number) = accept(&candidate, assessment, reading, context)
        {
            found.push(number);
            mark(&mut used, &candidate);
        }
    }
}

/// Marks the groups of `candidate` as used.
fn mark(used: &mut [bool], candidate: &Candidate<'_>) {
    let groups = used.get_mut(candidate.first..=candidate.last);
    groups.unwrap_or_default().fill(true);
}

/// Whether no group of `candidate` is used.
fn is_free(used: &[bool], candidate: &Candidate<'_>) -> bool {
    let groups = used.get(candidate.first..=candidate.last);
    groups.is_some_and(|it| it.iter().all(|used| !used))
}

/// The strongest, then longest candidate that begins with group `first`.
fn best_from<'r>(
    run: &'r Run,
    first: usize,
    used: &[bool],
    reading: &Reading,
    judge: &mut Judge<'_>,
) -> Option<(Candidate<'r>, Assessment)> {
    let mut best: Option<(Candidate<'r>, Assessment)> = None;
    for last in first..run.groups.len() {
        if used.get(last).copied().unwrap_or(true) {
            break;
        }
        let candidate = Candidate { run, first, last };
        if candidate.digits().len() > 16 {
            break;
        }
        let Some(assessment) = judge.assess(&candidate, reading) else {
            continue;
        };
        let better = best
            .as_ref()
            .is_none_or(|it| assessment.strength >= it.1.strength);
        if better {
            best = Some((candidate, assessment));
        }
    }
    best
}

/// The number that `candidate` is, if the words around it do not speak against it.
fn accept(
    candidate: &Candidate<'_>,
    assessment: Assessment,
    reading: &Reading,
    context: &Context,
) -> Option<Number> {
    let span = full_span(candidate, reading)?;
    let setting = context.setting(span);
    let hidden = concealment::of(candidate, span, reading);
    let disguised = hidden.iter().any(|it| is_disguise(*it));
    let spoken_of =
        setting >= Setting::Around || setting == Setting::Silent && context.speaks_of_money();
    let enough = match assessment.strength {
        Strength::Certain => true,
        Strength::Unmistakable => setting != Setting::Labelled,
        Strength::Strong => setting > Setting::Named,
        // What is written like a toll-free line is one.
        Strength::Medium => {
            let toll_free = assessment.valid.kind == LineKind::TollFree;
            spoken_of
                || disguised && setting != Setting::Labelled
                || toll_free && setting > Setting::Named
        }
        // Nobody disguises an order number.
        Strength::Weak => setting == Setting::Close || disguised && spoken_of,
    };
    let called = setting == Setting::Close;
    if !enough || neighbours::forbid(reading, span, called) {
        return None;
    }
    Some(number(
        assessment.valid,
        reading.quote(span),
        reading.quote(context.around(span)),
        hidden,
        context.is_requested(span),
    ))
}

/// Ways of writing that only make sense against programs.
fn is_disguise(concealment: Concealment) -> bool {
    use Concealment::{
        Circled, Combining, Confusable, FullWidth, Invisible, LettersForDigits, SpelledOut, Styled,
    };
    matches!(
        concealment,
        Invisible
            | Combining
            | Confusable
            | Circled
            | Styled
            | FullWidth
            | SpelledOut
            | LettersForDigits
    )
}

/// From the plus sign or opening bracket to the last digit.
fn full_span(candidate: &Candidate<'_>, reading: &Reading) -> Option<Span> {
    let groups = candidate.groups();
    let mut start = groups.first()?.span.start;
    let end = groups.last()?.span.end;
    let closes = candidate.gaps().iter().any(|it| it.close && !it.open)
        && !candidate.gaps().iter().any(|it| it.open);
    if let Some(plus) = candidate.plus(reading) {
        start = plus;
    }
    if closes && matches!(reading.before(start, 1), "(" | "[") {
        start -= 1;
    }
    Some(Span { start, end })
}
