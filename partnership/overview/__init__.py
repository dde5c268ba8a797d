"""Pages that join features: home, the project page, the language switch, health."""
