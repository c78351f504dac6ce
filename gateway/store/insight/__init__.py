"""Counting for indicators: care and messages, in statements that read and change nothing."""
