//! An engine whose rules can change while messages are judged.
//!
//! A changed directory of rules is compiled aside and takes the place of the old one whole, or is
//! refused whole and the old one stays. A judgement holds one engine from its first rule to its last,
//! so it never sees a mix.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::engine::{Engine, Options};
use crate::files::RuleFiles;
use crate::pack::{ForeignRules, Pack, PackError};
use crate::watch::RuleWatch;

/// An engine that follows the rule directories it was built from.
#[derive(Debug)]
pub struct LiveEngine {
    current: RwLock<Arc<Engine>>,
    /// Held by the one that refreshes; judging never waits for it.
    sources: Mutex<Sources>,
}

/// What became of a look at the rule directories.
#[derive(Debug)]
pub enum Refresh {
    /// Nothing has changed since the last look.
    Unchanged,
    /// What changed is in force.
    Swapped,
    /// Some of what changed has mistakes; of those directories the old rules are still in force.
    Refused(Vec<PackError>),
}

#[derive(Debug)]
struct Sources {
    pack: Option<Source>,
    foreign: Vec<Source>,
}

/// One directory and the content that is in force.
#[derive(Debug)]
struct Source {
    watch: RuleWatch,
    accepted: RuleFiles,
    /// Files that were wrong when the engine started, which went on without them.
    wrong: HashSet<(String, String)>,
}

impl LiveEngine {
    /// Loads everything, as [`Engine::new`] does: at the start, rules of others that are wrong are left
    /// out and named by [`Engine::foreign_errors`].
    pub fn new(options: Options) -> Result<Self, PackError> {
        let pack = options.pack.as_deref().map(Source::new).transpose()?;
        let foreign = options.foreign_rules.iter();
        let mut foreign: Vec<Source> = foreign
            .map(|it| Source::new(it))
            .collect::<Result<_, _>>()?;
        let files = |it: &Source| it.accepted.clone();
        let engine = Engine::with_files(
            options,
            pack.as_ref().map(files).as_ref(),
            &foreign.iter().map(files).collect::<Vec<_>>(),
        )?;
        let wrong: HashSet<&str> = engine
            .foreign_errors()
            .iter()
            .map(PackError::path)
            .collect();
        for source in &mut foreign {
            let files = source.accepted.files.iter();
            let files = files.filter(|it| wrong.contains(it.path.as_str()));
            source.wrong = files.map(|it| (it.path.clone(), it.text.clone())).collect();
        }
        Ok(Self {
            current: RwLock::new(Arc::new(engine)),
            sources: Mutex::new(Sources { pack, foreign }),
        })
    }

    /// The engine in force. Judge a message with one of these from beginning to end.
    pub fn engine(&self) -> Arc<Engine> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Looks at the rule directories and takes over what changed. Call it from time to time, or when
    /// told to reload.
    pub fn refresh(&self) -> Refresh {
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        let old = self.engine();
        let mut errors = Vec::new();
        let pack = sources
            .pack
            .as_mut()
            .and_then(|it| it.new_pack(&old, &mut errors));
        let mut changed = false;
        for source in &mut sources.foreign {
            changed |= source.take_foreign(&old, &mut errors);
        }
        if pack.is_some() || changed {
            let foreign = changed.then(|| {
                let files: Vec<&RuleFiles> =
                    sources.foreign.iter().map(|it| &it.accepted).collect();
                ForeignRules::compile(&files, old.schema(), Some(old.foreign()))
            });
            let engine = Arc::new(old.with_rules(pack, foreign));
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = engine;
        }
        if !errors.is_empty() {
            Refresh::Refused(errors)
        } else if changed || !Arc::ptr_eq(&old, &self.engine()) {
            Refresh::Swapped
        } else {
            Refresh::Unchanged
        }
    }
}

impl Source {
    fn new(directory: &Path) -> Result<Self, PackError> {
        let mut watch = RuleWatch::new(directory);
        let accepted = match watch.changed() {
            Some(files) => files?,
            None => RuleFiles::read(directory)?,
        };
        Ok(Self {
            watch,
            accepted,
            wrong: HashSet::new(),
        })
    }

    fn changed(&mut self, errors: &mut Vec<PackError>) -> Option<RuleFiles> {
        match self.watch.changed()? {
            Ok(files) => Some(files),
            Err(error) => {
                errors.push(error);
                None
            }
        }
    }

    /// The pack that the changed directory holds.
    fn new_pack(&mut self, old: &Engine, errors: &mut Vec<PackError>) -> Option<Pack> {
        let files = self.changed(errors)?;
        match Pack::compile(&files, old.schema(), Some(old.pack())) {
            Ok(pack) => {
                self.accepted = files;
                Some(pack)
            }
            Err(error) => {
                errors.push(error);
                None
            }
        }
    }

    /// Accepts the changed directory if nothing in it is newly wrong.
    fn take_foreign(&mut self, old: &Engine, errors: &mut Vec<PackError>) -> bool {
        let Some(files) = self.changed(errors) else {
            return false;
        };
        let compiled = ForeignRules::compile(&[&files], old.schema(), Some(old.foreign()));
        let known = |error: &PackError| {
            let file = files.files.iter().find(|it| it.path == error.path());
            file.is_some_and(|it| self.wrong.contains(&(it.path.clone(), it.text.clone())))
        };
        let new: Vec<PackError> = compiled
            .errors
            .into_iter()
            .filter(|it| !known(it))
            .collect();
        let good = new.is_empty();
        errors.extend(new);
        if good {
            self.accepted = files;
        }
        good
    }
}
