# Sorts mail by what offhook's milter wrote into its header. For everybody, before their own scripts (Dovecot: sieve_before).
#
# Only where that milter stands before the mailbox: it takes out fields in its name that a sender wrote.
require ["fileinto", "imap4flags", "mailbox"];

if header :is "X-Offhook-Verdict" "malicious" {
    # Mail programs that know these keywords (IANA, "IMAP and JMAP Keywords") warn by themselves.
    fileinto :create :flags ["$Phishing", "$Junk"] "Junk";
    stop;
}

if header :is "X-Offhook-Verdict" "suspicious" {
    # It stays in the inbox, marked: X-Offhook-Summary and X-Offhook-Evidence say why.
    addflag "$Phishing";
}
