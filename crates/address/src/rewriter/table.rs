//! The rewriters whose targets can be read from the URL.
//!
//! From the services' own documentation where there is any, else from the form of their links. Order
//! matters where hosts overlap: the narrower entry stands first, and the entries for any host last.

use super::Host::{Any, Is, Named, Under};
use super::Target::{Base64Parameter, Base64Segment, Found, Parameter, PathAfter, Query};
use super::{Host, Path, Rewriter, Target, proofpoint, special};

/// An entry of the table.
const fn entry(name: &'static str, hosts: &'static [Host], path: Path, target: Target) -> Rewriter {
    Rewriter {
        name,
        hosts,
        path,
        target,
    }
}

/// Every rewriter.
#[rustfmt::skip]
pub(super) const REWRITERS: &[Rewriter] = &[
    // Mail gateways.
    entry("azure_safelink", &[Under("safelinks.protection.outlook.com"), Under("safelinks.protection.office365.us"), Under("safelinks.protection.office365.cn")],
        Path::Any, Parameter(&["url"])),
    entry("azure_safelink", &[Is("statics.teams.cdn.office.net")], Path::Contains("/safelinks/"), Parameter(&["url"])),
    entry("proofpoint", &[Under("urldefense.com"), Under("urldefense.proofpoint.com"), Under("urldefense.us"), Under("urldefense.proofpoint.us")],
        Path::Any, Found(proofpoint::target)),
    entry("barracuda", &[Under("linkprotect.cudasvc.com")], Path::Any, Parameter(&["a"])),
    entry("cisco", &[Is("secure-web.cisco.com")], Path::Any, Found(special::encoded_last_segment)),
    entry("trend_micro", &[Under("trendmicro.com")], Path::Contains("/wis/clicktime/"), Parameter(&["url"])),
    entry("sophos", &[Under("protection.sophos.com")], Path::Any, Base64Parameter("u", "")),
    entry("fireeye", &[Under("fireeye.com"), Under("trellix.com")], Path::Contains("/url"), Parameter(&["u"])),
    entry("checkpoint", &[Under("protect.checkpoint.com"), Under("url.avanan.click")], Path::Starts("/v2/"), Found(special::checkpoint)),
    entry("egress", &[Under("defend.egress.com"), Under("egress.com")], Path::Any, Base64Parameter("Base64Url", "")),
    entry("edgepilot", &[Under("link.edgepilot.com")], Path::Any, Parameter(&["u"])),
    entry("esvalabs", &[Under("urlsand.esvalabs.com"), Under("urlsand.com")], Path::Any, Parameter(&["u"])),
    entry("exclaimer", &[Under("content.exclaimer.net")], Path::Any, Parameter(&["url"])),
    entry("fortimail", &[Any], Path::Starts("/fmlurlsvc/"), Parameter(&["url"])),
    entry("hornetsecurity", &[Under("hornetsecurity.com")], Path::Any, Parameter(&["url", "u"])),
    entry("inky", &[Under("inky.com"), Under("inkyphishfence.com")], Path::Any, Parameter(&["url"])),
    entry("mailmarshal", &[Under("scanmail.trustwave.com"), Under("scanmail.levelblue.com")], Path::Any, Parameter(&["u"])),
    entry("titanhq", &[Under("linklock.titanhq.com")], Path::Any, Parameter(&["url"])),

    // Google.
    entry("google_amp", &[Named("google")], Path::Starts("/amp/s/"), PathAfter("/amp/s/", "https://")),
    entry("google_amp", &[Named("google")], Path::Starts("/amp/"), PathAfter("/amp/", "http://")),
    entry("google_amp_project", &[Under("cdn.ampproject.org")], Path::Any, Found(special::amp_project)),
    entry("google_meet_redirect", &[Is("meet.google.com")], Path::Is("/linkredirect"), Parameter(&["dest"])),
    entry("google_travel_redirect", &[Named("google")], Path::Is("/travel/clk"), Parameter(&["pcurl"])),
    entry("google_translate_open_redirect", &[Is("translate.google.com"), Is("translate.googleusercontent.com")], Path::Any, Parameter(&["u"])),
    entry("google_translate_open_redirect", &[Under("translate.goog")], Path::Any, Found(special::translated_host)),
    entry("google_notifications", &[Is("notifications.google.com"), Is("notifications.googleapis.com")], Path::Any, Parameter(&["url", "q", "r"])),
    entry("appspot", &[Is("appengine.google.com"), Under("appspot.com")], Path::Starts("/_ah/"), Parameter(&["continue"])),
    entry("google_open_redirect", &[Named("google")], Path::Is("/url"), Parameter(&["q", "url"])),
    entry("google_open_redirect", &[Named("google")], Path::Is("/local_url"), Parameter(&["q"])),
    entry("google_adservices", &[Under("googleadservices.com")], Path::Any, Parameter(&["adurl"])),
    entry("doubleclick", &[Under("doubleclick.net")], Path::Any, Parameter(&["adurl", "ds_dest_url"])),
    entry("doubleclick", &[Under("doubleclick.net")], Path::Contains("cl"), Query),
    entry("google_tag_manager", &[Under("googletagmanager.com")], Path::Is("/debug/clearcookies"), Parameter(&["url"])),
    entry("google_user_content", &[Under("googleusercontent.com")], Path::Any, Found(special::fragment)),
    entry("youtube_set_sid", &[Is("accounts.youtube.com")], Path::Contains("/SetSID"), Parameter(&["continue"])),

    // Other open redirectors.
    entry("bing_open_redirect", &[Under("bing.com")], Path::Starts("/ck/a"), Base64Parameter("u", "a1")),
    entry("bing_open_redirect", &[Under("bing.com")], Path::Starts("/aclk"), Base64Parameter("u", "")),
    entry("indeed_open_redirect", &[Under("indeed.com")], Path::Is("/r"), Parameter(&["target", "dest", "url"])),
    entry("yahoo", &[Under("search.yahoo.com")], Path::Contains("/RU="), Found(special::yahoo)),
    entry("facebook", &[Is("l.facebook.com"), Is("lm.facebook.com")], Path::Any, Parameter(&["u"])),
    entry("facebook", &[Under("facebook.com")], Path::Is("/l.php"), Parameter(&["u"])),
    entry("facebook", &[Under("facebook.com")], Path::Starts("/flx/warn"), Parameter(&["u"])),
    entry("instagram", &[Is("l.instagram.com")], Path::Any, Parameter(&["u"])),
    entry("href_li", &[Is("href.li"), Is("www.href.li")], Path::Any, Query),
    entry("deref_mail", &[Under("deref-mail.com"), Under("deref-gmx.net"), Under("deref-gmx.com"), Under("deref-web.de"), Under("deref-web-02.de"), Under("deref-1und1.de")],
        Path::Any, Parameter(&["redirectUrl"])),
    // A sign-in page sends back at once only when it was told not to ask.
    entry("microsoft_oauth_redirect", &[Is("login.microsoftonline.com"), Is("login.live.com")], Path::Contains("/authorize"), Found(special::silent_sign_in)),

    // Trackers of mailing services.
    entry("aws_ses", &[Under("awstrack.me")], Path::Starts("/L0/"), Found(special::encoded_second_segment)),
    entry("branch_io", &[Under("app.link"), Under("bnc.lt")], Path::Any, Parameter(&["$original_url", "$fallback_url", "$desktop_url"])),
    entry("convertkit", &[Under("convertkit-mail.com"), Under("convertkit-mail2.com"), Under("convertkit-mail3.com"), Under("convertkit-mail4.com")],
        Path::Any, Base64Segment),
    entry("customerio", &[Any], Path::Contains("/e/c/"), Found(special::customer_io)),
    entry("exactag", &[Under("exactag.com")], Path::Any, Parameter(&["url"])),
    entry("mailgun", &[Any], Path::Starts("/c/eJ"), Found(special::mailgun)),
    entry("mailjet", &[Any], Path::Starts("/lnk/"), Base64Segment),
    entry("mandrill", &[Under("mandrillapp.com")], Path::Starts("/track/click/"), Found(special::mandrill)),
    entry("microsoft_dynamics", &[Under("dynamics.com")], Path::Contains("/r/"), Found(special::dynamics)),
    entry("postmark", &[Under("pstmrk.it")], Path::Any, Found(special::postmark)),
    entry("ppcprotect", &[Under("ppcprotect.com")], Path::Any, Parameter(&["lpurl", "url"])),
    entry("squarespace", &[Is("engage.squarespace-mail.com")], Path::Any, Parameter(&["u"])),
    entry("wordpress_tnp", &[Any], Path::Any, Found(special::newsletter_plugin)),

    // Whatever the host, a parameter of this name is a target.
    entry("generic_desturl", &[Any], Path::Any, Parameter(&["desturl"])),
    entry("generic_logout_redirect", &[Any], Path::Any, Found(special::logout)),
];

