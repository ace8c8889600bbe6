//! The facts as rules read them.

use claims::{Amount, BrandEvidence, Deadline, OrderId};
use mql::{Env, SchemaBuilder, Value};
use text::Quote;

use crate::facts::{BodyFacts, BrandFact, Facts, LinkFacts, NumberFact, PhraseFact};

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Facts>(
            "Facts",
            "What offhook knows beyond the plain message data model.",
        )
        .field(
            "claim",
            "ClaimFacts",
            "What the message says of itself.",
            |it, _| Value::object(it),
        )
        .field("numbers", "[NumberFact]", "Phone numbers.", |it, _| {
            Value::objects(&it.numbers)
        })
        .field("identity", "IdentityFacts", "Who sent it.", |it, _| {
            Value::object(it)
        })
        .field("links", "LinkFacts", "Where its links lead.", |it, _| {
            Value::object(&it.links)
        })
        .field("body", "BodyFacts", "The shape of its body.", |it, _| {
            Value::object(&it.body)
        })
        .field(
            "phrases",
            "[PhraseFact]",
            "Phrases of the lexicon.",
            |it, _| Value::objects(&it.phrases),
        )
        .field(
            "concepts",
            "[str]",
            "Distinct concepts of the judged text.",
            |it, _| (&it.concepts).into(),
        )
        .field(
            "own_concepts",
            "[str]",
            "Distinct concepts above any quoted history.",
            |it, _| (&it.own_concepts).into(),
        )
        .field(
            "mailing_list",
            "bool",
            "Whether it came over a mailing list.",
            |it, _| it.mailing_list.into(),
        )
        .field("language", "str", "ISO 639-1 code of the text.", |it, _| {
            it.language.into()
        })
        .field(
            "files",
            "[FileFact]",
            "What is attached, files within files included.",
            |it, _| Value::objects(&it.files),
        )
        .field(
            "unread",
            "[UnreadFact]",
            "What of the attachments was not read, and why.",
            |it, _| Value::objects(&it.unread),
        );
    declare_quote(schema);
    declare_claim(schema);
    declare_numbers(schema);
    declare_shape(schema);
}

fn declare_quote(schema: &mut SchemaBuilder) {
    schema
        .object::<Quote>("Quote", "A piece of a named text of the message.")
        .field("text", "str", "As written.", |it, _| Value::Str(&it.text))
        .field("where", "str", "The named text.", |it, _| {
            Value::Str(it.place.name())
        })
        .field("start", "int", "First byte in that text.", |it, _| {
            it.span.start.into()
        })
        .field("end", "int", "One past the last byte.", |it, _| {
            it.span.end.into()
        });
}

fn quotes<'m>(quotes: impl Iterator<Item = &'m Quote>, env: &Env<'m>) -> Value<'m> {
    env.array(quotes.map(Value::object))
}

