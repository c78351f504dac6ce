"""Files in TOML that people write: their shape, and the line of each fault."""
