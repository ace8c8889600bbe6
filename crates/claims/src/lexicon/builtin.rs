//! The files that are compiled in; the table comes from `build.rs`.

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));
