//! One child process: fed, listened to and, at the latest at its deadline, killed with its whole group.

use std::io::{self, Read as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Instant;

/// How a child failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ChildError {
    #[error("the process cannot be started: {0}")]
    NotStarted(io::Error),
    #[error("the process took longer than it may")]
    TimedOut,
    #[error("the process answered with more than it may")]
    TooMuch,
    #[error("the process ended with {0}")]
    Ended(ExitStatus),
}

/// Runs `command`, which gets what `feed` writes; its answer is `answer_bytes` long at most.
pub(super) fn run(
    mut command: Command,
    feed: impl FnOnce(&mut ChildStdin) -> io::Result<()> + Send,
    answer_bytes: u64,
    deadline: Instant,
) -> Result<Vec<u8>, ChildError> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .current_dir(if cfg!(unix) { "/" } else { "." });
    own_group(&mut command);
    let mut child = command.spawn().map_err(ChildError::NotStarted)?;
    let heard = listen(&mut child, feed, answer_bytes, deadline);
    if heard.is_err() {
        kill(&mut child);
    }
    // After a kill, or when its output has ended, a child is not long for this world.
    let status = child.wait().map_err(ChildError::NotStarted)?;
    let answer = heard?;
    if status.success() {
        Ok(answer)
    } else {
        Err(ChildError::Ended(status))
    }
}

fn listen(
    child: &mut Child,
    feed: impl FnOnce(&mut ChildStdin) -> io::Result<()> + Send,
    answer_bytes: u64,
    deadline: Instant,
) -> Result<Vec<u8>, ChildError> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A child that has ended early says so by its status.
            let _ = stdin.map(|mut stdin| feed(&mut stdin));
        });
        let (sender, receiver) = mpsc::channel();
        scope.spawn(move || {
            let mut answer = Vec::new();
            if let Some(stdout) = stdout {
                let _ = stdout.take(answer_bytes + 1).read_to_end(&mut answer);
            }
            let _ = sender.send(answer);
        });
        let left = deadline.saturating_duration_since(Instant::now());
        let heard = match receiver.recv_timeout(left) {
            Ok(answer) if answer.len() as u64 > answer_bytes => Err(ChildError::TooMuch),
            Ok(answer) => Ok(answer),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                Err(ChildError::TimedOut)
            }
        };
        if heard.is_err() {
            // Both threads end with the child: one gets no more answer, the other no more reader.
            kill(child);
        }
        heard
    })
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Kills the child and whatever it started. Not yet waited for, its number is still its own.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
}
