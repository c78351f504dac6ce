"""Pages on who looked."""
