//! The components of a calendar: events, to-dos, journals, and what they hold.

use super::content_line::{self, ContentLine};
use crate::file::{Calendar, Event};

/// Most events of one calendar.
const EVENTS: usize = 1_000;
/// Bytes of all texts of the events: properties are kept both read and as written.
const EVENT_BYTES: usize = 4 << 20;
/// Deepest nesting of components.
const DEPTH: usize = 8;

/// A component with its own properties, those of its alarms included.
#[derive(Debug, Default)]
pub(super) struct Component {
    /// Upper case: `VEVENT`, `VTODO`, `VJOURNAL`.
    kind: String,
    pub(super) lines: Vec<ContentLine>,
    /// Lines from here on belong to components within it.
    own: usize,
}

/// Everything of a calendar file.
#[derive(Debug, Default)]
pub(super) struct Components {
    product_id: Option<String>,
    scale: Option<String>,
    method: Option<String>,
    version: Option<String>,
    pub(super) list: Vec<Component>,
    /// Whether there was more than is read.
    pub(super) cut: bool,
}

/// Reads the components of `text`.
pub(super) fn read(text: &str) -> Components {
    let (lines, cut) = content_line::read(text);
    let mut components = Components {
        cut,
        ..Components::default()
    };
    let mut path: Vec<String> = Vec::new();
    let mut bytes = 0;
    for line in lines {
        bytes += line.key.len() + line.value.len();
        if bytes > EVENT_BYTES {
            components.cut = true;
            break;
        }
        match &*line.name {
            "BEGIN" => components.begin(&mut path, &line.value),
            "END" => end(&mut path, &line.value),
            _ => components.property(&path, line),
        }
    }
    components
}

fn is_event(kind: &str) -> bool {
    matches!(kind, "VEVENT" | "VTODO" | "VJOURNAL" | "VFREEBUSY")
}

/// Ends the innermost component of that name, and what nobody ended within it.
fn end(path: &mut Vec<String>, value: &str) {
    let kind = value.trim().to_ascii_uppercase();
    if let Some(at) = path.iter().rposition(|it| *it == kind) {
        path.truncate(at);
    }
}

impl Components {
    fn begin(&mut self, path: &mut Vec<String>, value: &str) {
        let kind = value.trim().to_ascii_uppercase();
        if path.len() >= DEPTH {
            self.cut = true;
            return;
        }
        if is_event(&kind) {
            if self.list.len() >= EVENTS {
                self.cut = true;
            } else {
                // Events do not nest: one that was not ended ends here.
                path.retain(|it| !is_event(it));
                self.list.push(Component {
                    kind: kind.clone(),
                    ..Component::default()
                });
            }
        }
        path.push(kind);
    }

    fn property(&mut self, path: &[String], line: ContentLine) {
        let in_event = path.iter().any(|it| is_event(it));
        if let Some(component) = self.list.last_mut().filter(|_| in_event) {
            let is_own = path.last().is_some_and(|it| is_event(it));
            component.add(line, is_own);
            return;
        }
        let slot = match &*line.name {
            "PRODID" => &mut self.product_id,
            "CALSCALE" => &mut self.scale,
            "METHOD" => &mut self.method,
            "VERSION" => &mut self.version,
            _ => return,
        };
        slot.get_or_insert_with(|| line.text());
    }

    /// The calendar as it is reported.
    pub(super) fn calendar(&self) -> Calendar {
        Calendar {
            product_id: self.product_id.clone(),
            scale: self.scale.clone(),
            method: self.method.clone(),
            version: self.version.clone(),
            events: self.list.iter().map(Component::event).collect(),
        }
    }
}

impl Component {
    fn add(&mut self, line: ContentLine, is_own: bool) {
        if is_own {
            // Own properties stand before those of alarms, so that an alarm's text is not taken for the
            // event's.
            self.lines.insert(self.own, line);
            self.own += 1;
        } else {
            self.lines.push(line);
        }
    }

    fn own(&self, name: &str) -> Option<&ContentLine> {
        self.lines.iter().take(self.own).find(|it| it.name == name)
    }

    /// The event as it is reported.
    pub(super) fn event(&self) -> Event {
        let text = |name| self.own(name).map(ContentLine::text);
        let organizer = self.own("ORGANIZER");
        Event {
            kind: self.kind.clone(),
            summary: text("SUMMARY"),
            description: text("DESCRIPTION"),
            description_html: self.description_html(),
            location: text("LOCATION"),
            organizer: organizer.map(|it| without_mailto(&it.value)),
            organizer_name: organizer
                .and_then(|it| it.parameter("CN"))
                .map(str::to_owned),
            sent_by: organizer
                .and_then(|it| it.parameter("SENT-BY"))
                .map(without_mailto),
            properties: self
                .lines
                .iter()
                .take(self.own)
                .map(|it| (it.key.clone(), it.value.clone()))
                .collect(),
        }
    }

