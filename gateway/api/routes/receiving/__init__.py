"""Routes by which messages come in and are found again."""
