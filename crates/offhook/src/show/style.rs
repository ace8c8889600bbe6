//! Symbols and colours. A verdict is always told by its word and a symbol, never by colour alone;
//! colours are left out where the output is no terminal.

use anstyle::{AnsiColor, Style};
use detect::Verdict;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
/// What holds, passes or is added.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What does not hold, fails or is taken away.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// What could be either.
pub(crate) const OPEN: Style = AnsiColor::Magenta.on_default().bold();
/// The place in the mail that a sentence rests on.
pub(super) const QUOTE: Style = AnsiColor::Cyan.on_default();
/// The phone number within a quote.
pub(super) const NUMBER: Style = AnsiColor::Red.on_default().bold();

/// `1 rule`, `2 rules`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

pub(super) fn of(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Malicious => AnsiColor::Red.on_default().bold(),
        Verdict::Suspicious => AnsiColor::Yellow.on_default().bold(),
        Verdict::Undecided => AnsiColor::Magenta.on_default().bold(),
        Verdict::Benign => AnsiColor::Green.on_default().bold(),
    }
}

pub(super) fn symbol(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Malicious => "✗",
        Verdict::Suspicious => "!",
        Verdict::Undecided => "?",
        Verdict::Benign => "✓",
    }
}

/// `text` on one line, without characters that could move the cursor or hide text, at most `width`
/// characters long. What a mail says must not be able to repaint the terminal of its reader.
pub(crate) fn one_line(text: &str, width: usize) -> String {
    let mut line = String::new();
    for (count, word) in text.split_whitespace().enumerate() {
        if count > 0 {
            line.push(' ');
        }
        line.extend(
            word.chars()
                .filter(|it| !it.is_control() && !text::is_invisible(*it)),
        );
    }
    if line.chars().count() > width {
        line = line.chars().take(width.saturating_sub(1)).collect();
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_cannot_repaint_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb\r\n c\u{202e}d", 40), "a[2Jb cd");
    }

    #[test]
    fn long_text_is_cut_with_a_mark() {
        assert_eq!(one_line("abcdef", 4), "abc…");
    }
}
