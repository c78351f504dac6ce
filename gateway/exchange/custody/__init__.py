"""What is kept: seals, read records, retention."""
