"""The ring of keys, as text and in memory; it knows no database."""
