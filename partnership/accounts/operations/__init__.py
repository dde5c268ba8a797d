"""The verbs of accounts, a file per noun; only they write."""
