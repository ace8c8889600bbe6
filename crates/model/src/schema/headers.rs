//! Headers, hops and authentication (MDM sections 6 to 8).

use address::{Domain, EmailAddress, IpAddress};
use limits::{Capability, Limits};
use mail::{
    AuthenticationResults, CompAuth, DkimResult, Headers, Hop, HopField, Method, Received,
    Signature,
};
use mql::{SchemaBuilder, Value};

pub(super) fn declare(schema: &mut SchemaBuilder) {
    declare_headers(schema);
    declare_hops(schema);
    declare_results(schema);
    declare_summary(schema);
}

fn declare_headers(schema: &mut SchemaBuilder) {
    schema
        .object::<Headers>("Headers", "The header block.")
        .field("message_id", "str", "With its angle brackets.", |it, _| {
            (&it.message_id).into()
        })
        .field("in_reply_to", "str", "With its angle brackets.", |it, _| {
            (&it.in_reply_to).into()
        })
        .field("references", "[str]", "Ids without brackets.", |it, _| {
            (&it.references).into()
        })
        .field("reply_to", "[Mailbox]", "Where answers go.", |it, _| {
            Value::objects(&it.reply_to)
        })
        .field("return_path", "Email", "The envelope sender.", |it, _| {
            Value::optional(it.return_path.as_ref())
        })
        .field("mailer", "str", "X-Mailer, else User-Agent.", |it, _| {
            (&it.mailer).into()
        })
        .field("date", "time", "Date in its own offset.", |it, _| {
            (&it.date).into()
        })
        .field(
            "date_original_offset",
            "str",
            "The sender's offset.",
            |it, _| (&it.date_original_offset).into(),
        )
        .field(
            "domains",
            "[Domain]",
            "Domains of the Received lines.",
            |it, _| Value::objects(&it.domains),
        )
        .field(
            "ips",
            "[IP]",
            "Addresses of the Received lines.",
            |it, _| Value::objects(&it.ips),
        )
        .field("x_originating_ip", "IP", "X-Originating-IP.", |it, _| {
            Value::optional(it.x_originating_ip.as_ref())
        })
        .field("x_sender", "Email", "X-Sender.", |it, _| {
            Value::optional(it.x_sender.as_ref())
        })
        .field(
            "x_authenticated_sender",
            "Email",
            "X-Authenticated-Sender.",
            |it, _| Value::optional(it.x_authenticated_sender.as_ref()),
        )
        .field(
            "x_authenticated_domain",
            "Domain",
            "X-Authenticated-Domain.",
            |it, _| Value::optional(it.x_authenticated_domain.as_ref()),
        )
        .field(
            "hops",
            "[Hop]",
            "Steps of the way, index 0 at the sender.",
            |it, _| Value::objects(&it.hops),
        )
        .field(
            "auth_summary",
            "AuthSummary",
            "Trusted results.",
            |it, _| Value::object(it),
        )
        .field("from", "Mailbox", "The plain From.", |it, env| {
            let written = it.first("From").unwrap_or_default();
            let mut people = address::parse_mailboxes(written, &Limits::default());
            people.truncate(1);
            people.pop().map_or(Value::Null, |it| env.keep(it))
        })
        .field("delivered_to", "Email", "Delivered-To.", |it, env| {
            let written = it.first("Delivered-To").and_then(EmailAddress::parse);
            written.map_or(Value::Null, |it| env.keep(it))
        })
        .field("x_client_ip", "IP", "X-Client-IP.", |it, env| {
            let written = it.first("X-Client-IP").and_then(IpAddress::parse);
            written.map_or(Value::Null, |it| env.keep(it))
        })
        .field(
            "x_secure_server_account",
            "str",
            "X-SecureServer-Acct.",
            |it, _| Value::text(it.first("X-SecureServer-Acct")),
        )
        .absent(
            "sensitivity_label",
            "SensitivityLabel",
            "Not read.",
            Capability::Function,
        );
}

