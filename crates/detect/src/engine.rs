//! The engine: one set of knowledge and rules, any number of messages.

use std::path::PathBuf;
use std::sync::Arc;

use content::Extraction;
use history::{MessageKey, Observation};
use identity::{DnsSettings, Envelope, Verifier};
use limits::Limits;
use mail::{Message, ParseOptions};
use model::{Knowledge, Organisation, Subject};
use mql::{Arena, Env, Lists, Program, RuleSet, Schema};
use registry::Registry;

use crate::attachments::{self, AttachmentReader};
use crate::catalogue::Catalogue;
use crate::draft::Draft;
use crate::files::RuleFiles;
use crate::message_key::header_block;
use crate::observe::{Observed, observe};
use crate::pack::{ForeignRules, Pack, PackError, Rule};
use crate::phrases;
use crate::remember::{Delivery, remember_unjudged};
use crate::report;
use crate::stages::{Clock, Stopwatch};
use crate::verdict::{Report, Verdict};

/// A message attached to a message attached to a message is judged; deeper ones are not looked at.
const ATTACHED_DEPTH: usize = 3;

/// What an operator may set.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How messages are read.
    pub parse: ParseOptions,
    /// What is extracted.
    pub claims: claims::Settings,
    /// Directories with brands, platforms, numbers and lists of the operator's own.
    pub data: Vec<PathBuf>,
    /// Directories of lists of the operator's own.
    pub lists: Vec<PathBuf>,
    /// A directory with registration data of domains.
    pub whois: Option<PathBuf>,
    /// The operator's organisation. Its domains are those of `parse` as well.
    pub organisation: Organisation,
    /// Whether and how SPF, DKIM, DMARC and ARC are verified here.
    pub dns: DnsSettings,
    /// A rule pack in place of the one compiled in.
    pub pack: Option<PathBuf>,
    /// Directories with rules of others: shown when they match, without weight.
    pub foreign_rules: Vec<PathBuf>,
    /// Judges as if no brand, platform or number were known: shows what that knowledge is worth.
    pub without_brands: bool,
    /// Who reads attachments; without, they are listed as unread.
    pub attachments: Option<Arc<dyn AttachmentReader>>,
    /// A clock, where the time of each stage is wanted.
    pub clock: Option<Clock>,
}

/// Everything needed to judge messages. Build it once; it may be shared by any number of threads.
#[derive(Debug)]
pub struct Engine {
    schema: Arc<Schema>,
    knowledge: Arc<Knowledge>,
    lists: Arc<Lists>,
    /// The roots of the data model, for showing it whole.
    roots: Arc<Vec<(String, Program)>>,
    pack: Arc<Pack>,
    foreign: Arc<ForeignRules>,
    catalogue: Arc<Catalogue>,
    /// Absent where look-ups are switched off.
    verifier: Option<Arc<Verifier>>,
    /// Only the text of messages is seen, not who sent them.
    sender_unseen: bool,
    options: Options,
}

impl Engine {
    /// Loads knowledge, rules and sentences.
    pub fn new(options: Options) -> Result<Self, PackError> {
        let read = options.pack.as_deref().map(RuleFiles::read);
        let pack = read.transpose()?;
        let foreign = options.foreign_rules.iter().map(|it| RuleFiles::read(it));
        let foreign: Vec<RuleFiles> = foreign.collect::<Result<_, _>>()?;
        Self::with_files(options, pack.as_ref(), &foreign)
    }

    /// As [`Engine::new`], with the content of the rule directories given.
    pub(crate) fn with_files(
        options: Options,
        pack: Option<&RuleFiles>,
        foreign: &[RuleFiles],
    ) -> Result<Self, PackError> {
        let schema = Arc::new(model::schema()?);
        let mut registry = Registry::builtin()?;
        for directory in &options.data {
            registry.extend_from(directory)?;
        }
        for directory in &options.lists {
            registry.extend_lists_from(directory)?;
        }
        if options.without_brands {
            let lists = registry.lists().clone();
            registry = Registry::from_parts(Vec::new(), Vec::new(), Vec::new(), lists);
        }
        if let Some(directory) = &options.whois {
            registry.load_whois(directory)?;
        }
        let mut organisation = options.organisation.clone();
        organisation
            .domains
            .clone_from(&options.parse.organisation_domains);
        let pack = match pack {
            Some(files) => Pack::compile(files, &schema, None)?,
            None => Pack::builtin(&schema)?,
        };
        let foreign: Vec<&RuleFiles> = foreign.iter().collect();
        let foreign = ForeignRules::compile(&foreign, &schema, None);
        let roots = schema.roots().map(|it| it.name().to_owned());
        let roots = roots
            .filter_map(|name| Some((name.clone(), Program::compile(&name, &schema).ok()?)))
            .collect::<Vec<_>>();
        let lexicon = phrases::lexicon(&options.data)?;
        lexicon.prepare(&registry);
        let registry = Arc::new(registry);
        let entities = phrases::entity_reader(&options.data, &registry)?;
        Ok(Self {
            roots: Arc::new(roots),
            lists: Arc::new(model::lists(&registry, &organisation)),
            knowledge: Arc::new(Knowledge {
                entities: Arc::new(entities),
                registry,
                lexicon,
                settings: options.claims.clone(),
            }),
            catalogue: Arc::new(Catalogue::builtin("en")?),
            verifier: Verifier::start(&options.dns)?.map(Arc::new),
            schema,
            pack: Arc::new(pack),
            foreign: Arc::new(foreign),
            sender_unseen: false,
            options,
        })
    }

