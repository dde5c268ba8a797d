"""Demonstration data: invented, lifelike, never a real person; the same seed and day give the same register."""
