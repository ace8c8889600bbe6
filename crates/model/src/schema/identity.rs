//! Who sent the message, as rules read it.

use mql::SchemaBuilder;

use crate::facts::Facts;

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Facts>(
            "IdentityFacts",
            "Who sent the message, and how that fits its claims.",
        )
        .field("domain", "str", "The From domain.", |it, _| {
            (&it.sender.domain).into()
        })
        .field("root_domain", "str", "Its registrable domain.", |it, _| {
            (&it.sender.root_domain).into()
        })
        .field("dmarc", "str", "The trusted DMARC result.", |it, _| {
            (&it.sender.dmarc).into()
        })
        .field(
            "dmarc_aligned",
            "bool",
            "Whether From is authenticated; null where not checked.",
            |it, _| it.sender.dmarc_aligned.into(),
        )
        .field(
            "freemail",
            "bool",
            "Whether anybody may open a mailbox there.",
            |it, _| it.sender.freemail.into(),
        )
        .field(
            "brand",
            "str",
            "The brand whose authenticated mail it is.",
            |it, _| (&it.sender.brand).into(),
        )
        .field(
            "brand_of_domain",
            "str",
            "The brand that owns the From domain.",
            |it, _| (&it.sender.brand_of_domain).into(),
        )
        .field(
            "relation",
            "str",
            "The relation to the strongest claimed brand.",
            |it, _| it.relation.map(identity::Relation::name).into(),
        )
        .field(
            "spoofed",
            "bool",
            "A trusted check failed, and no list or forwarder explains it.",
            |it, _| it.sender.spoofed.into(),
        )
        .field(
            "relayed",
            "bool",
            "A list or a forwarder passed it on.",
            |it, _| it.sender.relayed.into(),
        )
        .field(
            "self_named",
            "bool",
            "The text names the organisation behind the domain.",
            |it, _| it.self_named.into(),
        )
        .field(
            "stranger",
            "bool",
            "Nothing ties the sender to an organisation or to the reader.",
            |it, _| it.is_stranger().into(),
        )
        .field(
            "same_organisation",
            "bool",
            "Sent from the domain of the mailbox that received it, or from one below or above it.",
            |it, _| it.same_organisation.into(),
        )
        .field(
            "random_looking",
            "bool",
            "The address looks made by a program.",
            |it, _| it.random_looking.into(),
        )
        .field(
            "name_fits_address",
            "bool",
            "Name and address have a part in common.",
            |it, _| it.name_fits_address.into(),
        )
        .field(
            "name_fits_domain",
            "bool",
            "Name and registered domain have a part in common.",
            |it, _| it.name_fits_domain.into(),
        )
        .field(
            "platform",
            "str",
            "The platform whose mail it is.",
            |it, _| it.sender.platform.as_ref().map(|it| it.id.as_str()).into(),
        )
        .field("platform_name", "str", "Its name.", |it, _| {
            it.sender
                .platform
                .as_ref()
                .map(|it| it.name.as_str())
                .into()
        })
        .field(
            "platform_field",
            "str",
            "What the third party writes there.",
            |it, _| {
                it.sender
                    .platform
                    .as_ref()
                    .map(|it| it.third_party_writes.as_str())
                    .into()
            },
        )
        .field(
            "lookalike_of",
            "str",
            "The brand that the From domain imitates.",
            |it, _| {
                it.sender
                    .lookalike_of
                    .as_ref()
                    .map(|it| it.brand.as_str())
                    .into()
            },
        )
        .field("lookalike_name", "str", "Its name.", |it, _| {
            (&it.lookalike_name).into()
        })
        .field("lookalike_domain", "str", "The genuine domain.", |it, _| {
            it.sender
                .lookalike_of
                .as_ref()
                .map(|it| it.domain.as_str())
                .into()
        })
        .field("lookalike_how", "str", "How it imitates.", |it, _| {
            it.sender.lookalike_of.as_ref().map(|it| it.how).into()
        })
        .field(
            "addressed_elsewhere",
            "bool",
            "The signed To and Cc name others only; null where that is not known.",
            |it, _| it.sender.journey.addressed_elsewhere.into(),
        )
        .field(
            "replayed",
            "bool",
            "A genuine signed mail that somebody sent on to people it was not written to; null where it may as well be a list or a forward.",
            |it, _| it.sender.journey.replayed.into(),
        )
        .field(
            "forwarded",
            "bool",
            "Somebody passed it on after it was signed.",
            |it, _| it.sender.journey.forwarded.into(),
        )
        .field(
            "hops_after_signature",
            "int",
            "Received lines above the signature.",
            |it, _| it.sender.journey.hops_after_signature.into(),
        )
        .field(
            "arc",
            "str",
            "The result of the ARC chain, where one was verified.",
            |it, _| it.sender.journey.arc.as_ref().map(|it| it.result.as_str()).into(),
        );
}
