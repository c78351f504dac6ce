"""Claims: what is kept of each, and what the next is judged on."""
