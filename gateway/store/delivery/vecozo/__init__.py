"""What is asked and fetched at VECOZO: where, what has no end yet, and what could not be received."""
