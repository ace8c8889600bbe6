//! Operations with other operands: how nodes of one graph are taken over into another.

use super::{NodeId, Op, SetId};

/// `op` with its operands and constants renumbered.
pub(crate) fn renumber(
    op: &Op,
    node: impl Fn(NodeId) -> NodeId,
    set: impl Fn(SetId) -> SetId,
) -> Op {
    let all = |items: &[NodeId]| items.iter().map(|it| node(*it)).collect::<Box<[_]>>();
    match op {
        Op::Null
        | Op::Bool(_)
        | Op::Int(_)
        | Op::Float(_)
        | Op::Text(_)
        | Op::Root(_)
        | Op::Element(_)
        | Op::List(_) => op.clone(),
        Op::Field {
            base,
            object,
            field,
            model,
        } => Op::Field {
            base: node(*base),
            object: *object,
            field: *field,
            model: *model,
        },
        Op::Member { base, name } => Op::Member {
            base: node(*base),
            name: name.clone(),
        },
        Op::Subscript { base, index } => Op::Subscript {
            base: node(*base),
            index: node(*index),
        },
        Op::Slice {
            base,
            from,
            to,
            text,
        } => Op::Slice {
            base: node(*base),
            from: from.map(&node),
            to: to.map(&node),
            text: *text,
        },
        Op::Array(items) => Op::Array(all(items)),
        Op::Not(it) => Op::Not(node(*it)),
        Op::And(items) => Op::And(all(items)),
        Op::Or(items) => Op::Or(all(items)),
        Op::Of { threshold, clauses } => Op::Of {
            threshold: *threshold,
            clauses: all(clauses),
        },
        Op::Compare {
            op,
            left,
            right,
            times,
        } => Op::Compare {
            op: *op,
            left: node(*left),
            right: node(*right),
            times: *times,
        },
        Op::Range {
            low,
            low_strict,
            middle,
            high_strict,
            high,
        } => Op::Range {
            low: node(*low),
            low_strict: *low_strict,
            middle: node(*middle),
            high_strict: *high_strict,
            high: node(*high),
        },
        Op::IsNull(it) => Op::IsNull(node(*it)),
        Op::InValues {
            needle,
            constants,
            values,
            fold,
        } => Op::InValues {
            needle: node(*needle),
            constants: set(*constants),
            values: all(values),
            fold: *fold,
        },
        Op::InArray {
            needle,
            haystack,
            fold,
        } => Op::InArray {
            needle: node(*needle),
            haystack: node(*haystack),
            fold: *fold,
        },
        Op::InList { needle, list, fold } => Op::InList {
            needle: node(*needle),
            list: *list,
            fold: *fold,
        },
        Op::Any { array, body } => Op::Any {
            array: node(*array),
            body: node(*body),
        },
        Op::All { array, body } => Op::All {
            array: node(*array),
            body: node(*body),
        },
        Op::TextTest {
            subject,
            constants,
            alternatives,
        } => Op::TextTest {
            subject: node(*subject),
            constants: set(*constants),
            alternatives: all(alternatives),
        },
        Op::Arithmetic { op, left, right } => Op::Arithmetic {
            op: *op,
            left: node(*left),
            right: node(*right),
        },
        Op::Negate(it) => Op::Negate(node(*it)),
        Op::Collect { how, array, body } => Op::Collect {
            how: *how,
            array: node(*array),
            body: node(*body),
        },
        Op::Coalesce { operands, truth } => Op::Coalesce {
            operands: all(operands),
            truth: *truth,
        },
        Op::Native { function, operands } => Op::Native {
            function: *function,
            operands: all(operands),
        },
        Op::Pattern {
            function,
            subject,
            constants,
        } => Op::Pattern {
            function: *function,
            subject: node(*subject),
            constants: set(*constants),
        },
        Op::Call {
            function,
            positional,
            keywords,
        } => Op::Call {
            function: *function,
            positional: all(positional),
            keywords: keywords.iter().map(|it| it.map(&node)).collect(),
        },
    }
}
