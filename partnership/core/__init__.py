"""What every feature stands on and that knows no business word: database, forms, clock, formatting, errors."""
