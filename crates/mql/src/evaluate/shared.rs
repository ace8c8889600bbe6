//! What programs evaluated together share for one message.
//!
//! Values are kept in two lists and found through cells: one for each remembered node, and a table of
//! them for each array that is looped over. A cell is empty (0) or the position in its list plus one.

use std::collections::HashMap;
use std::ops::Range;

use limits::Capability;

use super::junction::Junction;
use super::tests_of_text::BYTES_A_STEP;
use super::{Known, Machine, Truth};
use crate::env::Env;
use crate::graph::NodeId;
use crate::hash::BuildFastHasher;
use crate::outcome::Outcomes;
use crate::plan::{Check, Group, Guard, Plan, is_set, set};
use crate::value::Items;

mod chances;

/// A table larger than this is not kept; its elements are evaluated anew for each program.
const MOST_CELLS: usize = 4 << 20;

/// Texts of so many bytes are compared with those that were scanned before they are scanned.
const LONG: usize = 128;

/// Texts of elements up to so many bytes, host names above all, are looked up as what they are.
const SHORT: usize = 48;

/// Room for the answers and scans of an ordinary mail.
const MANY: usize = 400;

/// No text is compared with more than so many.
const MOST_LONG: usize = 64;
/// Everything shared.
pub(crate) struct Shared<'m> {
    plan: &'m Plan,
    /// By node with one value a message: the outcome of a truth value that nothing missing could change, or none. This
    /// is what most steps ask for, so it is small.
    settled: Vec<Outcomes>,
    /// First one for each slot, then the tables.
    cells: Vec<u32>,
    truths: Vec<Truth>,
    values: Vec<Known<'m>>,
    /// By array and the place of its elements: where its table begins.
    tables: HashMap<ArrayKey, Option<Table>, BuildFastHasher>,
    /// The tables of the loops around, innermost last.
    frames: Vec<Option<Frame>>,
    /// By group with one subject a message: where its answer begins in `bits`, plus one.
    answers: Vec<u32>,
    /// The same by group and place of the text, for subjects that are asked of elements.
    element_answers: HashMap<(u16, usize, usize), u32, BuildFastHasher>,
    /// The same by group and short text, as many elements share one. Senders choose these keys, so the
    /// hash is one they cannot foresee.
    short_answers: HashMap<(u16, &'m str), u32>,
    bits: Vec<u64>,
    /// By array and group: the answers for each element.
    rows: HashMap<(ArrayKey, u16), Rows, BuildFastHasher>,
    /// By automaton and place of a text: which part of `found` tells of it.
    scans: HashMap<(u16, usize, usize), (u32, u32), BuildFastHasher>,
    /// Long texts that were scanned and by which automaton, as the same text often stands in several fields.
    long_scans: Vec<(u16, &'m str, (u32, u32))>,
    /// Literals that occur.
    found: Vec<u32>,
    scratch: Vec<u64>,
}

/// The number of an array in the plan, and where its elements stand.
type ArrayKey = (u16, (usize, usize));

#[derive(Clone, Copy)]
struct Table {
    array: u16,
    start: usize,
    width: usize,
}

/// A loop that is being run.
#[derive(Clone, Copy)]
pub(super) struct Looped<'m> {
    items: Items<'m>,
    key: Option<ArrayKey>,
    table: Option<Table>,
}

impl<'m> Looped<'m> {
    /// A loop over `items` of which nothing is remembered.
    pub(super) fn apart(items: Items<'m>) -> Self {
        Self {
            items,
            key: None,
            table: None,
        }
    }
}

/// A loop over an array that has a table.
#[derive(Clone, Copy)]
struct Frame {
    array: u16,
    /// Where the row of the current element begins.
    start: usize,
}

/// The answers of a group for each element of an array.
struct Rows {
    /// By element: where its answer begins in `bits`; `None` where the subject is not a sure text.
    elements: Vec<Option<u32>>,
    /// Whether there is any such `None`.
    any_open: bool,
    /// Whether there is one that is unknown rather than null.
    any_unknown: bool,
    /// The union of all answers.
    union: Vec<u64>,
}

impl<'m> Shared<'m> {
    pub(crate) fn new(plan: &'m Plan) -> Self {
        Self {
            settled: vec![Outcomes::NONE; plan.nodes()],
            cells: vec![0; plan.slots()],
            truths: Vec::new(),
            values: Vec::new(),
            tables: HashMap::default(),
            frames: Vec::new(),
            answers: vec![0; plan.groups.count()],
            element_answers: HashMap::with_capacity_and_hasher(MANY, BuildFastHasher::default()),
            short_answers: HashMap::with_capacity(MANY),
            bits: Vec::new(),
            rows: HashMap::default(),
            scans: HashMap::with_capacity_and_hasher(MANY, BuildFastHasher::default()),
            long_scans: Vec::new(),
            found: Vec::new(),
            scratch: Vec::new(),
            plan,
        }
    }

