//! From schema 1, where a sighting and a name were rows of their own, to schema 2, where a subject is one row.

use rusqlite::{Connection, params};

use super::book::pack_subjects;
use super::shelf::Shelf;
use crate::plan::Name;

/// Moves what the tables of schema 1 hold into those of schema 2, which are there, and removes the old ones.
pub(super) fn to_schema_2(connection: &Connection) -> rusqlite::Result<()> {
    let mut shelf = Shelf::new(connection);
    let mut names = connection.prepare("SELECT id, kind, value, block FROM subject")?;
    let mut rows = names.query([])?;
    while let Some(row) = rows.next()? {
        shelf.name(&Name {
            id: row.get(0)?,
            kind: row.get(1)?,
            value: row.get(2)?,
            block: row.get(3)?,
        })?;
        shelf.make_room()?;
    }
    drop(rows);
    names.finalize()?;
    let mut events = connection.prepare(
        "SELECT time, message, mailbox, verdict, origin, detail, subject FROM event \
         ORDER BY subject, time, message",
    )?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let subject = row.get(6)?;
        shelf.make_room()?;
        shelf.enter(subject, super::shelf::sighting(row)?)?;
        // Hundreds of numbers had no row of their own.
        shelf.set_kind(subject, crate::subject::Kind::Block)?;
    }
    drop(rows);
    events.finalize()?;
    shelf.put_back()?;
    message_subjects(connection)?;
    connection.execute_batch("DROP TABLE event; DROP TABLE subject;")
}

