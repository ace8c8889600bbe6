//! Unwrapping of gateways, trackers and open redirectors.

use address::Url;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Checks that `wrapped` leads through `encoders` to `target`.
#[track_caller]
fn check(wrapped: &str, encoders: &[&str], target: &str) {
    let url = Url::parse(wrapped, true).unwrap_or_else(|| panic!("{wrapped} is no URL"));
    let rewrite = url.rewrite.clone().unwrap_or_default();
    assert_eq!(
        (rewrite.encoders.as_slice(), url.url.as_str()),
        (
            &*encoders
                .iter()
                .map(|it| (*it).to_owned())
                .collect::<Vec<_>>(),
            target
        ),
        "{wrapped}"
    );
    assert_eq!(rewrite.original, wrapped);
    assert_eq!(url.scheme.as_deref(), target.split(':').next());
}

#[track_caller]
fn check_wrapped(text: &str) {
    let url = Url::parse(text, true).unwrap_or_else(|| panic!("{text} is no URL"));
    assert_eq!((url.rewrite, url.url.as_str()), (None, text));
}

fn encode(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn deflate(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec_zlib(
        text.as_bytes(),
        6,
    ))
}

const TARGET: &str = "https://example.com/a?b=c&d=e";
const ESCAPED: &str = "https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc%26d%3De";

#[test]
fn plain_parameters() {
    for (wrapped, encoder) in [
        (
            "https://nam02.safelinks.protection.outlook.com/?data=05&url={}&reserved=0",
            "azure_safelink",
        ),
        (
            "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={}",
            "azure_safelink",
        ),
        (
            "https://linkprotect.cudasvc.com/url?a={}&c=E,1,x",
            "barracuda",
        ),
        (
            "https://us-east.imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url={}&umid=1",
            "trend_micro",
        ),
        (
            "https://protect2.fireeye.com/v1/url?k=1&q=1&u={}",
            "fireeye",
        ),
        ("https://link.edgepilot.com/s/1/2?u={}", "edgepilot"),
        ("https://urlsand.esvalabs.com/?u={}&e=1", "esvalabs"),
        (
            "https://eu1.content.exclaimer.net/?url={}&tenantid=1",
            "exclaimer",
        ),
        (
            "https://mail.example.net/fmlurlsvc/?fewReq=:B:x&url={}",
            "fortimail",
        ),
        (
            "https://scanmail.trustwave.com/?c=1&d=2&u={}",
            "mailmarshal",
        ),
        (
            "https://linklock.titanhq.com/analyse?url={}&data=x",
            "titanhq",
        ),
        (
            "https://www.google.com/url?sa=t&q={}",
            "google_open_redirect",
        ),
        (
            "https://www.google.co.uk/url?url={}&sa=t",
            "google_open_redirect",
        ),
        (
            "https://meet.google.com/linkredirect?authuser=0&dest={}",
            "google_meet_redirect",
        ),
        (
            "https://www.google.com/travel/clk?pc=x&pcurl={}",
            "google_travel_redirect",
        ),
        (
            "https://translate.google.com/translate?sl=en&u={}",
            "google_translate_open_redirect",
        ),
        (
            "https://www.googleadservices.com/pagead/aclk?sa=L&adurl={}",
            "google_adservices",
        ),
        (
            "https://adclick.g.doubleclick.net/pcs/click?xai=1&adurl={}",
            "doubleclick",
        ),
        (
            "https://www.googletagmanager.com/debug/clearcookies?url={}",
            "google_tag_manager",
        ),
        (
            "https://accounts.youtube.com/accounts/SetSID?continue={}",
            "youtube_set_sid",
        ),
        ("https://l.facebook.com/l.php?u={}&h=x", "facebook"),
        ("https://l.instagram.com/?u={}&e=x", "instagram"),
        (
            "https://deref-mail.com/mail/client/x/dereferrer/?redirectUrl={}",
            "deref_mail",
        ),
        ("https://x.app.link/3p?%24original_url={}", "branch_io"),
        (
            "https://m.exactag.com/cl.aspx?extProvId=1&url={}",
            "exactag",
        ),
        (
            "https://engage.squarespace-mail.com/r?m=1&u={}&w=2",
            "squarespace",
        ),
        ("https://click.example.org/go?DestURL={}", "generic_desturl"),
        (
            "https://sso.example.org/user/logout?returnUrl={}",
            "generic_logout_redirect",
        ),
        (
            "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?prompt=none&redirect_uri={}",
            "microsoft_oauth_redirect",
        ),
    ] {
        check(&wrapped.replace("{}", ESCAPED), &[encoder], TARGET);
    }
}

