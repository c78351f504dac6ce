"""The messages as Python objects: read, write, answer, show as JSON. Pure."""
