//! The pages and the console over a real engine and a real store. One test program of many subjects, so that it is compiled and linked once.

mod accounts;
mod catalogues;
mod console;
mod desk;
mod help_data;
mod hostile;
mod insight;
mod live;
mod pages;
mod readers;
mod rules;
