//! Whatever a message holds: look-ups end, panic never, and spans fit their text.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot load the data has failed"
)]

use std::sync::LazyLock;

use address::Domain;
use proptest::prelude::*;
use registry::Registry;

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::builtin().expect("the data of this build loads"));

proptest! {
    #[test]
    fn any_host_is_looked_up(host in "\\PC{0,80}") {
        let domain = Domain::parse(&host);
        let _ = REGISTRY.resemblance(&domain);
        let _ = REGISTRY.is_free_mail(&host);
        let _ = REGISTRY.brand_of_mail_domain(&host);
        let _ = REGISTRY.brand_of_web_domain(&host);
        let _ = REGISTRY.platforms_of_domain(&host).count();
    }

    #[test]
    fn hosts_of_brand_like_labels_are_looked_up(labels in prop::collection::vec("(paypal|amazon|support|xn--|-|[a-z0-9]{0,3}){0,6}", 0..12)) {
        let _ = REGISTRY.resemblance(&Domain::parse(&labels.join(".")));
    }

    #[test]
    fn spans_of_fields_fit_any_text(text in "(?s)(.|\n|Note from |Seller note to customer|Organizer|Total|Dear |, ){0,60}") {
        for field in REGISTRY.platforms().iter().flat_map(|it| &it.fields) {
            for span in field.spans(&text) {
                let range = span.start as usize..span.end as usize;
                prop_assert!(text.get(range).is_some_and(|it| !it.is_empty()));
            }
        }
    }
}

#[test]
fn a_host_of_endless_labels_ends() {
    let many = "paypal-".repeat(5_000);
    let _ = REGISTRY.resemblance(&Domain::parse(&format!("{many}.com")));
    let deep = "paypal.com.".repeat(5_000);
    let _ = REGISTRY.resemblance(&Domain::parse(&format!("{deep}example.org")));
}
