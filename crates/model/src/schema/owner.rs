//! What a part of a message belongs to.
//!
//! Parts are handed out as references to themselves. The few that must know their message find it by
//! their own address, among the message that is judged and the ones that were attached to it.

use html::Document;
use mail::{Banner, Body, HtmlBody, Message, PreviousThread};
use mql::Env;

use crate::Subject;

/// The body that quotes `thread`.
pub(super) fn of_thread<'m>(thread: &PreviousThread, env: &Env<'m>) -> Option<&'m Body> {
    bodies(env).find(|body| {
        let mut threads = body.previous_threads.iter();
        threads.any(|it| std::ptr::eq(it, thread))
    })
}

/// The body that `banner` warns of.
pub(super) fn of_banner<'m>(banner: &Banner, env: &Env<'m>) -> Option<&'m Body> {
    bodies(env).find(|body| {
        let mut banners = body.current_thread.banners.iter();
        banners.any(|it| std::ptr::eq(it, banner))
    })
}

/// The document at `address`.
pub(super) fn document<'m>(address: usize, env: &Env<'m>) -> Option<&'m Document> {
    let of_bodies = bodies(env).filter_map(|it| it.html.as_ref());
    let of_files = env.arena().kept::<HtmlBody>();
    let mut documents = of_bodies.chain(of_files).map(|it| &it.document);
    documents.find(|it| address_of(it) == address)
}

/// Where a document stands: what finds it again.
pub(super) fn address_of(document: &Document) -> usize {
    std::ptr::from_ref(document).addr()
}

fn bodies<'m>(env: &Env<'m>) -> impl Iterator<Item = &'m Body> {
    let judged = env.host::<Subject>().map(|it| &it.message);
    let attached = env.arena().kept::<Message>();
    judged.into_iter().chain(attached).map(|it| &it.body)
}
