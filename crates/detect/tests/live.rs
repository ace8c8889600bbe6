//! Rules that change while messages are judged: swapped whole, refused whole, never a mix.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use detect::{Engine, LiveEngine, Options, Refresh};

const MAIL: &[u8] = b"From: Ann <ann@example.com>\nTo: pat@example.org\nSubject: Lunch\n\nHello\n";
const RULES: usize = 12;

fn write(directory: &Path, name: &str, rule: &str, source: &str) {
    let text = format!("name: \"{rule}\"\ntype: rule\nsource: |\n  {source}\n");
    fs::write(directory.join(name), text).unwrap();
}

/// All rules of one version; each matches and names the version.
fn write_version(directory: &Path, version: usize) {
    for index in 0..RULES {
        let source = format!("regex.icontains(subject.subject, 'lun[c]h|x{index}')");
        let name = format!("{index}.yml");
        write(directory, &name, &format!("v{version} r{index}"), &source);
    }
}

fn start(directory: &Path) -> LiveEngine {
    LiveEngine::new(Options {
        foreign_rules: vec![directory.to_path_buf()],
        ..Options::default()
    })
    .unwrap()
}

/// The names of the rules of others that match, sorted.
fn matching(engine: &Engine) -> Vec<String> {
    let report = engine.judge("mail", MAIL);
    let mut names: Vec<String> = report.rules.into_iter().map(|it| it.name).collect();
    names.sort();
    names
}

#[test]
fn a_change_is_swapped_a_mistake_refused_a_repair_and_a_deletion_swapped() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    write(path, "a.yml", "one", "type.inbound or true");
    write(path, "b.yml", "two", "true");
    fs::write(path.join("README.md"), "no rule").unwrap();
    let live = start(path);
    assert_eq!(matching(&live.engine()), ["one", "two"]);
    assert!(matches!(live.refresh(), Refresh::Unchanged));

    write(path, "b.yml", "TWO", "true");
    assert!(matches!(live.refresh(), Refresh::Swapped));
    assert_eq!(matching(&live.engine()), ["TWO", "one"]);

    // Two changes, one of them wrong: neither is in force, and it is said once.
    write(path, "a.yml", "ONE", "true");
    write(path, "b.yml", "broken", "type.inbuond");
    match live.refresh() {
        Refresh::Refused(errors) => {
            assert_eq!(errors.len(), 1);
            let text = errors[0].to_string();
            assert!(
                text.contains("b.yml:4") && text.contains("inbound"),
                "{text}"
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(matching(&live.engine()), ["TWO", "one"]);
    assert!(matches!(live.refresh(), Refresh::Unchanged));

    write(path, "b.yml", "three", "true");
    assert!(matches!(live.refresh(), Refresh::Swapped));
    assert_eq!(matching(&live.engine()), ["ONE", "three"]);

    fs::remove_file(path.join("a.yml")).unwrap();
    assert!(matches!(live.refresh(), Refresh::Swapped));
    assert_eq!(matching(&live.engine()), ["three"]);

    // A directory that is gone takes no rule away, and is said once.
    fs::rename(path.join("b.yml"), path.with_extension("kept")).unwrap();
    fs::remove_dir_all(path).unwrap();
    assert!(matches!(live.refresh(), Refresh::Refused(_)));
    assert!(matches!(live.refresh(), Refresh::Unchanged));
    assert_eq!(matching(&live.engine()), ["three"]);
    fs::create_dir(path).unwrap();
    fs::rename(path.with_extension("kept"), path.join("b.yml")).unwrap();
    write(path, "c.yml", "four", "true");
    assert!(matches!(live.refresh(), Refresh::Swapped));
    assert_eq!(matching(&live.engine()), ["four", "three"]);
}

#[test]
fn a_file_of_the_same_size_and_moment_is_noticed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a.yml");
    write(directory.path(), "a.yml", "one", "true");
    let live = start(directory.path());
    let moment = fs::metadata(&path).unwrap().modified().unwrap();
    write(directory.path(), "a.yml", "two", "true");
    let file = fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(moment).unwrap();
    assert!(matches!(live.refresh(), Refresh::Swapped));
    assert_eq!(matching(&live.engine()), ["two"]);
}

#[test]
fn what_was_wrong_at_the_start_does_not_hinder_later_changes() {
    let directory = tempfile::tempdir().unwrap();
    write(
        directory.path(),
        "old.yml",
        "wrong since long",
        "no_such.thing",
    );
    write(directory.path(), "a.yml", "one", "true");
    let live = start(directory.path());
    assert_eq!(live.engine().foreign_errors().len(), 1);
    write(directory.path(), "a.yml", "two", "true");
    assert!(matches!(live.refresh(), Refresh::Swapped));
    assert_eq!(matching(&live.engine()), ["two"]);
    write(
        directory.path(),
        "old.yml",
        "wrong anew",
        "no_such.thing and true",
    );
    assert!(matches!(live.refresh(), Refresh::Refused(_)));
}

#[test]
fn one_broken_directory_does_not_hold_back_another() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(first.path(), "a.yml", "a1", "true");
    write(second.path(), "b.yml", "b1", "true");
    let live = LiveEngine::new(Options {
        foreign_rules: vec![first.path().to_path_buf(), second.path().to_path_buf()],
        ..Options::default()
    })
    .unwrap();
    write(first.path(), "a.yml", "a2", "true and");
    write(second.path(), "b.yml", "b2", "true");
    assert!(matches!(live.refresh(), Refresh::Refused(_)));
    assert_eq!(matching(&live.engine()), ["a1", "b2"]);
}

