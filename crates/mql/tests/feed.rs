//! Every rule of the public feed parses and survives a round trip.

mod shared;

use mql::syntax::{Parsed, format, parse};

fn comment_texts<'s>(source: &'s str, parsed: &Parsed<'s>) -> Vec<&'s str> {
    parsed.comments.iter().map(|it| it.of(source)).collect()
}

#[test]
fn every_rule_parses_and_formats_to_the_same_tree() {
    let Some(feed) = shared::feed() else { return };
    assert!(feed.len() > 1_000, "the feed is complete");
    for (path, rule) in &feed {
        let path = path.display();
        let parsed = parse(&rule.source);
        assert!(parsed.diagnostics.is_empty(), "{path}: {:?}", parsed.diagnostics);
        let formatted = format(&rule.source, &parsed).unwrap();
        let again = parse(&formatted);
        assert!(again.diagnostics.is_empty(), "{path}: {formatted}\n{:?}", again.diagnostics);
        assert!(again.expr.same_as(&parsed.expr), "{path}: {formatted}");
        assert_eq!(
            comment_texts(&formatted, &again),
            comment_texts(&rule.source, &parsed),
            "{path}: every comment is kept"
        );
        let twice = format(&formatted, &again).unwrap();
        let changed = formatted.lines().zip(twice.lines()).find(|(a, b)| a != b);
        assert!(twice == formatted, "{path}: formatting again changes {changed:?}\n{formatted}");
    }
}
