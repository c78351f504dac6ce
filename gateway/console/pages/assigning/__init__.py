"""Pages of clients, their care, and what it is decided by."""
