"""Identity providers: their keys, how a person logs in by one, and how one ends a person's sessions."""
