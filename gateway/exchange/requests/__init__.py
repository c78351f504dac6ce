"""Requests of providers: shown, granted by an assignment, refused, or taken under investigation."""
