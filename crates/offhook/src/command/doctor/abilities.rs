//! What the engine can do here, shown by letting it do it.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::Command;

use detect::{Engine, Report, Verdict};
use identity::Envelope;

use super::Finding;
use crate::command::judging;
use crate::config::Configuration;

/// A lure that every pack must find, and a file that the worker must read.
const LURE: &str = "From: Amazon <orders.help.7731@gmail.com>\r\nTo: you@example.org\r\nSubject: Your order\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
    Your Amazon order of $899.00 is confirmed. If you did not place it, call +1 803 555 0147 to cancel.\r\n--b\r\n\
    Content-Type: text/calendar\r\nContent-Disposition: attachment; filename=a.ics\r\n\r\nBEGIN:VCALENDAR\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n";
/// A letter with the same file, so that the file is looked at.
const LETTER: &str = "From: Ann <ann@example.net>\r\nTo: you@example.org\r\nSubject: Lunch\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nShall we meet?\r\n--b\r\n\
    Content-Type: text/calendar\r\nContent-Disposition: attachment; filename=a.ics\r\n\r\nBEGIN:VCALENDAR\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n";

pub(super) fn examine(engine: &Engine, configuration: &Configuration) -> Vec<Finding> {
    let mut findings = vec![rules(engine)];
    findings.extend(foreign(engine));
    findings.push(worker(&engine.judge("letter", LETTER.as_bytes())));
    findings.push(pictures(configuration));
    findings.push(sender(engine, configuration));
    findings
}

fn rules(engine: &Engine) -> Finding {
    const ABOUT: &str = "rules and data";
    let report = engine.judge("lure", LURE.as_bytes());
    if report.verdict == Verdict::Malicious {
        Finding::good(ABOUT, "a lure made for this is found")
    } else {
        let found = format!("a lure made for this is {}", report.verdict.name());
        let advice = "The rule pack of rules.pack finds less than the one built in: leave it out, or compare the two with `offhook eval`.";
        Finding::problem(ABOUT, found, advice)
    }
}

fn foreign(engine: &Engine) -> Option<Finding> {
    let errors = engine.foreign_errors().len();
    (errors > 0).then(|| {
        let found = format!("{errors} rules of others are left out");
        Finding::warning(
            "rules of others",
            found,
            "`offhook rules check DIR` shows why.",
        )
    })
}

fn worker(report: &Report) -> Finding {
    const ABOUT: &str = "attachments";
    if report.missing.iter().all(|it| it.name() != "worker") {
        return Finding::good(ABOUT, "read by a confined process");
    }
    let reason = report.unread.first().map(|it| it.reason.clone());
    let reason = reason.unwrap_or_else(|| "no worker".to_owned());
    let advice = "The worker process needs Linux with seccomp, and a service that allows it to confine itself (dist/offhook.service).";
    Finding::problem(ABOUT, format!("not read: {reason}"), advice)
}

fn pictures(configuration: &Configuration) -> Finding {
    const ABOUT: &str = "text in pictures";
    let program = configuration.content.tesseract.clone();
    let program = program.unwrap_or_else(|| PathBuf::from("tesseract"));
    let output = Command::new(&program).arg("--list-langs").output();
    let Ok(output) = output else {
        return Finding::warning(
            ABOUT,
            format!("{} cannot be started", program.display()),
            "apt-get install tesseract-ocr: without it, a lure in a picture is undecided for `ocr`.",
        );
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let installed: Vec<&str> = text.lines().skip(1).map(str::trim).collect();
    let wanted = &configuration.content.ocr_languages;
    let absent = wanted.iter().filter(|it| !installed.contains(&it.as_str()));
    let absent: Vec<&str> = absent.map(String::as_str).collect();
    if absent.is_empty() {
        Finding::good(ABOUT, format!("read in {}", wanted.join(", ")))
    } else {
        Finding::warning(
            ABOUT,
            format!("not read in {}", absent.join(", ")),
            "apt-get install tesseract-ocr-LANGUAGE, or take the language out of content.ocr_languages.",
        )
    }
}

/// Somebody's mail from an address that may not send it: SPF says so where name servers answer.
fn sender(engine: &Engine, configuration: &Configuration) -> Finding {
    const ABOUT: &str = "who sent it";
    if !configuration.dns.enabled {
        if configuration.milter.believe_results && !configuration.trust.hosts.is_empty() {
            return Finding::good(ABOUT, "believed as the hosts of trust.hosts stamp it");
        }
        return Finding::warning(
            ABOUT,
            "nobody checks it: SPF, DKIM and DMARC are not verified here, and the results of others are not believed",
            "Set dns.enabled = true, or milter.believe_results and trust.hosts where a milter before offhook stamps results. Till then no brand's own mail is known as such.",
        );
    }
    let envelope = Envelope {
        client_ip: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))),
        helo: Some("client.example".to_owned()),
        mail_from: Some("somebody@gmail.com".to_owned()),
        recipients: Vec::new(),
    };
    let raw = b"From: somebody@gmail.com\r\nTo: you@example.org\r\nSubject: hello\r\n\r\nHello\r\n";
    let report = engine.judge_delivered("asked", raw, &envelope);
    let methods = report
        .authentication
        .map(|it| it.methods)
        .unwrap_or_default();
    let spf = methods.iter().find(|it| it.method == "spf");
    match spf.map(|it| it.result.as_str()) {
        Some("softfail" | "fail") => Finding::good(ABOUT, "verified here; name servers answer"),
        other => Finding::problem(
            ABOUT,
            format!(
                "name servers do not answer (SPF of gmail.com: {})",
                other.unwrap_or("nothing")
            ),
            "Check dns.resolver: `dig TXT gmail.com @SERVER` must answer from this host.",
        ),
    }
}

pub(super) fn history(configuration: &Configuration) -> Option<Finding> {
    const ABOUT: &str = "history";
    let place = judging::place(None, configuration)?;
    let settings = judging::settings(false, configuration);
    let opened = history::open(place, settings).and_then(|it| it.summary());
    Some(match opened {
        Ok(summary) => Finding::good(
            ABOUT,
            format!("{} messages in {}", summary.messages, summary.place),
        ),
        Err(error) => Finding::problem(
            ABOUT,
            error.to_string(),
            "Till it can be opened, mail is judged without it (X-Offhook-Missing: history).",
        ),
    })
}
