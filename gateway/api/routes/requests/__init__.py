"""Routes of requests."""