/// Writes down with each message in whose books it stands.
fn message_subjects(connection: &Connection) -> rusqlite::Result<()> {
    let mut events = connection.prepare(
        "SELECT message, subject, takes_verdict FROM event INDEXED BY event_message ORDER BY message, subject",
    )?;
    let mut set = connection.prepare("UPDATE message SET subjects = ?2 WHERE id = ?1")?;
    let mut of: Option<(i64, Vec<(i64, bool)>)> = None;
    let mut rows = events.query([])?;
    loop {
        let next: Option<(i64, i64, bool)> = match rows.next()? {
            Some(row) => Some((row.get(0)?, row.get(1)?, row.get(2)?)),
            None => None,
        };
        if let Some((message, subjects)) = &mut of {
            match next {
                Some((same, subject, takes)) if same == *message => {
                    subjects.push((subject, takes));
                    continue;
                }
                _ => set.execute(params![*message, pack_subjects(subjects.drain(..))])?,
            };
        }
        let Some((message, subject, takes)) = next else {
            return Ok(());
        };
        of = Some((message, vec![(subject, takes)]));
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::params;

    use super::super::book::unpack_subjects;
    use super::super::shelf::{COLUMNS, Shelf, sighting};
    use crate::observation::{MessageKey, NumberSeen, SenderSeen, Standing};
    use crate::{
        About, Conclusion, Line, Observation, Settings, Store, TaughtLabel, Teaching, Verdict, open,
    };

    const NOW: i64 = 1_795_000_000;

    fn observation(number: u64) -> Observation {
        let mut key = MessageKey::default();
        key.0[..8].copy_from_slice(&number.to_be_bytes());
        // Three quarters come from one sender, so that some books are thick and most are thin.
        let domain = match number % 4 {
            0 => format!("s{number}.example"),
            _ => "busy.example".to_owned(),
        };
        Observation {
            message: key,
            received: NOW + (number * 7_919 % 100).cast_signed() * 86_400,
            mailbox: Some(format!("u{}@home.example", number % 9)),
            sender: Some(SenderSeen {
                address: format!("a@{domain}"),
                domain,
                authenticated: !number.is_multiple_of(3),
            }),
            genuine_brand: (number.is_multiple_of(5)).then(|| "shop".to_owned()),
            claimed_brand: Some("shop".to_owned()),
            order_ids: vec![format!("113-{number:06}")],
            numbers: vec![NumberSeen {
                e164: format!("+180555501{:02}", number % 3),
                standing: Standing::Other,
            }],
            text: Some(0x0123_4567_89ab_cdef ^ (1 << (number % 4))),
            template: Some(number % 2),
            ..Observation::default()
        }
    }

    /// Writes what the tables of schema 2 hold into a file of schema 1, row by row as that schema says.
    fn as_schema_1(new: &rusqlite::Connection, old: &rusqlite::Connection) {
        old.execute_batch(concat!("BEGIN;", include_str!("schema_1.sql")))
            .unwrap();
        for (sql, table, columns) in [
            ("name, value", "meta", 2),
            (
                "id, key, time, mailbox, verdict, score, attack_types, rules, subject_line",
                "message",
                9,
            ),
            ("id, kind, value, block", "book", 4),
            ("band, subject, hash, time", "band", 4),
            (
                "id, actor, time, about, label, note, undone, undone_by",
                "teaching",
                8,
            ),
            ("subject, teaching, message", "taught", 3),
        ] {
            let mut read = new.prepare(&format!("SELECT {sql} FROM {table}")).unwrap();
            let marks = vec!["?"; columns].join(", ");
            let target = table.replace("book", "subject");
            let insert = format!("INSERT INTO {target} ({sql}) VALUES ({marks})");
            let mut rows = read.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values = (0..columns).map(|it| row.get_unwrap::<_, rusqlite::types::Value>(it));
                old.execute(&insert, rusqlite::params_from_iter(values))
                    .unwrap();
            }
        }
        // Hundreds of numbers had no row.
        old.execute("DELETE FROM subject WHERE kind = 10", [])
            .unwrap();
        let mut shelf = Shelf::new(new);
        let mut messages = new.prepare("SELECT id, subjects FROM message").unwrap();
        let mut rows = messages.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let message: i64 = row.get_unwrap(0);
            let packed: Vec<u8> = row.get_unwrap(1);
            for (subject, takes_verdict) in unpack_subjects(&packed).unwrap() {
                let book = shelf.book(subject).unwrap();
                let found = if book.digest.is_some() {
                    let sql =
                        format!("SELECT {COLUMNS} FROM sighting WHERE subject = ? AND message = ?");
                    new.query_row(&sql, [subject, message], sighting).unwrap()
                } else {
                    *book.events.iter().find(|it| it.message == message).unwrap()
                };
                old.execute(
                    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    params![
                        subject,
                        found.time,
                        message,
                        found.mailbox,
                        found.verdict,
                        takes_verdict,
                        found.origin,
                        found.detail
                    ],
                )
                .unwrap();
            }
        }
        old.execute_batch("PRAGMA application_id = 0x6f66686b; PRAGMA user_version = 1; COMMIT")
            .unwrap();
    }

    fn all(store: &dyn Store) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut keep = |it: &Line| {
            lines.push(it.clone());
            Ok(())
        };
        store.export(None, &mut keep).unwrap();
        lines
    }

    #[test]
    fn a_file_of_schema_1_answers_as_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        let (new, old) = (path("new.db"), path("old.db"));
        let settings = Settings {
            orders: true,
            ..Settings::default()
        };
        let store = open(&new, settings.clone()).unwrap();
        let observations: Vec<Observation> = (0..400).map(observation).collect();
        store.learn(&observations).unwrap();
        let verdicts = [Verdict::Benign, Verdict::Malicious, Verdict::Suspicious];
        let conclusions: Vec<Conclusion> =
            (observations.iter().step_by(3).zip(verdicts.iter().cycle()))
                .map(|(it, verdict)| Conclusion {
                    message: it.message,
                    verdict: *verdict,
                    score: 0.5,
                    attack_types: vec!["Callback Phishing".to_owned()],
                    rules: Vec::new(),
                    rests_on_history: false,
                })
                .collect();
        store.conclude(&conclusions).unwrap();
        let teaching = Teaching {
            actor: "ann".to_owned(),
            time: NOW,
            about: About::Message(observations[7].message),
            label: TaughtLabel::Malicious,
            note: None,
        };
        store.teach(&teaching).unwrap();
        std::fs::copy(format!("{new}.key"), format!("{old}.key")).unwrap();
        {
            let raw = |path| rusqlite::Connection::open(path).unwrap();
            as_schema_1(&raw(&new), &raw(&old));
        }
        let migrated = open(&old, settings).unwrap();
        assert_eq!(migrated.summary().unwrap().schema, 2);
        assert_eq!(all(&*migrated), all(&*store));
        let ask = |days: i64| {
            for it in &observations {
                let mut later = it.clone();
                later.message = MessageKey([9; 16]);
                later.received += days * 86_400;
                for asked in [it, &later] {
                    assert_eq!(
                        migrated.recall(asked).unwrap(),
                        store.recall(asked).unwrap()
                    );
                }
            }
        };
        ask(1);
        ask(200);
        // What is changed afterwards finds all that it has to change.
        for store in [&store, &migrated] {
            assert!(store.purge("u3@home.example").unwrap() > 40);
            assert!(store.expire(NOW + 30 * 86_400).unwrap() > 100);
            let mut more = observation(401);
            more.received = NOW + 50 * 86_400;
            store.observe(&more).unwrap();
        }
        ask(200);
        assert_eq!(all(&*migrated), all(&*store));
    }
}
