"""The caller of a request: who it is, by key, token or certificate, and how guessing is cut short."""
