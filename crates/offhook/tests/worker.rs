//! The worker process, as the real program runs it: that it is confined, and that whatever becomes of it
//! the caller gets an answer.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use content::{Input, Reader, Settings};

fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin("offhook")
}

fn input(bytes: &[u8]) -> Input<'_> {
    Input {
        path: "2",
        name: Some("order.png"),
        content_type: Some("image/png"),
        bytes,
    }
}

/// A white picture; it takes little space and a lot of work.
fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = image::GrayImage::from_pixel(width, height, image::Luma([255]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn capabilities(extraction: &content::Extraction) -> Vec<&str> {
    let unread = extraction.unread.iter();
    unread.map(|it| it.capability.as_str()).collect()
}

/// What a worker that is confined for `job` could do of all that it must not.
fn probe(job: &str, directory: &Path) -> serde_json::Value {
    let file = directory.join("secret");
    std::fs::write(&file, "secret").unwrap();
    let output = Command::new(program())
        .env_clear()
        .envs(content::WORKER_ENVIRONMENT)
        .args(["worker", "probe", "268435456", "5", "confined", job])
        .args([&file, directory, Path::new("/bin/true")])
        .output()
        .unwrap();
    assert!(file.exists());
    assert_eq!(
        std::fs::read_dir(directory).unwrap().count(),
        1,
        "something was written"
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_confined_worker_can_do_nothing_but_compute() {
    for job in ["decode", "ocr"] {
        let directory = tempfile::tempdir().unwrap();
        let report = probe(job, directory.path());
        assert_eq!(report["confined"], "yes", "{report}");
        for (attempt, outcome) in report.as_object().unwrap() {
            assert_ne!(outcome, "done", "{attempt} as {job}: {report}");
        }
    }
}

/// Whatever the allocator does: a bound that does not bind is none, and nothing is read behind it.
#[test]
fn a_worker_that_holds_more_than_its_bound_already_reads_nothing() {
    const UNCONFINED: i32 = 71;
    let status = |environment: &[(&str, &str)]| {
        let mut command = Command::new(program());
        command
            .env_clear()
            .envs(environment.iter().copied())
            .args(["worker", "decode", "268435456", "5", "confined"])
            .stdin(std::process::Stdio::null());
        command.output().unwrap().status.code()
    };
    assert_eq!(status(&[]), Some(UNCONFINED));
    assert_ne!(status(&content::WORKER_ENVIRONMENT), Some(UNCONFINED));
}

#[test]
fn the_probe_can_do_these_things_where_nothing_confines_it() {
    // The counterpart: were the attempts themselves broken, the test above could not fail.
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("f");
    std::fs::write(&file, "x").unwrap();
    assert!(std::fs::read(&file).is_ok());
    assert!(Command::new("/bin/true").status().is_ok());
    assert!(std::net::UdpSocket::bind(("127.0.0.1", 0)).is_ok());
}

#[test]
fn a_file_is_read_by_the_worker() {
    let bytes = png(30, 20);
    let extraction = Reader::new(Settings::default(), program()).read(&[input(&bytes)], &[], false);
    assert_eq!(extraction.files.len(), 1);
    assert_eq!(extraction.files[0].kind, "png");
    assert_eq!(extraction.files[0].pixels, Some((30, 20)));
    assert!(extraction.unread.is_empty(), "{:?}", extraction.unread);
}

#[test]
fn the_files_themselves_come_back_within_a_bound() {
    let small = png(3, 2);
    let large = vec![0; 10_000];
    let reader = Reader::new(Settings::default(), program());
    let extracted = reader.extract(&[input(&large), input(&small)], &[], false, 5_000);
    assert_eq!(extracted.contents, [(1, small)]);
}

#[test]
fn a_worker_that_takes_too_long_is_killed_and_what_it_read_is_missing() {
    let mut settings = Settings::default();
    settings.worker_wall_ms = 0;
    let bytes = png(30, 20);
    let start = Instant::now();
    let extraction = Reader::new(settings, program()).read(&[input(&bytes)], &[], false);
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(capabilities(&extraction), ["limit.worker"]);
    assert_eq!(extraction.files[0].kind, "png");
    assert!(extraction.files[0].error.is_some());
}

#[test]
fn without_a_worker_nothing_is_read() {
    let bytes = png(30, 20);
    let reader = Reader::new(Settings::default(), "/nonexistent/offhook");
    let extraction = reader.read(&[input(&bytes)], &[], false);
    assert_eq!(capabilities(&extraction), ["worker"]);
    assert_eq!(extraction.files[0].pixels, None);
}

#[test]
fn answers_that_are_none_are_a_limit_of_the_worker() {
    let bytes = png(30, 20);
    // Programs that answer nothing, something else, something without end, and by an error.
    for program in ["/bin/true", "/bin/echo", "/usr/bin/yes", "/bin/false"] {
        let reader = Reader::new(Settings::default(), program);
        let extraction = reader.read(&[input(&bytes)], &[], false);
        assert_eq!(capabilities(&extraction), ["limit.worker"], "{program}");
    }
}

#[test]
fn the_memory_of_a_worker_is_bounded() {
    let mut settings = Settings::default();
    settings.worker_memory_bytes = 64 << 20;
    // 49 million pixels of four bytes are more than 64 MB once they are decoded, and a few kB before that.
    let large = png(7_000, 7_000);
    let extraction = Reader::new(settings, program()).read(&[input(&large)], &[], false);
    assert_eq!(capabilities(&extraction), ["limit.worker"]);
}

#[test]
fn the_processor_time_of_a_worker_is_bounded() {
    let mut settings = Settings::default();
    settings.worker_cpu_seconds = 1;
    settings.files = 2_000;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let picture = png(5_000, 5_000);
    for name in 0..40_u8 {
        archive
            .start_file(
                format!("{name}.png"),
                zip::write::SimpleFileOptions::default(),
            )
            .unwrap();
        std::io::Write::write_all(&mut archive, &picture).unwrap();
        // Pictures that are the same are decoded once.
        std::io::Write::write_all(&mut archive, &[name]).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let start = Instant::now();
    let extraction = Reader::new(settings, program()).read(&[input(&bytes)], &[], false);
    assert_eq!(capabilities(&extraction), ["limit.worker"]);
    assert!(
        start.elapsed() < Duration::from_secs(19),
        "ended by its CPU, not by the clock"
    );
}

#[test]
fn the_time_for_pictures_is_bounded() {
    let mut settings = Settings::default();
    settings.ocr_seconds = 0;
    let reader = Reader::new(settings, program());
    let extraction = reader.read(&[input(&stripes())], &[], true);
    assert_eq!(capabilities(&extraction), ["ocr"]);
    let reason = &extraction.unread[0].reason;
    // Where Tesseract is not installed, that is what is said first.
    assert!(
        reason.contains("longer than it may") || reason.contains("not installed"),
        "{reason}"
    );
}

#[test]
fn without_tesseract_that_is_said_of_pictures_at_once() {
    let mut settings = Settings::default();
    settings.tesseract = Some("/nowhere/tesseract".into());
    let reader = Reader::new(settings, program());
    assert!(!reader.reads_pictures());
    for ocr in [false, true] {
        let extraction = reader.read(&[input(&stripes())], &[], ocr);
        assert_eq!(capabilities(&extraction), ["ocr"]);
        let reason = &extraction.unread[0].reason;
        assert!(reason.contains("Tesseract is not installed"), "{reason}");
    }
}

#[test]
fn the_number_of_pictures_is_bounded() {
    let mut settings = Settings::default();
    settings.pages = 2;
    settings.ocr_seconds = 0;
    let picture = stripes();
    let reader = Reader::new(settings, program());
    let extraction = reader.read(&[input(&picture); 4], &[], true);
    assert!(
        capabilities(&extraction).contains(&"limit.pages"),
        "{:?}",
        extraction.unread
    );
}

/// Lines as of text: dark strokes on white.
fn stripes() -> Vec<u8> {
    let picture = image::GrayImage::from_fn(400, 200, |x, y| {
        let line = y % 25 > 10 && x > 20 && x < 380;
        image::Luma([if line && x % 7 < 3 { 10 } else { 250 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
