"""Reads of imports: projects as the plan compares them, organisations as files name them, the pages of imports."""
