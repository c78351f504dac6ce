"""Decisions that grant a request: which one, and what the WMO301 says of it."""
