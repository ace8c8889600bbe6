//! Which rules have a chance in a message: those all of whose conditions are met.

use super::super::Machine;
use crate::plan::{Source, Waiting};

/// What happened at the source of events.
enum Events {
    /// Anything may have.
    All,
    None,
    /// The clauses set in these bits are fulfilled.
    Union(Vec<u64>),
    /// Those set in the answer that begins here.
    Answer(u32),
}

impl Machine<'_, '_> {
    /// Which of the rules, so many, have a chance in this message; `None` when the budget did not suffice
    /// to find out.
    pub(crate) fn chances(&mut self, rules: usize) -> Option<Vec<bool>> {
        let triggers = &self.shared.as_ref()?.plan.triggers;
        let mut met = vec![false; triggers.conditions()];
        let mut asked = vec![false; triggers.waiting.len()];
        let chances = (0..rules).map(|rule| {
            let mut conditions = triggers.of_rule(rule).iter();
            conditions.all(|it| self.is_met(*it, &mut met, &mut asked))
        });
        let chances: Vec<bool> = chances.collect();
        (!self.env.exhausted()).then_some(chances)
    }

    /// Whether `condition` is among the conditions `met` or is met by a source that was not `asked` so far.
    fn is_met(&mut self, condition: u32, met: &mut [bool], asked: &mut [bool]) -> bool {
        let is_met = |met: &[bool]| met.get(condition as usize).copied().unwrap_or(true);
        let Some(triggers) = self.shared.as_ref().map(|it| &it.plan.triggers) else {
            return true;
        };
        if is_met(met) {
            return true;
        }
        for source in triggers.sources(condition) {
            let source = *source as usize;
            if let (Some(asked @ false), Some(waiting)) =
                (asked.get_mut(source), triggers.waiting.get(source))
            {
                *asked = true;
                self.meet(waiting, met);
                if is_met(met) {
                    return true;
                }
            }
        }
        false
    }

    /// Marks the conditions that the events of a source meet.
    fn meet(&mut self, waiting: &Waiting, met: &mut [bool]) {
        let mut mark = |conditions: &[u32]| {
            for condition in conditions {
                if let Some(met) = met.get_mut(*condition as usize) {
                    *met = true;
                }
            }
        };
        match self.events(waiting.source) {
            Events::All => mark(&waiting.all),
            Events::None => {}
            Events::Union(union) => waiting.mark(&union, &mut mark),
            Events::Answer(answer) => {
                let bits = self.shared.as_ref().map(|it| it.bits_at(answer));
                waiting.mark(bits.unwrap_or_default(), &mut mark);
            }
        }
    }

    /// What happened at `source`.
    fn events(&mut self, source: Source) -> Events {
        let Some(array) = source.array else {
            return source
                .group
                .map_or(Events::All, |it| self.events_of_text(it));
        };
        let known = self.value(array);
        if !known.lacks.is_empty() {
            return Events::All;
        }
        let Some(items) = self.items(known.value).filter(|it| !it.is_empty()) else {
            return Events::None;
        };
        let looped = self.looped(array, items);
        let (Some(group), Some(key)) = (source.group, looped.key) else {
            return Events::All;
        };
        self.prepare_rows(group, key, &looped);
        let shared = self.shared.as_ref();
        let rows = shared.and_then(|it| it.rows.get(&(key, group)));
        match rows {
            Some(rows) if !rows.any_unknown => Events::Union(rows.union.clone()),
            _ => Events::All,
        }
    }

    fn events_of_text(&mut self, group: u16) -> Events {
        let Some(plan) = self.shared.as_ref().map(|it| it.plan) else {
            return Events::All;
        };
        let subject = self.value(plan.groups.group(group).subject);
        if !subject.lacks.is_empty() {
            return Events::All;
        }
        match subject.value.as_str() {
            None => Events::None,
            Some(text) => self.answer(group, text).map_or(Events::All, Events::Answer),
        }
    }
}
