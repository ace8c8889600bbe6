-- The mailboxes of which the owner of an account is told what is known.
ALTER TABLE account ADD COLUMN mailboxes text[] NOT NULL DEFAULT '{}';
