"""Ways to get a message to its receiver."""
