"""Routes by which messages go out."""
