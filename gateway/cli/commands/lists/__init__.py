"""Commands that list what is kept, chosen by filters."""
