"""The terminal: one command a file, each importing only what it needs."""
