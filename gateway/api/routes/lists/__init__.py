"""Routes of lists, chosen by filters."""
