//! Writing down what was found, in words and as data.

use limits::Capability;
use model::Subject;
use model::facts::{FileFact, NumberFact};

use crate::catalogue::{Argument, Catalogue};
use crate::observe::{Observed, SignalHit};
use crate::pack::Pack;
use crate::remember::template_of;
use crate::stages::Stages;
use crate::verdict::{
    AuthenticationReport, DefectReport, Evidence, FileReport, HistoryReport, Likeness,
    MethodReport, NumberReport, OrderReport, QuoteReport, Report, RuleHit, SenderReport,
    UndecidedRule, UnreadReport, Verdict,
};

/// Signals lighter than this say too little to be told to a reader on their own.
const LIGHTEST_EVIDENCE: f64 = 0.05;

/// Writes the report on one message.
pub(crate) fn write(
    path: &str,
    subject: &Subject,
    observed: &Observed,
    pack: &Pack,
    catalogue: &Catalogue,
) -> Report {
    let message = &subject.message;
    let score = pack.weights.score(observed.sum);
    let verdict = verdict(score, observed, pack);
    let attack_types = attack_types(verdict, observed);
    let missing = missing(subject, observed);
    let mut report = Report {
        path: path.to_owned(),
        message_id: message.headers.message_id.clone(),
        subject: message.subject.subject.clone(),
        from: message.sender.email.email.clone(),
        date: message.headers.date.clone(),
        verdict,
        score,
        summary: String::new(),
        attack_types,
        claimed_brands: subject
            .facts
            .brands
            .iter()
            .map(|it| it.claim.id.clone())
            .collect(),
        sender: sender(subject),
        authentication: authentication(subject),
        order: order(subject),
        history: history(subject),
        numbers: subject
            .facts
            .numbers
            .iter()
            .map(|it| number(it, subject))
            .collect(),
        evidence: evidence(verdict, observed, subject, catalogue),
        rules: observed.rules.iter().map(rule_hit).collect(),
        undecided_rules: undecided_rules(observed),
        missing,
        files: subject.facts.files.iter().map(file).collect(),
        unread: subject
            .facts
            .unread
            .iter()
            .map(|it| unread(it, subject))
            .collect(),
        defects: message
            .defects
            .iter()
            .map(|it| DefectReport {
                kind: it.kind,
                detail: it.detail.clone(),
            })
            .collect(),
        advice: Vec::new(),
        attached: None,
        elapsed_us: 0,
        likeness: Likeness {
            text: None,
            template: template_of(message),
        },
        stages: Stages::default(),
    };
    report.advice = advice(&report, observed, catalogue);
    report.summary = summary(&report, subject, catalogue);
    report
}

/// Lets the verdict on an attached message stand for the message that carries it.
pub(crate) fn adopt(own: Report, attached: Report, catalogue: &Catalogue) -> Report {
    let mut advice = vec![catalogue.sentence("advice-forwarded", &[])];
    advice.extend(attached.advice.iter().cloned());
    Report {
        verdict: attached.verdict,
        score: attached.score,
        summary: attached.summary.clone(),
        attack_types: attached.attack_types.clone(),
        claimed_brands: attached.claimed_brands.clone(),
        numbers: attached.numbers.clone(),
        evidence: attached.evidence.clone(),
        advice,
        attached: Some(Box::new(attached)),
        ..own
    }
}

fn verdict(score: f64, observed: &Observed, pack: &Pack) -> Verdict {
    if score >= pack.weights.malicious {
        Verdict::Malicious
    } else if score >= pack.weights.suspicious {
        Verdict::Suspicious
    } else if observed.hiding.is_empty() {
        Verdict::Benign
    } else {
        Verdict::Undecided
    }
}

/// Only a flagged mail has attack types: a rule that matched in a benign mail accuses nobody.
fn attack_types(verdict: Verdict, observed: &Observed) -> Vec<String> {
    if verdict > Verdict::Suspicious {
        return Vec::new();
    }
    let mut types: Vec<String> = Vec::new();
    for attack_type in observed
        .rules
        .iter()
        .filter(|it| it.own)
        .flat_map(|it| &it.attack_types)
    {
        if !types.contains(attack_type) {
            types.push(attack_type.clone());
        }
    }
    // What the sender is after comes before how it goes about it.
    types.sort_by_key(|it| it == "brand_impersonation");
    types
}

