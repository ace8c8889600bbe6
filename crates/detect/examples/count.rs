//! Work to be counted, on one thread: `count parse|facts|judge PASSES MAIL…` does it as often as told and says how
//! much memory it asked for. Two runs with different numbers of passes differ by nothing but passes: what is done once
//! (loading rules, compiling patterns) falls out. `cargo run -p xtask -- instructions` counts them under valgrind.

#![expect(clippy::print_stdout, reason = "two numbers are what it makes")]

use std::alloc::System;

use detect::{Engine, Options};
use mail::ParseOptions;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let work = arguments
        .next()
        .ok_or("count parse|facts|judge PASSES MAIL…")?;
    let passes: u32 = arguments.next().ok_or("how many passes?")?.parse()?;
    let mails = arguments.map(std::fs::read);
    let mails: Vec<Vec<u8>> = mails.collect::<Result<_, _>>()?;
    let engine = Engine::new(Options::default())?;
    let options = ParseOptions::default();
    let once = |mail: &[u8]| match work.as_str() {
        "parse" => drop(mail::parse(mail, &options)),
        "facts" => drop(engine.read(mail)),
        _ => drop(engine.judge("mail", mail)),
    };
    if !matches!(work.as_str(), "parse" | "facts" | "judge") {
        return Err(format!("`{work}` is none of parse, facts, judge").into());
    }
    // The first pass compiles patterns and fills caches.
    for mail in &mails {
        once(mail);
    }
    let region = Region::new(ALLOCATOR);
    for _ in 0..passes {
        for mail in &mails {
            once(mail);
        }
    }
    let change = region.change();
    println!("allocations {}", change.allocations + change.reallocations);
    println!("bytes {}", change.bytes_allocated);
    Ok(())
}
