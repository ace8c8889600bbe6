//! The program as its users meet it. One test program of many subjects, so that it is linked once, and what waits for a browser or a server
//! leaves the processors to the others.

mod accounts;
mod closed_pipe;
mod command_line;
mod configuration;
mod console;
mod doors;
mod evaluation;
mod extract;
mod fitting;
mod language_server;
mod pages;
mod quality;
mod race;
mod readers;
mod remembering;
mod rivals;
mod rules;
#[path = "../../history/tests/stores/mod.rs"]
mod stores;
mod tidy;
mod worker;
mod yara;