fn missing(subject: &Subject, observed: &Observed) -> Vec<Capability> {
    let mut missing: Vec<Capability> = subject.message.missing.iter().collect();
    let unread = subject.facts.unread.iter();
    let unread = unread.filter_map(|it| Capability::named(&it.capability));
    for capability in observed.missing.iter().copied().chain(unread) {
        if !missing.contains(&capability) {
            missing.push(capability);
        }
    }
    missing
}

fn sender(subject: &Subject) -> SenderReport {
    let facts = &subject.facts;
    SenderReport {
        domain: facts.sender.domain.clone(),
        dmarc: facts.sender.dmarc.clone(),
        relation: facts.relation.map(identity::Relation::name),
        freemail: facts.sender.freemail,
        platform: facts.sender.platform.as_ref().map(|it| it.id.clone()),
        display_name: subject.message.sender.display_name.clone(),
    }
}

fn authentication(subject: &Subject) -> Option<AuthenticationReport> {
    let headers = &subject.message.headers;
    let (trusted, own) = (
        headers.trusted_results.as_ref(),
        headers.own_results.as_ref(),
    );
    let methods = |results: &mail::AuthenticationResults| {
        let methods = results.methods.iter().map(|it| MethodReport {
            method: it.method.clone(),
            result: it.result.clone(),
            properties: it.properties.clone(),
        });
        methods.collect::<Vec<_>>()
    };
    Some(AuthenticationReport {
        by: trusted.or(own)?.authserv_id.clone(),
        methods: trusted.map(methods).unwrap_or_default(),
        verified_here: own.map(methods),
    })
}

fn order(subject: &Subject) -> Option<OrderReport> {
    let past = subject.past.as_ref()?;
    let order = &past.knowledge.order;
    Some(OrderReport {
        state: order.state.name(),
        brand: past.brand.clone(),
        genuine_mails: order.genuine_mails,
        genuine_orders: order.genuine_orders,
    })
}

fn history(subject: &Subject) -> Option<HistoryReport> {
    let profile = subject.sender_profile()?;
    Some(HistoryReport {
        prevalence: profile.prevalence.name(),
        first_seen: profile.seen.first.map(history::format_time),
        mails: profile.seen.mails,
        solicited: profile.solicited(),
    })
}

fn file(fact: &FileFact) -> FileReport {
    FileReport {
        path: fact.path.clone(),
        kind: fact.kind.clone(),
        letters: fact.letters,
        locked: fact.locked,
    }
}

fn unread(unread: &content::Unread, subject: &Subject) -> UnreadReport {
    let files = subject.extraction.as_ref().map(|it| it.files.as_slice());
    let file = unread.file.and_then(|index| files?.get(index));
    UnreadReport {
        capability: unread.capability.clone(),
        file: file.map(|it| it.path.clone()),
        reason: unread.reason.clone(),
    }
}

fn number(fact: &NumberFact, subject: &Subject) -> NumberReport {
    let number = &fact.number;
    let origin = subject.origin(&number.quote);
    let past = subject.past.as_ref();
    let known = past.and_then(|it| it.number(&number.e164));
    NumberReport {
        raw: number.raw.clone(),
        e164: number.e164.clone(),
        region: number.region.clone(),
        kind: number.kind.name(),
        place: number.quote.place.name(),
        hidden_by: number.hidden_by.iter().map(|it| it.name()).collect(),
        call_to_action: number.call_to_action,
        ownership: number.ownership.name(),
        owner: number.owner.clone(),
        reputation: known.map(|it| it.reputation),
        first_seen: known.and_then(|it| it.seen.first).map(history::format_time),
        quote: number.context.text.clone(),
        span: [number.quote.span.start, number.quote.span.end],
        file: origin.map(|it| it.path.to_owned()),
        page: origin.and_then(|it| it.page),
    }
}

