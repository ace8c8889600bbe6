//! The console over a real engine and a real store in a folder of its own.

use std::any::Any;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use console::{
    BackOffice, Condition, Desk, DeskError, Fetch, FetchError, Fetched, Figure, NotReleased,
    Origin, Recalled, Releaser, Setting, Settings, Unanswered, office,
};
use detect::{Engine, Options, PackError, Report};
use http_body_util::BodyExt as _;
use store::{
    Digest, EntryId, Envelope, Likeness, NewRecord, RecordId, Role, Store, StoreError, Verdict,
};
use tokio::sync::watch;
use tower::ServiceExt as _;
use workbench::{Bench, Made, Workbench};

use super::Answer;

/// When the tests take place.
pub(crate) const NOW: i64 = 1_796_040_000;

/// The judge that the workbench stands on.
#[derive(Debug)]
pub(crate) struct Judge {
    engine: RwLock<Arc<Engine>>,
    store: Arc<Store>,
    /// Whether the doors leave a worker unused.
    pub(crate) is_idle: AtomicBool,
    pub(crate) news: watch::Sender<u64>,
}

impl Bench for Judge {
    fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine.read().unwrap())
    }

    fn change_engine(&self, make: &dyn Fn(&Engine) -> Made) -> Result<(), Vec<PackError>> {
        let engine = make(&self.engine())?;
        *self.engine.write().unwrap() = Arc::new(engine);
        Ok(())
    }

    fn store(&self) -> Result<Arc<Store>, String> {
        Ok(Arc::clone(&self.store))
    }

    fn is_idle(&self) -> bool {
        self.is_idle.load(Ordering::Relaxed)
    }

    fn is_closing(&self) -> bool {
        false
    }

    fn note_records(&self) {
        self.news.send_modify(|it| *it += 1);
    }
}

/// What stands behind the console. Releases settle the entry and are noted; no mail server is asked.
pub(crate) struct Back {
    pub(crate) judge: Arc<Judge>,
    workbench: Arc<Workbench>,
    pub(crate) store: Arc<Store>,
    /// None is kept as long as nobody opens one.
    pub(crate) history: OnceLock<Box<dyn history::Store>>,
    /// Whether the history gives no answer.
    pub(crate) is_history_away: AtomicBool,
    pub(crate) released: Mutex<Vec<(EntryId, String, Option<String>)>>,
    /// Why nobody was signed in by a provider.
    pub(crate) failures: Mutex<Vec<String>>,
    pub(crate) closing: watch::Sender<bool>,
}

impl Desk for Back {
    async fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> T + Send + 'static,
    ) -> Result<T, DeskError> {
        Ok(work(&self.judge.engine()))
    }

    fn hold(&self, _bytes: usize) -> Option<Box<dyn Any + Send>> {
        Some(Box::new(()))
    }

    fn note(&self, _report: &Report) {}
}

impl BackOffice for Back {
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Unanswered> {
        Ok(question(&self.store)?)
    }

    async fn release(
        &self,
        entry: EntryId,
        by: Releaser,
        reason: Option<String>,
    ) -> Result<(), NotReleased> {
        let known = self.store.entry(entry).map_err(Unanswered::from)?;
        let known = known.ok_or(Unanswered::Missing)?;
        if known.verdict == Verdict::Malicious && by.role < Role::Admin {
            return Err(NotReleased::NotAllowed);
        }
        let claim = self.store.claim(entry, NOW).map_err(Unanswered::from)?;
        let done = self
            .store
            .finish_release(&claim, &by.name, reason.as_deref(), NOW);
        done.map_err(Unanswered::from)?;
        self.released.lock().unwrap().push((entry, by.name, reason));
        Ok(())
    }

    async fn fetch(&self, fetch: Fetch) -> Result<Fetched, FetchError> {
        Err(FetchError(format!("no provider at {}", fetch.url)))
    }

    fn note_sign_in_failure(&self, why: &str) {
        self.failures.lock().unwrap().push(why.to_owned());
    }

    fn workbench(&self) -> Arc<Workbench> {
        Arc::clone(&self.workbench)
    }

