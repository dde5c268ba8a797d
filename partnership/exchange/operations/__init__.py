"""The verbs of imports: store a file, check it, take it over, discard it; nothing else writes what publishers say."""
