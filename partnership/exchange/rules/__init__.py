"""Decisions of the import, without database and web: what a file says in the register's terms, and what differs."""
