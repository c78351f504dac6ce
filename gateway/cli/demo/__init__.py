"""The acts of `gateway demo` and what they have in common."""
