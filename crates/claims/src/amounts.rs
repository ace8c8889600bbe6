//! Sums of money with their currency, as written in the countries offhook knows.
//!
//! `US$ 1,234.56`, `399.99 USD`, `1.234,56 €`, `R$ 4.248,20`, `CHF 1'200.–`, `₹12,34,567.00`.

use text::Span;

use crate::Amount;
use crate::extract::is_prose;
use crate::reading::Reading;
use crate::words::{Shape, Word};

/// Sums collected from one message at most.
const MAX_AMOUNTS: usize = 100;
/// Characters of one figure at most.
const LONGEST_FIGURE: usize = 24;

/// All sums of money in `readings`.
pub(crate) fn find(readings: &[Reading]) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for reading in readings.iter().filter(|it| is_prose(it.place)) {
        let mut at = 0;
        while let Some(word) = reading.words.get(at) {
            if amounts.len() >= MAX_AMOUNTS {
                return amounts;
            }
            if word.shape == Shape::Letters {
                at += 1;
                continue;
            }
            let figure = Figure::read(reading, at);
            if let Some(amount) = figure.as_ref().and_then(|it| it.amount(reading)) {
                amounts.push(amount);
            }
            at = figure.map_or(at, |it| it.last).max(at) + 1;
        }
    }
    amounts
}

/// Digits with the separators of a figure.
struct Figure {
    first: usize,
    last: usize,
    span: Span,
    /// The currency code glued to it (`399usd`).
    glued: Option<&'static str>,
}

impl Figure {
    /// The figure that begins with word `at`.
    fn read(reading: &Reading, at: usize) -> Option<Self> {
        let first = reading.words.get(at)?;
        let (span, glued) = own_digits(reading, first)?;
        let mut figure = Self {
            first: at,
            last: at,
            span,
            glued,
        };
        while figure.span.end == figure.last_word_end(reading) && figure.span.len() < LONGEST_FIGURE
        {
            let Some(next) = reading.words.get(figure.last + 1) else {
                break;
            };
            let separator = reading.slice(figure.span.end, next.start);
            let Some((part, glued)) = own_digits(reading, next) else {
                break;
            };
            let joined = part.start == next.start
                && match separator {
                    "." | "," | "'" | "\u{2019}" => true,
                    " " => part.len() == 3 && figure.span.len() <= 11,
                    _ => false,
                };
            if !joined {
                break;
            }
            figure.last += 1;
            figure.span.end = part.end;
            figure.glued = figure.glued.or(glued);
        }
        Some(figure)
    }

    /// Where its last word ends: behind its digits if a currency is glued to them.
    fn last_word_end(&self, reading: &Reading) -> u32 {
        reading.words.get(self.last).map_or(0, |it| it.end)
    }

    /// The sum, if a currency stands beside the figure.
    fn amount(&self, reading: &Reading) -> Option<Amount> {
        let before = before(reading, self.first, self.span.start);
        let after = after(reading, self.last, self.span.end);
        let glued = self.glued.map(|it| Mark {
            code: it,
            span: reading.span_of(self.first, self.last + 1),
            loose: false,
        });
        let mark = match (glued, before, after) {
            (Some(mark), _, _) => mark,
            // "Total: 5 $ 10 €": what is glued is meant.
            (None, Some(before), Some(after)) if before.loose && !after.loose => after,
            (None, Some(before), Some(after)) if before.code == "USD" && after.is_dollar() => after,
            (None, Some(before), _) => before,
            (None, None, Some(after)) => after,
            (None, None, None) => return None,
        };
        let value = value(reading.slice(self.span.start, self.span.end))?;
        let mut span = Span {
            start: self.span.start.min(mark.span.start),
            end: self.span.end.max(mark.span.end),
        };
        if let Some(dollar) = before.filter(|it| it.span.end <= self.span.start && !it.loose) {
            span.start = span.start.min(dollar.span.start);
        }
        Some(Amount {
            value,
            currency: mark.code.to_owned(),
            quote: reading.quote(span),
        })
    }
}

/// The digits a word begins or ends with, and the currency code glued to them.
fn own_digits(reading: &Reading, word: &Word) -> Option<(Span, Option<&'static str>)> {
    let text = word.of(reading.text());
    if word.shape == Shape::Digits {
        let span = Span {
            start: word.start,
            end: word.end,
        };
        return Some((span, None));
    }
    let letters = text.find(|it: char| !it.is_ascii_digit())?;
    if letters > 0 {
        let code = currency_word(text.get(letters..)?)?;
        let span = Span {
            start: word.start,
            end: word.start + letters as u32,
        };
        return Some((span, Some(code)));
    }
    let digits = text.find(|it: char| it.is_ascii_digit())?;
    let (head, tail) = text.split_at(digits);
    let code = currency_word(head)?;
    let span = Span {
        start: word.start + digits as u32,
        end: word.end,
    };
    tail.bytes()
        .all(|it| it.is_ascii_digit())
        .then_some((span, Some(code)))
}