    /// The cell in which the node `id` is remembered just now.
    fn cell(&self, id: NodeId) -> Option<usize> {
        let place = self.plan.place(id);
        if let Some(slot) = place.slot() {
            return Some(slot);
        }
        if place.columns().is_empty() {
            return None;
        }
        let frame = self.frames.last().copied().flatten()?;
        let column = self.plan.column(place, frame.array)?;
        Some(frame.start + column)
    }
}

/// What is remembered of a node.
pub(super) enum Memo<T> {
    /// Its value.
    Known(T),
    /// Nothing yet; the value belongs into this cell.
    Empty(usize),
    /// The node is not remembered.
    None,
}

impl<'m> Machine<'_, 'm> {
    /// The truth value of the node `id`, if it is known and certain.
    pub(super) fn settled(&self, id: NodeId) -> Option<Truth> {
        let outcome = *self.shared.as_ref()?.settled.get(id.index())?;
        Truth::settled_as(outcome)
    }

    /// Remembers the truth value of the node `id`, which has one value a message, if it is certain; `true` says
    /// that it is.
    pub(super) fn settle(&mut self, id: NodeId, truth: Truth) -> bool {
        let outcome = truth.as_settled();
        if outcome == Outcomes::NONE || self.env.exhausted() {
            return false;
        }
        let settled = self.shared.as_mut().map(|it| &mut it.settled);
        match settled.and_then(|it| it.get_mut(id.index())) {
            Some(place) => {
                *place = outcome;
                true
            }
            None => false,
        }
    }

    pub(super) fn recall_truth(&self, id: NodeId) -> Memo<Truth> {
        self.recall(id, |shared, at| shared.truths.get(at).copied())
    }

    pub(super) fn recall_value(&self, id: NodeId) -> Memo<Known<'m>> {
        self.recall(id, |shared, at| shared.values.get(at).copied())
    }

    fn recall<T>(&self, id: NodeId, read: impl Fn(&Shared<'m>, usize) -> Option<T>) -> Memo<T> {
        let Some(shared) = &self.shared else {
            return Memo::None;
        };
        let Some(cell) = shared.cell(id) else {
            return Memo::None;
        };
        let position = shared.cells.get(cell).copied().unwrap_or(0) as usize;
        match position.checked_sub(1).and_then(|at| read(shared, at)) {
            Some(known) => Memo::Known(known),
            None => Memo::Empty(cell),
        }
    }

    pub(super) fn remember_truth(&mut self, cell: usize, truth: Truth) {
        if let Some(shared) = self.shared.as_mut().filter(|_| !self.env.exhausted()) {
            shared.truths.push(truth);
            let position = shared.truths.len() as u32;
            if let Some(cell) = shared.cells.get_mut(cell) {
                *cell = position;
            }
        }
    }

    pub(super) fn remember_value(&mut self, cell: usize, value: Known<'m>) {
        if let Some(shared) = self.shared.as_mut().filter(|_| !self.env.exhausted()) {
            shared.values.push(value);
            let position = shared.values.len() as u32;
            if let Some(cell) = shared.cells.get_mut(cell) {
                *cell = position;
            }
        }
    }

    /// Begins a loop over `items`, which the node `array` is.
    pub(super) fn looped(&mut self, array: NodeId, items: Items<'m>) -> Looped<'m> {
        let mut looped = Looped::apart(items);
        if let Some(shared) = &mut self.shared
            && let Some(number) = shared.plan.place(array).array()
        {
            let key = (number, crate::env::place(items));
            looped.key = Some(key);
            looped.table = shared.table(key);
        }
        looped
    }

    /// Evaluates with the element at `index` as the innermost loop's.
    pub(super) fn within<T>(
        &mut self,
        looped: &Looped<'m>,
        index: usize,
        evaluate: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.elements
            .push(looped.items.get(index).unwrap_or_default());
        if let Some(shared) = &mut self.shared {
            shared.frames.push(looped.table.map(|it| Frame {
                array: it.array,
                start: it.start + index * it.width,
            }));
        }
        let result = evaluate(self);
        if let Some(shared) = &mut self.shared {
            shared.frames.pop();
        }
        self.elements.pop();
        result
    }

    /// Whether any constant of the test `id` holds for `text`, by what its group knows. `None` where
    /// it is in no group.
    pub(super) fn grouped(&mut self, id: NodeId, text: &'m str) -> Option<Truth> {
        let plan = self.shared.as_ref()?.plan;
        let answered = plan.groups.test(plan.place(id).test()?)?;
        let group = plan.groups.group(answered.group);
        let Some(answer) = self.answer(answered.group, text) else {
            return Some(Truth::missing(Capability::EvaluationLimit));
        };
        let mut found = Junction::or();
        for unit in &answered.units {
            let holds = self.unit_holds(group, answer, *unit, text);
            if found.add(holds) {
                break;
            }
        }
        Some(found.result())
    }

    /// Whether `unit` holds for `text`, whose answer begins at `answer`. What had to be tried is noted.
    fn unit_holds(&mut self, group: &'m Group, answer: u32, unit: u16, text: &'m str) -> Truth {
        let Some(shared) = &self.shared else {
            return Truth::NULL;
        };
        let declared = &group.units[usize::from(unit)];
        let bits = shared.bits_at(answer);
        if declared.clauses.iter().any(|it| !is_set(bits, *it)) {
            return Truth::FALSE;
        }
        let tried = group.clause_words();
        let held = tried + group.unit_words();
        if is_set(bits.get(tried..).unwrap_or_default(), unit) {
            let holds = is_set(bits.get(held..).unwrap_or_default(), unit);
            return Truth::certain(Some(holds));
        }
        let truth = match &declared.check {
            Check::Holds => return Truth::TRUE,
            Check::Constants(constants) => self.holds(self.graph.constants(*constants), text),
            Check::Pattern(part) => self.matches(part, text),
        };
        if let (Some(holds), Some(shared)) = (truth.as_bool(), &mut self.shared) {
            let start = answer as usize;
            set(
                shared.bits.get_mut(start + tried..).unwrap_or_default(),
                unit,
            );
            if holds {
                set(
                    shared.bits.get_mut(start + held..).unwrap_or_default(),
                    unit,
                );
            }
        }
        truth
    }

    /// Where the answer of `group` for `text` begins; `None` when the budget is exhausted.
    fn answer(&mut self, group: u16, text: &'m str) -> Option<u32> {
        let shared = self.shared.as_mut()?;
        let plan = shared.plan.groups.group(group);
        let key = (group, text.as_ptr().addr(), text.len());
        let known = if plan.closed {
            shared.answers[usize::from(group)].checked_sub(1)
        } else {
            shared.element_answers.get(&key).copied()
        };
        if known.is_some() {
            return known;
        }
        let is_short = !plan.closed && text.len() <= SHORT;
        if is_short && let Some(known) = shared.short_answers.get(&(group, text)) {
            shared.element_answers.insert(key, *known);
            return Some(*known);
        }
        let folded = self.env.folded(text);
        let found = match plan.automaton {
            Some(automaton) => shared.scan(automaton, text, folded, self.env)?,
            None => 0..0,
        };
        let start = shared.bits.len();
        let words = plan.clause_words() + 2 * plan.unit_words();
        shared.bits.resize(start + words, 0);
        let found = shared.found.get(found).unwrap_or_default();
        let groups = &shared.plan.groups;
        groups.answer(group, folded, found, &mut shared.bits[start..]);
        let start = start as u32;
        if plan.closed {
            shared.answers[usize::from(group)] = start + 1;
        } else {
            shared.element_answers.insert(key, start);
        }
        if is_short {
            shared.short_answers.insert((group, text), start);
        }
        Some(start)
    }

    /// The guard of the loop `id`, with its answers computed, if its body can be told to be false of
    /// some elements.
    pub(super) fn guard(&mut self, id: NodeId, looped: &Looped<'m>) -> Option<Guarded<'m>> {
        let plan = self.shared.as_ref()?.plan;
        let guard = plan.guard(plan.place(id))?;
        let key = looped.key?;
        self.prepare(guard, key, looped);
        Some(Guarded { guard, key })
    }

    /// Computes the answers that `guard` needs. Recursion follows the program's own nesting.
    fn prepare(&mut self, guard: &'m Guard, key: ArrayKey, looped: &Looped<'m>) {
        match guard {
            Guard::Test { group, .. } => self.prepare_rows(*group, key, looped),
            Guard::All(guards) | Guard::Any(guards) => {
                for guard in guards {
                    self.prepare(guard, key, looped);
                }
            }
        }
    }

    fn prepare_rows(&mut self, group: u16, key: ArrayKey, looped: &Looped<'m>) {
        let Some(shared) = &self.shared else { return };
        if shared.rows.contains_key(&(key, group)) {
            return;
        }
        let items = looped.items;
        let plan = shared.plan.groups.group(group);
        let mut rows = Rows {
            elements: Vec::with_capacity(items.len()),
            any_open: false,
            any_unknown: false,
            union: vec![0; plan.clause_words()],
        };
        for index in 0..items.len() {
            let subject = self.within(looped, index, |it| it.value(plan.subject));
            let text = subject.value.as_str().filter(|_| subject.lacks.is_empty());
            let answer = text.and_then(|it| self.answer(group, it));
            rows.any_open |= answer.is_none();
            rows.any_unknown |= !subject.lacks.is_empty() || (text.is_some() && answer.is_none());
            if let (Some(start), Some(shared)) = (answer, &self.shared) {
                let bits = shared.bits.iter().skip(start as usize);
                rows.union
                    .iter_mut()
                    .zip(bits)
                    .for_each(|(all, it)| *all |= it);
            }
            rows.elements.push(answer);
        }
        if let Some(shared) = self.shared.as_mut().filter(|_| !self.env.exhausted()) {
            shared.rows.insert((key, group), rows);
        }
    }

    /// Whether the body is certainly false of every element.
    pub(super) fn rules_out_all(&self, guarded: &Guarded<'m>) -> bool {
        let Some(shared) = &self.shared else {
            return false;
        };
        Shared::rules_out(guarded.guard, &|group, units| {
            let rows = shared.rows.get(&(guarded.key, group));
            rows.is_some_and(|it| !it.any_open && shared.all_fail(group, units, &it.union))
        })
    }

    /// Whether the body is certainly false of the element at `index`.
    pub(super) fn rules_out_one(&self, guarded: &Guarded<'m>, index: usize) -> bool {
        let Some(shared) = &self.shared else {
            return false;
        };
        Shared::rules_out(guarded.guard, &|group, units| {
            let rows = shared.rows.get(&(guarded.key, group));
            let answer = rows.and_then(|it| it.elements.get(index).copied().flatten());
            answer.is_some_and(|it| shared.all_fail(group, units, shared.bits_at(it)))
        })
    }
}

/// A guard whose answers are there.
pub(super) struct Guarded<'m> {
    guard: &'m Guard,
    key: ArrayKey,
}

impl<'m> Shared<'m> {
    /// The literals of `automaton` that occur in `text`, as a range of `found`. `None` when the budget is exhausted.
    fn scan(
        &mut self,
        automaton: u16,
        text: &str,
        folded: &'m str,
        env: &Env<'_>,
    ) -> Option<Range<usize>> {
        let key = (automaton, text.as_ptr().addr(), text.len());
        if let Some((start, end)) = self.scans.get(&key) {
            return Some(*start as usize..*end as usize);
        }
        let is_long = folded.len() >= LONG;
        let mut long = self.long_scans.iter().filter(|_| is_long);
        let same = |it: &&(u16, &str, _)| it.0 == automaton && it.1 == folded;
        if let Some((_, _, known)) = long.find(same) {
            self.scans.insert(key, *known);
            return Some(known.0 as usize..known.1 as usize);
        }
        if !env.spend(text.len() as u64 / BYTES_A_STEP) {
            return None;
        }
        let start = self.found.len();
        let groups = &self.plan.groups;
        groups.scan(automaton, folded, &mut self.found, &mut self.scratch);
        let end = self.found.len();
        self.scans.insert(key, (start as u32, end as u32));
        if is_long && self.long_scans.len() < MOST_LONG {
            let part = (start as u32, end as u32);
            self.long_scans.push((automaton, folded, part));
        }
        Some(start..end)
    }

    fn bits_at(&self, answer: u32) -> &[u64] {
        self.bits.get(answer as usize..).unwrap_or_default()
    }

    /// Whether all of `units` lack a clause among `bits`.
    fn all_fail(&self, group: u16, units: &[u16], bits: &[u64]) -> bool {
        let group = self.plan.groups.group(group);
        units.iter().all(|unit| {
            let clauses = &group.units[usize::from(*unit)].clauses;
            clauses.iter().any(|it| !is_set(bits, *it))
        })
    }

    /// Whether `guard` fails, given which tests fail. Recursion follows the program's own nesting.
    fn rules_out(guard: &Guard, fails: &impl Fn(u16, &[u16]) -> bool) -> bool {
        match guard {
            Guard::Test { group, units } => fails(*group, units),
            Guard::All(guards) => guards.iter().any(|it| Self::rules_out(it, fails)),
            Guard::Any(guards) => guards.iter().all(|it| Self::rules_out(it, fails)),
        }
    }

    /// The table of an array, made at first use; `None` where there is nothing to keep.
    fn table(&mut self, key: ArrayKey) -> Option<Table> {
        let (array, (_, rows)) = key;
        let width = self.plan.width(array);
        if width == 0 {
            return None;
        }
        if let Some(known) = self.tables.get(&key) {
            return *known;
        }
        let start = self.cells.len();
        let end = start.saturating_add(rows.saturating_mul(width));
        let table = (end <= MOST_CELLS).then(|| {
            self.cells.resize(end, 0);
            Table {
                array,
                start,
                width,
            }
        });
        self.tables.insert(key, table);
        table
    }
}
