//! Files that the reading of the attachments found, as the functions of the rule language take and give them.

use content::{Extraction, File};
use limits::Capability;
use mail::Attachment;
use mql::{Arguments, Env, Value};

use crate::Subject;

/// A file of the extraction. It stands for everything that was found in it too: one record is read through
/// many object types.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// Index of the file in [`Extraction::files`].
    index: usize,
    /// Depth of the file that was unpacked.
    base: u32,
}

impl Found {
    /// The file itself.
    pub(super) fn file<'m>(&self, env: &Env<'m>) -> Option<&'m File> {
        extraction(env)?.files.get(self.index)
    }

    /// How deep it lay in the file that was unpacked.
    pub(super) fn depth(&self, env: &Env<'_>) -> i64 {
        let depth = self.file(env).map_or(0, |it| it.depth);
        i64::from(depth.saturating_sub(self.base))
    }

    pub(super) fn index(self) -> usize {
        self.index
    }

    /// The record if the file is of one of `kinds`.
    pub(super) fn of_kind<'m>(&'m self, kinds: &[&str], env: &Env<'m>) -> Value<'m> {
        match self.file(env) {
            Some(file) if kinds.contains(&file.kind.as_str()) => Value::object(self),
            _ => Value::Null,
        }
    }

    /// Whether `capability` was missing when the file was read.
    pub(super) fn lacked(&self, capability: Capability, env: &Env<'_>) -> bool {
        let unread = extraction(env).map_or(&[][..], |it| &it.unread);
        unread.iter().any(|it| {
            it.capability == capability.name() && it.file.is_none_or(|it| it == self.index)
        })
    }

    /// The files in this one at any depth, itself first. Each stands behind its parent.
    pub(super) fn below(&self, env: &Env<'_>) -> Vec<Self> {
        let Some(extraction) = extraction(env) else {
            return Vec::new();
        };
        let mut inside = vec![false; extraction.files.len()];
        let mut found = Vec::new();
        for (index, file) in extraction.files.iter().enumerate().skip(self.index) {
            let is_inside =
                index == self.index || file.parent.is_some_and(|it| inside.get(it) == Some(&true));
            if let Some(slot) = inside.get_mut(index)
                && is_inside
            {
                *slot = true;
                found.push(Self {
                    index,
                    base: self.base,
                });
            }
        }
        found
    }
}

pub(super) fn extraction<'m>(env: &Env<'m>) -> Option<&'m Extraction> {
    env.host::<Subject>()?.extraction.as_ref()
}

/// The file that `value` is, if it is one of the message that was read. Attachments of attached messages have
/// part numbers of their own and are not looked for.
pub(super) fn of<'m>(value: Value<'m>, env: &Env<'m>) -> Option<Found> {
    let subject = env.host::<Subject>()?;
    let extraction = subject.extraction.as_ref()?;
    if let Some(found) = value.downcast::<Found>() {
        return Some(Found {
            index: found.index,
            base: extraction.files.get(found.index)?.depth,
        });
    }
    let attachment = value.downcast::<Attachment>()?;
    let mut own = subject.message.attachments.iter();
    if !own.any(|it| std::ptr::eq(it, attachment)) {
        return None;
    }
    let mut files = extraction.files.iter();
    let index = files.position(|it| is_part(it, attachment))?;
    Some(Found { index, base: 0 })
}

/// Whether `file` is what was read of `attachment`: the path begins with the part's number, the name follows.
pub(super) fn is_part(file: &File, attachment: &Attachment) -> bool {
    let rest = file.path.strip_prefix(&*attachment.part_path);
    file.depth == 0 && rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

/// `file.explode`: every file found while unpacking, the file itself first.
pub(super) fn explode<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    if arguments
        .get(0)
        .downcast::<super::seen::Picture>()
        .is_some()
    {
        return env.array([arguments.get(0)]);
    }
    let Some(found) = of(arguments.get(0), env) else {
        return env.missing(Capability::Explode);
    };
    let below = found.below(env);
    if !env.spend(below.len() as u64) {
        return Value::Null;
    }
    unpacked_whole(&below, env);
    env.array(below.into_iter().map(|it| env.keep(it)))
}

/// `file.expand_archives`: the files in an archive; null for what is none.
pub(super) fn expand<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(found) = of(arguments.get(0), env) else {
        return env.missing(Capability::ExpandArchives);
    };
    match found.file(env) {
        Some(file) if file.archive.is_some() => env.keep(found),
        _ => Value::Null,
    }
}

/// The files directly or deeper in an archive.
pub(super) fn files_in<'m>(found: &Found, env: &Env<'m>) -> Value<'m> {
    let below = found.below(env);
    unpacked_whole(&below, env);
    env.array(below.into_iter().skip(1).map(|it| env.keep(it)))
}

/// Where something was not unpacked, there might have been more files.
fn unpacked_whole(files: &[Found], env: &Env<'_>) {
    const UNPACKING: [Capability; 5] = [
        Capability::Encrypted,
        Capability::ExpandArchives,
        Capability::ExpansionLimit,
        Capability::FileLimit,
        Capability::DepthLimit,
    ];
    for capability in UNPACKING {
        if files.iter().any(|it| it.lacked(capability, env)) {
            env.lack(capability);
        }
    }
}
