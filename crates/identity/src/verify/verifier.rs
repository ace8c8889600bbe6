//! The verifier: one message in, its results out.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};

use limits::{Capability, CapabilitySet};
use mail::{AuthenticationResults, Method};
use mail_auth::dkim::DkimError;
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    AuthenticatedMessage, DkimOutput, MessageAuthenticator, Parameters, SpfOutput, SpfResult,
};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, timeout_at};

use super::cache::{Answers, Meter, Metered};
use super::envelope::Envelope;
use super::outcome::{self, TEMPERROR, Verified, method};
use super::settings::DnsSettings;
use super::{guard, resolver};

/// Verifies messages. Build it once; it may be shared by any number of threads, which share its cache.
///
/// It waits for the network on the calling thread; from asynchronous code call it where blocking is
/// allowed.
pub struct Verifier {
    runtime: Runtime,
    authenticator: MessageAuthenticator,
    answers: Answers,
    settings: DnsSettings,
}

/// The verifier cannot be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifierError {
    /// The resolver cannot be set up, such as for want of a readable `/etc/resolv.conf`.
    #[error("cannot set up the resolver: {0}")]
    Resolver(String),
    /// The system gave no runtime.
    #[error("cannot start the look-ups: {0}")]
    Runtime(std::io::Error),
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Verifier");
        shown
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Verifier {
    /// A verifier as `settings` say; `None` where look-ups are switched off.
    pub fn start(settings: &DnsSettings) -> Result<Option<Self>, VerifierError> {
        if !settings.enabled {
            return Ok(None);
        }
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(VerifierError::Runtime)?;
        let entered = runtime.enter();
        let authenticator = resolver::authenticator(settings)
            .map_err(|error| VerifierError::Resolver(error.to_string()))?;
        drop(entered);
        Ok(Some(Self {
            runtime,
            authenticator,
            answers: Answers::new(settings.cache_bytes),
            settings: settings.clone(),
        }))
    }

    /// Verifies the message `raw` that arrived in `envelope`. Never fails: what could not be found
    /// out is `temperror`, and named as missing.
    pub fn verify(&self, raw: &[u8], envelope: &Envelope) -> Verified {
        let work = || self.runtime.block_on(self.check(raw, envelope));
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| self.unreadable())
    }

    async fn check(&self, raw: &[u8], envelope: &Envelope) -> Verified {
        let meter = Meter::new(self.settings.lookups);
        let answers = Metered::new(&self.answers, &meter);
        let check = Check {
            authenticator: &self.authenticator,
            answers: &answers,
            meter: &meter,
            envelope,
            host: &self.settings.authserv_id,
            deadline: Instant::now() + self.settings.message_timeout(),
        };
        let (methods, mut missing) = check.run(raw).await;
        if methods.iter().any(|it| it.result == TEMPERROR) {
            missing.insert(Capability::Dns);
        }
        Verified {
            results: AuthenticationResults::of(Some(self.settings.authserv_id.clone()), methods),
            missing,
            lookups: meter.used(),
        }
    }

    /// A parser of others gave up: nothing is known, and the message goes on.
    fn unreadable(&self) -> Verified {
        let methods = vec![method("dkim", "neutral", &[("reason", "unreadable")])];
        Verified {
            results: AuthenticationResults::of(Some(self.settings.authserv_id.clone()), methods),
            missing: CapabilitySet::of(Capability::Authentication),
            lookups: 0,
        }
    }
}

/// Look-ups of one policy that may find nothing (RFC 7208 section 4.6.4).
const VOID_LOOKUPS: u32 = 2;

/// The verification of one message.
struct Check<'c> {
    authenticator: &'c MessageAuthenticator,
    answers: &'c Metered<'c>,
    meter: &'c Meter,
    envelope: &'c Envelope,
    host: &'c str,
    deadline: Instant,
}

impl<'c> Check<'c> {
    async fn run(&self, raw: &[u8]) -> (Vec<Method>, CapabilitySet) {
        let mut methods = Vec::new();
        let spf = self.spf().await;
        if let Some(spf) = &spf {
            let mail_from = self.envelope.mail_from.as_deref().unwrap_or_default();
            methods.push(outcome::spf(spf, mail_from));
        }
        if !guard::admits(raw) {
            methods.push(method(
                "dkim",
                "policy",
                &[("reason", "the header is too large")],
            ));
            return (methods, CapabilitySet::of(Capability::MessageLimit));
        }
        let Some(mut message) = AuthenticatedMessage::parse(raw) else {
            return (methods, CapabilitySet::EMPTY);
        };
        reduce(&mut message);
        let dkim = self.dkim(&message).await;
        methods.extend(dkim.methods);
        methods.extend(
            self.dmarc(&message, spf.as_ref(), &dkim.outputs, dkim.in_time)
                .await,
        );
        methods.push(self.arc(&message).await);
        (methods, CapabilitySet::EMPTY)
    }

