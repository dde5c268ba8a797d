"""Measurements, as ratios within one run: pages, people, imports, reports, weights."""
