//! What persons say of mail: it counts, it has a name, and it can be taken back.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::remembering::{LURE, mail, offhook, scan};
use crate::stores::Server;

/// A Maildir with one lure that came an hour ago; and the next with its number, which comes in an hour.
fn lures(folder: &Path) -> (PathBuf, PathBuf) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let place = |name: &str, from: &str, time: u64| {
        let path = folder.join(name).join("cur");
        std::fs::create_dir_all(&path).unwrap();
        let path = path.join(format!("{time}.x"));
        std::fs::write(&path, mail(5, from, true, "Invoice", LURE)).unwrap();
        path
    };
    let now = now.as_secs();
    (
        place("old", "Norton <desk7788@gmail.com>", now - 3_600),
        place("next", "Norton <desk9900@gmail.com>", now + 3_600),
    )
}

fn history(place: &str, arguments: &[&str]) -> (bool, String, String) {
    let output = offhook()
        .args(["history", "--history", place])
        .args(arguments)
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn a_word_counts_until_it_is_taken_back_on_both_stores() {
    let folder = tempfile::tempdir().unwrap();
    let (old, next) = lures(folder.path());
    let server = Server::start();
    let file = folder.path().join("history.db").display().to_string();
    for place in [Some(file), server.as_ref().map(Server::url)]
        .into_iter()
        .flatten()
    {
        scan(&old, &["--history", &place]);
        let reputation = || {
            let run = scan(&next, &["--history", &place]);
            run.reports[0]["numbers"][0]["reputation"].as_f64().unwrap()
        };
        let judged = reputation();
        assert!(judged > 0.0);
        let path = old.to_str().unwrap();
        let words = [
            "teach",
            "--verdict",
            "genuine",
            "--by",
            "pat",
            "--note",
            "I asked",
        ];
        let (is_done, id, errors) = history(&place, &[&words[..], &[path]].concat());
        assert!(is_done, "{errors}");
        assert!(reputation().abs() < 1e-9);
        let (_, listed, _) = history(&place, &["teachings"]);
        assert!(listed.starts_with(id.trim()), "{listed}");
        assert!(listed.contains(" pat: message ") && listed.contains("genuine (I asked)"));

        let (is_done, _, errors) = history(&place, &["take-back", "--by", "ann", id.trim()]);
        assert!(is_done, "{errors}");
        assert!((reputation() - judged).abs() < 1e-9);
        let (_, listed, _) = history(&place, &["teachings"]);
        assert!(listed.contains("; taken back "), "{listed}");
        assert!(listed.trim_end().ends_with(" by ann"), "{listed}");
    }
}

#[test]
fn a_number_and_a_sender_can_be_taught_and_what_cannot_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (old, next) = lures(folder.path());
    let place = folder.path().join("history.db").display().to_string();
    scan(&old, &["--history", &place]);
    let path = next.to_str().unwrap();
    let teach = |more: &[&str]| {
        let words = ["teach", "--verdict", "scam", "--by", "pat"];
        history(&place, &[&words[..], more].concat())
    };
    // None is taught where one cannot be.
    let (is_done, _, errors) = teach(&["--number", "+18055550199", path]);
    assert!(!is_done && errors.contains(path), "{errors}");
    assert!(errors.contains("nothing was taught"), "{errors}");
    for bad in ["8055550199", "+1805call"] {
        let (is_done, _, errors) = teach(&["--number", bad]);
        assert!(!is_done && errors.contains(bad), "{errors}");
    }
    assert_eq!(history(&place, &["teachings"]).1, "");

    let (is_done, ids, errors) = teach(&["--number", "+18055550199", "--sender", "Evil.example"]);
    assert!(is_done, "{errors}");
    assert_eq!(ids.lines().count(), 2);
    let (_, listed, _) = history(&place, &["teachings"]);
    for said in ["number +18055550199 is scam", "domain evil.example is scam"] {
        assert!(listed.contains(said), "{listed}");
    }
    let (is_done, _, errors) = history(&place, &["take-back", "--by", "ann", "12345"]);
    assert!(!is_done && errors.contains("12345"), "{errors}");
}
