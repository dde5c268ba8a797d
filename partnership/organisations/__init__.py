"""Ministry, partners and the bodies named in projects, with the time they existed and the names they had."""