/// Heaviest first. A flagged mail shows what speaks against it, then what speaks for it; a benign one
/// the other way round.
fn evidence(
    verdict: Verdict,
    observed: &Observed,
    subject: &Subject,
    catalogue: &Catalogue,
) -> Vec<Evidence> {
    let mut hits: Vec<&SignalHit> = observed
        .signals
        .iter()
        .filter(|it| it.weight.abs() > LIGHTEST_EVIDENCE)
        .collect();
    if verdict <= Verdict::Suspicious {
        hits.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    } else {
        hits.sort_by(|a, b| a.weight.total_cmp(&b.weight));
    }
    hits.into_iter()
        .map(|hit| Evidence {
            from_history: false,
            signal: hit.name.clone(),
            weight: hit.weight,
            place: hit.quotes.first().map(|it| it.place.name()),
            quote: hit.quotes.first().map(|it| it.text.clone()),
            text: catalogue.sentence(&hit.sentence.key, &hit.sentence.arguments),
            quotes: hit
                .quotes
                .iter()
                .map(|it| QuoteReport::new(it, subject))
                .collect(),
        })
        .collect()
}

fn rule_hit(hit: &crate::observe::RuleMatch) -> RuleHit {
    let severity = (!hit.severity.is_empty()).then(|| hit.severity.clone());
    RuleHit {
        id: hit.id.clone(),
        name: hit.name.clone(),
        severity,
        own: hit.own,
    }
}

fn undecided_rules(observed: &Observed) -> Vec<UndecidedRule> {
    let rules = observed.undecided.iter();
    rules
        .map(|(name, lacks)| UndecidedRule {
            name: name.clone(),
            missing: lacks.iter().collect(),
        })
        .collect()
}

fn advice(report: &Report, observed: &Observed, catalogue: &Catalogue) -> Vec<String> {
    match report.verdict {
        Verdict::Benign => Vec::new(),
        Verdict::Undecided => {
            let names: Vec<String> = observed
                .hiding
                .iter()
                .map(|it| missing_name(*it, catalogue))
                .collect();
            let missing = ("missing".to_owned(), Argument::Text(names.join(", ")));
            vec![catalogue.sentence("advice-unreadable", &[missing])]
        }
        Verdict::Malicious | Verdict::Suspicious => {
            let mut advice: Vec<String> = observed
                .advice
                .iter()
                .map(|it| catalogue.sentence(&it.key, &it.arguments))
                .collect();
            if report.verdict == Verdict::Suspicious {
                advice.insert(0, catalogue.sentence("advice-ask-sender", &[]));
            }
            advice
        }
    }
}

fn missing_name(capability: Capability, catalogue: &Catalogue) -> String {
    // A dot has a meaning of its own in message keys.
    let key = format!("missing-{}", capability.name().replace('.', "_"));
    if catalogue.has(&key) {
        catalogue.sentence(&key, &[])
    } else {
        let name = (
            "name".to_owned(),
            Argument::Text(capability.name().to_owned()),
        );
        catalogue.sentence("missing-other", &[name])
    }
}

fn summary(report: &Report, subject: &Subject, catalogue: &Catalogue) -> String {
    let key = match report.verdict {
        Verdict::Malicious
            if report
                .attack_types
                .iter()
                .any(|it| it == "callback_phishing") =>
        {
            "verdict-malicious-callback"
        }
        Verdict::Malicious => "verdict-malicious",
        Verdict::Suspicious => "verdict-suspicious",
        Verdict::Undecided => "verdict-undecided",
        Verdict::Benign if subject.facts.relation == Some(identity::Relation::Brand) => {
            "verdict-benign-brand"
        }
        Verdict::Benign => "verdict-benign",
    };
    let brand = subject
        .facts
        .brands
        .first()
        .map(|it| it.claim.name.clone())
        .unwrap_or_default();
    catalogue.sentence(key, &[("brand".to_owned(), Argument::Text(brand))])
}
