//! Where messages come from: single files, mbox, Maildir, directories, standard input.
