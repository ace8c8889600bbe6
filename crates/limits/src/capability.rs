//! The things an evaluation may need and may have to do without.

/// Declares the capabilities once: variant, public name, meaning.
macro_rules! capabilities {
    ($($variant:ident = $name:literal, $doc:literal;)*) => {
        /// Something an evaluation may need that this installation or this message may not offer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Capability {
            $(#[doc = $doc] $variant,)*
        }

        impl Capability {
            /// Every capability, in declaration order.
            pub const ALL: &'static [Capability] = &[$(Capability::$variant,)*];

            /// The name shown to users, such as `ocr` or `ml.nlu_classifier`.
            pub fn name(self) -> &'static str {
                match self { $(Capability::$variant => $name,)* }
            }

            /// The capability called `name`.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }

            /// One line on what is missing when this capability is.
            pub fn meaning(self) -> &'static str {
                match self { $(Capability::$variant => $doc,)* }
            }
        }
    };
}

capabilities! {
    Ocr = "ocr", "Text in images.";
    PdfText = "pdf", "Text and links of PDF files.";
    OfficeText = "office", "Text of office documents.";
    Calendar = "calendar", "Contents of calendar files.";
    Encrypted = "encrypted", "Contents of an encrypted file.";
    Explode = "file.explode", "Files inside files.";
    ExpandArchives = "file.expand_archives", "Files inside archives.";
    Oletools = "file.oletools", "Macros and relationships of office files.";
    ParseEml = "file.parse_eml", "Messages attached to messages.";
    ParseText = "file.parse_text", "Attached text files.";
    ParseHtml = "file.parse_html", "Attached HTML files.";
    ParseIcs = "beta.file.parse_ics", "Calendar files.";
    Exif = "beta.parse_exif", "Document and image properties.";
    FileOcr = "beta.ocr", "Text in images, by function.";
    ScanQr = "beta.scan_qr", "QR codes.";
    MessageScreenshot = "file.message_screenshot", "The message rendered to an image.";
    HtmlScreenshot = "file.html_screenshot", "HTML rendered to an image.";
    Yara = "yara", "YARA rules.";
    Nlu = "ml.nlu_classifier", "A classifier of intent.";
    Logo = "ml.logo_detect", "A detector of logos.";
    MacroClassifier = "ml.macro_classifier", "A classifier of macros.";
    AttackScore = "ml.attack_score", "A platform's own verdict.";
    Translate = "beta.ml_translate", "Machine translation.";
    SensitiveInformation = "beta.ml_extract_sensitive_information", "A finder of identifiers.";
    LinkAnalysis = "ml.link_analysis", "Visiting a link.";
    Whois = "network.whois", "Registration data of a domain.";
    ProfileBySender = "profile.by_sender", "What is known of a sender.";
    ProfileBySenderEmail = "profile.by_sender_email", "What is known of a sender's address.";
    ProfileBySenderDomain = "profile.by_sender_domain", "What is known of a sender's domain.";
    ProfileByReplyTo = "beta.profile.by_reply_to", "What is known of a Reply-To.";
    History = "history", "What this mailbox has seen before.";
    List = "list", "A list that is not configured.";
    OrganisationDomains = "org_domains", "The organisation's own domains.";
    Mailbox = "mailbox", "The mailbox the message was found in.";
    Triage = "triage", "State of a triage platform.";
    Dns = "dns", "Look-ups in the domain name system.";
    Authentication = "authentication", "A trusted result of SPF, DKIM and DMARC.";
    Heic = "heic", "HEIC images.";
    MessageLimit = "limit.message", "The message is larger than what is read.";
    PartLimit = "limit.parts", "The message has more or deeper parts than are read.";
    TextLimit = "limit.text", "A text is longer than what is analysed.";
    HtmlLimit = "limit.html", "An HTML tree is larger or deeper than what is read.";
    FileLimit = "limit.files", "The attachments hold more files than are read.";
    DepthLimit = "limit.depth", "Files are nested deeper than is read.";
    ExpansionLimit = "limit.expansion", "Packed files expand to more bytes than are read.";
    PageLimit = "limit.pages", "Documents have more pages, or pictures more pixels, than are read.";
    WorkerLimit = "limit.worker", "Reading the attachments took too long or too much memory.";
    Worker = "worker", "A confined process to read attachments in.";
    EvaluationLimit = "limit.evaluation", "A rule needs more steps than are allowed.";
    Function = "function", "A function this engine does not offer.";
}

/// A set of capabilities, small enough to travel with every value.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct CapabilitySet(u64);

impl CapabilitySet {
    /// Nothing.
    pub const EMPTY: Self = Self(0);

    /// Just `capability`.
    pub const fn of(capability: Capability) -> Self {
        Self(1 << capability as u8)
    }

    /// What is in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Adds `capability`.
    pub fn insert(&mut self, capability: Capability) {
        self.0 |= Self::of(capability).0;
    }

    /// Whether `capability` is in the set.
    pub const fn contains(self, capability: Capability) -> bool {
        self.0 & Self::of(capability).0 != 0
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Capability> {
        Capability::ALL
            .iter()
            .copied()
            .filter(move |&it| self.contains(it))
    }
}

impl FromIterator<Capability> for CapabilitySet {
    fn from_iter<I: IntoIterator<Item = Capability>>(members: I) -> Self {
        let mut set = Self::EMPTY;
        for capability in members {
            set.insert(capability);
        }
        set
    }
}

impl std::fmt::Debug for CapabilitySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set()
            .entries(self.iter().map(Capability::name))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_has_room_for_every_capability() {
        assert!(Capability::ALL.len() <= 64);
        let all: CapabilitySet = Capability::ALL.iter().copied().collect();
        assert_eq!(all.iter().count(), Capability::ALL.len());
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = Capability::ALL.iter().map(|it| it.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Capability::ALL.len());
    }
}