    /// The same engine with other rules, where others are given.
    pub(crate) fn with_rules(&self, pack: Option<Pack>, foreign: Option<ForeignRules>) -> Self {
        Self {
            schema: Arc::clone(&self.schema),
            knowledge: Arc::clone(&self.knowledge),
            lists: Arc::clone(&self.lists),
            roots: Arc::clone(&self.roots),
            pack: pack.map_or_else(|| Arc::clone(&self.pack), Arc::new),
            foreign: foreign.map_or_else(|| Arc::clone(&self.foreign), Arc::new),
            catalogue: Arc::clone(&self.catalogue),
            verifier: self.verifier.clone(),
            sender_unseen: self.sender_unseen,
            options: self.options.clone(),
        }
    }

    /// The same engine, which writes its reports with the sentences of `catalogue`.
    #[must_use]
    pub fn speaking(&self, catalogue: Arc<Catalogue>) -> Self {
        Self {
            catalogue,
            ..self.with_rules(None, None)
        }
    }

    /// The same engine for messages of which only the text was seen, such as a screenshot: that their sender is missing
    /// says nothing against them.
    #[must_use]
    pub fn without_sender(&self) -> Self {
        Self {
            sender_unseen: true,
            ..self.with_rules(None, None)
        }
    }

    /// Judges the raw message `raw`, found at `path`.
    pub fn judge(&self, path: &str, raw: &[u8]) -> Report {
        self.judge_delivered(path, raw, &Envelope::default())
    }

    /// As [`judge`](Self::judge), for a message that arrived in `envelope`.
    pub fn judge_delivered(&self, path: &str, raw: &[u8], envelope: &Envelope) -> Report {
        self.judge_for_showing(path, raw, envelope).0
    }

    /// As [`judge_delivered`](Self::judge_delivered), together with the message that decided, in whose texts the
    /// quotes of the report count: the one attached, where that is the scam.
    pub fn judge_for_showing(
        &self,
        path: &str,
        raw: &[u8],
        envelope: &Envelope,
    ) -> (Report, Subject) {
        self.show(self.draft_alone(path, raw, envelope))
    }

    /// The report on a message that was judged by itself, together with the message that decided.
    pub fn show(&self, draft: Draft) -> (Report, Subject) {
        self.with_attached(draft.own, draft.subject, draft.attached)
    }

    /// Reads `raw`, its attachments included, and works out its facts, without judging.
    pub fn read(&self, raw: &[u8]) -> Subject {
        self.read_delivered(raw, &Envelope::default())
    }

    /// What the history is told of the raw message `raw` with the key `key`, as [`remember`](crate::remember) says it, without
    /// judging it and with the attachments left unread: for learning from many mails.
    pub fn learn(&self, key: MessageKey, raw: &[u8], delivery: &Delivery) -> Option<Observation> {
        if !delivery.is_own {
            let message = self.message(raw, &Envelope::default(), &mut self.stopwatch());
            return remember_unjudged(key, &message, &self.knowledge, delivery);
        }
        // Of mail that was sent only the people it went to are kept.
        let message = self.message(
            header_block(raw),
            &Envelope::default(),
            &mut self.stopwatch(),
        );
        let mut delivery = delivery.clone();
        if delivery.received.is_none() {
            // The organisation wrote it, and so its date.
            let date = message.headers.date.as_deref();
            delivery.received = date.and_then(history::parse_time);
        }
        remember_unjudged(key, &message, &self.knowledge, &delivery)
    }

