"""Routes of what a person should look at."""
