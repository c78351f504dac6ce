"""Claims: what they are judged on, what is kept of them, and how they stand."""
