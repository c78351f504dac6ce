"""Routes of indicators."""