fn declare_claim(schema: &mut SchemaBuilder) {
    schema
        .object::<Facts>("ClaimFacts", "What the message says of itself.")
        .field(
            "brands",
            "[BrandFact]",
            "Brands it speaks for, strongest first.",
            |it, _| Value::objects(&it.brands),
        )
        .field(
            "mentions",
            "[BrandFact]",
            "Brands it merely names.",
            |it, _| Value::objects(&it.mentions),
        )
        .field(
            "kind",
            "str",
            "order, invoice, renewal, charge, refund, security_alert, delivery or other.",
            |it, _| it.kind.map(claims::ClaimKind::name).into(),
        )
        .field(
            "unasked",
            "bool",
            "It bears marks of a purchase that the reader never made.",
            |it, _| it.is_unasked().into(),
        )
        .field(
            "to_customer",
            "bool",
            "A notice to a reader whom it greets by name, in nobody's name but the sender's own, with an ordinary number.",
            |it, _| it.is_to_customer().into(),
        )
        .field(
            "explains_scams",
            "bool",
            "A long text on a platform whose writer tells how scams work.",
            |it, _| it.explains_scams().into(),
        )
        .field("amounts", "[AmountFact]", "Sums of money.", |it, _| {
            Value::objects(&it.amounts)
        })
        .field(
            "order_ids",
            "[OrderIdFact]",
            "Order and invoice ids.",
            |it, _| Value::objects(&it.order_ids),
        )
        .field(
            "deadlines",
            "[DeadlineFact]",
            "Deadlines set to the reader.",
            |it, _| Value::objects(&it.deadlines),
        );
    schema
        .object::<BrandFact>("BrandFact", "A brand that is claimed or named.")
        .field("id", "str", "Its id in the registry.", |it, _| {
            Value::Str(&it.claim.id)
        })
        .field("name", "str", "Its name.", |it, _| {
            Value::Str(&it.claim.name)
        })
        .field(
            "relation",
            "str",
            "brand, authorised, platform, unrelated or unknown.",
            |it, _| Value::Str(it.relation.name()),
        )
        .field(
            "evidence",
            "[BrandEvidence]",
            "Why it is read so.",
            |it, _| Value::objects(&it.claim.evidence),
        )
        .field(
            "strong",
            "bool",
            "Made where a reader looks first, or in a short text.",
            |it, _| it.strong.into(),
        )
        .field("own", "bool", "Made outside of quoted history.", |it, _| {
            it.own.into()
        })
        .field(
            "check_url",
            "str",
            "Where a customer sees real orders.",
            |it, _| (&it.check_url).into(),
        )
        .field(
            "report_to",
            "str",
            "Where the brand wants fakes reported.",
            |it, _| (&it.report_to).into(),
        )
        .field(
            "quotes",
            "[Quote]",
            "The quotes of its evidence.",
            |it, env| quotes(it.quotes(), env),
        );
    schema
        .object::<BrandEvidence>("BrandEvidence", "One reason to read a brand claim.")
        .field(
            "kind",
            "str",
            "display_name, subject, body, link, …",
            |it, _| Value::Str(it.kind),
        )
        .field(
            "disguised",
            "bool",
            "Whether the spelling was disguised.",
            |it, _| it.disguised.into(),
        )
        .field("at", "Quote", "Where.", |it, _| Value::object(&it.quote));
    schema
        .object::<Amount>("AmountFact", "A sum of money.")
        .field("value", "float", "In units of the currency.", |it, _| {
            it.value.into()
        })
        .field("currency", "str", "ISO 4217 code.", |it, _| {
            Value::Str(&it.currency)
        })
        .field("at", "Quote", "Where.", |it, _| Value::object(&it.quote));
    schema
        .object::<OrderId>("OrderIdFact", "An order or invoice id.")
        .field("id", "str", "As written.", |it, _| Value::Str(&it.id))
        .field("brand", "str", "By whose format it was judged.", |it, _| {
            (&it.brand).into()
        })
        .field(
            "format_ok",
            "bool",
            "Whether it has that form; null where none is known.",
            |it, _| it.format_ok.into(),
        )
        .field("at", "Quote", "Where.", |it, _| Value::object(&it.quote));
    schema
        .object::<Deadline>("DeadlineFact", "A deadline set to the reader.")
        .field(
            "hours",
            "int",
            "Hours given, where the text says so.",
            |it, _| it.hours.into(),
        )
        .field("at", "Quote", "Where.", |it, _| Value::object(&it.quote));
}

fn declare_numbers(schema: &mut SchemaBuilder) {
    schema
        .object::<NumberFact>("NumberFact", "A phone number.")
        .field("raw", "str", "As written.", |it, _| {
            Value::Str(&it.number.raw)
        })
        .field("e164", "str", "In E.164.", |it, _| {
            Value::Str(&it.number.e164)
        })
        .field("region", "str", "ISO 3166 code.", |it, _| {
            (&it.number.region).into()
        })
        .field(
            "kind",
            "str",
            "toll_free, fixed, mobile, voip, premium or unknown.",
            |it, _| Value::Str(it.number.kind.name()),
        )
        .field("where", "str", "The named text it stands in.", |it, _| {
            Value::Str(it.number.quote.place.name())
        })
        .field(
            "shown",
            "bool",
            "Whether a reader sees that text: subject, sender's name, body or attachment.",
            |it, _| it.number.quote.place.is_shown().into(),
        )
        .field(
            "attached",
            "bool",
            "Whether it stands in an attachment.",
            |it, _| it.number.quote.place.is_attached().into(),
        )
        .field(
            "part",
            "str",
            "current, previous, third_party or platform.",
            |it, _| Value::Str(it.part.name()),
        )
        .field("hidden_by", "[str]", "How it was hidden.", |it, env| {
            env.array(it.number.hidden_by.iter().map(|it| Value::Str(it.name())))
        })
        .field(
            "call_to_action",
            "bool",
            "Whether the text around it asks to call.",
            |it, _| it.number.call_to_action.into(),
        )
        .field(
            "near",
            "[str]",
            "Concepts within two or three sentences.",
            |it, _| (&it.near).into(),
        )
        .field("quote", "str", "The sentence around it.", |it, _| {
            Value::Str(&it.number.context.text)
        })
        .field(
            "context",
            "Quote",
            "The sentence around it, with its place.",
            |it, _| Value::object(&it.number.context),
        )
        .field("at", "Quote", "The number, with its place.", |it, _| {
            Value::object(&it.number.quote)
        })
        .field(
            "owner",
            "str",
            "Whose it is, where the registry knows.",
            |it, _| (&it.number.owner).into(),
        )
        .field(
            "ownership",
            "str",
            "listed, not_listed or unknown.",
            |it, _| Value::Str(it.number.ownership.name()),
        );
    schema
        .object::<PhraseFact>("PhraseFact", "A phrase of the lexicon.")
        .field("concept", "str", "What it expresses.", |it, _| {
            Value::Str(&it.phrase.concept)
        })
        .field(
            "language",
            "str",
            "ISO 639-1 code of the phrase.",
            |it, _| Value::Str(&it.phrase.language),
        )
        .field(
            "part",
            "str",
            "current, previous, third_party or platform.",
            |it, _| Value::Str(it.part.name()),
        )
        .field("at", "Quote", "Where.", |it, _| {
            Value::object(&it.phrase.quote)
        });
}