#[test]
fn encoded_parameters_and_paths() {
    check(
        &format!(
            "https://www.bing.com/ck/a?!&&p=1&u=a1{}&ntb=1",
            encode(TARGET)
        ),
        &["bing_open_redirect"],
        TARGET,
    );
    check(
        &format!(
            "https://eu-west-1.protection.sophos.com/?d=example.com&u={}&p=x",
            STANDARD.encode(TARGET)
        ),
        &["sophos"],
        TARGET,
    );
    check(
        &format!(
            "https://us1.defend.egress.com/Warning?crId=1&Base64Url={}",
            deflate(TARGET)
        ),
        &["egress"],
        TARGET,
    );
    check(
        &format!("https://secure-web.cisco.com/1abc/{ESCAPED}"),
        &["cisco"],
        TARGET,
    );
    check(
        &format!("https://x1.r.eu-west-1.awstrack.me/L0/{ESCAPED}/1/0102-x/y=1"),
        &["aws_ses"],
        TARGET,
    );
    check(
        &format!(
            "https://click.convertkit-mail2.com/abc/def/{}",
            encode(TARGET)
        ),
        &["convertkit"],
        TARGET,
    );
    check(
        &format!("https://x.mjt.lu/lnk/AAA/1/b/{}", encode(TARGET)),
        &["mailjet"],
        TARGET,
    );
    check(
        "https://click.pstmrk.it/3s/example.com%2Fa/x/y/z",
        &["postmark"],
        "https://example.com/a",
    );
    check(
        &format!(
            "https://email.mg.example.org/c/{}",
            deflate(&format!("h=1&i=2&l={ESCAPED}&r=x"))
        ),
        &["mailgun"],
        TARGET,
    );
    check(
        "https://r.search.yahoo.com/_ylt=x/RU=https%3a%2f%2fexample.com%2fa/RK=2/RS=y",
        &["yahoo"],
        "https://example.com/a",
    );
    check(
        "https://href.li/?https://example.com/a?b=c",
        &["href_li"],
        "https://example.com/a?b=c",
    );
    check(
        "https://ad.doubleclick.net/ddm/clk/1;2;k?https://example.com/a",
        &["doubleclick"],
        "https://example.com/a",
    );
    check(
        "https://protect.checkpoint.com/v2/___https://example.com/a___.YXAz",
        &["checkpoint"],
        "https://example.com/a",
    );
    check(
        "https://url.avanan.click/v2/___https://example.com/a___.YXAz",
        &["checkpoint"],
        "https://example.com/a",
    );
    check(
        "https://ci3.googleusercontent.com/proxy/x=s0#https://example.com/a.png",
        &["google_user_content"],
        "https://example.com/a.png",
    );
}

