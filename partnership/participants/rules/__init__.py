"""Pure decisions about people on their way: limits, possible steps, visible fields; no database, no web."""