    /// As [`read`](Self::read), for a message that arrived in `envelope`: with the client's address,
    /// SPF and DMARC can be verified in full, where look-ups are switched on.
    pub fn read_delivered(&self, raw: &[u8], envelope: &Envelope) -> Subject {
        self.subject(self.message(raw, envelope, &mut self.stopwatch()))
    }

    /// Reads `raw` as it stands: no attachment is opened and nobody is asked.
    pub fn parse(&self, raw: &[u8]) -> Message {
        mail::parse(raw, &self.options.parse)
    }

    /// The message, with its sender verified where look-ups are switched on.
    fn message(&self, raw: &[u8], envelope: &Envelope, watch: &mut Stopwatch) -> Message {
        let mut message = mail::parse(raw, &self.options.parse);
        watch.lap(|it| &mut it.parse);
        if let Some(verifier) = &self.verifier {
            verifier.verify(raw, envelope).apply(&mut message);
            watch.lap(|it| &mut it.sender);
        }
        message
    }

    /// Reads the attachments of a message that is already parsed, and works out its facts.
    pub fn subject(&self, message: Message) -> Subject {
        let extraction = self.extract(&message, true);
        Subject::new(message, extraction, &self.knowledge)
    }

    /// What is in the attachments of `message`; `None` where there are none or nobody reads them.
    fn extract(&self, message: &Message, ocr: bool) -> Option<Extraction> {
        let reader = self.options.attachments.as_ref()?;
        let inputs = attachments::inputs(message);
        if inputs.is_empty() {
            return None;
        }
        let passwords = attachments::passwords(message, &self.knowledge.registry);
        Some(reader.read(&inputs, &passwords, ocr))
    }

    /// Whether pictures of `subject` wait for OCR, and somebody can do it.
    fn may_read_pictures(&self, subject: &Subject) -> bool {
        let extraction = subject.extraction.as_ref();
        let reader = self.options.attachments.as_ref();
        extraction.is_some_and(attachments::wants_ocr)
            && reader.is_some_and(|it| it.reads_pictures())
    }

