//! Received lines (RFC 5321 section 4.4), as MTAs really write them.

use std::net::IpAddr;

use address::EmailAddress;

use super::date;
use super::model::Received;

/// A clause of the line: its keyword, the words after it, and the comments among them.
#[derive(Debug, Default)]
struct Clause<'v> {
    words: Vec<&'v str>,
    comments: Vec<&'v str>,
}

/// A piece of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'v> {
    Word(&'v str),
    Comment(&'v str),
}

/// The keywords that begin clauses.
const KEYWORDS: [&str; 6] = ["from", "by", "via", "with", "id", "for"];

/// Words of one clause that are looked at.
const WORDS: usize = 16;

/// Reads the clauses of an unfolded Received line.
pub(super) fn parse(value: &str) -> Received {
    let (clauses_text, date_text) = split_date(value);
    let mut clauses: [Clause<'_>; 6] = Default::default();
    let mut current: Option<usize> = None;
    for piece in Pieces(clauses_text) {
        if let Piece::Word(word) = piece
            && let Some(keyword) = keyword(word)
            && is_fresh(&clauses, current, keyword)
        {
            current = Some(keyword);
            continue;
        }
        let Some(clause) = current.and_then(|it| clauses.get_mut(it)) else {
            continue;
        };
        match piece {
            Piece::Word(word) if clause.words.len() < WORDS => clause.words.push(word),
            Piece::Comment(comment) if clause.comments.len() < WORDS => {
                clause.comments.push(comment);
            }
            _ => {}
        }
    }
    let [from, by, _, with, id, for_] = clauses;
    Received {
        source: host(&from),
        source_ip: source_ip(&from),
        source_reverse: from.comments.iter().find_map(|it| reverse_name(it)),
        server: host(&by),
        mailbox: for_
            .words
            .first()
            .and_then(|it| EmailAddress::parse(it.trim_matches(['<', '>', ';', ',']))),
        protocol: joined(&with),
        id: id
            .words
            .first()
            .map(|it| it.trim_matches([';', ',']).to_owned()),
        time: date_text.and_then(date::parse).map(|it| it.text),
    }
}

/// Every numeric address that an unfolded Received line names, in order.
pub(super) fn addresses(value: &str) -> impl Iterator<Item = IpAddr> {
    ip_words(split_date(value).0)
}

/// The clauses, and the date behind the last semicolon.
fn split_date(value: &str) -> (&str, Option<&str>) {
    match value.rsplit_once(';') {
        Some((clauses, date)) => (clauses, Some(date)),
        None => (value, None),
    }
}

fn keyword(word: &str) -> Option<usize> {
    KEYWORDS.iter().position(|it| word.eq_ignore_ascii_case(it))
}

/// Whether a keyword begins a clause here: the first time it is seen, and not where the clause
/// before still wants its word (a host may be called `by`).
fn is_fresh(clauses: &[Clause<'_>; 6], current: Option<usize>, keyword: usize) -> bool {
    let is_unused = clauses
        .get(keyword)
        .is_some_and(|it| it.words.is_empty() && it.comments.is_empty());
    let is_complete = current
        .and_then(|it| clauses.get(it))
        .is_none_or(|it| !it.words.is_empty() || !it.comments.is_empty());
    is_unused && is_complete
}

fn host(clause: &Clause<'_>) -> Option<String> {
    let host = clause.words.first()?.trim_matches([';', ',']);
    let host = host.strip_suffix('.').unwrap_or(host);
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

fn joined(clause: &Clause<'_>) -> Option<String> {
    (!clause.words.is_empty()).then(|| clause.words.join(" "))
}

/// The address of the connecting host: what the comment says is what the receiving host saw; a
/// literal in the name is only what the sender claims, but better than nothing.
fn source_ip(from: &Clause<'_>) -> Option<String> {
    let seen = from.comments.iter().find_map(|it| ip_words(it).next());
    let named = || from.words.iter().take(1).find_map(|it| ip_words(it).next());
    seen.or_else(named).map(|it| it.to_string())
}

/// The name that the receiving host found for the address: `(mail.example.com [192.0.2.1])`.
fn reverse_name(comment: &str) -> Option<String> {
    if comment.contains("may be forged") || !comment.contains('[') {
        return None;
    }
    let first = comment.split_whitespace().next()?;
    let name = first.rsplit('@').next()?.trim_end_matches('.');
    let is_host = name.contains('.')
        && name.parse::<IpAddr>().is_err()
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_'));
    is_host.then(|| name.to_ascii_lowercase())
}

fn ip_words(text: &str) -> impl Iterator<Item = IpAddr> {
    text.split(|it: char| {
        it.is_whitespace() || matches!(it, '[' | ']' | '(' | ')' | ',' | ';' | '=')
    })
    .filter(|it| it.len() >= 2 && it.contains(['.', ':']))
    .filter_map(|it| {
        let it = it
            .get(..5)
            .filter(|tag| tag.eq_ignore_ascii_case("ipv6:"))
            .map_or(it, |tag| it.trim_start_matches(tag));
        it.parse().ok()
    })
}

/// Cuts a line into words and comments; a comment may hold comments.
struct Pieces<'v>(&'v str);

impl<'v> Iterator for Pieces<'v> {
    type Item = Piece<'v>;

    fn next(&mut self) -> Option<Piece<'v>> {
        let text = self.0.trim_start();
        if text.is_empty() {
            return None;
        }
        let (piece, len) = if text.starts_with('(') {
            let end = end_of_comment(text);
            let inner = text.get(1..end)?.trim_end_matches(')');
            (Piece::Comment(inner), end)
        } else {
            let end = text
                .find(|it: char| it.is_whitespace() || it == '(')
                .unwrap_or(text.len());
            (Piece::Word(text.get(..end)?), end)
        };
        self.0 = text.get(len..)?;
        Some(piece)
    }
}

fn end_of_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postfix() {
        let received = parse(
            "from helo.example.com (mail.example.com [192.0.2.7]) by mx.example.net (Postfix) with \
             ESMTPS id 4X46629 for <Pat@example.net>; Thu, 17 Nov 2022 10:54:41 +1300",
        );
        assert_eq!(received.source.as_deref(), Some("helo.example.com"));
        assert_eq!(received.source_ip.as_deref(), Some("192.0.2.7"));
        assert_eq!(received.source_reverse.as_deref(), Some("mail.example.com"));
        assert_eq!(received.server.as_deref(), Some("mx.example.net"));
        assert_eq!(received.protocol.as_deref(), Some("ESMTPS"));
        assert_eq!(received.id.as_deref(), Some("4X46629"));
        assert_eq!(received.mailbox.unwrap().email, "pat@example.net");
        assert_eq!(received.time.as_deref(), Some("2022-11-17T10:54:41+13:00"));
    }

    #[test]
    fn exchange() {
        let received = parse(
            "from AB1.eurprd02.prod.outlook.com (2603:10a6:4:1::2) by \
             CD2.eurprd02.prod.outlook.com (2603:10a6:4:2::3) with Microsoft SMTP Server \
             (version=TLS1_2) id 15.20.1.2; Fri, 4 Mar 2022 10:00:00 +0000",
        );
        assert_eq!(
            received.server.as_deref(),
            Some("cd2.eurprd02.prod.outlook.com")
        );
        assert_eq!(received.source_ip.as_deref(), Some("2603:10a6:4:1::2"));
        assert_eq!(received.source_reverse, None);
        assert_eq!(received.protocol.as_deref(), Some("Microsoft SMTP Server"));
    }

    #[test]
    fn other_forms() {
        let received = parse(
            "by 2002:a05:6402:1:0:0:0:1 with SMTP id x1csp; Wed, 1 Jan 2025 00:00:00 -0800 (PST)",
        );
        assert_eq!(received.server.as_deref(), Some("2002:a05:6402:1:0:0:0:1"));
        assert_eq!(received.source, None);
        let received = parse(
            "from unknown (HELO shop.test) (198.51.100.9) by 0 with SMTP; 1 Jan 2025 00:00:00 -0000",
        );
        assert_eq!(received.source.as_deref(), Some("unknown"));
        assert_eq!(received.source_ip.as_deref(), Some("198.51.100.9"));
        let received = parse(
            "from [203.0.113.5] (port=4711 helo=pc) by exim.test with esmtpsa (Exim 4.96) id 1a",
        );
        assert_eq!(received.source_ip.as_deref(), Some("203.0.113.5"));
        let received =
            parse("from x.test (root@real.test [203.0.113.5] (may be forged)) by y.test");
        assert_eq!(received.source_reverse, None);
        assert_eq!(received.source_ip.as_deref(), Some("203.0.113.5"));
        assert_eq!(
            parse("(qmail 1234 invoked by uid 500); 1 Jan 2025 00:00:00 -0000").server,
            None
        );
        assert_eq!(parse(""), Received::default());
    }

    #[test]
    fn all_addresses_of_a_line() {
        let found: Vec<String> = addresses("from a ([10.0.0.1]) by b (192.0.2.2); x [9.9.9.9]")
            .map(|it| it.to_string())
            .collect();
        assert_eq!(found, ["10.0.0.1", "192.0.2.2"]);
    }
}
