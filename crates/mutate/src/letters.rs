//! Disguises of words and of the brand's name.

use crate::compose::{Part, mail};
use crate::original::Field;
use crate::{Knowledge, Original};

/// The body with each run of letters as `with` says; numbers stay as they are.
fn words(original: &Original, with: impl Fn(&str) -> String) -> Option<Vec<u8>> {
    let mut text = String::with_capacity(original.body.len() * 2);
    let mut word = String::new();
    for character in original.body.chars().chain(std::iter::once('\n')) {
        if character.is_alphabetic() {
            word.push(character);
        } else {
            text.push_str(&with(&word));
            word.clear();
            text.push(character);
        }
    }
    Some(mail(&original.fields, &Part::text(text.trim_end())))
}

pub(crate) fn homoglyphs(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let table = &knowledge.wording.homoglyphs;
    let twin = |it: char| {
        table
            .iter()
            .find(|pair| pair.0 == it)
            .map_or(it, |pair| pair.1)
    };
    words(original, |word| word.chars().map(twin).collect())
}

pub(crate) fn zero_width(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    words(original, |word| within(word, '\u{200C}'))
}

pub(crate) fn combining(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    words(original, |word| within(word, '\u{034F}'))
}

/// `mark` after each second letter.
fn within(word: &str, mark: char) -> String {
    let mut marked = String::with_capacity(word.len() * 2);
    for (at, letter) in word.chars().enumerate() {
        marked.push(letter);
        if at % 2 == 1 {
            marked.push(mark);
        }
    }
    marked
}

/// The mail with each name of the brand, in text, subject and display name, as `with` says.
fn brand(original: &Original, with: impl Fn(&str) -> String) -> Option<Vec<u8>> {
    original.brand.as_ref()?;
    let renamed = |text: &str| replaced(text, &original.brand_names, &with);
    let body = renamed(&original.body);
    if body == original.body {
        return None;
    }
    let fields: Vec<Field> = original
        .fields
        .iter()
        .map(|it| match it.name.to_ascii_lowercase().as_str() {
            "subject" => Field::new(&it.name, encoded(&renamed(&original.subject))),
            "from" => Field::new(&it.name, display_renamed(&it.value, renamed)),
            _ => it.clone(),
        })
        .collect();
    Some(mail(&fields, &Part::text(&body)))
}

/// The From field with its display name changed; one in encoded words is left as it is.
fn display_renamed(from: &str, renamed: impl Fn(&str) -> String) -> String {
    match from.split_once('<') {
        Some((name, address)) if !name.contains("=?") => {
            let name = renamed(name.trim().trim_matches('"'));
            format!("{} <{address}", encoded(&name))
        }
        _ => from.to_owned(),
    }
}

/// An unstructured text or display name, in encoded words (RFC 2047) where it needs them.
pub(crate) fn encoded(text: &str) -> String {
    use base64::Engine as _;
    if text
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || " '-.,:#$".contains(it))
    {
        return text.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut chunk = String::new();
    for character in text.chars() {
        if chunk.len() + character.len_utf8() > 42 {
            words.push(std::mem::take(&mut chunk));
        }
        chunk.push(character);
    }
    words.push(chunk);
    let words = words.iter().map(|it| {
        let data = base64::engine::general_purpose::STANDARD.encode(it);
        format!("=?utf-8?B?{data}?=")
    });
    words.collect::<Vec<_>>().join("\n ")
}

/// `text` with each of `names`, in any case of letters, as `with` says.
pub(crate) fn replaced(text: &str, names: &[String], with: impl Fn(&str) -> String) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    'text: while let Some(first) = rest.chars().next() {
        let after_letter = done.chars().next_back().is_some_and(char::is_alphanumeric);
        if !after_letter {
            for name in names {
                let Some(head) = rest.get(..name.len()) else {
                    continue;
                };
                let tail = &rest[name.len()..];
                let ends = !tail.chars().next().is_some_and(char::is_alphanumeric);
                if ends && head.eq_ignore_ascii_case(name) {
                    done.push_str(&with(head));
                    rest = tail;
                    continue 'text;
                }
            }
        }
        done.push(first);
        rest = &rest[first.len_utf8()..];
    }
    done
}

pub(crate) fn brand_spaced(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    brand(original, |name| {
        let letters: Vec<String> = name.chars().map(String::from).collect();
        letters.join(" ")
    })
}

pub(crate) fn brand_misspelled(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    brand(original, |name| {
        let twin = |it: char| match it {
            'o' | 'O' => '0',
            'l' | 'I' | 'i' => '1',
            'a' | 'A' => '\u{0430}',
            'e' => '\u{0435}',
            other => other,
        };
        name.chars().map(twin).collect()
    })
}

pub(crate) fn brand_unnamed(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    brand(original, |_| "the store".to_owned())
}
