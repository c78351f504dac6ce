"""Forms by which a municipality decides on care: what is filled in, what is said of it, and what may be done."""
