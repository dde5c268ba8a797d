"""The progress report for the Landtag: gather the figures, protect people, print."""
