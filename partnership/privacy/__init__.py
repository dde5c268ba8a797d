"""Protection of people in figures: the one step through which every published count passes."""
