"""Seals, read records, retention and the key ring."""
