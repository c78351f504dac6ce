"""Organisations, their keys and other credentials, mandates, and what operators did."""