#[test]
fn data_inside_data() {
    let inner = format!(r#"{{"u":1,"v":1,"url":"{TARGET}","id":"x"}}"#);
    let outer = serde_json::json!({"s": "x", "v": 1, "p": inner}).to_string();
    check(
        &format!(
            "https://mandrillapp.com/track/click/1/example.com?p={}",
            encode(&outer)
        ),
        &["mandrill"],
        TARGET,
    );
    let event = serde_json::json!({"email_id": "x", "href": TARGET}).to_string();
    check(
        &format!("https://e.customeriomail.com/e/c/{}/sig", encode(&event)),
        &["customerio"],
        TARGET,
    );
    let target = serde_json::json!({"TargetUrl": ESCAPED, "RedirectOptions": {}}).to_string();
    let escaped: String =
        percent_encoding::utf8_percent_encode(&target, percent_encoding::NON_ALPHANUMERIC)
            .collect();
    check(
        &format!("https://public-eur.mkt.dynamics.com/api/orgs/1/r/2?target={escaped}&digest=x"),
        &["microsoft_dynamics"],
        TARGET,
    );
    check(
        &format!(
            "https://blog.example.org/?nltr={}",
            encode(&format!("1;2;{TARGET};;sig"))
        ),
        &["wordpress_tnp"],
        TARGET,
    );
}

#[test]
fn amp_and_translation() {
    check(
        "https://www.google.com/amp/s/example.com/a?b=c",
        &["google_amp"],
        "https://example.com/a?b=c",
    );
    check(
        "https://google.de/amp/example.com/a",
        &["google_amp"],
        "http://example.com/a",
    );
    check(
        "https://example-com.cdn.ampproject.org/c/s/example.com/a",
        &["google_amp_project"],
        "https://example.com/a",
    );
    check(
        "https://www-my--site-com.translate.goog/a?x=1&_x_tr_sl=en&y=2",
        &["google_translate_open_redirect"],
        "https://www.my-site.com/a?x=1&y=2",
    );
}

#[test]
fn proofpoint() {
    check(
        "https://urldefense.proofpoint.com/v1/url?u=http://example.com/a&k=x",
        &["proofpoint"],
        "http://example.com/a",
    );
    check(
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.com_a-2Db-3Fc-3Dd-26e-5Ff&d=DwMF&c=x",
        &["proofpoint"],
        "https://example.com/a-b?c=d&e_f",
    );
    check(
        "https://urldefense.com/v3/__https://example.com/a__;!!abc!x$",
        &["proofpoint"],
        "https://example.com/a",
    );
    check(
        "https://urldefense.com/v3/__https:/example.com/a*b**Cc__;I2FiY2Q!!x!y$",
        &["proofpoint"],
        "https://example.com/a#babcdc",
    );
    check_wrapped("https://urldefense.com/v3/__https://example.com/a*b__;!!x!y$");
}

#[test]
fn wrappers_in_wrappers() {
    let google = format!("https://www.google.com/url?q={ESCAPED}");
    let escaped: String =
        percent_encoding::utf8_percent_encode(&google, percent_encoding::NON_ALPHANUMERIC)
            .collect();
    let wrapped = format!("https://nam02.safelinks.protection.outlook.com/?url={escaped}&data=x");
    check(
        &wrapped,
        &["azure_safelink", "google_open_redirect"],
        TARGET,
    );
    let mut deep = "https://example.com/".to_owned();
    for _ in 0..40 {
        deep = format!("https://href.li/?{deep}");
    }
    let url = Url::parse(&deep, true).unwrap();
    assert_eq!(url.rewrite.unwrap().encoders.len(), 12);
}

#[test]
fn what_is_opaque_or_no_redirect_stays() {
    for text in [
        "https://protect-us.mimecast.com/s/abc?domain=example.com",
        "https://www.google.com/search?q=https://example.com/",
        "https://www.google.com/url?q=hello",
        "https://google.com.evil.example/url?q=https://example.com/",
        "https://us4.list-manage.com/track/click?u=1&id=2&e=3",
        "https://www.youtube.com/redirect?q=https%3A%2F%2Fexample.com",
        "https://login.microsoftonline.com/common/oauth2/authorize?redirect_uri=https%3A%2F%2Fexample.com",
        "https://www.example.com/logout?next=https://mail.example.com/",
        "https://atpscan.global.hornetsecurity.com/index.php?atp_str=abcdef",
        "https://l.facebook.com/l.php?u=javascript:alert(1)",
        "https://email.mg.example.org/c/eJxbroken",
    ] {
        check_wrapped(text);
    }
}

#[test]
fn other_redirectors_are_not_unwrapped_but_known() {
    for text in [
        "https://www.youtube.com/redirect?event=x&q={}",
        "https://www.linkedin.com/redir/redirect?url={}",
        "https://slack-redir.net/link?url={}",
        "https://vk.com/away.php?to={}",
    ] {
        let text = text.replace("{}", ESCAPED);
        check_wrapped(&text);
        let url = Url::parse(&text, true).unwrap();
        assert_eq!(url.redirect_target().unwrap().url, TARGET);
    }
    let url = Url::parse("https://www.youtube.com/watch?q=https://example.com", true).unwrap();
    assert_eq!(url.redirect_target(), None);
}

#[test]
fn a_bomb_does_not_explode() {
    let bomb = URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec_zlib(
        &vec![b'a'; 50 << 20],
        9,
    ));
    check_wrapped(&format!(
        "https://us1.defend.egress.com/Warning?Base64Url={bomb}"
    ));
}
