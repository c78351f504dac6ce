"""Pages of organisations, how they come in, and the people who work for them; for an operator."""
