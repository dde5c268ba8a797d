"""The progress report on the migration partnership for the Landtag."""
