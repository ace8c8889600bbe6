//! Keys, tokens, addresses of machines and mailboxes.

use super::Kind;
use crate::Confidence::{High, Medium};
use crate::checks::{credentials as check, wallets};

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_access_key", "(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}", High),
    Kind::new(
        "aws_access_key",
        r#"(?i:aws_?secret_?access_?key)["']?[ \t]*[:=][ \t]*["']?[A-Za-z0-9/+]{40}"#,
        High,
    ),
    Kind::new("github_token", "gh[pousr]_[A-Za-z0-9]{36,}", High),
    Kind::new("github_token", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", High),
    Kind::new("google_api_key", "AIza[0-9A-Za-z_-]{35}", High).anywhere(),
    Kind::new(
        "http_authorization_header",
        r#"(?i:authorization)["']?[ \t]*[:=][ \t]*["']?(?i:basic|bearer)[ \t]+[A-Za-z0-9+/=._~-]{8,}"#,
        High,
    )
    .text(check::authorization)
    .anywhere(),
    Kind::new("jwt", r"eyJ[A-Za-z0-9_-]{5,}\.eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*", High)
        .text(check::json_web_token)
        .anywhere(),
    Kind::new(
        "oauth_client_secret",
        r#"(?i:client[_ -]?secret)["']?[ \t]*[:=][ \t]*["']?[A-Za-z0-9_~.-]{16,}"#,
        High,
    )
    .text(check::secret)
    .anywhere(),
    Kind::new("oauth_client_secret", "GOCSPX-[A-Za-z0-9_-]{28}", High).anywhere(),
    Kind::new("private_key", "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----", High).anywhere(),
    Kind::new("slack_access_token", "xox[abeoprs]-(?:[0-9]+-)*[A-Za-z0-9-]{10,}", High).anywhere(),
    Kind::new("slack_access_token", "xapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]{16,}", High),
    Kind::new(
        "ssl_certificate",
        "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----",
        High,
    )
    .anywhere(),
    Kind::new("crypto_wallet_address", "[13LMDA9T][1-9A-HJ-NP-Za-km-z]{25,34}", High)
        .text(wallets::base58),
    Kind::new("crypto_wallet_address", "(?:bc|ltc)1[ac-hj-np-z02-9]{11,71}", High).text(wallets::bech32),
    Kind::new("crypto_wallet_address", "0x[0-9a-fA-F]{40}", Medium)
        .sure_near(&["wallet", "ethereum", "eth", "usdt", "usdc", "erc-20", "erc20", "metamask"]),
    Kind::new(
        "email_address",
        r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}",
        High,
    )
    .anywhere(),
    Kind::new("mac_address", "[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5,}", Medium)
        .text(check::hardware_address)
        .sure_near(&["mac", "hwaddr", "ethernet", "physical address", "wi-fi", "wlan", "bssid"]),
    Kind::new("mac_address", r"[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}", Medium)
        .sure_near(&["mac", "hwaddr", "ethernet"]),
    Kind::new("vehicle_vin", "[A-HJ-NPR-Z0-9]{17}", Medium)
        .text(check::vehicle)
        .sure_near(&["vin", "vehicle", "chassis", "car", "truck"]),
];
