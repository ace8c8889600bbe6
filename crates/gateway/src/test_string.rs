//! Strings that stand for a scam, for trying a set-up. They only ever raise a verdict.

use detect::{Catalogue, Evidence, Report, Verdict};

/// The string that SpamAssassin made known as GTUBE.
const GTUBE: &[u8] = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";
/// Our own.
const OWN: &[u8] = b"OFFHOOK*TEST*7Q2M9X4K1V8B3N6L*THIS-IS-NO-SCAM";

/// Makes `report` malicious where `raw` holds one of the strings as it is written.
pub(crate) fn raise(report: &mut Report, raw: &[u8], catalogue: &Catalogue) {
    let found = [("gtube", GTUBE), ("offhook_test", OWN)];
    let Some((signal, _)) = found.into_iter().find(|it| contains(raw, it.1)) else {
        return;
    };
    let sentence = catalogue.sentence("test-string", &[]);
    report.verdict = Verdict::Malicious;
    report.score = 1.0;
    report.summary.clone_from(&sentence);
    report.evidence.insert(
        0,
        Evidence {
            signal: signal.to_owned(),
            weight: 0.0,
            place: None,
            quote: None,
            text: sentence,
            quotes: Vec::new(),
            from_history: false,
        },
    );
}

/// Both strings begin with a rare letter, so that most of the message is passed over quickly.
fn contains(raw: &[u8], needle: &[u8]) -> bool {
    let first = needle.first().copied().unwrap_or_default();
    let starts = raw.iter().enumerate().filter(|it| *it.1 == first);
    starts
        .into_iter()
        .any(|(at, _)| raw.get(at..).is_some_and(|rest| rest.starts_with(needle)))
}
