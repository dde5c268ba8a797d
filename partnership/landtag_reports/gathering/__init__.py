"""From the register to a document: read everything once, hand all counts to disclosure control, then write the pages."""
