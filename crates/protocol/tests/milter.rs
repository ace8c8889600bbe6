//! Milter packets: round trips, hostile bytes, bounds.
#![allow(clippy::unwrap_used, reason = "tests may")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use protocol::milter::{
    Actions, Address, Command, MAX_PACKET, MilterError, Negotiation, Reply, Steps, VERSION,
    take_frame,
};

fn text() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(1_u8..=255, 0..40)
}

fn texts() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(text(), 1..5)
}

fn negotiation() -> impl Strategy<Value = Negotiation> {
    (any::<u32>(), any::<u32>(), any::<u32>()).prop_map(|(version, actions, steps)| Negotiation {
        version,
        actions: Actions(actions),
        steps: Steps(steps),
    })
}

fn address() -> impl Strategy<Value = Address> {
    prop_oneof![
        Just(Address::Unknown),
        text().prop_map(Address::Unix),
        (any::<u32>(), any::<u16>()).prop_map(|(ip, port)| Address::Internet {
            ip: IpAddr::V4(Ipv4Addr::from(ip)),
            port
        }),
        (any::<u128>(), any::<u16>()).prop_map(|(ip, port)| Address::Internet {
            ip: IpAddr::V6(Ipv6Addr::from(ip)),
            port
        }),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        negotiation().prop_map(Command::Negotiate),
        (any::<u8>(), prop::collection::vec((text(), text()), 0..4))
            .prop_map(|(stage, values)| Command::Macros { stage, values }),
        (text(), address()).prop_map(|(host, address)| Command::Connect { host, address }),
        text().prop_map(Command::Helo),
        texts().prop_map(Command::Mail),
        texts().prop_map(Command::Rcpt),
        Just(Command::Data),
        (text(), text()).prop_map(|(name, value)| Command::Header { name, value }),
        Just(Command::EndOfHeader),
        bytes().prop_map(Command::Body),
        bytes().prop_map(Command::EndOfBody),
        Just(Command::Abort),
        Just(Command::Quit),
        Just(Command::QuitNewConnection),
        text().prop_map(Command::Unknown),
    ]
}

fn reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        negotiation().prop_map(Reply::Negotiate),
        Just(Reply::Continue),
        Just(Reply::Accept),
        Just(Reply::Reject),
        Just(Reply::TempFail),
        Just(Reply::Discard),
        Just(Reply::Skip),
        Just(Reply::Progress),
        text().prop_map(Reply::ReplyCode),
        text().prop_map(Reply::Quarantine),
        text().prop_map(Reply::DeleteRecipient),
        text().prop_map(Reply::ReplaceBody),
        (text(), text()).prop_map(|(name, value)| Reply::AddHeader { name, value }),
        (any::<u32>(), text(), text()).prop_map(|(index, name, value)| Reply::InsertHeader {
            index,
            name,
            value
        }),
        (any::<u32>(), text(), text()).prop_map(|(index, name, value)| Reply::ChangeHeader {
            index,
            name,
            value
        }),
    ]
}

proptest! {
    #[test]
    fn commands_come_back_however_they_are_cut(commands in prop::collection::vec(command(), 1..6), cut in 1_usize..50) {
        let mut wire = Vec::new();
        for it in &commands {
            it.encode(&mut wire).unwrap();
        }
        let mut buffer = Vec::new();
        let mut read = Vec::new();
        for piece in wire.chunks(cut) {
            buffer.extend_from_slice(piece);
            while let Some(frame) = take_frame(&mut buffer, MAX_PACKET).unwrap() {
                read.push(Command::decode(frame).unwrap());
            }
        }
        prop_assert_eq!(read, commands);
        prop_assert!(buffer.is_empty());
    }

    #[test]
    fn replies_come_back(reply in reply()) {
        let mut wire = Vec::new();
        reply.encode(&mut wire).unwrap();
        let frame = take_frame(&mut wire, MAX_PACKET).unwrap().unwrap();
        prop_assert_eq!(Reply::decode(&frame).unwrap(), reply);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), code in any::<u8>()) {
        let mut buffer = bytes.clone();
        while let Ok(Some(frame)) = take_frame(&mut buffer, 300) {
            let _ = Reply::decode(&frame);
            let _ = Command::decode(frame);
        }
        let frame = protocol::milter::Frame { code, data: bytes };
        let _ = Reply::decode(&frame);
        let _ = Command::decode(frame);
    }
}

#[test]
fn a_length_over_the_bound_is_refused_before_its_data_comes() {
    let mut buffer = 2_147_483_648_u32.to_be_bytes().to_vec();
    let error = take_frame(&mut buffer, MAX_PACKET).unwrap_err();
    assert_eq!(
        error,
        MilterError::Length {
            length: 2_147_483_648,
            limit: MAX_PACKET
        }
    );
    let mut empty = vec![0, 0, 0, 0];
    assert!(take_frame(&mut empty, MAX_PACKET).is_err());
}

#[test]
fn texts_with_nul_are_not_sent() {
    let reply = Reply::AddHeader {
        name: b"X".to_vec(),
        value: b"a\0b".to_vec(),
    };
    assert_eq!(reply.encode(&mut Vec::new()), Err(MilterError::Nul));
}

#[test]
fn an_answer_takes_only_what_is_offered() {
    let offer = Negotiation {
        version: 7,
        actions: Actions::ADD_HEADERS,
        steps: Steps::SKIP,
    };
    let answer = offer.answer(
        Actions::ADD_HEADERS | Actions::QUARANTINE,
        Steps::SKIP | Steps::NO_DATA,
    );
    assert_eq!(answer.version, VERSION);
    assert_eq!(answer.actions, Actions::ADD_HEADERS);
    assert_eq!(answer.steps, Steps::SKIP);
}

/// As Postfix 3.7 sends it, byte for byte.
#[test]
fn a_connection_as_postfix_describes_it() {
    let mut wire = b"\0\0\0\x22Cmail.example.net\x004\x30\x39192.0.2.7\0".to_vec();
    let length = u32::try_from(wire.len() - 4).unwrap();
    wire.splice(..4, length.to_be_bytes());
    let frame = take_frame(&mut wire, MAX_PACKET).unwrap().unwrap();
    let expected = Command::Connect {
        host: b"mail.example.net".to_vec(),
        address: Address::Internet {
            ip: "192.0.2.7".parse().unwrap(),
            port: 12345,
        },
    };
    assert_eq!(Command::decode(frame).unwrap(), expected);
}
