//! From what the history says of somebody's mailboxes to sentences for him.

use detect::Argument;
use history::{
    Knowledge, OrderCheck, OrderState, OwnMail, OwnOrder, OwnSender, Profile, Seen, UnixSeconds,
};
use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Reader, Told, Who};
use crate::hostile_text::visible;
use crate::office::Recalled;
use crate::words::Words;

/// Numbers of one mail of which something is said.
const NUMBERS: usize = 3;

/// What the page says of the reader's own mailboxes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OwnPart {
    pub(crate) sentences: Vec<String>,
    /// The mailboxes that were asked, by name.
    pub(crate) asked: String,
    /// Whether signing in would say more.
    pub(crate) offers_sign_in: bool,
}

/// The part about a line that was looked up: `None` where there is nothing to say. `told` is `None` where nothing was asked.
pub(crate) fn of_line(words: &Words, who: &Who, told: Option<&Recalled<Told>>) -> Option<OwnPart> {
    match who {
        Who::Stranger { may_sign_in } => may_sign_in.then(|| OwnPart {
            sentences: vec![words.say("own-sign-in")],
            offers_sign_in: true,
            ..OwnPart::default()
        }),
        Who::Unknown => Some(only(words.say("own-silent"))),
        Who::Reader(reader) => part(words, reader, told),
    }
}

/// The part about a mail. Strangers are offered nothing here: a verdict on their mail is all they asked for.
pub(crate) fn of_mail(words: &Words, who: &Who, told: Option<&Recalled<Told>>) -> Option<OwnPart> {
    match who {
        Who::Stranger { .. } => None,
        Who::Unknown => Some(only(words.say("own-silent"))),
        Who::Reader(reader) => part(words, reader, told),
    }
}

fn only(sentence: String) -> OwnPart {
    OwnPart {
        sentences: vec![sentence],
        ..OwnPart::default()
    }
}

fn part(words: &Words, reader: &Reader, told: Option<&Recalled<Told>>) -> Option<OwnPart> {
    if reader.mailboxes.is_empty() {
        // Whoever has the console has more there, and may have no mailbox here.
        return (!reader.is_analyst).then(|| only(words.say("own-no-mailbox")));
    }
    Some(match told? {
        Recalled::NotKept => only(words.say("own-not-kept")),
        Recalled::Silent => only(words.say("own-silent")),
        Recalled::Said(told) => {
            let mailboxes: Vec<String> = reader.mailboxes.iter().map(|it| visible(it)).collect();
            OwnPart {
                sentences: Teller { words }.told(told),
                asked: mailboxes.join(", "),
                offers_sign_in: false,
            }
        }
    })
}

struct Teller<'w> {
    words: &'w Words,
}

impl Teller<'_> {
    fn told(&self, told: &Told) -> Vec<String> {
        match told {
            Told::Sender(sender) => self.sender(sender),
            Told::Number(mail) => self.number(None, mail),
            Told::Orders(orders) => self.orders(orders),
            Told::Mail(known) => self.mail(known),
        }
    }

    fn sender(&self, it: &OwnSender) -> Vec<String> {
        let mut said = Vec::new();
        if it.authenticated.seen.mails == 0 && it.claimed.seen.mails == 0 {
            said.push(self.words.say("own-sender-none"));
        }
        self.seen("own-sender-seen", None, &it.authenticated, &mut said);
        self.seen("own-sender-claimed", None, &it.claimed, &mut said);
        if it.written_to.mails > 0 {
            said.push(self.counted("own-written", None, it.written_to));
        }
        if it.authenticated.seen.mails > 0 || it.written_to.mails > 0 {
            said.push(self.words.say("own-sender-caution"));
        }
        said
    }

    fn number(&self, number: Option<&str>, it: &OwnMail) -> Vec<String> {
        let mut said = Vec::new();
        let number = number.map(visible);
        match (it.seen.mails, &number) {
            (0, None) => said.push(self.words.say("own-number-none")),
            (0, Some(_)) => {}
            (_, None) => self.seen("own-number-seen", None, it, &mut said),
            (_, number) => self.seen("own-number-named-seen", number.as_deref(), it, &mut said),
        }
        said
    }

    /// How often there was mail, where there was, and what became of it.
    fn seen(&self, key: &str, number: Option<&str>, it: &OwnMail, said: &mut Vec<String>) {
        if it.seen.mails == 0 {
            return;
        }
        said.push(self.counted(key, number, it.seen));
        let is_one = it.seen.mails == 1;
        for (count, one, some) in [
            (it.malicious, "own-scam-only", "own-scams"),
            (it.suspicious, "own-doubtful-only", "own-doubtful"),
        ] {
            match count {
                0 => {}
                _ if is_one => said.push(self.words.say(one)),
                count => said.push(self.words.count(some, count as usize)),
            }
        }
    }

    /// Each order is known to one brand at most: of those that do not know it, what they are compared with is said.
    fn orders(&self, all: &[(String, OwnOrder)]) -> Vec<String> {
        let words = self.words;
        let of = |state| all.iter().filter(move |it| it.1.state == state);
        let mut said: Vec<String> = of(OrderState::Matched)
            .map(|(brand, order)| {
                let date = self.date(order.seen.first);
                words.fill("own-order-matched", &[("brand", brand), ("date", &date)])
            })
            .collect();
        if !said.is_empty() {
            said.push(words.say("own-order-caution"));
            return said;
        }
        said.extend(of(OrderState::Absent).map(|(brand, order)| {
            words.count_with(
                "own-order-absent",
                order.genuine_mails as usize,
                "brand",
                brand,
            )
        }));
        if said.is_empty() {
            let brand = all.first().map_or("", |it| it.0.as_str());
            said.push(words.with("own-order-unknown", "brand", brand));
        }
        said
    }

    fn mail(&self, known: &Knowledge) -> Vec<String> {
        let mut said = vec![self.words.say("own-mail")];
        if let Some(profile) = &known.sender {
            said.extend(self.sender(&own_sender(profile)));
        }
        for it in known.numbers.iter().take(NUMBERS) {
            let mail = OwnMail {
                seen: it.seen,
                malicious: it.verdicts.malicious,
                suspicious: it.verdicts.suspicious,
            };
            said.extend(self.number(Some(&it.e164), &mail));
        }
        said.extend(self.order_of_mail(&known.order));
        said
    }

    fn order_of_mail(&self, order: &OrderCheck) -> Option<String> {
        match order.state {
            OrderState::Matched => Some(self.words.say("own-mail-order-matched")),
            OrderState::Absent => {
                let count = order.genuine_mails as usize;
                Some(self.words.count("own-mail-order-absent", count))
            }
            OrderState::Unknown => None,
        }
    }

    fn counted(&self, key: &str, number: Option<&str>, seen: Seen) -> String {
        let mut values = vec![
            ("count", Argument::Number(f64::from(seen.mails))),
            ("first", Argument::Text(self.date(seen.first))),
            ("last", Argument::Text(self.date(seen.last))),
        ];
        values.extend(number.map(|it| ("number", Argument::Text(it.to_owned()))));
        self.words.values(key, values)
    }

    /// A day as people write it.
    fn date(&self, time: Option<UnixSeconds>) -> String {
        let time = time.and_then(|it| Timestamp::from_second(it).ok());
        let Some(day) = time.map(|it| Offset::UTC.to_datetime(it).date()) else {
            return String::new();
        };
        let values = vec![
            ("day", Argument::Number(f64::from(day.day()))),
            ("month", Argument::Number(f64::from(day.month()))),
            ("year", Argument::Text(day.year().to_string())),
        ];
        self.words.values("date-in-words", values)
    }
}

