-- The mailboxes of which the owner of an account is told what is known: a list of addresses, as JSON.
ALTER TABLE account ADD COLUMN mailboxes TEXT NOT NULL DEFAULT '[]';
