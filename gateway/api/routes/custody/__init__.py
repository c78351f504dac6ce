"""Routes of who saw what."""
