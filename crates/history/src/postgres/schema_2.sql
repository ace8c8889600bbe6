-- Schema 2: what persons said of one message is found without reading all that they ever said.
CREATE INDEX teaching_about ON teaching (about);