    async fn spf(&self) -> Option<SpfOutput> {
        let ip = self.envelope.client_ip?;
        let domain = self.envelope.spf_domain()?.to_ascii_lowercase();
        if domain.starts_with('[') {
            // An address literal has no policy (RFC 7208 section 4.3).
            return Some(SpfOutput::new(domain));
        }
        let helo = self.envelope.helo.as_deref().unwrap_or_default();
        let mail_from = self.envelope.mail_from.as_deref().unwrap_or_default();
        let parameters = if mail_from.contains('@') {
            SpfParameters::mail_from(ip, helo, self.host, mail_from)
        } else {
            SpfParameters::helo(ip, helo, self.host)
        };
        let work = self.authenticator.verify_spf(self.with(parameters));
        let output = self.in_time(work).await;
        let output = output.unwrap_or_else(|| failed(&domain));
        // Refused addresses look like "there is none" to the algorithm. SPF is the first to ask, so every void
        // look-up so far is its own.
        Some(if self.meter.is_spent() {
            failed(&domain)
        } else if self.meter.voids() > VOID_LOOKUPS {
            output.with_result(SpfResult::PermError)
        } else {
            output
        })
    }

    async fn dkim<'m>(&self, message: &'m AuthenticatedMessage<'m>) -> Dkim<'m>
    where
        'c: 'm,
    {
        let work = self.authenticator.verify_dkim(self.with(message));
        match self.in_time(work).await {
            Some(outputs) if outputs.is_empty() => Dkim {
                methods: vec![method("dkim", "none", &[])],
                outputs,
                in_time: true,
            },
            Some(outputs) => Dkim {
                methods: outputs.iter().map(outcome::dkim).collect(),
                outputs,
                in_time: true,
            },
            None => Dkim {
                methods: vec![method(
                    "dkim",
                    TEMPERROR,
                    &[("reason", "no answer in time")],
                )],
                outputs: Vec::new(),
                in_time: false,
            },
        }
    }

    /// DMARC over both. Where SPF could not be looked at or a signature could not be verified for
    /// want of an answer, only a pass is known for sure.
    async fn dmarc(
        &self,
        message: &AuthenticatedMessage<'_>,
        spf: Option<&SpfOutput>,
        dkim: &[DkimOutput<'_>],
        dkim_in_time: bool,
    ) -> Option<Method> {
        let domain = self.envelope.spf_domain().unwrap_or_default();
        let domain = domain.to_ascii_lowercase();
        let not_checked = SpfOutput::new(domain.clone());
        let parameters = DmarcParameters::new(message, dkim, &domain, spf.unwrap_or(&not_checked));
        let work = self.authenticator.verify_dmarc(self.with(parameters));
        let Some(output) = self.in_time(work).await else {
            return Some(method(
                "dmarc",
                TEMPERROR,
                &[("reason", "no answer in time")],
            ));
        };
        let found = outcome::dmarc(&output);
        match found.result.as_str() {
            "fail" | "none" if self.meter.is_spent() || !dkim_in_time => {
                let from = [("header.from", output.domain())];
                Some(method("dmarc", TEMPERROR, &from))
            }
            "fail" if spf.is_none() => None,
            _ => Some(found),
        }
    }

    async fn arc(&self, message: &AuthenticatedMessage<'_>) -> Method {
        let work = self.authenticator.verify_arc(self.with(message));
        match self.in_time(work).await {
            Some(output) => outcome::arc(&output),
            None => method("arc", TEMPERROR, &[("reason", "no answer in time")]),
        }
    }

    fn with<P>(&self, input: P) -> Parameters<'c, P, Metered<'c>> {
        Parameters::new(input).with_cache(self.answers)
    }

    async fn in_time<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        timeout_at(self.deadline, work).await.ok()
    }
}

struct Dkim<'m> {
    methods: Vec<Method>,
    outputs: Vec<DkimOutput<'m>>,
    in_time: bool,
}

fn failed(domain: &str) -> SpfOutput {
    SpfOutput::new(domain.to_owned()).with_result(SpfResult::TempError)
}

/// Leaves the signatures that are worth their cost: the first few, and none with SHA-1, which proves
/// nothing any more (RFC 8301 section 3.1).
fn reduce(message: &mut AuthenticatedMessage<'_>) {
    let mut seen = 0;
    message.retain_dkim_signatures(|signature| {
        seen += 1;
        let is_sha1 = signature.a.name() == "rsa-sha1";
        let is_too_much = seen > guard::SIGNATURES || signature.h.len() > guard::SIGNED_FIELDS;
        if is_sha1 || is_too_much {
            return Err(DkimError::UnsupportedAlgorithm);
        }
        Ok(())
    });
}
