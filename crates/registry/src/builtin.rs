//! The data that is compiled into this build; the tables come from `build.rs`.

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
