"""The register. Empty, so that importing a part never starts the whole."""