    /// The surroundings in which programs are evaluated over `subject`.
    pub fn env<'m>(&'m self, subject: &'m Subject, arena: &'m Arena) -> Env<'m> {
        Env::new(arena, subject, &self.lists, &self.options.parse.limits)
    }

    /// The message data model and the facts of `subject` as JSON.
    pub fn to_json(&self, subject: &Subject) -> serde_json::Value {
        let arena = Arena::new();
        let env = self.env(subject, &arena);
        let mut members = serde_json::Map::new();
        for (name, program) in self.roots.iter() {
            let value = program.evaluate(&env).value;
            let json = self.schema.to_json(value, program.result_type(), &env);
            if !json.is_null() {
                members.insert(name.clone(), json);
            }
        }
        serde_json::Value::Object(members)
    }

    /// How `rule`, one of this engine's own pack or of others, decides on the message of `env`.
    pub fn decide<'m>(&'m self, rule: &Rule, env: &Env<'m>) -> Option<mql::Decision> {
        self.set_of(rule).run(env).decide(rule.program.0)
    }

    pub(crate) fn set_of(&self, rule: &Rule) -> &RuleSet {
        if rule.own {
            &self.pack.set
        } else {
            &self.foreign.set
        }
    }

    /// Compiles `files` beside the rules of this engine, to try them: it goes on judging without them.
    pub fn compile_beside(&self, files: &RuleFiles) -> ForeignRules {
        ForeignRules::compile(&[files], &self.schema, Some(&self.foreign))
    }

    /// The same engine with the rules of others as their directories hold them now. Refused whole where a file of them is wrong
    /// that was not wrong before.
    pub fn with_rules_read_again(&self) -> Result<Self, Vec<PackError>> {
        let read = self.options.foreign_rules.iter();
        let read: Result<Vec<RuleFiles>, PackError> = read.map(|it| RuleFiles::read(it)).collect();
        let read = read.map_err(|it| vec![it])?;
        let files: Vec<&RuleFiles> = read.iter().collect();
        let foreign = ForeignRules::compile(&files, &self.schema, Some(&self.foreign));
        let was_wrong = |it: &PackError| {
            let before = self.foreign.errors.iter();
            before
                .map(ToString::to_string)
                .any(|before| before == it.to_string())
        };
        if foreign.errors.iter().all(was_wrong) {
            return Ok(self.with_rules(None, Some(foreign)));
        }
        let errors = foreign.errors.into_iter();
        Err(errors.filter(|it| !was_wrong(it)).collect())
    }

    /// What may be spent on one message.
    pub fn limits(&self) -> &Limits {
        &self.options.parse.limits
    }

    /// The data model.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// The sum of weights, in log-odds, from which a mail is flagged.
    pub fn margin(&self) -> f64 {
        self.pack.weights.margin()
    }

    /// The verdict on the message of `report` if the signals and rules called `names` had not held. What is too light to be
    /// told as evidence is not in the sum.
    pub fn verdict_without(&self, report: &Report, names: &[&str]) -> Verdict {
        let weights = &self.pack.weights;
        let counts = |name: &String| !names.contains(&name.as_str());
        let signals = report.evidence.iter().filter(|it| counts(&it.signal));
        let own = report.rules.iter().filter(|it| it.own && counts(&it.name));
        let sum = signals.map(|it| it.weight).sum::<f64>()
            + own.map(|it| weights.rule(&it.name)).sum::<f64>();
        let score = weights.score(sum);
        if score >= weights.malicious {
            Verdict::Malicious
        } else if score >= weights.suspicious {
            Verdict::Suspicious
        } else if report.verdict == Verdict::Undecided {
            Verdict::Undecided
        } else {
            Verdict::Benign
        }
    }

    /// The rule pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The sentences.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What is known of brands, numbers and phrases.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The rules of others.
    pub fn foreign(&self) -> &ForeignRules {
        &self.foreign
    }

    /// The configured lists.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Rules of others that could not be loaded.
    pub fn foreign_errors(&self) -> &[PackError] {
        &self.foreign.errors
    }

    /// Judges a message and what is attached to it, without any history.
    pub(crate) fn draft_alone(&self, path: &str, raw: &[u8], envelope: &Envelope) -> Draft {
        self.draft_nested(path, raw, envelope, ATTACHED_DEPTH)
    }

    fn draft_nested(&self, path: &str, raw: &[u8], envelope: &Envelope, depth: usize) -> Draft {
        let (subject, mut own) = self.judge_by_stages(path, raw, envelope);
        let mut stages = own.stages;
        let messages = subject.message.attachments.iter();
        let attached = messages
            .filter(|it| depth > 0 && it.is_message())
            .map(|it| {
                let path = format!("{path}/{}", it.part_path);
                // Nobody knows the envelope in which an attached message once came.
                let none = Envelope::default();
                let draft = self.draft_nested(&path, &it.content, &none, depth - 1);
                stages.add(&draft.own.stages);
                self.with_attached(draft.own, draft.subject, draft.attached)
            })
            .min_by_key(|it| it.0.verdict)
            .filter(|it| it.0.verdict <= Verdict::Suspicious);
        own.stages = stages;
        Draft {
            path: path.to_owned(),
            subject,
            own,
            attached,
            observation: None,
        }
    }

    /// Judges the text first, then what is attached, then what pictures show: each stage costs more than
    /// the one before, and none is needed once the message is malicious.
    fn judge_by_stages(&self, path: &str, raw: &[u8], envelope: &Envelope) -> (Subject, Report) {
        let mut watch = self.stopwatch();
        let message = self.message(raw, envelope, &mut watch);
        let mut subject = Subject::new(message, None, &self.knowledge);
        watch.lap(|it| &mut it.facts);
        let mut report = self.report(path, &subject);
        watch.lap(|it| &mut it.rules);
        for ocr in [false, true] {
            if report.verdict == Verdict::Malicious {
                break;
            }
            if ocr && !self.may_read_pictures(&subject) {
                break;
            }
            let Some(extraction) = self.extract(&subject.message, ocr) else {
                break;
            };
            watch.lap(|it| {
                if ocr {
                    &mut it.ocr
                } else {
                    &mut it.attachments
                }
            });
            subject = Subject::new(subject.message, Some(extraction), &self.knowledge);
            watch.lap(|it| &mut it.facts);
            report = self.report(path, &subject);
            watch.lap(|it| &mut it.rules);
        }
        report.stages = watch.stages;
        (subject, report)
    }

    pub(crate) fn report(&self, path: &str, subject: &Subject) -> Report {
        let observed = self.observe(subject);
        report::write(path, subject, &observed, &self.pack, &self.catalogue)
    }

    pub(crate) fn stopwatch(&self) -> Stopwatch {
        Stopwatch::start(self.options.clock)
    }

    fn observe(&self, subject: &Subject) -> Observed {
        let arena = Arena::new();
        let env = self.env(subject, &arena);
        observe(&self.pack, &self.foreign, &env, self.sender_unseen)
    }
}
