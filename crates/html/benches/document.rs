//! How fast a body is parsed and rendered (a newsletter of 50 kB, a short reply), and queried.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use html::{Document, XPath};
use limits::Limits;

/// A newsletter as the usual builders make them: a style sheet, nested tables, long `style`
/// attributes, one product a row.
fn newsletter(bytes: usize) -> String {
    let mut html = String::from(
        "<!doctype html><html xmlns=\"http://www.w3.org/1999/xhtml\"><head>\
         <meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\
         <title>This week's offers</title><style type=\"text/css\">\
         body,table,td,a{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}\
         table,td{mso-table-lspace:0pt;mso-table-rspace:0pt}img{border:0;height:auto}\
         .button a{color:#ffffff;background-color:#336699;display:inline-block}\
         .preheader{display:none!important;font-size:1px;color:#ffffff;line-height:1px}\
         h1.title{font-size:24px;line-height:32px;margin:0}.price{font-weight:bold}\
         @media only screen and (max-width:600px){.container{width:100%!important}\
         .stack{display:block!important;width:100%!important}.hide{display:none!important}}\
         </style><!--[if mso]><style>td{font-family:Arial!important}</style><![endif]--></head>\
         <body style=\"margin:0;padding:0;background-color:#f4f4f4\">\
         <div class=\"preheader\">Free delivery until Sunday&zwnj;&nbsp;&zwnj;&nbsp;</div>\
         <table border=\"0\" cellpadding=\"0\" cellspacing=\"0\" width=\"100%\"><tr>\
         <td align=\"center\" bgcolor=\"#f4f4f4\">\n",
    );
    let mut row = 0;
    while html.len() < bytes {
        row += 1;
        let _ = write!(
            html,
            "<table class=\"container\" role=\"presentation\" border=\"0\" cellpadding=\"0\" \
             cellspacing=\"0\" width=\"600\" style=\"max-width:600px;background-color:#ffffff\">\n\
             <tbody><tr>\n<td class=\"stack\" width=\"200\" valign=\"top\" \
             style=\"padding:12px 24px 12px 24px;font-size:0;line-height:0\">\n\
             <a href=\"https://shop.example/c/4f2a91?u=8812&amp;p={row}\" target=\"_blank\">\
             <img src=\"https://img.example/products/{row}.jpg\" alt=\"Product {row}\" width=\"180\" \
             style=\"display:block;width:180px;max-width:100%\"></a></td>\n\
             <td class=\"stack\" valign=\"top\" style=\"padding:12px 24px;font-family:Helvetica,Arial,\
             sans-serif;font-size:16px;line-height:24px;color:#333333\">\n\
             <h1 class=\"title\" style=\"margin:0 0 8px 0;font-size:18px;color:#111111\">\
             Comfortable garden chair no. {row}</h1>\n<p style=\"margin:0\">Made of oak that was \
             grown in the hills behind our workshop, <b>oiled by hand</b>, and ready to stand \
             outside in any weather for many years to come.</p>\n\
             <p class=\"price\" style=\"margin:8px 0;color:#b12704\">&euro;&nbsp;{row}9.00</p>\n\
             <div class=\"button\"><a href=\"https://shop.example/buy/{row}\" style=\"padding:10px \
             24px;border-radius:4px;color:#ffffff;background-color:#336699;text-decoration:none\">\
             Buy now</a></div></td>\n</tr></tbody></table>\n",
        );
    }
    html.push_str("</td></tr></table></body></html>");
    html
}

/// A reply above a quoted message.
fn reply() -> String {
    "<div dir=\"ltr\">Hi Ann,<div><br></div><div>thanks, that works for me.</div></div><br>\
     <div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">On Mon, 3 Aug 2026 at 10:12, \
     Ann wrote:<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;\
     border-left:1px solid rgb(204,204,204);padding-left:1ex\"><div>Shall we meet on Friday? The \
     room is free from two o'clock.</div></blockquote></div>"
        .to_owned()
}

fn parse(c: &mut Criterion) {
    let limits = Limits::default();
    for (name, html) in [("newsletter_50k", newsletter(50_000)), ("reply", reply())] {
        let mut group = c.benchmark_group("parse");
        group.throughput(Throughput::Bytes(html.len() as u64));
        group.bench_function(name, |it| {
            it.iter(|| Document::parse(black_box(&html), &limits));
        });
        group.finish();
    }
}

/// Queries of the kinds that rules ask: by name, by attribute, by text, by what is around.
const QUERIES: &[(&str, &str)] = &[
    ("by_name", "//a"),
    (
        "by_style",
        "//td[contains(@style, 'background-color')]//a[@title and @href]",
    ),
    ("by_text", "//*[text()[normalize-space()]]"),
    (
        "by_neighbour",
        "//h1[contains(text(), 'no. 7')]/ancestor::tr/following::td//p",
    ),
];

fn xpath(c: &mut Criterion) {
    let document = Document::parse(&newsletter(50_000), &Limits::default());
    let mut group = c.benchmark_group("xpath");
    for (name, query) in QUERIES {
        group.bench_function(format!("compile/{name}"), |it| {
            it.iter(|| XPath::parse(black_box(query)));
        });
        let Ok(query) = XPath::parse(query) else {
            continue;
        };
        group.bench_function(format!("evaluate/{name}"), |it| {
            it.iter(|| document.evaluate(black_box(&query)));
        });
    }
    group.finish();
}

criterion_group!(benches, parse, xpath);
criterion_main!(benches);
