"""Reads of people and their ways, one module for each page or use."""
