"""Who takes part: organisations, keys, mandates, access."""
