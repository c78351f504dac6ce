"""The page on which a person sees what is exchanged, and lets things go wrong."""
