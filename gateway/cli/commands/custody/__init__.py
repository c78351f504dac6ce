"""Commands about what is kept: seals, read records, retention and the vault."""