/// A currency beside a figure.
#[derive(Clone, Copy)]
struct Mark {
    code: &'static str,
    span: Span,
    /// A space stands between.
    loose: bool,
}

impl Mark {
    fn is_dollar(self) -> bool {
        matches!(
            self.code,
            "USD" | "CAD" | "AUD" | "MXN" | "NZD" | "SGD" | "HKD"
        )
    }
}

/// The currency before the figure that begins with word `at`.
fn before(reading: &Reading, at: usize, start: u32) -> Option<Mark> {
    let previous = at.checked_sub(1).and_then(|it| reading.words.get(it));
    let previous_end = previous.map_or(0, |it| it.end);
    let gap = reading.slice(previous_end, start);
    let trimmed = gap.trim_end();
    let loose = trimmed.len() != gap.len();
    if let Some(sign) = trimmed.chars().next_back()
        && let Some(code) = currency_sign(sign)
    {
        let sign_start = previous_end + (trimmed.len() - sign.len_utf8()) as u32;
        let glued = previous.filter(|_| trimmed.len() == sign.len_utf8());
        let code = glued.map_or(code, |it| {
            dollar_of(it.of(reading.text()))
                .filter(|_| sign == '$')
                .unwrap_or(code)
        });
        let starts = glued.filter(|it| dollar_of(it.of(reading.text())).is_some() && sign == '$');
        return Some(Mark {
            code,
            span: Span {
                start: starts.map_or(sign_start, |it| it.start),
                end: start,
            },
            loose,
        });
    }
    let previous = previous.filter(|_| trimmed.is_empty() || trimmed == "." || trimmed == ":")?;
    let code = currency_word(previous.of(reading.text()))?;
    Some(Mark {
        code,
        span: Span {
            start: previous.start,
            end: start,
        },
        loose: true,
    })
}

/// The currency after the figure that ends with word `at`.
fn after(reading: &Reading, at: usize, end: u32) -> Option<Mark> {
    let next = reading.words.get(at + 1);
    let next_start = next.map_or(reading.text().len() as u32, |it| it.start);
    let gap = reading.slice(end, next_start);
    let trimmed = gap.trim_start_matches([' ', '-', ',', '.', '\u{2013}', '\u{2014}']);
    let skipped = (gap.len() - trimmed.len()) as u32;
    if skipped > 3 {
        return None;
    }
    if let Some(sign) = trimmed.chars().next()
        && let Some(code) = currency_sign(sign)
    {
        // "$5 $10": the sign belongs to the figure it is glued to.
        let owned =
            trimmed.len() == sign.len_utf8() && next.is_some_and(|it| it.shape != Shape::Letters);
        if owned {
            return None;
        }
        return Some(Mark {
            code,
            span: Span {
                start: end,
                end: end + skipped + sign.len_utf8() as u32,
            },
            loose: skipped > 0,
        });
    }
    let next = next.filter(|_| trimmed.is_empty() && !gap.contains('\n'))?;
    let code = currency_word(next.of(reading.text()))?;
    Some(Mark {
        code,
        span: Span {
            start: end,
            end: next.end,
        },
        loose: true,
    })
}

fn currency_sign(sign: char) -> Option<&'static str> {
    Some(match sign {
        '$' => "USD",
        '\u{20ac}' => "EUR",
        '\u{a3}' => "GBP",
        '\u{20b9}' | '\u{20a8}' => "INR",
        '\u{a5}' => "JPY",
        '\u{20ba}' => "TRY",
        '\u{20bf}' => "BTC",
        '\u{20a9}' => "KRW",
        '\u{20bd}' => "RUB",
        '\u{20a6}' => "NGN",
        '\u{20b1}' => "PHP",
        _ => return None,
    })
}

/// The currency of `R$`, `US$`, `C$` and their like, by what stands before the dollar sign.
fn dollar_of(prefix: &str) -> Option<&'static str> {
    Some(match prefix {
        "r" => "BRL",
        "us" | "u" => "USD",
        "c" | "ca" | "can" => "CAD",
        "a" | "au" => "AUD",
        "nz" => "NZD",
        "s" | "sg" => "SGD",
        "hk" => "HKD",
        "mx" | "mex" => "MXN",
        _ => return None,
    })
}

