"""Work items on dates, and the rounds that bring them up to date."""
