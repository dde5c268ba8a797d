"""Typeset documents of the register: plain data in, an accessible and archivable PDF out; knows nothing of the application."""
