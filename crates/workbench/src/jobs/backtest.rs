//! Trying a rule on mail that is there: what it would match that it does not match now, and the other way round.

use detect::{Engine, ForeignRules};
use identity::Envelope;
use mql::{Arena, Decision, Env};
use store::{Digest, Verdict, Word};

use super::corpus::{self, Corpus};
use super::import::is_inside;
use super::job::JobResult;
use super::worker::{Stopped, Work};
use crate::draft::compiled;
use crate::record::verdict;

/// Messages of one list that are kept.
const LISTED: usize = 200;

/// A rule that is to be tried.
#[derive(Debug, Clone)]
pub struct Backtest {
    /// The name of its file, without the ending.
    pub file: String,
    /// The rule.
    pub text: String,
    /// What the rule is at present, where it judges.
    pub present: Option<String>,
    /// A file or folder below the directory to import from, whose mail it is tried on too.
    pub also: Option<String>,
}

/// What the rule says of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// It matches.
    Match,
    /// It does not.
    None,
    /// It cannot say.
    Undecided,
}

/// A message that the rule was tried on.
#[derive(Debug, Clone)]
pub struct Tried {
    /// Where it is from.
    pub from: Corpus,
    /// Who wrote it.
    pub sender: String,
    /// What it is about.
    pub subject: String,
    /// The verdict on it: when it was held, or of the present rules.
    pub verdict: Verdict,
    /// What people said of it.
    pub word: Option<Word>,
}

impl Tried {
    /// Whether it is genuine: people say so, or it is an example on which nothing speaks against.
    pub fn is_genuine(&self) -> bool {
        let example = matches!(self.from, Corpus::Example(..));
        match self.word {
            Some(word) => word == Word::Genuine,
            None => example && self.verdict == Verdict::Benign,
        }
    }
}

/// What came of trying a rule.
#[derive(Debug, Clone)]
pub struct BacktestResult {
    /// The name of its file.
    pub file: String,
    /// The digest of the rule's text: the result is about that very text.
    pub digest: Digest,
    /// Messages that it was tried on.
    pub mails: u64,
    /// Messages that could not be read any more.
    pub unread: u64,
    /// Messages that it matches.
    pub matched: u64,
    /// Messages that it matches and the rule as it is now does not: all of them, by verdict from worst to best.
    pub by_verdict: [u64; 4],
    /// Those of them that people say are a scam.
    pub scam: u64,
    /// Messages that it matches and the rule as it is now does not; genuine ones first.
    pub new: Vec<Tried>,
    /// Messages that only the rule as it is now matches.
    pub lost: Vec<Tried>,
    /// How many only the rule as it is now matches.
    pub lost_count: u64,
    /// Genuine messages among the new ones.
    pub genuine: Vec<Tried>,
    genuine_count: usize,
    /// Messages over which it is undecided, by what it lacks.
    pub undecided: Vec<(String, u64)>,
}

impl BacktestResult {
    fn new(task: &Backtest) -> Self {
        Self {
            file: task.file.clone(),
            digest: Digest::of(task.text.as_bytes()),
            mails: 0,
            unread: 0,
            matched: 0,
            by_verdict: [0; 4],
            scam: 0,
            new: Vec::new(),
            lost: Vec::new(),
            lost_count: 0,
            genuine: Vec::new(),
            genuine_count: 0,
            undecided: Vec::new(),
        }
    }

    /// How many messages it would match anew.
    pub fn new_count(&self) -> u64 {
        self.by_verdict.iter().sum()
    }

    /// How many of them are genuine.
    pub fn genuine(&self) -> usize {
        self.genuine_count
    }

    fn note(&mut self, tried: Tried, now: Call, before: Call) {
        self.matched += u64::from(now == Call::Match);
        match (now, before) {
            (Call::Match, Call::Match) => {}
            (Call::Match, _) => {
                let place = Verdict::ALL.iter().position(|it| *it == tried.verdict);
                if let Some(count) = place.and_then(|it| self.by_verdict.get_mut(it)) {
                    *count += 1;
                }
                self.scam += u64::from(tried.word == Some(Word::Scam));
                let list = if tried.is_genuine() {
                    self.genuine_count += 1;
                    &mut self.genuine
                } else {
                    &mut self.new
                };
                if list.len() < LISTED {
                    list.push(tried);
                }
            }
            (_, Call::Match) => {
                self.lost_count += 1;
                if self.lost.len() < LISTED {
                    self.lost.push(tried);
                }
            }
            _ => {}
        }
    }