fn declare_shape(schema: &mut SchemaBuilder) {
    schema
        .object::<LinkFacts>("LinkFacts", "Where the links lead.")
        .field("count", "int", "Web links.", |it, _| it.count.into())
        .field(
            "to_claimed_brand",
            "int",
            "Web links to a claimed brand's sites.",
            |it, _| it.to_claimed_brand.into(),
        )
        .field(
            "own",
            "int",
            "Web links to the sender's own domain.",
            |it, _| it.own.into(),
        )
        .field(
            "foreign",
            "int",
            "Web links to hosts of neither brand nor sender.",
            |it, _| it.foreign.into(),
        )
        .field(
            "all_genuine_props",
            "bool",
            "All lead to the claimed brand, which did not send the mail.",
            |it, _| it.all_genuine_props.into(),
        )
        .field(
            "named_site",
            "str",
            "The site that most links lead to, where the sender bears its name and writes from elsewhere.",
            |it, _| (&it.named_site).into(),
        )
        .field(
            "named_site_links",
            "int",
            "How many links lead to that site.",
            |it, _| it.named_site_links.into(),
        )
        .field(
            "props",
            "[Quote]",
            "The links to the claimed brand.",
            |it, _| Value::objects(&it.props),
        )
        .field(
            "foreign_quotes",
            "[Quote]",
            "The foreign links.",
            |it, _| Value::objects(&it.foreign_quotes),
        )
        .field(
            "prop_domain",
            "str",
            "Host of the first link to the claimed brand.",
            |it, _| (&it.prop_domain).into(),
        )
        .field(
            "foreign_domain",
            "str",
            "Host of the first foreign link.",
            |it, _| (&it.foreign_domain).into(),
        )
        .field(
            "mismatched_quotes",
            "[Quote]",
            "Links that show another address.",
            |it, _| Value::objects(&it.mismatched_quotes),
        )
        .field(
            "free_host_quotes",
            "[Quote]",
            "Links to free hosts and shorteners.",
            |it, _| Value::objects(&it.free_host_quotes),
        )
        .field(
            "attached_quotes",
            "[Quote]",
            "Links of attachments to hosts of neither brand nor sender.",
            |it, _| Value::objects(&it.attached_quotes),
        )
        .field(
            "code_quotes",
            "[Quote]",
            "Links in QR codes to hosts of neither brand nor sender.",
            |it, _| Value::objects(&it.code_quotes),
        )
        .field(
            "attached_domain",
            "str",
            "Host of the first link of an attachment or QR code.",
            |it, _| (&it.attached_domain).into(),
        );
    schema
        .object::<BodyFacts>("BodyFacts", "The shape of the body.")
        .field(
            "letters",
            "int",
            "Letters and digits of the visible text.",
            |it, _| it.letters.into(),
        )
        .field(
            "hidden_letters",
            "int",
            "Letters and digits of the hidden text.",
            |it, _| it.hidden_letters.into(),
        )
        .field(
            "large_images",
            "int",
            "Pictures large enough to hold text.",
            |it, _| it.large_images.into(),
        )
        .field("remote_images", "int", "Pictures from the web.", |it, _| {
            it.remote_images.into()
        })
        .field("documents", "int", "Attached documents.", |it, _| {
            it.documents.into()
        })
        .field("calendars", "int", "Attached calendar files.", |it, _| {
            it.calendars.into()
        })
        .field("messages", "int", "Attached messages.", |it, _| {
            it.messages.into()
        })
        .field(
            "encrypted",
            "int",
            "Attached files that are encrypted.",
            |it, _| it.encrypted.into(),
        );
}
