"""Routes about claims."""
