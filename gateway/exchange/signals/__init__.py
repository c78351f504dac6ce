"""Work items on dates: brought up to date, handled by a person."""
