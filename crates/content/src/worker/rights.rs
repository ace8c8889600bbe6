//! Which system calls a worker may make: a list of what is allowed, everything else fails with `EPERM`.
//!
//! Neither list has a socket, a process or a way to change a file. Sources: seccomp(2), syscalls(2).

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{
    SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, TargetArch,
};

/// Memory, time, the open descriptors and the own end: what decoding takes.
const COMPUTING: &[c_long] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_lseek,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_brk,
    libc::SYS_madvise,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_gettimeofday,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_sched_yield,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// What another program needs on top to be loaded and to read its data files.
const LOADING: &[c_long] = &[
    libc::SYS_execve,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_pread64,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_readlinkat,
    libc::SYS_getdents64,
    libc::SYS_getcwd,
    libc::SYS_fcntl,
    libc::SYS_set_tid_address,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_getaffinity,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_fadvise64,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_arch_prctl,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_access,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_stat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_lstat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_readlink,
];

type Rules = BTreeMap<c_long, Vec<SeccompRule>>;

/// Allows a process to compute, and nothing else: no file can be opened, no memory be made executable.
pub(super) fn for_decoding() -> Result<(), seccompiler::Error> {
    let mut rules = computing()?;
    for call in [libc::SYS_mmap, libc::SYS_mprotect] {
        rules.insert(call, vec![where_unset(2, libc::PROT_EXEC)?]);
    }
    apply(rules)
}

/// Allows a process to become another program that computes, and to open files for reading.
pub(super) fn for_another_program() -> Result<(), seccompiler::Error> {
    let mut rules = computing()?;
    rules.extend(unconditional(LOADING));
    let writing = libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND;
    rules.insert(libc::SYS_openat, vec![where_unset(2, writing)?]);
    #[cfg(target_arch = "x86_64")]
    rules.insert(libc::SYS_open, vec![where_unset(1, writing)?]);
    // Its own limits, and whether a descriptor is a terminal.
    rules.insert(libc::SYS_prlimit64, vec![where_equal(0, 0)?]);
    rules.insert(libc::SYS_ioctl, vec![where_equal(1, libc::TCGETS)?]);
    apply(rules)
}

/// The rules that every worker has. Signals go to the process itself only.
fn computing() -> Result<Rules, seccompiler::Error> {
    let mut rules = unconditional(COMPUTING);
    let own = where_equal(0, u64::from(std::process::id()))?;
    rules.insert(libc::SYS_tgkill, vec![own]);
    Ok(rules)
}

/// Holds where none of `flags` is set in the argument.
fn where_unset(argument: u8, flags: libc::c_int) -> Result<SeccompRule, seccompiler::Error> {
    let mask = SeccompCmpOp::MaskedEq(u64::from(flags.cast_unsigned()));
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, mask, 0)?;
    Ok(SeccompRule::new(vec![condition])?)
}

fn where_equal(argument: u8, value: u64) -> Result<SeccompRule, seccompiler::Error> {
    let length = SeccompCmpArgLen::Dword;
    let condition = SeccompCondition::new(argument, length, SeccompCmpOp::Eq, value)?;
    Ok(SeccompRule::new(vec![condition])?)
}

fn unconditional(calls: &[c_long]) -> Rules {
    calls.iter().map(|&call| (call, Vec::new())).collect()
}

fn apply(rules: Rules) -> Result<(), seccompiler::Error> {
    let filter = SeccompFilter::new(
        rules,
        seccompiler::SeccompAction::Errno(libc::EPERM as u32),
        seccompiler::SeccompAction::Allow,
        TargetArch::try_from(std::env::consts::ARCH)?,
    )?;
    let program: seccompiler::BpfProgram = filter.try_into()?;
    seccompiler::apply_filter(&program)
}
