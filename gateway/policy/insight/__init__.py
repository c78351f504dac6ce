"""Indicators: the definition of each, and the targets and terms that a region gives them."""
