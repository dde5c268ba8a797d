"""Verbs that change people and their ways: the only writers."""
