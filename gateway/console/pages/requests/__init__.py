"""Pages about what providers ask for."""
