//! One job, and what came of it.

use askama::Template;
use store::{Role, Verdict};
use workbench::{
    BacktestResult, Corpus, ImportResult, Job, JobResult, Rejudged, RescanResult, Tried,
};

use super::jobs::JobRow;
use super::{LINE, OfficeFrame, subject_of};
use crate::hostile_text::{shortened, visible};
use crate::office::rule_edit::edit_address;
use crate::office::search::with_value;
use crate::pages::written;
use crate::words::Words;

/// A message that a rule was tried on.
struct TriedRow {
    tone: &'static str,
    word: String,
    subject: String,
    sender: String,
    /// Where it can be looked at.
    href: String,
    from: String,
    /// What people say of it.
    said: String,
}

/// How many mails have a verdict.
struct Counted {
    tone: &'static str,
    word: String,
    count: u64,
}

/// What a back-test came to.
struct BacktestRows {
    mails: u64,
    matched: u64,
    new: u64,
    lost_count: u64,
    scam: u64,
    genuine_count: usize,
    unread: u64,
    by_verdict: Vec<Counted>,
    genuine: Vec<TriedRow>,
    fresh: Vec<TriedRow>,
    lost: Vec<TriedRow>,
    undecided: Vec<(String, u64)>,
    /// The editor, if this visitor may.
    edit: Option<String>,
}

/// A held message whose verdict is another.
struct RejudgedRow {
    before_tone: &'static str,
    before: String,
    now_tone: &'static str,
    now: String,
    subject: String,
    sender: String,
    recipient: String,
    href: String,
}

/// What judging again came to.
struct RescanRows {
    mails: u64,
    unread: u64,
    moved: Vec<(String, String, u64)>,
    changed: Vec<RejudgedRow>,
}

/// What an import came to.
struct ImportRows {
    recorded: u64,
    unread: u64,
    faults: Vec<String>,
    is_cut: bool,
    verdicts: Vec<Counted>,
    href: String,
}

#[derive(Template)]
#[template(path = "console/job.html")]
struct JobPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    form: &'p str,
    title: String,
    is_under_way: bool,
    rows: Vec<JobRow>,
    backtest: Option<BacktestRows>,
    rescan: Option<RescanRows>,
    import: Option<ImportRows>,
}

/// The page.
pub(crate) fn job(frame: &OfficeFrame, job: &Job, row: JobRow, role: Role) -> String {
    let words = &frame.words;
    let (mut backtest, mut rescan, mut import) = (None, None, None);
    match &job.result {
        Some(JobResult::Backtest(it)) => backtest = Some(backtest_rows(words, it, role)),
        Some(JobResult::Rescan(it)) => rescan = Some(rescan_rows(words, it)),
        Some(JobResult::Import(it)) => import = Some(import_rows(words, it)),
        None => {}
    }
    let title = if row.about.is_empty() {
        row.kind.clone()
    } else {
        format!("{}: {}", row.kind, row.about)
    };
    written(&JobPage {
        frame,
        words,
        form: frame.form(),
        title,
        is_under_way: !row.has_ended(),
        rows: vec![row],
        backtest,
        rescan,
        import,
    })
}

fn verdict_word(words: &Words, verdict: Verdict) -> (&'static str, String) {
    let name = verdict.name();
    (name, words.say(&format!("console-verdict-{name}")))
}

fn counted(words: &Words, verdict: Verdict, count: u64) -> Counted {
    let (tone, word) = verdict_word(words, verdict);
    Counted { tone, word, count }
}

fn backtest_rows(words: &Words, result: &BacktestResult, role: Role) -> BacktestRows {
    let counts = Verdict::ALL.into_iter().zip(result.by_verdict);
    let counts = counts.filter(|it| it.1 > 0);
    let counts = counts.map(|(verdict, count)| counted(words, verdict, count));
    let rows = |all: &[Tried]| all.iter().map(|it| tried_row(words, it)).collect();
    BacktestRows {
        mails: result.mails,
        matched: result.matched,
        new: result.new_count(),
        lost_count: result.lost_count,
        scam: result.scam,
        genuine_count: result.genuine(),
        unread: result.unread,
        by_verdict: counts.collect(),
        genuine: rows(&result.genuine),
        fresh: rows(&result.new),
        lost: rows(&result.lost),
        undecided: result.undecided.clone(),
        edit: (role >= Role::Admin).then(|| edit_address(&result.file)),
    }
}

fn tried_row(words: &Words, tried: &Tried) -> TriedRow {
    let (tone, word) = verdict_word(words, tried.verdict);
    let (from, href) = match &tried.from {
        Corpus::Held(id) => (
            words.say("console-tried-held"),
            format!("/console/quarantine/{id}"),
        ),
        Corpus::Example(rule, test) => {
            let values = [("rule", rule.as_str()), ("test", test)];
            (words.fill("console-tried-example", &values), String::new())
        }
        Corpus::File(name) => (shortened(name, LINE), String::new()),
    };
    TriedRow {
        tone,
        word,
        subject: subject_of(words, Some(&tried.subject)),
        sender: shortened(&tried.sender, LINE),
        href,
        from,
        said: match tried.word {
            Some(word) => words.say(&format!("console-word-{}", word.name())),
            None => String::new(),
        },
    }
}

fn rescan_rows(words: &Words, result: &RescanResult) -> RescanRows {
    let moved = result.moved.iter().map(|((before, now), count)| {
        let (before, now) = (verdict_word(words, *before), verdict_word(words, *now));
        (before.1, now.1, *count)
    });
    let row = |it: &Rejudged| {
        let (before_tone, before) = verdict_word(words, it.before);
        let (now_tone, now) = verdict_word(words, it.now);
        RejudgedRow {
            before_tone,
            before,
            now_tone,
            now,
            subject: subject_of(words, Some(&it.subject)),
            sender: shortened(&it.sender, LINE),
            recipient: shortened(&it.recipient, LINE),
            href: format!("/console/quarantine/{}", it.entry),
        }
    };
    RescanRows {
        mails: result.mails,
        unread: result.unread,
        moved: moved.collect(),
        changed: result.changed.iter().map(row).collect(),
    }
}

fn import_rows(words: &Words, result: &ImportResult) -> ImportRows {
    let verdicts = result.verdicts.iter();
    let verdicts = verdicts.map(|(verdict, count)| counted(words, *verdict, *count));
    ImportRows {
        recorded: result.recorded,
        unread: result.unread,
        faults: result.faults.iter().map(|it| visible(it)).collect(),
        is_cut: result.is_cut,
        verdicts: verdicts.collect(),
        href: with_value("/console/verdicts", "door", "import"),
    }
}
