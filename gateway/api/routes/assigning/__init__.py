"""Routes by which a municipality decides on care."""
