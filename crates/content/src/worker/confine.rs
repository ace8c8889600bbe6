//! Taking rights away from the own process, before it reads anything from outside.
//!
//! Three layers: resource limits (setrlimit(2)), the list of system calls (seccomp(2)), and Landlock
//! (landlock(7)) for what may be read. On systems that lack them nothing is confined, and the caller
//! decides whether to go on.

use std::ffi::OsString;
use std::path::Path;

/// What the parent grants, as it stands on the command line: bytes of address space, seconds of CPU,
/// and whether to go on where the process cannot be confined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) memory_bytes: u64,
    pub(crate) cpu_seconds: u64,
    pub(crate) unconfined: bool,
}

impl Bounds {
    /// Reads the three arguments; the rest stays in `arguments`.
    pub(super) fn from_arguments(mut arguments: impl Iterator<Item = OsString>) -> Option<Self> {
        let mut next = || arguments.next()?.into_string().ok();
        Some(Self {
            memory_bytes: next()?.parse().ok()?,
            cpu_seconds: next()?.parse().ok()?,
            unconfined: next()? == UNCONFINED,
        })
    }

    /// The arguments that [`from_arguments`](Self::from_arguments) reads.
    pub(crate) fn to_arguments(&self) -> [String; 3] {
        let confined = if self.unconfined {
            UNCONFINED
        } else {
            CONFINED
        };
        [
            self.memory_bytes.to_string(),
            self.cpu_seconds.to_string(),
            confined.to_owned(),
        ]
    }
}

const CONFINED: &str = "confined";
const UNCONFINED: &str = "unconfined";

/// Why a process could not be confined.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConfineError {
    #[cfg(unix)]
    #[error("cannot set a limit: {0}")]
    Limit(#[from] rustix::io::Errno),
    #[cfg(target_os = "linux")]
    #[error("the process holds {held} bytes for data already, more than its bound of {bound}")]
    Held { held: u64, bound: u64 },
    #[cfg(target_os = "linux")]
    #[error("cannot filter system calls: {0}")]
    Calls(#[from] seccompiler::Error),
    #[cfg(target_os = "linux")]
    #[error("cannot restrict files: {0}")]
    Files(#[from] landlock::RulesetError),
    #[cfg(target_os = "linux")]
    #[error("this kernel does not restrict files")]
    NoLandlock,
    #[cfg(not(target_os = "linux"))]
    #[error("this system has no way to confine a process")]
    System,
}

/// Leaves the process nothing but computing on what its open descriptors give.
pub(super) fn for_decoding(bounds: &Bounds) -> Result<(), ConfineError> {
    #[cfg(unix)]
    limits::set(bounds)?;
    #[cfg(target_os = "linux")]
    {
        // Opening a file is no allowed call, so that an old kernel without Landlock is enough.
        match files::readable_only(&[], &[]) {
            Ok(()) | Err(ConfineError::NoLandlock) => {}
            Err(error) => return Err(error),
        }
        super::rights::for_decoding()?;
        Ok(())
    }
    #[cfg(not(target_os = "linux"))]
    Err(ConfineError::System)
}

/// Leaves the process the right to become one of `programs`, which may read what is below `readable`.
pub(super) fn for_another_program(
    bounds: &Bounds,
    programs: &[&Path],
    readable: &[&Path],
) -> Result<(), ConfineError> {
    #[cfg(unix)]
    limits::set(bounds)?;
    #[cfg(target_os = "linux")]
    {
        files::readable_only(programs, readable)?;
        super::rights::for_another_program()?;
        Ok(())
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (programs, readable);
        Err(ConfineError::System)
    }
}

#[cfg(unix)]
mod limits {
    //! Resource limits.

    use rustix::process::{Resource, Rlimit, setrlimit};

    use super::{Bounds, ConfineError};

    /// Deeply nested files are read on the stack; it counts as address space like everything else.
    const STACK_BYTES: u64 = 64 << 20;
    /// Standard input, output and error, and what confining itself takes.
    const FILES: u64 = 16;

    pub(super) fn set(bounds: &Bounds) -> Result<(), ConfineError> {
        #[cfg(target_os = "linux")]
        if let Some(held) = held().filter(|it| *it > bounds.memory_bytes) {
            let bound = bounds.memory_bytes;
            return Err(ConfineError::Held { held, bound });
        }
        #[cfg(target_os = "linux")]
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
        lower(Resource::Core, 0)?;
        lower(Resource::Fsize, 0)?;
        lower(Resource::Nofile, FILES)?;
        lower(Resource::Nproc, 0)?;
        lower(Resource::Cpu, bounds.cpu_seconds.max(1))?;
        lower(Resource::Stack, STACK_BYTES)?;
        #[cfg(not(any(target_os = "macos", target_os = "openbsd")))]
        lower(Resource::As, bounds.memory_bytes)?;
        Ok(())
    }

    /// Bytes that this process has for its data, where the system tells (proc(5), the sixth number of `statm`): what an
    /// allocator has set aside can be used whatever the limit is, so that it must not be more.
    #[cfg(target_os = "linux")]
    fn held() -> Option<u64> {
        let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
        let pages: u64 = pages.split(' ').nth(5)?.parse().ok()?;
        Some(pages * rustix::param::page_size() as u64)
    }

    /// Sets both limits, as far as a process without privileges may.
    fn lower(resource: Resource, to: u64) -> rustix::io::Result<()> {
        let maximum = rustix::process::getrlimit(resource).maximum;
        let to = maximum.map_or(to, |it| it.min(to));
        let limit = Rlimit {
            current: Some(to),
            maximum: Some(to),
        };
        setrlimit(resource, limit)
    }
}

#[cfg(target_os = "linux")]
mod files {
    //! Landlock.

    use std::path::Path;

    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetCreatedAttr as _,
        RulesetStatus, Scope, path_beneath_rules,
    };

    use super::ConfineError;

    /// Forbids every use of files but reading below `readable` and executing `programs`; and networks,
    /// and signals to others, where the kernel can.
    pub(super) fn readable_only(
        programs: &[&Path],
        readable: &[&Path],
    ) -> Result<(), ConfineError> {
        let abi = ABI::V6;
        let status = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?
            .add_rules(path_beneath_rules(
                programs,
                AccessFs::ReadFile | AccessFs::Execute,
            ))?
            .add_rules(path_beneath_rules(
                readable,
                AccessFs::ReadFile | AccessFs::ReadDir,
            ))?
            .restrict_self()?;
        if status.ruleset == RulesetStatus::NotEnforced {
            return Err(ConfineError::NoLandlock);
        }
        Ok(())
    }
}