    fn news(&self) -> watch::Receiver<u64> {
        self.judge.news.subscribe()
    }

    fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    async fn recall<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn history::Store) -> Result<T, history::HistoryError> + Send + 'static,
    ) -> Recalled<T> {
        if self.is_history_away.load(Ordering::Relaxed) {
            return Recalled::Silent;
        }
        match self.history.get().map(|it| question(&**it)) {
            None => Recalled::NotKept,
            Some(Ok(said)) => Recalled::Said(said),
            Some(Err(_)) => Recalled::Silent,
        }
    }

    fn settings(&self) -> Vec<Setting> {
        let setting = |name: &str, value: Option<&str>, origin| Setting {
            section: "store".to_owned(),
            name: name.to_owned(),
            value: value.map(str::to_owned),
            origin,
        };
        vec![
            setting("url", None, Origin::Default),
            setting(
                "keep_days",
                Some("30"),
                Origin::File("/etc/offhook.toml:7".to_owned()),
            ),
            setting(
                "keep_quotes",
                Some("false"),
                Origin::Environment("OFFHOOK_STORE_KEEP_QUOTES".to_owned()),
            ),
        ]
    }

    fn condition(&self) -> Condition {
        Condition {
            waiting: 1,
            places: 8,
            messages: vec![(
                "milter".to_owned(),
                "benign".to_owned(),
                "none".to_owned(),
                7,
            )],
            missing: vec![("ml.link_analysis".to_owned(), 3)],
            figures: vec![Figure {
                name: "not_recorded".to_owned(),
                help: "Records that were not written.".to_owned(),
                value: 2,
            }],
        }
    }
}

/// The console, and whoever asks it.
pub(crate) struct Console {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) back: Arc<Back>,
    router: Router,
}

/// Somebody who is signed in.
pub(crate) struct Person {
    pub(crate) token: i64,
    pub(crate) secret: String,
    pub(crate) cookie: String,
    /// What his forms hold.
    pub(crate) form: String,
}

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn open(path: &Path) -> Store {
    Store::open(path, store::Settings::default(), NOW).unwrap()
}

