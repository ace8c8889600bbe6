//! Messages held in memory, and a bound on all of them together.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes that one permit stands for.
const UNIT: usize = 4096;

/// Why a message is not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    /// It is longer than one message may be.
    TooLong,
    /// All messages together take up what may be held.
    NoRoom,
}

/// Room for the messages of all doors.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    units: Arc<Semaphore>,
    message_bytes: usize,
}

impl Room {
    pub(crate) fn new(held_bytes: usize, message_bytes: usize) -> Self {
        let units = held_bytes.div_ceil(UNIT).min(Semaphore::MAX_PERMITS);
        Self {
            units: Arc::new(Semaphore::new(units)),
            message_bytes,
        }
    }

    /// Bytes of one message.
    pub(crate) fn message_bytes(&self) -> usize {
        self.message_bytes
    }

    /// Sets `bytes` aside.
    pub(crate) fn reserve(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Full> {
        if bytes > self.message_bytes {
            return Err(Full::TooLong);
        }
        self.units(bytes.div_ceil(UNIT))
    }

    /// Sets `bytes` aside, however long one message may be.
    pub(crate) fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Full> {
        self.units(bytes.div_ceil(UNIT))
    }

    fn units(&self, units: usize) -> Result<OwnedSemaphorePermit, Full> {
        let units = u32::try_from(units).map_err(|_| Full::TooLong)?;
        Arc::clone(&self.units)
            .try_acquire_many_owned(units)
            .map_err(|_| Full::NoRoom)
    }

    pub(crate) fn message(&self) -> Held {
        Held {
            bytes: Vec::new(),
            permits: Vec::new(),
            units: 0,
            room: self.clone(),
        }
    }
}

/// A message as it grows. Its room is free again when it is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    bytes: Vec<u8>,
    permits: Vec<OwnedSemaphorePermit>,
    units: usize,
    room: Room,
}

impl Held {
    /// Appends `more`, if there is room.
    pub(crate) fn push(&mut self, more: &[u8]) -> Result<(), Full> {
        let length = self.bytes.len().saturating_add(more.len());
        if length > self.room.message_bytes {
            return Err(Full::TooLong);
        }
        let wanted = length.div_ceil(UNIT);
        if wanted > self.units {
            let permit = self.room.units(wanted - self.units)?;
            match self.permits.first_mut() {
                Some(first) => first.merge(permit),
                None => self.permits.push(permit),
            }
            self.units = wanted;
        }
        self.bytes.extend_from_slice(more);
        Ok(())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, and the room that they take up until it is dropped.
    pub(crate) fn finish(self) -> (Vec<u8>, Vec<OwnedSemaphorePermit>) {
        (self.bytes, self.permits)
    }
}