    fn lacks(&mut self, capability: &str) {
        match self.undecided.iter_mut().find(|it| it.0 == capability) {
            Some(found) => found.1 += 1,
            None => self.undecided.push((capability.to_owned(), 1)),
        }
    }
}

/// The rule as it would be and as it is.
struct Pair {
    engine: std::sync::Arc<Engine>,
    now: ForeignRules,
    before: Option<ForeignRules>,
}

pub(super) fn run(task: &Backtest, work: &Work<'_>) -> Result<JobResult, Stopped> {
    let engine = work.bench().engine();
    let pair = Pair {
        now: compiled(&engine, &task.file, &task.text),
        before: task
            .present
            .as_ref()
            .map(|it| compiled(&engine, &task.file, it)),
        engine,
    };
    if let Some(error) = pair.now.errors.first() {
        return Err(Stopped::failed(error));
    }
    if pair.now.rules.is_empty() {
        return Err(Stopped::failed("this is no rule"));
    }
    let mut result = BacktestResult::new(task);
    let went = try_all(task, work, &pair, &mut result);
    let result = JobResult::Backtest(std::sync::Arc::new(result));
    match went {
        Ok(()) => Ok(result),
        Err(stopped) => Err(stopped.with(result)),
    }
}

fn try_all(
    task: &Backtest,
    work: &Work<'_>,
    pair: &Pair,
    result: &mut BacktestResult,
) -> Result<(), Stopped> {
    let store = work.bench().store().map_err(Stopped::failed)?;
    let held = corpus::held(&store).map_err(Stopped::failed)?;
    let examples = corpus::examples(&pair.engine);
    let mut of = (held.len() + examples.len()) as u64;
    if let Some(name) = &task.also {
        for _ in corpus::files(work, name)? {
            work.look()?;
            of += 1;
        }
    }
    work.expect(of);
    for entry in held {
        work.go_on()?;
        match corpus::bytes(&store, &entry).map_err(Stopped::failed)? {
            Some(bytes) => {
                let said = corpus::last_word(&store, &entry).map_err(Stopped::failed)?;
                let tried = Tried {
                    from: Corpus::Held(entry.id),
                    sender: entry.from.clone(),
                    subject: entry.subject.clone().unwrap_or_default(),
                    verdict: entry.verdict,
                    word: said,
                };
                pair.try_on(&bytes, &corpus::envelope(&entry), tried, result);
            }
            None => result.unread += 1,
        }
        work.advance();
    }
    for (from, mail) in examples {
        work.go_on()?;
        pair.judge(mail.as_bytes(), from, result);
        work.advance();
    }
    if let Some(name) = &task.also {
        for input in corpus::files(work, name)? {
            work.go_on()?;
            match input {
                Ok(input) if is_inside(work.import(), &input.name) => {
                    let name = corpus::short_name(&input, work.import());
                    pair.judge(&input.bytes, Corpus::File(name), result);
                }
                Ok(_) | Err(_) => result.unread += 1,
            }
            work.advance();
        }
    }
    Ok(())
}

impl Pair {
    /// Tries the rule on a message that has no verdict yet.
    fn judge(&self, bytes: &[u8], from: Corpus, result: &mut BacktestResult) {
        let report = self.engine.judge("message", bytes);
        let tried = Tried {
            from,
            sender: report.from.clone(),
            subject: report.subject.clone().unwrap_or_default(),
            verdict: verdict(report.verdict),
            word: None,
        };
        self.try_on(bytes, &Envelope::default(), tried, result);
    }

    fn try_on(&self, bytes: &[u8], envelope: &Envelope, tried: Tried, result: &mut BacktestResult) {
        let subject = self.engine.read_delivered(bytes, envelope);
        let arena = Arena::new();
        let env = self.engine.env(&subject, &arena);
        let now = decide(&self.now, &env);
        if let Some(Decision::Undecided(lacks)) = &now {
            for capability in lacks.iter() {
                result.lacks(capability.name());
            }
        }
        let before = self.before.as_ref().and_then(|it| decide(it, &env));
        result.mails += 1;
        result.note(tried, call(now.as_ref()), call(before.as_ref()));
    }
}

/// What the one rule of `rules` says of the message of `env`.
fn decide<'m>(rules: &'m ForeignRules, env: &Env<'m>) -> Option<Decision> {
    rules.decide_all(env).into_iter().next()
}

fn call(decision: Option<&Decision>) -> Call {
    match decision {
        Some(Decision::Matched) => Call::Match,
        Some(Decision::Undecided(_)) => Call::Undecided,
        Some(Decision::NotMatched) | None => Call::None,
    }
}