fn currency_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "usd" | "dollars" | "dollar" | "dolares" => "USD",
        "eur" | "euro" | "euros" => "EUR",
        "gbp" | "pounds" => "GBP",
        "inr" | "rs" | "rupees" => "INR",
        "brl" | "reais" => "BRL",
        "cad" => "CAD",
        "aud" => "AUD",
        "nzd" => "NZD",
        "mxn" | "pesos" => "MXN",
        "chf" | "franken" => "CHF",
        "sek" | "kr" | "kronor" => "SEK",
        "nok" => "NOK",
        "dkk" => "DKK",
        "pln" | "zl" | "z\u{142}" | "zloty" => "PLN",
        "jpy" => "JPY",
        "sgd" => "SGD",
        "hkd" => "HKD",
        "zar" => "ZAR",
        "aed" => "AED",
        "btc" | "bitcoin" | "bitcoins" => "BTC",
        "eth" => "ETH",
        "usdt" => "USDT",
        _ => return None,
    })
}

/// The value of a figure. The last sign is the decimal one if it occurs once and two digits follow it,
/// or another sign precedes it; a lone sign with three digits after it parts thousands.
fn value(figure: &str) -> Option<f64> {
    let is_sign = |it: char| matches!(it, '.' | ',' | '\'' | '\u{2019}' | ' ');
    let last_sign = figure.rfind(is_sign);
    let decimal = last_sign.filter(|&at| {
        let sign = figure.get(at..).and_then(|it| it.chars().next());
        let times = figure.chars().filter(|it| Some(*it) == sign).count();
        let others = figure.chars().any(|it| is_sign(it) && Some(it) != sign);
        let digits_after = figure.len() - at - sign.map_or(1, char::len_utf8);
        let digits_before = figure.find(is_sign).unwrap_or(at);
        let can_be_decimal = matches!(sign, Some('.' | ','));
        can_be_decimal
            && times == 1
            && (others || digits_after != 3 || digits_before > 3 || figure.starts_with('0'))
    });
    let mut plain = String::with_capacity(figure.len());
    for (at, next) in figure.char_indices() {
        if next.is_ascii_digit() {
            plain.push(next);
        } else if Some(at) == decimal {
            plain.push('.');
        } else if !is_sign(next) {
            return None;
        }
    }
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NamedText;
    use crate::lexicon::Matcher;
    use text::Place;

    #[track_caller]
    fn check(text: &str, expected: &[(f64, &str, &str)]) {
        let named = NamedText {
            place: Place::Body,
            text,
        };
        let reading = Reading::new(&named, &Matcher::default());
        let found = find(&[reading]);
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.value, it.currency.as_str(), it.quote.text.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn signs_and_codes_name_the_currency() {
        check("Total $399.99 today", &[(399.99, "USD", "$399.99")]);
        check("Total 399.99 USD", &[(399.99, "USD", "399.99 USD")]);
        check("US$ 1,234.56", &[(1234.56, "USD", "US$ 1,234.56")]);
        check("$349.00 CAD", &[(349.0, "CAD", "$349.00 CAD")]);
        check("R$ 4.248,20 no Pix", &[(4248.20, "BRL", "R$ 4.248,20")]);
        check(
            "1.234,56 \u{20ac}",
            &[(1234.56, "EUR", "1.234,56 \u{20ac}")],
        );
        check("\u{a3}49.99", &[(49.99, "GBP", "\u{a3}49.99")]);
        check(
            "\u{20b9}12,34,567.00",
            &[(1_234_567.0, "INR", "\u{20b9}12,34,567.00")],
        );
        check("Rs. 4,999", &[(4999.0, "INR", "Rs. 4,999")]);
        check("CHF 1'200.50", &[(1200.5, "CHF", "CHF 1'200.50")]);
        check("1 299 kr", &[(1299.0, "SEK", "1 299 kr")]);
        check("499 z\u{142}", &[(499.0, "PLN", "499 z\u{142}")]);
        check("0.03125475 BTC", &[(0.031_254_75, "BTC", "0.03125475 BTC")]);
        check("USD399.99", &[(399.99, "USD", "USD399.99")]);
        check("399USD", &[(399.0, "USD", "399USD")]);
    }

    #[test]
    fn thousands_are_told_from_decimals() {
        check("$1,234", &[(1234.0, "USD", "$1,234")]);
        check("1.234 \u{20ac}", &[(1234.0, "EUR", "1.234 \u{20ac}")]);
        check("12,5 \u{20ac}", &[(12.5, "EUR", "12,5 \u{20ac}")]);
        check("$0.125", &[(0.125, "USD", "$0.125")]);
        check("$1,234,567.89", &[(1_234_567.89, "USD", "$1,234,567.89")]);
    }

    #[test]
    fn neighbours_keep_their_own_signs() {
        check("$5 $10", &[(5.0, "USD", "$5"), (10.0, "USD", "$10")]);
    }

    #[test]
    fn figures_without_currency_are_none() {
        check("order 399.99 placed 2026 at 10:30", &[]);
        check("", &[]);
    }
}