#[test]
fn messages_judged_meanwhile_see_one_version_whole() {
    let directory = tempfile::tempdir().unwrap();
    write_version(directory.path(), 0);
    let live = start(directory.path());
    let done = AtomicBool::new(false);
    let judged = AtomicUsize::new(0);
    let read = || {
        let mut seen: Vec<String> = Vec::new();
        while !done.load(Ordering::SeqCst) {
            let names = matching(&live.engine());
            assert_eq!(names.len(), RULES, "{names:?}");
            let version = names[0].split(' ').next().unwrap().to_owned();
            let same = |it: &String| it.split(' ').next() == Some(version.as_str());
            assert!(names.iter().all(same), "{names:?}");
            judged.fetch_add(1, Ordering::SeqCst);
            if seen.last() != Some(&version) {
                seen.push(version);
            }
        }
        seen
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..3).map(|_| scope.spawn(read)).collect();
        for version in 1..=8 {
            if version % 3 == 0 {
                // In between a version that is refused.
                write(directory.path(), "0.yml", "broken", "no_such.thing");
                assert!(matches!(live.refresh(), Refresh::Refused(_)));
            }
            write_version(directory.path(), version);
            assert!(matches!(live.refresh(), Refresh::Swapped));
            let before = judged.load(Ordering::SeqCst);
            while judged.load(Ordering::SeqCst) < before + 3
                && readers.iter().all(|it| !it.is_finished())
            {
                std::thread::yield_now();
            }
        }
        done.store(true, Ordering::SeqCst);
        for reader in readers {
            let seen = reader.join().unwrap();
            assert!(seen.len() > 1, "a reader saw the rules change: {seen:?}");
        }
    });
    assert!(matching(&live.engine())[0].starts_with("v8 "));
}

#[test]
fn the_own_pack_is_reloaded_too() {
    let directory = tempfile::tempdir().unwrap();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    copy(&rules, directory.path());
    let live = LiveEngine::new(Options {
        pack: Some(directory.path().to_path_buf()),
        ..Options::default()
    })
    .unwrap();
    let count = live.engine().pack().rules().len();
    let extra = directory.path().join("detections/zz_extra.yml");
    fs::write(&extra, "name: extra\ntype: rule\nsource: \"true\"\n").unwrap();
    assert!(matches!(live.refresh(), Refresh::Swapped));
    assert_eq!(live.engine().pack().rules().len(), count + 1);
    fs::write(&extra, "name: extra\ntype: rule\nsource: nonsense\n").unwrap();
    assert!(matches!(live.refresh(), Refresh::Refused(_)));
    assert_eq!(live.engine().pack().rules().len(), count + 1);
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