    /// `X-ALT-DESC;FMTTYPE=text/html`, or a `STYLED-DESCRIPTION` (RFC 9073) that is HTML.
    fn description_html(&self) -> Option<String> {
        let is_html = |it: &ContentLine| {
            let format = it.parameter("FMTTYPE").unwrap_or("text/html");
            matches!(&*it.name, "X-ALT-DESC" | "STYLED-DESCRIPTION")
                && format.eq_ignore_ascii_case("text/html")
        };
        let line = self.lines.iter().take(self.own).find(|it| is_html(it))?;
        Some(line.text())
    }

    /// Names of organiser and attendees, and texts of alarms, as a reader is shown them.
    pub(super) fn people(&self) -> impl Iterator<Item = String> {
        let shown = |line: &ContentLine| match &*line.name {
            "ORGANIZER" | "ATTENDEE" => line.parameter("CN").map(str::to_owned),
            "DESCRIPTION" | "SUMMARY" => Some(line.text()),
            _ => None,
        };
        let organizers = self.lines.iter().take(self.own);
        let organizers = organizers.filter(|it| matches!(&*it.name, "ORGANIZER" | "ATTENDEE"));
        organizers
            .chain(self.lines.iter().skip(self.own))
            .filter_map(shown)
    }
}

fn without_mailto(value: &str) -> String {
    let value = value.trim();
    let scheme = value
        .get(..7)
        .filter(|it| it.eq_ignore_ascii_case("mailto:"));
    scheme.map_or(value, |it| &value[it.len()..]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use proptest::prelude::*;

    const INVITATION: &str = "BEGIN:VCALENDAR\r\nPRODID:-//Example Corp//Planner//EN\r\nMETHOD:REQUEST\r\n\
        VERSION:2.0\r\nCALSCALE:GREGORIAN\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nEND:VTIMEZONE\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Order 4711\\, confirmed\r\nORGANIZER;CN=\"Billing, Desk\";SENT-BY=\
        \"mailto:robot@example.net\":MAILTO:desk@example.com\r\nDESCRIPTION:Charged 499 USD.\\nCal\r\n \
        l +1 800 555 0100\r\nX-ALT-DESC;FMTTYPE=text/html:<p>Call <b>us</b></p>\r\n\
        BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Call now\r\nEND:VALARM\r\nLOCATION:Phone\r\n\
        ATTENDEE;CN=Ann:mailto:ann@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    #[test]
    fn an_invitation() {
        let calendar = parse(INVITATION);
        assert_eq!(
            calendar.product_id.as_deref(),
            Some("-//Example Corp//Planner//EN")
        );
        assert_eq!(calendar.method.as_deref(), Some("REQUEST"));
        assert_eq!(calendar.scale.as_deref(), Some("GREGORIAN"));
        let [event] = &*calendar.events else { panic!() };
        assert_eq!(event.kind, "VEVENT");
        assert_eq!(event.summary.as_deref(), Some("Order 4711, confirmed"));
        assert_eq!(
            event.description.as_deref(),
            Some("Charged 499 USD.\nCall +1 800 555 0100")
        );
        assert_eq!(
            event.description_html.as_deref(),
            Some("<p>Call <b>us</b></p>")
        );
        assert_eq!(event.location.as_deref(), Some("Phone"));
        assert_eq!(event.organizer.as_deref(), Some("desk@example.com"));
        assert_eq!(event.organizer_name.as_deref(), Some("Billing, Desk"));
        assert_eq!(event.sent_by.as_deref(), Some("robot@example.net"));
        let keys: Vec<_> = event.properties.iter().map(|it| &*it.0).collect();
        assert!(keys.contains(&"X-ALT-DESC;FMTTYPE=text/html"), "{keys:?}");
        assert!(
            !keys.contains(&"ACTION"),
            "an alarm's property is not the event's"
        );
    }

    #[test]
    fn an_alarm_is_not_the_event_but_is_shown() {
        let components = read(INVITATION);
        let people: Vec<_> = components.list[0].people().collect();
        assert_eq!(people, ["Billing, Desk", "Ann", "Call now"]);
    }

    #[test]
    fn what_is_not_ended_is_read_all_the_same() {
        let calendar = parse("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nBEGIN:VEVENT\nSUMMARY:b");
        let summaries: Vec<_> = calendar
            .events
            .iter()
            .map(|it| it.summary.as_deref())
            .collect();
        assert_eq!(summaries, [Some("a"), Some("b")]);
        assert_eq!(parse("").events, []);
        assert_eq!(parse("END:VEVENT\nSUMMARY:x").events, []);
    }

    #[test]
    fn events_and_bytes_are_bounded() {
        let many = "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n".repeat(EVENTS + 5);
        let components = read(&many);
        assert!(components.cut);
        assert_eq!(components.list.len(), EVENTS);
        let long = format!(
            "BEGIN:VEVENT\nSUMMARY:{}\nLOCATION:x",
            "a".repeat(EVENT_BYTES)
        );
        assert!(read(&long).cut);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(BEGIN:|END:|VEVENT|VALARM|\r\n|\n |;|:|\"|=|\\\\|X-ALT-DESC|[a-zé]){0,60}") {
            let _ = parse(&text);
        }
    }
}
