"""Keeping the service well: its commands, the audit log, code lists."""
