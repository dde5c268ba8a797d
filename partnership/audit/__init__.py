"""What happened, by whom and when: one append-only, hash-chained log of changes, and the log of reads of personal data."""
