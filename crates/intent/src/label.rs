//! The intents, by the names that the public rule feed compares with.

/// Declares the intents once: variant, public name, meaning.
macro_rules! intents {
    ($($variant:ident = $name:literal, $doc:literal;)*) => {
        /// What a text wants of its reader.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Intent {
            $(#[doc = $doc] $variant,)*
        }

        impl Intent {
            /// Every intent, in the order in which a model keeps them.
            pub const ALL: [Self; INTENTS] = [$(Self::$variant,)*];

            /// The name as in `ml.nlu_classifier().intents[].name`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The intent called `name`.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.name() == name)
            }
        }
    };
}

/// How many intents there are.
pub(crate) const INTENTS: usize = 8;

intents! {
    Benign = "benign", "Nothing bad.";
    CallbackScam = "callback_scam", "That a number is called about an invented charge, order or alarm.";
    CredTheft = "cred_theft", "That a password or card is entered on a page.";
    Bec = "bec", "That an employee pays or sends something on behalf of a superior or supplier.";
    StealPii = "steal_pii", "That papers, numbers and dates of a person are sent.";
    AdvanceFee = "advance_fee", "That a fee is paid for a fortune that does not exist.";
    Extortion = "extortion", "That silence is paid for.";
    JobScam = "job_scam", "That somebody works for a company that does not exist.";
}

impl Intent {
    /// Its place among the classes of a model.
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// Whether a text with this intent is a scam.
    pub fn is_scam(self) -> bool {
        self != Self::Benign
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_intent_and_places_are_in_order() {
        for (place, intent) in Intent::ALL.into_iter().enumerate() {
            assert_eq!(Intent::named(intent.name()), Some(intent));
            assert_eq!(intent.index(), place);
        }
        assert_eq!(Intent::named("ham"), None);
    }
}
