"""Import and export: what comes from files of others and what leaves as files."""