/// Open redirectors that the public data model does not name: rules look for them by host and path,
/// so their URLs stay as they are, and [`Url::redirect_target`](crate::Url::redirect_target) tells
/// where they lead.
#[rustfmt::skip]
pub(super) const REDIRECTORS: &[Rewriter] = &[
    entry("youtube", &[Under("youtube.com")], Path::Is("/redirect"), Parameter(&["q"])),
    entry("linkedin", &[Under("linkedin.com")], Path::Starts("/redir/"), Parameter(&["url"])),
    entry("slack", &[Under("slack-redir.net")], Path::Is("/link"), Parameter(&["url"])),
    entry("vk", &[Under("vk.com"), Under("vk.ru")], Path::Is("/away.php"), Parameter(&["to"])),
    entry("reddit", &[Is("out.reddit.com")], Path::Any, Parameter(&["url"])),
    entry("steam", &[Under("steamcommunity.com")], Path::Starts("/linkfilter"), Parameter(&["url", "u"])),
    entry("tumblr", &[Is("t.umblr.com")], Path::Is("/redirect"), Parameter(&["z"])),
    entry("duckduckgo", &[Under("duckduckgo.com")], Path::Starts("/l/"), Parameter(&["uddg"])),
    entry("disqus", &[Is("disq.us")], Path::Is("/url"), Parameter(&["url"])),
    entry("pinterest", &[Named("pinterest")], Path::Starts("/offsite"), Parameter(&["url"])),
    entry("medium", &[Is("medium.com")], Path::Starts("/m/global-identity"), Parameter(&["redirectUrl"])),
    entry("msn", &[Under("msn.com")], Path::Starts("/clk"), Parameter(&["url"])),
    entry("snapchat", &[Is("click.snapchat.com")], Path::Any, Parameter(&["af_web_dp", "url"])),
    entry("skimlinks", &[Is("go.skimresources.com")], Path::Any, Parameter(&["url"])),
    entry("awin", &[Under("awin1.com")], Path::Any, Parameter(&["ued", "p"])),
    entry("linksynergy", &[Is("click.linksynergy.com")], Path::Any, Parameter(&["murl"])),
];
