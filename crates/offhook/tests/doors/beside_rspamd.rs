//! offhook's verdict as a symbol of a real Rspamd, by the script that is handed out.

use std::fs;
use std::process::Command;

use crate::doors::mails::seeds;
use crate::doors::server::{Server, program, root};
use crate::rivals::{free_port, rspamd};

#[test]
fn rspamd_shows_the_verdict_beside_its_own() {
    let Some(curl) = program("curl") else { return };
    let server = Server::start("");
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("settings");
    fs::create_dir(&settings).unwrap();
    fs::copy(
        root("dist/rspamd/offhook.lua"),
        settings.join("offhook.lua"),
    )
    .unwrap();
    let load = "dofile(rspamd_paths['LOCAL_CONFDIR'] .. '/offhook.lua')\n";
    fs::write(settings.join("rspamd.local.lua"), load).unwrap();
    let url = format!("http://{}/checkv2", server.address("Http"));
    let options = format!("offhook {{ url = \"{url}\"; malicious = 7.5; timeout = 60.0; }}\n");
    fs::write(settings.join("rspamd.conf.local"), options).unwrap();
    let port = free_port();
    let Some(_rspamd) = rspamd(port, home.path()) else {
        return;
    };
    let check = |raw: &[u8]| {
        let mail = home.path().join("mail.eml");
        fs::write(&mail, raw).unwrap();
        let output = Command::new(&curl)
            .args(["-sS", "-H", "IP: 192.0.2.9", "-H", "Rcpt: pat@example.org"])
            .arg("--data-binary")
            .arg(format!("@{}", mail.display()))
            .arg(format!("http://127.0.0.1:{port}/checkv2"))
            .output()
            .unwrap();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let mails = seeds();
    let fake = mails.iter().find(|it| it.is_fake).unwrap();
    let genuine = mails.iter().find(|it| !it.is_fake).unwrap();
    let reply = check(&fake.raw);
    let symbol = &reply["symbols"]["OFFHOOK_MALICIOUS"];
    assert_eq!(symbol["score"], 7.5, "{reply}");
    let reasons = symbol["options"].as_array().unwrap();
    assert!(reasons.iter().any(|it| it == "call_request"), "{reply}");
    let reply = check(&genuine.raw);
    assert!(reply["symbols"]["OFFHOOK_BENIGN"].is_object(), "{reply}");
    assert!(reply["symbols"]["OFFHOOK_MALICIOUS"].is_null(), "{reply}");
    // Where offhook is gone, Rspamd's own verdict stands and says so.
    drop(server);
    let reply = check(&fake.raw);
    assert!(reply["symbols"]["OFFHOOK_FAIL"].is_object(), "{reply}");
    assert!(reply["score"].is_number(), "{reply}");
}
