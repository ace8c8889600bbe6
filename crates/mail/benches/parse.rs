//! How long it takes to read a mail.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mail::{ParseOptions, parse};

const HEADERS: &str = "Return-Path: <ann@sender.example>\r\n\
    Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=ann@sender.example;\r\n \
    dkim=pass header.d=sender.example; dmarc=pass header.from=sender.example\r\n\
    Received: from mail.sender.example (mail.sender.example [192.0.2.7])\r\n \
    by mx.example.net (Postfix) with ESMTPS id 4X1 for <pat@example.net>;\r\n \
    Tue, 3 Mar 2026 10:00:00 +0000\r\n\
    Received: from [10.0.0.5] by mail.sender.example with ESMTPSA id a1;\r\n \
    Tue, 3 Mar 2026 09:59:58 +0000\r\n\
    DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=sender.example; s=s1;\r\n \
    h=from:to:subject:date:message-id; bh=AAAA; b=BBBB\r\n\
    Message-ID: <1@sender.example>\r\nDate: Tue, 3 Mar 2026 10:59:57 +0100\r\n\
    From: \"Ann Lee\" <ann@sender.example>\r\nTo: Pat Doe <pat@example.net>\r\n\
    Subject: =?utf-8?q?Re=3A_The_order_of_Monday?=\r\nMIME-Version: 1.0\r\n";

fn text_mail() -> String {
    let mut mail =
        format!("{HEADERS}Content-Type: text/plain; charset=utf-8\r\n\r\nHello Pat,\r\n\r\n");
    for number in 1..=20 {
        let _ = write!(
            mail,
            "{number}. the parcel left the house on Monday; see https://sender.example/track/{number}\r\n\
             or write to help@sender.example if it is late. We are here from 9:00 to 17:00.\r\n\r\n"
        );
    }
    mail.push_str("On Mon, 2 Mar 2026 at 10:00, Pat Doe <pat@example.net> wrote:\r\n");
    for _ in 0..10 {
        mail.push_str("> Where is my parcel? I ordered it a week ago.\r\n");
    }
    mail
}

fn newsletter() -> String {
    let mut mail = format!(
        "{HEADERS}Content-Type: text/html; charset=utf-8\r\n\r\n<!doctype html><html><head><style>\
         .hide{{display:none}} td.price{{color:#333;font-size:14px}} @media(max-width:600px){{td{{width:100%}}}}\
         </style></head><body><div class=hide>The offers of the week</div><table>"
    );
    for number in 0..60 {
        let _ = write!(
            mail,
            "<tr><td style=\"padding:10px;font-family:Arial\"><a href=\"https://click.sender.example/t?u={number}&amp;x=1\">\
             <img src=\"https://img.sender.example/{number}.png\" width=200 height=100 alt=\"Shoe {number}\"></a></td>\r\n\
             <td class=price><span style=\"font-weight:bold\">Shoe {number}</span><br>now only &euro;{number}.99 \
             <a href=\"https://click.sender.example/b?u={number}\">Buy now</a></td></tr>\r\n"
        );
    }
    mail.push_str(
        "</table><p>Unsubscribe <a href=\"https://sender.example/u\">here</a></p></body></html>",
    );
    mail
}

fn parsing(criterion: &mut Criterion) {
    let options = ParseOptions::default();
    let mut group = criterion.benchmark_group("parse");
    for (name, mail) in [("text", text_mail()), ("newsletter", newsletter())] {
        group.throughput(Throughput::Bytes(mail.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| parse(black_box(mail.as_bytes()), &options));
        });
    }
    group.finish();
}

criterion_group!(benches, parsing);
criterion_main!(benches);
