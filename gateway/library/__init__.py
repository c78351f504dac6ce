"""The judge by itself, as a Python API: no database, no settings, no server. See docs/library.md."""