impl Console {
    pub(crate) fn new() -> Self {
        Self::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let folder = folder();
        let rules = folder.path().join("rules");
        std::fs::create_dir(&rules).unwrap();
        std::fs::create_dir(folder.path().join("import")).unwrap();
        let options = Options {
            foreign_rules: vec![rules.clone()],
            ..Options::default()
        };
        let store = Arc::new(open(&folder.path().join("store")));
        let judge = Arc::new(Judge {
            engine: RwLock::new(Arc::new(Engine::new(options).unwrap())),
            store: Arc::clone(&store),
            is_idle: AtomicBool::new(true),
            news: watch::Sender::new(0),
        });
        let settings_of_workbench = workbench::Settings {
            rules: Some(rules),
            import: Some(folder.path().join("import")),
        };
        let bench: Arc<dyn Bench> = Arc::<Judge>::clone(&judge);
        let back = Arc::new(Back {
            workbench: Arc::new(Workbench::new(bench, settings_of_workbench)),
            judge,
            store,
            history: OnceLock::new(),
            is_history_away: AtomicBool::new(false),
            released: Mutex::default(),
            failures: Mutex::default(),
            closing: watch::Sender::new(false),
        });
        let router = office(Arc::clone(&back), settings).unwrap();
        Self {
            folder,
            back,
            router,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    /// Opens a page without being signed in.
    pub(crate) async fn stranger(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn open(&self, person: &Person, path: &str) -> Answer {
        let request = Request::get(path).header("cookie", &person.cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form as a browser on the console would.
    pub(crate) async fn fill(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut all = vec![("form", person.form.as_str())];
        all.extend(fields);
        let request = posted(path, &all).header("cookie", &person.cookie);
        let request = request.header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(encoded(&all))).unwrap())
            .await
    }

    /// Shows a token.
    pub(crate) async fn show_token(&self, secret: &str, fields: &[(&str, &str)]) -> Answer {
        let form = [("token", secret)];
        let mut request = posted("/console/sign-in", &form).header("sec-fetch-site", "same-origin");
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(encoded(&form))).unwrap())
            .await
    }

    pub(crate) async fn person(&self, role: Role) -> Person {
        let name = format!("{} Ann", role.name());
        let token = self
            .back
            .store
            .create_token(&name, role, NOW, None)
            .unwrap();
        let answer = self.show_token(&token.text, &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let cookie = answer
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let mut person = Person {
            token: token.id,
            secret: token.text,
            cookie,
            form: String::new(),
        };
        let page = self.open(&person, "/console/verdicts").await.text();
        let form = page.split("name=\"form\" value=\"").nth(1).unwrap();
        form.split('"').next().unwrap().clone_into(&mut person.form);
        person
    }

    pub(crate) fn add(&self, records: Vec<NewRecord>) -> Vec<RecordId> {
        let ids = self.back.store.add(records).unwrap();
        self.back.judge.note_records();
        ids
    }

    /// Opens a stream of events, of which the head has come.
    pub(crate) async fn listen(&self, person: &Person, path: &str) -> Listening {
        let request = Request::get(path).header("cookie", &person.cookie);
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Listening {
            status: parts.status,
            headers: parts.headers,
            body,
            text: String::new(),
        }
    }

    /// Holds a message for `recipients`.
    pub(crate) fn hold(&self, raw: &[u8], recipients: &[&str], record: NewRecord) -> Vec<EntryId> {
        let envelope = Envelope {
            mail_from: "bounce@evil.example".to_owned(),
            recipients: recipients.iter().map(|it| (*it).to_owned()).collect(),
        };
        let held = self
            .back
            .store
            .hold(raw, &envelope, record, Some("It wants a call."));
        held.unwrap().entries
    }
}

/// A stream of events.
pub(crate) struct Listening {
    pub(crate) status: axum::http::StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    body: Body,
    /// What has come and was not taken.
    text: String,
}

impl Listening {
    /// The next event that is one; `None` where the stream has ended.
    pub(crate) async fn event(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                if event.contains("data:") {
                    return Some(event);
                }
                continue;
            }
            let frame = self.body.frame().await?.unwrap();
            let bytes = frame.into_data().unwrap();
            self.text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
}

fn posted(path: &str, _form: &[(&str, &str)]) -> axum::http::request::Builder {
    Request::post(path).header("content-type", "application/x-www-form-urlencoded")
}

pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields).finish()
}

/// A record as the doors write them; `change` makes it another.
pub(crate) fn record(change: impl FnOnce(&mut NewRecord)) -> NewRecord {
    let mut record = NewRecord {
        time: NOW,
        door: "milter".to_owned(),
        queue_id: Some("4Xy".to_owned()),
        mail_from: Some("bounce@evil.example".to_owned()),
        recipients: vec!["pat@home.example".to_owned()],
        subject: Some("Your Norton renewal".to_owned()),
        from: "Billing@Evil.example".to_owned(),
        message_id: Some("<1@evil.example>".to_owned()),
        verdict: Verdict::Malicious,
        score: 0.97,
        action: "quarantine".to_owned(),
        attack_types: vec!["callback_phishing".to_owned()],
        brands: vec!["norton".to_owned()],
        numbers: vec!["+18055550142".to_owned()],
        content: Digest::of(b"1"),
        microseconds: Some(1_500),
        likeness: Likeness::default(),
        report: serde_json::json!({
            "summary": "Somebody pretends to be Norton.",
            "evidence": [{ "signal": "call_request", "weight": 2.0, "text": "It says to call.",
                "quote": "call now", "quotes": [{ "where": "body", "text": "call now to cancel" }] }],
            "authentication": { "by": "mx.home.example",
                "methods": [{ "method": "spf", "result": "fail", "properties": [["smtp.mailfrom", "evil.example"]] }] },
            "rules": [{ "id": "1", "name": "Callback lure", "severity": "high", "own": true }],
            "undecided_rules": [{ "name": "Young domain", "missing": ["network.whois"] }],
            "missing": ["network.whois"],
        }),
    };
    change(&mut record);
    record
}
