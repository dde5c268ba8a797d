"""Code lists of the field, read once from CSV files; tables store their codes as strings."""