fn declare_hops(schema: &mut SchemaBuilder) {
    schema
        .object::<Hop>("Hop", "One step of the message's way.")
        .field("index", "int", "0 at the sender's end.", |it, _| {
            it.index.into()
        })
        .field("received", "Received", "The Received line.", |it, _| {
            Value::optional(it.received.as_ref())
        })
        .field(
            "authentication_results",
            "AuthResults",
            "Results stamped here.",
            |it, _| Value::optional(it.authentication_results.as_ref()),
        )
        .field("received_spf", "SPF", "Received-SPF.", |it, env| {
            if it.received_spf_verdict.is_none() && it.received_spf_designator.is_none() {
                return Value::Null;
            }
            env.keep(Spf {
                verdict: it.received_spf_verdict.clone(),
                designator: it.received_spf_designator.clone(),
                ..Spf::default()
            })
        })
        .field(
            "signature",
            "Signature",
            "The DKIM signature of this hop.",
            |it, _| Value::optional(it.signatures.first()),
        )
        .field(
            "fields",
            "[HopField]",
            "The fields of this hop.",
            |it, _| Value::objects(&it.fields),
        );
    schema
        .object::<HopField>("HopField", "One header field.")
        .field("name", "str", "As spelled in the message.", |it, _| {
            Value::Str(&it.name)
        })
        .field("value", "str", "Unfolded; null if empty.", |it, _| {
            (&it.value).into()
        })
        .field("position", "int", "Running number, bottom up.", |it, _| {
            it.position.into()
        });
    schema
        .object::<Received>("Received", "The clauses of a Received line.")
        .field(
            "source",
            "RawText",
            "The host named after `from`.",
            |it, _| Value::optional(it.source.as_ref()),
        )
        .field(
            "server",
            "RawText",
            "The host named after `by`.",
            |it, _| Value::optional(it.server.as_ref()),
        )
        .field("mailbox", "RawText", "The address after `for`.", |it, _| {
            Value::optional(it.mailbox.as_ref().map(|it| &it.email))
        })
        .field("protocol", "RawText", "The word after `with`.", |it, _| {
            Value::optional(it.protocol.as_ref())
        })
        .field("id", "RawText", "The word after `id`.", |it, _| {
            Value::optional(it.id.as_ref())
        })
        .field("time", "time", "The date.", |it, _| (&it.time).into())
        .absent("additional", "RawText", "Not read.", Capability::Function)
        .absent("link", "RawText", "Not read.", Capability::Function)
        .absent("zone_offset", "str", "Not read.", Capability::Function);
    schema
        .object::<String>("RawText", "A clause as written.")
        .field("raw", "str", "The text.", |it, _| Value::Str(it));
}

/// An SPF result in the shape of the data model.
#[derive(Default)]
struct Spf {
    verdict: Option<String>,
    designator: Option<String>,
    client_ip: Option<IpAddress>,
    helo: Option<Domain>,
    server: Option<Domain>,
}

/// A DMARC result in the shape of the data model.
struct Dmarc {
    verdict: Option<String>,
    from: Option<Domain>,
    method: Option<Method>,
}

impl Dmarc {
    fn property(&self, names: &[&str]) -> Value<'_> {
        let method = self.method.as_ref();
        let found = method.and_then(|method| names.iter().find_map(|it| method.property(it)));
        Value::text(found)
    }
}

fn declare_results(schema: &mut SchemaBuilder) {
    schema
        .object::<AuthenticationResults>("AuthResults", "One block of authentication results.")
        .field("type", "str", "`standard` or `arc`.", |it, _| {
            Value::Str(it.kind)
        })
        .field("spf", "str", "The SPF verdict.", |it, _| (&it.spf).into())
        .field("spf_details", "SPF", "More on SPF.", |it, env| {
            spf_of(it, env)
        })
        .field("dkim", "str", "The DKIM verdict.", |it, _| {
            (&it.dkim).into()
        })
        .field(
            "dkim_details",
            "[Signature]",
            "Each signature's result.",
            |it, env| {
                env.array(
                    it.dkim_details
                        .iter()
                        .map(|result| env.keep(signature_of(result))),
                )
            },
        )
        .field("dmarc", "str", "The DMARC verdict.", |it, _| {
            (&it.dmarc).into()
        })
        .field("dmarc_details", "DMARC", "More on DMARC.", |it, env| {
            dmarc_of(it, env)
        })
        .field(
            "compauth",
            "CompAuth",
            "Microsoft's composite verdict.",
            |it, _| Value::optional(it.compauth.as_ref()),
        )
        .field("server", "Domain", "Who says so.", |it, env| {
            it.authserv_id
                .as_deref()
                .map_or(Value::Null, |id| env.keep(Domain::parse(id)))
        })
        .absent("instance", "str", "Not read.", Capability::Function);
    schema
        .object::<CompAuth>("CompAuth", "Microsoft's composite authentication.")
        .field(
            "verdict",
            "str",
            "`pass`, `softpass`, `fail` or `none`.",
            |it, _| Value::Str(&it.verdict),
        )
        .field("reason", "str", "The three-digit reason.", |it, _| {
            (&it.reason).into()
        });
    schema
        .object::<Signature>("Signature", "A DKIM signature's tags.")
        .field("domain", "str", "`d=`.", |it, _| (&it.domain).into())
        .field("selector", "str", "`s=`.", |it, _| (&it.selector).into())
        .field("headers", "str", "`h=`.", |it, _| (&it.headers).into())
        .field("algorithm", "str", "`a=`.", |it, _| (&it.algorithm).into())
        .absent("body_hash", "str", "`bh=`; not read.", Capability::Function)
        .absent("instance", "str", "`i=`; not read.", Capability::Function)
        .absent("signature", "str", "`b=`; not read.", Capability::Function)
        .absent("type", "str", "Not read.", Capability::Function)
        .absent("version", "str", "`v=`; not read.", Capability::Function);
    schema
        .object::<Spf>("SPF", "An SPF result.")
        .field("verdict", "str", "The verdict word.", |it, _| {
            (&it.verdict).into()
        })
        .field(
            "designator",
            "str",
            "The envelope sender or HELO looked at.",
            |it, _| (&it.designator).into(),
        )
        .field("client_ip", "IP", "The client looked at.", |it, _| {
            Value::optional(it.client_ip.as_ref())
        })
        .field("helo", "Domain", "The name it gave.", |it, _| {
            Value::optional(it.helo.as_ref())
        })
        .field("server", "Domain", "Who says so.", |it, _| {
            Value::optional(it.server.as_ref())
        })
        .absent("description", "str", "Not read.", Capability::Function);
    schema
        .object::<Dmarc>("DMARC", "A DMARC result.")
        .field("verdict", "str", "The verdict word.", |it, _| {
            (&it.verdict).into()
        })
        .field("from", "Domain", "The From domain looked at.", |it, _| {
            Value::optional(it.from.as_ref())
        })
        .field("action", "str", "What was done.", |it, _| {
            it.property(&["action", "policy.action"])
        })
        .field("disposition", "str", "What was to be done.", |it, _| {
            it.property(&["dis", "policy.applied-disposition"])
        })
        .field("policy", "str", "`p=` of the domain.", |it, _| {
            it.property(&["p", "policy.dmarc", "policy.published-domain-policy"])
        })
        .field("sub_policy", "str", "`sp=` of the domain.", |it, _| {
            it.property(&["sp", "policy.published-subdomain-policy"])
        })
        .absent("version", "str", "`v=`; not read.", Capability::Function);
}