/// The books of a mail's sender: those of authenticated mail where the mail is.
fn own_sender(profile: &Profile) -> OwnSender {
    let mail = OwnMail {
        seen: profile.seen,
        malicious: profile.verdicts.malicious,
        suspicious: profile.verdicts.suspicious,
    };
    let (authenticated, claimed) = if profile.authenticated {
        (mail, OwnMail::default())
    } else {
        (OwnMail::default(), mail)
    };
    OwnSender {
        authenticated,
        claimed,
        written_to: Seen {
            first: profile.first_contacted,
            last: profile.last_contacted,
            mails: match (profile.first_contacted, profile.last_contacted) {
                (None, None) => 0,
                (first, last) if first == last => 1,
                _ => 2,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn days_are_written_as_each_language_does() {
        let languages = Languages::load().unwrap();
        let date = |language: &str, time: i64| {
            let words = languages.choose(Some(language), None);
            Teller { words: &words }.date(Some(time))
        };
        let third_of_march = 1_772_530_000;
        for (language, expected) in [
            ("en", "3 March 2026"),
            ("de", "3. März 2026"),
            ("es", "3 de marzo de 2026"),
            ("fr", "3 mars 2026"),
            ("pt", "3 de março de 2026"),
        ] {
            assert_eq!(date(language, third_of_march), expected);
        }
        assert_eq!(date("fr", third_of_march - 2 * 86_400), "1er mars 2026");
        assert_eq!(date("en", i64::MAX), "");
    }

    #[test]
    fn every_language_has_every_sentence_whole() {
        let languages = Languages::load().unwrap();
        let seen = |mails| Seen {
            first: Some(1_772_530_000),
            last: Some(1_796_040_000),
            mails,
        };
        for words in languages.all() {
            let teller = Teller { words };
            let mut said = Vec::new();
            for mails in [0, 1, 2, 14, 256] {
                for bad in [0, 1, 2] {
                    let mail = OwnMail {
                        seen: seen(mails),
                        malicious: bad,
                        suspicious: bad,
                    };
                    said.extend(teller.number(None, &mail));
                    said.extend(teller.number(Some("+18055550142"), &mail));
                    said.extend(teller.sender(&OwnSender {
                        authenticated: mail,
                        claimed: mail,
                        written_to: seen(mails),
                    }));
                }
                for state in [OrderState::Matched, OrderState::Absent, OrderState::Unknown] {
                    let order = OwnOrder {
                        state,
                        seen: seen(1),
                        genuine_mails: mails,
                        genuine_orders: mails,
                    };
                    said.extend(teller.orders(&[("Amazon".to_owned(), order)]));
                    said.extend(teller.order_of_mail(&OrderCheck {
                        state,
                        genuine_mails: mails,
                        ..OrderCheck::default()
                    }));
                }
            }
            for it in said {
                let is_whole =
                    it.ends_with('.') && !it.contains(['{', '}', '$']) && !it.contains("own-");
                assert!(is_whole, "{}: {it}", words.language());
            }
        }
    }
}
