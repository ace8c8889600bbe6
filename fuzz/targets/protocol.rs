//! What reaches a port: milter frames, spamd requests and answers, Rspamd's JSON and request fields.
#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::milter::{Command, MAX_PACKET, Reply, take_frame};
use protocol::rspamd::{CheckReply, Envelope};
use protocol::spamd::{Answer, RequestHead};

const LIMIT: usize = 1 << 20;

fuzz_target!(|data: &[u8]| {
    if let Ok(Some((request, length))) = RequestHead::parse(data, LIMIT) {
        assert!(length <= data.len());
        assert!(request.content_length.is_none_or(|it| it <= LIMIT));
        let body = data[length..].to_vec();
        if let Ok(message) = request.unpack(body, LIMIT) {
            assert!(message.len() <= LIMIT.max(data.len()));
        }
        // What is written from what was read is read as the same.
        let (again, _) = RequestHead::parse(&request.encode(), LIMIT)
            .unwrap()
            .unwrap();
        assert_eq!(again.method, request.method);
        assert_eq!(again.content_length, request.content_length);
    }
    let _ = Answer::parse(data);
    let _ = serde_json::from_slice::<CheckReply>(data);
    if let Ok(text) = std::str::from_utf8(data) {
        let fields = text.lines().filter_map(|it| it.split_once(':'));
        let _ = Envelope::of(fields);
    }
    milter(data);
});

/// Packets one after the other, until one is broken or incomplete.
fn milter(data: &[u8]) {
    let mut buffer = data.to_vec();
    while let Ok(Some(frame)) = take_frame(&mut buffer, MAX_PACKET) {
        let _ = Reply::decode(&frame);
        let Ok(command) = Command::decode(frame) else {
            continue;
        };
        // What was read can be written, and is then read as the same.
        let mut written = Vec::new();
        if command.encode(&mut written).is_ok() {
            let frame = take_frame(&mut written, MAX_PACKET).unwrap().unwrap();
            assert_eq!(Command::decode(frame).unwrap(), command);
        }
    }
}
