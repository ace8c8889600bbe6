//! Whose an address or a domain is.

use address::Domain;
use registry::covers;

use super::{Asked, Subject, Tone, address_in, host_in};

/// Answers for the e-mail address in `asked`, if there is one.
pub(super) fn address(found: &mut Asked<'_>, asked: &str) -> bool {
    let Some(address) = address_in(asked) else {
        return false;
    };
    found.is_about(Subject::Sender(address.email.clone()));
    answer(found, &address.domain, Some(&address.email));
    true
}

/// Answers for the domain or the link in `asked`, if there is one.
pub(super) fn domain(found: &mut Asked<'_>, asked: &str) -> bool {
    let Some(domain) = host_in(asked) else {
        return false;
    };
    // What stands in an address bar begins with what no sender's domain does.
    let name = domain.domain.as_str();
    let name = name.strip_prefix("www.").unwrap_or(name);
    found.is_about(Subject::Sender(name.to_owned()));
    answer(found, &domain, None);
    true
}

fn answer(found: &mut Asked<'_>, domain: &Domain, address: Option<&str>) {
    let (words, registry) = (found.words, found.registry);
    let name = domain.domain.as_str();
    let say = |key: &str, brand: &str| words.fill(key, &[("domain", name), ("brand", brand)]);
    let is_mail = address.is_some();
    let platform = registry
        .platforms_of_domain(name)
        .find(|platform| address.is_none_or(|it| platform.sends_from(it, name)));
    if registry.is_free_mail(name) {
        found.answer(Tone::Warning, say("found-domain-free", ""));
    } else if let Some(brand) = registry
        .brand_of_mail_domain(name)
        .filter(|_| is_mail)
        .or_else(|| registry.brand_of_web_domain(name))
    {
        found.answer(Tone::Known, say("found-domain-brand", &brand.name));
        found.say(words.say("found-domain-brand-caution"));
    } else if let Some(platform) = platform {
        let values = [("domain", name), ("platform", platform.name.as_str())];
        found.answer(Tone::Unknown, words.fill("found-domain-platform", &values));
    } else if let Some(like) = registry.resemblance(domain) {
        let brand = registry.brand(&like.brand);
        let brand = brand.map_or(like.brand.as_str(), |it| it.name.as_str());
        let values = [
            ("domain", name),
            ("genuine", &like.domain),
            ("brand", brand),
        ];
        found.answer(Tone::Warning, words.fill("found-domain-lookalike", &values));
    } else if let Some(brand) = registry
        .brands()
        .iter()
        .find(|it| it.is_authorised_domain(name))
    {
        found.answer(Tone::Known, say("found-domain-authorised", &brand.name));
        found.say(words.say("found-domain-brand-caution"));
    } else {
        found.answer(Tone::Unknown, say("found-domain-unknown", ""));
    }
    // "Is x@shop.example Amazon's?"
    if let Some(brand) = found.brand {
        let mut own = brand.web_domains.iter().chain(&brand.mail_domains);
        let is_own = own.any(|it| covers(it, name)) || brand.is_authorised_domain(name);
        if !is_own {
            found.finding.tone = Tone::Warning;
            found.say(words.with("found-domain-not-brand", "brand", &brand.name));
        }
    }
}
