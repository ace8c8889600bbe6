//! How fast texts are folded.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Texts of about 24 kB, as bodies of mails are, one of each kind of writing.
fn texts() -> [(&'static str, String); 5] {
    let repeat = |sentence: &str| sentence.repeat(24_000 / sentence.len());
    [
        (
            "ascii",
            repeat("Thank you for your order. If you did not make it, call us today.\n"),
        ),
        (
            "ascii_layout",
            repeat("  Item:    Antivirus\r\n  Amount:  $ 399.99\r\n\r\n"),
        ),
        (
            "portuguese",
            repeat("Sua compra não foi reconhecida? Ligue já e peça a devolução.\n"),
        ),
        (
            "russian",
            repeat("Спасибо за ваш заказ, мы отправим его в ближайшее время.\n"),
        ),
        (
            "disguised",
            repeat("C\u{200B}all 𝗔𝗺𝗮𝘇𝗼𝗻 ①⑧⓪⓪ ５５５ Suрроrt e\u{332}\n"),
        ),
    ]
}

fn fold(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    for (name, text) in texts() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| text::fold(black_box(&text)));
        });
    }
    group.finish();
}

criterion_group!(benches, fold);
criterion_main!(benches);
