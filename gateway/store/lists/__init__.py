"""Lists: their filters, each with an index, and what a row of them shows."""
