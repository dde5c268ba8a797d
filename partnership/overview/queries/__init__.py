"""Reads of pages that join features."""
