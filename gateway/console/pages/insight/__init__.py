"""Pages that count what was done and show the cases behind a figure."""