fn signature_of(result: &DkimResult) -> Signature {
    Signature {
        domain: result.domain.clone(),
        ..Signature::default()
    }
}

fn spf_of<'m>(results: &AuthenticationResults, env: &mql::Env<'m>) -> Value<'m> {
    if results.spf.is_none() {
        return Value::Null;
    }
    let method = method(results, "spf");
    let property = |names: &[&str]| {
        let method = method?;
        names.iter().find_map(|it| method.property(it))
    };
    env.keep(Spf {
        verdict: results.spf.clone(),
        designator: results.spf_designator.clone(),
        client_ip: property(&["smtp.remote-ip", "client-ip"]).and_then(IpAddress::parse),
        helo: property(&["smtp.helo", "helo"]).map(Domain::parse),
        server: results.authserv_id.as_deref().map(Domain::parse),
    })
}

fn dmarc_of<'m>(results: &AuthenticationResults, env: &mql::Env<'m>) -> Value<'m> {
    if results.dmarc.is_none() {
        return Value::Null;
    }
    env.keep(Dmarc {
        verdict: results.dmarc.clone(),
        from: results.dmarc_from.clone(),
        method: method(results, "dmarc").cloned(),
    })
}

fn method<'r>(results: &'r AuthenticationResults, name: &str) -> Option<&'r Method> {
    results.methods.iter().find(|it| it.method == name)
}

/// The summary and its halves are read from the headers, which also hold the results they rest on.
fn declare_summary(schema: &mut SchemaBuilder) {
    schema
        .object::<Headers>("AuthSummary", "The trusted verdicts on SPF and DMARC.")
        .field("spf", "SPFSummary", "SPF.", |it, _| Value::object(it))
        .field("dmarc", "DMARCSummary", "DMARC.", |it, _| Value::object(it));
    schema
        .object::<Headers>("SPFSummary", "The trusted SPF verdict.")
        .field("pass", "bool", PASS, |it, _| {
            it.auth_summary.spf_pass.into()
        })
        .field("error", "bool", ERROR, |it, _| {
            it.auth_summary.spf_error.into()
        })
        .field("received_hop", "int", HOP, |it, _| {
            it.auth_summary.hop.into()
        })
        .field("details", "SPF", "The parsed verdict.", |it, env| {
            let trusted = it.trusted_results.as_ref();
            trusted.map_or(Value::Null, |it| spf_of(it, env))
        });
    schema
        .object::<Headers>("DMARCSummary", "The trusted DMARC verdict.")
        .field("pass", "bool", PASS, |it, _| {
            it.auth_summary.dmarc_pass.into()
        })
        .field("error", "bool", ERROR, |it, _| {
            it.auth_summary.dmarc_error.into()
        })
        .field("received_hop", "int", HOP, |it, _| {
            it.auth_summary.hop.into()
        })
        .field("details", "DMARC", "The parsed verdict.", |it, env| {
            let trusted = it.trusted_results.as_ref();
            trusted.map_or(Value::Null, |it| dmarc_of(it, env))
        });
}

const PASS: &str = "Whether it passed; null where nothing trusted says.";
const ERROR: &str = "Whether it ended in an error.";
const HOP: &str = "The hop the result was found in.";
